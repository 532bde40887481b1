"""What stands in a draft, told by the labels of its form: to be read where the form cannot be opened any more."""

from collections.abc import Iterable, Iterator

from wtforms import BooleanField, Field, FieldList, FormField, SelectFieldBase
from wtforms.widgets import HiddenInput

from caseflow.law.facts import ASKS
from caseflow.store import drafts
from caseflow.store.drafts import Words
from caseflow.web.cases import rows_in, running_form
from caseflow.web.orders import ReportForm, order_form
from caseflow.web.petitions import EntryForm
from caseflow.web.step_forms import form_asking
from caseflow.web.steps import CorrectionForm
from caseflow.web.visit_forms import CompletionForm


def told(form: str, words: Words) -> list[tuple[str, str]]:
    """Every field of a form in which something stands: its label, and what was typed or chosen."""
    fields = ((of, field) for of, some in _filled(form, words) for field in _leaves(some))
    return [(f"{of}{field.label.text}", said) for of, field in fields if (said := _said(field).strip())]


def _filled(form: str, words: Words) -> Iterator[tuple[str, Iterable[Field]]]:
    """The forms that were filled in, each with what stands before its labels."""
    match form:
        case drafts.PETITION:
            yield "", EntryForm(words)
        case drafts.VISIT:
            visit = CompletionForm(words)
            visit.set_grounds(visit.visited_on)
            yield "", visit
        case drafts.RUNNING:
            yield from _running(words)
        case drafts.ORDER:
            yield "", order_form()(words)
        case drafts.REPORT:
            yield "", ReportForm(words)
        case _:
            yield "", form_asking([ASKS[name] for name in words if name in ASKS], CorrectionForm)(words)


def _running(words: Words) -> Iterator[tuple[str, Iterable[Field]]]:
    """A case that already runs, then each of its past steps by name."""
    form = running_form(formdata=words)
    yield "", (field for field in form if field.name != "coming")  # the step that may be added next is none of it
    for at, row in enumerate(rows_in(words, form), 1):
        yield f"Bước {at}, {row.steps[0].action.label}: ", row.form


def _leaves(fields: Iterable[Field]) -> Iterator[Field]:
    for field in fields:
        if isinstance(field, FieldList | FormField):
            yield from _leaves(field)
        elif not isinstance(field.widget, HiddenInput):
            yield field


def _said(field: Field) -> str:
    if isinstance(field, BooleanField):
        return "có" if field.data else ""
    if isinstance(field, SelectFieldBase):
        return ", ".join(choice.label for choice in field.iter_choices() if choice.selected and choice.value)
    return str((field.raw_data or [""])[0])
