"""What comes next on a record: the steps that may be pressed, the one on the main line, why an expected one is missing.

The main line is the order in which a procedure usually runs; it draws attention and forbids nothing.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from caseflow.law.errors import Refusal
from caseflow.law.facts import NOTHING_TO_SEND, favourable
from caseflow.law.intake import INTAKE_STEPS
from caseflow.law.marks import Clock
from caseflow.law.procedures import PROCEDURES
from caseflow.law.terms import Action, ClockState, Nature, PetitionKind, Procedure, Role, Status
from caseflow.law.visiting import VISIT_STEPS
from caseflow.law.workflow import EVERY_KIND, Happening, History, Step, go_on, missing_needs, replay

A = Action
LINE_OF_ENTRY = (A.RECEIVE, A.SUPPLEMENT, A.CLASSIFY, A.PROPOSE, A.FORWARD, A.TAKE_REPLY)
LINE_OF_COMPLAINT = (
    *(A.CONTINUE, A.ACCEPT, A.VERIFY, A.DECIDE, A.SEND_DECISION, A.PUBLISH, A.RECORD_DELIVERY),
    *(A.TAKE_EFFECT, A.ENFORCE, A.SEND_SUSPENSION, A.CLOSE),
)
LINE_WITH_DIALOGUE = (
    *(A.CONTINUE, A.ACCEPT, A.VERIFY, A.HOLD_DIALOGUE, A.DECIDE, A.SEND_DECISION, A.PUBLISH, A.RECORD_DELIVERY),
    *(A.TAKE_EFFECT, A.ENFORCE, A.SEND_SUSPENSION, A.CLOSE),
)
LINE_OF_VISIT = (A.ISSUE_REFUSAL, A.ENTER_WORDS, A.TELL_FORWARDED, A.TELL_NOT_ACCEPTED, A.TELL_MORE_TIME)
LINE_OF_DENUNCIATION = (
    *(A.CONTINUE, A.ASK_REPORT, A.TAKE_REPORT, A.ACCEPT, A.NOTIFY_ACCEPTANCE, A.VERIFY, A.CONCLUDE),
    *(A.SEND_CONCLUSION, A.PUBLISH, A.ACT, A.NOTIFY_REFUSAL, A.SEND_SUSPENSION, A.CLOSE),
)
LINES: Mapping[Procedure, tuple[Action, ...]] = {
    Procedure.COMPLAINT_FIRST: LINE_OF_COMPLAINT,
    Procedure.COMPLAINT_SECOND: LINE_WITH_DIALOGUE,
    Procedure.DISCIPLINE_FIRST: LINE_WITH_DIALOGUE,
    Procedure.DISCIPLINE_SECOND: LINE_WITH_DIALOGUE,
    Procedure.DENUNCIATION_FIRST: LINE_OF_DENUNCIATION,
    Procedure.DENUNCIATION_AGAIN: LINE_OF_DENUNCIATION,
    Procedure.DENUNCIATION_OVERDUE: LINE_OF_DENUNCIATION,
    Procedure.FEEDBACK: (A.ACCEPT, A.ANSWER, A.CLOSE),
    Procedure.LAND_DISPUTE: (A.CONCILIATE, A.ACCEPT, A.DECIDE, A.RECORD_DELIVERY, A.CLOSE),
    Procedure.PROTECTION: (A.PROTECT, A.END_PROTECTION),
    Procedure.LONG_PENDING: (A.PLAN_REVIEW, A.REVIEW, A.END_CONSIDERATION, A.STRIKE_OFF),
}
GOALS = frozenset({A.DECIDE, A.CONCLUDE, A.ANSWER})
"""The act that settles: while it cannot be taken yet, it is said why."""

NOT_LATE = frozenset({A.OPEN, A.RECEIVE})
"""What has a way of its own into the house."""
LAST = 2**62  # the order of a step that has not been recorded yet

ENDED = frozenset({ClockState.MET, ClockState.MET_LATE, ClockState.LAPSED})


@dataclass(frozen=True, slots=True)
class Ahead:
    """What lies ahead of a record for one person: the main step, the others, and why an expected one is missing."""

    main: Step | None
    others: tuple[Step, ...]
    missing: tuple[str, ...]


def line_of(steps: Sequence[Step]) -> tuple[Action, ...]:
    """The main line of a table of rows; none for one that is not among the procedures."""
    if steps is INTAKE_STEPS:
        return LINE_OF_ENTRY
    if steps is VISIT_STEPS:
        return LINE_OF_VISIT
    return next((LINES[procedure] for procedure, table in PROCEDURES.items() if table is steps), ())


def fits(step: Step, kind: PetitionKind | None) -> bool:
    """Whether a row may be pressed for a kind of petition; classifying is what says the kind, so it fits all."""
    return "kind" in step.asks or (step.kinds == EVERY_KIND if kind is None else kind in step.kinds)


def lawful(
    steps: Iterable[Step],
    status: Status,
    *,
    kind: PetitionKind | None,
    on: date,
    known: Mapping[str, object] | None = None,
) -> Iterator[Step]:
    """One row per action that the law allows from a status on a day, whoever records it."""
    seen: set[Action] = set()
    for step in steps:
        law = step.is_law_on(on, known or {})
        if status in step.source and law and fits(step, kind) and step.action not in seen:
            seen.add(step.action)
            yield step


def ahead(
    steps: Sequence[Step],
    history: History,
    roles: frozenset[Role],
    *,
    kind: PetitionKind | None,
    on: date,
    clocks: Sequence[Clock] = (),
    at: str = "",
) -> Ahead:
    """What a person in these roles may press now; the main step is the first on the main line not taken yet.

    `at` names the office of the record, `clocks` are its clocks: those that still run tell which step is not ripe, and
    which would leave a duty undone.
    """
    lawful_now = lawful(steps, history.status, kind=kind, on=on, known=history.known)
    allowed = [step for step in lawful_now if NOTHING_TO_SEND not in step.needs or history.known.get(NOTHING_TO_SEND)]
    taken = {one.happening.action for one in history.taken}
    running = [clock for clock in clocks if clock.met_on is None]
    hindered = {step.action: [*lacking(step, history.known), *_untimely(step, running, on)] for step in allowed}
    ready = [step for step in allowed if step.recorded_by and not hindered[step.action]]
    mine = [step for step in ready if step.recorded_by & roles]
    line = [action for action in line_of(steps) if action not in taken]
    main = next((step for action in line for step in mine if step.action is action), None)
    return Ahead(
        main=main,
        others=tuple(step for step in mine if step is not main),
        missing=(
            *(f"Chưa thể {action.label}: {sentences[0]}" for action, sentences in hindered.items() if sentences),
            *_whose(line, ready, mine, at),
            *_why_not_yet(line, allowed, history),
        ),
    )


def lacking(step: Step, known: Mapping[str, object]) -> list[str]:
    """The sentences of the needs that the step's own form will not bring."""
    return missing_needs(step, {**known, **favourable(step.asks)})


def _untimely(step: Step, running: Iterable[Clock], on: date) -> Iterator[str]:
    """Why time does not allow a step yet: a period that must run out first, a duty that must be done first."""
    for clock in running:
        if clock.family == step.ripens and on < clock.due_legal:
            yield f"chưa đủ thời gian, sớm nhất là ngày {clock.due_legal:%d/%m/%Y}."
        if clock.family == step.expires and on <= clock.due_strict:
            yield f"thời hạn chưa hết: đến hết ngày {clock.due_strict:%d/%m/%Y}."
        open_duty = step.finishes and clock.period.nature is Nature.DUTY
        if open_duty and clock.family not in (*step.ends, *step.drops):
            yield f"còn việc chưa xong: {clock.label[:1].lower()}{clock.label[1:]} ({clock.basis})."


def _whose(line: Sequence[Action], ready: Sequence[Step], mine: Sequence[Step], at: str) -> Iterator[str]:
    """The main step, where somebody else must record it."""
    expected = next((step for action in line for step in ready if step.action is action), None)
    if expected is not None and expected not in mine:
        who = ", ".join(sorted(role.label for role in expected.recorded_by))
        yield f"Bước tiếp theo là {expected.action.label}; do {who}{f' của {at}' if at else ''} ghi."


def _why_not_yet(line: Sequence[Action], allowed: Sequence[Step], history: History) -> Iterator[str]:
    """The act that settles, while the record has not come so far."""
    goal = next((action for action in line if action in GOALS), None)
    still = {step.action for step in allowed}
    if goal is not None and goal not in still and still & set(line):
        yield f"Chưa thể {goal.label}: hồ sơ đang ở tình trạng “{history.status.label}”."


def skipped(steps: Sequence[Step], history: History, *, kind: PetitionKind | None, on: date) -> list[Step]:
    """Steps that are not lawful now but may still be entered on some earlier day, every later step staying lawful."""
    now = {step.action for step in lawful(steps, history.status, kind=kind, on=on, known=history.known)}
    passed = {one.before for one in history.taken} - {history.status}
    found = {
        step.action: step
        for status in passed
        for step in lawful(steps, status, kind=kind, on=on, known=history.known)
        if step.recorded_by and step.action not in now | NOT_LATE
    }
    mornings = _mornings(steps, history) if found else {}
    return [step for step in found.values() if any(_fits_in(step, steps, *morning) for morning in mornings.values())]


def _mornings(
    steps: Sequence[Step], history: History
) -> dict[date, tuple[History, list[Happening], frozenset[Status]]]:
    """Of each day with an act: how the record stood before it, what came then and later, which statuses it passed."""
    happened = [one.happening for one in history.taken]
    before = replay(steps, [], start=history.taken[0].before) if history.taken else history
    found: dict[date, tuple[History, list[Happening], frozenset[Status]]] = {}
    for day, taken in groupby(history.taken, key=lambda one: one.happening.on):
        passed = [*taken]
        rest = happened[len(before.taken) :]
        found[day] = before, rest, frozenset(status for one in passed for status in (one.before, one.after))
        before = go_on(steps, before, rest[: len(passed)])
    return found


def _fits_in(
    step: Step, steps: Sequence[Step], before: History, rest: Sequence[Happening], passed: frozenset[Status]
) -> bool:
    """Whether a step fits in on a day, what came then and later staying lawful."""
    if not step.source & passed:
        return False
    late = Happening("late", step.action, rest[0].on, LAST, favourable(step.asks))
    try:
        go_on(steps, before, [*rest, late])
    except Refusal:
        return False
    return True
