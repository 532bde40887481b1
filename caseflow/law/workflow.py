"""What may happen next: the shape of a lawful step, and the few functions that read tables of them.

Pure: no clock, no database, no request. A history is replayed through the rows; status is what comes out.
The rows stand in intake.py (a petition entry) and procedures.py (a settlement case).
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import Enum

from caseflow.law.errors import HistoryError, MissingFactError, Refusal, StepNotAllowedError
from caseflow.law.facts import (
    ASKS,
    EXTENDED_BY,
    INSTANCES,
    NEEDS,
    OBSTACLE,
    YES_OR_NO,
    Ask,
    FactType,
    fields_of,
    is_true,
)
from caseflow.law.marks import Mark, MarkKind
from caseflow.law.terms import Action, Anchor, PetitionKind, Role, Signer, Status, Variant
from caseflow.law.transitions import TRANSITION

EVERY_KIND = frozenset(PetitionKind)


class Target(Enum):
    """Where a step leads when it does not lead to a status of its own."""

    STAY = "stay"
    BACK = "back"  # to the status before the pause


@dataclass(frozen=True, slots=True)
class Start:
    """A clock that a step starts, the day it starts from, and the fact that must hold for it to start.

    `fact` holds the day (Anchor.TYPED: typed in this step; Anchor.KNOWN: known from an earlier one) or, with
    Anchor.SET, the due day. `when` are conditions on known facts, parted by commas: "fact", "!fact",
    "fact=value|other".
    """

    family: str
    at: Anchor = Anchor.EVENT
    fact: str = ""
    when: str = ""
    variant: Variant | None = None
    beside: bool = False  # a clock of the family that still runs goes on; otherwise this one takes its place


@dataclass(frozen=True, slots=True)
class Step:
    """One lawful step: from where, by whom, on which article, with what paper, and what it does to the clocks."""

    action: Action
    source: frozenset[Status]
    target: Status | Target
    signed_by: Signer
    recorded_by: frozenset[Role]
    basis: str
    document: str = ""
    asks: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    sets: tuple[str, ...] = ()  # facts that taking the step makes true
    starts: tuple[Start, ...] = ()
    ends: tuple[str, ...] = ()
    drops: tuple[str, ...] = ()
    pauses: tuple[str, ...] = ()
    resumes: tuple[str, ...] = ()
    variant: tuple[tuple[str, Variant], ...] = ()  # families whose wording the step changes
    extends: tuple[str, str] | None = None  # family, code of the extension row
    tolls: tuple[str, ...] = ()  # families whose count leaves out the days of a typed obstacle
    judges: tuple[tuple[str, str], ...] = ()  # families this very step ends, and the fact that holds the day (or "")
    in_time: str = ""  # the step is lawful only until this family's clock runs out
    ripens: str = ""  # the step is lawful only from the day on which this family's clock runs out
    expires: str = ""  # the step is lawful only after this family's strict end, and unsettled
    finishes: bool = False  # the step is lawful only once no duty is left to be done
    interrupts: bool = False  # a later step leads back to the status before this one
    chosen_by: str = ""  # the known day by which the wording is chosen; "" for the day of the step itself
    transition: str = ""  # the code of the transitional clause that overrides that choice
    kinds: frozenset[PetitionKind] = EVERY_KIND
    since: date = date.min
    until: date = date.max

    def governs(
        self, status: Status, kind: PetitionKind | None, on: date, known: Mapping[str, object] | None = None
    ) -> bool:
        """Whether this row answers for a status, a kind of petition and a legal date."""
        return status in self.source and self.is_law_on(on, known or {}) and self._fits(kind)

    def is_law_on(self, on: date, known: Mapping[str, object]) -> bool:
        """Whether this wording governs an act on a day, by that day or by the one on which its record's period began.

        A transitional clause makes the day of the act decide whatever the record began under.
        """
        began = known.get(self.chosen_by) if self.chosen_by else None
        overridden = self.transition and TRANSITION[self.transition].covers(self.action, on)
        day = on if began is None or overridden else _date(began)
        return self.since <= day <= self.until

    def _fits(self, kind: PetitionKind | None) -> bool:
        return kind in self.kinds if kind is not None else self.kinds == EVERY_KIND


@dataclass(frozen=True, slots=True)
class Happening:
    """An event as the law sees it: what, on which legal date, with which facts; `order` is the order of recording."""

    key: str
    action: Action
    on: date
    order: int
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Taken:
    """A happening with the row that made it lawful, the status on both sides of it, the facts known with it."""

    happening: Happening
    step: Step
    before: Status
    after: Status
    known: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class History:
    """What a replay yields: the status, the facts known, every step taken."""

    status: Status
    resting: Status
    known: Mapping[str, object]
    taken: tuple[Taken, ...]

    @property
    def marks(self) -> tuple[Mark, ...]:
        """What it says to the clocks; put together when it is asked for, for whoever only asks what is lawful."""
        return tuple(mark for one in self.taken for mark in _marks(one.step, one.happening, one.known))


def kind_in(facts: Mapping[str, object]) -> PetitionKind | None:
    """The kind of petition that the facts say, if they say one."""
    value = facts.get("kind")
    return PetitionKind(str(value)) if value else None


def next_step(
    steps: Iterable[Step],
    status: Status,
    action: Action,
    *,
    on: date,
    kind: PetitionKind | None = None,
    known: Mapping[str, object] | None = None,
) -> Step:
    """The one lawful step, or a refusal (StepNotAllowedError). `known` are the facts that choose among wordings."""
    candidates = [step for step in steps if step.action is action]
    for step in candidates:
        if step.governs(status, kind, on, known):
            return step
    basis = next((step.basis for step in candidates), "")
    raise StepNotAllowedError(f"Không thể {action.label} khi đang ở tình trạng “{status.label}”.", basis=basis)


def open_steps(
    steps: Iterable[Step],
    status: Status,
    roles: frozenset[Role],
    *,
    on: date,
    kind: PetitionKind | None = None,
) -> list[Step]:
    """The buttons this person may press: what the law allows now and the role may record."""
    return [step for step in steps if step.governs(status, kind, on) and step.recorded_by & roles]


def missing_needs(step: Step, known: Mapping[str, object]) -> list[str]:
    """Why a step in the table still cannot be taken: one sentence for each recorded fact it lacks."""
    return [NEEDS[name].sentence for name in step.needs if not NEEDS[name].holds(known)]


def replay(steps: Sequence[Step], happenings: Iterable[Happening], *, start: Status) -> History:
    """Read a whole history through the rows, by legal date.

    Within one day the law knows no order: the events of a day are taken in the order in which they are lawful,
    the earlier recorded first. Raises HistoryError naming the step that the history makes unlawful.
    """
    return go_on(steps, History(status=start, resting=start, known={}, taken=()), happenings)


def go_on(steps: Sequence[Step], history: History, happenings: Iterable[Happening]) -> History:
    """Read on from where a history stands: what happened on later days. Raises HistoryError as replay does."""
    waiting = sorted(happenings, key=lambda happening: (happening.on, happening.order))
    while waiting:
        today = [happening for happening in waiting if happening.on == waiting[0].on]
        history = _advance(steps, history, today[0]) if len(today) == 1 else _replay_day(steps, history, today)
        waiting = waiting[len(today) :]
    return history


_Blind = dict[tuple[frozenset[int], Status, Status], Refusal]
"""Where a day cannot be brought to its end: what of it was left, in which status, and what the law said."""


def _replay_day(
    steps: Sequence[Step], history: History, today: list[Happening], blind: _Blind | None = None
) -> History:
    """One day in the first order that is lawful; of several acts of one kind the earlier recorded always comes first.

    What was found to lead nowhere is not tried again, so that a crowded day is read in good time.
    """
    if not today:
        return history
    blind = {} if blind is None else blind
    place = (frozenset(map(id, today)), history.status, history.resting)
    if place in blind:
        raise blind[place]
    firsts: dict[Action, Happening] = {}
    for happening in today:
        firsts.setdefault(happening.action, happening)
    first_no: Refusal | None = None
    for happening in firsts.values():
        rest = [other for other in today if other is not happening]
        try:
            return _replay_day(steps, _advance(steps, history, happening), rest, blind)
        except Refusal as no:
            first_no = first_no or no
    assert first_no is not None  # noqa: S101 - the loop ran at least once
    blind[place] = first_no
    raise first_no


def _advance(steps: Sequence[Step], history: History, happening: Happening) -> History:
    known = {**history.known, **happening.facts}
    try:
        step = next_step(steps, history.status, happening.action, on=happening.on, kind=kind_in(known), known=known)
    except StepNotAllowedError as no:
        raise HistoryError(f"Ngày {happening.on:%d/%m/%Y}: {no.sentence}", basis=no.basis) from no
    lacking = next((NEEDS[name] for name in step.needs if not NEEDS[name].holds(known)), None)
    if lacking is not None:
        raise HistoryError(lacking.sentence, basis=step.basis, field=lacking.field)
    after, resting = _target(step, history)
    return History(
        status=after,
        resting=resting,
        known={**known, **dict.fromkeys(step.sets, True), day_of(happening.action): happening.on},
        taken=(*history.taken, Taken(happening, step, history.status, after, known)),
    )


def day_of(action: Action) -> str:
    """The name under which the day of an act is known to later steps."""
    return f"{action.value}_on"


def _target(step: Step, history: History) -> tuple[Status, Status]:
    """The status after a step, and the one a suspended case goes back to."""
    if step.target is Target.STAY:
        return history.status, history.resting
    if step.target is Target.BACK:
        return history.resting, history.resting
    if step.pauses or step.interrupts:
        return step.target, history.status
    return step.target, step.target


def _marks(step: Step, happening: Happening, known: Mapping[str, object]) -> list[Mark]:
    on, cause = happening.on, f"event:{happening.key}"
    marks = [Mark(MarkKind.END, family, on, cause) for family in step.ends]
    marks += [Mark(MarkKind.DROP, family, on, cause) for family in step.drops]
    marks += [Mark(MarkKind.PAUSE, family, on, cause) for family in step.pauses]
    marks += [Mark(MarkKind.RESUME, family, on, cause) for family in step.resumes]
    marks += [
        _start_mark(start, happening, known, step.ripens)
        for start in step.starts
        if _holds(start.when, known) and (not start.fact or _facts_of(start, happening, known).get(start.fact))
    ]
    marks += _obstacles(step, happening, cause)
    marks += [
        Mark(MarkKind.END, family, _date(known[fact]) if known.get(fact) else on, cause) for family, fact in step.judges
    ]
    marks += [Mark(MarkKind.VARIANT, family, on, cause, variant=variant) for family, variant in step.variant]
    if step.extends:
        family, code = step.extends
        fewer = happening.facts.get(EXTENDED_BY)
        marks.append(
            Mark(MarkKind.EXTEND, family, on, cause, extension=code, amount=None if fewer is None else int(str(fewer)))
        )
    return marks


def _obstacles(step: Step, happening: Happening, cause: str) -> Iterator[Mark]:
    """The days of an obstacle, the first and the last included, are left out of a time-bar (LKN Đ9.2)."""
    first, last = (happening.facts.get(name) for name in OBSTACLE)
    if not first or not last:
        return
    for family in step.tolls:
        yield Mark(MarkKind.PAUSE, family, _date(first) - timedelta(days=1), cause)
        yield Mark(MarkKind.RESUME, family, _date(last), cause)


def _facts_of(start: Start, happening: Happening, known: Mapping[str, object]) -> Mapping[str, object]:
    """Where a clock reads its day: a day typed or set is this act's own, never one that an earlier act left behind."""
    return happening.facts if start.at in (Anchor.TYPED, Anchor.SET) else known


def _start_mark(start: Start, happening: Happening, known: Mapping[str, object], ripens: str) -> Mark:
    facts, on, due, after = _facts_of(start, happening, known), happening.on, None, ""
    match start.at:
        case Anchor.RECEIVED:
            on = _date(known["received_on"])
        case Anchor.TYPED | Anchor.KNOWN:
            on = _date(facts[start.fact])
        case Anchor.SET:
            due = _date(facts[start.fact])
        case Anchor.RIPE:
            after = ripens
        case _:
            pass
    cause = f"event:{happening.key}"
    return Mark(
        MarkKind.START, start.family, on, cause, variant=start.variant, due=due, beside=start.beside, after=after
    )


def _holds(condition: str, known: Mapping[str, object]) -> bool:
    """Whether every part of a row's condition holds: "fact", "!fact" or "fact=value|other", parted by commas.

    An empty value stands for a fact that was never recorded.
    """
    return all(_part_holds(part, known) for part in condition.split(",") if part)


def _part_holds(part: str, known: Mapping[str, object]) -> bool:
    if part.startswith("!"):
        return not is_true(known.get(part[1:]))
    name, equals, values = part.partition("=")
    return str(known.get(name) or "") in values.split("|") if equals else is_true(known.get(name))


def _date(value: object) -> date:
    return value if isinstance(value, date) else date.fromisoformat(str(value))


def check_facts(step: Step, facts: Mapping[str, object], on: date, known: Mapping[str, object] | None = None) -> None:
    """Refuse a step whose asked facts are missing, unknown to the law of the day or contradict one another.

    `known` are the facts of the record before it. Raises MissingFactError with the field.
    """
    check_days(step, facts, on, known or {})
    for name in step.asks:
        ask, given = ASKS[name], facts.get(name)
        if given in (None, "", []):
            if ask.required:
                raise MissingFactError(f"Cần ghi: {ask.label}.", basis=step.basis, field=name)
            continue
        _check_choice(ask, given, step, on)
    _check_eligibility(step, facts)
    kind = kind_in(facts)
    allowed = INSTANCES.get(kind) if kind is not None and "instance" in step.asks else None
    if kind is not None and allowed is not None and facts["instance"] not in {one.value for one in allowed}:
        names = "; ".join(one.label for one in allowed)
        raise MissingFactError(f"Với {kind.label}, lần là một trong: {names}.", basis=step.basis, field="instance")
    if kind is not None and "field" in step.asks and str(facts["field"]) not in dict(fields_of(kind)):
        names = "; ".join(label for _, label in fields_of(kind))
        raise MissingFactError(f"Với {kind.label}, lĩnh vực là một trong: {names}.", basis="TT 06/2025", field="field")


def check_days(step: Step, facts: Mapping[str, object], on: date, known: Mapping[str, object]) -> None:
    """Days that have passed lie at or before the day of the step and what came after them, those to come after it."""
    for name in step.asks:
        ask, given = ASKS[name], facts.get(name)
        if ask.type is not FactType.DATE or not given:
            continue
        if ask.ahead and _date(given) < on:
            raise MissingFactError(
                f"{ask.label} không được ở trước ngày {on:%d/%m/%Y}.", basis=ask.basis or step.basis, field=name
            )
        if not ask.past:
            continue
        limit = min((day for day in (on, _known_day(known, ask.before)) if day is not None), default=on)
        if _date(given) > limit:
            raise MissingFactError(
                f"{ask.label} không được ở sau ngày {limit:%d/%m/%Y}.", basis=ask.basis or step.basis, field=name
            )
    first, last = (facts.get(name) for name in OBSTACLE)
    if (first or last) and not (first and last and _date(first) <= _date(last)):
        raise MissingFactError(
            "Cần ghi ngày bắt đầu và ngày kết thúc trở ngại, theo thứ tự.", basis="LKN Đ9", field=OBSTACLE[1]
        )


def _known_day(known: Mapping[str, object], name: str) -> date | None:
    return _date(known[name]) if name and known.get(name) else None


def _check_eligibility(step: Step, facts: Mapping[str, object]) -> None:
    """What may not be handled has a reason, and what may be has none."""
    if "ineligible_because" not in step.asks:
        return
    reason = facts.get("ineligible_because")
    if not is_true(facts.get("eligible")) and not reason:
        raise MissingFactError("Cần ghi lý do không đủ điều kiện.", basis="TT 05/2021", field="ineligible_because")
    if is_true(facts.get("eligible")) and reason:
        raise MissingFactError(
            "Đơn đủ điều kiện thì không có lý do không đủ điều kiện.", basis="TT 05/2021", field="ineligible_because"
        )


def _check_choice(ask: Ask, given: object, step: Step, on: date) -> None:
    """An answer to a question with choices is one of those that exist on the day of the step."""
    if ask.type is FactType.YES_NO:
        known: Collection[str] = YES_OR_NO
    elif ask.type in (FactType.CHOICE, FactType.SEVERAL):
        known = ask.open_on(on)
    else:
        return
    for answer in given if isinstance(given, list | tuple) else [given]:
        if str(answer) in known:
            continue
        label = ask.offered.get(str(answer))
        if label:
            sentence = f"{ask.label}: ngày {on:%d/%m/%Y} pháp luật chưa có hoặc không còn căn cứ “{label}”."
        else:
            sentence = f"{ask.label}: “{answer}” không có trong danh mục."
        raise MissingFactError(sentence, basis=step.basis, field=ask.name)
