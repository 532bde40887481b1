"""Suspicions on screen: reasons and lawful ways beside them, a verdict with a reason, once; the rule book's chapter."""

import re
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select, update

from caseflow.jobs.sweep import sweep
from caseflow.law.flags.rows import FLAGS
from caseflow.services.flags import review
from caseflow.store.db import db
from caseflow.store.matters import Matter, MatterFlag
from tests.conftest import SettableClock, SignIn
from tests.factories import Enter, Entered

RECEIVED = date(2026, 11, 10)


@pytest.fixture
def too_high(enter: Enter) -> Entered:
    """A complaint against a commune's chair, filed at the province's board."""
    return enter.a_complaint(received_on=RECEIVED, facts={"author": "commune_chair", "in_competence": "no"})


def verdicts(app: Flask) -> list[tuple[str, str]]:
    with app.app_context():
        found = db.session.execute(select(MatterFlag.verdict, MatterFlag.verdict_reason)).all()
        db.session.remove()
    return [(verdict, reason) for verdict, reason in found]


def fields(app: Flask, reason: str, button: str) -> dict[str, str]:
    with app.app_context():
        (key,) = db.session.scalars(select(MatterFlag.id)).all()
        db.session.remove()
    return {f"nghi-van-{key}-reason": reason, f"nghi-van-{key}-{button}": "1"}


def page_of(it: Entered) -> str:
    return f"/vu-viec/{it.matter_code}"


def decision_url(page: str) -> str:
    (found,) = set(re.findall(r'action="(/vu-viec/[^"]+/dau-hieu/\d+)"', page))
    return str(found)


def test_the_page_says_why_and_what_may_lawfully_be_done(sign_in: SignIn, too_high: Entered) -> None:
    page = sign_in("truongban").text(page_of(too_high))
    panel = page.partition(">Nghi vượt cấp</h2>")[2].partition("</section>")[0]
    assert "chờ xác nhận" in panel
    assert "người có thẩm quyền hiện nay ở cấp xã: Chủ tịch UBND xã, lần đầu (LKN Đ17)" in panel
    for way, slug in (
        ("Hướng dẫn", "huong-dan"),
        ("Chuyển đơn", "chuyen-don"),
        ("Yêu cầu cấp dưới", "yeu-cau-cap-duoi-giai-quyet"),
    ):
        assert re.search(rf'href="{page_of(too_high)}/buoc/{too_high.entry_id}/{slug}">{way}', panel)
    assert "NĐ 154/2026 Đ15.3; TT 05/2021 Đ14.2" in panel
    assert "tự nó không phải căn cứ từ chối" in panel


def test_it_is_confirmed_once_with_a_reason(sign_in: SignIn, too_high: Entered, app: Flask) -> None:
    head = sign_in("truongban")
    shown = head.get(page_of(too_high))
    typed = fields(app, "Đúng là vượt cấp", "confirm")
    for _ in range(2):  # the same form sent twice
        page = head.send(shown, **typed).get_data(as_text=True)
    assert verdicts(app) == [("confirmed", "Đúng là vượt cấp")]
    panel = page.partition(">Vượt cấp</h2>")[2].partition("</section>")[0]
    assert "đã xác nhận ngày 23/11/2026, Hoàng Đức Minh Thử" in panel
    assert "Lý do quyết định: Đúng là vượt cấp" in panel
    assert "<form" not in panel


def test_without_a_reason_or_after_another_nothing_is_decided(sign_in: SignIn, too_high: Entered, app: Flask) -> None:
    head, chief = sign_in("truongban"), sign_in("truongdonvi")
    shown = chief.get(page_of(too_high))
    refused = head.send(head.get(page_of(too_high)), **fields(app, "", "reject"))
    assert refused.status_code == 422
    assert "Cần ghi lý do." in refused.get_data(as_text=True)
    assert verdicts(app) == [("", "")]
    head.submit(page_of(too_high), **fields(app, "Không phải", "reject"))
    late = chief.send(shown, **fields(app, "Phải", "confirm"))
    assert late.status_code == 409
    assert "đã được quyết định" in late.get_data(as_text=True)
    assert verdicts(app) == [("rejected", "Không phải")]


def test_who_may_not_decide_reads_it_without_the_form(sign_in: SignIn, too_high: Entered, app: Flask) -> None:
    page = sign_in("truongban").text(page_of(too_high))
    url = decision_url(page)
    officer = sign_in("xulydon")
    shown = officer.text(page_of(too_high))
    assert "Nghi vượt cấp" in shown
    assert "/dau-hieu/" not in shown
    assert officer.get(url).status_code == 403
    assert sign_in("xa2").get(url).status_code == 404
    assert sign_in("truongban").post_bare(url, reason="x", confirm="1").status_code == 400  # no token
    assert verdicts(app) == [("", "")]


def test_what_is_gone_is_folded_away(sign_in: SignIn, too_high: Entered, enter: Enter, app: Flask) -> None:
    with enter.acting("xulydon"):
        db.session.execute(
            update(MatterFlag).values(lifted_at=enter.clock(), verdict="rejected", decided_at=enter.clock())
        )
    page = sign_in("truongban").text(page_of(too_high))
    assert "Nghi vấn, đánh dấu đã hết (1)" in page
    assert "không còn căn cứ từ ngày 23/11/2026 (đã bác bỏ ngày 23/11/2026)" in page
    assert "nghi vượt cấp" not in page.partition("page-head__tags")[2].partition("</div>")[0]
    assert verdicts(app) == [("rejected", "")]


def test_the_list_is_narrowed_to_what_stands(sign_in: SignIn, too_high: Entered, enter: Enter, app: Flask) -> None:
    other, head = enter.a_complaint(), sign_in("truongban")
    listed = head.text("/vu-viec", {"dau_hieu": "vuot_cap"})
    assert too_high.matter_code in listed
    assert other.matter_code not in listed
    head.submit(page_of(too_high), **fields(app, "Không phải", "reject"))
    assert too_high.matter_code not in head.text("/vu-viec", {"dau_hieu": "vuot_cap"})
    assert too_high.matter_code in head.text("/vu-viec", {"dau_hieu": "gi-do"})


def test_to_the_desk_a_filter_does_not_betray_a_denunciation(sign_in: SignIn, enter: Enter) -> None:
    it = enter.a_denunciation(facts={"author": "commune_staff", "in_competence": "no"})
    assert it.matter_code in sign_in("truongban").text("/vu-viec", {"dau_hieu": "vuot_cap"})
    assert it.matter_code not in sign_in("tiepdan").text("/vu-viec", {"dau_hieu": "vuot_cap"})


def test_the_inbox_tells_it_and_that_it_is_over(
    sign_in: SignIn, too_high: Entered, app: Flask, clock: SettableClock
) -> None:
    def sweep_now() -> None:
        with app.app_context():
            sweep(clock(), by_mail=False)
            db.session.remove()

    head = sign_in("truongban")
    sweep_now()
    inbox = head.text("/canh-bao")
    assert "Nghi vượt cấp: nghi vấn chờ xác nhận" in inbox
    assert "chờ xác nhận</b>" in inbox
    head.submit(page_of(too_high), **fields(app, "Đúng", "confirm"))
    sweep_now()
    assert "đã đóng: đã xong ngày 23/11/2026" in head.text("/canh-bao")
    assert "Vượt cấp: đã xác nhận" in sign_in("lanhdao").text("/canh-bao")


def test_many_people_are_told_and_not_suspected(sign_in: SignIn, enter: Enter) -> None:
    it = enter.a_complaint(signatories=3)
    page = sign_in("truongban").text(page_of(it))
    assert "3 người cùng nội dung: nhiều người, chưa đến mức đông người" in page
    assert "Nghi đông người" not in page


def test_it_never_shows_as_a_due_date(sign_in: SignIn, too_high: Entered, clock: SettableClock, app: Flask) -> None:
    """The acceptance clocks of such a paper run on; the row that asks for a verdict is no date of the law."""
    clock.set(date(2026, 11, 25))
    listed = sign_in("truongban").text("/vu-viec")
    assert too_high.matter_code in listed
    assert "Nghi vượt cấp" not in listed
    assert "Nghi vượt cấp" not in sign_in("truongban").text("/")
    assert verdicts(app) == [("", "")]


def test_the_rule_book_tells_each_with_its_article_and_what_it_leaves_out(sign_in: SignIn) -> None:
    page = sign_in("phapche").text("/so-tay/dau-hieu")
    for row in FLAGS:
        for words in (row.meaning, row.formal, row.basis, *row.exceptions):
            assert words in page
    assert "TT 05/2021 Đ14.2</span>" in page
    assert "Đề xuất của hệ thống; luật không đặt con số." in page


def test_the_province_sets_from_when_it_speaks_of_prolonged(sign_in: SignIn, enter: Enter, app: Flask) -> None:
    it = enter.a_complaint(received_on=RECEIVED)
    url, admin = "/quan-tri/nguong-keo-dai", sign_in("quantri")
    typed = {"years": "1", "petitions": "2", "past_cap_days": "10", "many": "3", "basis": "QĐ 5/QĐ-UBND"}
    wrong = admin.submit(url, **{**typed, "petitions": "1"})
    assert wrong.status_code == 422
    assert "Từ 2 đến 1000 đơn." in wrong.get_data(as_text=True)
    chapter = admin.submit(url, **typed).get_data(as_text=True)
    assert "Kéo dài: từ 1 năm, từ 2 đơn, hoặc quá tổng thời hạn dài nhất 10 ngày" in chapter
    assert 'value="QĐ 5/QĐ-UBND"' in admin.text(url)
    with app.app_context():
        assert db.session.scalar(select(Matter.look_again_on).where(Matter.id == it.matter_id)) == enter.clock.today
        db.session.remove()
    assert sign_in("truongban").get(url).status_code == 403


def test_a_leader_marks_a_trouble_spot_and_only_a_leader_takes_the_mark_away(
    sign_in: SignIn, enter: Enter, clock: SettableClock
) -> None:
    it = enter.a_complaint(received_on=RECEIVED)
    url, head = f"{page_of(it)}/diem-nong", sign_in("truongban")
    assert "Cần ghi lý do." in head.submit(url, reason=" ").get_data(as_text=True)
    page = head.submit(url, reason="Đoàn đông, tụ tập trước trụ sở").get_data(as_text=True)
    panel = page.partition(">Điểm nóng</h2>")[2].partition("</section>")[0]
    assert "Đoàn đông, tụ tập trước trụ sở" in panel
    assert "đã xác nhận ngày 23/11/2026" in panel
    assert it.matter_code in head.text("/vu-viec?dau_hieu=diem_nong")

    clock.forward(days=1)
    with enter.acting("truongban"):
        review(it.matter_id, now=clock())
    head = sign_in("truongban")  # a sign-in does not last into the next day
    assert ">Điểm nóng</h2>" in head.text(page_of(it)), "reading the facts anew takes no mark away"

    standing = head.text(url)
    assert "Bỏ đánh dấu điểm nóng" in standing
    after = head.submit(url, reason="Đã đối thoại, bà con về").get_data(as_text=True)
    assert "Đã bỏ đánh dấu điểm nóng." in after
    assert "bỏ đánh dấu ngày 24/11/2026" in after
    assert it.matter_code not in head.text("/vu-viec?dau_hieu=diem_nong")
    assert sign_in("xulydon").get(url).status_code == 403
