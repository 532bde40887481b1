"""Look-up codes by their keyed digests, and what a code leads to. No code is kept anywhere."""

import hashlib
import hmac
from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from flask import current_app
from sqlalchemy import ForeignKey, String, func, or_, select, true, update
from sqlalchemy.orm import Mapped, mapped_column

from caseflow.law.terms import CaseStatus, EntryStatus, VisitOutcome, VisitStatus
from caseflow.store.cases import Case
from caseflow.store.db import Model, db, table_of
from caseflow.store.deadlines import Deadline, Origin
from caseflow.store.offices import Office
from caseflow.store.petitions import Petition, PetitionEntry
from caseflow.store.reception import Visit
from caseflow.store.subjects import Event, Subject


class TrackingCode(Model):
    """A code handed out for a visit or an entry. `asked`: its author, who denounces, asked for it in person."""

    __tablename__ = "tracking_code"
    id: Mapped[int] = mapped_column(primary_key=True)
    subject_id: Mapped[int] = mapped_column(ForeignKey("subject.id"), index=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    issued_at: Mapped[datetime]
    issued_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    asked: Mapped[bool] = mapped_column(default=False)
    revoked_at: Mapped[datetime | None]


def digest_of(code: str) -> str:
    """What is kept of a code: a digest under a key that is in no database and no backup."""
    key: bytes = current_app.config["TRACKING_KEY"]
    return hmac.new(key, code.encode(), hashlib.sha256).hexdigest()


def subject_behind(digest: str) -> tuple[int, bool] | None:
    """Which subject a standing code leads to, and whether a denouncer asked for it; one question whatever the code.

    What is secret is found only by a code that its author asked for; what became secret later by none.
    """
    query = (
        select(TrackingCode.subject_id, TrackingCode.asked)
        .join(Subject, Subject.id == TrackingCode.subject_id)
        .where(
            TrackingCode.digest == digest,
            TrackingCode.revoked_at.is_(None),
            or_(Subject.secret.is_(False), TrackingCode.asked.is_(True)),
        )
    )
    found = db.session.execute(query).first()
    return (found[0], found[1]) if found else None


def revoke_codes(subject_id: int, *, now: datetime) -> None:
    """Have every standing code of a subject lead nowhere from now on."""
    standing = update(TrackingCode).where(TrackingCode.subject_id == subject_id, TrackingCode.revoked_at.is_(None))
    db.session.execute(standing.values(revoked_at=now))


def last_issued(subject_id: int) -> TrackingCode | None:
    """The code of a subject that stands, if one was handed out."""
    query = select(TrackingCode).where(TrackingCode.subject_id == subject_id, TrackingCode.revoked_at.is_(None))
    return db.session.scalar(query.order_by(TrackingCode.id.desc()).limit(1))


class PublicRecord(NamedTuple):
    """What may be told in public of an entry or a case: where it stands, at which office, since when. No words."""

    id: int
    status: EntryStatus | CaseStatus | VisitStatus | None
    office_name: str
    received_on: date
    outcome: VisitOutcome | None = None


def records_behind(subject_id: int, *, even_secret: bool) -> list[PublicRecord]:
    """The entries that a visit, or an entry, led to, each as the case that was opened from it; else the visit itself.

    What is secret stays out unless the code was asked for.
    """
    in_case = select(Case.id, Case.status, Office.name).join(Office, Office.id == Case.office_id).subquery()
    of_visit = select(Petition.id).where(Petition.visit_id == subject_id)
    entry = table_of(PetitionEntry)
    of_entry = select(entry.c.petition_id).where(entry.c.id == subject_id)
    query = (
        select(
            PetitionEntry.id,
            PetitionEntry.status,
            Office.name,
            PetitionEntry.received_on,
            in_case.c.id,
            in_case.c.status,
            in_case.c.name,
        )
        .join(Office, Office.id == PetitionEntry.office_id)
        .outerjoin(in_case, in_case.c.id == PetitionEntry.case_id)
        .where(
            PetitionEntry.petition_id.in_(of_visit.union(of_entry)),
            PetitionEntry.status.not_in((EntryStatus.VOIDED, EntryStatus.NEW)),
            true() if even_secret else PetitionEntry.secret.is_(False),
        )
        .order_by(PetitionEntry.id)
    )
    found = [
        PublicRecord(case_id or entry_id, case_status or status, case_office or office, received_on)
        for entry_id, status, office, received_on, case_id, case_status, case_office in db.session.execute(query)
    ]
    return found or _visit_itself(subject_id)


def _visit_itself(subject_id: int) -> list[PublicRecord]:
    query = select(Visit.id, Visit.status, Office.name, Visit.on, Visit.outcome).join(
        Office, Office.id == Visit.office_id
    )
    return [PublicRecord._make(row) for row in db.session.execute(query.where(Visit.id == subject_id))]


class PublicDate(NamedTuple):
    """A date by which the law has an answer given: of which record, by which row, when, and whether it rests."""

    subject_id: int
    code: str
    due_legal: date
    paused: bool


def dates_owed(subject_ids: Sequence[int], families: Sequence[str]) -> list[PublicDate]:
    """The statutory dates that still run on some records, of some families, the earliest first."""
    query = (
        select(Deadline.subject_id, Deadline.code, Deadline.due_legal, Deadline.paused)
        .where(
            Deadline.subject_id.in_(subject_ids),
            Deadline.family.in_(families),
            Deadline.met_on.is_(None),
            Deadline.origin == Origin.STATUTORY,
        )
        .order_by(Deadline.due_legal)
    )
    return [PublicDate._make(row) for row in db.session.execute(query)]


def last_steps(subject_ids: Sequence[int]) -> dict[int, date]:
    """The day of the last step of some records."""
    query = (
        select(Event.subject_id, func.max(Event.on))
        .where(Event.subject_id.in_(subject_ids), Event.superseded_by_id.is_(None))
        .group_by(Event.subject_id)
    )
    return {row[0]: row[1] for row in db.session.execute(query)}
