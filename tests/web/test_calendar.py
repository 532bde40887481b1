"""A day is changed only with its legal basis, after its effect was shown, and every clock it touches moves at once."""

import re
from datetime import UTC, date, datetime

import pytest
from flask import Flask
from sqlalchemy import func, select

from caseflow.law.errors import NotPermittedError, Refusal
from caseflow.law.rights import Reader
from caseflow.law.terms import AssignmentRole, Role
from caseflow.law.working_days import DayKind
from caseflow.services import assignments, calendar
from caseflow.services.calendar import DayChange
from caseflow.store.calendar import CalendarRow, calendar_version, working_calendar
from caseflow.store.db import db
from caseflow.store.deadlines import Deadline
from caseflow.store.offices import office_by_code
from caseflow.store.subjects import Subject
from tests.conftest import SettableClock
from tests.conftest import SignIn as Door
from tests.factories import Enter, Entered, a_user
from tests.visitor import Visitor

CHANGE = "/quan-tri/lich/doi"
THURSDAY = date(2026, 11, 26)


def deadlines(app: Flask, subject_id: int | None) -> dict[str, tuple[date, str, datetime | None]]:
    """Due date, cause and next look of every running deadline of a subject, by family."""
    with app.app_context():
        rows = db.session.scalars(select(Deadline).where(Deadline.subject_id == subject_id, Deadline.met_on.is_(None)))
        return {row.family: (row.due_legal, row.cause, row.next_alert_at) for row in rows}


def day_off(visitor: Visitor, day: date = THURSDAY, kind: DayKind = DayKind.OFF) -> str:
    """See what a change would move, then save it; the page that follows."""
    preview = visitor.submit(
        CHANGE, day=f"{day:%d/%m/%Y}", kind=kind.value, reason="Nghỉ theo thông báo", basis="CV 1/SNV"
    )
    saved = visitor.send(preview, day=f"{day:%d/%m/%Y}")
    assert saved.request.path == "/quan-tri/lich", saved.get_data(as_text=True)
    return saved.get_data(as_text=True)


def off(day: date = THURSDAY, kind: DayKind = DayKind.OFF) -> DayChange:
    return DayChange(day, kind, "Nghỉ theo thông báo", "CV 1/SNV")


def test_a_day_off_moves_every_clock_that_spans_it(app: Flask, sign_in: Door, enter: Enter) -> None:
    it = enter.a_complaint(received_on=date(2026, 11, 23))
    before = deadlines(app, it.entry_id)
    page = day_off(sign_in("quantri"))
    after = deadlines(app, it.entry_id)
    assert before["XLD-10"][0] == date(2026, 12, 8)  # ten working days without the 24th, a day off since 2026
    assert after["XLD-10"][0] == date(2026, 12, 9)
    moved = sum(before[family][0] != after[family][0] for family in before)
    assert f"{moved} thời hạn đổi ngày" in page


def test_what_is_shown_beforehand_is_what_happens_and_showing_it_changes_nothing(
    app: Flask, sign_in: Door, enter: Enter
) -> None:
    it = enter.a_complaint(received_on=date(2026, 11, 23))
    before = deadlines(app, it.entry_id)
    visitor = sign_in("quantri")
    preview = visitor.submit(CHANGE, day="26/11/2026", kind="off", reason="Nghỉ", basis="CV 1")
    promised = re.findall(r"Nếu lưu, (\d+) thời hạn đổi ngày", preview.get_data(as_text=True))
    assert deadlines(app, it.entry_id) == before
    with app.app_context():
        assert calendar_version() == 1
        assert working_calendar().is_working(THURSDAY)
    saved = visitor.send(preview, day="26/11/2026")
    assert re.findall(r"(\d+) thời hạn đổi ngày", saved.get_data(as_text=True)) == promised


def test_the_list_beforehand_betrays_no_denunciation_to_whoever_keeps_the_calendar(sign_in: Door, enter: Enter) -> None:
    it = enter.a_denunciation(received_on=date(2026, 11, 23))
    page = sign_in("quantri").submit(CHANGE, day="26/11/2026", kind="off", reason="Nghỉ", basis="CV 1")
    words = page.get_data(as_text=True)
    assert "thời hạn đổi ngày" in words
    assert it.matter_code not in words
    assert "tố cáo" not in words.split("<main", maxsplit=1)[1]


def test_the_list_beforehand_names_records_by_number_and_says_why(sign_in: Door, enter: Enter) -> None:
    enter.a_complaint(received_on=date(2026, 11, 23))
    enter.a_denunciation(received_on=date(2026, 11, 23))
    page = sign_in("quantri").submit(CHANGE, day="26/11/2026", kind="off", reason="Nghỉ bù bão", basis="CV 1")
    listed = page.get_data(as_text=True).partition("Từng thời hạn đổi ngày")[2].partition("</table>")[0]
    assert ">1/2026<" in listed
    assert ">2/2026<" not in listed  # a secret matter is counted and not named
    assert "Lịch phiên bản 2: ngày 26/11/2026 nghỉ (Nghỉ bù bão)." in listed
    total = int(re.findall(r"Nếu lưu, (\d+) thời hạn", page.get_data(as_text=True))[0])
    unnamed = int(re.findall(r"(\d+) thời hạn khác cũng đổi ngày", page.get_data(as_text=True))[0])
    assert listed.count("<tr") == total - unnamed + 1
    assert unnamed > 0


def test_a_moved_deadline_carries_the_version_in_its_cause_and_is_armed_anew(
    app: Flask, sign_in: Door, enter: Enter
) -> None:
    it = enter.a_complaint(received_on=date(2026, 11, 23))
    _reached_every_level(app, it)
    before = deadlines(app, it.entry_id)["XLD-10"]
    day_off(sign_in("quantri"))
    due, cause, next_look = deadlines(app, it.entry_id)["XLD-10"]
    assert (before[1], cause) == (before[1], f"{before[1].split('/')[0]}/lich:2")
    assert before[2] == datetime(2030, 1, 1, tzinfo=UTC)
    assert next_look is not None
    assert next_look < datetime(2026, 12, 9, tzinfo=UTC)
    assert due == date(2026, 12, 9)


def _reached_every_level(app: Flask, it: Entered) -> None:
    """As after a sweep that has said all there was to say for now."""
    with app.app_context():
        for row in db.session.scalars(select(Deadline).where(Deadline.subject_id == it.entry_id)):
            row.next_alert_at = datetime(2030, 1, 1, tzinfo=UTC)
        db.session.commit()


def test_a_clock_that_the_day_does_not_touch_keeps_its_cause_and_its_alerts(
    app: Flask, sign_in: Door, enter: Enter
) -> None:
    it = enter.a_complaint(received_on=date(2026, 11, 23))
    before = deadlines(app, it.entry_id)
    day_off(sign_in("quantri"), date(2027, 11, 25))
    assert deadlines(app, it.entry_id) == before


def test_a_case_and_a_typed_date_move_too(app: Flask, sign_in: Door, enter: Enter) -> None:
    it = enter.a_case(received_on=date(2026, 11, 2), accepted_on=date(2026, 11, 5))
    with enter.acting("thamquyen") as reader:
        case = db.session.get_one(Subject, it.case_id)
        office = office_by_code("SO-NNMT")
        assert office is not None
        given = assignments.assign(
            case,
            to_office_id=office.id,
            to_user=None,
            role=AssignmentRole.SUPPORT,
            on=date(2026, 11, 20),
            due_on=THURSDAY,
            document=None,
            now=enter.clock(),
        )
        assert reader.user_id
        db.session.flush()
        given_id = given.id
    before = deadlines(app, given_id)[assignments.ASSIGNED], deadlines(app, it.case_id)
    day_off(sign_in("quantri"))
    typed = deadlines(app, given_id)[assignments.ASSIGNED]
    assert (before[0][0], typed[0]) == (THURSDAY, date(2026, 11, 27))
    assert typed[1] == f"{before[0][1]}/lich:2"
    day_off(sign_in("quantri"), before[1]["KN-GQ1"][0])
    assert deadlines(app, it.case_id)["KN-GQ1"][0] > before[1]["KN-GQ1"][0]


def test_taking_a_change_back_moves_everything_back(app: Flask, sign_in: Door, enter: Enter) -> None:
    it = enter.a_complaint(received_on=date(2026, 11, 23))
    before = deadlines(app, it.entry_id)
    visitor = sign_in("quantri")
    day_off(visitor)
    day_off(visitor, kind=DayKind.PLAIN)
    after = deadlines(app, it.entry_id)
    assert {family: row[0] for family, row in after.items()} == {family: row[0] for family, row in before.items()}
    assert after["XLD-10"][1].endswith("/lich:3")


def test_a_case_met_already_keeps_what_it_was_told(app: Flask, sign_in: Door, enter: Enter) -> None:
    it = enter.a_case(received_on=date(2026, 10, 1), accepted_on=date(2026, 10, 6))
    with app.app_context():
        met = select(Deadline.due_legal).where(Deadline.subject_id == it.entry_id, Deadline.met_on.is_not(None))
        before = db.session.scalars(met).all()
    day_off(sign_in("quantri"), date(2026, 10, 5))
    with app.app_context():
        assert db.session.scalars(met).all() == before


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"basis": ""}, "Cần ghi căn cứ pháp lý."),
        ({"reason": ""}, "Cần ghi lý do."),
        ({"day": "31/11/2026"}, "ngày"),
        ({"kind": "work"}, "Ngày này vốn là ngày làm việc"),
        ({"day": "28/11/2026"}, "Ngày này vốn là ngày nghỉ cuối tuần."),
        ({"day": "24/11/2026"}, "Ngày này đã được ghi là nghỉ"),
        ({"kind": "plain"}, "Ngày này đang theo ngày trong tuần"),
    ],
)
def test_a_change_without_basis_or_sense_is_refused_and_what_was_typed_stays(
    app: Flask, sign_in: Door, typed: dict[str, str], sentence: str
) -> None:
    full = {"day": "26/11/2026", "kind": "off", "reason": "Một lý do", "basis": "CV 77"} | typed
    page = sign_in("quantri").submit(CHANGE, follow=False, **full)
    words = page.get_data(as_text=True)
    assert page.status_code == 422
    assert sentence in words
    assert f'value="{full["day"]}"' in words
    with app.app_context():
        assert calendar_version() == 1


def test_a_change_is_not_saved_before_its_effect_was_shown(app: Flask, sign_in: Door) -> None:
    visitor = sign_in("quantri")
    preview = visitor.submit(CHANGE, day="26/11/2026", kind="off", reason="Nghỉ", basis="CV 1")
    other = visitor.send(preview, day="27/11/2026")
    assert "Nếu lưu" in other.get_data(as_text=True)
    with app.app_context():
        assert calendar_version() == 1


def test_a_change_sent_twice_is_one_change(app: Flask, sign_in: Door) -> None:
    visitor = sign_in("quantri")
    preview = visitor.submit(CHANGE, day="26/11/2026", kind="off", reason="Nghỉ", basis="CV 1")
    for _ in range(2):
        visitor.send(preview, day="26/11/2026")
    with app.app_context():
        rows = select(func.count()).where(CalendarRow.day == THURSDAY)
        assert db.session.scalar(rows) == 1


def test_the_calendar_is_the_whole_provinces(enter: Enter, clock: SettableClock) -> None:
    with enter.acting("quantri"):
        office = office_by_code("XA-18880")
        assert office is not None
        a_user("quantri-xa", "Võ Văn Xã Thử", (Role.ADMIN, office))
    with pytest.raises(NotPermittedError), enter.acting("quantri-xa") as local:
        calendar.set_day(off(), reader=local, now=clock())


@pytest.mark.usefixtures("inside")
def test_a_number_taken_back_with_its_transaction_leaves_no_trace(enter: Enter, clock: SettableClock) -> None:
    enter.a_complaint()
    with pytest.raises(Refusal), enter.acting("quantri") as admin:
        _set_and_fail(admin, clock)
    with enter.acting("quantri") as admin:
        calendar.set_day(off(date(2026, 11, 25)), reader=admin, now=clock())
    assert working_calendar().is_working(THURSDAY)
    assert not working_calendar().is_working(date(2026, 11, 25))


def _set_and_fail(admin: Reader, clock: SettableClock) -> None:
    calendar.set_day(off(), reader=admin, now=clock())
    raise Refusal("thôi")


def test_the_year_shows_days_off_worked_and_provisional_with_their_basis(sign_in: Door) -> None:
    visitor = sign_in("quantri")
    page = visitor.text("/quan-tri/lich", {"nam": "2026"})
    assert "24/11/2026" in page
    assert "làm bù" in page
    assert "NQ" in page
    assert "tạm tính" in visitor.text("/quan-tri/lich", {"nam": "2027"})
    assert "Chưa ghi ngày nghỉ nào của năm 2040" in visitor.text("/quan-tri/lich", {"nam": "2040"})


def test_the_working_days_of_a_year_add_up(sign_in: Door) -> None:
    page = sign_in("quantri").text("/quan-tri/lich", {"nam": "2025"})
    months = [int(days) for days in re.findall(r"<dt>Tháng \d+</dt><dd>(\d+)</dd>", page)]
    assert len(months) == 12
    assert sum(months) == int(re.findall(r"<dt>Cả năm</dt><dd>(\d+)</dd>", page)[0]) == 250
