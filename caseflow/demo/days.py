"""The reception days of the invented province: each head's year by a rule, held, by a stand-in, put off."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from caseflow.demo.cast import Cast
from caseflow.demo.leader_day import expect, live
from caseflow.demo.offices import BOARD, OFFICE_BY_CODE, PROVINCE, commune_office
from caseflow.law import roster as roster_law
from caseflow.law.clock import VIETNAM
from caseflow.law.quotas import BRIEFINGS
from caseflow.law.rights import Reader
from caseflow.law.schedule import Rhythm, ScheduleRule
from caseflow.law.terms import Action, DayStatus, Role
from caseflow.law.turning_points import NEW_LAW
from caseflow.services import duties, reception_days, roster, schedules
from caseflow.services.reception_days import DayPlan, Held, Host
from caseflow.services.steps import Paper, Recording
from caseflow.store.calendar import working_calendar
from caseflow.store.db import db
from caseflow.store.offices import Office
from caseflow.store.reception_days import ReceptionDay, days_of_schedule
from caseflow.store.transactions import transaction

SEAT = "Trụ sở Tiếp công dân tỉnh"
COMMUNES = 3  # so many of them keep their days here; the other chairs' quotas are kept all the same
STAND_IN_EVERY, PUT_OFF = 6, 4  # of the days of a head: each sixth is a deputy's, the fifth is put off
A_WEEK = timedelta(days=7)
BY_LETTER = "Giấy ủy quyền 03/GUQ-UBND"
FIFTEENTH = ScheduleRule(rhythm=Rhythm.MONTHLY, month_days=(15,))
TWICE = ScheduleRule(rhythm=Rhythm.MONTHLY, month_days=(10, 25))
FIRST_THURSDAY = ScheduleRule(rhythm=Rhythm.WEEKDAY_OF_MONTH, weekdays=(3,), weeks=(1,))
LAST_TUESDAY = ScheduleRule(rhythm=Rhythm.WEEKDAY_OF_MONTH, weekdays=(1,), weeks=(-1,))
PARTICIPANTS = "Thanh tra tỉnh, Công an tỉnh, Sở Tư pháp, Sở Nông nghiệp và Môi trường, Sở Xây dựng"


@dataclass(frozen=True, slots=True)
class Head:
    """A head who receives: of which office, how announced, by which quota and rule, at whose desk."""

    office: str
    post: str
    family: str
    rule: ScheduleRule
    run_by: str
    site: str
    keeper: Role


def heads(communes: Sequence[str]) -> Iterator[Head]:
    """The heads whose days are kept here."""
    keeper = Role.BOARD_HEAD
    yield Head(PROVINCE, "Chủ tịch UBND tỉnh", "TCD-LEAD-TINH", FIFTEENTH, BOARD, SEAT, keeper)
    yield Head("TINH-UY", "Bí thư Tỉnh ủy", "QD11-LEAD-TINH", FIRST_THURSDAY, BOARD, SEAT, keeper)
    yield Head("SO-NNMT", "Giám đốc Sở", "TCD-LEAD-SO", LAST_TUESDAY, BOARD, "Trụ sở Sở", keeper)
    for code in communes:
        name = OFFICE_BY_CODE[code].name
        yield Head(code, f"Chủ tịch {name}", "TCD-LEAD-XA", TWICE, code, f"Trụ sở {name}", Role.CLERK)


def write_days(cast: Cast, today: date, communes: Sequence[str]) -> None:
    """The days of this year, posted in the December before it and held up to today; those of the next are planned."""
    with transaction(by_id=None, act="ngày tiếp minh họa", now=_at(today)):
        board = _office(cast, BOARD)
        reader = cast.of(BOARD, Role.BOARD_HEAD).reader
        for family in BRIEFINGS:
            duty = duties.open_duty(
                family, board, office=board, post=_briefing(family), since=NEW_LAW, reader=reader, now=_at(today)
            )
            for month in range(NEW_LAW.month, today.month):
                held_on = working_calendar().roll_forward(date(today.year, month, 20))
                if family != "TCD-BRIEF" or month != NEW_LAW.month + 1:
                    duties.hold_briefing(duty, on=held_on, notes="", reader=reader, now=_at(held_on))
        _fill_roster(cast, today)
        for head in heads([commune_office(code) for code in communes[:COMMUNES]]):
            _one_head(head, cast, today)
    db.session.expunge_all()


def _fill_roster(cast: Cast, today: date) -> None:
    """Who sat, sits and will sit at the board's desk: three weeks, in turn."""
    board = _office(cast, BOARD)
    reader = cast.of(BOARD, Role.BOARD_HEAD).reader
    for monday in (roster_law.monday_of(today) + A_WEEK * number for number in (-1, 0, 1)):
        people = [one.user_id for one in roster.sitters_of(board, monday)]
        places = [(day, half) for day in roster_law.open_days(monday, working_calendar()) for half in roster_law.Half]
        week = {place: [people[number % len(people)]] for number, place in enumerate(places)}
        roster.fill(board, monday, week, reader=reader, now=_at(today))


def _briefing(family: str) -> str:
    names = {"TCD-BRIEF": "Giao ban tháng của Ban", "BRIEF-SEC-M": "Giao ban an ninh tháng"}
    return names.get(family, "Giao ban an ninh quý")


def _one_head(head: Head, cast: Cast, today: date) -> None:
    office, body = _office(cast, head.run_by), _office(cast, head.office)
    reader = cast.of(head.run_by, head.keeper).reader
    duties.open_duty(
        head.family, body, office=office, post=head.post, since=date(today.year, 1, 1), reader=reader, now=_at(today)
    )
    plan = DayPlan(
        hosts=[Host(body, head.post)],
        sites=(head.site,),
        participants=PARTICIPANTS if head.run_by == BOARD else "",
        content="Nghe và trả lời khiếu nại, tố cáo, kiến nghị, phản ánh",
    )
    for year in (today.year, today.year + 1):
        made_on = min(today, date(year - 1, 12, 1))
        made = schedules.make(
            head.rule, date(year, 1, 1), date(year, 12, 31), plan, office=office, planned_on=made_on,
            register_days=5, reader=reader, now=_at(made_on),
        )  # fmt: skip
        if year == today.year:
            days = days_of_schedule(made.id)
            notice = Paper(f"{head.office}-01/TB", made_on, "Trần Văn Bảo Thử")
            reception_days.post(
                days, on=made_on, posted_at=f"{head.site}; trang thông tin điện tử", paper=notice,
                reader=reader, now=_at(made_on),
            )  # fmt: skip
            _hold(head, days, reader, today)
            if head.office == PROVINCE:
                _live(days, cast, today)


def _hold(head: Head, days: Sequence[ReceptionDay], reader: Reader, today: date) -> None:
    """What became of the days up to yesterday."""
    for number, planned in enumerate(day for day in days if day.on < today):
        day = planned
        if number == PUT_OFF and planned.on < today - A_WEEK:
            day = _put_off(day, reader)
        by_head = number % STAND_IN_EVERY != STAND_IN_EVERY - 1
        held_by = head.post if by_head else f"Phó {head.post[:1].lower()}{head.post[1:]}"
        held = Held(day.hosts[0].office_id, by_head, held_by, document="" if by_head else BY_LETTER)
        reception_days.hold(day, [held], reader=reader, now=_at(day.on))


def _live(days: Sequence[ReceptionDay], cast: Cast, today: date) -> None:
    """The last day but one that the chair held in person, as it was lived, and who asked for the next one."""
    held = [day for day in days if day.status is DayStatus.HELD and day.sessions[0].by_head]
    if len(held) > 1:
        live(held[-2], cast, _at(held[-2].on))
    coming = [day for day in days if day.status is DayStatus.POSTED and day.on > today]
    if coming:
        expect(coming[0], cast, _at(today))


def _put_off(day: ReceptionDay, reader: Reader) -> ReceptionDay:
    """The day a week later that takes the place of one, the notice posted the same afternoon."""
    on = day.on
    later = reception_days.postpone(
        day, on=on, reason="Dự kỳ họp bất thường", new_day=working_calendar().roll_forward(on + A_WEEK),
        reader=reader, now=_at(on),
    )  # fmt: skip
    notice = Recording(Action.ANNOUNCE_CHANGE, on, {"posted_at": day.sites[0]}, Paper("15/TB", on, "Trần Văn Bảo Thử"))
    reception_days.announce(day, later, notice, reader=reader, now=_at(on))
    return later


def _office(cast: Cast, code: str) -> Office:
    return db.session.get_one(Office, cast.offices[code])


def _at(day: date) -> datetime:
    """Late in the afternoon of a day, when what happened is written down."""
    return datetime.combine(day, time(16, 30), VIETNAM)
