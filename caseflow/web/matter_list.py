"""The list of matters: what it is narrowed to, and each row as the page shows it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from flask import request
from wtforms import SelectField, StringField
from wtforms.validators import Optional

from caseflow.law.flags.suspicion import Flag
from caseflow.law.rights import Right
from caseflow.law.terms import CaseStatus, EntryStatus, PetitionKind, Role
from caseflow.law.working_days import WorkingCalendar
from caseflow.services.records import Record
from caseflow.store.matter_lists import NOBODY, MatterFilter, MatterRow, nearest_labels, records_of
from caseflow.store.matters import NEVER, Matter
from caseflow.store.offices import offices_within
from caseflow.store.people import colleagues
from caseflow.web.access import me, today
from caseflow.web.clock_views import SOON, left_of, tone_of
from caseflow.web.errors import GREATEST_KEY
from caseflow.web.fields import DayField
from caseflow.web.forms import HouseForm

MINE, UNGIVEN = "toi", "chua"
OVERDUE, DUE_SOON = "qua", "sap"
DUE = {OVERDUE: "quá hạn", DUE_SOON: f"đến hạn trong {SOON} ngày làm việc"}
AT_WORK = frozenset({Role.RECEPTION, Role.HANDLER, Role.SETTLER, Role.UNIT_HEAD, Role.CLERK, Role.BOARD_HEAD})
CASE, ENTRY = "ho-so-", "don-"
STATUSES: Mapping[str, str] = {
    "": "tất cả",
    **{CASE + status.value: f"hồ sơ: {status.label}" for status in CaseStatus if status is not CaseStatus.NEW},
    **{ENTRY + status.value: f"đơn: {status.label}" for status in EntryStatus},
}


class FilterForm(HouseForm):
    """What the list is narrowed to; every name stands in the address."""

    class Meta:
        """A filter is read from the address and changes nothing."""

        csrf = False

    tu = StringField("Từ trong tên, mã vụ việc")
    tinh_trang = SelectField("Tình trạng", choices=dict(STATUSES), default="")
    loai = SelectField("Loại", choices={"": "tất cả", **{kind.value: kind.label for kind in PetitionKind}}, default="")
    co_quan = SelectField("Cơ quan", default="")
    can_bo = SelectField("Cán bộ", default="")
    dau_hieu = SelectField("Nghi vấn", choices={"": "tất cả", **{flag.value: flag.label for flag in Flag}}, default="")
    han = SelectField("Hạn", choices={"": "tất cả", **DUE}, default="")
    den_han = DayField("Hạn đến ngày", [Optional()])
    thu_tu = SelectField("Thứ tự", choices={"": "hạn gần nhất", "moi": "mới mở trước"}, default="")

    def wanted(self, calendar: WorkingCalendar) -> MatterFilter:
        """The filter as the store takes it; what was typed wrong narrows nothing and is said at its field."""
        kind, officer, flag = self.loai.data, self.can_bo.data or "", self.dau_hieu.data
        due_from, due_until = span(self.han.data or "", calendar)
        return MatterFilter(
            status=_status(self.tinh_trang.data or ""),
            kind=PetitionKind(kind) if kind in set(PetitionKind) else None,
            office_id=key_in(self.co_quan.data or ""),
            officer_id=NOBODY if officer == UNGIVEN else key_in(officer),
            due_from=due_from,
            due_until=self.den_han.data or due_until,
            flag=flag if flag in set(Flag) else "",
            not_local=bool(self.han.data),
            words=self.tu.data or "",
            mine=officer == MINE,
        )


def key_in(value: str) -> int | None:
    """The key that an address names, if it is one; a greater one than any there is finds nothing."""
    return min(int(value), GREATEST_KEY) if value.isdecimal() else None


def span(due: str, calendar: WorkingCalendar) -> tuple[date | None, date | None]:
    """From which day to which something is overdue, or due soon; neither where the word says nothing."""
    if due == OVERDUE:
        return None, today() - timedelta(days=1)
    return (today(), calendar.add(today(), SOON)) if due == DUE_SOON else (None, None)


def _status(value: str) -> CaseStatus | EntryStatus | None:
    for prefix, words in ((CASE, CaseStatus), (ENTRY, EntryStatus)):
        rest = value.removeprefix(prefix)
        if value.startswith(prefix) and rest in set(words):
            return words(rest)
    return None


def filter_form() -> FilterForm:
    """The filter of this address, with the offices and people of the reader's reach."""
    form = FilterForm(request.args)
    offer_reach(form.co_quan, form.can_bo)
    form.validate()
    return form


def offer_reach(offices: SelectField, officers: SelectField) -> None:
    """Offer the offices and people within the reader's reach."""
    paths = me().reader.paths(Right.READ)
    offices.choices = {"": "tất cả", **{str(office.id): office.name for office in offices_within(paths)}}
    people = colleagues(paths[0], today(), roles=AT_WORK) if paths else []
    named = {str(user.id): user.name for user in people}
    officers.choices = {"": "tất cả", MINE: "việc của tôi", UNGIVEN: "chưa giao ai, ở cơ quan tôi", **named}


@dataclass(frozen=True, slots=True)
class Row:
    """A matter as a line of the list."""

    matter: Matter
    status: str
    kind: str
    office: str
    officer: str
    due_label: str
    due_on: date | None
    left: str
    tone: str


def rows(found: Sequence[MatterRow], calendar: WorkingCalendar) -> list[Row]:
    """The lines of a page; two queries however many there are."""
    keys = [row.matter.id for row in found]
    records: dict[int, list[Record]] = {}
    for record in records_of(keys):
        records.setdefault(int(str(record.matter_id)), []).append(record)
    labels = nearest_labels(keys)
    return [_row(row, records.get(row.matter.id, []), labels, calendar) for row in found]


def _row(row: MatterRow, records: Sequence[Record], labels: Mapping[int, str], calendar: WorkingCalendar) -> Row:
    current: Any = next((record for record in reversed(records) if record.is_open), records[-1] if records else None)
    due_on = None if row.due_on == NEVER else row.due_on
    return Row(
        matter=row.matter,
        status=current.status.label if current else "chưa có đơn",
        kind=row.matter.kind.label if row.matter.kind else "chưa phân loại",
        office=(current.office.short_name or current.office.name) if current else "",
        officer=current.responsible.name if current and current.responsible else "",
        due_label=labels.get(row.matter.id, ""),
        due_on=due_on,
        left=left_of(due_on, calendar, today()) if due_on else "",
        tone=tone_of(due_on, calendar, today()) if due_on else "",
    )
