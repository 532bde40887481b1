"""What can still be done about a clock, as values: the step, what it does, who signs and records it, until when.

Beside the steps of the record's own table stand the rights that its expiry opened for the citizen, and what the law
asks of those above.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from caseflow.law.main_line import ENDED, lacking, lawful
from caseflow.law.marks import Clock
from caseflow.law.terms import ClockState, Nature, PetitionKind, Role, Signer, Status, Term
from caseflow.law.turning_points import NEW_LAW
from caseflow.law.workflow import Step, Target


class Effect(Term):
    """What a move does to the clock."""

    ENDS = "ends", "Kết thúc thời hạn này"
    EXTENDS = "extends", "Thêm thời gian"
    CHANGES = "changes", "Đổi thời hạn"
    PAUSES = "pauses", "Tạm dừng"
    RESUMES = "resumes", "Tính tiếp"
    LEADS = "leads", "Qua một bước nữa"
    RIGHT = "right", "Quyền của công dân"
    ABOVE = "above", "Cấp trên"


@dataclass(frozen=True, slots=True)
class Remedy:
    """One lawful move. `step` is the row to press, none where nobody here presses anything.

    `until` is the last day on which it is in time; `late` says that it is owed although that day has passed; `after`
    names the step that must come first.
    """

    effect: Effect
    what: str
    basis: str
    document: str = ""
    signed_by: str = ""
    recorded_by: frozenset[Role] = frozenset()
    opens: date | None = None
    until: date | None = None
    late: bool = False
    after: str = ""
    step: Step | None = None


@dataclass(frozen=True, slots=True)
class Duty:
    """What the law asks of those above once a period has run out."""

    what: str
    basis: str
    since: date = date.min


_REQUIRE = Duty("người có thẩm quyền yêu cầu cấp dưới giải quyết", "NĐ 154/2026 Đ15.3", NEW_LAW)
ABOVE: Mapping[str, tuple[Duty, ...]] = {
    "KN-GQ1": (
        _REQUIRE,
        Duty("khi có khiếu nại lần hai: thụ lý, giải quyết lần hai và xử lý việc chậm giải quyết", "NĐ 124/2020 Đ4"),
    ),
    "KN-GQ2": (_REQUIRE,),
    "TC-GQ": (
        _REQUIRE,
        Duty("khi nhận tố cáo tiếp vì quá hạn: yêu cầu báo cáo trong 05 ngày làm việc", "LTC Đ38.2"),
    ),
}
"""By the family that ran out."""


def remedies(
    clock: Clock,
    steps: Sequence[Step],
    *,
    kind: PetitionKind | None,
    status: Status,
    known: Mapping[str, object],
    today: date,
    clocks: Iterable[Clock] = (),
) -> tuple[Remedy, ...]:
    """The moves that are left about a clock, those that end it first; `clocks` are all clocks of the record."""
    if clock.state in ENDED:
        return ()
    now = [
        step
        for step in lawful(steps, status, kind=kind, on=today, known=known)
        if not (today > clock.due_legal and step.in_time == clock.family)
        and step.expires != clock.family  # what only lateness opens is told with the rights and duties of others
        and not lacking(step, known)
    ]
    direct = [_of_step(effect, step, clock, today) for effect, step in _touching(clock.family, now)]
    further = list(_one_step_on(clock, steps, now, kind=kind, known=known, today=today))
    late = [*_rights(clock, clocks), *_above(clock, today)] if clock.state is ClockState.OVERDUE else []
    return (*direct, *further, *late)


def _touching(family: str, now: Sequence[Step]) -> Iterator[tuple[Effect, Step]]:
    told = (
        (Effect.ENDS, [step for step in now if family in step.ends]),
        (Effect.EXTENDS, [step for step in now if step.extends and step.extends[0] == family]),
        (Effect.CHANGES, [step for step in now if family in dict(step.variant)]),
        (Effect.PAUSES, [step for step in now if family in step.pauses]),
        (Effect.RESUMES, [step for step in now if family in step.resumes]),
    )
    yield from ((effect, step) for effect, found in told for step in found)


def _of_step(effect: Effect, step: Step, clock: Clock, today: date, *, after: str = "") -> Remedy:
    """A row of the table as a move; what ends a duty is owed to the end of the period and beyond it."""
    late = today > clock.due_legal
    bound = effect in (Effect.ENDS, Effect.LEADS) or step.in_time == clock.family
    return Remedy(
        effect=effect,
        what=step.action.label,
        basis=step.basis,
        document=step.document,
        signed_by=step.signed_by.label,
        recorded_by=step.recorded_by,
        until=clock.due_legal if bound and not late and clock.state is not ClockState.PAUSED else None,
        late=bound and late and clock.period.nature is Nature.DUTY,
        after=after,
        step=step,
    )


def _one_step_on(
    clock: Clock,
    rows: Sequence[Step],
    now: Sequence[Step],
    *,
    kind: PetitionKind | None,
    known: Mapping[str, object],
    today: date,
) -> Iterator[Remedy]:
    """The steps that would end a clock once another one has been taken."""
    offered = {step.action for step in now}
    for step in now:
        if isinstance(step.target, Target):
            continue
        for later in lawful(rows, step.target, kind=kind, on=today, known=known):
            if clock.family in later.ends and later.action not in offered:
                yield _of_step(Effect.LEADS, later, clock, today, after=step.action.label)


def _rights(clock: Clock, clocks: Iterable[Clock]) -> Iterator[Remedy]:
    """What the expiry of a period opened for the citizen, with its window."""
    for window in clocks:
        if window.period.after == clock.family and window.state in (ClockState.RUNNING, ClockState.PENDING):
            yield Remedy(
                Effect.RIGHT,
                window.label[:1].lower() + window.label[1:],
                window.basis,
                signed_by=Signer.CITIZEN.label,
                opens=window.opens_on,
                until=window.due_legal,
            )


def _above(clock: Clock, today: date) -> Iterator[Remedy]:
    for duty in ABOVE.get(clock.family, ()):
        if today >= duty.since:
            yield Remedy(Effect.ABOVE, duty.what, duty.basis)
