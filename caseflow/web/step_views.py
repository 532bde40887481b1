"""The steps ahead of a record as a page offers them: the main one, the others, those entered late."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask import url_for

from caseflow.law import book
from caseflow.law.main_line import Ahead, ahead, skipped
from caseflow.law.terms import Action, Role, VisitOutcome, VisitStatus
from caseflow.law.visiting import ANSWERS, AT_THE_DESK, RECEIVERS
from caseflow.law.workflow import Step
from caseflow.services.dossiers import Dossier, ReadRecord
from caseflow.services.records import Record
from caseflow.store.cases import Case
from caseflow.store.reception import Visit

TAKEN = VisitOutcome.PAPER_TAKEN.value
IN_SIGHT = 3  # steps shown beside the main one; the others are folded away


@dataclass(frozen=True, slots=True)
class StepView:
    """A step that may be pressed."""

    label: str
    document: str
    basis: str
    url: str
    primary: bool = False


@dataclass(frozen=True, slots=True)
class StepsView:
    """What a person may do on one record now."""

    title: str
    subject_id: int
    steps: tuple[StepView, ...]
    further: tuple[StepView, ...]
    missing: tuple[str, ...]
    why_url: str


def slug(action: Action) -> str:
    """How an action stands in an address: "thu-ly"."""
    return book.slug(action.label)


ACTIONS = {slug(action): action for action in Action}
"""Every action by its name in an address."""


def step_url(code: str, record: Record, action: Action) -> str:
    """Where a step is taken. Entering a paper in the book has a page of its own, the outcome of a visit its form."""
    if isinstance(record, Visit) and action in AT_THE_DESK:
        return url_for(
            "reception.complete", visit_id=record.id, ket_qua=TAKEN if action is Action.ENTER_WORDS else None
        )
    if action is Action.RECEIVE:
        return url_for("petitions.receive", entry_id=record.id)
    return url_for("steps.take", code=code, subject_id=record.id, action=slug(action))


def steps_views(dossier: Dossier) -> list[StepsView]:
    """The steps of every record that has any ahead, the one the matter hangs on first."""
    current = dossier.current
    order = sorted(dossier.records, key=lambda read: (read is not current, not read.record.is_open))
    shown = [_steps_view(read, dossier) for read in order]
    return [
        view for view in shown if view.steps or view.further or view.missing or view.subject_id == order[0].record.id
    ]


def _steps_view(read: ReadRecord, dossier: Dossier) -> StepsView:
    roles = dossier.roles_on(read.record)
    if read.history.status is VisitStatus.RECEIVED:
        return _half(read.record, roles, dossier.matter.code)
    lies = ahead(
        read.steps,
        read.history,
        roles,
        kind=read.kind,
        on=dossier.today,
        clocks=read.clocks,
        at=read.record.office.name,
    )
    near, far = _sorted(lies, read, dossier.today)
    main = [lies.main] if lies.main else []

    def views(steps: Sequence[Step]) -> tuple[StepView, ...]:
        return tuple(_step_view(step, read, dossier, primary=step is lies.main) for step in steps)

    return StepsView(
        title=record_name(read.record),
        subject_id=read.record.id,
        steps=views([*main, *near]),
        further=views(far),
        missing=lies.missing,
        why_url=url_for("why_not.show", code=dossier.matter.code, subject_id=read.record.id),
    )


def _half(record: Record, roles: frozenset[Role], code: str) -> StepsView:
    """The one way on from half a record of a visit: to complete it, whatever its outcome."""
    step = StepView(
        label="bổ sung lượt tiếp",
        document="Sổ tiếp công dân",
        basis="LTCD Đ25; NĐ 154/2026 Đ27",
        url=url_for("reception.complete", visit_id=record.id),
        primary=True,
    )
    mine = (step,) if roles & RECEIVERS else ()
    missing = () if mine else ("Lượt tiếp còn ghi dở; người tiếp công dân bổ sung.",)
    why_url = url_for("why_not.show", code=code, subject_id=record.id)
    return StepsView(record_name(record), record.id, mine, (), missing, why_url)


def late_views(read: ReadRecord, dossier: Dossier) -> list[StepView]:
    """The steps that may still be entered on an earlier day: to find them takes reading the history many times over."""
    roles = dossier.roles_on(read.record)
    late = skipped(read.steps, read.history, kind=read.kind, on=dossier.today)
    return [_step_view(step, read, dossier, primary=False) for step in late if step.recorded_by & roles]


def _sorted(lies: Ahead, read: ReadRecord, read_on: date) -> tuple[list[Step], list[Step]]:
    """The steps in sight, what lets a running clock end first; folded away what was done before or comes too late."""
    running = {clock.family: clock.due_legal for clock in read.clocks if clock.met_on is None}
    taken = {one.happening.action for one in read.history.taken}

    def is_likely(step: Step) -> bool:
        too_late = bool(step.in_time) and read_on > running.get(step.in_time, read_on)
        return bool(running.keys() & set(step.ends)) or not (step.action in taken or too_late)

    likely = sorted(filter(is_likely, lies.others), key=lambda step: not running.keys() & set(step.ends))
    near = likely[: len(ANSWERS) if isinstance(read.record, Visit) else IN_SIGHT]
    return near, [step for step in lies.others if step not in near]


def _step_view(step: Step, read: ReadRecord, dossier: Dossier, *, primary: bool) -> StepView:
    return StepView(
        label=step.action.label,
        document=step.document,
        basis=step.basis,
        url=step_url(dossier.matter.code, read.record, step.action),
        primary=primary,
    )


def record_name(record: Record) -> str:
    """What a record is called on a page of its matter."""
    if isinstance(record, Case):
        return f"Hồ sơ {record.code} ({record.procedure.label})"
    if isinstance(record, Visit):
        return f"Lượt tiếp {record.number}"
    number = f"số {record.number}" if record.number else "chờ vào sổ"
    return f"Đơn {number}"
