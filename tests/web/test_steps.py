"""The one page of every step: what it asks, what it refuses and why, what it keeps, what it would do to the clocks."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import func, select

from caseflow.law.terms import Action, PetitionKind
from caseflow.store.db import db
from caseflow.store.subjects import Event
from caseflow.web.step_views import ACTIONS, slug
from tests.conftest import SignIn
from tests.factories import Enter, Entered, Province
from tests.visitor import Visitor, forms_of

PAPER = {"paper_number": "12/QĐ-UBND", "paper_signatory": "Đặng Quốc Hưng Thử"}


def url(it: Entered, step: str, *, record: int | None = None) -> str:
    return f"/vu-viec/{it.matter_code}/buoc/{record or it.case_id or it.entry_id}/{step}"


def events(app: Flask, subject_id: int | None) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).where(Event.subject_id == subject_id)) or 0


def typed(page: str, name: str) -> str:
    """The value that a field of the page shows."""
    tag = page.partition(f'name="{name}"')
    around = tag[0].rpartition("<")[2] + tag[1] + tag[2].partition(">")[0]
    return around.partition('value="')[2].partition('"')[0]


@pytest.fixture
def accepted(enter: Enter) -> Entered:
    """A complaint accepted on 2026-11-12."""
    return enter.a_case(received_on=date(2026, 11, 9), accepted_on=date(2026, 11, 12))


def test_every_action_has_an_address_of_its_own() -> None:
    assert set(ACTIONS.values()) == set(Action)
    assert slug(Action.SEND_SUSPENSION) == "gui-quyet-dinh-tam-dinh-chi-dinh-chi-tiep-tuc"


def test_a_step_out_of_order_is_refused_with_its_article(sign_in: SignIn, accepted: Entered) -> None:
    page = sign_in("xulydon").get(url(accepted, "ra-quyet-dinh-giai-quyet"))
    assert page.status_code == 409
    assert "Không thể ra quyết định giải quyết" in page.get_data(as_text=True)
    assert "LKN Đ31" in page.get_data(as_text=True)


def test_a_step_that_became_unlawful_meanwhile_is_refused_with_everything_kept(
    app: Flask, sign_in: SignIn, enter: Enter, accepted: Entered
) -> None:
    visitor = sign_in("xulydon")
    shown = visitor.get(url(accepted, "giao-xac-minh"))
    enter.step(accepted, Action.SUSPEND, date(2026, 11, 16), {"suspension_ground": "waiting"})
    before = events(app, accepted.case_id)
    answer = visitor.send(shown, on="17/11/2026", verifier="so nong nghiep", due_on="30/11/2026", **PAPER)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "Không thể giao xác minh khi đang ở tình trạng “tạm đình chỉ”" in page
    assert "LKN Đ29" in page
    assert typed(page, "on") == "17/11/2026"
    assert typed(page, "verifier") == "Sở Nông nghiệp và Môi trường"
    assert typed(page, "due_on") == "30/11/2026"
    assert typed(page, "paper_number") == "12/QĐ-UBND"
    assert events(app, accepted.case_id) == before


def test_what_is_missing_is_said_at_its_field_and_the_rest_is_kept(sign_in: SignIn, accepted: Entered) -> None:
    answer = sign_in("xulydon").submit(url(accepted, "giao-xac-minh"), on="16/11/2026", due_on="30/11/2026")
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    for sentence in ("Cần ghi: Giao cho cơ quan, đơn vị.", "Cần ghi số văn bản.", "Cần ghi người ký."):
        assert sentence in page
    assert typed(page, "due_on") == "30/11/2026"


def test_a_day_to_come_and_a_day_that_is_none_are_refused_in_vietnamese(sign_in: SignIn, accepted: Entered) -> None:
    visitor = sign_in("xulydon")
    given = {"verifier": "so nong nghiep", **PAPER}
    tomorrow = visitor.submit(url(accepted, "giao-xac-minh"), on="24/11/2026", **given)
    assert (tomorrow.status_code, "không được ở sau hôm nay" in tomorrow.get_data(as_text=True)) == (422, True)
    nonsense = visitor.submit(url(accepted, "giao-xac-minh"), on="31/02/2026", **given)
    assert "Ngày ghi theo dạng ngày/tháng/năm" in nonsense.get_data(as_text=True)
    assert typed(nonsense.get_data(as_text=True), "on") == "31/02/2026"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [("bo cong thuong", "Không có cơ quan nào tên “bo cong thuong”"), ("ubnd", "Hãy gõ rõ hơn")],
)
def test_an_office_that_is_unknown_or_may_be_several_is_said_so(
    sign_in: SignIn, accepted: Entered, words: str, sentence: str
) -> None:
    answer = sign_in("xulydon").submit(url(accepted, "giao-xac-minh"), on="16/11/2026", verifier=words, **PAPER)
    assert answer.status_code == 422
    assert sentence in answer.get_data(as_text=True)
    assert typed(answer.get_data(as_text=True), "verifier") == words


def test_a_field_that_the_kind_does_not_have_is_refused_and_the_list_is_narrowed(sign_in: SignIn, enter: Enter) -> None:
    it = enter.a_petition()
    facts = {"kind": "complaint", "field": "corruption", "instance": "first", "eligible": "yes", "in_competence": "yes"}
    answer = sign_in("xulydon").submit(url(it, "phan-loai"), **facts)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "Với khiếu nại, lĩnh vực là một trong: đất đai; chế độ, chính sách; khác." in page
    assert 'value="corruption"' not in page


def test_the_dates_that_saving_will_bring_are_shown_before_saving(app: Flask, sign_in: SignIn, enter: Enter) -> None:
    it = enter.a_complaint(received_on=date(2026, 11, 9))
    it = enter.step(it, Action.PROPOSE, date(2026, 11, 10))
    before = events(app, it.case_id)
    visitor = sign_in("xulydon")
    shown = visitor.get(url(it, "thu-ly"))
    preview = visitor.send(shown, on="12/11/2026", paper_number="9/TB", then="preview")
    page = preview.get_data(as_text=True)
    assert preview.status_code == 200
    # 30 days from 12/11 end on Saturday 12/12, so on Monday the 14th
    for words in ("Bắt đầu:", "Giải quyết khiếu nại lần đầu", "14/12/2026", "Kết thúc:", "Thông báo thụ lý"):
        assert words in page
    assert typed(page, "paper_number") == "9/TB"
    assert events(app, it.case_id) == before


def test_a_determination_that_would_come_too_late_is_said_so_before_saving(sign_in: SignIn, enter: Enter) -> None:
    it = enter.a_case(received_on=date(2026, 9, 7), accepted_on=date(2026, 9, 10))
    page = sign_in("xulydon").text(url(it, "ghi-nhan-vu-viec-phuc-tap"))
    assert "Thời hạn đã hết ngày 12/10/2026" in page


def test_a_forgotten_step_is_inserted_at_its_day_and_marked_as_late(
    sign_in: SignIn, enter: Enter, province: Province
) -> None:
    it = enter.a_case(received_on=date(2026, 8, 21), accepted_on=date(2026, 9, 1))
    enter.step(it, Action.VERIFY, date(2026, 9, 3), {"verifier": province.offices["SO-NNMT"]})
    enter.step(it, Action.DECIDE, date(2026, 9, 28), {"result": "right"})
    visitor = sign_in("xulydon")
    others = visitor.text(f"/vu-viec/{it.matter_code}/ho-so/{it.case_id}/vi-sao")
    assert url(it, "doi-thoai") in others.partition("Ghi muộn một bước đã qua")[2].partition("</section>")[0]
    assert "Hồ sơ đã qua giai đoạn này" in visitor.text(url(it, "doi-thoai"))
    talked = {"invited": "yes", "settler": "other", "chaired_by": "in_person"}
    refused = visitor.submit(url(it, "doi-thoai"), on="30/09/2026", **talked, **PAPER)
    assert refused.status_code == 409
    page = visitor.submit(url(it, "doi-thoai"), on="15/09/2026", **talked, **PAPER).get_data(as_text=True)
    line = page.partition("<b>15/09/2026</b>")[2].partition("</li>")[0]
    assert "Đối thoại" in line
    assert "ghi muộn" in line
    assert "đã có quyết định giải quyết" in page


def test_somebody_whose_role_does_not_record_the_step_is_told_who_does(sign_in: SignIn, enter: Enter) -> None:
    it = enter.a_petition()
    page = sign_in("tiepdan").get(url(it, "phan-loai"))
    assert page.status_code == 403
    assert "do Trưởng Ban Tiếp công dân" in page.get_data(as_text=True)


def test_a_step_sent_twice_is_recorded_once(app: Flask, sign_in: SignIn, accepted: Entered) -> None:
    visitor = sign_in("xulydon")
    shown = visitor.get(url(accepted, "tam-dinh-chi"))
    given = {"on": "16/11/2026", "suspension_ground": "waiting", **PAPER}
    places = [visitor.send(shown, follow=False, **given).location for _ in range(2)]
    assert places[0] == places[1] == f"/vu-viec/{accepted.matter_code}"
    with app.app_context():
        query = select(func.count()).where(Event.subject_id == accepted.case_id, Event.action == Action.SUSPEND)
        assert db.session.scalar(query) == 1


@pytest.mark.parametrize("step", ["khong-co-buoc-nay", "thu-ly"])
def test_an_unknown_step_or_record_is_not_found(sign_in: SignIn, accepted: Entered, step: str) -> None:
    assert sign_in("xulydon").get(url(accepted, step, record=999)).status_code == 404


def test_entering_a_paper_in_the_book_has_its_own_page(sign_in: SignIn, enter: Enter) -> None:
    it = enter.a_petition()
    answer = sign_in("xulydon").get(url(it, "vao-so"), follow=False)
    assert answer.location == f"/don/{it.entry_id}/tiep-nhan"


def correction(visitor: Visitor, it: Entered, on: str) -> str:
    """The address under which the event of a day is corrected, as the history links it."""
    page = visitor.text(f"/vu-viec/{it.matter_code}")
    line = page.partition(f"<b>{on}</b>")[2].partition("</li>")[0]
    return line.partition('href="')[2].partition('"')[0]


def test_a_correction_shows_what_was_recorded_and_strikes_the_old_step_through(
    sign_in: SignIn, accepted: Entered
) -> None:
    visitor = sign_in("xulydon")
    place = correction(visitor, accepted, "12/11/2026")
    shown = visitor.text(place)
    assert typed(shown, "on") == "12/11/2026"
    assert typed(shown, "paper_number") == "12/TB-UBND"
    nothing = visitor.submit(place, on="11/11/2026")
    assert nothing.status_code == 422
    assert "Cần ghi lý do sửa." in nothing.get_data(as_text=True)
    page = visitor.submit(place, on="11/11/2026", reason_of_correction="văn bản ký ngày 11").get_data(as_text=True)
    assert "Hạn 11/12/2026" in page  # thirty days from the 11th, a Friday
    old = page.partition("<b>12/11/2026</b>")[0].rpartition("<li")[2] + page.partition("<b>12/11/2026</b>")[2]
    assert "timeline__event--superseded" in old
    assert "lý do sửa: văn bản ký ngày 11" in old
    assert visitor.get(place).status_code == 409


def test_a_correction_that_undoes_a_later_step_is_refused_with_everything_kept(
    sign_in: SignIn, enter: Enter, accepted: Entered, province: Province
) -> None:
    enter.step(accepted, Action.VERIFY, date(2026, 11, 16), {"verifier": province.offices["SO-NNMT"]})
    visitor = sign_in("xulydon")
    place = correction(visitor, accepted, "12/11/2026")
    answer = visitor.submit(place, on="17/11/2026", reason_of_correction="thử")
    page = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "Ngày 16/11/2026: Không thể giao xác minh" in page
    assert typed(page, "on") == "17/11/2026"
    assert ">thử</textarea>" in page.replace("\n", "").replace("\r", "")


def test_a_denunciation_found_by_classifying_leads_to_its_own_matter(sign_in: SignIn, enter: Enter) -> None:
    first = enter.a_visit("Khiếu nại và tố cáo", outcome=None)
    it = enter.a_petition("Tố cáo cán bộ xã")
    facts = {"kind": PetitionKind.DENUNCIATION.value, "field": "administration", "instance": "first"}
    answer = sign_in("xulydon").submit(url(it, "phan-loai"), eligible="yes", in_competence="yes", **facts)
    assert answer.status_code == 200
    assert answer.request.path.startswith("/vu-viec/VV-2026-")
    assert answer.request.path != f"/vu-viec/{first.matter_code}"


def test_work_is_given_from_the_page_and_reported_on_it(sign_in: SignIn, accepted: Entered) -> None:
    head = sign_in("truongdonvi")
    place = f"/vu-viec/{accepted.matter_code}/giao-viec/{accepted.case_id}"
    wrong = head.submit(place, to_office="so nong nghiep", to_user="nguyen dinh long", on="16/11/2026", **PAPER)
    assert wrong.status_code == 422
    assert "không giữ vai trò nào" in wrong.get_data(as_text=True)
    given = {"to_office": "so nong nghiep", "to_user": "pham duc binh", "on": "16/11/2026", "due_on": "20/11/2026"}
    page = head.submit(place, **given, **PAPER).get_data(as_text=True)
    assert "Báo cáo kết quả: Phạm Đức Bình Thử (chủ trì)" in page
    assert "theo văn bản" in page
    assert "quá 1 ngày làm việc" in page
    officer = sign_in("so-giaiquyet")
    link = officer.text(f"/vu-viec/{accepted.matter_code}").partition("/bao-cao/")[2].partition('"')[0]
    page = officer.submit(f"/vu-viec/{accepted.matter_code}/bao-cao/{link}", on="20/11/2026").get_data(as_text=True)
    assert "xong 20/11/2026" in page


def test_the_form_of_classifying_says_who_must_settle_and_where_the_paper_goes(sign_in: SignIn, enter: Enter) -> None:
    it = enter.a_petition("Khiếu nại lần hai về đất đai")
    visitor = sign_in("xulydon")
    shown = visitor.get(url(it, "phan-loai"))
    known = {"kind": "complaint", "field": "land", "instance": "second", "author": "commune_chair", "eligible": "yes"}
    page = visitor.send(shown, then="preview", on="23/11/2026", **known).get_data(as_text=True)
    assert "Chủ tịch UBND tỉnh – UBND tỉnh Quảng Trị" in page
    assert "LKN Đ21.2 (sửa bởi Luật 136/2025 Đ2 k8)" in page
    assert "Đơn thuộc thẩm quyền cơ quan này." in page
    enter.step(it, Action.CLASSIFY, facts={**known, "in_competence": "yes"})
    proposing = visitor.get(url(it, "de-xuat-thu-ly")).get_data(as_text=True)
    assert typed(proposing, "competent_office") == "UBND tỉnh Quảng Trị"


@pytest.mark.parametrize(("known_on", "missed"), [(date(2026, 8, 13), True), (date(2026, 8, 14), False)])
def test_a_complaint_that_came_too_late_says_so_before_it_is_proposed_and_before_it_is_accepted(
    sign_in: SignIn, enter: Enter, known_on: date, *, missed: bool
) -> None:
    """Ninety days after 13/08 is 11/11, after 14/08 is 12/11: the paper came on 12/11."""
    facts = {"contested_object": "act", "contested_known_on": known_on}
    it = enter.a_complaint(received_on=date(2026, 11, 12), facts=facts)
    officer = sign_in("xulydon")
    words = 'hết ngày <b class="fig">11/11/2026</b>, đơn nhận ngày <b class="fig">12/11/2026</b>'
    assert (words in officer.text(url(it, "de-xuat-thu-ly"))) is missed
    it = enter.step(it, Action.PROPOSE, date(2026, 11, 13))
    assert it.case_id
    assert (words in officer.text(url(it, "thu-ly"))) is missed
    assert "Quá thời hiệu" not in officer.text(url(it, "khong-thu-ly"))


@pytest.mark.parametrize("field", ["kind", "author", "instance"])
@pytest.mark.parametrize("then", ["", "preview"])
def test_an_answer_that_is_none_of_those_offered_is_said_at_its_field(
    sign_in: SignIn, enter: Enter, field: str, then: str
) -> None:
    it = enter.a_petition()
    officer = sign_in("xulydon")
    shown = officer.get(f"/vu-viec/{it.matter_code}/buoc/{it.entry_id}/phan-loai")
    form = next(dict(form.fields) for form in forms_of(shown) if "nhap" in form.names)
    known = {"kind": "complaint", "instance": "first", "author": "commune_chair", field: "rác"}
    page = officer.client.post(shown.request.path, data=form | known | {"then": then})
    assert page.status_code == (200 if then else 422)
    assert then or "Hãy chọn một trong các câu trả lời." in page.get_data(as_text=True)
