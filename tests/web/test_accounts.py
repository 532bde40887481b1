"""Accounts are opened, corrected, closed; roles are given and ended; nobody locks the house from inside."""

import re
from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from caseflow.law.errors import Refusal
from caseflow.law.terms import Role
from caseflow.services.accounts import close_account, end_role
from caseflow.store.db import db
from caseflow.store.offices import Office, office_by_code
from caseflow.store.people import RolePost, User, find_user, user_by_login
from tests.conftest import SettableClock
from tests.conftest import SignIn as Door
from tests.factories import PASSWORD, Enter, Province, a_user
from tests.visitor import Visitor

ACCOUNTS = "/quan-tri/tai-khoan"


def account(province: Province, login: str) -> str:
    return f"{ACCOUNTS}/{province.people[login]}"


def new_one(province: Province, **other: str) -> dict[str, Any]:
    return {
        "name": "Vũ Thị Ánh Thử",
        "login": "anh",
        "role": Role.RECEPTION.value,
        "office": str(province.offices["BTCD"]),
    } | other


def password_on(words: str) -> str:
    found = re.search(r"<code>([a-z0-9-]{19})</code>", words)
    assert found is not None
    return found[1]


def press(visitor: Visitor, page: str, ending: str) -> str:
    """Press the one button of a page that posts to an address with some ending."""
    shown = visitor.text(page)
    token = re.findall(r'name="csrf_token" value="([^"]+)"', shown)[0]
    assert f'action="{page}/{ending}"' in shown
    answer = visitor.client.post(f"{page}/{ending}", data={"csrf_token": token}, follow_redirects=True)
    return answer.get_data(as_text=True)


def is_let_in(app: Flask, login: str, password: str) -> bool:
    return Visitor(app).submit("/dang-nhap", login=login, password=password).request.path != "/dang-nhap"


def test_accounts_are_sorted_by_given_name_and_found_without_tone_marks(sign_in: Door) -> None:
    visitor = sign_in("quantri")
    names = re.findall(r"/quan-tri/tai-khoan/\d+\">([^<]+)<", visitor.text(ACCOUNTS))
    assert len(names) == 19
    found = visitor.text(ACCOUNTS, {"tu": "dinh long"})
    assert re.findall(r"/quan-tri/tai-khoan/\d+\">([^<]+)<", found) == ["Nguyễn Đình Long Thử"]


def test_the_list_is_paged_without_losing_or_doubling_anyone(sign_in: Door, enter: Enter) -> None:
    with enter.acting("quantri"):
        for number in range(40):
            a_user(f"nguoi{number}", "Lê Văn Cùng Tên", (Role.RECEPTION, _office("BTCD")))
    visitor, seen = sign_in("quantri"), list[str]()
    query: dict[str, str] | None = {}
    while query is not None:
        page = visitor.text(ACCOUNTS, query)
        seen += re.findall(r"/quan-tri/tai-khoan/(\d+)\"", page)
        following = re.findall(r'sau=(\d+)">Trang sau', page)
        query = {"sau": following[0]} if following else None
    assert len(seen) == len(set(seen)) == 59


def _office(code: str) -> Office:
    found = office_by_code(code)
    assert found is not None
    return found


def test_a_new_account_shows_its_password_once_and_must_choose_its_own(
    app: Flask, sign_in: Door, province: Province
) -> None:
    visitor = sign_in("quantri")
    shown = visitor.get(f"{ACCOUNTS}/moi")
    password = password_on(visitor.send(shown, **new_one(province)).get_data(as_text=True))
    again = visitor.send(shown, **new_one(province))
    assert not re.findall(r"<code>", again.get_data(as_text=True))
    newcomer = Visitor(app)
    newcomer.submit("/dang-nhap", login="anh", password=password)
    assert newcomer.get("/tiep-dan", follow=False).location == "/mat-khau"
    own = "bốn con trâu vàng"
    newcomer.submit("/mat-khau", old=password, password=own, again=own)
    assert newcomer.get("/tiep-dan").status_code == 200


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"login": "tiepdan"}, "Đã có tài khoản tên “tiepdan”."),
        ({"login": "có dấu"}, "Tên đăng nhập gồm 3–60 chữ thường không dấu"),
        ({"name": "  "}, "Cần ghi họ và tên."),
        ({"since": "31/02/2026"}, "ngày"),
        ({"stands_in_for": "tiepdan"}, "Trực thay phải có ngày kết thúc."),
        ({"stands_in_for": "tiepdan", "until": "01/01/2027"}, "Trực thay phải có văn bản phân công."),
        ({"stands_in_for": "không ai", "until": "01/01/2027", "document": "1/QĐ"}, "Không có người nào khác"),
        ({"until": "01/01/2020"}, "Ngày thôi phải sau ngày bắt đầu."),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_everything_typed_stays(
    app: Flask, sign_in: Door, province: Province, typed: dict[str, str], sentence: str
) -> None:
    page = sign_in("quantri").submit(f"{ACCOUNTS}/moi", **new_one(province, email="anh@example.invalid", **typed))
    words = page.get_data(as_text=True)
    assert sentence in words
    assert 'value="anh@example.invalid"' in words
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(User)) == 19


def test_a_reset_gives_a_password_that_works_and_ends_the_old(app: Flask, sign_in: Door, province: Province) -> None:
    page = press(sign_in("quantri"), account(province, "tiepdan"), "cap-lai-mat-khau")
    assert is_let_in(app, "tiepdan", password_on(page))
    assert not is_let_in(app, "tiepdan", PASSWORD)


def test_a_closed_account_is_out_until_it_is_opened_again(app: Flask, sign_in: Door, province: Province) -> None:
    admin, officer = sign_in("quantri"), sign_in("tiepdan")
    press(admin, account(province, "tiepdan"), "khoa")
    assert officer.get("/tiep-dan", follow=False).status_code == 302
    assert not is_let_in(app, "tiepdan", PASSWORD)
    press(admin, account(province, "tiepdan"), "mo")
    assert is_let_in(app, "tiepdan", PASSWORD)


def test_nobody_closes_their_own_account(app: Flask, sign_in: Door, province: Province) -> None:
    visitor, page = sign_in("quantri"), account(province, "quantri")
    shown = visitor.text(page)
    assert f'action="{page}/khoa"' not in shown
    token = re.findall(r'name="csrf_token" value="([^"]+)"', shown)[0]
    answer = visitor.client.post(f"{page}/khoa", data={"csrf_token": token})
    assert answer.status_code == 409
    assert is_let_in(app, "quantri", PASSWORD)


def test_the_last_administrator_is_neither_closed_nor_relieved(
    enter: Enter, province: Province, clock: SettableClock
) -> None:
    other = province.people["danvan"]
    with pytest.raises(Refusal, match="quản trị cuối cùng"), enter.acting("danvan"):
        close_account(find_user(province.people["quantri"]), by_id=other, on=clock.today, now=clock())
    with pytest.raises(Refusal, match="quản trị cuối cùng"), enter.acting("danvan"):
        end_role(_administration(), from_on=clock.today, by_id=other, on=clock.today)


def _administration() -> RolePost:
    return db.session.scalars(select(RolePost).where(RolePost.role == Role.ADMIN)).one()


def test_a_second_administrator_may_relieve_the_first_at_once(app: Flask, sign_in: Door, province: Province) -> None:
    first = sign_in("quantri")
    first.submit(
        f"{account(province, 'danvan')}/vai-tro",
        role=Role.ADMIN.value,
        office=str(province.offices["TINH"]),
        since="23/11/2026",
    )
    with app.app_context():
        post = db.session.scalars(
            select(RolePost).where(RolePost.role == Role.ADMIN, RolePost.user_id == province.people["quantri"])
        ).one()
    second = sign_in("danvan")
    second.submit(f"{account(province, 'quantri')}/vai-tro/{post.id}", from_on="23/11/2026")
    assert first.get(ACCOUNTS).status_code == 403
    assert second.get(ACCOUNTS).status_code == 200


def test_someone_stands_in_only_between_the_days_of_the_document(
    sign_in: Door, province: Province, clock: SettableClock
) -> None:
    sign_in("quantri").submit(
        f"{account(province, 'danvan')}/vai-tro",
        role=Role.RECEPTION.value,
        office=str(province.offices["BTCD"]),
        since="24/11/2026",
        until="25/11/2026",
        stands_in_for="tiepdan",
        document="12/QĐ-VP",
    )
    answers = []
    for day in (23, 24, 25, 26):
        clock.set(date(2026, 11, day))
        answers.append(sign_in("danvan").get("/tiep-dan").status_code)
    assert answers == [403, 200, 200, 403]


def test_the_same_role_at_the_same_office_is_not_given_twice_over(sign_in: Door, province: Province) -> None:
    page = sign_in("quantri").submit(
        f"{account(province, 'tiepdan')}/vai-tro",
        role=Role.RECEPTION.value,
        office=str(province.offices["BTCD"]),
        since="23/11/2026",
    )
    assert page.status_code == 422
    assert "đã giữ vai trò tiếp công dân" in page.get_data(as_text=True)


def test_an_account_that_changed_meanwhile_is_shown_again_with_what_was_typed(
    app: Flask, sign_in: Door, enter: Enter, province: Province
) -> None:
    visitor = sign_in("quantri")
    shown = visitor.get(f"{account(province, 'tiepdan')}/sua")
    with enter.acting("truongban"):
        user = user_by_login("tiepdan")
        assert user is not None
        user.email = "moi@example.invalid"
    page = visitor.send(shown, name="Lê Thị Thanh Sửa")
    words = page.get_data(as_text=True)
    assert page.status_code == 409
    assert "vừa được người khác sửa" in words
    assert 'value="Lê Thị Thanh Sửa"' in words
    assert visitor.send(page, name="Lê Thị Thanh Sửa").status_code == 200
    with app.app_context():
        changed = user_by_login("tiepdan")
        assert changed is not None
        assert changed.name == "Lê Thị Thanh Sửa"


def test_an_administrator_of_one_office_reaches_no_account_that_works_elsewhere(
    enter: Enter, sign_in: Door, province: Province
) -> None:
    with enter.acting("quantri"):
        a_user("quantri-xa", "Võ Văn Xã Thử", (Role.ADMIN, _office("XA-18880")))
        both = a_user("hai-noi", "Hồ Hai Nơi Thử", (Role.CLERK, _office("XA-18880")), (Role.CLERK, _office("BTCD")))
        both_id = both.id
    visitor = sign_in("quantri-xa")
    listed = set(re.findall(r"/quan-tri/tai-khoan/(\d+)\"", visitor.text(ACCOUNTS)))
    assert str(province.people["xa1"]) in listed
    assert str(province.people["quantri"]) not in listed
    assert visitor.get(f"{ACCOUNTS}/{both_id}").status_code == 404
    assert visitor.get(account(province, "xa2")).status_code == 404
    page = visitor.submit(
        f"{account(province, 'xa1')}/vai-tro", role=Role.ADMIN.value, office=str(province.offices["TINH"])
    )
    assert page.status_code == 422
