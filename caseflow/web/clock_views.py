"""Clocks as pages show them: the due date, what is left in words, the rule, the days one by one, what can be done."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from flask import url_for

from caseflow.law.clocks import Clock, explain, left_in_words, sentences, share_used
from caseflow.law.counting import BACKWARD
from caseflow.law.escalation import WINDOWS
from caseflow.law.lateness import Lateness
from caseflow.law.local_rules import INSIDE
from caseflow.law.terms import Action, ClockState, Nature, Unit
from caseflow.law.working_days import WorkingCalendar
from caseflow.services.dossiers import Dossier, ReadRecord, words_of
from caseflow.services.lateness import lateness_of
from caseflow.store.petitions import PetitionEntry
from caseflow.store.reception import Visit
from caseflow.store.subjects import Assignment
from caseflow.web.day_strips import DayView, strip
from caseflow.web.move_words import shifts_of_clock
from caseflow.web.remedy_views import RemedyView, pressable, remedy_views

SOON = 3  # working days

TONES = {
    ClockState.PAUSED: "paused",
    ClockState.OVERDUE: "late",
    ClockState.PENDING: "paused",
    ClockState.MET: "done",
    ClockState.MET_LATE: "done",
    ClockState.LAPSED: "done",
}
MARKS = {
    Nature.RIGHT: "quyền của công dân",
    Nature.MINIMUM: "thời gian tối thiểu",
    Nature.EFFECT: "chờ xác nhận, không tự có hiệu lực",
}
DOCUMENT = "theo văn bản"
OVER = frozenset({ClockState.MET, ClockState.MET_LATE, ClockState.LAPSED})


@dataclass(frozen=True, slots=True)
class ClockView:
    """One clock of a page; `in_full_at` leads to its days one by one, where the page leaves them out."""

    label: str
    due_on: date
    left: str
    tone: str
    share: float
    rule: str
    mark: str = ""
    provisional: bool = False
    unconfirmed: bool = False
    is_over: bool = False
    is_window: bool = False
    days: tuple[DayView, ...] = ()
    sentences: tuple[str, ...] = ()
    left_out: str = ""
    shifts: tuple[str, ...] = ()
    lateness: Lateness | None = None
    moves: tuple[RemedyView, ...] = ()
    id: str = ""
    in_full_at: str = ""

    @property
    def due_text(self) -> str:
        """The due date as it is written."""
        return f"{self.due_on:%d/%m/%Y}"


def tone_of(due_on: date, calendar: WorkingCalendar, today: date) -> str:
    """The colour of a running date: late once it has passed, soon within three working days, else enough."""
    if today > due_on:
        return "late"
    return "soon" if calendar.working_days_between(today, due_on) <= SOON else "enough"


def clock_views(dossier: Dossier, *, in_full: int | None = None) -> list[ClockView]:
    """Every clock of a matter, those that run out first first, the citizen's windows after the duties.

    With `in_full` only so many of those that are not over are told day by day; the others lead to the page of them all.
    With the years that is most of what there is to tell.
    """
    several, papers = len(dossier.records) > 1, dossier.papers()
    all_at = url_for("matters.clocks", code=dossier.matter.code)
    shown = [
        (clock, _Shown(read, dossier, papers, _name(read) if several else "", all_at))
        for read in dossier.records
        for clock in (*read.clocks, *read.local_clocks)
    ]
    shown.sort(key=lambda each: (_is_over(each[0]), each[0].family in WINDOWS, each[0].due_legal))
    presses = {read.record.id: pressable(read, dossier) for read in dossier.records}
    views = [
        _view(clock, of, presses[of.read.record.id])
        if in_full is None or (place < in_full and not _is_over(clock))
        else _short(clock, of)
        for place, (clock, of) in enumerate(shown)
    ]
    views += [_typed(work, dossier) for work in dossier.assignments if work.due_on is not None]
    return sorted(views, key=lambda view: (view.is_over, view.is_window, view.due_on))


def _name(read: ReadRecord) -> str:
    record = read.record
    if isinstance(record, PetitionEntry):
        return f"Đơn {record.number or 'chờ vào sổ'}, {record.office.short_name or record.office.name}"
    return f"Lượt tiếp {record.number}" if isinstance(record, Visit) else record.code


@dataclass(frozen=True, slots=True)
class _Shown:
    """The record whose clocks are shown, with what is read of it once."""

    read: ReadRecord
    dossier: Dossier
    papers: Mapping[str, str]
    name: str
    all_at: str


def _awaits_a_person(clock: Clock) -> bool:
    """Time has done its part, a person has not."""
    return clock.state is ClockState.LAPSED and clock.period.nature is Nature.EFFECT


def _is_over(clock: Clock) -> bool:
    return clock.state in OVER and not _awaits_a_person(clock)


def _short(clock: Clock, of: _Shown) -> ClockView:
    """What it is, when it is due and how it stands; the rest stands on the page of all clocks."""
    calendar, today = of.dossier.calendar, of.dossier.today
    anchor = "-".join(("han", str(of.read.record.id), *map(str, clock.key))).replace(":", "-")
    return ClockView(
        label=clock.label,
        due_on=clock.due_legal,
        left=left_in_words(clock, calendar, today),
        tone="soon" if _awaits_a_person(clock) else _tone(clock, calendar, today),
        share=share_used(clock, today),
        rule=" · ".join(part for part in (rule_line(clock), of.name) if part),
        mark=_mark(clock),
        provisional=clock.provisional,
        unconfirmed=clock.period.is_unconfirmed,
        is_over=_is_over(clock),
        is_window=clock.family in WINDOWS,
        id=anchor,
        in_full_at=f"{of.all_at}#{anchor}",
    )


def _view(clock: Clock, of: _Shown, may_press: frozenset[Action]) -> ClockView:
    """All that is to be told of a clock."""
    read, dossier = of.read, of.dossier
    calendar, today = dossier.calendar, dossier.today
    days = explain(clock, calendar, today)
    drawn = strip(days, calendar, today, papers=of.papers)
    return replace(
        _short(clock, of),
        days=drawn.days,
        left_out=drawn.left_out,
        sentences=sentences(clock, calendar, today, of.papers, days=days),
        shifts=tuple(shifts_of_clock(read.record.id, clock.family, dossier)),
        lateness=lateness_of(clock, read, dossier, of.papers),
        moves=remedy_views(clock, read, dossier, may_press),
        in_full_at="",
    )


def _mark(clock: Clock) -> str:
    """What a date is, where it is no duty of the law."""
    if clock.is_local:
        return INSIDE
    return DOCUMENT if clock.unit is Unit.BY_DOCUMENT else MARKS.get(clock.period.nature, "")


def _tone(clock: Clock, calendar: WorkingCalendar, today: date) -> str:
    """Time presses on duties only: a window of the citizen is told without a colour."""
    if clock.state is ClockState.RUNNING:
        return "done" if clock.family in WINDOWS else tone_of(clock.due_legal, calendar, today)
    return TONES[clock.state]


def _typed(work: Assignment, dossier: Dossier) -> ClockView:
    """The date typed for work given by a document; it is the document's and not the law's."""
    due_on, calendar, today = work.due_on or work.on, dossier.calendar, dossier.today
    paper = dossier.documents.get(work.document_id or 0)
    by = words_of(paper) if paper else "văn bản giao việc"
    days = max((due_on - work.on).days, 1)
    return ClockView(
        label=_task_label(work),
        due_on=due_on,
        left=_left(work, due_on, calendar, today),
        tone="done" if work.done_on else tone_of(due_on, calendar, today),
        share=min(1.0, ((work.done_on or today) - work.on).days / days),
        rule=f"Ngày ghi trong {by}; không phải thời hạn luật định",
        mark=DOCUMENT,
        is_over=work.done_on is not None,
    )


def _task_label(work: Assignment) -> str:
    """Whose report is awaited; of a leader's conclusion also on what."""
    whom = work.to_user.name if work.to_user else work.to_office.name
    if work.conclusion_id is not None:
        return f"Thực hiện kết luận tiếp công dân: {whom}: {work.content}"
    return f"Báo cáo kết quả: {whom} ({work.role.label})"


def _left(work: Assignment, due_on: date, calendar: WorkingCalendar, today: date) -> str:
    if work.done_on is not None:
        late = "xong muộn" if work.done_on > due_on else "xong"
        return f"{late} {work.done_on:%d/%m/%Y}"
    return left_of(due_on, calendar, today)


def left_of(due_on: date, calendar: WorkingCalendar, today: date) -> str:
    """How a date stands on a day, in working days."""
    days = calendar.working_days_between(today, due_on)
    if today > due_on:
        return f"quá {-days} ngày làm việc" if days else "vừa quá hạn"
    return f"còn {days} ngày làm việc" if days else "hết hạn hôm nay"


def rule_line(clock: Clock) -> str:
    """How long, from which day, by which article: "07 ngày làm việc kể từ ngày nhận đơn 21/08/2026 · LKN Đ27"."""
    start = f"{clock.period.start} {clock.start_on:%d/%m/%Y}"
    if clock.unit is Unit.BY_DOCUMENT:
        words = "Ngày ghi trong văn bản"
    elif clock.unit in BACKWARD:
        words = f"Chậm nhất {clock.amount:02d} {clock.unit.label} {start}"
    elif clock.unit in (Unit.CALENDAR_DAYS, Unit.WORKING_DAYS, Unit.HOURS, Unit.YEARS):
        words = f"{clock.total:02d} {clock.unit.label} kể từ {start}"
    else:
        words = f"{clock.unit.label.capitalize()}, {start}"
    longer = (extension.basis for extension in clock.extensions if extension.counted)
    return f"{words} · {'; '.join(dict.fromkeys((clock.basis, *longer)))}"
