"""What can still be done about a clock, as lines of a page: links where the reader may press."""

from dataclasses import dataclass, replace

from caseflow.law.local_rules import let_end
from caseflow.law.main_line import ahead
from caseflow.law.marks import Clock
from caseflow.law.remedies import Effect, Remedy, remedies
from caseflow.law.terms import Action
from caseflow.law.workflow import Step
from caseflow.services.dossiers import Dossier, ReadRecord
from caseflow.store.petitions import PetitionEntry
from caseflow.store.rules import rules_in_force
from caseflow.web.step_views import step_url


@dataclass(frozen=True, slots=True)
class RemedyView:
    """One move: what it does, the act, its paper and article, by whom, until when; `url` where it may be pressed."""

    lead: str
    what: str
    paper: str
    who: str
    until: str
    url: str = ""


def pressable(read: ReadRecord, dossier: Dossier) -> frozenset[Action]:
    """What the reader may press on a record now."""
    lies = ahead(
        read.steps,
        read.history,
        dossier.roles_on(read.record),
        kind=read.kind,
        on=dossier.today,
        clocks=read.clocks,
    )
    return frozenset(step.action for step in (*lies.others, *([lies.main] if lies.main else [])))


def remedy_views(
    clock: Clock, read: ReadRecord, dossier: Dossier, may_press: frozenset[Action]
) -> tuple[RemedyView, ...]:
    """The moves left about a clock of a record."""
    found = remedies(
        clock,
        _rows(clock, read, dossier),
        kind=read.kind,
        status=read.history.status,
        known=read.history.known,
        today=dossier.today,
        clocks=read.clocks,
    )
    return tuple(_view(remedy, read, dossier, may_press) for remedy in found)


def _view(remedy: Remedy, read: ReadRecord, dossier: Dossier, may_press: frozenset[Action]) -> RemedyView:
    step = remedy.step
    presses = step is not None and remedy.effect is not Effect.LEADS and step.action in may_press
    return RemedyView(
        lead=f"Sau khi {remedy.after}" if remedy.after else remedy.effect.label,
        what=remedy.what,
        paper=" · ".join(part for part in (remedy.document, remedy.basis) if part),
        who=_who(remedy, read),
        until=_until(remedy),
        url=step_url(dossier.matter.code, read.record, step.action) if step is not None and presses else "",
    )


def _who(remedy: Remedy, read: ReadRecord) -> str:
    """Who signs, and who records it at which office."""
    parts = [f"{remedy.signed_by} {'thực hiện' if remedy.effect is Effect.RIGHT else 'ký'}"] if remedy.signed_by else []
    if remedy.recorded_by:
        roles = ", ".join(sorted(role.label for role in remedy.recorded_by))
        parts.append(f"ghi: {roles} của {read.record.office.name}")
    elif remedy.step is not None:
        parts.append("hệ thống ghi theo hồ sơ giải quyết")
    return "; ".join(parts)


def _until(remedy: Remedy) -> str:
    opens = f"từ {remedy.opens:%d/%m/%Y} " if remedy.opens else ""
    if remedy.until:
        return f"{opens}đến hết {remedy.until:%d/%m/%Y}"
    return "vẫn phải làm dù đã quá hạn" if remedy.late else ""


def _rows(clock: Clock, read: ReadRecord, dossier: Dossier) -> list[Step]:
    """The rows that move a clock; what its case records for an entry is named as the case's row names it."""
    if clock.is_local:
        return let_end(read.steps, clock.code, rules_in_force().local)
    opened = read.record.case_id if isinstance(read.record, PetitionEntry) else None
    by_case = {step.action: step for other in dossier.cases if other.record.id == opened for step in other.steps}
    return [
        replace(step, document=by_case[step.action].document, basis=by_case[step.action].basis)
        if not step.recorded_by and step.action in by_case
        else step
        for step in read.steps
    ]
