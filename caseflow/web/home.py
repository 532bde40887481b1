"""The first page after signing in: what runs out first, the act that ends it, what is awaited from whom."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue

from caseflow.law.rights import Reader, Right
from caseflow.law.terms import EntryStatus, Role
from caseflow.law.working_days import WorkingCalendar
from caseflow.services import confirmations
from caseflow.store import desks
from caseflow.store.calendar import working_calendar
from caseflow.store.inboxes import undelivered
from caseflow.store.publications import count_waiting
from caseflow.web.access import me, needs, today
from caseflow.web.desk_lines import between, work_lines
from caseflow.web.draft_places import own_drafts
from caseflow.web.filters import figure
from caseflow.web.matter_list import DUE_SOON, MINE, OVERDUE, UNGIVEN, span

blueprint = Blueprint("home", __name__)

SHOWN = 12  # lines of work; the rest is behind a link
SOON_WORDS = {0: "Hôm nay", 1: "Mai"}
LOOK_AHEAD = 7  # days in which a coming day off is worth a word


@dataclass(frozen=True, slots=True)
class Number:
    """One of the numbers on top, a link to the list behind it."""

    value: int  # counted up to desks.MOST
    label: str
    url: str
    tone: str = ""

    @property
    def words(self) -> str:
        """The number, or that it is greater than anybody needs to have counted."""
        return f"hơn {figure(desks.MOST - 1)}" if self.value >= desks.MOST else figure(self.value)


@blueprint.get("/")
@needs(Right.SIGNED_IN)
def index() -> ResponseReturnValue:
    """Today."""
    reader, calendar = me().reader, working_calendar()
    reads = reader.may(Right.READ)
    late, soon = (span(due, calendar) for due in (OVERDUE, DUE_SOON))
    desk = desks.desk_of(reader, overdue=late, soon=soon, limit=SHOWN) if reads else None
    waiting, awaited = between(reader, calendar) if reads else ([], [])
    return render_template(
        "home/index.html",
        today=today(),
        numbers=_numbers(reader, desk) if desk else _numbers_without_records(reader),
        work=work_lines(desk.work, calendar, reader) if desk else [],
        all_url=url_for("matters.index", can_bo=MINE),
        reads=reads,
        waiting=waiting,
        awaited=awaited,
        notice=coming_day_off(calendar, today()),
        drafts=own_drafts(),
        to_approve=count_waiting(reader) if reader.may(Right.APPROVE_PUBLICATION) else 0,
    )


def _numbers(reader: Reader, desk: desks.Desk) -> list[Number]:
    """Four numbers; the last two by what the person is."""
    listed = url_for("matters.index", can_bo=MINE)
    entries = desks.entry_counts(reader)
    unclassified = entries.get(EntryStatus.RECEIVED, 0)
    return [
        Number(desk.overdue, "quá hạn, thuộc tôi", f"{listed}&han={OVERDUE}", "late" if desk.overdue else ""),
        Number(desk.soon, "đến hạn trong 3 ngày làm việc", f"{listed}&han={DUE_SOON}", "soon" if desk.soon else ""),
        Number(
            unclassified, "đơn mới chưa phân loại", url_for("petitions.index", tinh_trang=EntryStatus.RECEIVED.value)
        ),
        _last_number(reader, entries.get(EntryStatus.NEW, 0)),
    ]


def _last_number(reader: Reader, waiting: int) -> Number:
    """For a head what is in nobody's hands, for the others the papers that wait to be entered."""
    if reader.roles & desks.HEADS:
        ungiven = desks.count_ungiven(reader)
        return Number(ungiven, "vụ việc ở cơ quan tôi chưa giao ai", url_for("matters.index", can_bo=UNGIVEN))
    return Number(waiting, "đơn chuyển đến chờ vào sổ", url_for("petitions.index", tinh_trang=EntryStatus.NEW.value))


def _numbers_without_records(reader: Reader) -> list[Number]:
    """For those who read no records: what waits in the inbox, and for the administrator what mail did not leave."""
    numbers = [Number(me().unread, "cảnh báo chưa đọc", url_for("alerts.index"))]
    if reader.may(Right.CONFIRM_RULES):
        waiting = len(confirmations.waiting())
        numbers.append(
            Number(waiting, "quy định chờ xác nhận căn cứ", url_for("confirming.index"), "soon" if waiting else "")
        )
    if Role.ADMIN in reader.roles:
        failed = undelivered().letters
        numbers.append(Number(failed, "thư cảnh báo chưa gửi được", url_for("alerts.index"), "late" if failed else ""))
    return numbers


def coming_day_off(calendar: WorkingCalendar, day: date) -> str:
    """The next weekday off or Saturday worked, from today on: "Mai 24/11 nghỉ: Ngày Văn hóa Việt Nam"."""
    return next(_notices(calendar, day), "")


def _notices(calendar: WorkingCalendar, day: date) -> Iterator[str]:
    for ahead in range(LOOK_AHEAD + 1):
        on = day + timedelta(days=ahead)
        is_off = on.weekday() < 5 and not calendar.is_working(on)  # noqa: PLR2004 - Monday to Friday
        if is_off or calendar.is_made_up(on):
            when = SOON_WORDS.get(ahead, "Ngày")
            yield f"{when} {on:%d/%m} {'nghỉ' if is_off else 'làm bù'}: {calendar.why(on)}"
