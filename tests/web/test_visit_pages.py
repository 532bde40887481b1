"""What the desk says before saving, what a visit still owes on its page, and how each act that ends it is reached."""

from datetime import date, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from caseflow.law.clock import VIETNAM
from caseflow.law.facts import ASKS
from caseflow.law.terms import Action, PetitionKind, VisitOutcome, VisitStatus
from caseflow.law.visiting import PROLONGED
from caseflow.services.alerts import address, raise_alerts
from caseflow.services.citizens import Person
from caseflow.store.db import db
from caseflow.store.deadlines import Deadline
from caseflow.store.petitions import PetitionEntry
from caseflow.store.reception import Visit
from caseflow.store.transactions import transaction
from tests.conftest import SettableClock, SignIn
from tests.factories import SENDER, Enter, Entered
from tests.web.queries import asked

TYPED = {"people-0-name": "Hồ Thị Một Thử", "summary": "Đòi xem xét lại việc đã giải quyết"}
DOCUMENTS = {name: f"Số {place}/VB-UBND ngày 05/03/2024" for place, name in enumerate(PROLONGED, start=1)}
NOTICE = {"paper_number": "3/TB-BTCD", "paper_signatory": "Hoàng Đức Minh Thử"}


def the_visit(app: Flask) -> Visit:
    with app.app_context():
        return db.session.scalars(select(Visit).order_by(Visit.id.desc())).first() or pytest.fail("no visit")


def refused(enter: Enter, ground: str = "4.1.h") -> Entered:
    return enter.a_visit(outcome=VisitOutcome.REFUSED, refusal_ground=ground)


def work(page: str) -> str:
    """The lines of work on the first page."""
    return page.partition("<tbody>")[2].partition("</tbody>")[0]


# Before saving


def test_the_dates_that_saving_starts_are_told_before(sign_in: SignIn) -> None:
    page = sign_in("tiepdan").text("/tiep-dan/moi")
    ahead = page.partition("Sau khi lưu")[2].partition("</section>")[0]
    assert "Tính theo ngày tiếp 23/11/2026" in ahead
    paper, _, words = ahead.partition("Ghi lời trình bày")
    assert "07/01/2027" in paper  # forty-five days after it, LTCD Đ41.3.b of the decree
    assert "08/12/2026" in paper
    assert "08/12/2026" in words.partition("Từ chối tiếp, phải thông báo")[0]
    assert "27/11/2026" in words.partition("Từ chối tiếp, phải thông báo")[2]
    assert 'bổ sung trước hết ngày <b class="fig">25/11/2026</b>' in ahead


def test_the_dates_follow_the_day_that_was_typed_and_nothing_is_saved(app: Flask, sign_in: SignIn) -> None:
    desk = sign_in("tiepdan")
    typed = {"outcome": "refused", "refusal_ground": "4.1.g", "on": "20/11/2026"}
    page = desk.submit("/tiep-dan/moi", more="preview", **TYPED, **typed).get_data(as_text=True)
    assert "Tính theo ngày tiếp 20/11/2026" in page
    assert "26/11/2026" in page.partition("phải thông báo bằng văn bản</h3>")[2].partition("</section>")[0]
    assert "Căn cứ đã chọn: thông báo bằng văn bản (mẫu 01/TCD)." in page
    assert "Còn vướng mắc:" in page
    assert "Hồ Thị Một Thử" in page
    with app.app_context():
        assert db.session.scalars(select(Visit)).all() == []


def test_each_ground_is_offered_with_its_article_and_its_form(sign_in: SignIn) -> None:
    desk = sign_in("tiepdan")
    page = desk.text("/tiep-dan/moi")
    assert "LTCD Đ9.1 – giải thích trực tiếp: say" in page
    assert "NĐ 154/2026 Đ4.1.h – thông báo bằng văn bản (mẫu 01/TCD): " in page
    before = desk.submit("/tiep-dan/moi", more="preview", on="30/06/2026", **TYPED).get_data(as_text=True)
    assert "NĐ 154/2026 Đ4.1.h" not in before
    assert "LTCD Đ9.3 – giải thích trực tiếp, cần đủ bốn tài liệu: " in before


def test_what_a_refusal_asks_is_said_in_the_words_of_the_law(sign_in: SignIn) -> None:
    page = sign_in("tiepdan").text("/tiep-dan/moi")
    for name in ("refusal_ground", "grounds_on", *PROLONGED):
        assert ASKS[name].help in page, name


@pytest.mark.parametrize("missing", PROLONGED)
def test_a_missing_document_is_said_at_its_field_with_the_article(app: Flask, sign_in: SignIn, missing: str) -> None:
    typed = TYPED | {"outcome": "refused", "refusal_ground": "9.3"} | DOCUMENTS | {missing: ""}
    answer = sign_in("tiepdan").submit("/tiep-dan/moi", **typed)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert f'<a href="#{missing}">' in page
    assert "LTCD Đ9.3; NĐ 154/2026 Đ4.3" in page
    assert '<details class="fold" open>' in page
    assert "Hồ Thị Một Thử" in page
    with app.app_context():
        assert db.session.scalars(select(Visit)).all() == []


def test_a_refusal_with_its_four_documents_is_saved_and_shown_with_its_clock(app: Flask, sign_in: SignIn) -> None:
    desk = sign_in("tiepdan")
    page = desk.submit("/tiep-dan/moi", outcome="refused", refusal_ground="9.3", **TYPED, **DOCUMENTS)
    shown = page.get_data(as_text=True)
    assert "Từ chối tiếp, chờ thông báo" in shown
    assert "Hạn 27/11/2026" in shown
    assert 'class="days"' in shown
    assert "thông báo từ chối tiếp" in shown.partition('id="buoc-tiep-theo"')[2]
    held = desk.text(f"/tiep-dan/{the_visit(app).id}/bo-sung")
    assert all(document in held for document in DOCUMENTS.values())


def test_a_group_with_too_many_representatives_is_refused_at_the_desk(sign_in: SignIn) -> None:
    desk = sign_in("tiepdan")
    shown = desk.get("/tiep-dan/moi")
    for _ in range(2):
        shown = desk.send(shown, more="people")
    three = {f"people-{place}-name": f"Hồ Thị {place} Thử" for place in range(3)}
    group = {"people_present": "6", "is_group": "y", "representatives_paper": "Giấy cử", "outcome": "guided"}
    answer = desk.send(shown, summary="Khiếu nại chung", **three, **group)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "Đoàn 6 người cử 1 đến 2 người đại diện; ở đây ghi 3 người. (LTCD Đ29)" in page
    signed = desk.send(answer, **{"people-2-name": ""}, appointed_by="5")
    assert "phải có chữ ký của tất cả 6 người" in signed.get_data(as_text=True)
    saved = desk.send(signed, appointed_by="6").get_data(as_text=True)
    assert "6 người có mặt, 2 người được tiếp, đoàn đông người; Giấy cử (6 người ký)" in saved


# What is owed afterwards


def test_the_notice_is_issued_from_the_page_of_the_visit(app: Flask, sign_in: SignIn, enter: Enter) -> None:
    it = refused(enter)
    desk = sign_in("tiepdan")
    page = desk.text(f"/tiep-dan/{it.visit_id}")
    place = f"/vu-viec/{it.matter_code}/buoc/{it.visit_id}/thong-bao-tu-choi-tiep"
    assert place in page
    assert "Điểm h có cả ở Điều 4.2" in page
    unsigned = desk.submit(place, paper_number="3/TB-BTCD")
    assert unsigned.status_code == 422
    led_to = desk.submit(place, **NOTICE)
    assert led_to.request.path == f"/tiep-dan/{it.visit_id}"
    with app.app_context():
        assert db.session.get_one(Visit, it.visit_id).status is VisitStatus.REFUSAL_ISSUED


def test_the_answer_to_words_is_one_of_four_and_asks_how_it_was_given(
    app: Flask, sign_in: SignIn, enter: Enter
) -> None:
    it = enter.a_visit(outcome=VisitOutcome.WORDS_RECORDED)
    desk = sign_in("tiepdan")
    page = desk.text(f"/tiep-dan/{it.visit_id}")
    base = f"/vu-viec/{it.matter_code}/buoc/{it.visit_id}/"
    four = [
        base + words
        for words in (
            "bao-duoc-thu-ly",
            "bao-can-them-thoi-gian-xac-minh",
            "bao-tu-choi-thu-ly",
            "bao-da-chuyen-noi-khac",
        )
    ]
    assert [place for place in four if f'href="{place}"' in page] == four
    asked_for = desk.submit(four[2], answer="Không đủ điều kiện")
    assert "Cần ghi: Cách gửi, hình thức." in asked_for.get_data(as_text=True)
    desk.submit(four[2], answer="Không đủ điều kiện", way="trả lời trực tiếp")
    with app.app_context():
        assert db.session.get_one(Visit, it.visit_id).status is VisitStatus.TOLD_NOT_ACCEPTED
        assert db.session.scalars(select(Deadline.met_on).where(Deadline.family == "TCD-RESULT")).one()


def test_words_become_a_petition_by_the_form_of_completion(
    app: Flask, sign_in: SignIn, enter: Enter, clock: SettableClock
) -> None:
    it = enter.a_visit(outcome=VisitOutcome.WORDS_RECORDED)
    clock.set(date(2026, 11, 26))
    desk = sign_in("tiepdan")
    page = desk.text(f"/tiep-dan/{it.visit_id}")
    place = f"/tiep-dan/{it.visit_id}/bo-sung?ket_qua=paper_taken"
    assert f'href="{place}"' in page
    step = desk.get(f"/vu-viec/{it.matter_code}/buoc/{it.visit_id}/vao-so-thanh-don")
    assert step.request.full_path == place
    shown = desk.send(step, outcome="paper_taken").get_data(as_text=True)
    assert "Đơn số 1/2026" in shown
    with app.app_context():
        entry = db.session.scalars(select(PetitionEntry)).one()
        assert entry.received_on == date(2026, 11, 23)
        running = db.session.scalars(select(Deadline).where(Deadline.family == "TCD-RESULT")).all()
        assert [(row.subject_id, row.start_on) for row in running] == [(entry.id, date(2026, 11, 23))]
    again = desk.submit(f"/tiep-dan/{it.visit_id}/bo-sung", request="Xin trả lời").get_data(as_text=True)
    assert "Đã bổ sung" in again
    with app.app_context():
        assert len(db.session.scalars(select(PetitionEntry)).all()) == 1


def test_the_clocks_of_a_visit_stand_on_the_page_of_its_matter(sign_in: SignIn, enter: Enter) -> None:
    it = refused(enter)
    page = sign_in("truongban").text(f"/vu-viec/{it.matter_code}")
    assert "Thông báo từ chối tiếp công dân" in page
    assert f"/buoc/{it.visit_id}/thong-bao-tu-choi-tiep" in page
    assert f'href="/tiep-dan/{it.visit_id}/bo-sung"' in page.partition("Diễn biến")[2]


def test_an_outcome_is_mended_on_the_form_of_the_desk_and_an_answer_on_the_step_page(
    app: Flask, sign_in: SignIn, enter: Enter
) -> None:
    it = refused(enter)
    desk = sign_in("tiepdan")
    desk.submit(f"/vu-viec/{it.matter_code}/buoc/{it.visit_id}/thong-bao-tu-choi-tiep", **NOTICE)
    with app.app_context():
        first, second = db.session.get_one(Visit, it.visit_id).events
        keys = (first.id, second.id)
    led_to = desk.get(f"/vu-viec/{it.matter_code}/sua/{keys[0]}")
    assert led_to.request.path == f"/tiep-dan/{it.visit_id}/bo-sung"
    mended = desk.submit(
        f"/vu-viec/{it.matter_code}/sua/{keys[1]}",
        reason_of_correction="ghi nhầm số",
        paper_number="4/TB-BTCD",
    )
    assert "Đã sửa: thông báo từ chối tiếp." in mended.get_data(as_text=True)


@pytest.mark.parametrize(
    ("told", "place", "act"),
    [
        ({"outcome": VisitOutcome.REFUSED, "refusal_ground": "4.1.h"}, "thong-bao-tu-choi-tiep", "Thông"),
        ({"outcome": VisitOutcome.WORDS_RECORDED}, "#buoc-tiep-theo", "Trả lời công dân"),
        ({}, "/bo-sung", "Bổ sung lượt tiếp"),
    ],
    ids=["a notice", "an answer", "half a record"],
)
def test_what_a_visit_owes_is_on_the_desk_with_the_act_that_ends_it(
    sign_in: SignIn, enter: Enter, told: dict[str, Any], place: str, act: str
) -> None:
    it = enter.a_visit(**told)
    visitor = sign_in("tiepdan")
    line = work(visitor.text("/")).partition(f">{it.matter_code}<")[2].partition("</tr>")[0]
    assert place in line
    assert act in line
    link = line.partition('<span><a href="')[2].partition('"')[0]
    assert visitor.get(link).status_code == 200


def test_the_home_page_asks_no_more_when_visits_owe_something(app: Flask, sign_in: SignIn, enter: Enter) -> None:
    visitor = sign_in("tiepdan")
    refused(enter)
    counts = []
    for _ in range(2):
        visitor.text("/")
        with asked(app) as statements:
            visitor.text("/")
        counts.append(len(statements))
        for _ in range(4):
            refused(enter)
            enter.a_visit()
    assert counts[0] == counts[1]


def test_a_visit_that_owes_nothing_asks_for_no_dossier(app: Flask, sign_in: SignIn, enter: Enter) -> None:
    it = enter.a_visit(outcome=VisitOutcome.GUIDED)
    visitor = sign_in("tiepdan")
    visitor.text(f"/tiep-dan/{it.visit_id}")
    with asked(app) as statements:
        page = visitor.text(f"/tiep-dan/{it.visit_id}")
    assert "Thời hạn của lượt tiếp" not in page
    assert not [one for one in statements if " event" in one]


def test_an_alert_about_a_denunciation_at_the_desk_names_nobody(
    app: Flask, sign_in: SignIn, enter: Enter, clock: SettableClock
) -> None:
    it = enter.a_visit(
        "Tố cáo cán bộ địa chính", kind=PetitionKind.DENUNCIATION, outcome=VisitOutcome.REFUSED, refusal_ground="4.1.h"
    )
    with app.app_context(), transaction(by_id=None, act="quét", now=clock()):
        late = datetime(2026, 11, 30, 8, 0, tzinfo=VIETNAM)
        assert raise_alerts(late).raised == 1
        address(late, by_mail=False)
    inbox = sign_in("truongban").text("/canh-bao")
    assert "Thông báo từ chối tiếp công dân" in inbox
    assert SENDER.name not in inbox
    for login in ("tiepdan", "vanthu"):
        assert it.matter_code not in sign_in(login).text("/canh-bao")
    own = sign_in("tiepdan").text(f"/tiep-dan/{it.visit_id}")
    assert "buoc-tiep-theo" not in own
    assert it.matter_code not in own
    assert "Thời hạn do người được giao vụ việc theo dõi." in own


def test_half_a_record_says_until_when_it_is_completed(sign_in: SignIn, enter: Enter) -> None:
    it = enter.a_visit()
    page = sign_in("tiepdan").text(f"/tiep-dan/{it.visit_id}")
    assert 'bổ sung trước hết ngày <b class="fig">25/11/2026</b>' in page
    assert "bổ sung lượt tiếp" in page.partition('id="buoc-tiep-theo"')[2]


def test_a_stranger_takes_no_step_on_a_visit(sign_in: SignIn, enter: Enter) -> None:
    it = refused(enter)
    place = f"/vu-viec/{it.matter_code}/buoc/{it.visit_id}/thong-bao-tu-choi-tiep"
    assert sign_in("xa1-don").get(place).status_code == 404
    assert sign_in("giaiquyet").get(place).status_code in (403, 404)
    assert Action.ISSUE_REFUSAL.label.capitalize() in sign_in("vanthu").text(place)


def test_how_many_more_came_is_counted_from_the_names_that_stand_there(sign_in: SignIn, enter: Enter) -> None:
    enter.a_visit(people=(Person("Lê Thị Đoàn Thử"),), people_present=4)
    assert "Lê Thị Đoàn Thử và 3 người" in sign_in("tiepdan").text("/tiep-dan")


def test_many_who_came_are_asked_to_be_confirmed_as_a_group(sign_in: SignIn, enter: Enter) -> None:
    many, few = (enter.a_visit(outcome=VisitOutcome.EXPLAINED, people_present=people) for people in (5, 4))
    desk = sign_in("tiepdan")
    assert "có phải đoàn đông người" in desk.text(f"/tiep-dan/{many.visit_id}")
    assert "có phải đoàn đông người" not in desk.text(f"/tiep-dan/{few.visit_id}")


def test_police_that_were_called_are_written_down_with_the_hour(sign_in: SignIn, enter: Enter) -> None:
    it = enter.a_visit(outcome=VisitOutcome.EXPLAINED, people_present=7)
    desk, address = sign_in("tiepdan"), f"/tiep-dan/{it.visit_id}/bo-sung"
    refused = desk.submit(address, police_result="Đã ổn định trật tự")
    assert "Cần ghi giờ báo công an." in refused.get_data(as_text=True)
    desk.submit(address, police_called_at="9h05", police_result="Đã ổn định trật tự")
    assert "Báo công an lúc 09:05: Đã ổn định trật tự" in desk.text(f"/tiep-dan/{it.visit_id}")
