"""What a list is narrowed to: in words for paper, as it stands in an address, what of an older address still holds."""

from typing import Any, Self
from urllib.parse import parse_qsl

from werkzeug.datastructures import MultiDict
from wtforms import Field, SelectField

from caseflow.web.forms import HouseForm

SEARCH = "tu"
"""The words searched for: most often a name, so that they are kept nowhere."""


class Narrowing(HouseForm):
    """What a list is narrowed to; every name stands in the address."""

    class Meta:
        """It is read from an address and changes nothing: it needs no token."""

        csrf = False

    @classmethod
    def read(cls, args: MultiDict[str, str]) -> Self:
        """The filter of an address, with the choices that its reader has."""
        form = cls(args)
        form.offer()
        form.validate()
        return form

    def offer(self) -> None:
        """Offer the choices that depend on who reads; most filters have none."""

    def said(self, field: Field) -> Any:  # noqa: ANN401 - what the field holds
        """What was typed in a field, or nothing: what will not do narrows nothing and is said where it stands."""
        return None if field.errors else field.data


def asked(form: HouseForm) -> dict[str, str]:
    """What a form is narrowed to as it stands in an address, in the order of its fields; what is wrong left out."""
    return {field.name: str(field.raw_data[0]).strip() for field in form if _narrows(field)}


def kept(form: HouseForm) -> dict[str, str]:
    """The same without the words searched for."""
    return {name: value for name, value in asked(form).items() if name != SEARCH}


def _narrows(field: Field) -> bool:
    return bool(field.raw_data and str(field.raw_data[0]).strip() and field.data and not field.errors)


def sensible(form: HouseForm, query: str) -> dict[str, str]:
    """What of a query a list of this form still knows: its filters, their choices."""
    again = type(form)(MultiDict(parse_qsl(query)))
    for field in again:
        if isinstance(field, SelectField):
            field.choices = form[field.name].choices
    again.validate()
    return kept(again)


def in_words(form: HouseForm) -> str:
    """What a form is narrowed to, for whoever reads it on paper: "Hạn: quá hạn; Loại: khiếu nại"."""
    return "; ".join(_words(field) for field in form if _narrows(field))


def _words(field: Field) -> str:
    label = str(field.label.text)
    if isinstance(field, SelectField):
        return f"{label}: {dict(field.choices).get(field.data, field.data)}"
    return label if field.data is True else f"{label}: {field.raw_data[0].strip()}"
