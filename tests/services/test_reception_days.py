"""The life of a reception day on both engines: laid out by a rule, posted, alarmed, held, put off, counted."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import func, select

from caseflow.law.errors import HistoryError, MissingFactError, NotPermittedError, Refusal, StepNotAllowedError
from caseflow.law.quotas import Tally
from caseflow.law.schedule import Rhythm, ScheduleRule
from caseflow.law.terms import Action, DayStatus, PetitionKind, VisitKind
from caseflow.law.working_days import DayKind
from caseflow.services import (
    calendar,
    conclusions,
    duties,
    invitations,
    orders,
    reception_days,
    registrations,
    schedules,
)
from caseflow.services.calendar import DayChange
from caseflow.services.citizens import Person
from caseflow.services.conclusions import Task
from caseflow.services.rebuilding import rebuild
from caseflow.services.reception_days import DayPlan, Held, Host
from caseflow.services.steps import Paper, Recording
from caseflow.store.alerts import Alert
from caseflow.store.db import db
from caseflow.store.deadlines import Deadline, Origin
from caseflow.store.duties import Duty
from caseflow.store.matters import Matter
from caseflow.store.offices import Office, office_by_code
from caseflow.store.people import reader_of
from caseflow.store.projections import ids_with_clocks
from caseflow.store.reception import Visit
from caseflow.store.reception_days import DayRegistration, ReceptionDay, conclusions_of, tasks_of
from caseflow.store.reception_days import registrations as registered
from caseflow.store.subjects import Assignment, Event
from tests.conftest import SettableClock
from tests.factories import SENDER, Enter, Province
from tests.services.sweeping import at, heard, swept

pytestmark = pytest.mark.usefixtures("inside")

FIFTEENTH = ScheduleRule(rhythm=Rhythm.MONTHLY, month_days=(15,))
NOTICE = Paper("07/TB-UBND", None, "Bùi Văn An Thử")
CHAIR = "Chủ tịch UBND tỉnh"
BY_LETTER = "Giấy ủy quyền 03/GUQ-UBND"


def office(code: str) -> Office:
    found = office_by_code(code)
    assert found is not None
    return found


def plan(*codes: str, **how: object) -> DayPlan:
    hosts = [Host(office(code), CHAIR if code == "TINH" else f"Người đứng đầu {code}") for code in codes or ("TINH",)]
    return DayPlan(hosts=hosts, sites=("Trụ sở Tiếp công dân tỉnh",), **how)  # type: ignore[arg-type] # as a form gives them


def day_of(key: int) -> ReceptionDay:
    db.session.expire_all()
    return db.session.get_one(ReceptionDay, key)


def take(enter: Enter, key: int, action: Action, on: date, facts: dict[str, object]) -> None:
    with enter.acting("truongban") as reader:
        recording = Recording(action, on, facts, NOTICE)
        reception_days.take(recording, day=day_of(key), reader=reader, now=enter.clock())


def held(code: str = "TINH", by_head: bool = True, **how: str) -> Held:
    return Held(office(code).id, by_head, how.pop("held_by", "Bùi Văn An Thử, Chủ tịch"), **how)


def hold(enter: Enter, key: int, *sessions: Held) -> None:
    with enter.acting("tiepdan") as reader:
        reception_days.hold(day_of(key), sessions or (held(),), reader=reader, now=enter.clock())


def dates(subject_id: int) -> dict[str, date]:
    """The deadlines of a day or duty that still run."""
    db.session.expire_all()
    rows = db.session.scalars(select(Deadline).where(Deadline.subject_id == subject_id, Deadline.met_on.is_(None)))
    return {row.family if not row.start_cause.startswith("span") else row.start_cause: row.due_legal for row in rows}


def test_a_year_is_laid_out_past_tet_and_made_only_once(enter: Enter) -> None:
    """15/02/2026 is the Sunday before Tết: the chair receives on Monday 23/02; three more of the days move."""
    year = date(2026, 1, 1), date(2026, 12, 31)
    with enter.acting("truongban") as reader:
        found = schedules.preview(FIFTEENTH, *year, [office("TINH").id])
        assert [day.on for day in found.days if day.is_moved] == [
            date(2026, 2, 23), date(2026, 3, 16), date(2026, 8, 17), date(2026, 11, 16),
        ]  # fmt: skip
        made = schedules.make(
            FIFTEENTH, *year, plan(), office=office("BTCD"), planned_on=date(2025, 12, 1),
            register_days=5, reader=reader, now=enter.clock(),
        )  # fmt: skip
        days = db.session.scalars(select(ReceptionDay).where(ReceptionDay.schedule_id == made.id)).all()
        assert len(days) == 12
        february = next(day for day in days if day.named_on == date(2026, 2, 15))
        assert february.on == date(2026, 2, 23)
        assert "15/02/2026 là Chủ nhật" in february.moved_because
        assert february.register_until == date(2026, 2, 9)  # 5 working days back: 13/2, 12/2, 11/2, 10/2, 9/2
        assert schedules.from_json(made.rule) == FIFTEENTH
        again = schedules.preview(FIFTEENTH, *year, [office("TINH").id])
        assert {day.on for day in again.days} & {day.on for day in days} == set()


def test_a_rule_that_gives_a_head_too_few_days_is_said_to_do_so(enter: Enter) -> None:
    """A commune chair owes two days a month since 01/07/2026; one a month is short in every month."""
    with enter.acting("truongban") as reader:
        commune = office("XA-18880")
        duties.open_duty(
            "TCD-LEAD-XA", commune, office=commune, post="Chủ tịch UBND phường Đồng Hới", since=date(2025, 7, 1),
            reader=None, now=enter.clock(),
        )  # fmt: skip
        half = date(2026, 7, 1), date(2026, 12, 31)
        once = schedules.preview(FIFTEENTH, *half, [commune.id])
        assert [(post, one.span.key, one.times, count) for post, one, count in once.short][:2] == [
            ("Chủ tịch UBND phường Đồng Hới", "2026-07", 2, 1),
            ("Chủ tịch UBND phường Đồng Hới", "2026-08", 2, 1),
        ]
        twice = ScheduleRule(rhythm=Rhythm.MONTHLY, month_days=(10, 25))
        assert schedules.preview(twice, *half, [commune.id]).short == ()
        assert reader.user_id


@pytest.mark.parametrize(
    ("rule", "field"),
    [
        (ScheduleRule(rhythm=Rhythm.LISTED), "days"),
        (ScheduleRule(rhythm=Rhythm.MONTHLY), "month_days"),
        (ScheduleRule(rhythm=Rhythm.WEEKLY), "weekdays"),
        (ScheduleRule(rhythm=Rhythm.WEEKDAY_OF_MONTH, weekdays=(1,)), "weekdays"),
    ],
)
def test_a_rule_that_names_no_day_is_refused_at_its_field(rule: ScheduleRule, field: str) -> None:
    with pytest.raises(MissingFactError) as no:
        schedules.preview(rule, date(2026, 1, 1), date(2026, 12, 31), [])
    assert no.value.field == field


def test_the_schedule_is_posted_five_working_days_before_or_it_is_late_and_alarmed(
    enter: Enter, clock: SettableClock
) -> None:
    """Before 15/12/2026 five working days are 14, 11, 10, 09, 08/12: posted on 08/12 at the latest."""
    key = enter.a_day(date(2026, 12, 15))
    assert dates(key) == {"TCD-SCHED": date(2026, 12, 8)}
    clock.set(datetime(2026, 12, 9, 1, 0, tzinfo=UTC))
    swept(clock())
    assert {"vanthu", "truongban"} <= heard("TCD-SCHED")
    take(enter, key, Action.POST_DAY, date(2026, 12, 9), {"posted_at": "Trụ sở; trang điện tử"})
    row = db.session.scalars(select(Deadline).where(Deadline.subject_id == key, Deadline.family == "TCD-SCHED")).one()
    assert (row.met_on, row.due_legal) == (date(2026, 12, 9), date(2026, 12, 8))
    assert day_of(key).posted_on == date(2026, 12, 9)
    assert dates(key) == {"RA-SOAT": date(2026, 12, 16)}  # what became of the day is written down the day after


def test_an_extraordinary_day_needs_a_ground_and_no_posting(enter: Enter) -> None:
    with pytest.raises(HistoryError) as no:
        enter.a_day(date(2026, 11, 25), extraordinary="yes")
    assert (no.value.field, no.value.basis) == ("extraordinary_ground", "LTCD Đ18; Đ24; NĐ 154/2026 Đ20")
    key = enter.a_day(date(2026, 11, 25), extraordinary="yes", extraordinary_ground="18.3.a")
    assert dates(key) == {"RA-SOAT": date(2026, 11, 26)}


def test_an_online_day_owes_notice_and_test_and_its_recording(enter: Enter, clock: SettableClock) -> None:
    key = enter.a_day(date(2026, 12, 15), online="yes", online_ground="20.2")
    assert dates(key) == {
        "TCD-SCHED": date(2026, 12, 8),
        "TCD-ONL-NOTICE": date(2026, 12, 8),
        "TCD-ONL-TEST": date(2026, 12, 14),
    }
    clock.set(datetime(2026, 12, 15, 9, 0, tzinfo=UTC))
    take(enter, key, Action.NOTIFY_ONLINE, date(2026, 12, 7), {})
    assert "TCD-ONL-NOTICE" not in dates(key)
    with pytest.raises(MissingFactError) as no:
        hold(enter, key)
    assert (no.value.field, no.value.basis) == ("recording", "NĐ 154/2026 Đ24.1")


def test_a_new_day_off_moves_the_posting_of_days_that_are_planned(enter: Enter) -> None:
    key = enter.a_day(date(2026, 12, 15))
    with enter.acting("quantri") as reader:
        change = DayChange(date(2026, 12, 10), DayKind.OFF, "Nghỉ hoán đổi", "Công văn thử", provisional=False)
        calendar.set_day(change, reader=reader, now=enter.clock())
    assert dates(key)["TCD-SCHED"] == date(2026, 12, 7)


def test_a_day_put_off_owes_a_notice_at_once_and_plans_its_successor(enter: Enter, clock: SettableClock) -> None:
    key = enter.a_day(date(2026, 12, 15))
    take(enter, key, Action.POST_DAY, date(2026, 11, 23), {"posted_at": "Trụ sở"})
    with enter.acting("truongban") as reader:
        later = reception_days.postpone(
            day_of(key), on=date(2026, 11, 23), reason="Họp Quốc hội", new_day=date(2026, 12, 22),
            reader=reader, now=clock(),
        )  # fmt: skip
        successor = later.id
    assert day_of(key).status is DayStatus.POSTPONED
    assert dates(key) == {"TCD-POSTPONE": date(2026, 11, 23)}
    assert day_of(successor).moved_because == "chuyển từ ngày 15/12/2026: Họp Quốc hội"
    assert dates(successor) == {"TCD-SCHED": date(2026, 12, 15)}
    with enter.acting("vanthu") as reader:
        recording = Recording(Action.ANNOUNCE_CHANGE, date(2026, 11, 23), {"posted_at": "Trụ sở"}, NOTICE)
        reception_days.announce(day_of(key), day_of(successor), recording, reader=reader, now=clock())
    assert dates(key) == {}
    assert day_of(successor).status is DayStatus.POSTED


@pytest.mark.parametrize("new_day", [date(2026, 11, 23), date(2026, 12, 15)])
def test_a_day_is_put_off_to_another_day_that_is_still_to_come(enter: Enter, new_day: date) -> None:
    key = enter.a_day(date(2026, 12, 15))
    with enter.acting("truongban") as reader, pytest.raises(MissingFactError) as no:
        reception_days.postpone(
            day_of(key), on=date(2026, 11, 23), reason="Họp", new_day=new_day, reader=reader, now=enter.clock()
        )
    assert no.value.field == "new_day"


def test_a_day_that_was_never_posted_owes_no_notice_when_it_is_cancelled(enter: Enter) -> None:
    key = enter.a_day(date(2026, 12, 15))
    take(enter, key, Action.CANCEL_DAY, date(2026, 11, 23), {"change_reason": "Trùng lịch"})
    assert dates(key) == {}
    assert not day_of(key).is_open


def test_who_held_each_part_is_written_down_and_a_stand_in_needs_a_document(enter: Enter, clock: SettableClock) -> None:
    key = enter.a_day(date(2026, 11, 25))
    with pytest.raises(MissingFactError):
        hold(enter, key)  # not yet
    clock.set(datetime(2026, 11, 25, 10, 0, tzinfo=UTC))
    deputy = held(by_head=False, held_by="Phó Chủ tịch", part="chiều")
    with pytest.raises(MissingFactError) as no:
        hold(enter, key, held(part="sáng"), deputy)
    assert "văn bản ủy quyền" in no.value.sentence
    by_letter = held(by_head=False, held_by="Phó Chủ tịch", part="chiều", document=BY_LETTER)
    hold(enter, key, held(part="sáng"), by_letter)
    sessions = [(one.part, one.by_head, one.document) for one in day_of(key).sessions]
    assert sessions == [("sáng", True, ""), ("chiều", False, BY_LETTER)]
    hold(enter, key, held(by_head=False, held_by="Phó Chủ tịch", document=BY_LETTER))
    assert [one.by_head for one in day_of(key).sessions] == [False, None]
    holds = select(func.count()).where(Event.subject_id == key, Event.action == Action.HOLD_DAY)
    assert db.session.scalar(holds) == 1


def test_a_joint_day_needs_a_session_of_each_host(enter: Enter, clock: SettableClock) -> None:
    key = enter.a_day(date(2026, 11, 25), of=("TINH", "SO-NNMT"))
    clock.set(datetime(2026, 11, 25, 10, 0, tzinfo=UTC))
    with pytest.raises(MissingFactError) as no:
        hold(enter, key, held("TINH"))
    assert "SO-NNMT" in no.value.sentence
    hold(enter, key, held("TINH"), held("SO-NNMT"))
    assert day_of(key).status is DayStatus.HELD


def november(key: int) -> Tally:
    return duties.tallies(db.session.get_one(Duty, key), date(2026, 11, 1), date(2026, 11, 30))[-1]


def test_the_quota_of_a_head_is_met_by_days_in_person_only(enter: Enter, clock: SettableClock) -> None:
    """November 2026: warned of 10, 5 and 2 working days before Monday 30/11, told once after it."""
    key = enter.a_duty()
    assert dates(key)["span:2026-11"] == date(2026, 11, 30)
    first, second = enter.a_day(date(2026, 11, 24)), enter.a_day(date(2026, 11, 26))
    clock.set(datetime(2026, 11, 26, 10, 0, tzinfo=UTC))
    hold(enter, first, held(by_head=False, held_by="Phó Chủ tịch", document=BY_LETTER))
    found = november(key)
    assert (found.planned, found.in_person, found.by_stand_in, found.missing) == (2, 0, 1, 1)
    assert dates(key)["span:2026-11"] == date(2026, 11, 30)
    swept(clock())
    assert heard("TCD-LEAD-TINH") >= {"vanthu", "truongban", "thamquyen"}
    hold(enter, second)
    assert november(key).missing == 0
    assert "span:2026-11" not in dates(key)
    clock.set(at(date(2026, 12, 1)))
    swept(clock())
    assert dates(key)["span:2026-12"] == date(2026, 12, 31)  # a new month begins by itself


def test_a_month_that_went_by_without_the_head_is_told_once(enter: Enter, clock: SettableClock) -> None:
    key = enter.a_duty()
    for day in (1, 2, 3, 15):
        clock.set(at(date(2026, 12, day)))
        swept(clock())
    levels = db.session.scalars(
        select(Alert.level).where(Alert.subject_id == key, Alert.deadline_key.like("%span:2026-11%"))
    )
    assert [level for level in levels if level.startswith("qua")] == ["qua-1"]
    assert november(key).is_broken(date(2026, 12, 1))


def test_a_briefing_is_a_duty_of_its_own(enter: Enter) -> None:
    key = enter.a_duty("TCD-BRIEF", of="BTCD")
    assert dates(key)["span:2026-11"] == date(2026, 11, 30)
    with enter.acting("truongban") as reader:
        duty = db.session.get_one(Duty, key)
        duties.hold_briefing(duty, on=date(2026, 11, 20), notes="", reader=reader, now=enter.clock())
    assert "span:2026-11" not in dates(key)


def test_the_dates_of_days_and_duties_can_be_rebuilt_from_nothing(enter: Enter, clock: SettableClock) -> None:
    enter.a_duty()
    enter.a_duty("TCD-BRIEF", of="BTCD")
    key = enter.a_day(date(2026, 12, 15), online="yes", online_ground="20.1")
    take(enter, key, Action.POST_DAY, date(2026, 11, 23), {"posted_at": "Trụ sở"})
    ids = ids_with_clocks(after=0, limit=1000)
    assert key in ids
    found = rebuild(ids, clock(), keep=True)
    assert (found.differences, found.moves, found.rearmed) == ((), (), ())


@pytest.mark.parametrize(
    ("login", "refused"), [("xulydon", True), ("giaiquyet", True), ("vanthu", False), ("truongdonvi", False)]
)
def test_only_those_who_keep_the_schedule_draw_it_up(enter: Enter, login: str, refused: bool) -> None:
    with enter.acting(login) as reader:
        try:
            reception_days.add(
                date(2026, 12, 15), plan(), office=office("BTCD"), planned_on=date(2026, 11, 23),
                reader=reader, now=enter.clock(),
            )  # fmt: skip
        except NotPermittedError:
            assert refused
        else:
            assert not refused


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"hosts": []}, "hosts"),
        ({"sites": ()}, "sites"),
        ({"sites": (" ",)}, "sites"),
    ],
)
def test_a_day_without_host_or_site_is_refused_at_its_field(enter: Enter, wrong: dict[str, object], field: str) -> None:
    given: dict[str, object] = {"hosts": [Host(office("TINH"), CHAIR)], "sites": ("Trụ sở",)} | wrong
    announced, at_board = DayPlan(**given), office("BTCD")  # type: ignore[arg-type] # one is wrong on purpose
    day = date(2026, 12, 15)
    with pytest.raises(Refusal) as no:
        reception_days.add(day, announced, office=at_board, planned_on=day, reader=None, now=enter.clock())
    assert no.value.field == field


def a_visit_to_the_chair(enter: Enter, clock: SettableClock) -> int:
    """Somebody is received at the session of the chair on Wednesday 25/11/2026."""
    key = enter.a_day(date(2026, 11, 25))
    session = day_of(key).sessions[0].id
    clock.set(datetime(2026, 11, 25, 3, 0, tzinfo=UTC))
    it = enter.a_visit("Xin xem lại việc bồi thường", session_id=session)
    assert it.visit_id is not None
    return it.visit_id


def concluded(enter: Enter, visit_id: int, *tasks: Task, words: str = "Giao Sở kiểm tra") -> list[Assignment]:
    with enter.acting("xulydon") as reader:
        made = conclusions.conclude(
            db.session.get_one(Visit, visit_id), words, tasks, paper=NOTICE, reader=reader, now=enter.clock()
        )
        return list(tasks_of([made.id]))


def test_a_visit_to_a_leader_is_of_the_kind_of_that_day(enter: Enter, clock: SettableClock) -> None:
    visit = db.session.get_one(Visit, a_visit_to_the_chair(enter, clock))
    assert visit.visit_kind is VisitKind.PERIODIC
    clock.set(datetime(2026, 11, 26, 3, 0, tzinfo=UTC))
    with pytest.raises(MissingFactError) as no:
        enter.a_visit("Hỏi lại", session_id=visit.session_id)
    assert no.value.field == "session"


def test_a_conclusion_gives_tasks_that_are_alarmed_and_ended_by_a_report(enter: Enter, clock: SettableClock) -> None:
    """Due on Friday 04/12/2026; on Monday 07/12 one working day late."""
    visit_id = a_visit_to_the_chair(enter, clock)
    department = office("SO-NNMT")
    (task,) = concluded(enter, visit_id, Task(department, "Kiểm tra việc áp giá", date(2026, 12, 4)))
    assert (task.content, task.to_office_id, task.due_on) == ("Kiểm tra việc áp giá", department.id, date(2026, 12, 4))
    row = db.session.scalars(select(Deadline).where(Deadline.subject_id == task.id)).one()
    assert (row.family, row.origin, row.label) == ("KET-LUAN-TCD", Origin.DOCUMENT, "Thực hiện kết luận tiếp công dân")
    clock.set(at(date(2026, 12, 7)))
    swept(clock())
    assert {"so", "truongban"} <= heard("KET-LUAN-TCD")
    with enter.acting("so") as reader:
        work = db.session.get_one(Assignment, task.id)
        orders.report_by_paper(work, on=date(2026, 12, 7), paper=NOTICE, reader=reader, now=clock())
    assert dates(task.id) == {}
    assert rebuild(ids_with_clocks(after=0, limit=1000), clock(), keep=False).differences == ()


@pytest.mark.parametrize(
    ("content", "due_on", "sentence"),
    [("", date(2026, 12, 4), "nội dung giao"), ("Kiểm tra", None, "thời hạn giải quyết")],
)
def test_a_task_says_what_is_to_be_done_by_when(
    enter: Enter, clock: SettableClock, content: str, due_on: date | None, sentence: str
) -> None:
    visit_id = a_visit_to_the_chair(enter, clock)
    with pytest.raises(MissingFactError) as no:
        concluded(enter, visit_id, Task(office("SO-NNMT"), content, due_on))
    assert sentence in no.value.sentence
    assert no.value.basis == "NĐ 154/2026 Đ25.2"


def test_nothing_is_concluded_on_an_ordinary_visit(enter: Enter) -> None:
    it = enter.a_visit()
    assert it.visit_id is not None
    with pytest.raises(MissingFactError):
        concluded(enter, it.visit_id)


def test_the_words_of_a_conclusion_on_a_denunciation_name_nobody(enter: Enter, clock: SettableClock) -> None:
    key = enter.a_day(date(2026, 11, 25))
    session = day_of(key).sessions[0].id
    clock.set(datetime(2026, 11, 25, 3, 0, tzinfo=UTC))
    it = enter.a_visit("Tố cáo cán bộ", session_id=session, kind=PetitionKind.DENUNCIATION)
    assert it.visit_id is not None
    (task,) = concluded(
        enter, it.visit_id, Task(office("SO-NNMT"), f"Xác minh theo lời {SENDER.name}", date(2026, 12, 4)),
        words=f"Nghe {SENDER.name} trình bày",
    )  # fmt: skip
    db.session.expire_all()
    assert SENDER.name not in db.session.get_one(Assignment, task.id).content
    assert SENDER.name not in conclusions_of([it.visit_id])[0].words


def asked_for(enter: Enter, key: int, **how: Any) -> int:  # noqa: ANN401 - what register takes
    with enter.acting("tiepdan") as reader:
        made = registrations.register(
            day_of(key), how.pop("person", SENDER), wish=how.pop("wish", "Xin gặp về đất"),
            matter=how.pop("matter", None), reader=reader, now=enter.clock(),
        )  # fmt: skip
        return made.id


def accept(enter: Enter, registration_id: int, *, accepted: bool = True, reason: str = "") -> None:
    with enter.acting("truongban") as reader:
        registrations.decide(
            db.session.get_one(DayRegistration, registration_id), accepted=accepted, advice="Nên tiếp", proposal="",
            reason=reason, reader=reader, now=enter.clock(),
        )  # fmt: skip


def test_people_are_received_in_the_order_in_which_they_came(enter: Enter) -> None:
    key = enter.a_day(date(2026, 12, 15))
    one, two = (asked_for(enter, key, person=Person(name)) for name in ("Lê Thị Một Thử", "Lê Thị Hai Thử"))
    for registration_id in (one, two):
        accept(enter, registration_id)
    with enter.acting("tiepdan") as reader:
        for registration_id in (two, one, two):
            registrations.arrive(db.session.get_one(DayRegistration, registration_id))
        assert [(each.id, each.place) for each in registered(key, reader)] == [(two, 1), (one, 2)]
        registrations.finish(db.session.get_one(DayRegistration, two))
        registrations.miss(db.session.get_one(DayRegistration, one))
        assert [(each.came, each.place) for each in registered(key, reader)] == [(True, 1), (False, 0)]


def test_a_no_has_its_reason_and_only_who_is_accepted_is_invited(enter: Enter) -> None:
    registration_id = asked_for(enter, enter.a_day(date(2026, 12, 15)))
    with pytest.raises(StepNotAllowedError), enter.acting("tiepdan"):
        registrations.arrive(db.session.get_one(DayRegistration, registration_id))
    with pytest.raises(MissingFactError) as no:
        accept(enter, registration_id, accepted=False)
    assert no.value.field == "reason"
    accept(enter, registration_id, accepted=False, reason="Đang được Tòa án giải quyết")
    with enter.acting("truongban") as reader:
        one = db.session.get_one(DayRegistration, registration_id)
        with pytest.raises(StepNotAllowedError):
            registrations.invite(one, on=date(2026, 11, 23), invitation="1/GM", reader=reader, now=enter.clock())


def test_nobody_registers_for_a_day_that_is_off_or_past_its_last_day(enter: Enter, clock: SettableClock) -> None:
    key = enter.a_day(date(2026, 12, 15))
    take(enter, key, Action.CANCEL_DAY, date(2026, 11, 23), {"change_reason": "Trùng lịch"})
    with pytest.raises(StepNotAllowedError):
        asked_for(enter, key)
    late = enter.a_day(date(2026, 12, 16))
    clock.set(datetime(2026, 12, 17, 3, 0, tzinfo=UTC))
    with pytest.raises(StepNotAllowedError):
        asked_for(enter, late)


def test_a_denouncer_registers_without_a_name_and_not_over_a_line(enter: Enter) -> None:
    denounced = enter.a_denunciation()
    key = enter.a_day(date(2026, 12, 15))
    matter = db.session.get_one(Matter, denounced.matter_id)
    registration_id = asked_for(enter, key, matter=matter, wish=f"{SENDER.name} xin gặp")
    one = db.session.get_one(DayRegistration, registration_id)
    assert one.citizen_id is None
    assert SENDER.name not in one.wish
    online = enter.a_day(date(2026, 12, 16), online="yes", online_ground="20.1")
    with pytest.raises(StepNotAllowedError) as no:
        asked_for(enter, online, matter=db.session.get_one(Matter, denounced.matter_id))
    assert no.value.basis == "NĐ 154/2026 Đ20.4"
    allowed = enter.a_day(date(2026, 12, 17), online="yes", online_ground="20.4")
    assert asked_for(enter, allowed, matter=db.session.get_one(Matter, denounced.matter_id))


def test_a_registration_on_a_denunciation_is_known_to_those_who_may_know_of_it(
    enter: Enter, province: Province
) -> None:
    denounced = enter.a_denunciation()
    key = enter.a_day(date(2026, 12, 15))
    asked_for(enter, key, matter=db.session.get_one(Matter, denounced.matter_id))
    for login, many in (("truongban", 1), ("tiepdan", 0), ("vanthu", 0)):
        assert len(registered(key, reader_of(province.people[login], date(2026, 11, 23)))) == many, login


def invite(enter: Enter, registration_id: int, on: date) -> None:
    with enter.acting("truongban") as reader:
        one = db.session.get_one(DayRegistration, registration_id)
        registrations.invite(one, on=on, invitation="1/GM", reader=reader, now=enter.clock())


def test_who_was_accepted_is_invited_four_working_days_before_or_it_is_late_and_alarmed(
    enter: Enter, clock: SettableClock
) -> None:
    """Before 15/12/2026 four working days are 14, 11, 10, 09/12."""
    key = enter.a_day(date(2026, 12, 15), posted_on=date(2026, 11, 23))
    one, two = (asked_for(enter, key, person=Person(name)) for name in ("Lê Thị Một Thử", "Lê Thị Hai Thử"))
    assert "TCD-GIAY-MOI" not in dates(key)
    accept(enter, one)
    accept(enter, two)
    assert dates(key)["TCD-GIAY-MOI"] == date(2026, 12, 9)
    invite(enter, one, date(2026, 11, 23))
    assert "TCD-GIAY-MOI" in dates(key)
    swept(at(date(2026, 12, 10)))
    assert {"vanthu", "truongdonvi", "truongban"} <= heard("TCD-GIAY-MOI")
    clock.set(at(date(2026, 12, 10), 9))
    invite(enter, two, date(2026, 12, 10))
    assert "TCD-GIAY-MOI" not in dates(key)
    closed = select(Alert.closed_because).where(Alert.deadline_key.contains("TCD-GIAY-MOI"))
    assert set(db.session.scalars(closed)) == {"đã xong ngày 10/12/2026"}


def test_a_day_that_is_off_invites_nobody_and_one_put_off_starts_anew(enter: Enter) -> None:
    key = enter.a_day(date(2026, 12, 15))
    accept(enter, asked_for(enter, key))
    take(enter, key, Action.CANCEL_DAY, date(2026, 11, 23), {"change_reason": "Trùng lịch"})
    assert "TCD-GIAY-MOI" not in dates(key)


def test_a_new_day_off_and_a_rule_of_the_province_move_the_date_of_invitations(enter: Enter) -> None:
    key = enter.a_day(date(2026, 12, 15))
    accept(enter, asked_for(enter, key))
    with enter.acting("quantri") as reader:
        change = DayChange(date(2026, 12, 10), DayKind.OFF, "Nghỉ hoán đổi", "Công văn thử", provisional=False)
        calendar.set_day(change, reader=reader, now=enter.clock())
    assert dates(key)["TCD-GIAY-MOI"] == date(2026, 12, 8)  # 14, 11, 09, 08/12
    with enter.acting("quantri") as reader:
        invitations.set_days_before(2, basis="Quy chế", reader=reader, now=enter.clock())
    assert dates(key)["TCD-GIAY-MOI"] == date(2026, 12, 11)
    with pytest.raises(NotPermittedError), enter.acting("truongban") as reader:
        invitations.set_days_before(3, basis="Quy chế", reader=reader, now=enter.clock())


def test_a_day_held_without_posting_was_late_for_good_and_says_so(enter: Enter, clock: SettableClock) -> None:
    key = enter.a_day(date(2026, 12, 15))
    swept(at(date(2026, 12, 9)))
    clock.set(datetime(2026, 12, 15, 9, 0, tzinfo=UTC))
    hold(enter, key)
    row = db.session.scalars(select(Deadline).where(Deadline.subject_id == key, Deadline.family == "TCD-SCHED")).one()
    assert (row.due_legal, row.met_on) == (date(2026, 12, 8), date(2026, 12, 15))
    because = select(Alert.closed_because).where(Alert.deadline_key.contains("TCD-SCHED"))
    assert set(db.session.scalars(because)) == {"không làm được nữa, ngày tiếp 15/12/2026 đã diễn ra"}
