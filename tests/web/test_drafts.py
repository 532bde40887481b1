"""Drafts: what is typed is kept for whoever typed it, comes back with its form, and goes when that is saved."""

import json
import logging
import re
from datetime import date, time

import pytest
from flask import Flask
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from caseflow.jobs import timetable
from caseflow.law.facts import ASKS
from caseflow.law.terms import Action, PetitionKind
from caseflow.services import corrections
from caseflow.services.drafts import LARGEST, MOST_OF_ONE, TOO_LARGE
from caseflow.services.matters import gather
from caseflow.services.steps import Recording
from caseflow.store import journal
from caseflow.store.db import db
from caseflow.store.drafts import Draft
from caseflow.store.forms import SentForm
from caseflow.store.matters import Matter
from caseflow.store.petitions import PetitionEntry
from caseflow.store.sealing import subjects_with
from caseflow.store.subjects import Event
from tests.conftest import SettableClock, SignIn
from tests.factories import PASSWORD, Enter, Province
from tests.visitor import Visitor, forms_of

VISIT, PETITION = "/tiep-dan/moi", "/don/moi"
WORDS = "Bà Thử nói về việc thu hồi đất ở thôn 3"
NAME = "Nguyễn Thị Nháp Thử"
NUMBER = "044099000777"


def opened(visitor: Visitor, url: str) -> TestResponse:
    """A page just opened, at the address it settles on."""
    return visitor.get(url)


def main_form(page: TestResponse) -> dict[str, str]:
    form = next(form for form in forms_of(page) if "nhap" in form.names)
    return {name: str(form.fields[name]) for name in form.fields}


def by_script(visitor: Visitor, shown: TestResponse, **typed: str) -> TestResponse:
    """What the script sends some seconds after typing has stopped."""
    return visitor.client.post("/nhap", data=main_form(shown) | typed, headers={"Accept": "application/json"})


def kept(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(Draft)) or 0


@pytest.mark.parametrize("url", [VISIT, PETITION])
def test_what_the_script_kept_comes_back_at_the_same_address(
    app: Flask, sign_in: SignIn, url: str, clock: SettableClock
) -> None:
    clock.set(date(2026, 11, 23), time(9, 12))
    officer = sign_in("xulydon")
    shown = opened(officer, url)
    answer = by_script(officer, shown, **{"summary": WORDS, "people-0-name": NAME, "people_present": "không rõ"})
    assert (answer.status_code, answer.json) == (200, {"saved_at": "09:12", "at": clock().isoformat()})
    again = opened(officer, shown.request.full_path)
    page = again.get_data(as_text=True)
    assert "Đã mở lại bản nháp lưu lúc" in page
    assert "09:12" in page
    assert main_form(again)["summary"] == WORDS
    assert main_form(again)["people-0-name"] == NAME
    assert "error-summary" not in page
    assert main_form(opened(officer, url))["summary"] == "", "a new form begins empty"
    assert kept(app) == 1


def test_rows_that_were_added_and_days_typed_wrong_come_back_as_they_were(sign_in: SignIn) -> None:
    officer = sign_in("tiepdan")
    shown = officer.submit(VISIT, summary=WORDS, more="people")
    by_script(
        officer, shown, **{"people-1-name": NAME, "grounds_on": "31/02/2026", "kind": "complaint", "is_group": "y"}
    )
    form = main_form(opened(officer, shown.request.full_path))
    assert (form["people-1-name"], form["grounds_on"], form["kind"], form["is_group"]) == (
        NAME,
        "31/02/2026",
        "complaint",
        "y",
    )


@pytest.mark.parametrize("url", [VISIT, PETITION])
def test_without_a_script_a_button_keeps_it_and_says_so(sign_in: SignIn, url: str) -> None:
    officer = sign_in("xulydon")
    shown = opened(officer, url)
    assert re.search(r'<button[^>]*formaction="/nhap"[^>]*>Lưu nháp</button>', shown.get_data(as_text=True))
    back = officer.client.post("/nhap", data=main_form(shown) | {"summary": WORDS}, follow_redirects=True)
    assert back.request.full_path == shown.request.full_path
    assert "Đã lưu nháp." in back.get_data(as_text=True)
    assert main_form(back)["summary"] == WORDS


def test_what_lies_unfinished_is_offered_where_one_begins(sign_in: SignIn) -> None:
    officer = sign_in("xulydon")
    for url in (VISIT, VISIT, PETITION):
        by_script(officer, opened(officer, url), summary=WORDS)
    home = officer.text("/")
    assert "Bản nháp đang dở (3)" in home
    assert WORDS not in home
    assert "Bản nháp đang dở (2)" in officer.text("/tiep-dan")
    assert "Bản nháp đang dở (1)" in officer.text("/don")
    every = officer.text("/nhap")
    assert (every.count("Lượt tiếp mới"), every.count("Vào sổ đơn mới")) == (6, 3), "two links and a button for each"
    (link, *_) = re.findall(r'href="(/don/moi\?ma=[^"]+)"', every)
    assert main_form(opened(officer, link))["summary"] == WORDS


def test_nobody_else_reads_overwrites_or_discards_it(app: Flask, sign_in: SignIn) -> None:
    officer, other = sign_in("tiepdan"), sign_in("xulydon")
    shown = opened(officer, VISIT)
    by_script(officer, shown, summary=WORDS)
    theirs = opened(other, shown.request.full_path)
    assert WORDS not in theirs.get_data(as_text=True)
    assert "Bản nháp đang dở" not in other.text("/")
    by_script(other, theirs, summary="lời của người khác")
    other.client.post("/nhap/bo", data=main_form(theirs))
    assert main_form(opened(officer, shown.request.full_path))["summary"] == WORDS
    assert kept(app) == 1, "the other's was their own, and is gone"


@pytest.mark.parametrize("url", [VISIT, PETITION])
def test_a_draft_goes_when_its_form_is_saved_and_does_not_come_back(app: Flask, sign_in: SignIn, url: str) -> None:
    officer = sign_in("xulydon")
    shown = opened(officer, url)
    typed = {"summary": WORDS, "people-0-name": NAME}
    by_script(officer, shown, **typed)
    saved = officer.send(shown, **typed)
    assert saved.status_code == 200
    assert kept(app) == 0
    assert f'<meta name="saved-here" content="{main_form(shown)["key"]}">' in saved.get_data(as_text=True)
    late = by_script(officer, shown, **typed)
    assert (late.status_code, late.data) == (204, b"")
    assert kept(app) == 0


def test_the_page_after_a_saving_says_so_though_a_fragment_was_asked_for_in_between(sign_in: SignIn) -> None:
    officer = sign_in("xulydon")
    shown, beside = opened(officer, VISIT), main_form(opened(officer, PETITION))
    led_to = officer.send(shown, follow=False, **{"summary": WORDS, "people-0-name": NAME}).location
    assert officer.client.post("/don/ben-canh", data=beside).status_code == 200
    assert f'<meta name="saved-here" content="{main_form(shown)["key"]}">' in officer.text(led_to)
    assert "saved-here" not in officer.text(led_to)


def test_a_form_that_is_refused_keeps_its_draft(app: Flask, sign_in: SignIn) -> None:
    officer = sign_in("xulydon")
    shown = opened(officer, VISIT)
    by_script(officer, shown, **{"people-0-name": NAME})
    assert "Cần ghi tóm tắt" in officer.send(shown, **{"people-0-name": NAME}).get_data(as_text=True)
    assert kept(app) == 1


def test_a_draft_may_be_discarded(app: Flask, sign_in: SignIn) -> None:
    officer = sign_in("xulydon")
    shown = opened(officer, VISIT)
    by_script(officer, shown, summary=WORDS)
    again = opened(officer, shown.request.full_path)
    (form,) = [form for form in forms_of(again) if form.action == "/nhap/bo"]
    back = officer.client.post(form.action, data=form.fields, follow_redirects=True)
    assert back.request.full_path == shown.request.full_path
    assert main_form(back)["summary"] == ""
    assert kept(app) == 0


def test_it_is_encrypted_and_leaves_no_line_in_journal_log_or_search(
    app: Flask, sign_in: SignIn, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    officer = sign_in("xulydon")
    with app.app_context():
        before = journal.head()
    by_script(
        officer,
        opened(officer, VISIT),
        **{"summary": WORDS, "people-0-name": NAME, "people-0-paper_number": NUMBER, "kind": "denunciation"},
    )
    with app.app_context():
        assert journal.head() == before
        assert db.session.scalars(select(SentForm)).all() == []
        row = db.session.execute(select(Draft.__table__)).one()
    raw = b"|".join(value if isinstance(value, bytes) else str(value).encode() for value in row)
    for words in (WORDS, NAME, NUMBER, "denunciation"):
        assert words.encode() not in raw
        assert json.dumps(words).encode() not in raw
        assert words not in caplog.text
    assert WORDS not in officer.text("/tiep-dan", {"tu": "Nháp Thử"})


def test_a_draft_that_cannot_be_read_any_more_stands_in_nobodys_way(app: Flask, sign_in: SignIn, enter: Enter) -> None:
    officer = sign_in("xulydon")
    shown = opened(officer, VISIT)
    by_script(officer, shown, summary=WORDS)
    with enter.acting("quantri"):
        db.session.scalars(select(Draft)).one().words = b"closed by another key" * 2
    assert main_form(opened(officer, shown.request.full_path))["summary"] == ""
    assert by_script(officer, shown, summary=WORDS).status_code == 200
    assert main_form(opened(officer, shown.request.full_path))["summary"] == WORDS
    assert kept(app) == 1


def test_a_draft_nobody_came_back_to_is_forgotten_after_two_weeks(
    app: Flask, sign_in: SignIn, clock: SettableClock
) -> None:
    by_script(officer := sign_in("xulydon"), opened(officer, VISIT), summary=WORDS)
    tidy = next(job for job in timetable.JOBS if job.name == "tidy")
    clock.forward(days=13)
    assert timetable.run_once(app, tidy)
    assert kept(app) == 1
    clock.forward(days=2)
    assert timetable.run_once(app, tidy)
    assert kept(app) == 0


def test_the_oldest_give_way_and_what_is_no_form_is_refused(app: Flask, sign_in: SignIn) -> None:
    officer = sign_in("xulydon")
    first = opened(officer, VISIT)
    by_script(officer, first, summary=WORDS)
    assert by_script(officer, first, summary="x" * LARGEST).status_code == 409
    for _ in range(MOST_OF_ONE):
        by_script(officer, opened(officer, PETITION), summary=WORDS)
    assert kept(app) == MOST_OF_ONE
    assert main_form(opened(officer, first.request.full_path))["summary"] == ""
    for address in ("", "/", "/don/moi", "/don/moi?ma=1", "/khong-co", "https://elsewhere.example/"):
        assert by_script(officer, first, nhap=address).status_code == 400, address
    for key in ("", "0" * 500):
        assert by_script(officer, first, key=key).status_code == 400, key


@pytest.mark.parametrize("url", [VISIT, PETITION, "step"])
def test_without_a_script_words_too_many_to_keep_come_back_with_their_form(
    app: Flask, sign_in: SignIn, enter: Enter, url: str
) -> None:
    officer = sign_in("xulydon")
    shown = opened(officer, step(enter)[0] if url == "step" else url)
    field = next(name for name in ("summary", "paper_number") if name in main_form(shown))
    words = "ữ" * LARGEST  # in an address each is nine characters
    told = officer.client.post("/nhap", data=main_form(shown) | {field: words})
    assert told.status_code == 409
    assert TOO_LARGE in told.get_data(as_text=True)
    back = officer.send(told, **{field: words})
    assert main_form(back)[field] == words
    assert kept(app) == 0


def test_a_draft_of_a_form_that_is_not_ones_own_is_not_kept(app: Flask, sign_in: SignIn) -> None:
    officer, reader = sign_in("xulydon"), sign_in("thamquyen")
    shown = opened(officer, PETITION)
    token = next(form.fields["csrf_token"] for form in forms_of(reader.get("/")) if "csrf_token" in form.names)
    answer = reader.client.post(
        "/nhap", data=main_form(shown) | {"csrf_token": token}, headers={"Accept": "application/json"}
    )
    assert answer.status_code == 403
    assert kept(app) == 0


# Steps


def step(enter: Enter, kind: PetitionKind = PetitionKind.COMPLAINT) -> tuple[str, str]:
    """The address of a step that waits, and the code of its matter."""
    it = enter.a_case(kind, received_on=date(2026, 11, 9), accepted_on=date(2026, 11, 10))
    return f"/vu-viec/{it.matter_code}/buoc/{it.case_id}/giao-xac-minh", it.matter_code


def test_a_step_is_gone_on_with_at_its_own_address(app: Flask, sign_in: SignIn, enter: Enter) -> None:
    url, code = step(enter)
    officer = sign_in("xulydon")
    shown = opened(officer, url)
    typed = {"on": "16/11/2026", "due_on": "30/11/2026", "paper_number": "7/QĐ", "verifier": "so khong co"}
    assert by_script(officer, shown, **typed).status_code == 200
    again = main_form(opened(officer, url))
    assert typed.items() <= again.items()
    assert again["key"] != main_form(shown)["key"], "it is a form of its own, which may be sent"
    assert f"Giao xác minh · {code}" in officer.text("/nhap")
    saved = officer.send(opened(officer, url), verifier="Sở Nông nghiệp và Môi trường", paper_signatory="Hưng")
    assert "Đã ghi: giao xác minh." in saved.get_data(as_text=True)
    assert kept(app) == 0


@pytest.mark.parametrize("what", ["giao-viec", "bao-cao"])
def test_work_given_and_the_report_on_it_are_gone_on_with(app: Flask, sign_in: SignIn, enter: Enter, what: str) -> None:
    it = enter.a_case()
    given = {"to_office": "Sở Nông nghiệp và Môi trường", "to_user": "Phạm Đức Bình Thử", "on": "20/11/2026"}
    paper = {"paper_number": "9/GV", "paper_signatory": "Đặng Quốc Hưng Thử"}
    giver = sign_in("truongdonvi")
    url = f"/vu-viec/{it.matter_code}/giao-viec/{it.case_id}"
    officer, typed, title = giver, given | paper, "Giao việc"
    if what == "bao-cao":
        giver.submit(url, **given, **paper)
        officer, typed, title = (
            sign_in("so-giaiquyet"),
            {"on": "23/11/2026", "paper_number": "5/BC"},
            "Báo cáo việc được giao",
        )
        page = officer.text(f"/vu-viec/{it.matter_code}")
        url = f"/vu-viec/{it.matter_code}/bao-cao/" + page.partition("/bao-cao/")[2].partition('"')[0]
    shown = opened(officer, url)
    assert by_script(officer, shown, **typed).status_code == 200
    again = opened(officer, url)
    assert typed.items() <= main_form(again).items()
    assert f"{title} · {it.matter_code}" in officer.text("/nhap")
    words = officer.text(link_to_words(officer))
    assert f"<dd>{typed['paper_number']}</dd>" in words
    saved = officer.send(again, paper_number=typed["paper_number"])
    assert saved.status_code == 200
    assert "error-summary" not in saved.get_data(as_text=True)
    assert kept(app) == 0


def _untokened(page: bytes) -> bytes:
    """A page without its tokens, which differ with every second."""
    return re.sub(rb'value="[^"]*"', b"", page)


def test_of_what_is_secret_the_browser_keeps_no_copy_and_others_hear_nothing(
    sign_in: SignIn, enter: Enter, province: Province
) -> None:
    open_one, _ = step(enter)
    secret_one, code = step(enter, PetitionKind.DENUNCIATION)
    officer = sign_in("xulydon")
    assert "data-draft-here" in officer.text(open_one)
    assert "data-draft-here" not in officer.text(secret_one)
    assert by_script(officer, opened(officer, secret_one), on="16/11/2026").status_code == 200
    stranger = sign_in("xa1-don")
    answer = by_script(stranger, opened(stranger, VISIT), nhap=secret_one)
    absent = by_script(stranger, opened(stranger, VISIT), nhap=secret_one.replace(code, "VV-1999-99999"))
    assert answer.status_code == absent.status_code == 404
    assert _untokened(answer.data) == _untokened(absent.data)
    assert code in officer.text("/nhap")
    with enter.acting("quantri"):
        draft = db.session.scalars(select(Draft)).one()
        draft.user_id = province.people["xa1-don"]
    assert code not in stranger.text("/nhap"), "whoever may not know of the matter any more sees no line of it"


def test_the_draft_of_a_step_goes_along_when_its_record_moves_to_another_matter(sign_in: SignIn, enter: Enter) -> None:
    it, other = enter.a_complaint(), enter.a_complaint()
    officer = sign_in("xulydon")
    url = f"/vu-viec/{it.matter_code}/buoc/{it.entry_id}/de-xuat-thu-ly"
    assert by_script(officer, opened(officer, url), paper_number="77/TTr").status_code == 200
    with enter.acting("xulydon"):
        gather(
            subjects_with(db.session.get_one(PetitionEntry, it.entry_id)), db.session.get_one(Matter, other.matter_id)
        )
    moved = url.replace(it.matter_code, other.matter_code)
    assert main_form(opened(officer, moved))["paper_number"] == "77/TTr"
    every = officer.text("/nhap")
    assert f'href="{moved}"' in every
    assert f"Đề xuất thụ lý · {other.matter_code}" in every
    assert it.matter_code not in every


def test_what_was_typed_is_read_where_its_form_cannot_be_opened_any_more(sign_in: SignIn, enter: Enter) -> None:
    it = enter.a_complaint()
    officer, other = sign_in("xulydon"), sign_in("truongban")
    classified = select(Event).where(Event.action == Action.CLASSIFY)
    with enter.acting("quantri"):
        url = f"/vu-viec/{it.matter_code}/sua/{db.session.scalars(classified).one().id}"
    typed = {"on": "31/02/2026", "kind": "feedback", "reason_of_correction": "Chọn <b>nhầm"}
    assert by_script(officer, opened(officer, url), **typed).status_code == 200
    with enter.acting("xulydon") as reader:
        event = db.session.scalars(classified).one()
        entry = db.session.get_one(PetitionEntry, it.entry_id)
        anew = Recording(event.action, event.on, {**event.facts, "field": "other"})
        corrections.correct(event, anew, record=entry, reason="Gõ nhầm", reader=reader, now=enter.clock())
    assert officer.get(url).status_code == 409
    link = link_to_words(officer)
    words = officer.text(link)
    for label, value in (
        ("Ngày thực hiện", "31/02/2026"),
        ("Lý do sửa", "Chọn &lt;b&gt;nhầm"),
        (ASKS["kind"].label, PetitionKind.FEEDBACK.label),
    ):
        assert f"<dt>{label}</dt><dd>{value}</dd>" in words
    assert "csrf" not in words.partition("<dl")[2].partition("</dl>")[0]
    assert other.get(link).status_code == 404


def link_to_words(officer: Visitor) -> str:
    """Where what was typed into one's only draft is read."""
    (link,) = re.findall(r'href="(/nhap/\d+)"', officer.text("/nhap"))
    return str(link)


@pytest.mark.parametrize("url", [VISIT, PETITION])
def test_what_was_typed_into_a_new_form_is_read_by_its_labels(sign_in: SignIn, url: str) -> None:
    officer = sign_in("xulydon")
    choice = {VISIT: {"kind": "complaint", "is_group": "y"}, PETITION: {"channel": "online"}}[url]
    by_script(officer, opened(officer, url), **({"summary": WORDS, "people-0-name": NAME} | choice))
    words = officer.text(link_to_words(officer))
    shown = {VISIT: ("khiếu nại", "có"), PETITION: ("trực tuyến",)}[url]
    for value in (WORDS, NAME, *shown):
        assert f"<dd>{value}</dd>" in words


def test_whoever_received_a_denouncer_finds_the_draft_of_completing_it(sign_in: SignIn, enter: Enter) -> None:
    it = enter.a_visit("Tố cáo kế toán", kind=PetitionKind.DENUNCIATION)
    desk = sign_in("tiepdan")
    url = f"/tiep-dan/{it.visit_id}/bo-sung"
    assert by_script(desk, opened(desk, url), request=WORDS).status_code == 200
    every = desk.text("/nhap")
    assert f'href="{url}"' in every
    assert it.matter_code not in every


def test_what_is_added_to_a_form_that_was_saved_elsewhere_is_not_lost_in_silence(sign_in: SignIn) -> None:
    officer = sign_in("xulydon")
    shown = opened(officer, VISIT)
    typed = {"summary": WORDS, "people-0-name": NAME}
    officer.send(shown, **typed)
    more = main_form(shown) | typed | {"request": "Câu gõ thêm"}
    told = officer.client.post("/nhap", data=more).get_data(as_text=True)
    assert "đã được lưu từ trước" in told
    assert "<dt>Yêu cầu</dt><dd>Câu gõ thêm</dd>" in told
    again = officer.client.post(VISIT, data=more, follow_redirects=True).get_data(as_text=True)
    assert "Lượt tiếp 1/2026" in again
    assert "đã được lưu từ trước" in again


def test_half_a_visit_is_completed_from_its_draft(sign_in: SignIn, enter: Enter) -> None:
    visit = enter.a_visit("Khiếu nại đền bù")
    url = f"/tiep-dan/{visit.visit_id}/bo-sung"
    officer = sign_in("tiepdan")
    by_script(officer, opened(officer, url), request=WORDS)
    assert main_form(opened(officer, url))["request"] == WORDS


@pytest.mark.parametrize("theirs", [{"request": "Lời của người khác"}, {"people-0-phone": "0900000009"}])
def test_the_draft_of_half_a_visit_does_not_overwrite_what_another_officer_wrote_meanwhile(
    app: Flask, sign_in: SignIn, enter: Enter, theirs: dict[str, str]
) -> None:
    visit = enter.a_visit("Khiếu nại đền bù")
    url = f"/tiep-dan/{visit.visit_id}/bo-sung"
    officer, other = sign_in("tiepdan"), sign_in("xulydon")
    by_script(officer, opened(officer, url), request=WORDS)
    assert other.submit(url, **theirs).status_code == 200
    stale = officer.send(opened(officer, url), outcome="explained")
    assert stale.status_code == 409
    assert "vừa được người khác sửa" in stale.get_data(as_text=True)
    assert (main_form(stale)["request"], main_form(stale)["outcome"]) == (WORDS, "explained")
    ((field, words),) = theirs.items()
    assert main_form(opened(sign_in("xulydon"), url))[field] == words, "nothing was overwritten"
    assert kept(app) == 1
    assert officer.send(stale, outcome="explained").status_code == 200, "whoever has been told may save"
    assert kept(app) == 0


# A sign-in that has ended, a record that others changed


def test_with_an_expired_sign_in_a_script_is_told_quietly_and_a_person_loses_nothing(
    app: Flask, sign_in: SignIn, clock: SettableClock
) -> None:
    officer = sign_in("xulydon")
    shown = opened(officer, VISIT)
    clock.forward(hours=9)
    answer = by_script(officer, shown, summary=WORDS)
    assert answer.status_code == 401
    assert kept(app) == 0
    door = officer.client.post("/nhap", data=main_form(shown) | {"summary": WORDS}, follow_redirects=True)
    back = resumed(officer, door)
    assert main_form(back)["summary"] == WORDS
    assert kept(app) == 1


def resumed(officer: Visitor, door: TestResponse) -> TestResponse:
    """Sign in again at the door and go on with what was typed."""
    assert door.status_code == 401
    between = officer.send(door, login="xulydon", password=PASSWORD)
    return officer.send(between)


@pytest.mark.parametrize("what", ["visit", "petition", "step"])
def test_a_form_sent_after_the_sign_in_had_ended_is_written_with_everything_typed(
    sign_in: SignIn, clock: SettableClock, enter: Enter, what: str
) -> None:
    officer = sign_in("xulydon")
    if what == "step":
        url, _ = step(enter)
        typed = {"on": "16/11/2026", "verifier": "Sở Nông nghiệp và Môi trường", "paper_number": "7/QĐ"}
        typed |= {"paper_signatory": "Hưng", "due_on": "30/11/2026"}
    else:
        url, typed = {"visit": VISIT, "petition": PETITION}[what], {"summary": WORDS, "people-0-name": NAME}
    shown = opened(officer, url)
    clock.forward(hours=9)
    saved = resumed(officer, officer.send(shown, **typed))
    assert saved.status_code == 200
    words = saved.get_data(as_text=True)
    assert any(said in words for said in ("Đã ghi lượt tiếp", "Đã vào sổ đơn", "Đã ghi: giao xác minh")), words


def test_a_form_of_an_earlier_sign_in_is_offered_again_with_everything_typed(sign_in: SignIn) -> None:
    officer = sign_in("xulydon")
    shown = opened(officer, VISIT)
    officer.client.delete_cookie("session")
    officer.submit("/dang-nhap", login="xulydon", password=PASSWORD)
    between = officer.send(shown, **{"summary": WORDS, "people-0-name": NAME})
    assert between.status_code == 400
    assert "vẫn còn" in between.get_data(as_text=True)
    assert "Đã ghi lượt tiếp" in officer.send(between).get_data(as_text=True)


@pytest.mark.parametrize("what", ["office", "hotspot"])
def test_a_stale_edit_keeps_what_was_typed(sign_in: SignIn, province: Province, enter: Enter, what: str) -> None:
    """The account's page is tried in test_accounts."""
    if what == "office":
        url, who, field = f"/quan-tri/co-quan/{province.offices['XA-18880']}/sua", "quantri", "name"
    else:
        url, who, field = f"/vu-viec/{enter.a_complaint().matter_code}/diem-nong", "truongban", "reason"
    first, second = sign_in(who), sign_in(who)
    shown = opened(first, url)
    assert second.submit(url, **{field: "Lời của người khác"}).status_code == 200
    stale = first.send(shown, **{field: "Lời tôi đã gõ"})
    words = stale.get_data(as_text=True)
    assert stale.status_code == 409
    assert "error-summary" in words
    assert "Lời tôi đã gõ" in words


def test_a_form_with_a_field_named_like_one_of_the_sign_in_page_loses_nothing_there(
    sign_in: SignIn, clock: SettableClock
) -> None:
    officer = sign_in("quantri")
    shown = officer.get("/quan-tri/tai-khoan/moi")
    clock.forward(hours=9)
    door = officer.send(shown, login="nguoi-moi", name="Người Mới Thử")
    assert door.status_code == 401
    between = officer.send(door, login="quantri", password=PASSWORD)
    carried = main_form_to(between, "/quan-tri/tai-khoan/moi")
    assert (carried["login"], carried["name"]) == ("nguoi-moi", "Người Mới Thử")
    assert "nguoi-moi" in officer.send(between).get_data(as_text=True)


def main_form_to(page: TestResponse, action: str) -> dict[str, object]:
    return next(dict(form.fields) for form in forms_of(page) if form.action == action)


def test_where_no_word_was_kept_none_is_promised(sign_in: SignIn) -> None:
    officer = sign_in("tiepdan")
    shown = officer.get("/mat-khau")
    officer.client.delete_cookie("session")
    officer.submit("/dang-nhap", login="tiepdan", password=PASSWORD)
    told = officer.send(shown, old=PASSWORD, password="bốn con trâu vàng", again="bốn con trâu vàng")
    assert told.status_code == 400
    words = told.get_data(as_text=True)
    assert "vẫn còn" not in words
    assert "mật khẩu không được giữ lại" in words
    assert 'href="/mat-khau"' in words


# Mounted under a prefix

PREFIX = "/tiep-cong-dan"


@pytest.fixture
def mounted(app: Flask, sign_in: SignIn) -> Visitor:
    """Somebody at a house that does not stand at the root of its address."""
    officer = sign_in("tiepdan")
    app.config["APPLICATION_ROOT"] = PREFIX
    cookie = officer.client.get_cookie("session")
    assert cookie is not None
    officer.client.set_cookie("session", cookie.value, path=PREFIX)
    return officer


def test_under_a_prefix_a_draft_is_kept_opened_and_discarded(mounted: Visitor) -> None:
    shown = mounted.get(VISIT)
    assert mounted.client.post("/nhap", data=main_form(shown) | {"summary": WORDS}).location == (
        f"{PREFIX}{shown.request.full_path}"
    )
    listed = mounted.get("/nhap")
    assert f'href="{PREFIX}{shown.request.full_path}"' in listed.get_data(as_text=True)
    (form,) = [form for form in forms_of(listed) if form.action == f"{PREFIX}/nhap/bo"]
    assert mounted.client.post("/nhap/bo", data=form.fields).location == f"{PREFIX}/nhap"


def test_under_a_prefix_one_is_led_back_after_signing_in_again(mounted: Visitor, clock: SettableClock) -> None:
    shown = mounted.get(VISIT)
    clock.forward(hours=9)
    door = mounted.client.post(VISIT, data=main_form(shown) | {"summary": WORDS}, follow_redirects=True)
    assert door.status_code == 401
    (form,) = [form for form in forms_of(door) if "password" in form.names]
    tried = dict(form.fields) | {"login": "tiepdan", "password": PASSWORD}
    between = mounted.client.post("/dang-nhap", data=tried)
    assert [form.action for form in forms_of(between) if form.method == "post"] == [f"{PREFIX}{VISIT}"]
    nothing = {name: tried[name] for name in ("csrf_token", "login", "password", "next")}
    assert mounted.client.post("/dang-nhap", data=nothing).location == f"{PREFIX}{VISIT}"
