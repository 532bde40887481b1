"""What people say of the rules: which rows a legal officer confirmed, and the rows that are the province's own.

Both are append-only: a withdrawal is a row of its own, a local rule is ended by a date and never rewritten.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import ForeignKey, Select, String, UniqueConstraint, func, literal, select, true
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship

from caseflow.law.confirming import Confirmed, RuleKey, with_confirmations
from caseflow.law.errors import NotFoundError
from caseflow.law.escalation import Ladder
from caseflow.law.ladders import Group
from caseflow.law.local_rules import LocalRule
from caseflow.law.period import Period
from caseflow.law.terms import Action, PetitionKind, Unit
from caseflow.store.calendar import keep_calendar, newest_day
from caseflow.store.db import Model, Term, db, insert_or
from caseflow.store.ladders import LadderRow, ladder_rows
from caseflow.store.people import User

KEY = ("code", "family", "edition", "variant", "digest", "occurrence")
CACHED = "rules"
NUMBERS = 8  # how many columns tell the rules apart


class RuleConfirmation(Model):
    """A legal officer confirmed a row as it then stood. Natural key: the row, its digest, which time in turn."""

    __tablename__ = "rule_confirmation"
    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(32))
    family: Mapped[str] = mapped_column(String(32))
    edition: Mapped[str] = mapped_column(String(32))
    variant: Mapped[str] = mapped_column(String(32))
    digest: Mapped[str] = mapped_column(String(64))
    occurrence: Mapped[int]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    at: Mapped[datetime]
    note: Mapped[str]
    by: Mapped[User] = relationship()
    withdrawal: Mapped["RuleWithdrawal | None"] = relationship(back_populates="confirmation")

    __table_args__ = (UniqueConstraint(*KEY, name="uq_rule_confirmation_key"),)

    @property
    def what(self) -> Confirmed:
        """The row, and what it said."""
        return Confirmed(RuleKey(self.code, self.family, self.edition, self.variant), self.digest)


class RuleWithdrawal(Model):
    """A confirmation was taken back: by whom, when, why. The confirmation itself stays."""

    __tablename__ = "rule_withdrawal"
    id: Mapped[int] = mapped_column(primary_key=True)
    confirmation_id: Mapped[int] = mapped_column(ForeignKey("rule_confirmation.id"), unique=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    at: Mapped[datetime]
    note: Mapped[str]
    by: Mapped[User] = relationship()
    confirmation: Mapped[RuleConfirmation] = relationship(back_populates="withdrawal")


class LocalRuleRow(Model):
    """A rule of the province: what it says, since when, entered by whom; until which day, ended by whom."""

    __tablename__ = "local_rule"
    id: Mapped[int] = mapped_column(primary_key=True)
    label: Mapped[str]
    basis: Mapped[str]
    amount: Mapped[int]
    unit: Mapped[Unit] = mapped_column(Term(Unit))
    since: Mapped[date]
    until: Mapped[date | None]
    table: Mapped[str] = mapped_column("step_table", String(64))
    starts: Mapped[Action] = mapped_column(Term(Action))
    ends: Mapped[list[Any]]
    kind: Mapped[PetitionKind | None] = mapped_column(Term(PetitionKind))
    added_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    added_at: Mapped[datetime]
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    ended_at: Mapped[datetime | None]
    added_by: Mapped[User] = relationship(foreign_keys=[added_by_id])
    ended_by: Mapped[User | None] = relationship(foreign_keys=[ended_by_id])

    def value(self) -> LocalRule:
        """The row as the law floor reads it."""
        return LocalRule(
            id=self.id,
            label=self.label,
            basis=self.basis,
            amount=self.amount,
            unit=self.unit,
            since=self.since,
            until=self.until or date.max,
            table=self.table,
            starts=self.starts,
            ends=tuple(Action(action) for action in self.ends),
            kind=self.kind,
        )


@dataclass(frozen=True, slots=True)
class Rules:
    """What clocks go by: the rows of the law, those confirmed marked so, the province's own, and its own ladders."""

    periods: tuple[Period, ...]
    local: tuple[LocalRule, ...]
    ladders: Mapping[Group, Ladder]


_read: dict[tuple[object, ...], Rules] = {}


def rules_in_force() -> Rules:
    """The rules clocks go by; asked for once in a transaction, and read anew only when one has been written.

    The same question brings the newest row of the calendar, which whoever counts asks for next.
    """
    seen = db.session().info
    if CACHED not in seen:
        newest = db.session.execute(_newest()).one()
        keep_calendar(newest[NUMBERS:])
        key = (str(db.engine.url), *newest[:NUMBERS])
        if key not in _read:
            _read.clear()
            _read[key] = _rules()
        seen[CACHED] = _read[key]
    found: Rules = seen[CACHED]
    return found


def rules_rewritten() -> None:
    """A rule has just been written: until this transaction ends the rules are those it sees, kept for nobody else."""
    db.session().info[CACHED] = _rules()


def _rules() -> Rules:
    local = db.session.scalars(select(LocalRuleRow).order_by(LocalRuleRow.id))
    ladders = {group: row.value() for group, row in ladder_rows().items()}
    return Rules(with_confirmations(confirmed_now()), tuple(row.value() for row in local), ladders)


@cache  # built once: asked with every saving and on every page of a matter
def _newest() -> Select[*tuple[Any, ...]]:
    """What tells one committed state of the rules from another, then the same of the calendar."""
    asked = (
        func.max(RuleConfirmation.id),
        func.max(RuleConfirmation.at),
        func.max(RuleWithdrawal.id),
        func.max(LocalRuleRow.id),
        func.max(LocalRuleRow.added_at),
        func.count(LocalRuleRow.ended_at),
        func.max(LadderRow.id),
        func.max(LadderRow.entered_at),
    )
    numbers = [select(one).scalar_subquery() for one in asked]
    day = newest_day().subquery()
    here = select(literal(1).label("here")).subquery()
    return select(*numbers, *day.c).select_from(here.outerjoin(day, true()))


_STANDING = ~select(RuleWithdrawal.id).where(RuleWithdrawal.confirmation_id == RuleConfirmation.id).exists()


def confirmed_now() -> frozenset[Confirmed]:
    """Which rows stand confirmed, each as it then was."""
    columns = (getattr(RuleConfirmation, name) for name in KEY[:-1])
    rows = db.session.execute(select(*columns).where(_STANDING))
    return frozenset(Confirmed(RuleKey(*key), digest) for *key, digest in rows)


def confirmations() -> Sequence[RuleConfirmation]:
    """Every confirmation that was ever given, with who gave it and who took it back, the latest first."""
    query = select(RuleConfirmation).options(
        joinedload(RuleConfirmation.by), joinedload(RuleConfirmation.withdrawal).joinedload(RuleWithdrawal.by)
    )
    return db.session.scalars(query.order_by(RuleConfirmation.id.desc())).all()


def standing_confirmation(confirmation_id: int) -> RuleConfirmation:
    """One confirmation that still stands; NotFoundError otherwise."""
    found = db.session.scalar(select(RuleConfirmation).where(RuleConfirmation.id == confirmation_id, _STANDING))
    if found is None:
        raise NotFoundError("Không có xác nhận này, hoặc nó đã được rút.")
    return found


def write_confirmation(what: Confirmed, *, by_id: int, at: datetime, note: str) -> int | None:
    """Confirm a row unless it stands confirmed already, also by somebody at the same time; the key, if written."""
    key = what.key._asdict() | {"digest": what.digest}
    same = [getattr(RuleConfirmation, name) == value for name, value in key.items()]
    if db.session.scalar(select(RuleConfirmation.id).where(*same, _STANDING)) is not None:
        return None
    last = db.session.scalar(select(func.max(RuleConfirmation.occurrence)).where(*same)) or 0
    new = insert_or(RuleConfirmation).values(**key, occurrence=last + 1, by_id=by_id, at=at, note=note)
    written = db.session.scalar(new.on_conflict_do_nothing(index_elements=KEY).returning(RuleConfirmation.id))
    return int(written) if written is not None else None


def local_rule_rows() -> Sequence[LocalRuleRow]:
    """Every rule of the province with who entered and who ended it, those in force first, the latest of each first."""
    query = select(LocalRuleRow).options(joinedload(LocalRuleRow.added_by), joinedload(LocalRuleRow.ended_by))
    return db.session.scalars(query.order_by(LocalRuleRow.until.is_not(None), LocalRuleRow.id.desc())).all()


def find_local_rule(rule_id: int, *, hold: bool = False) -> LocalRuleRow:
    """One rule of the province, if asked for kept from others until this transaction ends; NotFoundError otherwise."""
    query = select(LocalRuleRow).where(LocalRuleRow.id == rule_id).execution_options(populate_existing=True)
    found = db.session.scalar(query.with_for_update() if hold else query)
    if found is None:
        raise NotFoundError("Không có quy định nội bộ này.")
    return found
