"""Subjects: one row for everything that can have events, deadlines, documents and parties, and their history."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, bindparam, select, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from caseflow.law.tables import REVIEW_DAYS
from caseflow.law.terms import Action, AssignmentRole, PartyRole, SubjectKind
from caseflow.law.workflow import Happening
from caseflow.store.citizens import Citizen
from caseflow.store.db import Model, Term, db
from caseflow.store.offices import Office
from caseflow.store.people import User
from caseflow.store.vault import SealedIdentity


class Subject(Model):
    """What entries, cases, visits, petitions, days and assignments have in common; they share its key."""

    __tablename__ = "subject"
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[SubjectKind] = mapped_column(Term(SubjectKind))
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    responsible_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    matter_id: Mapped[int | None] = mapped_column(ForeignKey("matter.id"), index=True)
    secret: Mapped[bool] = mapped_column(default=False)
    is_open: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)
    office: Mapped[Office] = relationship(foreign_keys=[office_id])
    responsible: Mapped[User | None] = relationship(foreign_keys=[responsible_id])
    events: Mapped[list["Event"]] = relationship(
        back_populates="subject", order_by="Event.id", foreign_keys="Event.subject_id"
    )
    parties: Mapped[list["Party"]] = relationship(back_populates="subject", order_by="Party.place")

    __mapper_args__ = {"polymorphic_on": "kind", "version_id_col": version}
    __table_args__: tuple[Any, ...] = (
        Index("ix_subject_office_id_kind_id", "office_id", "kind", "id"),
        Index("ix_subject_responsible_id_kind", "responsible_id", "kind"),
        Index("ix_subject_office_id_responsible_id_kind", "office_id", "responsible_id", "kind"),
    )

    @property
    def review_days(self) -> int:
        """How soon it is looked at again while no clock of its own runs."""
        return REVIEW_DAYS


class Event(Model):
    """An act of procedure, append-only: the legal date it took effect, and when and by whom it was recorded."""

    __tablename__ = "event"
    id: Mapped[int] = mapped_column(primary_key=True)
    subject_id: Mapped[int] = mapped_column(ForeignKey("subject.id"), index=True)
    action: Mapped[Action] = mapped_column(Term(Action))
    on: Mapped[date]
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    before: Mapped[str] = mapped_column(String(32))
    after: Mapped[str] = mapped_column(String(32))
    basis: Mapped[str] = mapped_column(default="")
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"))
    facts: Mapped[dict[str, Any]]
    superseded_by_id: Mapped[int | None] = mapped_column(ForeignKey("event.id"))
    superseding_reason: Mapped[str] = mapped_column(default="")
    place: Mapped[int | None]  # the key of the event that was first recorded here, where this one corrects it
    subject: Mapped[Subject] = relationship(back_populates="events", foreign_keys=[subject_id])
    recorded_by: Mapped[User | None] = relationship(foreign_keys=[recorded_by_id])

    __table_args__ = (Index("ix_event_action_on_id", "action", "on", "id"),)

    @property
    def order(self) -> int:
        """Its place among the events of its day: that of the event it corrects, else its own."""
        return self.place or self.id

    def happening(self) -> Happening:
        """The event as the law floor reads it."""
        return Happening(key=str(self.id), action=self.action, on=self.on, order=self.order, facts=self.facts)


class Party(Model):
    """Somebody in a subject: a citizen, or a sealed identity, or an office with a post."""

    __tablename__ = "party"
    id: Mapped[int] = mapped_column(primary_key=True)
    subject_id: Mapped[int] = mapped_column(ForeignKey("subject.id"), index=True)
    role: Mapped[PartyRole] = mapped_column(Term(PartyRole))
    citizen_id: Mapped[int | None] = mapped_column(ForeignKey("citizen.id"), index=True)
    sealed_id: Mapped[str | None] = mapped_column(ForeignKey("sealed_identity.id"), index=True)
    office_id: Mapped[int | None] = mapped_column(ForeignKey("office.id"))
    post: Mapped[str] = mapped_column(default="")  # of a respondent: name, post and place of work
    place: Mapped[int] = mapped_column(default=0)
    signed: Mapped[bool] = mapped_column(default=True)
    authority_paper: Mapped[str] = mapped_column(default="")
    subject: Mapped[Subject] = relationship(back_populates="parties")
    citizen: Mapped[Citizen | None] = relationship()
    sealed: Mapped[SealedIdentity | None] = relationship()
    office: Mapped[Office | None] = relationship()


class Assignment(Subject):
    """Work given by document to an office or a person: who leads, who takes part, by when (a typed date)."""

    __tablename__ = "assignment"
    id: Mapped[int] = mapped_column(ForeignKey("subject.id"), primary_key=True)
    of_id: Mapped[int] = mapped_column(ForeignKey("subject.id"), index=True)
    to_office_id: Mapped[int] = mapped_column(ForeignKey("office.id"), index=True)
    to_user_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"), index=True)
    role: Mapped[AssignmentRole] = mapped_column(Term(AssignmentRole), default=AssignmentRole.LEAD)
    on: Mapped[date]
    due_on: Mapped[date | None]
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"))
    report_document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"))
    done_on: Mapped[date | None]
    conclusion_id: Mapped[int | None] = mapped_column(ForeignKey("conclusion.id"), index=True)
    content: Mapped[str] = mapped_column(
        default="", server_default=""
    )  # what is to be done, where the document gives several tasks
    to_office: Mapped[Office] = relationship(foreign_keys=[to_office_id])
    to_user: Mapped[User | None] = relationship(foreign_keys=[to_user_id])

    __mapper_args__ = {"polymorphic_identity": SubjectKind.ASSIGNMENT, "inherit_condition": id == Subject.id}
    __table_args__ = (
        Index(
            "ix_assignment_open", "id", sqlite_where=text("done_on IS NULL"), postgresql_where=text("done_on IS NULL")
        ),
    )


class Handover(Model):
    """Who held a file from when to when."""

    __tablename__ = "handover"
    id: Mapped[int] = mapped_column(primary_key=True)
    subject_id: Mapped[int] = mapped_column(ForeignKey("subject.id"), index=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    from_on: Mapped[date]
    to_on: Mapped[date | None]
    office: Mapped[Office] = relationship()
    user: Mapped[User | None] = relationship()


_STANDING = (
    select(Event)
    .where(Event.subject_id == bindparam("subject_id"), Event.superseded_by_id.is_(None))
    .order_by(Event.id)
)  # built once: it is asked at every step


def events_of(subject_id: int) -> list[Event]:
    """The events that stand (not superseded), in the order they were recorded."""
    return list(db.session.scalars(_STANDING, {"subject_id": subject_id}))


def subject_in(matter_id: int, subject_id: int) -> Subject | None:
    """One subject by key, if it belongs to a matter."""
    return db.session.scalar(select(Subject).where(Subject.id == subject_id, Subject.matter_id == matter_id))
