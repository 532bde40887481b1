"""The page of a ladder: filled as it stands, then what it would send, then saved; what is wrong is said at once."""

from datetime import date
from typing import Any

import pytest
from flask import Flask

from caseflow.law.escalation import IDENTITY_REQUEST, LADDER, REQUESTS, SUSPICIONS, AlertChannel, Ladder
from caseflow.law.ladders import Group
from caseflow.services.ladders import ladder_in_force
from tests.conftest import SignIn
from tests.factories import Enter
from tests.visitor import Visitor

PAGE = "/quan-tri/thang-canh-bao"
EDIT = f"{PAGE}/sua"


@pytest.fixture
def admin(sign_in: SignIn) -> Visitor:
    return sign_in("quantri")


def in_force(app: Flask, group: Group) -> object:
    with app.app_context():
        return ladder_in_force(group)


def test_every_group_is_shown_as_it_stands(admin: Visitor) -> None:
    page = admin.text(PAGE)
    assert "thời hạn đến 14 ngày: 3, 1; dài hơn: 7, 3, 1" in page
    assert "1, 5, sau đó mỗi 5 ngày" in page
    assert page.count("mặc định của phần mềm") == len(Group)
    assert page.count("gửi cả ngoài giờ (khẩn)") == 5


@pytest.mark.parametrize(
    ("group", "shipped"),
    [
        (Group.USUAL, LADDER),
        (Group.SUSPICIONS, SUSPICIONS["NGHI-VUOT-CAP"]),
        (Group.REQUESTS, REQUESTS[IDENTITY_REQUEST]),
    ],
)
def test_the_form_of_a_ladder_as_it_stands_saves_the_very_same(
    admin: Visitor, app: Flask, group: Group, shipped: object
) -> None:
    shown = admin.submit(f"{EDIT}?nhom={group.value}", basis="Quy chế 5/QC")
    assert "Lần báo kế tiếp rơi vào lúc nào" in shown.get_data(as_text=True)
    saved = admin.send(shown, basis="Quy chế 5/QC")
    assert "Đã đổi thang cảnh báo; 0 thời hạn" in saved.get_data(as_text=True)
    assert "theo Quy chế 5/QC" in saved.get_data(as_text=True)
    assert in_force(app, group) == shipped


def test_what_it_would_send_is_seen_first_and_a_change_after_that_is_seen_again(
    admin: Visitor, app: Flask, enter: Enter
) -> None:
    enter.a_complaint(received_on=date(2026, 11, 16))
    shown = admin.submit(EDIT, overdue="2, 4", basis="Quy chế")
    assert "Nếu lưu," in shown.get_data(as_text=True)
    assert in_force(app, Group.USUAL) == LADDER
    changed = admin.send(shown, overdue="2, 6")
    assert "Nếu lưu," in changed.get_data(as_text=True)
    assert in_force(app, Group.USUAL) == LADDER
    saved = admin.send(changed, basis="Quy chế")
    assert saved.request.path == PAGE
    assert "2, 6, sau đó mỗi 5 ngày" in saved.get_data(as_text=True)


def test_channels_and_words_are_written_seen_before_and_shown_after(admin: Visitor, app: Flask, enter: Enter) -> None:
    enter.a_complaint(received_on=date(2026, 11, 16))
    typed = {"hearings-0-channels": ["email"], "hearings-0-words": "Đôn đốc ngay.", "basis": "Quy chế"}
    shown = admin.submit(EDIT, **typed)
    page = shown.get_data(as_text=True)
    assert "Lần báo kế tiếp ra ngoài qua đâu" in page
    assert "Lời kèm theo lần báo kế tiếp" in page
    after = admin.send(shown, basis="Quy chế").get_data(as_text=True)
    assert "từ đầu: cán bộ phụ trách (thư điện tử);" in " ".join(after.split())
    assert "“Đôn đốc ngay.”" in after
    ladder = in_force(app, Group.USUAL)
    assert isinstance(ladder, Ladder)
    assert (ladder.hearings[0].channels, ladder.hearings[0].words) == ((AlertChannel.EMAIL,), "Đôn đốc ngay.")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"overdue": "mai"}, "Ghi các số ngày, cách nhau bằng dấu phẩy, như 7, 3, 1."),
        ({"overdue": "5, 1"}, "Các mức quá hạn là những số ngày từ nhỏ đến lớn"),
        ({"overdue": ""}, "Cần ghi ít nhất một mức."),
        ({"every": "0"}, "Sau đó nhắc lại sau 1 đến 400 ngày làm việc."),
        ({"rungs-0-up_to": "20"}, "Các bậc phải đi từ thời hạn ngắn đến dài"),
        ({"hearings-0-who": []}, "Mức “còn 7 ngày làm việc” chưa có ai nghe."),
        ({"hearings-0-who": ["admin"]}, "không có trong các câu trả lời"),
        ({"hearings-4-who": ["leader"]}, "Cần ghi số ngày của dòng này."),
        ({"hearings-4-words": "Đôn đốc."}, "Cần ghi số ngày của dòng này."),
        ({"rungs-0-up_to": "", "rungs-0-before": "9"}, "Cần ghi số ngày của dòng này."),
        ({"hearings-1-from_days": "-401"}, "Số phải từ -400 đến 400."),
        ({"basis": ""}, "Cần ghi căn cứ."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    admin: Visitor, app: Flask, typed: dict[str, Any], sentence: str
) -> None:
    answer = admin.submit(EDIT, **({"basis": "Quy chế 9"} | typed))
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert sentence in page
    assert "basis" in typed or 'value="Quy chế 9"' in page
    assert all(f'value="{words}"' in page for words in typed.values() if words and isinstance(words, str))
    assert in_force(app, Group.USUAL) == LADDER
