"""Of which days and of which office a register is read: the form above it, and the usual ranges as links."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Self

from werkzeug.datastructures import MultiDict
from wtforms import Field, SelectField, ValidationError

from caseflow.reports.register import Register, Wanted
from caseflow.store.offices import offices_within
from caseflow.web.access import me, today
from caseflow.web.fields import DayField
from caseflow.web.narrowing import Narrowing

MONTHS = 12
BELOW = "ca-duoi"


def first_of_next(on: date, months: int) -> date:
    """The first day of the month so many months after that of a day."""
    years, month = divmod(on.month - 1 + months, MONTHS)
    return date(on.year + years, month + 1, 1)


def ranges(on: date) -> dict[str, tuple[date, date]]:
    """The week, the month, the quarter and the year of a day, by the name that their links bear."""
    monday, quarter = on - timedelta(days=on.weekday()), on.replace(month=on.month - (on.month - 1) % 3, day=1)
    one = timedelta(days=1)
    return {
        "Tuần này": (monday, monday + timedelta(days=6)),
        "Tháng này": (on.replace(day=1), first_of_next(on, 1) - one),
        "Quý này": (quarter, first_of_next(quarter, 3) - one),
        "Năm nay": (date(on.year, 1, 1), date(on.year, 12, 31)),
    }


def written(on: date) -> str:
    """A day as it stands in an address and in a field."""
    return f"{on:%d/%m/%Y}"


class RangeForm(Narrowing):
    """The days and the office; what is not said is this month and one's own office."""

    tu_ngay = DayField("Từ ngày")
    den_ngay = DayField("đến hết ngày")
    co_quan = SelectField("Cơ quan")
    pham_vi = SelectField("Phạm vi", choices={"": "riêng cơ quan này", BELOW: "cả cơ quan trực thuộc"}, default="")

    @classmethod
    def of(cls, args: MultiDict[str, str], register: Register) -> Self:
        """The form of an address, for whoever opens a register."""
        since, until = ranges(today())["Tháng này"]
        offices = offices_within(me().reader.paths(register.right))
        paths = {str(office.id): office.path for office in offices}
        own = str(me().office_id) if str(me().office_id) in paths else next(iter(paths), "")
        usual = {"tu_ngay": written(since), "den_ngay": written(until), "co_quan": own}
        form = cls(
            MultiDict({**args.to_dict(), **{name: value for name, value in usual.items() if not args.get(name)}})
        )
        form.paths, form.co_quan.choices = paths, {str(office.id): office.name for office in offices}
        form.validate()
        return form

    def validate_den_ngay(self, field: Field) -> None:
        """The range does not end before it begins."""
        if not self.tu_ngay.errors and self.tu_ngay.data and field.data and field.data < self.tu_ngay.data:
            raise ValidationError("Ngày cuối không được ở trước ngày đầu.")

    @property
    def wanted(self) -> Wanted | None:
        """What is asked for; nothing while a field is wrong."""
        if self.errors or self.tu_ngay.data is None or self.den_ngay.data is None:
            return None
        path = self.paths[self.co_quan.data]
        return Wanted(self.tu_ngay.data, self.den_ngay.data, int(self.co_quan.data), path if self.pham_vi.data else "")

    @property
    def office(self) -> str:
        """The office as a heading says it."""
        name = str(dict(self.co_quan.choices).get(self.co_quan.data, ""))
        return f"{name} và cơ quan trực thuộc" if self.pham_vi.data else name

    def queries(self) -> Iterator[tuple[str, dict[str, str], bool]]:
        """The usual ranges for the same office: their names, their addresses, whether one is open now."""
        same = {"co_quan": self.co_quan.data} | ({"pham_vi": BELOW} if self.pham_vi.data else {})
        for name, (since, until) in ranges(today()).items():
            is_open = (self.tu_ngay.data, self.den_ngay.data) == (since, until)
            yield name, {"tu_ngay": written(since), "den_ngay": written(until), **same}, is_open

    @property
    def query(self) -> dict[str, str]:
        """The address of this very range."""
        days = {"tu_ngay": written(self.tu_ngay.data), "den_ngay": written(self.den_ngay.data)}
        return days | {"co_quan": self.co_quan.data} | ({"pham_vi": BELOW} if self.pham_vi.data else {})
