"""A clock on its matter's page: why it is late, what moved it, what can be done and by whom; why a step is missing."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from caseflow.law.clocks import Mark, MarkKind, read
from caseflow.law.day_strip import explain
from caseflow.law.terms import Action, PetitionKind
from caseflow.services import corrections
from caseflow.services.dossiers import read_dossier
from caseflow.services.steps import Paper, Recording
from caseflow.store.cases import Case
from caseflow.store.db import db
from caseflow.store.people import reader_of
from caseflow.store.subjects import Event
from caseflow.web.clock_views import rule_line
from caseflow.web.day_strips import HEAD, LONGEST_STRIP, StripView, strip
from tests.conftest import SettableClock, SignIn
from tests.factories import NOTICE, Enter, Entered, Province
from tests.law.calendars import OFFICIAL
from tests.web.queries import asked
from tests.web.test_matter_page import MOST_QUERIES, url


def numbered(number: str) -> Paper:
    return Paper(number=number, signatory="Đặng Quốc Hưng Thử")


def section(page: str, label: str) -> str:
    """One clock of a page."""
    return page.partition(f">{label}<")[2].partition("</article>")[0]


@pytest.fixture
def late(enter: Enter, province: Province) -> Entered:
    """A complaint accepted on 04/09, corrected from the 3rd, suspended for a week, due on 12/10, and it is 23/11."""
    it = enter.a_case(received_on=date(2026, 8, 24), accepted_on=date(2026, 9, 3))
    office = province.offices["SO-NNMT"]
    enter.step(it, Action.VERIFY, date(2026, 9, 7), {"verifier": office}, numbered("21/QĐ-UBND"))
    enter.step(it, Action.SUSPEND, date(2026, 9, 14), {"suspension_ground": "waiting"}, numbered("30/QĐ-UBND"))
    enter.step(it, Action.CONTINUE, date(2026, 9, 21), {}, numbered("33/QĐ-UBND"))
    with enter.acting("xulydon") as reader:
        case = db.session.get_one(Case, it.case_id)
        event = db.session.scalars(
            select(Event).where(Event.subject_id == case.id, Event.action == Action.ACCEPT)
        ).one()
        recording = Recording(Action.ACCEPT, date(2026, 9, 4), {}, NOTICE)
        corrections.correct(
            event, recording, record=case, reason="ghi nhầm ngày thông báo", reader=reader, now=enter.clock()
        )
    return it


def test_an_overdue_clock_tells_why_and_what_is_left(app: Flask, sign_in: SignIn, late: Entered) -> None:
    visitor = sign_in("xulydon")
    visitor.text(url(late))
    with asked(app) as statements:
        page = visitor.text(url(late))
    assert len(statements) <= MOST_QUERIES, "\n\n".join(statements)
    clock = section(page, "Giải quyết khiếu nại lần đầu")
    why = clock.partition("Vì sao quá hạn?")[2].partition("</details>")[0]
    for words in (
        "phải xong chậm nhất ngày 12/10/2026: 30 ngày kể từ ngày thụ lý 04/09/2026 (LKN Đ28)",
        "Đến ngày 23/11/2026 đã qua 80 ngày, quá 42 ngày.",
        "số 30/QĐ-UBND ngày 14/09/2026",
        "Đơn vào sổ: Ban Tiếp công dân tỉnh ngày 24/08/2026.",
        "Ban Tiếp công dân tỉnh từ 04/09/2026 đến 07/09/2026 (1 ngày làm việc)",
        "Sở Nông nghiệp và Môi trường từ 07/09/2026 đến nay (55 ngày làm việc)",
        "cơ quan giải quyết và đơn vị được giao 73; chờ công dân 0; chờ cơ quan khác 7.",
    ):
        assert words in why
    left = clock.partition("Còn làm được gì")[2]
    decide = f'{url(late)}/buoc/{late.case_id}/ra-quyet-dinh-giai-quyet">ra quyết định giải quyết</a>'
    assert decide in left
    assert "vẫn phải làm dù đã quá hạn" in left
    assert "khởi kiện vụ án hành chính · từ 12/10/2026 đến hết 12/10/2027" in left
    assert "người có thẩm quyền yêu cầu cấp dưới giải quyết" in left


def test_what_moved_a_clock_stands_at_its_event_and_in_its_explanation(sign_in: SignIn, late: Entered) -> None:
    page = sign_in("xulydon").text(url(late))
    told = "Hạn “Giải quyết khiếu nại lần đầu”: vẫn 12/10/2026, đếm thẳng 10/10/2026 → 11/10/2026"
    why = "vì sửa bước “thụ lý”: ghi nhầm ngày thông báo"
    assert f"{told} (ghi ngày 23/11/2026, {why})." in section(page, "Giải quyết khiếu nại lần đầu")
    history = page.partition("Diễn biến")[2]
    event = next(part for part in history.split("<li ") if "timeline__shift" in part and ">04/09/2026<" in part)
    assert f"{told}, {why}." in event
    # thirty days from Monday 14/09, the day of the suspension, as the paused clock then stood
    assert "Hạn “Giải quyết khiếu nại lần đầu” 05/10/2026 tạm dừng" in history


def test_the_days_of_a_pause_carry_its_documents_and_marks_seen_without_colour(sign_in: SignIn, late: Entered) -> None:
    clock = section(sign_in("xulydon").text(url(late)), "Giải quyết khiếu nại lần đầu")
    days = [part for part in clock.split("<li ") if part.startswith('class="day day--paused')]
    assert len(days) == 7
    assert all('<span aria-hidden="true">‖</span>' in day for day in days)
    assert "tạm dừng, không tính: tạm dừng, Quyết định tạm đình chỉ" in days[0]
    assert "số 30/QĐ-UBND ngày 14/09/2026" in days[0]
    assert "số 30/QĐ-UBND" not in days[1]
    assert "(tiếp tục: Quyết định tiếp tục giải quyết (Mẫu 14b) số 33/QĐ-UBND ngày 21/09/2026)" in clock


def test_who_may_not_press_reads_what_can_be_done_and_gets_no_link(sign_in: SignIn, late: Entered) -> None:
    clock = section(sign_in("lanhdao").text(url(late)), "Giải quyết khiếu nại lần đầu")
    left = clock.partition("Còn làm được gì")[2]
    assert "ra quyết định giải quyết" in left
    assert "<a href" not in left


def strip_of(app: Flask, it: Entered, clock: SettableClock, province: Province) -> StripView:
    with app.app_context():
        reader = reader_of(province.people["xulydon"], clock.today)
        dossier = read_dossier(it.matter_code, reader=reader, today=clock.today)
        [settling] = [one for read in dossier.cases for one in read.clocks if one.family == "TC-GQ"]
        days = explain(settling, dossier.calendar, clock.today)
        return strip(days, dossier.calendar, clock.today, papers=dossier.papers())


def test_a_long_strip_keeps_pauses_borders_and_today_in_words(
    app: Flask, enter: Enter, clock: SettableClock, province: Province
) -> None:
    it = enter.a_case(PetitionKind.DENUNCIATION, received_on=date(2026, 9, 28), accepted_on=date(2026, 10, 5))
    facts = {"criteria": ["a"], "evidence": "hai địa bàn"}
    enter.step(it, Action.SUSPEND, date(2026, 10, 26), {"stay_ground": "waiting"}, numbered("52/QĐ"))
    enter.step(it, Action.CONTINUE, date(2026, 10, 30), {}, numbered("53/QĐ"))
    enter.step(it, Action.EXTEND, date(2026, 11, 3), facts, numbered("54/QĐ"))
    shown = strip_of(app, it, clock, province)
    assert len(shown.days) < LONGEST_STRIP
    # 05/10 and sixty days and four suspended ones: 09/12/2026 would be the sixty-fifth square, one too many
    assert shown.days[HEAD].after_gap
    assert "tạm dừng 4 ngày, 27/10/2026 đến 30/10/2026, theo Quyết định tạm đình chỉ" in shown.left_out
    assert "số 52/QĐ ngày 26/10/2026" in shown.left_out
    added = [day for day in shown.days if day.extra]
    assert added
    assert {day.kind for day in added} == {"added", "due"}
    first = [day for day in added if day.begins]
    assert len(first) + shown.left_out.count("thêm do gia hạn") == 1  # drawn or told, never lost


# Why not


def test_what_is_not_offered_is_explained_beside_the_buttons(app: Flask, sign_in: SignIn, late: Entered) -> None:
    visitor = sign_in("xulydon")
    place = f"{url(late)}/ho-so/{late.case_id}/vi-sao"
    assert f'href="{place}"' in visitor.text(url(late))
    with asked(app) as statements:
        page = visitor.text(place)
    assert len(statements) <= MOST_QUERIES + 1
    assert "Thời hạn đã hết ngày 12/10/2026; chỉ còn ghi được văn bản có từ ngày đó về trước." in page
    assert "Đường ngắn nhất: ra quyết định giải quyết, rồi xác nhận có hiệu lực." in page
    assert "ra quyết định giải quyết</b>" not in page  # that one can be pressed


def test_whose_a_step_is_names_the_colleagues_who_hold_the_role_today(sign_in: SignIn, late: Entered) -> None:
    page = sign_in("lanhdao").text(f"{url(late)}/ho-so/{late.case_id}/vi-sao")
    line = page.partition("ra quyết định giải quyết</b>")[2].partition("</li>")[0]
    assert "của Ban Tiếp công dân tỉnh ghi." in line
    assert "Trần Văn Quý Thử (xử lý đơn, Ban Tiếp công dân tỉnh)" in line
    assert "Đặng Quốc Hưng Thử (người có thẩm quyền giải quyết, UBND tỉnh Quảng Trị)" in line
    assert "Mai Văn Lộc Thử" not in line  # of another office


def test_the_page_of_a_hidden_matter_is_not_there(sign_in: SignIn, enter: Enter) -> None:
    hidden = enter.a_case(PetitionKind.DENUNCIATION)
    shown = enter.a_case()
    desk = sign_in("tiepdan")
    assert desk.get(f"{url(hidden)}/ho-so/{hidden.case_id}/vi-sao").status_code == 404
    assert desk.get(f"{url(shown)}/ho-so/{hidden.case_id}/vi-sao").status_code == 404


def test_the_rule_of_a_lengthened_period_names_the_article_that_lengthened_it() -> None:
    start = Mark(MarkKind.START, "TC-GQ", date(2026, 7, 6), "event:1")
    longer = Mark(MarkKind.EXTEND, "TC-GQ", date(2026, 8, 3), "event:2", extension="TC-GQ-EXT1")
    (clock,) = read([start, longer], calendar=OFFICIAL, today=date(2026, 8, 4))
    assert rule_line(clock) == "60 ngày kể từ ngày thụ lý 06/07/2026 · LTC Đ30.1; LTC Đ30.2; NĐ 31/2019 Đ3.2"
