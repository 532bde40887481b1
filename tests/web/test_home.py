"""The first page: numbers that are the length of the lists behind them, work in the order of its due dates."""

import re
from datetime import date

import pytest
from flask import Flask

from caseflow.law.terms import Action, AssignmentRole
from caseflow.services.orders import give
from caseflow.store import desks
from caseflow.store.cases import Case
from caseflow.store.db import db
from caseflow.store.offices import find_office
from caseflow.store.people import find_user
from caseflow.web.home import Number, coming_day_off
from tests.conftest import SettableClock, SignIn
from tests.factories import NOTICE, Enter, Entered, Province
from tests.law.calendars import OFFICIAL
from tests.visitor import Visitor
from tests.web.queries import asked
from tests.web.test_matter_list import codes

MOST_QUERIES = 12
ENTRY = re.compile(r'<th scope="row"><a href="/don/\d+"')
NUMBER = re.compile(r'<a class="number[^"]*" href="([^"]+)"><b>(\d+)</b> <span>([^<]+)</span>')


def numbers(page: str) -> dict[str, tuple[int, str]]:
    """The numbers on top, by their words: how many, and where the list is."""
    return {words: (int(many), place.replace("&amp;", "&")) for place, many, words in NUMBER.findall(page)}


@pytest.fixture
def work(enter: Enter, province: Province) -> dict[str, Entered]:
    """A little of everything at the board."""
    late = enter.a_case(received_on=date(2026, 9, 7), accepted_on=date(2026, 9, 10))
    enter.step(late, Action.VERIFY, date(2026, 9, 11), {"verifier": province.offices["SO-NNMT"]})
    sent = enter.a_complaint(received_on=date(2026, 11, 9), facts={"in_competence": "no"})
    to = {"to_office": province.offices["XA-18880"], "reply_by": date(2026, 11, 25)}
    return {
        "late": late,
        "today": enter.step(enter.a_complaint(received_on=date(2026, 11, 12)), Action.PROPOSE, date(2026, 11, 13)),
        "new": enter.a_petition(received_on=date(2026, 11, 20)),
        "sent": enter.step(sent, Action.FORWARD, date(2026, 11, 10), to),
    }


def given(enter: Enter, it: Entered, province: Province) -> None:
    """The settler of the province gets the case in person."""
    with enter.acting("truongdonvi") as reader:
        give(
            db.session.get_one(Case, it.case_id),
            to_office=find_office(province.offices["TINH"]),
            to_user=find_user(province.people["giaiquyet"]),
            role=AssignmentRole.SUPPORT,
            on=date(2026, 11, 16),
            due_on=date(2026, 11, 26),
            paper=NOTICE,
            reader=reader,
            now=enter.clock(),
        )


@pytest.mark.parametrize("login", ["xulydon", "truongban", "tiepdan", "so", "xa1-don", "thamquyen"])
@pytest.mark.usefixtures("work")
def test_every_number_is_as_long_as_the_list_behind_it(sign_in: SignIn, login: str) -> None:
    visitor = sign_in(login)
    found = numbers(visitor.text("/"))
    assert len(found) == 4
    for words, (many, place) in found.items():
        page = visitor.client.get(place).get_data(as_text=True)
        listed = (
            codes(page) if place.startswith("/vu-viec") else re.findall(r'<th scope="row"><a href="/don/\d+"', page)
        )
        assert len(listed) == many, words


@pytest.mark.usefixtures("inside")
def test_matters_with_several_dates_are_counted_once_however_many_dates_are_looked_at_first(enter: Enter) -> None:
    for n in range(3):  # of each the day for accepting and the one for handling are past
        enter.a_complaint(f"Quá hạn {n}", received_on=date(2026, 11, 2))
    for rows in (2, 4, 6, 7):
        with enter.acting("xulydon") as reader:
            desk = desks.desk_of(
                reader,
                overdue=(None, date(2026, 11, 22)),
                soon=(date(2026, 11, 23), date(2026, 11, 27)),
                limit=5,
                rows=rows,
            )
            assert (desk.overdue, desk.soon) == (3, 0), rows


@pytest.mark.parametrize(("value", "words"), [(desks.MOST - 1, "999"), (desks.MOST, "hơn 999")])
def test_a_number_that_is_not_counted_to_its_end_says_so(value: int, words: str) -> None:
    assert Number(value, "", "").words == words


@pytest.mark.usefixtures("work")
def test_the_numbers_of_the_board(sign_in: SignIn) -> None:
    found = {words: many for words, (many, _) in numbers(sign_in("xulydon").text("/")).items()}
    assert found["quá hạn, thuộc tôi"] == 1
    assert found["đến hạn trong 3 ngày làm việc"] == 1  # due today; a reply awaited from others is not
    assert found["đơn mới chưa phân loại"] == 1
    assert {words: many for words, (many, _) in numbers(sign_in("xa1-don").text("/")).items()}[
        "đơn chuyển đến chờ vào sổ"
    ] == 1


def test_the_work_stands_in_the_order_of_its_dates_with_the_act_that_ends_it(
    sign_in: SignIn, work: dict[str, Entered]
) -> None:
    page = sign_in("xulydon").text("/")
    table = page.partition("<tbody>")[2].partition("</tbody>")[0]
    assert codes(table)[:2] == [work["late"].matter_code, work["today"].matter_code]
    for name, act in (("late", "ra-quyet-dinh-giai-quyet"), ("today", "thu-ly"), ("new", "phan-loai")):
        line = table.partition(f">{work[name].matter_code}<")[2].partition("</tr>")[0]
        assert f'/{act}"' in line, name


@pytest.mark.usefixtures("work")
def test_each_act_of_the_list_can_be_taken_by_whoever_is_offered_it(sign_in: SignIn) -> None:
    visitor: Visitor = sign_in("xulydon")
    for place in re.findall(r'href="(/vu-viec/[^"]+/buoc/[^"]+)"', visitor.text("/")):
        assert visitor.get(place).status_code == 200, place


def test_who_waits_for_whom(sign_in: SignIn, work: dict[str, Entered]) -> None:
    page = sign_in("xulydon").text("/")
    waiting = page.partition("Tôi đang chờ")[2].partition("</section>")[0]
    assert work["late"].matter_code in waiting
    assert "Sở Nông nghiệp và Môi trường" in waiting
    assert work["sent"].matter_code in waiting
    assert "UBND phường Đồng Hới" in waiting
    for login, code in (("so", work["late"].matter_code), ("xa1-don", work["sent"].matter_code)):
        theirs = sign_in(login).text("/").partition("Người khác chờ tôi")[2].partition("</section>")[0]
        assert code in theirs, login


def test_work_given_in_person_is_on_the_desk_with_its_report_one_click_away(
    sign_in: SignIn, enter: Enter, work: dict[str, Entered], province: Province
) -> None:
    before = sign_in("giaiquyet").text("/")
    assert work["late"].matter_code not in before
    given(enter, work["late"], province)
    page = sign_in("giaiquyet").text("/")
    line = page.partition("<tbody>")[2].partition(f">{work['late'].matter_code}<")[2].partition("</tr>")[0]
    assert "26/11/2026" in line
    assert "/bao-cao/" in line


@pytest.mark.parametrize("login", ["xulydon", "truongban", "so", "xa1-don", "giaiquyet", "lanhdao", "quantri"])
@pytest.mark.usefixtures("work")
def test_the_page_asks_little_whoever_opens_it(app: Flask, sign_in: SignIn, login: str) -> None:
    visitor = sign_in(login)
    visitor.text("/")
    with asked(app) as statements:
        visitor.text("/")
    assert len(statements) <= MOST_QUERIES, "\n\n".join(statements)


def test_it_does_not_ask_more_when_there_is_more(app: Flask, sign_in: SignIn, enter: Enter) -> None:
    visitor = sign_in("xulydon")
    enter.a_complaint(received_on=date(2026, 11, 16))
    counts = []
    for _ in range(2):
        with asked(app) as statements:
            visitor.text("/")
        counts.append(len(statements))
        for n in range(9):
            enter.a_complaint(f"Khiếu nại {n}", received_on=date(2026, 11, 16))
    assert counts[0] == counts[1]


def test_those_who_work_on_no_records_are_told_so(sign_in: SignIn) -> None:
    page = sign_in("quantri").text("/")
    assert "Vai trò của bạn không xử lý hồ sơ" in page
    assert set(numbers(page)) == {"cảnh báo chưa đọc", "thư cảnh báo chưa gửi được"}


def test_the_next_day_off_is_announced(sign_in: SignIn, clock: SettableClock) -> None:
    assert "Mai 24/11 nghỉ: Ngày Văn hóa Việt Nam" in sign_in("xulydon").text("/")
    clock.set(date(2026, 11, 25))
    assert "Ngày Văn hóa Việt Nam" not in sign_in("xulydon").text("/")


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 8, 20), "Ngày 22/08 làm bù"),
        (date(2026, 8, 28), "Ngày 31/08 nghỉ"),
        (date(2026, 11, 23), "Mai 24/11 nghỉ"),
        (date(2026, 11, 24), "Hôm nay 24/11 nghỉ"),
        (date(2026, 7, 6), ""),
    ],
)
def test_a_day_off_or_worked_is_announced_a_week_ahead(day: date, words: str) -> None:
    notice = coming_day_off(OFFICIAL, day)
    assert notice.startswith(words)
    assert bool(notice) is bool(words)
