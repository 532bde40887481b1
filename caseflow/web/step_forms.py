"""The form of a step, built from what its rows ask for: facts, the legal date, the paper. One builder for every step."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from wtforms import Field, Form, IntegerField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from caseflow.law.facts import ASKS, Ask, FactType, fields_of
from caseflow.law.terms import PetitionKind
from caseflow.law.workflow import Step
from caseflow.services.steps import Paper, Recording
from caseflow.web.fields import DayField, NameField, check_matter, choice_field, ticks_field
from caseflow.web.keyed import KeyedForm

YES_NO = {"yes": "có", "no": "không"}
SPANS = {FactType.DATE: 3, FactType.NUMBER: 3, FactType.YES_NO: 4, FactType.MATTER: 4, FactType.OFFICE: 8}
Names = Mapping[int, str]
Maker = Callable[[Ask, list[object], Names, Names], Field]

MAKERS: dict[FactType, Maker] = {
    FactType.TEXT: lambda ask, checks, _o, _p: StringField(ask.label, [*checks, Length(max=500)]),
    FactType.LONG_TEXT: lambda ask, checks, _o, _p: TextAreaField(ask.label, [*checks, Length(max=10_000)]),
    FactType.DATE: lambda ask, checks, _o, _p: DayField(ask.label, checks),
    FactType.YES_NO: lambda ask, checks, _o, _p: choice_field(ask.label, YES_NO, checks),
    FactType.CHOICE: lambda ask, checks, _o, _p: choice_field(ask.label, dict(ask.choices), checks),
    FactType.SEVERAL: lambda ask, checks, _o, _p: ticks_field(ask.label, dict(ask.choices), checks),
    FactType.OFFICE: lambda ask, checks, offices, _p: NameField(ask.label, checks, names=offices, what="cơ quan"),
    FactType.PERSON: lambda ask, checks, _o, people: NameField(ask.label, checks, names=people, what="người"),
    FactType.MATTER: lambda ask, checks, _o, _p: StringField(ask.label, [*checks, check_matter]),
    FactType.NUMBER: lambda ask, checks, _o, _p: IntegerField(ask.label, checks),
}


class StepFields(Form):
    """What every step has: the day on which it took effect, and the paper if it has one."""

    on = DayField("Ngày thực hiện", [InputRequired("Cần ghi ngày thực hiện (ngày/tháng/năm).")])


def asks_of(rows: Iterable[Step]) -> list[Ask]:
    """What some rows of one action ask for, each fact once."""
    return [ASKS[name] for name in dict.fromkeys(name for row in rows for name in row.asks)]


def form_of(rows: Sequence[Step], *, offices: Names, people: Names, base: type[Form] = KeyedForm) -> type[Form]:
    """The form of a step as a class; of several rows (one per kind) it asks what any of them asks."""
    parts: dict[str, Any] = {}
    for ask in _ordered(asks_of(rows)):
        required = ask.required and all(ask.name in row.asks for row in rows)
        checks: list[object] = [InputRequired(f"Cần ghi: {ask.label}.") if required else Optional()]
        parts[ask.name] = MAKERS[ask.type](ask, checks, offices, people)
    parts["on"] = DayField("Ngày thực hiện", [InputRequired("Cần ghi ngày thực hiện (ngày/tháng/năm).")])
    if any(row.document for row in rows):
        parts["paper_number"] = StringField("Số văn bản", [Length(max=80)])
        parts["paper_on"] = DayField("Ngày văn bản", [Optional()])
        parts["paper_signatory"] = StringField("Người ký", [Length(max=120)])
    return type("StepForm", (base,), parts)


def _ordered(asks: Sequence[Ask]) -> list[Ask]:
    return list(asks)


def narrow_fields(form: Form, kind: PetitionKind | None) -> None:
    """Offer only the fields that a kind of petition may have, once the kind is known."""
    if kind is not None and "field" in form:
        form["field"].choices = {"": "chọn…", **dict(fields_of(kind))}


def recording_of(form: Form, step: Step) -> Recording:
    """What the form says, as the services take it."""
    facts = {name: form[name].data for name in step.asks if name in form and form[name].data not in (None, "", [])}
    return Recording(step.action, form["on"].data, facts, paper_of(form))


def paper_of(form: Form) -> Paper:
    """The paper that a form speaks of."""
    if "paper_number" not in form:
        return Paper()
    return Paper(
        number=(form["paper_number"].data or "").strip(),
        issued_on=form["paper_on"].data,
        signatory=(form["paper_signatory"].data or "").strip(),
    )


def filled(facts: Mapping[str, object], asks: Iterable[Ask], *, on: date, paper: Paper) -> dict[str, object]:
    """What a form holds when a recorded step is shown again to be corrected."""
    shown: dict[str, object] = {ask.name: _shown(ask, facts.get(ask.name)) for ask in asks if facts.get(ask.name)}
    return {
        **shown,
        "on": on,
        "paper_number": paper.number,
        "paper_on": paper.issued_on,
        "paper_signatory": paper.signatory,
    }


def _shown(ask: Ask, value: object) -> object:
    return date.fromisoformat(str(value)) if ask.type is FactType.DATE else value
