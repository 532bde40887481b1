"""What lies on the desk when a step is recorded or corrected: the record, its rows, the form, what it would do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask import request
from wtforms import Form

from caseflow.law.errors import NotPermittedError, StepNotAllowedError
from caseflow.law.facts import FactType
from caseflow.law.main_line import fits
from caseflow.law.marks import Clock
from caseflow.law.terms import Action, ClockState, Nature, PetitionKind, Role
from caseflow.law.workflow import History, Step
from caseflow.services.competences import Proposal, propose_settler
from caseflow.services.deadlines import clocks_of
from caseflow.services.previews import Foreseen, foresee, missed_time_bars
from caseflow.services.records import Record, kind_of, rows_of
from caseflow.services.steps import history_of, roles_on
from caseflow.store.drafts import Words
from caseflow.store.matters import Matter
from caseflow.store.offices import offices_in_force
from caseflow.store.people import colleagues
from caseflow.store.petitions import Petition, PetitionEntry
from caseflow.store.subjects import Event
from caseflow.web.access import me, today
from caseflow.web.fields import DayField
from caseflow.web.keyed import KeyedForm
from caseflow.web.step_forms import Names, asks_of, facts_of, form_of, narrow_fields


class _Typed(Form):
    """What must be known of a form before it can be laid out: its day decides which wording of a row asks."""

    on = DayField("")


@dataclass(frozen=True, slots=True)
class Desk:
    """One step about to be recorded on one record."""

    matter: Matter
    record: Record
    rows: tuple[Step, ...]
    is_late: bool
    form: KeyedForm
    names: Names
    history: History

    @property
    def action(self) -> Action:
        """What is about to be done."""
        return self.rows[0].action

    @property
    def settler(self) -> Proposal | None:
        """Who must settle, as far as what is recorded and typed tells; only of a petition."""
        if not isinstance(self.record, PetitionEntry):
            return None
        return propose_settler(
            self.record, {**self.history.known, **facts_of(self.form, ("kind", "instance", "author"))}
        )

    @property
    def petition(self) -> Petition | None:
        """What the paper says, where a petition is handled."""
        return self.record.petition if isinstance(self.record, PetitionEntry) else None

    @property
    def rights_open(self) -> list[Clock]:
        """The rights of the citizen that still run: what time alone seems to complete may yet be contested."""
        clocks = clocks_of(self.history, today())
        return [one for one in clocks if one.period.nature is Nature.RIGHT and one.state is ClockState.RUNNING]

    @property
    def time_bars_missed(self) -> list[Clock]:
        """What had run out before the paper came, where it is now proposed or accepted."""
        return missed_time_bars(self.record, self.history, self.action, today())

    def foreseen(self, *, instead_of: Event | None = None) -> Foreseen:
        """What it would do to the clocks, by what has been typed so far."""
        names = [ask.name for ask in asks_of(self.rows)]
        on = self.form["on"].data or today()
        facts = facts_of(self.form, names)
        return foresee(self.record, self.action, on, asks=names, facts=facts, today=today(), instead_of=instead_of)


def lay_out(
    matter: Matter,
    record: Record,
    action: Action,
    *,
    base: type[KeyedForm] = KeyedForm,
    held: dict[str, object] | None = None,
    typed: Words | None = None,
) -> Desk:
    """The desk for an action on a record; `typed` is what a draft of it holds.

    Raises StepNotAllowedError when no row ever allowed it on this record, NotPermittedError when others record it.
    """
    table = rows_of(record)
    history = history_of(record, table)
    told: Words = typed if typed is not None else request.form
    rows, is_late = _rows(record, action, history, told)
    _check_person(rows, record)
    names = Names({office.id: office.name for office in offices_in_force(today())}, _people(rows, record))
    form = form_of(rows, base, known=names)(data=held or {"on": today(), **_proposed(record, history)})
    narrow_fields(form, _kind_typed(told))
    if typed is not None:
        form.process(typed)
    return Desk(matter, record, rows, is_late, form, names, history)


def _proposed(record: Record, history: History) -> dict[str, object]:
    """What a form holds before anything was typed: where a petition is to go by its competence, else its kind."""
    if not isinstance(record, PetitionEntry):
        return {}
    told_at_the_desk = record.matter.kind
    found = propose_settler(record, history.known)
    if found is None or found.office is None:
        return {"kind": told_at_the_desk.value} if told_at_the_desk else {}
    if found.is_ours:
        return {"competent_office": found.office.id}
    return {"to_office": found.office.id, "guided_to": found.office.name}


def _rows(record: Record, action: Action, history: History, typed: Words) -> tuple[tuple[Step, ...], bool]:
    """The rows that may answer for an action: those of the present status, else those of an earlier one."""
    rows = rows_of(record)
    told = _kind_typed(typed)
    kind = told or kind_of(record)
    on = _day_typed(typed)
    possible = [step for step in rows.steps if step.action is action and _answers(step, kind, told)]
    dated = [step for step in possible if step.is_law_on(on, history.known)] or possible
    now = [step for step in dated if history.status in step.source]
    passed = {one.before for one in history.taken}
    found = now or [step for step in dated if step.source & passed]
    if not found:
        basis = next((step.basis for step in rows.steps if step.action is action), "")
        raise StepNotAllowedError(
            f"Không thể {action.label} khi đang ở tình trạng “{history.status.label}”.", basis=basis
        )
    return tuple(found), not now


def _answers(step: Step, kind: PetitionKind | None, typed: PetitionKind | None) -> bool:
    """Whether a row is one for this kind; of the rows of classifying, the one of the kind that was chosen."""
    return typed in step.kinds if typed is not None and "kind" in step.asks else fits(step, kind)


def _kind_typed(words: Words) -> PetitionKind | None:
    value = words.get("kind", "")
    return PetitionKind(value) if value in set(PetitionKind) else None


def _day_typed(words: Words) -> date:
    typed = _Typed(words)
    typed.validate()
    return typed.on.data or today()


def _check_person(rows: Sequence[Step], record: Record) -> None:
    roles = roles_on(record, me().reader)
    if not any(step.recorded_by & roles for step in rows):
        who = ", ".join(sorted(role.label for role in rows[0].recorded_by)) or "hệ thống, theo hồ sơ giải quyết"
        raise NotPermittedError(f"Bước “{rows[0].action.label}” do {who} ghi.", basis=rows[0].basis)


def _people(rows: Sequence[Step], record: Record) -> dict[int, str]:
    """The people of the record's office, where a row asks for one."""
    if not any(ask.type is FactType.PERSON for ask in asks_of(rows)):
        return {}
    return colleagues(record.office.path, today(), roles=frozenset(Role))
