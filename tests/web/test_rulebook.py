"""The chapters of the rule book as a jurist reads them."""

import re
from html import unescape
from urllib.parse import unquote

import pytest
from flask import Flask

from caseflow.law.book import anchors, numbered, tables_by_slug
from caseflow.law.changes import change_days
from caseflow.law.competence import COMPETENCES
from caseflow.law.ground_book import GROUND_LISTS
from caseflow.law.periods import PERIODS
from caseflow.law.terms import Role
from caseflow.web.chapters import CHAPTERS, hits
from tests.conftest import SettableClock
from tests.conftest import SignIn as Door
from tests.visitor import Visitor
from tests.web.queries import asked

FIRST = "/so-tay/quy-trinh/giai-quyet-khieu-nai-lan-dau"


@pytest.fixture
def jurist(sign_in: Door) -> Visitor:
    """Somebody who may read the book and nothing else."""
    return sign_in("phapche")


def rows(page: str) -> list[str]:
    """The ids of the rows of tables."""
    return re.findall(r'<tr id="([^"]+)"', page)


def words(markup: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", markup)).split())


def row_of(page: str, anchor: str) -> str:
    return words(re.findall(rf'<tr id="{re.escape(anchor)}".*?</tr>', page, re.DOTALL)[0])


def test_every_chapter_stands_in_the_table_of_contents_of_every_page(jurist: Visitor, app: Flask) -> None:
    with app.test_request_context():
        addresses = [app.url_for(chapter.endpoint) for chapter in CHAPTERS]
    for address in addresses:
        page = jurist.text(address)
        nav = page.split('aria-label="Các phần của sổ tay"')[1].split("</nav>")[0]
        assert re.findall(r'href="([^"]+)"', nav) == addresses
        assert re.findall(r'href="([^"]+)" aria-current="page"', nav) == [address]


def test_the_book_is_the_same_for_everybody_and_asks_the_database_for_nobody(jurist: Visitor, app: Flask) -> None:
    with asked(app) as around:
        jurist.text("/tai-khoan")
    with asked(app) as statements:
        jurist.text("/so-tay")
    assert len(statements) <= len(around)


# periods


def test_every_period_has_a_row_with_its_article_dates_and_source(jurist: Visitor) -> None:
    page = jurist.text("/so-tay")
    assert sorted(rows(page)) == sorted(anchors().values())
    assert len(rows(page)) == len(PERIODS)
    shown = row_of(page, "KN-TL1-OLD")
    for told in ("10 ngày", "ngày nhận đơn", "LKN Đ27", "đã đọc toàn văn", "01/07/2012 – 30/06/2026"):
        assert told in shown
    assert "Không áp dụng hôm nay".lower() in shown.lower()
    assert "chưa xác minh" in page


def test_periods_are_found_by_words_without_tone_marks(jurist: Visitor) -> None:
    found = rows(jurist.text("/so-tay", {"tu": "giai quyet khieu nai lan dau"}))
    assert {"KN-GQ1", "KN-GQ1-C", "KN-GQ1-R", "KN-GQ1-RC"} <= set(found)
    assert rows(jurist.text("/so-tay", {"tu": "kn-gq1-rc"})) == ["KN-GQ1-RC"]
    empty = jurist.text("/so-tay", {"tu": "không có gì như thế"})
    assert rows(empty) == []
    assert "Không có thời hạn nào khớp" in empty


def test_periods_are_narrowed_by_subject_text_and_day(jurist: Visitor) -> None:
    second = rows(jurist.text("/so-tay", {"chu_de": "khiếu nại lần hai"}))
    assert "KN-GQ2" in second
    assert "KN-GQ1" not in second
    decree = rows(jurist.text("/so-tay", {"van_ban": "ND154-2026"}))
    assert set(decree) == {anchors()[p.code, p.family] for p in PERIODS if p.edition == "ND154-2026"}
    before = rows(jurist.text("/so-tay", {"ngay": "30/06/2026"}))
    after = rows(jurist.text("/so-tay", {"ngay": "01/07/2026"}))
    assert ("KN-TL1-OLD" in before, "KN-TL-NEW" in before) == (True, False)
    assert ("KN-TL1-OLD" in after, "KN-TL-NEW" in after) == (False, True)


@pytest.mark.parametrize(
    ("name", "typed", "sentence"),
    [("ngay", "30/02/2026", "Ngày ghi theo dạng"), ("chu_de", "không có", "Hãy chọn một trong")],
)
def test_what_was_typed_wrong_narrows_nothing_and_is_said(
    jurist: Visitor, name: str, typed: str, sentence: str
) -> None:
    answer = jurist.get("/so-tay", {name: typed})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert sentence in page
    assert len(rows(page)) == len(PERIODS)


def test_a_period_leads_to_the_calculator_with_its_code(jurist: Visitor) -> None:
    page = jurist.text("/so-tay", {"tu": "KN-GQ1-RC"})
    (address,) = re.findall(r'href="(/so-tay/tinh-han\?ma=[^"]+)"', page)
    assert "KN-GQ1-RC" in words(jurist.text(unescape(address)))


# procedures


def test_every_procedure_is_listed_and_opens(jurist: Visitor) -> None:
    page = jurist.text("/so-tay/quy-trinh")
    addresses = re.findall(r'href="(/so-tay/quy-trinh/[^"]+)"', page)
    assert addresses == [f"/so-tay/quy-trinh/{name}" for name in tables_by_slug()]
    for address, table in zip(addresses, tables_by_slug().values(), strict=True):
        shown = jurist.text(address)
        assert rows(shown) == [row.anchor for row in numbered(table)]
        assert table.label in words(shown).casefold()


def test_a_procedure_that_is_none_is_not_there(jurist: Visitor) -> None:
    assert jurist.get("/so-tay/quy-trinh/giai-quyet-chien-tranh").status_code == 404


def test_a_step_tells_who_what_when_and_on_which_article(jurist: Visitor) -> None:
    page = jurist.text(FIRST)
    table = tables_by_slug()["giai-quyet-khieu-nai-lan-dau"]
    number = next(row.anchor for row in numbered(table) if row.step.action.value == "determine_complex")
    shown = row_of(page, number)
    for told in (
        "từ 01/07/2026",
        "đã thụ lý, đang xác minh, đã đối thoại",
        "→ giữ nguyên",
        "người có thẩm quyền giải quyết",
        "Tiêu chí phức tạp",
        "Cần ghi ít nhất một trong bảy tiêu chí phức tạp.",
        "Giải quyết khiếu nại lần đầu (KN-GQ1)".casefold(),
        "Văn bản xác định vụ việc phức tạp",
        "NĐ 124/2020 Đ3a",
    ):
        assert told in shown or told in shown.casefold(), told


def test_the_clocks_of_a_step_lead_to_their_periods(jurist: Visitor) -> None:
    page = jurist.text(FIRST)
    leads = {unescape(found) for found in re.findall(r'href="/so-tay#([^"]+)"', page)}
    assert "KN-GQ1" in leads
    assert leads <= set(rows(jurist.text("/so-tay")))


def test_the_diagram_is_drawn_and_said_in_words(jurist: Visitor) -> None:
    page = jurist.text(FIRST)
    drawing = page.split("<svg")[1].split("</svg>")[0]
    assert 'role="img"' in drawing
    assert "<title>Sơ đồ giải quyết khiếu nại lần đầu" in drawing
    assert "tạm đình chỉ" in drawing
    assert "style=" not in drawing
    legend = page.split('class="diagram__legend"')[1].split("</ol>")[0]
    table = tables_by_slug()["giai-quyet-khieu-nai-lan-dau"]
    assert len(re.findall("<li ", legend)) == len(table.steps)
    assert set(re.findall(r'href="#([^"]+)"', legend)) == set(rows(page))


# grounds, competence, roles, texts


def test_every_ground_stands_in_its_list(jurist: Visitor) -> None:
    page = jurist.text("/so-tay/can-cu")
    assert len(rows(page)) == sum(len(each.grounds) for each in GROUND_LISTS)
    assert "Tiêu chí vụ việc phức tạp (hỏi ở ô “Tiêu chí phức tạp”)" in words(page)
    assert "phải thông báo bằng văn bản" in row_of(page, "refusal-of-reception-9.3")


def test_grounds_stand_as_they_stood_on_a_day(jurist: Visitor) -> None:
    page = jurist.text("/so-tay/can-cu", {"ngay": "30/06/2026"})
    assert "refusal-of-reception-9.1" in rows(page)
    assert "refusal-of-reception-4.1.a" not in rows(page)
    assert "Căn cứ tạm đình chỉ giải quyết khiếu nại: không có dòng nào vào ngày này." in words(page)


def test_competence_stands_as_it_stood_on_a_day(jurist: Visitor) -> None:
    assert len(rows(jurist.text("/so-tay/tham-quyen"))) == len(COMPETENCES)
    before = words(jurist.text("/so-tay/tham-quyen", {"ngay": "30/06/2025"}))
    after = words(jurist.text("/so-tay/tham-quyen", {"ngay": "01/07/2025"}))
    assert "Chủ tịch UBND huyện (cũ) LKN Đ18.2" in before
    assert "Chủ tịch UBND huyện (cũ) LKN Đ18.2" not in after
    assert "Chủ tịch UBND tỉnh NĐ 141/2025" in after


def test_a_role_is_told_what_it_may_do(jurist: Visitor) -> None:
    page = words(jurist.text("/so-tay/vai-tro", {"vai_tro": "can-bo-giai-quyet"}))
    assert "Cán bộ giải quyết được làm gì?" in page
    assert "xem danh tính người tố cáo" in page
    assert "Bước được ghi: giải quyết tố cáo lần đầu" in page
    assert "Bước được ghi: xử lý đơn tại cơ quan" not in page
    assert "không ghi bước nào" in jurist.text("/so-tay/vai-tro", {"vai_tro": "phap-che"})


def test_all_roles_are_listed_with_their_rights(jurist: Visitor) -> None:
    page = jurist.text("/so-tay/vai-tro")
    assert len(re.findall(r'href="/so-tay/vai-tro\?vai_tro=', page)) == len(Role)
    assert "quyen-xem-danh-tinh-nguoi-to-cao" in rows(page)
    assert jurist.get("/so-tay/vai-tro", {"vai_tro": "vua"}).status_code == 422


def test_a_text_leads_to_the_periods_that_rest_on_it(jurist: Visitor) -> None:
    page = jurist.text("/so-tay/van-ban")
    assert "LKN-2011" in rows(page)
    (address,) = re.findall(r'href="([^"]+van_ban=ND154-2026)"', page)
    assert "TCD-REFUSE" in rows(jurist.text(address))


# changes


def test_a_day_of_changes_sets_the_old_beside_the_new(jurist: Visitor) -> None:
    page = words(jurist.text("/so-tay/thay-doi", {"ngay": "01/07/2026"}))
    assert "10 ngày KN-TL1-OLD · LKN Đ27" in page
    assert "7 ngày làm việc KN-TL-NEW" in page
    district = words(jurist.text("/so-tay/thay-doi", {"ngay": "01/07/2025"}))
    assert "TCD-LEAD-HUYEN" in district
    assert "không còn" in district
    assert "Chủ tịch UBND huyện (cũ) LKN Đ18.2" in district


def test_the_days_of_changes_are_links_and_the_last_one_is_shown_first(jurist: Visitor, clock: SettableClock) -> None:
    page = jurist.text("/so-tay/thay-doi")
    links = re.findall(r'href="(/so-tay/thay-doi\?ngay=[^"]+)"', page)
    assert len(links) == len(change_days())
    assert "Điều gì đổi vào ngày 01/07/2026?" in page
    assert clock.today > change_days()[-4]
    for link in links:
        assert "không có gì đổi" not in jurist.text(unescape(link)), link


def test_a_quiet_day_says_so_and_no_day_is_refused_at_its_field(jurist: Visitor) -> None:
    assert "Ngày 23/11/2026 không có gì đổi" in jurist.text("/so-tay/thay-doi", {"ngay": "23112026"})
    wrong = jurist.get("/so-tay/thay-doi", {"ngay": "hôm qua"})
    assert wrong.status_code == 422
    assert 'value="hôm qua"' in wrong.get_data(as_text=True)


# search


def test_the_whole_book_is_searched_and_every_hit_leads_to_its_row(jurist: Visitor) -> None:
    page = jurist.text("/so-tay/tim", {"q": "tam dinh chi"})
    links = [unescape(found) for found in re.findall(r'<th scope="row"><a href="([^"]+)"', page)]
    assert len(links) > 5
    pages = {link.split("#")[0] for link in links}
    assert {"/so-tay", "/so-tay/can-cu", FIRST} <= pages
    for path in pages:
        shown = set(rows(jurist.text(path)))
        assert {unquote(link.split("#")[1]) for link in links if link.split("#")[0] == path and "#" in link} <= shown


def test_every_entry_of_every_chapter_leads_somewhere(jurist: Visitor, app: Flask) -> None:
    with app.test_request_context():
        urls = [chapter.url_of(entry) for chapter in CHAPTERS for entry in chapter.entries()]
    shown: dict[str, set[str]] = {}
    for url in urls:
        path, _, anchor = url.partition("#")
        if path not in shown:
            shown[path] = set(rows(jurist.text(path)))
        assert not anchor or unquote(anchor) in shown[path], url


def test_what_was_typed_with_its_marks_comes_first(app: Flask) -> None:
    with app.test_request_context():
        first = hits("tố cáo")[0]
        plain = hits("to cao")
    assert "tố cáo" in first.title.casefold()
    assert len(plain) >= len([hit for hit in plain if "tố cáo" in f"{hit.title} {hit.detail}".casefold()]) > 0


def test_nothing_asked_and_nothing_found_are_said(jurist: Visitor) -> None:
    assert "Gõ vài từ" in jurist.text("/so-tay/tim")
    assert "Không dòng nào có “&lt;b&gt;khong”" in jurist.text("/so-tay/tim", {"q": "<b>khong"})


def test_who_may_not_read_the_book_is_led_to_the_door(client: Visitor) -> None:
    for path in ("/so-tay", FIRST, "/so-tay/tim", "/so-tay/tinh-han"):
        assert client.get(path, follow=False).status_code == 302
