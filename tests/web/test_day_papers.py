"""What is printed of reception days: the notice of a conclusion, invitations, the notice of a change."""

from datetime import UTC, date, datetime

import pytest

from caseflow.law.terms import Action, PetitionKind
from caseflow.services import registrations
from caseflow.store.db import db
from caseflow.store.matters import Matter
from caseflow.store.reception_days import ReceptionDay
from caseflow.web.step_views import slug
from tests.conftest import SettableClock, SignIn
from tests.factories import SENDER, Enter

SECRET = "(giữ bí mật)"


def concluded(enter: Enter, clock: SettableClock, kind: PetitionKind) -> str:
    """A visit to a leader on 30/11/2026 and the notice of what was concluded: its address."""
    clock.set(datetime(2026, 11, 30, 3, 0, tzinfo=UTC))
    it, conclusion_id = enter.a_concluded_visit(kind=kind)
    return f"/tiep-dan/{it.visit_id}/ket-luan/{conclusion_id}/thong-bao"


def test_the_notice_of_a_conclusion_has_its_number_who_must_do_what_and_by_when(
    sign_in: SignIn, enter: Enter, clock: SettableClock
) -> None:
    address = concluded(enter, clock, PetitionKind.COMPLAINT)
    desk = sign_in("tiepdan")
    assert f'href="{address}"' in desk.text(address.split("/ket-luan")[0])
    page = desk.text(address)
    for words in (
        "Số: 15/TB-UBND",
        "ngày 30 tháng 11 năm 2026",
        "Kết luận tại buổi tiếp công dân ngày 30/11/2026",
        f"Ông/Bà {SENDER.name}",
        "Giao Sở kiểm tra, trả lời dân",
        "Kiểm tra giá đất",
        "15/12/2026",
        "Bùi Văn An Thử",
    ):
        assert words in page, words


def test_of_a_denunciation_the_notice_names_nobody(sign_in: SignIn, enter: Enter, clock: SettableClock) -> None:
    address = concluded(enter, clock, PetitionKind.DENUNCIATION)
    page = sign_in("truongban").text(address)
    assert SENDER.name not in page
    assert SECRET in page


def test_who_is_accepted_gets_an_invitation_to_print(sign_in: SignIn, enter: Enter) -> None:
    key = enter.a_day(date(2026, 12, 15), posted_on=date(2026, 11, 20))
    with enter.acting("tiepdan") as reader:
        day = db.session.get_one(ReceptionDay, key)
        asked = registrations.register(
            day, SENDER, wish="Xin gặp về giá đất", matter=None, reader=reader, now=enter.clock()
        ).id
    desk, address = sign_in("tiepdan"), f"/lich/{key}/dang-ky/{asked}/giay-moi"
    assert desk.get(address).status_code == 409
    desk.submit(f"/lich/{key}/dang-ky/{asked}", accepted="yes", invited_on="23/11/2026", invitation="9/GM-TCD")
    assert f'href="{address}"' in desk.text(f"/lich/{key}/dang-ky")
    page = desk.text(address)
    for words in ("GIẤY MỜI", "Số: 9/GM-TCD", SENDER.name, "thứ Ba, ngày 15/12/2026", "Xin gặp về giá đất"):
        assert words in page, words


@pytest.mark.parametrize(
    ("act", "typed", "said"),
    [
        (
            Action.POSTPONE_DAY,
            {"change_reason": "Họp Quốc hội", "new_day": "22/12/2026"},
            ("Hoãn buổi tiếp công dân thứ Ba, ngày 15/12/2026", "Họp Quốc hội", "thứ Ba, ngày 22/12/2026"),
        ),
        (
            Action.CANCEL_DAY,
            {"change_reason": "Bão số 12"},
            ("Hủy buổi tiếp công dân thứ Ba, ngày 15/12/2026", "Bão số 12"),
        ),
    ],
)
def test_a_day_that_is_off_has_its_notice_for_the_board(
    sign_in: SignIn, enter: Enter, act: Action, typed: dict[str, str], said: tuple[str, ...]
) -> None:
    key = enter.a_day(date(2026, 12, 15), posted_on=date(2026, 11, 20))
    head, address = sign_in("truongban"), f"/lich/{key}/thong-bao"
    assert head.get(address).status_code == 409
    head.submit(f"/lich/{key}/buoc/{slug(act)}", **typed)
    assert f'href="{address}"' in head.text(f"/lich/{key}")
    page = head.text(address)
    for words in (*said, "khoản 4 Điều 24 Luật Tiếp công dân", "niêm yết ngày 20/11/2026"):
        assert words in page, words


def test_a_published_change_has_its_notice_too(sign_in: SignIn, enter: Enter) -> None:
    key = enter.a_day(date(2026, 12, 15), posted_on=date(2026, 11, 20))
    head = sign_in("truongban")
    head.submit(f"/lich/{key}/sua", amended="Bắt đầu từ 09:00", starts_at="09:00")
    page = head.text(f"/lich/{key}/thong-bao")
    assert "Bắt đầu từ 09:00" in page
    assert "Sau khi thay đổi: 09:00, thứ Ba, ngày 15/12/2026" in page


def test_the_invitation_of_a_denouncer_says_neither_who_nor_about_what(
    sign_in: SignIn, enter: Enter, clock: SettableClock
) -> None:
    clock.set(datetime(2026, 11, 30, 3, 0, tzinfo=UTC))
    it = enter.a_visit("Tố cáo cán bộ thu tiền", kind=PetitionKind.DENUNCIATION)
    key = enter.a_day(date(2026, 12, 15), posted_on=date(2026, 11, 30))
    with enter.acting("truongban") as reader:
        day, matter = db.session.get_one(ReceptionDay, key), db.session.get_one(Matter, it.matter_id)
        asked = registrations.register(
            day, SENDER, wish="Xin gặp về việc thu tiền", matter=matter, reader=reader, now=enter.clock()
        ).id
    head = sign_in("truongban")
    head.submit(f"/lich/{key}/dang-ky/{asked}", accepted="yes", invited_on="30/11/2026", invitation="10/GM-TCD")
    page = head.text(f"/lich/{key}/dang-ky/{asked}/giay-moi")
    assert "Số: 10/GM-TCD" in page
    assert SENDER.name not in page
    assert "thu tiền" not in page
