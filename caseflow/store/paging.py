"""Where a page of a list begins: after the day and the key of the last row before it, never after so many rows."""

from datetime import date

from sqlalchemy import ColumnElement, Date, Integer, and_, bindparam, or_

DAY, KEY = "page_day", "page_key"


def begin(day: date, key: int) -> dict[str, object]:
    """What the conditions below are told: the day and the key of the last row of the page before."""
    return {DAY: day, KEY: key}


def later(day: ColumnElement[date], key: ColumnElement[int]) -> ColumnElement[bool]:
    """The condition to come after the page before, in a list by day and key."""
    on, last = bindparam(DAY, type_=Date()), bindparam(KEY, type_=Integer())
    return and_(day >= on, or_(day > on, and_(day == on, key > last)))


def earlier(day: ColumnElement[date], key: ColumnElement[int]) -> ColumnElement[bool]:
    """The same in a list whose latest day, and of one day the greatest key, stands first."""
    on, last = bindparam(DAY, type_=Date()), bindparam(KEY, type_=Integer())
    return and_(day <= on, or_(day < on, and_(day == on, key < last)))
