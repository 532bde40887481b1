"""What every printed paper has: the head of the office, the place and date, the way back on the screen (NĐ 30/2020)."""

from collections.abc import Sequence
from datetime import date

from flask import render_template

from caseflow.law.terms import OfficeKind
from caseflow.store.offices import Office, find_office
from caseflow.web.access import today
from caseflow.web.places import commune_names

Trail = Sequence[tuple[str, str]]
"""The pages above a paper, each with its words and address; the last is the one to go back to."""


def printed(name: str, office: Office, trail: Trail, **more: object) -> str:
    """A paper of an office, by the name of its template."""
    return render_template(
        f"papers/{name}.html",
        office=office,
        parent=office.parent.name if office.parent else "",
        seat=seat_of(office),
        on=today(),
        dated=long_date,
        places=commune_names(),
        trail=list(trail),
        **more,
    )


def seat_of(office: Office) -> str:
    """The place that stands before the date: the commune of a commune's office, else the province."""
    if office.kind is OfficeKind.COMMUNE and office.unit_code in commune_names():
        return commune_names()[office.unit_code].split(" ", 1)[-1]
    return find_office(office.province_id).name.removeprefix("UBND tỉnh ")


def long_date(on: date) -> str:
    """A date as documents bear it: day below 10 and month below 3 with a nought before (NĐ 30/2020)."""
    month = f"{on.month:02}" if on.month <= 2 else str(on.month)  # noqa: PLR2004 - January and February, says the decree
    return f"ngày {on.day:02} tháng {month} năm {on.year}"
