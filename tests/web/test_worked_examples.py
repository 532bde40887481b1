"""The page of worked examples: every row with its examples, every day written out."""

import re

from caseflow.law.periods import PERIODS
from caseflow.reference.files import worked_examples
from tests.conftest import SignIn as Door


def test_the_book_lists_every_row_with_an_example(sign_in: Door) -> None:
    page = sign_in("phapche").text("/so-tay/vi-du")
    assert all(f"/so-tay/vi-du/{row.code}" in page for row in PERIODS)
    assert f"{len(worked_examples())} ví dụ" in page


def test_the_days_of_an_example_are_written_out(sign_in: Door) -> None:
    page = sign_in("phapche").text("/so-tay/vi-du/KN-TL-NEW")
    assert "nhận thứ Sáu 21/08/2026, 7 ngày làm việc, hạn thứ Năm 03/09/2026" in page
    assert "1: 22/08/2026; 2–6: 24/08–28/08/2026; 7: 03/09/2026" in page
    assert "01/09/2026: Quốc khánh (ngày liền kề)" in page
    assert set(re.findall(r"Nhóm ([A-Z0-9-]+)", page)) == {"KN-TL", "KN-TL2", "KN-KL-TL"}


def test_choosing_a_code_leads_to_its_examples(sign_in: Door) -> None:
    visitor = sign_in("phapche")
    assert visitor.get("/so-tay/vi-du", {"ma": "TC-GQ"}).request.path == "/so-tay/vi-du/TC-GQ"
    assert visitor.get("/so-tay/vi-du", {"ma": "KHONG-CO"}).request.path == "/so-tay/vi-du"
    assert visitor.get("/so-tay/vi-du/KHONG-CO").status_code == 404
