"""What stands in a draft, told by the labels of its form: to be read where the form cannot be opened any more."""

from collections.abc import Iterable, Iterator

from wtforms import BooleanField, Field, FieldList, Form, FormField, SelectFieldBase
from wtforms.widgets import HiddenInput

from caseflow.law.facts import ASKS
from caseflow.store.drafts import PETITION, VISIT, Words
from caseflow.web.petitions import EntryForm
from caseflow.web.step_forms import form_asking
from caseflow.web.steps import CorrectionForm
from caseflow.web.visit_forms import CompletionForm


def told(form: str, words: Words) -> list[tuple[str, str]]:
    """Every field of a form in which something stands: its label, and what was typed or chosen."""
    return [(field.label.text, said) for field in _leaves(_filled(form, words)) if (said := _said(field).strip())]


def _filled(form: str, words: Words) -> Form:
    if form == PETITION:
        return EntryForm(words)
    if form == VISIT:
        visit = CompletionForm(words)
        visit.set_grounds(visit.visited_on)
        return visit
    step = form_asking([ASKS[name] for name in words if name in ASKS], CorrectionForm)
    return step(words)


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
