"""The form of a step, built from what its rows ask for: facts, the legal date, the paper; one builder for all."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from wtforms import Field, Form, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from caseflow.law.facts import ASKS, INSTANCES, Ask, FactType, fields_of
from caseflow.law.terms import Instance, PetitionKind, Signer
from caseflow.law.workflow import Step
from caseflow.services.steps import Paper, Recording
from caseflow.web.fields import (
    IDENTITY,
    DayField,
    HourField,
    NameField,
    WholeField,
    check_matter,
    choice_field,
    hour_in,
    hour_of,
    ticks_field,
)

CHOSEN = frozenset({FactType.YES_NO, FactType.CHOICE, FactType.SEVERAL})
YES_NO = {"yes": "có", "no": "không"}
SPANS = {
    FactType.DATE: 4,
    FactType.NUMBER: 3,
    FactType.HOUR: 3,
    FactType.YES_NO: 6,
    FactType.MATTER: 4,
    FactType.OFFICE: 8,
    FactType.PERSON: 6,
}
SIGNED_BEFORE = frozenset({Signer.HEAD, Signer.AUTHORITY})
"""Whose papers bear a number and a signature when the step is recorded; what an officer proposes may not yet."""

NAMING = frozenset({"sent_to", "verifiers", "proof"})
"""Of the facts typed in words, those that name people."""

ON = "Cần ghi ngày thực hiện (ngày/tháng/năm)."


@dataclass(frozen=True, slots=True)
class Names:
    """Whom and what a form knows by name: offices and people, by key."""

    offices: Mapping[int, str]
    people: Mapping[int, str]


Maker = Callable[[Ask, list[object], Names], Field]

MAKERS: dict[FactType, Maker] = {
    FactType.TEXT: lambda ask, checks, _: StringField(ask.label, [*checks, Length(max=500)]),
    FactType.LONG_TEXT: lambda ask, checks, _: TextAreaField(ask.label, [*checks, Length(max=10_000)]),
    FactType.DATE: lambda ask, checks, _: DayField(ask.label, checks),
    FactType.YES_NO: lambda ask, checks, _: choice_field(ask.label, YES_NO, checks),
    FactType.CHOICE: lambda ask, checks, _: choice_field(ask.label, ask.offered, checks),
    FactType.SEVERAL: lambda ask, checks, _: ticks_field(ask.label, _shortened(ask), checks),
    FactType.OFFICE: lambda ask, checks, known: NameField(ask.label, checks, names=known.offices, what="cơ quan"),
    FactType.PERSON: lambda ask, checks, known: NameField(ask.label, checks, names=known.people, what="người"),
    FactType.MATTER: lambda ask, checks, _: StringField(ask.label, [*checks, check_matter]),
    FactType.NUMBER: lambda ask, checks, _: WholeField(ask.label, checks),
    FactType.HOUR: lambda ask, checks, _: HourField(ask.label, checks),
}


def _shortened(ask: Ask) -> dict[str, str]:
    """The choices without the article in brackets, where all of them rest on the same one."""
    if ask.grounds and len({ground.basis for ground in ask.grounds}) == 1:
        return {ground.code: ground.text for ground in ask.grounds}
    return ask.offered


def asks_of(rows: Iterable[Step]) -> list[Ask]:
    """What some rows of one action ask for, each fact once."""
    return [ASKS[name] for name in dict.fromkeys(name for row in rows for name in row.asks)]


def form_of(rows: Sequence[Step], base: type[Form], *, known: Names) -> type[Form]:
    """The form of a step as a class; of several rows (one per kind) it asks what any of them asks."""
    parts: dict[str, Any] = {"on": _day()}
    for ask in asks_of(rows):
        required = ask.required and all(ask.name in row.asks for row in rows)
        checks: list[object] = [InputRequired(f"Cần ghi: {ask.label}.") if required else Optional()]
        parts[ask.name] = MAKERS[ask.type](ask, checks, known)
        if ask.type is FactType.PERSON or ask.name in NAMING:
            parts[ask.name].kwargs["render_kw"] = IDENTITY
    if any(row.document for row in rows):
        parts |= paper_fields(required=all(row.signed_by in SIGNED_BEFORE for row in rows))
    return type("StepForm", (base,), parts)


def form_asking(asks: Iterable[Ask], base: type[Form]) -> type[Form]:
    """The form of a step of which only the facts asked for are known; it is read, not sent."""
    parts = {ask.name: MAKERS[ask.type](ask, [], Names({}, {})) for ask in asks}
    return type("StepForm", (base,), {"on": _day(), **parts, **paper_fields(required=False)})


def _day() -> DayField:
    return DayField("Ngày thực hiện", [InputRequired(ON)])


def paper_fields(*, required: bool) -> dict[str, Field]:
    """Number, date and signatory of a paper."""
    number = [_given("Cần ghi số văn bản.", required=required), Length(max=80)]
    signatory = [_given("Cần ghi người ký.", required=required), Length(max=120)]
    return {
        "paper_number": StringField("Số văn bản", number),
        "paper_on": DayField("Ngày văn bản", [Optional()]),
        "paper_signatory": StringField("Người ký", signatory, render_kw=IDENTITY),
    }


def _given(sentence: str, *, required: bool) -> object:
    return InputRequired(sentence) if required else Optional()


def narrow_fields(form: Form, kind: PetitionKind | None) -> None:
    """Offer only the fields and instances that a kind of petition may have, once the kind is known."""
    if kind is None:
        return
    if "field" in form:
        form["field"].choices = {"": "chọn…", **dict(fields_of(kind))}
    if "instance" in form:
        form["instance"].choices = {one.value: one.label for one in INSTANCES.get(kind, (Instance.FIRST,))}


def facts_of(form: Form, names: Iterable[str]) -> dict[str, object]:
    """The facts that a form holds, as far as they were typed and are among the answers where some are offered."""
    typed = {name: _typed(form[name]) for name in names if name in form and form[name].data not in (None, "", [])}
    return {name: answer for name, answer in typed.items() if _is_offered(ASKS[name], answer)}


def _typed(field: Field) -> object:
    return hour_in(field) if isinstance(field, HourField) else field.data


def _is_offered(ask: Ask, answer: object) -> bool:
    offered = YES_NO if ask.type is FactType.YES_NO else ask.offered
    given = answer if isinstance(answer, list) else [answer]
    return ask.type not in CHOSEN or all(one in offered for one in given)


def recording_of(form: Form, rows: Sequence[Step]) -> Recording:
    """What the form says, as the services take it."""
    facts = facts_of(form, (ask.name for ask in asks_of(rows)))
    return Recording(rows[0].action, form["on"].data, facts, paper_of(form))


def paper_of(form: Form) -> Paper:
    """The paper that a form speaks of."""
    if "paper_number" not in form:
        return Paper()
    return Paper(
        number=(form["paper_number"].data or "").strip(),
        issued_on=form["paper_on"].data,
        signatory=(form["paper_signatory"].data or "").strip(),
    )


def filled(facts: Mapping[str, object], *, on: date, paper: Paper) -> dict[str, object]:
    """What a form holds when a recorded step is shown again to be corrected."""
    shown = {name: _shown(ASKS[name], value) for name, value in facts.items() if name in ASKS}
    papers = {"paper_number": paper.number, "paper_on": paper.issued_on, "paper_signatory": paper.signatory}
    return {**shown, "on": on, **papers}


def _shown(ask: Ask, value: object) -> object:
    if ask.type is FactType.HOUR:
        return hour_of(str(value))
    return date.fromisoformat(str(value)) if ask.type is FactType.DATE else value
