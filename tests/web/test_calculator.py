"""The calculator of the rule book: everything in the address, every wrong answer at its field, nothing typed lost."""

import re
from datetime import date
from html import unescape

import pytest

from caseflow.law.periods import PERIODS, not_a_date
from caseflow.law.reckoning import row_of
from tests.conftest import SettableClock
from tests.conftest import SignIn as Door
from tests.visitor import Visitor, forms_of

PLACE = "/so-tay/tinh-han"


@pytest.fixture
def jurist(sign_in: Door) -> Visitor:
    """Somebody who may read the book and nothing else."""
    return sign_in("phapche")


def words(markup: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", markup)).split())


def reckoned(jurist: Visitor, **typed: str) -> str:
    """What the page says of what was typed."""
    return words(jurist.text(PLACE, {name.replace("__", "-"): value for name, value in typed.items()}))


def test_an_empty_form_asks_and_says_nothing_is_wrong(jurist: Visitor) -> None:
    page = jurist.text(PLACE)
    assert "Chưa tính được" not in page
    offered = re.findall(r'<option value="([A-Z0-9-]+) – ', page)
    assert sorted(offered) == sorted({row.code for row in PERIODS})


def test_the_strict_and_the_legal_end_are_shown_with_the_days_and_the_reasons(jurist: Visitor) -> None:
    page = reckoned(jurist, ma="KN-GQ1", tu_ngay="23/10/2026")
    assert "Đếm thẳng Chủ nhật 22/11/2026" in page
    assert "Hạn theo luật thứ Hai 23/11/2026" in page
    assert "là ngày nghỉ (cuối tuần), nên hạn dời sang thứ Hai 23/11/2026 (BLDS Đ148.5)" in page
    assert "30 ngày kể từ ngày thụ lý 23/10/2026 · LKN Đ28" in page
    assert "hôm nay; ngày đến hạn" in page


@pytest.mark.parametrize("typed", ["KN-GQ1", "kn-gq1", "KN-GQ1 – Giải quyết khiếu nại lần đầu (30 ngày)"])
def test_a_rule_may_be_typed_or_chosen(jurist: Visitor, typed: str) -> None:
    assert "22/11/2026" in reckoned(jurist, ma=typed, tu_ngay="23/10/2026")


def test_a_rule_without_a_day_is_counted_from_today_or_from_its_last_day(jurist: Visitor, clock: SettableClock) -> None:
    assert f"{clock.today:%d/%m/%Y}" == "23/11/2026"
    assert "kể từ ngày thụ lý 23/11/2026" in reckoned(jurist, ma="KN-GQ1")
    assert "kể từ ngày nhận đơn 30/06/2026" in reckoned(jurist, ma="KN-TL1-OLD")


def test_suspensions_are_left_out_and_another_may_be_added(jurist: Visitor) -> None:
    query = {
        "ma": "TC-GQ",
        "tu_ngay": "06/07/2026",
        "tam_dung-0-tu": "20/07/2026",
        "tam_dung-0-den": "05/08/2026",
    }
    page = jurist.get(PLACE, query)
    assert "Hạn theo luật thứ Sáu 21/08/2026" in words(page.get_data(as_text=True))
    assert "16 ngày không tính vào thời hạn" in page.get_data(as_text=True)
    form = next(form for form in forms_of(page) if "ma" in form.names)
    assert form.method == "get"
    assert {name: form.fields[name] for name in query} == query
    assert form.fields["tam_dung-1-tu"] == ""


def test_a_suspension_that_lasts_is_counted_as_if_it_ended_today(jurist: Visitor) -> None:
    page = reckoned(jurist, ma="TC-GQ", tu_ngay="02/11/2026", tam_dung__0__tu="10/11/2026")
    assert "15/12/2026" in page
    assert "Đang tạm dừng từ sau ngày 10/11/2026" in page


def test_extensions_are_offered_where_the_family_has_them(jurist: Visitor) -> None:
    assert "gia_han" not in jurist.text(PLACE, {"ma": "KN-GQ1", "tu_ngay": "02/03/2026"})
    plain = jurist.text(PLACE, {"ma": "TC-GQ", "tu_ngay": "02/03/2026"})
    assert 'name="gia_han_tc_gq_ext1"' in plain
    page = reckoned(
        jurist,
        ma="TC-GQ",
        tu_ngay="02/03/2026",
        gia_han_tc_gq_ext1="25/03/2026",
        gia_han_tc_gq_ext2="24/04/2026",
    )
    assert "Đếm thẳng Chủ nhật 31/05/2026" in page
    assert "Hạn theo luật thứ Hai 01/06/2026" in page


@pytest.mark.parametrize("hour", ["09:30", "9h30", "0930"])
def test_a_period_in_hours_runs_from_the_hour(jurist: Visitor, hour: str) -> None:
    assert "Hạn theo luật 09:30 24/08/2026" in reckoned(jurist, ma="PD-BREACH", tu_ngay="21/08/2026", gio=hour)


def test_an_hour_changes_nothing_for_a_period_in_days(jurist: Visitor) -> None:
    assert "22/11/2026" in reckoned(jurist, ma="KN-GQ1", tu_ngay="23/10/2026", gio="23:59")


def test_a_suspension_that_no_step_knows_is_doubted(jurist: Visitor) -> None:
    page = reckoned(
        jurist, ma="KN-TL-NEW", tu_ngay="16/11/2026", tam_dung__0__tu="16/11/2026", tam_dung__0__den="19/11/2026"
    )
    assert "Không bước nào trong sổ tay tạm dừng thời hạn này" in page


def test_a_figure_not_verified_and_a_calendar_not_announced_are_marked(jurist: Visitor) -> None:
    assert "chưa xác minh" in reckoned(jurist, ma="PD-BREACH", tu_ngay="21/08/2026")
    assert "lịch tạm tính" in reckoned(jurist, ma="KN-TL-NEW", tu_ngay="25/12/2026")


def test_a_row_that_is_no_date_says_why(jurist: Visitor) -> None:
    for row in PERIODS:
        reason = not_a_date(row)
        if reason and row.governs(date(2027, 3, 1)) and row_of(row.code, date(2027, 3, 1)) is row:
            page = reckoned(jurist, ma=row.code, tu_ngay="01/03/2027")
            assert f"Không tính ra ngày. {reason[:1].upper()}{reason[1:]}" in page
            assert "Hạn theo luật" not in page


def test_the_row_its_family_and_its_steps_stand_beside_the_answer(jurist: Visitor) -> None:
    page = jurist.text(PLACE, {"ma": "KN-GQ1", "tu_ngay": "23/10/2026"})
    assert 'href="/so-tay#KN-GQ1"' in page
    assert "ma=KN-GQ1-RC" in page
    assert re.search(r'href="/so-tay/quy-trinh/giai-quyet-khieu-nai-lan-dau#buoc-\d+">bắt đầu: thụ lý<', page)


WRONG = [
    ({"ma": "KN-GQX"}, "ma", "Gần giống: "),
    ({"ma": ""}, "ma", "Cần ghi ô này"),
    ({"tu_ngay": "31/02/2026"}, "tu_ngay", "Ngày ghi theo dạng"),
    ({"tu_ngay": ""}, "tu_ngay", "Cần ghi ô này"),
    ({"tu_ngay": "01/01/9999"}, "tu_ngay", "quá xa"),
    ({"ma": "KN-TL1-OLD"}, "tu_ngay", "Vào ngày ấy áp dụng KN-TL-NEW"),
    ({"gio": "25:00"}, "gio", "Giờ ghi theo dạng"),
    ({"tam_dung-0-tu": "hôm kia"}, "tam_dung-0-tu", "Ngày ghi theo dạng"),
    ({"tam_dung-0-den": "05/08/2026"}, "tam_dung-0-den", "Cần ghi ngày tạm dừng"),
    ({"tam_dung-0-tu": "01/07/2026"}, "tam_dung-0-tu", "trước ngày bắt đầu"),
    (
        {"tam_dung-0-tu": "", "tam_dung-1-tu": "20/07/2026", "tam_dung-1-den": "19/07/2026"},
        "tam_dung-1-tu",
        "Ngày tiếp tục trước",
    ),
    ({"gia_han_tc_gq_ext1": "01/07/2026"}, "gia_han_tc_gq_ext1", "trước ngày bắt đầu"),
]


@pytest.mark.parametrize(("typed", "field", "sentence"), WRONG, ids=[f"{f}: {s}" for _, f, s in WRONG])
def test_a_wrong_answer_is_said_at_its_field_and_nothing_typed_is_lost(
    jurist: Visitor, typed: dict[str, str], field: str, sentence: str
) -> None:
    query = {"ma": "TC-GQ", "tu_ngay": "06/07/2026", "gio": "08:00"} | typed
    answer = jurist.get(PLACE, query)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    (said,) = re.findall(rf'id="{field}-error">(.*?)</p>', page)
    assert sentence in said
    assert f'href="#{field}"' in page
    form = next(form for form in forms_of(answer) if "ma" in form.names)
    assert {name: form.fields[name] for name in query if name in form.fields} == {
        name: value for name, value in query.items() if name in form.fields
    }
    assert set(query) - set(form.fields) <= {"gia_han_tc_gq_ext1"}
    assert "Hạn theo luật" not in page
