"""Look-up codes: handed out with a receipt, asked with from outside. Whoever guesses learns nothing, not even in time.

A code is shown once. A second receipt bears a new code and the first leads nowhere any more: of two papers one may be
in strange hands, and "the newest paper counts" is a rule that can be told at a counter.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from caseflow.law.errors import MissingFactError
from caseflow.law.periods import rows_of
from caseflow.law.public_words import OWED, stage
from caseflow.lookup_codes import as_meant, is_well_formed, new_code
from caseflow.services.public_tries import Limit
from caseflow.store import tracking
from caseflow.store.db import db
from caseflow.store.petitions import PetitionEntry
from caseflow.store.reception import Visit
from caseflow.store.tracking import TrackingCode

GUESSING = Limit(
    "code",
    window=timedelta(minutes=15),
    per_source=20,
    of_all=1_000,
    when_many=3,
    sentence="Đã có quá nhiều lần tra cứu không đúng mã. Hãy thử lại sau 15 phút, hoặc hỏi nơi đã cấp giấy biên nhận.",
)


@dataclass(frozen=True, slots=True)
class Owed:
    """Something the office owes by a day: what, by which article."""

    label: str
    due_on: date
    basis: str
    is_paused: bool
    is_over: bool


@dataclass(frozen=True, slots=True)
class Told:
    """What the holder of a code is told of one record."""

    office: str
    stage: str
    received_on: date
    last_on: date
    owed: tuple[Owed, ...]


def issue(subject: Visit | PetitionEntry, *, asked: bool, by_id: int, now: datetime) -> str:
    """Hand out a code for a visit or an entry; the earlier one leads nowhere from now on. The code is kept nowhere.

    Raises MissingFactError where somebody denounces and has not asked for one: `asked` is kept with who noted it, when.
    """
    if subject.secret and not asked:
        raise MissingFactError(
            "Người tố cáo chỉ được cấp mã tra cứu khi chính họ đề nghị.", basis="LTC Đ9, Đ56", field="asked"
        )
    tracking.revoke_codes(subject.id, now=now)
    code = new_code()
    db.session.add(
        TrackingCode(
            subject_id=subject.id,
            digest=tracking.digest_of(code),
            issued_at=now,
            issued_by_id=by_id,
            asked=subject.secret,
        )
    )
    return code


def look_up(typed: str, *, today: date) -> tuple[Told, ...]:
    """What a code leads to; nothing for one that is unknown, ill-formed, revoked, or leads to what is secret.

    The same work for all of these: the digest is made and asked for even of what cannot be a code.
    """
    code = as_meant(typed)
    well_formed = is_well_formed(code)
    behind = tracking.subject_behind(tracking.digest_of(code))
    if behind is None or not well_formed:
        return ()
    subject_id, asked = behind
    records = tracking.records_behind(subject_id, even_secret=asked)
    keys = [record.id for record in records]
    dates, steps = tracking.dates_owed(keys, OWED), tracking.last_steps(keys)
    return tuple(
        Told(
            office=record.office_name,
            stage=stage(record.status, record.outcome),
            received_on=record.received_on,
            last_on=steps.get(record.id, record.received_on),
            owed=tuple(_owed(owed, today) for owed in dates if owed.subject_id == record.id),
        )
        for record in records
    )


def _owed(owed: tracking.PublicDate, today: date) -> Owed:
    row = rows_of(owed.code)[0]
    is_over = owed.due_legal < today and not owed.paused
    return Owed(row.label, owed.due_legal, row.basis, owed.paused, is_over)
