"""The province's own rules (quy chế): periods beside the law's, counted in the same way, never mixed with it. Pure.

A rule names a table of steps, the step that starts its clock and those that end it. The steps of the law know nothing
of it: its marks are read off a history that the law has replayed already. A row is chosen by the day of its start.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from caseflow.law.clocks import read
from caseflow.law.errors import MissingFactError, Refusal
from caseflow.law.marks import EVERY_FAMILY, Clock, Mark, MarkKind
from caseflow.law.period import LOCAL, Period
from caseflow.law.tables import TABLES
from caseflow.law.terms import Action, Confidence, PetitionKind, Unit
from caseflow.law.workflow import Step, Taken
from caseflow.law.working_days import WorkingCalendar

INTAKE = "intake"
VISIT = "visit"
DAY = "reception-day"
UNITS = (Unit.CALENDAR_DAYS, Unit.WORKING_DAYS)
LONGEST = 1000
INSIDE = "nội bộ"
"""What stands beside every date that is the province's own."""


@dataclass(frozen=True, slots=True)
class LocalRule:
    """One row of the province's rules; `kind` narrows the table of intake to one kind of petition."""

    id: int
    label: str
    basis: str
    amount: int
    unit: Unit
    since: date
    table: str
    starts: Action
    ends: tuple[Action, ...]
    kind: PetitionKind | None = None
    until: date = date.max

    @property
    def code(self) -> str:
        """How clocks, alerts and lists name it."""
        return f"NB-{self.id}"

    def period(self) -> Period:
        """The row as the engine counts it."""
        return Period(
            code=self.code,
            label=self.label,
            subject=TABLES[self.table].label if self.table in TABLES else self.table,
            start=f"ngày {self.starts.label}",
            amount=self.amount,
            unit=self.unit,
            ends=" hoặc ".join(action.label for action in self.ends),
            basis=self.basis,
            since=self.since,
            until=self.until,
            edition=LOCAL,
            confidence=Confidence.SEEN,
        )

    def is_about(self, place: "Place") -> bool:
        """Whether it speaks of records of a table and kind."""
        return self.table == place.table and self.kind in (None, place.kind)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record stands among the tables: which one governs it, and the kind of petition it is about."""

    table: str
    kind: PetitionKind | None


def actions_of(table: str) -> tuple[Action, ...]:
    """The acts that a table knows, in its order."""
    return tuple(dict.fromkeys(step.action for step in TABLES[table].steps))


def check_rule(rule: LocalRule) -> None:
    """Refuse a rule that lacks its basis, counts nothing, ends before it begins, or names what its table does not know.

    Raises MissingFactError or Refusal with the field.
    """
    for name, label in (("label", "tên thời hạn"), ("basis", "căn cứ")):
        if not str(getattr(rule, name)).strip():
            raise MissingFactError(f"Cần ghi {label}.", field=name)
    if not 1 <= rule.amount <= LONGEST:
        raise Refusal(f"Số ngày từ 1 đến {LONGEST}.", field="amount")
    if rule.unit not in UNITS:
        raise Refusal("Quy định nội bộ tính theo ngày hoặc ngày làm việc.", field="unit")
    if rule.until < rule.since:
        raise Refusal("Ngày hết hiệu lực ở trước ngày có hiệu lực.", field="until")
    _check_steps(rule)


def _check_steps(rule: LocalRule) -> None:
    if rule.table not in TABLES:
        raise MissingFactError("Cần chọn quy trình mà quy định này áp dụng.", field="table")
    if not rule.ends:
        raise MissingFactError("Cần chọn ít nhất một bước kết thúc.", field="ends")
    known = set(actions_of(rule.table))
    for name, actions in (("starts", (rule.starts,)), ("ends", rule.ends)):
        for action in actions:
            if action not in known:
                raise Refusal(f"Quy trình này không có bước “{action.label}”.", field=name)
    if rule.kind is not None and rule.table not in (INTAKE, VISIT):
        raise Refusal("Quy trình đã chọn chỉ về một loại đơn; không cần chọn loại nữa.", field="kind")


def marks_of(taken: Sequence[Taken], rules: Iterable[LocalRule], place: Place) -> Iterator[Mark]:
    """What the steps of a history do to the clocks of the rules that speak of it.

    A suspension in law rests the province's clock too. What closes the record otherwise than the rule awaits, or voids
    it, lets its clock go: nobody is late with what is no longer to be done.
    """
    about = [rule for rule in rules if rule.is_about(place)]
    closed = TABLES[place.table].closed if about else frozenset()
    for one in taken:
        for rule in about:
            for kind in _kinds(one, rule, closes=one.after in closed and one.before not in closed):
                yield Mark(kind, rule.code, one.happening.on, f"event:{one.happening.key}")


def _kinds(one: Taken, rule: LocalRule, *, closes: bool) -> Iterator[MarkKind]:
    """What one step is to one rule, in the order in which it acts."""
    action, step = one.happening.action, one.step
    if EVERY_FAMILY in step.drops:
        yield MarkKind.DROP
    if action in rule.ends:
        yield MarkKind.END
    elif closes:
        yield MarkKind.DROP
    if action is rule.starts:
        yield MarkKind.START
    if step.pauses:
        yield MarkKind.PAUSE
    if step.resumes:
        yield MarkKind.RESUME


def let_end(steps: Iterable[Step], code: str, rules: Iterable[LocalRule]) -> list[Step]:
    """The rows of a table as a rule of the province reads them: those it awaits end its clock."""
    ends = {action for rule in rules if rule.code == code for action in rule.ends}
    return [replace(step, ends=(*step.ends, code)) if step.action in ends else step for step in steps]


def local_clocks(
    taken: Sequence[Taken],
    rules: Sequence[LocalRule],
    place: Place,
    *,
    calendar: WorkingCalendar,
    today: date,
) -> tuple[Clock, ...]:
    """Every clock that the province's rules let run in a history, as it stands on a day."""
    marks = tuple(marks_of(taken, rules, place))
    if not marks:
        return ()
    periods = tuple(rule.period() for rule in rules if rule.is_about(place))
    return read(marks, periods, calendar=calendar, today=today)
