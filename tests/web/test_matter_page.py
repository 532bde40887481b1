"""The page of a matter: the same few queries however much happened, clocks that explain themselves, no secret told."""

import re
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from caseflow.law.terms import Action, Channel, PetitionKind
from caseflow.services import petitions
from caseflow.store.db import db
from caseflow.store.matters import Matter, MatterFlag, MatterLink
from caseflow.store.offices import find_office
from caseflow.web.matters import IN_FULL, IN_SHORT, LATEST
from tests.conftest import SettableClock, SignIn
from tests.factories import SENDER, Enter, Entered, Province
from tests.web.queries import asked

MOST_QUERIES = 13


def url(it: Entered) -> str:
    return f"/vu-viec/{it.matter_code}"


def busy(enter: Enter, it: Entered, times: int) -> None:
    """Answer the citizen again and again."""
    for n in range(times):
        enter.step(it, Action.TELL_RESULT, date(2026, 11, 11), {"answer": f"lần {n}"})


def forwarded(enter: Enter, province: Province) -> Entered:
    it = enter.a_complaint(received_on=date(2026, 11, 9), facts={"in_competence": "no"})
    to = {"to_office": province.offices["XA-18880"], "reply_by": date(2026, 11, 30)}
    return enter.step(it, Action.FORWARD, date(2026, 11, 10), to)


@pytest.mark.parametrize("events", [3, 60])
def test_the_page_asks_the_same_however_much_happened(app: Flask, sign_in: SignIn, enter: Enter, events: int) -> None:
    it = enter.a_complaint(received_on=date(2026, 11, 9))
    busy(enter, it, events - 2)
    visitor = sign_in("xulydon")
    visitor.text(url(it))
    with asked(app) as statements:
        page = visitor.text(url(it))
    assert page.count('class="timeline__event') == min(events, LATEST)
    assert len(statements) <= MOST_QUERIES, "\n\n".join(statements)
    assert ("Toàn bộ diễn biến" in page) is (events > LATEST)
    assert visitor.text(f"{url(it)}/dien-bien").count('class="timeline__event') == events


def test_a_denunciation_with_many_papers_and_a_suspicion_stays_within_the_budget(
    app: Flask, sign_in: SignIn, enter: Enter, clock: SettableClock, province: Province
) -> None:
    other = enter.a_complaint()
    it = enter.a_denunciation()
    with enter.acting("xulydon") as reader:
        for _ in range(5):
            petitions.register(
                office=find_office(province.offices["BTCD"]),
                paper=petitions.Paper("Tố cáo lần nữa"),
                letter=petitions.Letter(Channel.POST),
                senders=(SENDER,),
                received_on=clock.today,
                reader=reader,
                now=clock(),
                matter=db.session.get_one(Matter, it.matter_id),
            )
        db.session.add(MatterLink(matter_id=it.matter_id, other_id=other.matter_id, why="cùng nội dung"))
        db.session.add(
            MatterFlag(matter_id=it.matter_id, flag="vuot_cap", reasons=["gửi thẳng tỉnh"], raised_at=clock())
        )
    visitor = sign_in("xulydon")
    with asked(app) as statements:
        page = visitor.text(url(it))
    for words in ("Nghi vượt cấp", "gửi thẳng tỉnh", other.matter_code, "6/2026"):
        assert words in page
    assert len(statements) <= MOST_QUERIES, "\n\n".join(statements)


def test_every_clock_tells_its_rule_its_days_and_what_can_be_done(sign_in: SignIn, enter: Enter) -> None:
    it = enter.a_complaint(received_on=date(2026, 11, 12))
    page = sign_in("xulydon").text(url(it))
    clock = page.partition("Thông báo thụ lý hoặc không thụ lý")[2].partition("</article>")[0]
    assert "Hạn 23/11/2026 · hết hạn hôm nay" in clock
    assert "07 ngày làm việc kể từ ngày nhận đơn 12/11/2026 · LKN Đ27" in clock
    assert clock.count('class="day day--') - clock.count("days-legend") >= 12
    assert "Còn làm được gì" in clock
    assert "chuyển đơn" in clock


def test_what_is_over_is_folded_away_and_what_is_paused_is_not(sign_in: SignIn, enter: Enter) -> None:
    it = enter.a_case(received_on=date(2026, 11, 9), accepted_on=date(2026, 11, 12))
    enter.step(it, Action.SUSPEND, date(2026, 11, 16), {"suspension_ground": "waiting"})
    page = sign_in("xulydon").text(url(it))
    in_sight, _, folded = page.partition("Đã xong hoặc đã hết")
    assert "đang tạm dừng" in in_sight.partition("Diễn biến")[0]
    assert "Thông báo thụ lý hoặc không thụ lý" in folded.partition("Diễn biến")[0]


def test_the_days_of_what_is_over_stand_on_the_page_of_all_clocks(sign_in: SignIn, enter: Enter) -> None:
    it = enter.a_case(received_on=date(2026, 11, 9), accepted_on=date(2026, 11, 12))
    visitor = sign_in("xulydon")
    name = "Thông báo thụ lý hoặc không thụ lý"
    ended = (
        visitor.text(url(it)).partition("Đã xong hoặc đã hết")[2].partition(f">{name}<")[2].partition("</article>")[0]
    )
    assert "xong 12/11/2026" in ended
    assert 'class="day ' not in ended
    (place,) = re.findall(r'href="([^"]*/thoi-han)#([^"]*)"', ended)
    whole = visitor.text(place[0])
    clock = whole.partition(f'id="{place[1]}"')[2].partition("</article>")[0]
    assert name in clock
    assert clock.count('class="day day--') > 1
    assert whole.count("<article") == visitor.text(url(it)).count("<article")


def test_of_many_clocks_the_first_are_told_day_by_day_and_none_is_forgotten(sign_in: SignIn, enter: Enter) -> None:
    it = enter.a_case(received_on=date(2026, 7, 6), accepted_on=date(2026, 7, 9))
    for n in range(13):
        enter.step(it, Action.SUSPEND, date(2026, 7, 13 + n), {"suspension_ground": "waiting"})
        enter.step(it, Action.CONTINUE, date(2026, 7, 13 + n))
    visitor = sign_in("xulydon")
    page = visitor.text(url(it)).partition('id="buoc-tiep-theo"')[0]
    whole = visitor.text(f"{url(it)}/thoi-han")
    further = int(re.findall(r"Còn (\d+) thời hạn nữa chưa xong", page)[0])
    in_sight, _, folded = page.partition("Đã xong hoặc đã hết")
    assert in_sight.count("<article") == IN_SHORT
    assert in_sight.count('<ol class="days"') == IN_FULL
    assert IN_SHORT + further + folded.count("<article") == whole.count("<article")
    assert "quá hạn" in visitor.text(url(it)).partition("<h1")[2].partition("Thời hạn")[0]


def test_a_window_of_the_citizen_and_a_date_of_a_document_are_marked_as_such(
    sign_in: SignIn, enter: Enter, province: Province
) -> None:
    it = enter.a_case(received_on=date(2026, 9, 7), accepted_on=date(2026, 9, 10))
    given = {"verifier": province.offices["SO-NNMT"], "due_on": date(2026, 9, 25)}
    enter.step(it, Action.VERIFY, date(2026, 9, 11), given)
    page = sign_in("xulydon").text(url(it))
    window = page.partition(">Khởi kiện vụ án hành chính<")[2].partition("</article>")[0]
    assert "quyền của công dân" in window
    assert "quá" not in window.partition("clock__rule")[0]
    typed = page.partition("Báo cáo kết quả: Sở Nông nghiệp")[2].partition("</article>")[0]
    assert "theo văn bản" in typed
    assert "không phải thời hạn luật định" in typed


def test_the_tag_counts_what_the_law_counts_not_what_a_document_says(
    sign_in: SignIn, enter: Enter, province: Province
) -> None:
    it = enter.a_case(received_on=date(2026, 11, 9), accepted_on=date(2026, 11, 12))
    given = {"verifier": province.offices["SO-NNMT"], "due_on": date(2026, 11, 18)}
    enter.step(it, Action.VERIFY, date(2026, 11, 13), given)
    page = sign_in("xulydon").text(url(it))
    tags = page.partition("page-head__tags")[2].partition("</div>")[0]
    assert "quá hạn 3 ngày làm việc theo văn bản" in tags
    assert "tag--overdue" not in tags


def test_who_holds_the_file_since_when(sign_in: SignIn, enter: Enter, province: Province) -> None:
    it = enter.a_case(received_on=date(2026, 11, 9), accepted_on=date(2026, 11, 12))
    enter.step(it, Action.VERIFY, date(2026, 11, 13), {"verifier": province.offices["SO-NNMT"]})
    page = sign_in("xulydon").text(url(it))
    assert "Sở Nông nghiệp và Môi trường, từ 13/11/2026 (6 ngày làm việc)" in page


def test_a_step_recorded_long_after_its_day_is_marked(sign_in: SignIn, enter: Enter, clock: SettableClock) -> None:
    clock.set(date(2026, 11, 16))
    it = enter.a_petition(received_on=date(2026, 11, 11))  # recorded three working days later
    other = enter.a_petition(received_on=date(2026, 11, 10))  # four
    visitor = sign_in("xulydon")
    assert "ghi muộn" not in visitor.text(url(it))
    assert "ghi muộn" in visitor.text(url(other))


def test_the_reception_desk_learns_nothing_of_a_denunciation(app: Flask, sign_in: SignIn, enter: Enter) -> None:
    shown = enter.a_complaint("Khiếu nại việc đền bù")
    hidden = enter.a_denunciation("Tố cáo cán bộ xã nhận tiền")
    desk = sign_in("tiepdan")
    page = desk.get(url(hidden))
    absent = desk.get("/vu-viec/VV-1999-00001")
    bare = [re.sub(r'value="[^"]*"', "", each.get_data(as_text=True)) for each in (page, absent)]  # without tokens
    assert (page.status_code, bare[0]) == (absent.status_code, bare[1])
    narrowed: list[dict[str, str]] = [{"loai": "denunciation"}, {"tu": "to cao"}]
    found = (desk.text("/vu-viec", {"tu": code}).replace(code, "") for code in (hidden.matter_code, "VV-1999-00001"))
    searched = [re.sub(r'value="[^"]*"', "", each) for each in found]
    assert searched[0] == searched[1]
    pages = ("/", "/vu-viec", "/don", "/canh-bao", url(shown))
    places: list[tuple[str, dict[str, str]]] = [(place, {}) for place in pages]
    for place, query in [*places, *(("/vu-viec", query) for query in narrowed)]:
        words = desk.text(place, query)
        assert hidden.matter_code not in words
        assert "nhận tiền" not in words
    with app.app_context():
        entry = db.session.scalar(select(Matter.id).where(Matter.code == hidden.matter_code))
        assert entry is not None
    assert desk.get(f"{url(hidden)}/buoc/{hidden.entry_id}/de-xuat-thu-ly").status_code == 404


def test_the_link_of_a_denunciation_is_told_on_its_own_side_only(sign_in: SignIn, enter: Enter) -> None:
    open_one = enter.a_complaint()
    hidden = enter.a_denunciation()
    with enter.acting("xulydon"):
        db.session.add(MatterLink(matter_id=hidden.matter_id, other_id=open_one.matter_id))
    visitor = sign_in("xulydon")
    assert open_one.matter_code in visitor.text(url(hidden))
    assert hidden.matter_code not in visitor.text(url(open_one))


def test_the_name_of_a_denouncer_is_not_on_the_page_and_the_way_to_it_is(sign_in: SignIn, enter: Enter) -> None:
    it = enter.a_classified(PetitionKind.DENUNCIATION, "Tố cáo cán bộ xã", senders=(SENDER,))
    page = sign_in("xulydon").text(url(it))
    assert "(giữ bí mật)" in page
    assert SENDER.name not in page
    assert f"{url(it)}/danh-tinh" in page


def test_an_entry_of_the_book_leads_to_its_place_on_the_page(sign_in: SignIn, enter: Enter) -> None:
    it = enter.a_petition()
    answer = sign_in("xulydon").get(f"/don/{it.entry_id}", follow=False)
    assert answer.location == f"{url(it)}#don-{it.entry_id}"
    assert f'id="don-{it.entry_id}"' in sign_in("xulydon").text(url(it))


def test_the_documents_are_listed_and_more_may_be_attached_by_those_who_may(sign_in: SignIn, enter: Enter) -> None:
    it = enter.a_case(received_on=date(2026, 11, 9), accepted_on=date(2026, 11, 12))
    page = sign_in("xulydon").text(url(it))
    assert "Thông báo thụ lý (Mẫu 03) số 12/TB-UBND" in page
    assert f"{url(it)}/tai-lieu/{it.case_id}" in page
    assert f"{url(it)}/tai-lieu/{it.case_id}" not in sign_in("lanhdao").text(url(it))
