"""The list of petitions in the books: what it is narrowed to, and each entry as the page and a spreadsheet show it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from wtforms import BooleanField, SelectField, StringField
from wtforms.validators import Optional

from caseflow.law.terms import Channel, EntryStatus, PetitionKind
from caseflow.store.calendar import working_calendar
from caseflow.store.desks import offices_of
from caseflow.store.entry_lists import EntryFilter, EntryRow, petitioners_of
from caseflow.store.list_facts import next_due_of
from caseflow.web.access import me
from caseflow.web.dues import COLUMNS as OF_DUE
from caseflow.web.dues import NONE, Due, DueWords
from caseflow.web.fields import DayField
from caseflow.web.matter_list import DUE, MINE, UNGIVEN, offer_reach, span
from caseflow.web.narrowing import Narrowing
from caseflow.web.row_keys import key_in
from caseflow.web.sheets import Cell, Column

AWAITED = "cho-phuc-dap"
STATUSES = {"": "tất cả", AWAITED: "đã chuyển, chờ phúc đáp", **{status.value: status.label for status in EntryStatus}}
KEPT_SECRET = "(giữ bí mật)"  # noqa: S105 - what stands in the place of a name


class FilterForm(Narrowing):
    """The filter of the list of petitions."""

    tu = StringField("Từ trong nội dung")
    tinh_trang = SelectField("Tình trạng", choices=STATUSES, default="")
    loai = SelectField("Loại", choices={"": "tất cả", **{k.value: k.label for k in PetitionKind}}, default="")
    co_quan = SelectField("Cơ quan", default="")
    can_bo = SelectField("Cán bộ", default="")
    han = SelectField("Hạn", choices={"": "tất cả", **DUE}, default="")
    nguon = SelectField("Nguồn", choices={"": "tất cả", **{c.value: c.label for c in Channel}}, default="")
    tu_ngay = DayField("Nhận từ", [Optional()])
    den_ngay = DayField("đến", [Optional()])
    moi_noi = BooleanField("Cả ở cơ quan khác")

    def offer(self) -> None:
        """The offices and people of the reader's reach."""
        offer_reach(self.co_quan, self.can_bo)

    def wanted(self) -> EntryFilter:
        """The filter as the store takes it."""
        officer, due, status = self.said(self.can_bo) or "", self.said(self.han) or "", self.said(self.tinh_trang)
        kind, channel = self.said(self.loai), self.said(self.nguon)
        due_from, due_until = span(due, working_calendar())
        return EntryFilter(
            office_id=key_in(self.said(self.co_quan) or ""),
            officer_id=me().user_id if officer == MINE else key_in(officer),
            ungiven_at=frozenset(offices_of(me().reader)) if officer == UNGIVEN else None,
            due_from=due_from,
            due_until=due_until,
            not_local=bool(due),
            status=EntryStatus(status) if status and status != AWAITED else None,
            awaits_reply=status == AWAITED,
            kind=PetitionKind(kind) if kind else None,
            channel=Channel(channel) if channel else None,
            since=self.said(self.tu_ngay),
            until=self.said(self.den_ngay),
            words=self.tu.data or "",
            everywhere=bool(self.moi_noi.data),
        )


@dataclass(frozen=True, slots=True)
class Row:
    """An entry as a line of the list."""

    entry_id: int
    number: str
    received_on: date
    sender: str
    signatories: int
    summary: str
    kind: str
    channel: str
    status: EntryStatus
    is_open: bool
    code: str
    office: str
    officer: str
    due: Due | None

    @property
    def senders(self) -> str:
        """Who stands for it, and how many more signed."""
        return f"{self.sender} và {self.signatories - 1} người" if self.signatories > 1 else self.sender

    @property
    def edge(self) -> str:
        """What presses: its due date, else that nobody has said yet what it is."""
        pressing = self.due.edge if self.due else ""
        return pressing or ("" if self.kind or not self.is_open else "soon")

    def cells(self) -> tuple[Cell, ...]:
        """As a spreadsheet holds it."""
        who = (self.sender, self.signatories, self.summary, self.kind or "chưa phân loại", self.status.label)
        where = (self.channel, self.code, self.office, self.officer)
        return (self.number or "chờ vào sổ", self.received_on, *who, *where, *(self.due.cells() if self.due else NONE))


COLUMNS = (
    Column("Số", 16),
    Column("Ngày nhận", 12),
    Column("Người đứng đơn", 26),
    Column("Số người ký", 8),
    Column("Nội dung", 60),
    Column("Loại", 20),
    Column("Tình trạng", 22),
    Column("Nguồn", 20),
    Column("Vụ việc", 15),
    Column("Cơ quan", 30),
    Column("Cán bộ", 24),
    *OF_DUE,
)


def rows(entries: Sequence[EntryRow], words: DueWords) -> list[Row]:
    """The lines of a page; two queries however many there are."""
    due = next_due_of([entry.id for entry in entries])
    petitioners = petitioners_of({entry.petition_id for entry in entries})
    return [
        Row(
            entry_id=entry.id,
            number=entry.number,
            received_on=entry.received_on,
            sender=_sender(entry, petitioners),
            signatories=entry.signatories,
            summary=entry.summary,
            kind=entry.kind.label if entry.kind else "",
            channel=entry.channel.label,
            status=entry.status,
            is_open=entry.is_open,
            code=entry.code,
            office=entry.office,
            officer=entry.officer,
            due=words.of(due.get(entry.id)),
        )
        for entry in entries
    ]


def _sender(entry: EntryRow, petitioners: Mapping[int, str | None]) -> str:
    """Who stands first on the paper; of a denunciation nobody, whatever may still stand in the row."""
    if entry.petition_id not in petitioners:
        return "—"
    name = petitioners[entry.petition_id]
    return name if name and not entry.secret else KEPT_SECRET
