"""Why a step is not offered to somebody now: every act of a table that cannot be taken today, each with its reasons."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from caseflow.law.main_line import fits, lacking
from caseflow.law.marks import Clock
from caseflow.law.terms import (
    Action,
    CaseStatus,
    DayStatus,
    EntryStatus,
    Nature,
    PetitionKind,
    Role,
    Status,
    Term,
    VisitStatus,
)
from caseflow.law.workflow import History, Step, Target


class WhyNot(Term):
    """What stands in the way."""

    STATUS = "status", "tình trạng"
    KIND = "kind", "loại đơn"
    FACT = "fact", "điều phải ghi nhận trước"
    UNRIPE = "unripe", "chưa đủ thời gian"
    TOO_LATE = "too_late", "đã hết thời gian"
    DUTY = "duty", "còn việc chưa xong"
    NOT_IN_FORCE = "not_in_force", "quy định không có hiệu lực hôm nay"
    ROLE = "role", "vai trò"
    HOUSE = "house", "hệ thống tự ghi"


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that stands in the way, in one sentence; of a status also the shortest way there."""

    kind: WhyNot
    sentence: str
    path: tuple[Action, ...] = ()


@dataclass(frozen=True, slots=True)
class Unoffered:
    """An act that cannot be taken today, the articles of its rows, and why; `recorded_by` who else may."""

    action: Action
    basis: str
    reasons: tuple[Reason, ...]
    recorded_by: frozenset[Role] = frozenset()


@dataclass(frozen=True, slots=True)
class _Asked:
    """Of what and by whom it is asked."""

    steps: Sequence[Step]
    history: History
    roles: frozenset[Role]
    kind: PetitionKind | None
    on: date
    running: tuple[Clock, ...]
    at: str


def unoffered(
    steps: Sequence[Step],
    history: History,
    roles: frozenset[Role],
    *,
    kind: PetitionKind | None,
    on: date,
    clocks: Iterable[Clock] = (),
    at: str = "",
) -> tuple[Unoffered, ...]:
    """Every act of a table that a person in these roles cannot take on a day, in the order of the table."""
    running = tuple(clock for clock in clocks if clock.met_on is None)
    asked = _Asked(steps, history, roles, kind, on, running, at)
    found = []
    for action in dict.fromkeys(step.action for step in steps):
        rows = [step for step in steps if step.action is action]
        reasons, closest = _reasons(rows, asked)
        if reasons:
            basis = "; ".join(dict.fromkeys(step.basis for step in closest))
            recorded_by = frozenset[Role]().union(*(step.recorded_by for step in closest))
            found.append(Unoffered(action, basis, reasons, recorded_by))
    return tuple(found)


def _reasons(rows: Sequence[Step], asked: _Asked) -> tuple[tuple[Reason, ...], Sequence[Step]]:
    """What stands between a person and an act, and the rows that come closest.

    The rows are narrowed by one thing after the other; the first at which none is left is what stands in the way.
    """
    narrowing: tuple[tuple[Callable[[Step], bool], Callable[[Sequence[Step]], Reason]], ...] = (
        (lambda step: bool(step.recorded_by), lambda _: Reason(WhyNot.HOUSE, HOUSE_WRITES)),
        (lambda step: fits(step, asked.kind), lambda left: _kind_reason(left, asked)),
        (lambda step: step.is_law_on(asked.on, asked.history.known), lambda left: _force_reason(left, asked)),
        (lambda step: asked.history.status in step.source, lambda left: _status_reason(left, asked)),
    )
    left = rows
    for holds, reason in narrowing:
        narrowed = [step for step in left if holds(step)]
        if not narrowed:
            return (reason(left),), left
        left = narrowed
    step = left[0]  # the law offers one row per act from a status on a day
    return tuple(_of_row(step, asked)), [step]


IN_ORDER: tuple[Status, ...] = (*VisitStatus, *DayStatus, *EntryStatus, *CaseStatus)
HOUSE_WRITES = "Bước này do hệ thống ghi theo hồ sơ giải quyết, không ai bấm."


def _of_row(step: Step, asked: _Asked) -> Iterator[Reason]:
    """What of the record's facts, its clocks or the person's roles stands in the way of a row that would be lawful."""
    for sentence in lacking(step, asked.history.known):
        yield Reason(WhyNot.FACT, sentence)
    for clock in asked.running:
        if clock.family == step.ripens and asked.on < clock.due_legal:
            yield Reason(WhyNot.UNRIPE, f"Chưa đủ thời gian: sớm nhất là ngày {clock.due_legal:%d/%m/%Y}.")
        if clock.family == step.expires and asked.on <= clock.due_strict:
            yield Reason(WhyNot.UNRIPE, f"Thời hạn chưa hết: đến ngày {clock.due_strict:%d/%m/%Y}.")
        if clock.family == step.in_time and asked.on > clock.due_legal:
            yield Reason(
                WhyNot.TOO_LATE,
                f"Thời hạn đã hết ngày {clock.due_legal:%d/%m/%Y}; chỉ còn ghi được văn bản có từ ngày đó về trước.",
            )
        undone = step.finishes and clock.period.nature is Nature.DUTY
        if undone and clock.family not in (*step.ends, *step.drops):
            yield Reason(
                WhyNot.DUTY, f"Còn việc chưa xong: {clock.label[:1].lower()}{clock.label[1:]} ({clock.basis})."
            )
    if not step.recorded_by & asked.roles:
        who = ", ".join(sorted(role.label for role in step.recorded_by))
        yield Reason(WhyNot.ROLE, f"Do {who}{f' của {asked.at}' if asked.at else ''} ghi.")


def _kind_reason(rows: Sequence[Step], asked: _Asked) -> Reason:
    kinds = sorted({kind.label for step in rows for kind in step.kinds})
    if asked.kind is None:
        return Reason(WhyNot.KIND, "Đơn chưa được phân loại.")
    return Reason(WhyNot.KIND, f"Chỉ dành cho {', '.join(kinds)}; đây là {asked.kind.label}.")


def _force_reason(rows: Sequence[Step], asked: _Asked) -> Reason:
    spans = dict.fromkeys(_span(step) for step in rows)
    return Reason(WhyNot.NOT_IN_FORCE, f"Ngày {asked.on:%d/%m/%Y} chưa có hoặc không còn: {'; '.join(spans)}.")


def _span(step: Step) -> str:
    since = f" từ {step.since:%d/%m/%Y}" if step.since != date.min else ""
    until = f" đến hết {step.until:%d/%m/%Y}" if step.until != date.max else ""
    return f"{step.basis} áp dụng{since}{until}"


def _status_reason(rows: Sequence[Step], asked: _Asked) -> Reason:
    """In which statuses the act is lawful, and by which steps one of them is reached from here."""
    wanted = {status for step in rows for status in step.source}
    names = ", ".join(f"“{status.label}”" for status in sorted(wanted, key=IN_ORDER.index))
    taken = next((one for one in reversed(asked.history.taken) if one.happening.action is rows[0].action), None)
    done = f" Bước này đã ghi ngày {taken.happening.on:%d/%m/%Y}." if taken else ""
    path = shortest_path(asked.steps, asked.history, wanted, kind=asked.kind, on=asked.on)
    here = f"Chỉ được khi {names}; hiện ở tình trạng “{asked.history.status.label}”."
    if path is None:
        return Reason(WhyNot.STATUS, f"{here} Từ đây không có bước nào dẫn tới đó.{done}")
    way = ", rồi ".join(action.label for action in path)
    return Reason(WhyNot.STATUS, f"{here} Đường ngắn nhất: {way}.{done}", path)


def shortest_path(
    steps: Sequence[Step], history: History, wanted: Iterable[Status], *, kind: PetitionKind | None, on: date
) -> tuple[Action, ...] | None:
    """The fewest steps that lead from where a record stands to one of some statuses; None where none lead there.

    Steps that the recorded facts already forbid are used only where there is no other way.
    """
    goals = frozenset(wanted)
    lawful_now = [step for step in steps if step.is_law_on(on, history.known) and fits(step, kind)]
    sensible = [step for step in lawful_now if not lacking(step, history.known)]
    found = _walk(sensible, history, goals)
    return found if found is not None else _walk(lawful_now, history, goals)


def _walk(steps: Sequence[Step], history: History, goals: frozenset[Status]) -> tuple[Action, ...] | None:
    """Breadth first over where the record would stand and the status a suspension would go back to."""
    start = (history.status, history.resting)
    came: dict[tuple[Status, Status], tuple[Action, ...]] = {start: ()}
    waiting = deque([start])
    while waiting:
        place = waiting.popleft()
        if place[0] in goals:
            return came[place]
        for step in steps:
            if place[0] in step.source and (there := _lands(step, place)) not in came:
                came[there] = (*came[place], step.action)
                waiting.append(there)
    return None


def _lands(step: Step, place: tuple[Status, Status]) -> tuple[Status, Status]:
    """Where a step leads, and what a suspension would go back to from there."""
    status, resting = place
    if step.target is Target.STAY:
        return status, resting
    if step.target is Target.BACK:
        return resting, resting
    return (step.target, status) if step.pauses or step.interrupts else (step.target, step.target)
