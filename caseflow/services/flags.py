"""Suspicions read and written: at the end of every saving, by the timetable, and when a person decides on one.

A row belongs to the facts it rests on. The same facts raise nothing twice; facts that are gone lift it; others raise a
row of their own, which says what is new.
"""

import json
import logging
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from caseflow.law.clock import local_date
from caseflow.law.errors import MissingFactError, NotPermittedError, StaleEditError
from caseflow.law.flags import read_flags
from caseflow.law.flags.facts import Thresholds
from caseflow.law.flags.rows import ROW_OF
from caseflow.law.flags.suspicion import BY_HAND, Flag, Suspicion, Verdict
from caseflow.law.rights import Reader, Right
from caseflow.services import flag_alerts
from caseflow.services.flag_facts import facts_of
from caseflow.services.identity import seal_words
from caseflow.store import flags
from caseflow.store.db import db
from caseflow.store.flags import FlagRow, find_flag, may_decide
from caseflow.store.forms import keep_setting
from caseflow.store.matters import Matter, MatterFlag
from caseflow.store.offices import root_path
from caseflow.store.reception import Visit
from caseflow.store.subjects import Subject
from caseflow.store.transactions import before_end
from caseflow.text import tidy

BATCH = 200
ONE_DAY = timedelta(days=1)
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Reviewed:
    """How reading a batch of matters went: looked at, and those that could not be read."""

    looked_at: int = 0
    failed: int = 0


def review_later(subject: Subject, *, now: datetime) -> None:
    """Have the suspicions of a subject's matter read when everything of this transaction is written.

    Also those of the matter it is leaving: what is no longer there must not be spoken of there.
    """
    before_end(_review_all, (subject, subject.matter_id, now))


def _review_all(asked: Sequence[tuple[Subject, int | None, datetime]]) -> None:
    left: dict[int, datetime] = {}
    here: dict[int, datetime] = {}
    for subject, before, now in asked:
        for key, matters in ((before, left if before != subject.matter_id else here), (subject.matter_id, here)):
            if key is not None:
                matters[key] = max(now, matters.get(key, now))
    for matter_id in sorted(left.keys() | here.keys()):
        now = max(matters[matter_id] for matters in (left, here) if matter_id in matters)
        review(matter_id, now=now, forget=matter_id in left)


def review(matter_id: int, *, now: datetime, forget: bool = False) -> None:
    """Read a matter's suspicions anew and write what changed; twice changes nothing.

    With `forget`, what no longer holds is not kept as lifted: something has left the matter, and nothing tells of it.
    """
    db.session.flush()
    gathered = facts_of(matter_id, local_date(now))
    if gathered is None:
        flags.set_look(matter_id, None)
        return
    reading = read_flags(gathered.facts, gathered.thresholds)
    present = _at_home(flags.flags_about(matter_id, gathered.own), matter_id)
    wanted = {suspicion.digest: suspicion for suspicion in reading.suspicions}
    for row in present:
        suspicion = wanted.get(row.digest)
        if suspicion is not None:
            _keep(row, suspicion, now=now)
        elif row.lifted_at is None or forget:
            _lift(row, now=now, forget=forget)
    known = {row.digest for row in present}
    for digest, suspicion in wanted.items():
        if digest not in known:
            _raise(matter_id, suspicion, present, now=now)
    if gathered.look_again_on != reading.look_again_on:
        flags.set_look(matter_id, reading.look_again_on)
    db.session.flush()


def _at_home(rows: Iterable[FlagRow], matter_id: int) -> list[MatterFlag]:
    """The rows of this matter; a row goes where that which it is about has gone, with its verdict."""
    here: list[MatterFlag] = []
    for flag, home_id in rows:
        if home_id is not None and flag.matter_id != home_id and flag.flag != Flag.CROWD_ADDED_UP.value:
            flag.matter_id = home_id
        if flag.matter_id == matter_id and Flag(flag.flag) not in BY_HAND:
            here.append(flag)
    return here


def _keep(row: MatterFlag, suspicion: Suspicion, *, now: datetime) -> None:
    """It holds still, or again: a verdict stands, and what a person has not decided yet says how things are now."""
    row.lifted_at = None
    if row.verdict == Verdict.PENDING.value:
        row.basis = suspicion.basis
        if row.reasons != list(suspicion.reasons):
            row.reasons = list(suspicion.reasons)
        flag_alerts.ask(row, now=now)


def _lift(row: MatterFlag, *, now: datetime, forget: bool) -> None:
    flag_alerts.withdraw(row)
    if forget:
        db.session.delete(row)
    else:
        row.lifted_at = now


def _raise(matter_id: int, suspicion: Suspicion, present: Sequence[MatterFlag], *, now: datetime) -> None:
    row = MatterFlag(
        matter_id=matter_id,
        subject_id=suspicion.subject_id,
        flag=suspicion.flag.value,
        digest=suspicion.digest,
        reasons=list(suspicion.reasons),
        whats_new=_new_in(suspicion, present),
        basis=suspicion.basis,
        raised_at=now,
    )
    db.session.add(row)
    db.session.flush()
    flag_alerts.ask(row, now=now)


def _new_in(suspicion: Suspicion, present: Sequence[MatterFlag]) -> str:
    """What a suspicion says that the last one of its sort about the same thing did not."""
    same = [row for row in present if row.flag == suspicion.flag.value and row.subject_id == suspicion.subject_id]
    if not same:
        return ""
    said = [reason for reason in suspicion.reasons if reason not in same[-1].reasons]
    verdict = Verdict(same[-1].verdict)
    since = f"lần trước ({verdict.label})" if verdict.value else "lần trước"
    return f"Mới so với {since}: {' '.join(said)}" if said else f"Căn cứ đã khác {since}."


def review_due(now: datetime, *, limit: int = BATCH) -> Reviewed:
    """Read a batch of the matters on which time alone may have changed something.

    A matter that cannot be read is logged, postponed to the next day, and does not stop the others.
    """
    keys, failed = flags.matters_due(local_date(now), limit=limit), 0
    for matter_id in keys:
        try:
            with db.session.begin_nested():
                review(matter_id, now=now)
        except OperationalError:  # the database, not a matter
            raise
        except Exception as wrong:  # noqa: BLE001 - whatever is wrong with one matter must not stop the others
            log.error("Vụ việc số %s không đọc được (%s); mai sẽ xem lại.", matter_id, type(wrong).__name__)  # noqa: TRY400
            flags.set_look(matter_id, local_date(now) + ONE_DAY)
            failed += 1
    return Reviewed(len(keys), failed)


def decide(matter: Matter, flag_id: int, verdict: Verdict, *, reason: str, reader: Reader, now: datetime) -> MatterFlag:
    """Confirm or reject a suspicion, with a reason; a confirmed group of one visit is a đoàn from then on.

    Raises NotPermittedError without the right at an office the matter passed through, MissingFactError without a
    reason, StaleEditError when it was decided or lifted meanwhile.
    """
    row = find_flag(matter, flag_id)
    if not may_decide(matter.id, reader):
        raise NotPermittedError("Việc này cần quyền “xác nhận, bác bỏ nghi vấn” ở cơ quan mà vụ việc đã qua.")
    if not row.is_pending:
        raise StaleEditError("Nghi vấn này đã được quyết định hoặc không còn căn cứ; hãy xem lại.")
    if not reason.strip():
        raise MissingFactError("Cần ghi lý do.", field="reason")
    row.verdict, row.verdict_reason = verdict.value, reason.strip()
    row.decided_by_id, row.decided_at = reader.user_id, now
    subject = _subject_of(row)
    flag_alerts.answer(row, subject, now=now)
    if verdict is Verdict.CONFIRMED and row.flag == Flag.CROWD.value and isinstance(subject, Visit):
        subject.is_group = True
    return _sealed(row, reader=reader, now=now)


def mark_hotspot(matter: Matter, *, reason: str, reader: Reader, now: datetime) -> MatterFlag:
    """A leader marks a matter as a trouble spot; no facts raise that mark and none take it away.

    Raises NotPermittedError without the right, MissingFactError without a reason, StaleEditError when it is marked.
    """
    _check_mark(matter, reason, reader)
    if flags.standing_flag(matter.id, Flag.HOTSPOT) is not None:
        raise StaleEditError("Vụ việc này đã được đánh dấu điểm nóng; hãy xem lại.")
    row = MatterFlag(
        matter_id=matter.id,
        flag=Flag.HOTSPOT.value,
        digest=str(flags.count_of(matter.id, Flag.HOTSPOT) + 1),  # of two who mark at once one is told
        reasons=[reason.strip()],
        basis=ROW_OF[Flag.HOTSPOT].basis,
        raised_at=now,
        verdict=Verdict.CONFIRMED.value,
        decided_by_id=reader.user_id,
        decided_at=now,
    )
    db.session.add(row)
    db.session.flush()
    flag_alerts.answer(row, _subject_of(row), now=now)
    return _sealed(row, reader=reader, now=now)


def unmark_hotspot(matter: Matter, *, reason: str, reader: Reader, now: datetime) -> MatterFlag:
    """A leader takes the mark away, with a reason. Raises as marking does; StaleEditError when there is no mark."""
    _check_mark(matter, reason, reader)
    row = flags.standing_flag(matter.id, Flag.HOTSPOT)
    if row is None:
        raise StaleEditError("Vụ việc này không còn được đánh dấu điểm nóng; hãy xem lại.")
    row.verdict_reason, row.lifted_at = reason.strip(), now
    row.decided_by_id, row.decided_at = reader.user_id, now
    flag_alerts.retract(row, _subject_of(row), now=now)
    return _sealed(row, reader=reader, now=now)


def _check_mark(matter: Matter, reason: str, reader: Reader) -> None:
    if not may_decide(matter.id, reader, Right.MARK_HOTSPOT):
        raise NotPermittedError("Chỉ lãnh đạo, người đứng đầu, Trưởng Ban nơi vụ việc đã qua được đánh dấu điểm nóng.")
    if not reason.strip():
        raise MissingFactError("Cần ghi lý do.", field="reason")


def _sealed(row: MatterFlag, *, reader: Reader, now: datetime) -> MatterFlag:
    """Written, and without the words that would name a denouncer."""
    db.session.flush()
    subject = _subject_of(row)
    if subject is not None:
        seal_words(subject, by_id=reader.user_id, now=now)
    return row


def keep_thresholds(limits: Thresholds, *, basis: str, reader: Reader, today: date) -> None:
    """From when on the province speaks of prolonged and of many; every matter is read anew by the timetable.

    Raises NotPermittedError without the right over the whole province, MissingFactError without a document.
    """
    if not reader.may_at(Right.MANAGE_LOCAL_RULES, root_path()):
        raise NotPermittedError("Ngưỡng dùng cho cả tỉnh; chỉ quản trị cấp tỉnh được đặt.")
    if not basis.strip():
        raise MissingFactError("Cần ghi văn bản của tỉnh làm căn cứ.", field="basis")
    keep_setting(flags.THRESHOLDS, json.dumps(asdict(limits)), basis=tidy(basis))
    flags.look_at_all_again(today)


def _subject_of(row: MatterFlag) -> Subject | None:
    """What a suspicion is about; of one about the matter as a whole, the first that belongs to it."""
    if row.subject_id is not None:
        return db.session.get(Subject, row.subject_id)
    first = select(Subject).where(Subject.matter_id == row.matter_id).order_by(Subject.id).limit(1)
    return db.session.scalar(first)
