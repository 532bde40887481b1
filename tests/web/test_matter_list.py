"""The list of matters: what runs out first first, narrowed by what stands in the address, a page at a time."""

import re
from datetime import date

import pytest
from flask import Flask

from caseflow.law.terms import Action, PetitionKind
from tests.conftest import SignIn
from tests.factories import Enter, Entered, Province
from tests.web.queries import asked

MOST_QUERIES = 9
CODE = re.compile(r"<a href=\"/vu-viec/(VV-\d{4}-\d{5})\">VV-")


def codes(page: str) -> list[str]:
    """The matters of a page, in order."""
    return CODE.findall(page)


@pytest.fixture
def three(enter: Enter) -> tuple[Entered, Entered, Entered]:
    """Late, due today, with time left; entered in another order."""
    fresh = enter.a_complaint("Khiếu nại về thuế đất", received_on=date(2026, 11, 20))
    late = enter.a_case(received_on=date(2026, 9, 7), accepted_on=date(2026, 9, 10), summary="Khiếu nại đền bù")
    today = enter.a_complaint("Khiếu nại cấp giấy chứng nhận", received_on=date(2026, 11, 12))
    return late, today, fresh


def test_what_runs_out_first_stands_first_with_its_tone_and_words(
    sign_in: SignIn, three: tuple[Entered, Entered, Entered]
) -> None:
    page = sign_in("xulydon").text("/vu-viec")
    assert codes(page) == [it.matter_code for it in three]
    late, today, fresh = (page.partition(f">{it.matter_code}<")[2].partition("</tr>")[0] for it in three)
    assert "quá 30 ngày làm việc" in late  # after Monday 12/10: 14 in October, 15 to 20/11, and today
    assert "Giải quyết khiếu nại lần đầu" in late
    assert "hết hạn hôm nay" in today
    assert "còn 6 ngày làm việc" in fresh  # 25, 26, 27, 30/11, 01, 02/12; 24/11 is off
    edges = re.findall(r'<tr class="edge edge--(\w+)"', page)
    assert edges == ["late", "soon"]


def test_the_newest_first_on_demand(sign_in: SignIn, three: tuple[Entered, Entered, Entered]) -> None:
    late, today, fresh = (it.matter_code for it in three)
    assert codes(sign_in("xulydon").text("/vu-viec", {"thu_tu": "moi"})) == [fresh, today, late]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"han": "qua"}, (0,)),
        ({"han": "sap"}, (1,)),
        ({"den_han": "23/11/2026"}, (0, 1)),
        ({"den_han": "31/12/2026", "han": "qua"}, (0,)),
        ({"den_han": "22/11/2026", "han": "sap"}, ()),
        ({"tinh_trang": "ho-so-accepted"}, (0,)),
        ({"tinh_trang": "don-classified"}, (1, 2)),
        ({"tu": "THUE dat"}, (2,)),
        ({"tu": "dat thue"}, (2,)),
        ({"tu": "khong co"}, ()),
        ({"loai": "feedback"}, ()),
        ({"loai": "complaint"}, (0, 1, 2)),
        ({"can_bo": "toi"}, (0, 1, 2)),
        ({"tinh_trang": "nonsense", "loai": "nonsense", "co_quan": "x", "den_han": "x"}, (0, 1, 2)),
        ({"co_quan": "4", "can_bo": "0", "den_han": "01/01/1900"}, (0, 1, 2)),
    ],
)
def test_the_list_is_narrowed_by_the_address(
    sign_in: SignIn, three: tuple[Entered, Entered, Entered], query: dict[str, str], expected: tuple[int, ...]
) -> None:
    page = sign_in("xulydon").text("/vu-viec", query)
    assert codes(page) == [three[place].matter_code for place in expected]


def test_a_status_of_papers_is_not_taken_for_the_one_of_cases_that_is_called_the_same(
    sign_in: SignIn, enter: Enter
) -> None:
    answered = enter.a_case(PetitionKind.FEEDBACK, accepted_on=date(2026, 11, 12))
    enter.step(answered, Action.ANSWER, facts={"answer": "Đã sửa đường"})
    told = enter.a_complaint()
    enter.step(told, Action.INFORM, facts={"answer": "Đã giải quyết"})
    visitor = sign_in("xulydon")
    for _ in range(2):
        assert codes(visitor.text("/vu-viec", {"tinh_trang": "ho-so-answered"})) == [answered.matter_code]
        assert codes(visitor.text("/vu-viec", {"tinh_trang": "don-answered"})) == [told.matter_code]


def test_what_is_due_soon_stands_by_that_day_though_something_else_is_late(sign_in: SignIn, enter: Enter) -> None:
    # received on 09/11: seven working days to accept end on 18/11, ten to handle the paper on 23/11
    both = enter.a_complaint("Vừa quá hạn vừa đến hạn", received_on=date(2026, 11, 9))
    later = enter.a_complaint("Đến hạn sau", received_on=date(2026, 11, 13))
    visitor = sign_in("xulydon")
    page = visitor.text("/vu-viec", {"han": "sap"})
    assert codes(page) == [both.matter_code, later.matter_code]
    line = page.partition(f">{both.matter_code}<")[2].partition("</tr>")[0]
    assert "23/11/2026" in line
    assert "hết hạn hôm nay" in line
    assert "18/11/2026" not in line
    assert "18/11/2026" in visitor.text("/vu-viec", {"han": "qua"})


def test_what_is_due_soon_comes_once_page_after_page(sign_in: SignIn, enter: Enter) -> None:
    written = {enter.a_complaint(f"Đơn số {n}", received_on=date(2026, 11, 9 + n % 3)).matter_code for n in range(28)}
    visitor = sign_in("xulydon")
    first = visitor.text("/vu-viec", {"han": "sap"})
    found = re.search(r'rel="next" href="([^"]+)"', first)
    assert found
    second = visitor.text(found[1].replace("&amp;", "&"))
    assert len(codes(first)) == 25
    assert sorted(codes(first) + codes(second)) == sorted(written)


def test_of_what_is_over_nothing_is_due_so_the_newest_stands_first(sign_in: SignIn, enter: Enter) -> None:
    closed = []
    for received in (date(2026, 11, 9), date(2026, 11, 12), date(2026, 11, 10)):
        it = enter.a_case(PetitionKind.FEEDBACK, accepted_on=received)
        enter.step(it, Action.ANSWER, facts={"answer": "Đã sửa đường"})
        enter.step(it, Action.CLOSE)
        closed.append(it.matter_code)
    page = sign_in("xulydon").text("/vu-viec", {"tinh_trang": "ho-so-closed"})
    assert codes(page) == [closed[1], closed[2], closed[0]]
    assert "Mới mở trước" in page.partition('class="filters"')[0]


def test_by_office_and_by_officer(sign_in: SignIn, enter: Enter, province: Province) -> None:
    board = enter.a_case(received_on=date(2026, 11, 9), accepted_on=date(2026, 11, 12))
    commune = enter.a_complaint(at="XA-18880", by="xa1-don")
    visitor = sign_in("truongdonvi")
    by_office = visitor.text("/vu-viec", {"co_quan": str(province.offices["XA-18880"])})
    assert codes(by_office) == [commune.matter_code]
    by_officer = visitor.text("/vu-viec", {"can_bo": str(province.people["xa1-don"])})
    assert codes(by_officer) == [commune.matter_code]
    assert board.matter_code in visitor.text("/vu-viec")


def test_a_suspended_clock_does_not_press_but_the_day_to_look_again_does(sign_in: SignIn, enter: Enter) -> None:
    it = enter.a_case(received_on=date(2026, 9, 7), accepted_on=date(2026, 9, 10))
    enter.step(it, Action.SUSPEND, date(2026, 9, 14), {"suspension_ground": "waiting"})
    enter.step(it, Action.SEND_SUSPENSION, date(2026, 9, 15), {"sent_to": "người khiếu nại"})
    line = sign_in("xulydon").text("/vu-viec").partition(f">{it.matter_code}<")[2].partition("</tr>")[0]
    assert "Giải quyết khiếu nại" not in line
    assert "Rà soát: hồ sơ không có thời hạn riêng đang chạy" in line


def test_page_after_page_shows_everything_once(sign_in: SignIn, enter: Enter) -> None:
    written = {enter.a_petition(f"Đơn số {n}", received_on=date(2026, 11, 20 - n % 3)).matter_code for n in range(30)}
    visitor = sign_in("xulydon")
    for order in ("", "moi"):
        place, seen = f"/vu-viec?thu_tu={order}", list[str]()
        while place:
            page = visitor.client.get(place).get_data(as_text=True)
            seen += codes(page)
            found = re.search(r'rel="next" href="([^"]+)"', page)
            place = found[1].replace("&amp;", "&") if found else ""
        assert len(seen) == 30
        assert set(seen) == written


@pytest.mark.parametrize("many", [1, 25])
def test_the_list_asks_the_same_however_long_it_is(app: Flask, sign_in: SignIn, enter: Enter, many: int) -> None:
    for n in range(many):
        enter.a_complaint(f"Khiếu nại {n}", received_on=date(2026, 11, 16))
    visitor = sign_in("xulydon")
    with asked(app) as statements:
        page = visitor.text("/vu-viec")
    assert len(codes(page)) == many
    assert len(statements) <= MOST_QUERIES, "\n\n".join(statements)


def test_whose_matters_are_elsewhere_sees_none_of_them(sign_in: SignIn, enter: Enter) -> None:
    enter.a_classified(PetitionKind.COMPLAINT, received_on=date(2026, 11, 16))
    page = sign_in("xa1-don").text("/vu-viec")
    assert codes(page) == []
    assert "Chưa có vụ việc nào" in page
