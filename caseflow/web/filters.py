"""How dates, moments and figures are written on a Vietnamese page."""

from datetime import date, datetime
from decimal import Decimal

from flask import Flask

from caseflow.law.clock import VIETNAM
from caseflow.web.access import today

WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


def day(value: date | datetime | None) -> str:
    """A date as 23/11/2026; a moment by its day in Vietnam; nothing for nothing."""
    if value is None:
        return ""
    on = value.astimezone(VIETNAM) if isinstance(value, datetime) else value
    return f"{on:%d/%m/%Y}"


def moment(value: datetime | None) -> str:
    """A moment as 09:12 23/11/2026, in Vietnam."""
    return f"{value.astimezone(VIETNAM):%H:%M %d/%m/%Y}" if value else ""


def hour(value: datetime) -> str:
    """A moment as 09:12 when it was today, else with its day."""
    at = value.astimezone(VIETNAM)
    return f"{at:%H:%M}" if at.date() == today() else f"{at:%H:%M ngày %d/%m/%Y}"


def weekday(value: date | None) -> str:
    """The day of the week of a date."""
    return WEEKDAYS[value.weekday()] if value else ""


def figure(value: Decimal | float | None) -> str:
    """A number as 1.234.567,5."""
    if value is None:
        return ""
    whole, _, part = f"{value:,}".partition(".")
    part = part.rstrip("0")
    return whole.replace(",", ".") + (f",{part}" if part else "")


def init_app(app: Flask) -> None:
    """Offer them to every template."""
    app.jinja_env.filters.update(ngay=day, gio=moment, luc=hour, thu=weekday, so=figure)
