"""The legal officer confirms on one page; every clock then loses its doubt, and has it again when that is withdrawn."""

import re
from datetime import date

import pytest

from caseflow.law.confirming import digest_of
from caseflow.law.periods import rows_of
from tests.conftest import SignIn
from tests.factories import Enter
from tests.visitor import Visitor

PAGE = "/so-tay/xac-nhan"
DOUBT = "căn cứ chưa được cán bộ pháp chế xác nhận"
HANDLING = digest_of(rows_of("XLD-10")[0])


def tick(visitor: Visitor, *digests: str, note: str = "Công báo số 12/2021") -> str:
    return visitor.submit(PAGE, rows=list(digests), note=note).get_data(as_text=True)


def test_every_row_in_doubt_waits_and_can_be_ticked_at_once(sign_in: SignIn) -> None:
    jurist = sign_in("phapche")
    assert "26 quy định chờ" in jurist.text("/so-tay")
    page = jurist.text(PAGE)
    assert page.count('type="checkbox"') == 26
    assert "checked" not in page
    assert jurist.text(PAGE, {"chon": "tat-ca"}).count("checked") == 26
    assert re.search(r"<b>26</b>\s*<span>quy định chờ xác nhận căn cứ</span>", jurist.text("/"))


def test_a_confirmed_row_takes_the_doubt_from_every_clock(sign_in: SignIn, enter: Enter) -> None:
    it = enter.a_complaint(received_on=date(2026, 11, 20))
    officer, jurist = sign_in("xulydon"), sign_in("phapche")
    before = officer.text(f"/vu-viec/{it.matter_code}")
    assert before.count(f">{DOUBT}<") == 1  # the tag of XLD-10, the only clock from a press source
    assert "Căn cứ chưa được cán bộ pháp chế xác nhận." in before
    assert "Đã xác nhận căn cứ của 1 quy định." in tick(jurist, HANDLING)
    after = officer.text(f"/vu-viec/{it.matter_code}")
    assert DOUBT not in after.casefold()
    assert "đã xác nhận: Đỗ Thị Xuân Thử" in jurist.text("/so-tay")
    assert "25 quy định chờ" in jurist.text("/so-tay")


def test_what_was_confirmed_can_be_taken_back_with_a_reason(sign_in: SignIn) -> None:
    jurist = sign_in("phapche")
    page = tick(jurist, HANDLING)
    url = re.findall(r'href="(/so-tay/xac-nhan/rut\?so=\d+)"', page)[0]
    refused = jurist.submit(url, why="")
    assert "Cần ghi vì sao rút xác nhận." in refused.get_data(as_text=True)
    done = jurist.submit(url, why="Nhầm văn bản").get_data(as_text=True)
    assert "đã rút" in done
    assert "Nhầm văn bản" in done
    assert "26 quy định" in done


@pytest.mark.parametrize(
    ("digests", "note", "said"),
    [
        ([], "Công báo", "Cần chọn ít nhất một quy định."),
        ([HANDLING], "", "Cần ghi đã đối chiếu với văn bản nào."),
        (["0" * 64], "Công báo", "Có quy định đã đổi từ khi trang được mở"),
    ],
)
def test_what_lacks_a_row_or_a_note_is_refused(sign_in: SignIn, digests: list[str], note: str, said: str) -> None:
    page = sign_in("phapche").submit(PAGE, rows=digests, note=note)
    assert page.status_code == 422
    assert said in page.get_data(as_text=True)


@pytest.mark.parametrize("login", ["quantri", "thamquyen", "xulydon"])
def test_nobody_else_confirms(sign_in: SignIn, login: str) -> None:
    visitor = sign_in(login)
    assert visitor.get(PAGE).status_code == 403
    assert "Xác nhận căn cứ" not in visitor.text("/so-tay")
