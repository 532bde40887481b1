"""Cases (hồ sơ giải quyết): one lawful procedure on a matter, its decisions and their execution."""

from collections.abc import Collection, Sequence
from datetime import date
from decimal import Decimal

from sqlalchemy import ForeignKey, Index, String, bindparam, select
from sqlalchemy.orm import Mapped, mapped_column, relationship, selectinload

from caseflow.law.tables import OF_CASES
from caseflow.law.terms import CaseStatus, Instance, PetitionKind, Procedure, SubjectKind
from caseflow.store.db import Model, Term, db
from caseflow.store.subjects import Subject


class Case(Subject):
    """One procedure at one competent office. Its status and result are projections of its events.

    `earlier_case_id` names the record of the instance before it.
    """

    __tablename__ = "settlement_case"
    id: Mapped[int] = mapped_column(ForeignKey("subject.id"), primary_key=True)
    code: Mapped[str] = mapped_column(String(20), unique=True)
    procedure: Mapped[Procedure] = mapped_column(Term(Procedure))
    petition_kind: Mapped[PetitionKind] = mapped_column(Term(PetitionKind))
    instance: Mapped[Instance] = mapped_column(Term(Instance), default=Instance.FIRST)
    status: Mapped[CaseStatus] = mapped_column(Term(CaseStatus))
    opened_on: Mapped[date]
    earlier_case_id: Mapped[int | None] = mapped_column(ForeignKey("settlement_case.id"))
    elsewhere: Mapped[bool] = mapped_column(default=False)  # already running when it was entered

    __mapper_args__ = {"polymorphic_identity": SubjectKind.CASE, "inherit_condition": id == Subject.id}
    __table_args__ = (Index("ix_settlement_case_status_id", "status", "id"),)

    @property
    def review_days(self) -> int:
        """How soon it is looked at again while no clock of its own runs."""
        return OF_CASES[self.procedure].review_days


class Decision(Model):
    """A decision or conclusion issued in a case, its result in the words of its kind. Money in đồng, land in m²."""

    __tablename__ = "decision"
    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("settlement_case.id"), index=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), unique=True)
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"))
    instance: Mapped[Instance] = mapped_column(Term(Instance))
    issued_on: Mapped[date] = mapped_column(index=True)
    result: Mapped[str] = mapped_column(String(16))
    money_to_recover: Mapped[Decimal] = mapped_column(default=Decimal(0))
    land_to_recover: Mapped[Decimal] = mapped_column(default=Decimal(0))
    money_to_return: Mapped[Decimal] = mapped_column(default=Decimal(0))
    land_to_return: Mapped[Decimal] = mapped_column(default=Decimal(0))
    bodies_restored: Mapped[int] = mapped_column(default=0)
    people_restored: Mapped[int] = mapped_column(default=0)
    people_to_discipline: Mapped[int] = mapped_column(default=0)
    officials_to_discipline: Mapped[int] = mapped_column(default=0)
    bodies_to_discipline: Mapped[int] = mapped_column(default=0)
    police_cases: Mapped[int] = mapped_column(default=0)
    police_people: Mapped[int] = mapped_column(default=0)
    police_officials: Mapped[int] = mapped_column(default=0)
    executions: Mapped[list["Execution"]] = relationship(back_populates="decision", order_by="Execution.on")


class Execution(Model):
    """What was recovered, returned, handled or finished on a decision, by date."""

    __tablename__ = "execution"
    id: Mapped[int] = mapped_column(primary_key=True)
    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"), index=True)
    event_id: Mapped[int | None] = mapped_column(ForeignKey("event.id"), unique=True)
    on: Mapped[date]
    what: Mapped[str] = mapped_column(String(24))
    amount: Mapped[Decimal] = mapped_column(default=Decimal(0))
    note: Mapped[str] = mapped_column(default="")
    decision: Mapped[Decision] = relationship(back_populates="executions")


DECISIONS = (
    select(Decision)
    .where(Decision.case_id.in_(bindparam("keys", expanding=True)))
    .options(selectinload(Decision.executions))
    .order_by(Decision.issued_on, Decision.id)
)  # put together once: asked with every page of a matter


def decisions_of(case_ids: Collection[int]) -> Sequence[Decision]:
    """The decisions and conclusions of some cases with what was carried out of them, in the order of their dates."""
    return db.session.scalars(DECISIONS, {"keys": list(case_ids)}).all()


def last_decision(case_id: int) -> Decision | None:
    """The decision or conclusion of a case that was issued last."""
    query = select(Decision).where(Decision.case_id == case_id)
    return db.session.scalar(query.order_by(Decision.issued_on.desc(), Decision.id.desc()).limit(1))


def case_before(case: Case, procedure: Procedure) -> Case | None:
    """The last record of a procedure on the matter of a case, opened before it."""
    query = select(Case).where(Case.matter_id == case.matter_id, Case.procedure == procedure, Case.id < case.id)
    return db.session.scalar(query.order_by(Case.id.desc()).limit(1))
