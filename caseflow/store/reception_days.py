"""Days on which leaders receive: the schedule they come from, their hosts and sessions, who asked to be received."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import ForeignKey, Index, Select, String, UniqueConstraint, exists, false, func, or_, select
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship, selectinload

from caseflow.law.errors import NotFoundError
from caseflow.law.quotas import Done
from caseflow.law.rights import Reader, Right
from caseflow.law.terms import Action, DayStatus, SubjectKind, VisitKind
from caseflow.store.citizens import Citizen
from caseflow.store.db import Model, Term, db
from caseflow.store.matters import Matter, visible
from caseflow.store.offices import Office, offices_under
from caseflow.store.subjects import Assignment, Event, Subject

CHANGES = (Action.AMEND_DAY, Action.POSTPONE_DAY, Action.CANCEL_DAY)
PUBLIC = (DayStatus.POSTED, DayStatus.HELD)
"""Where a day stands that anybody may see; one that was posted and is not held is shown as a change."""


class ReceptionSchedule(Model):
    """A rule by which days are laid out, as an office wrote it, with what its days have in common."""

    __tablename__ = "reception_schedule"
    id: Mapped[int] = mapped_column(primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"), index=True)
    rule: Mapped[dict[str, Any]]
    first: Mapped[date]
    last: Mapped[date]
    made_at: Mapped[datetime]
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))


class ReceptionDay(Subject):
    """A day on which a head receives: planned, posted, held, postponed or cancelled.

    `office_id` is the office that runs it; whose day it is say its hosts. `named_on` is the day its schedule names,
    `moved_because` why it stands on another. `sites` are names of places, the first the one where the head sits.
    """

    __tablename__ = "reception_day"
    id: Mapped[int] = mapped_column(ForeignKey("subject.id"), primary_key=True)
    on: Mapped[date]
    starts_at: Mapped[str] = mapped_column(String(5), default="07:30")
    afternoon_at: Mapped[str] = mapped_column(String(5), default="")  # where the afternoon is announced too
    visit_kind: Mapped[VisitKind] = mapped_column(Term(VisitKind), default=VisitKind.PERIODIC)
    is_online: Mapped[bool] = mapped_column(default=False)
    sites: Mapped[list[Any]]
    participants: Mapped[str] = mapped_column(default="")
    content: Mapped[str] = mapped_column(default="")
    register_until: Mapped[date | None]
    status: Mapped[DayStatus] = mapped_column(Term(DayStatus), default=DayStatus.NEW)
    posted_on: Mapped[date | None]
    schedule_id: Mapped[int | None] = mapped_column(ForeignKey("reception_schedule.id"))
    named_on: Mapped[date | None]
    moved_because: Mapped[str] = mapped_column(default="")
    instead_of_id: Mapped[int | None] = mapped_column(ForeignKey("reception_day.id"), unique=True)
    hosts: Mapped[list["ReceptionHost"]] = relationship(back_populates="day", order_by="ReceptionHost.place")
    sessions: Mapped[list["ReceptionSession"]] = relationship(back_populates="day", order_by="ReceptionSession.id")

    __mapper_args__ = {
        "polymorphic_identity": SubjectKind.RECEPTION_DAY,
        "inherit_condition": id == Subject.id,
    }
    __table_args__ = (
        UniqueConstraint("schedule_id", "named_on"),
        Index("ix_reception_day_on_id", "on", "id"),
    )


class ReceptionHost(Model):
    """A body whose head receives on a day, and how that head is announced; several bodies may share one."""

    __tablename__ = "reception_host"
    day_id: Mapped[int] = mapped_column(ForeignKey("reception_day.id"), primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"), primary_key=True, index=True)
    head: Mapped[str] = mapped_column(default="")
    place: Mapped[int] = mapped_column(default=0)
    day: Mapped[ReceptionDay] = relationship(back_populates="hosts")
    office: Mapped[Office] = relationship()


class ReceptionSession(Model):
    """Part of a day of one host: who in fact held it, the head or a stand-in by a document; nobody while it waits."""

    __tablename__ = "reception_session"
    id: Mapped[int] = mapped_column(primary_key=True)
    day_id: Mapped[int] = mapped_column(ForeignKey("reception_day.id"), index=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    part: Mapped[str] = mapped_column(String(8), default="")
    site: Mapped[str] = mapped_column(default="")
    by_head: Mapped[bool | None]
    held_by: Mapped[str] = mapped_column(default="")
    document: Mapped[str] = mapped_column(default="")
    day: Mapped[ReceptionDay] = relationship(back_populates="sessions")
    office: Mapped[Office] = relationship()


class Conclusion(Model):
    """What was concluded when a leader received (NĐ 154/2026 Đ25.2)."""

    __tablename__ = "conclusion"
    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("reception_session.id"), index=True)
    visit_id: Mapped[int | None] = mapped_column(ForeignKey("visit.id"), index=True)
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"))
    words: Mapped[str]
    made_at: Mapped[datetime]
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))


class DayRegistration(Model):
    """Somebody asked to be received on a day: what for, advised, accepted or not and why, invited, came or did not.

    What came over the network (`online`) is verified by a person before it is accepted; whoever sent it follows and
    withdraws it by a code of which a keyed digest is kept. Who denounces is named in no row: their matter is all that
    is kept, for those who may know of it.
    """

    __tablename__ = "day_registration"
    id: Mapped[int] = mapped_column(primary_key=True)
    day_id: Mapped[int] = mapped_column(ForeignKey("reception_day.id"), index=True)
    matter_id: Mapped[int | None] = mapped_column(ForeignKey("matter.id"))
    citizen_id: Mapped[int | None] = mapped_column(ForeignKey("citizen.id"))
    wish: Mapped[str] = mapped_column(default="")
    registered_at: Mapped[datetime]
    registered_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    advice: Mapped[str] = mapped_column(default="")
    proposal: Mapped[str] = mapped_column(default="")  # the conclusion that is proposed to the leader
    accepted: Mapped[bool | None]
    reason: Mapped[str] = mapped_column(default="")
    invited_on: Mapped[date | None]
    invitation: Mapped[str] = mapped_column(default="")
    came: Mapped[bool | None]
    place: Mapped[int] = mapped_column(default=0)  # in what order they came, from 1
    received: Mapped[bool] = mapped_column(default=False)
    people: Mapped[int] = mapped_column(default=1, server_default="1")
    online: Mapped[bool] = mapped_column(default=False, server_default=false())
    verified_at: Mapped[datetime | None]
    code_digest: Mapped[str | None] = mapped_column(String(64), unique=True)
    withdrawn_at: Mapped[datetime | None]
    citizen: Mapped[Citizen | None] = relationship()
    matter: Mapped[Matter | None] = relationship()

    __table_args__ = (UniqueConstraint("day_id", "citizen_id"),)


def _with_hosts(query: Select[ReceptionDay]) -> Select[ReceptionDay]:
    hosts = selectinload(ReceptionDay.hosts).joinedload(ReceptionHost.office)
    return query.options(hosts, joinedload(ReceptionDay.office)).order_by(ReceptionDay.on, ReceptionDay.id)


def find_day(day_id: int, reader: Reader) -> ReceptionDay:
    """One day by key, of an office where the reader reads; NotFoundError otherwise."""
    mine = ReceptionDay.office_id.in_(offices_under(reader.paths(Right.READ)))
    query = _with_hosts(select(ReceptionDay).where(ReceptionDay.id == day_id, mine))
    found = db.session.scalar(query.options(selectinload(ReceptionDay.sessions).joinedload(ReceptionSession.office)))
    if found is None:
        raise NotFoundError("Không có ngày tiếp này, hoặc nó không thuộc phạm vi của bạn.")
    return found


def days_between(first: date, last: date, reader: Reader) -> Sequence[ReceptionDay]:
    """The days of the offices where a reader reads, between two days, both included, in order."""
    mine = ReceptionDay.office_id.in_(offices_under(reader.paths(Right.READ)))
    return db.session.scalars(_with_hosts(select(ReceptionDay).where(ReceptionDay.on.between(first, last), mine))).all()


def days_of_schedule(schedule_id: int) -> Sequence[ReceptionDay]:
    """The days a schedule made, in order."""
    return db.session.scalars(_with_hosts(select(ReceptionDay).where(ReceptionDay.schedule_id == schedule_id))).all()


def public_days(first: date, last: date, *, body_id: int | None = None) -> Sequence[ReceptionDay]:
    """The days between two days that were posted, what became of them included; if asked, those of one body."""
    query = select(ReceptionDay).where(ReceptionDay.on.between(first, last), ReceptionDay.posted_on.is_not(None))
    if body_id is not None:
        hosted = exists().where(ReceptionHost.day_id == ReceptionDay.id, ReceptionHost.office_id == body_id)
        query = query.where(hosted)
    return db.session.scalars(_with_hosts(query)).all()


def find_public_day(day_id: int) -> ReceptionDay:
    """One day that was posted, what became of it included; NotFoundError otherwise."""
    query = _with_hosts(select(ReceptionDay).where(ReceptionDay.id == day_id, ReceptionDay.posted_on.is_not(None)))
    found = db.session.scalar(query)
    if found is None:
        raise NotFoundError("Không có ngày tiếp này trong lịch đã công bố.")
    return found


def registration_behind(digest: str) -> tuple[DayRegistration, ReceptionDay] | None:
    """The registration a code leads to, and its day; of what became a secret matter none."""
    query = select(DayRegistration, ReceptionDay).join(ReceptionDay, ReceptionDay.id == DayRegistration.day_id)
    open_ones = or_(DayRegistration.matter_id.is_(None), DayRegistration.matter.has(Matter.secret.is_(False)))
    found = db.session.execute(query.where(DayRegistration.code_digest == digest, open_ones)).first()
    return (found[0], found[1]) if found else None


class OpenSession(NamedTuple):
    """A session at which people may be received on a day: its key, whose it is, in which part of the day."""

    id: int
    head: str
    part: str
    visit_kind: VisitKind


def sessions_on(office_id: int, on: date) -> list[OpenSession]:
    """The sessions of the days that an office runs on a day, those of days that are off left out."""
    query = (
        select(ReceptionSession.id, ReceptionHost.head, ReceptionSession.part, ReceptionDay.visit_kind)
        .join(ReceptionDay, ReceptionDay.id == ReceptionSession.day_id)
        .join(
            ReceptionHost,
            (ReceptionHost.day_id == ReceptionDay.id) & (ReceptionHost.office_id == ReceptionSession.office_id),
        )
        .where(ReceptionDay.on == on, ReceptionDay.office_id == office_id)
        .where(or_(ReceptionDay.status == DayStatus.PLANNED, ReceptionDay.status.in_(PUBLIC)))
        .order_by(ReceptionSession.id)
    )
    return [OpenSession(*row) for row in db.session.execute(query)]


class Change(NamedTuple):
    """What became of a day after it was posted, as the public is told."""

    day_id: int
    action: Action
    on: date
    facts: dict[str, Any]


def public_changes(day_ids: Collection[int]) -> dict[int, list[Change]]:
    """What was changed of some days after they had been posted, in the order in which it happened."""
    query = (
        select(Event.subject_id, Event.action, Event.on, Event.facts)
        .where(Event.subject_id.in_(day_ids), Event.action.in_(CHANGES), Event.superseded_by_id.is_(None))
        .order_by(Event.on, Event.id)
    )
    found: dict[int, list[Change]] = {}
    for row in db.session.execute(query):
        found.setdefault(row[0], []).append(Change(*row))
    return found


def taken_days(body_ids: Collection[int], first: date, last: date) -> list[date]:
    """The days on which the head of one of some bodies receives already, or means to."""
    query = (
        select(ReceptionDay.on)
        .join(ReceptionHost, ReceptionHost.day_id == ReceptionDay.id)
        .where(
            ReceptionHost.office_id.in_(body_ids),
            ReceptionDay.on.between(first, last),
            ReceptionDay.visit_kind == VisitKind.PERIODIC,
            ReceptionDay.status.in_((DayStatus.PLANNED, DayStatus.POSTED, DayStatus.HELD)),
        )
    )
    return sorted(set(db.session.scalars(query)))


class HostedDay(NamedTuple):
    """A periodic day of one body: when, where it stands; for a session that was held, whether by the head."""

    body_id: int
    on: date
    status: DayStatus
    by_head: bool | None

    @property
    def done(self) -> Done | None:
        """The day as the quota counts it; none while nobody has held anything on it."""
        held = self.status is DayStatus.HELD and self.by_head is not None
        return Done(self.on, in_person=bool(self.by_head)) if held else None


def hosted_days(body_ids: Collection[int], first: date, last: date) -> list[HostedDay]:
    """The periodic days of some bodies between two days, a row for each session of that body's own head."""
    query = (
        select(ReceptionHost.office_id, ReceptionDay.on, ReceptionDay.status, ReceptionSession.by_head)
        .join(ReceptionDay, ReceptionDay.id == ReceptionHost.day_id)
        .outerjoin(
            ReceptionSession,
            (ReceptionSession.day_id == ReceptionDay.id) & (ReceptionSession.office_id == ReceptionHost.office_id),
        )
        .where(
            ReceptionHost.office_id.in_(body_ids),
            ReceptionDay.on.between(first, last),
            ReceptionDay.visit_kind == VisitKind.PERIODIC,
            or_(ReceptionDay.status == DayStatus.PLANNED, ReceptionDay.status.in_(PUBLIC)),
        )
        .order_by(ReceptionDay.on, ReceptionSession.id)
    )
    return [HostedDay(*row) for row in db.session.execute(query)]


def successor_of(day_id: int) -> ReceptionDay | None:
    """The day that was planned instead of one that was put off."""
    return db.session.scalar(select(ReceptionDay).where(ReceptionDay.instead_of_id == day_id))


def hosting_bodies() -> Sequence[Office]:
    """The bodies of which a day was ever posted, by name."""
    posted = exists().where(
        ReceptionHost.office_id == Office.id,
        ReceptionDay.id == ReceptionHost.day_id,
        ReceptionDay.posted_on.is_not(None),
    )
    return db.session.scalars(select(Office).where(posted).order_by(Office.folded)).all()


def conclusions_of(visit_ids: Collection[int]) -> Sequence[Conclusion]:
    """What was concluded on some visits, in the order in which it was written down."""
    return db.session.scalars(
        select(Conclusion).where(Conclusion.visit_id.in_(visit_ids)).order_by(Conclusion.id)
    ).all()


def find_conclusion(visit_id: int, conclusion_id: int) -> tuple[Conclusion, ReceptionSession]:
    """One conclusion of a visit, and the session at which it was reached; NotFoundError otherwise."""
    query = select(Conclusion, ReceptionSession).join(ReceptionSession, ReceptionSession.id == Conclusion.session_id)
    query = query.where(Conclusion.id == conclusion_id, Conclusion.visit_id == visit_id)
    found = db.session.execute(query).first()
    if found is None:
        raise NotFoundError("Lượt tiếp này không có kết luận đó.")
    return found[0], found[1]


def tasks_of(conclusion_ids: Collection[int]) -> Sequence[Assignment]:
    """The tasks that some conclusions gave, those due first first."""
    query = (
        select(Assignment)
        .where(Assignment.conclusion_id.in_(conclusion_ids))
        .options(joinedload(Assignment.to_office))
        .order_by(Assignment.due_on, Assignment.id)
    )
    return db.session.scalars(query).all()


def registrations(day_id: int, reader: Reader) -> Sequence[DayRegistration]:
    """Who asked to be received on a day, as far as the reader may know: in the order in which they came, then asked."""
    known = or_(DayRegistration.matter_id.is_(None), DayRegistration.matter.has(visible(reader)))
    mine = ReceptionDay.office_id.in_(offices_under(reader.paths(Right.READ)))
    query = (
        select(DayRegistration)
        .join(ReceptionDay, ReceptionDay.id == DayRegistration.day_id)
        .where(DayRegistration.day_id == day_id, known, mine)
        .options(joinedload(DayRegistration.citizen), joinedload(DayRegistration.matter))
        .order_by(DayRegistration.place == 0, DayRegistration.place, DayRegistration.id)
    )
    return db.session.scalars(query).all()


class Guest(NamedTuple):
    """Somebody who will be received on a day, and when they were invited."""

    id: int
    invited_on: date | None


def guests_of(day_id: int) -> list[Guest]:
    """Who was accepted for a day, in the order of registering."""
    query = select(DayRegistration.id, DayRegistration.invited_on)
    query = query.where(DayRegistration.day_id == day_id, DayRegistration.accepted.is_(True))
    return [Guest(*row) for row in db.session.execute(query.order_by(DayRegistration.id))]


def days_with_guests() -> Sequence[ReceptionDay]:
    """The days to come for which somebody was accepted, in order."""
    invited = exists().where(DayRegistration.day_id == ReceptionDay.id, DayRegistration.accepted.is_(True))
    ahead = ReceptionDay.status.in_((DayStatus.PLANNED, DayStatus.POSTED))
    return db.session.scalars(select(ReceptionDay).where(invited, ahead).order_by(ReceptionDay.id)).all()


def find_registration(day_id: int, registration_id: int, reader: Reader) -> DayRegistration:
    """One registration of a day, if the reader may know of it; NotFoundError otherwise."""
    found = next((one for one in registrations(day_id, reader) if one.id == registration_id), None)
    if found is None:
        raise NotFoundError("Ngày tiếp này không có lượt đăng ký đó.")
    return found


def last_place(day_id: int) -> int:
    """The number of the last who came on a day."""
    return db.session.scalar(select(func.max(DayRegistration.place)).where(DayRegistration.day_id == day_id)) or 0
