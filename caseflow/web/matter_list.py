"""The list of matters: what it is narrowed to, and each row as the page shows it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from wtforms import SelectField, StringField
from wtforms.validators import Optional

from caseflow.law.flags.suspicion import Flag
from caseflow.law.rights import Right
from caseflow.law.terms import CaseStatus, EntryStatus, PetitionKind, Role
from caseflow.law.working_days import WorkingCalendar
from caseflow.store.list_facts import flags_of, next_due_of_matters, standings
from caseflow.store.matter_lists import NOBODY, MatterFilter, MatterRow
from caseflow.store.people import reach_of
from caseflow.web.access import me, today
from caseflow.web.clock_views import SOON
from caseflow.web.dues import COLUMNS as OF_DUE
from caseflow.web.dues import NONE, Due, DueWords
from caseflow.web.fields import DayField
from caseflow.web.narrowing import Narrowing
from caseflow.web.row_keys import key_in
from caseflow.web.sheets import Cell, Column

MINE, UNGIVEN = "toi", "chua"
OVERDUE, DUE_SOON = "qua", "sap"
DUE = {OVERDUE: "quá hạn", DUE_SOON: f"đến hạn trong {SOON} ngày làm việc"}
AT_WORK = frozenset({Role.RECEPTION, Role.HANDLER, Role.SETTLER, Role.UNIT_HEAD, Role.CLERK, Role.BOARD_HEAD})
DOUBTED = "cho"
NEWEST, NEWEST_FIRST = "moi", "mới mở trước"
CASE, ENTRY = "ho-so-", "don-"
CLOSED = CASE + CaseStatus.CLOSED
C = CaseStatus
STAGES: Mapping[str, tuple[str, frozenset[CaseStatus]]] = {
    "nhom-cho-quyet-dinh": ("chờ quyết định, trả lời", frozenset({C.DIALOGUE, C.HANDLING, C.REVIEWING, C.REPORTED})),
    "nhom-da-quyet-dinh": (
        "đã quyết định, kết luận, chờ gửi, thi hành",
        frozenset({C.DECIDED, C.IN_EFFECT, C.ENFORCING, C.CONCLUDED, C.ACTING}),
    ),
}
"""What several statuses of a case have in common for whoever settles it."""
STATUSES: Mapping[str, str] = {
    "": "tất cả",
    **{name: f"hồ sơ: {words}" for name, (words, _) in STAGES.items()},
    **{CASE + status.value: f"hồ sơ: {status.label}" for status in CaseStatus if status is not CaseStatus.NEW},
    **{ENTRY + status.value: f"đơn: {status.label}" for status in EntryStatus},
}


Status = TypeVar("Status", CaseStatus, EntryStatus)


class FilterForm(Narrowing):
    """The filter of the list of matters."""

    tu = StringField("Từ trong tên, mã vụ việc")
    tinh_trang = SelectField("Tình trạng", choices=dict(STATUSES), default="")
    loai = SelectField("Loại", choices={"": "tất cả", **{kind.value: kind.label for kind in PetitionKind}}, default="")
    co_quan = SelectField("Cơ quan", default="")
    can_bo = SelectField("Cán bộ", default="")
    dau_hieu = SelectField(
        "Nghi vấn",
        choices={"": "tất cả", DOUBTED: "chờ xác nhận", **{flag.value: flag.label for flag in Flag}},
        default="",
    )
    han = SelectField("Hạn", choices={"": "tất cả", **DUE}, default="")
    den_han = DayField("Hạn đến ngày", [Optional()])
    thu_tu = SelectField("Thứ tự", choices={"": "hạn gần nhất", NEWEST: NEWEST_FIRST}, default="")

    def offer(self) -> None:
        """The offices and people of the reader's reach; of what is over no order by what is due."""
        offer_reach(self.co_quan, self.can_bo)
        if self.tinh_trang.data == CLOSED and self.thu_tu.data != NEWEST:
            self.thu_tu.choices = {"": NEWEST_FIRST}

    @property
    def is_by_age(self) -> bool:
        """Whether what was opened last stands first: asked for, or because nothing is due of what is over."""
        return bool(self.said(self.thu_tu) == NEWEST or self.said(self.tinh_trang) == CLOSED)

    def first_day(self, calendar: WorkingCalendar) -> date:
        """From which day on a line tells what is due: in a list of what is due soon, not what is late already."""
        return span(self.said(self.han) or "", calendar)[0] or date.min

    def wanted(self, calendar: WorkingCalendar) -> MatterFilter:
        """The filter as the store takes it; of two last days the earlier one."""
        kind, officer, flag = self.said(self.loai), self.said(self.can_bo) or "", self.said(self.dau_hieu) or ""
        status, due = self.said(self.tinh_trang) or "", self.said(self.han) or ""
        due_from, due_until = span(due, calendar)
        return MatterFilter(
            case_status=_status(status, CASE, CaseStatus),
            entry_status=_status(status, ENTRY, EntryStatus),
            stages=STAGES.get(status, ("", frozenset()))[1],
            kind=PetitionKind(kind) if kind else None,
            office_id=key_in(self.said(self.co_quan) or ""),
            officer_id=NOBODY if officer == UNGIVEN else key_in(officer),
            due_from=due_from,
            due_until=min(filter(None, (self.said(self.den_han), due_until)), default=None),
            flag="" if flag == DOUBTED else flag,
            doubted=flag == DOUBTED,
            not_local=bool(due),
            words=self.tu.data or "",
            mine=officer == MINE,
        )


def span(due: str, calendar: WorkingCalendar) -> tuple[date | None, date | None]:
    """From which day to which something is overdue, or due soon; neither where the word says nothing."""
    if due == OVERDUE:
        return None, today() - timedelta(days=1)
    return (today(), calendar.add(today(), SOON)) if due == DUE_SOON else (None, None)


def _status(value: str, prefix: str, words: type[Status]) -> Status | None:
    rest = value.removeprefix(prefix)
    return words(rest) if value.startswith(prefix) and rest in set(words) else None


def offer_reach(offices: SelectField, officers: SelectField) -> None:
    """Offer the offices and people within the reader's reach."""
    reach = reach_of(me().reader.paths(Right.READ), today(), roles=AT_WORK)
    offices.choices = {"": "tất cả", **_by_text(reach.offices)}
    officers.choices = {
        "": "tất cả",
        MINE: "việc của tôi",
        UNGIVEN: "chưa giao ai, ở cơ quan tôi",
        **_by_text(reach.people),
    }


def _by_text(names: Mapping[int, str]) -> dict[str, str]:
    return {str(key): name for key, name in names.items()}


@dataclass(frozen=True, slots=True)
class Row:
    """A matter as a line of the list."""

    code: str
    title: str
    kind: str
    opened_on: date
    status: str
    office: str
    officer: str
    flags: tuple[tuple[str, bool], ...]
    due: Due | None

    def cells(self) -> tuple[Cell, ...]:
        """As a spreadsheet holds it."""
        flags = ", ".join(label if is_confirmed else f"nghi vấn {label}" for label, is_confirmed in self.flags)
        due = self.due.cells() if self.due else NONE
        return (self.code, self.title, self.kind, self.status, self.office, self.officer, flags, *due, self.opened_on)


COLUMNS = (
    Column("Vụ việc", 15),
    Column("Nội dung", 60),
    Column("Loại", 20),
    Column("Tình trạng", 24),
    Column("Cơ quan", 30),
    Column("Cán bộ", 24),
    Column("Dấu hiệu", 24),
    *OF_DUE,
    Column("Ngày mở", 12),
)
LABELS: Mapping[str, str] = {flag.value: flag.label for flag in Flag}


def rows(found: Sequence[MatterRow], words: DueWords, since: date = date.min) -> list[Row]:
    """The lines of a page, each with what is due of it from a day on; three queries however many there are."""
    keys = [row.id for row in found]
    where, due, flags = standings(keys), next_due_of_matters(keys, since), flags_of(keys)
    return [
        Row(
            code=matter.code,
            title=matter.title,
            kind=matter.kind.label if matter.kind else "chưa phân loại",
            opened_on=matter.opened_on,
            status=standing.status.label if standing else "chưa có đơn",
            office=standing.office if standing else "",
            officer=standing.officer if standing else "",
            flags=tuple((LABELS.get(flag, flag), is_confirmed) for flag, is_confirmed in flags.get(matter.id, ())),
            due=words.of(due.get(matter.id)),
        )
        for matter, standing in ((row, where.get(row.id)) for row in found)
    ]
