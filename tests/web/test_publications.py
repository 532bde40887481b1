"""A result on its way to the public, through the pages: refused while it names, approved by another, gone in time."""

import re
from datetime import UTC, date, datetime

import pytest
from flask import Flask

from caseflow.law.terms import Action, PetitionKind
from caseflow.services.citizens import Person
from caseflow.store.db import db
from caseflow.store.publications import Publication
from tests.canaries import Scanner, canaries
from tests.conftest import SettableClock, SignIn
from tests.factories import Enter, Entered
from tests.visitor import Visitor
from tests.web.queries import asked

(SOMEBODY,) = canaries(1, seed=43)
AUTHOR = Person(SOMEBODY.name, phone=SOMEBODY.phone, paper_number=SOMEBODY.paper_number, address=SOMEBODY.address)
SCANNER = Scanner([SOMEBODY])
PUBLIC = "/cong-khai/ket-qua"
CHOSEN = ["number", "office", "content", "result"]


@pytest.fixture
def decided(enter: Enter) -> Entered:
    """A complaint by somebody who must never be named, decided."""
    return enter.a_decided_case(senders=(AUTHOR,), summary=f"Bà {SOMEBODY.name} khiếu nại thu hồi đất")


def form_at(officer: Visitor, it: Entered) -> str:
    """Where the page of the matter leads to prepare."""
    (found,) = re.findall(r'href="([^"]*/cong-khai/lap/\d+)"', officer.text(f"/vu-viec/{it.matter_code}"))
    return str(found)


def prepared(officer: Visitor, it: Entered, **told: object) -> str:
    """Send it for approval; the address of its page."""
    typed = {"fields": CHOSEN, "content": "Khiếu nại thu hồi đất", "result": "Khiếu nại đúng một phần"} | told
    arrived = officer.submit(form_at(officer, it), **typed)
    assert arrived.status_code == 200, arrived.get_data(as_text=True)[:3000]
    return arrived.request.path


def posted(enter: Enter, it: Entered, app: Flask) -> str:
    """The public address of a result posted today."""
    key = enter.a_publication(it)
    with app.app_context():
        return f"{PUBLIC}/{db.session.get_one(Publication, key).slug}"


def test_the_whole_way_from_a_name_refused_to_a_page_that_is_gone(
    decided: Entered, sign_in: SignIn, client: Visitor, clock: SettableClock
) -> None:
    officer = sign_in("xulydon")
    where = form_at(officer, decided)
    opened = officer.text(where)
    assert SOMEBODY.name not in opened.split('id="content"')[1].split("</textarea>")[0]
    named = officer.submit(where, fields=CHOSEN, content=f"Bà {SOMEBODY.name} khiếu nại", result="Đúng một phần")
    words = named.get_data(as_text=True)
    assert named.status_code == 422
    assert f"<mark>Bà {SOMEBODY.name}</mark>" in words
    assert "Còn chỗ nhận ra người" in words
    page = prepared(officer, decided)
    assert "không tự duyệt" in officer.text(page)
    assert "Duyệt và đăng" not in officer.text(page)
    assert "Khiếu nại đúng một phần" not in client.text(PUBLIC)

    head = sign_in("truongban")
    assert "1 kết quả chờ bạn duyệt" in head.text("/")
    assert page in head.text("/cong-khai-ket-qua")
    approved = head.submit(page, **{"approve-seen": seen_on(head.text(page))})
    assert "Đã duyệt và đăng" in approved.get_data(as_text=True)
    assert "đang đăng đến hết 08/12/2026" in head.text(f"/vu-viec/{decided.matter_code}")
    assert Action.PUBLISH.label in head.text(f"/vu-viec/{decided.matter_code}/dien-bien")

    shown = client.text(PUBLIC)
    assert "Khiếu nại đúng một phần" in shown
    (address,) = re.findall(rf'href="({PUBLIC}/[^"]+)"', shown)
    for text in (shown, client.text(address)):
        assert SCANNER.find("trang công khai", text) == []
        assert decided.matter_code not in text
        assert "bootstrap" not in text
        assert "<script" not in text
    clock.moment = datetime(2026, 12, 9, 1, 0, tzinfo=UTC)
    gone, never = client.get(address), client.get(f"{PUBLIC}/khong-he-co")
    assert (gone.status_code, never.status_code) == (404, 404)
    assert gone.get_data() == never.get_data()
    assert "Khiếu nại đúng một phần" not in client.text(PUBLIC)


def seen_on(page: str) -> str:
    """The digest that the page of a version carries."""
    (found,) = re.findall(r'name="approve-seen"[^>]*value="([0-9a-f]{64})"', page)
    return str(found)


def test_what_changed_since_it_was_read_is_not_approved(
    decided: Entered, enter: Enter, sign_in: SignIn, app: Flask
) -> None:
    key = enter.a_publication(decided, approved_by="")
    head, page = sign_in("truongban"), f"/vu-viec/{decided.matter_code}/cong-khai/{key}"
    opened = head.get(page)
    with enter.acting("xulydon"):
        db.session.get_one(Publication, key).result = "Đổi sau khi người duyệt đọc"
    refused = head.send(opened, **{"approve-seen": seen_on(opened.get_data(as_text=True))})
    assert refused.status_code == 409
    assert "đã đổi từ khi bạn xem" in refused.get_data(as_text=True)
    with app.app_context():
        assert db.session.get_one(Publication, key).posted_on is None


def test_an_approval_sent_twice_writes_once(decided: Entered, enter: Enter, sign_in: SignIn) -> None:
    key = enter.a_publication(decided, approved_by="")
    head, page = sign_in("truongban"), f"/vu-viec/{decided.matter_code}/cong-khai/{key}"
    opened = head.get(page)
    seen = seen_on(opened.get_data(as_text=True))
    answers = [head.send(opened, **{"approve-seen": seen}).status_code for _ in range(2)]
    assert answers == [200, 200]


def test_a_preview_writes_nothing_and_loses_nothing(decided: Entered, sign_in: SignIn) -> None:
    officer = sign_in("xulydon")
    shown = officer.submit(
        form_at(officer, decided), fields=CHOSEN, content="Về đất đai", result="Chưa rõ ràng", then="preview"
    )
    words = shown.get_data(as_text=True)
    assert shown.status_code == 200
    assert "Công chúng sẽ đọc" in words
    assert "Không thấy chỗ nào nhận ra người" in words
    assert "Về đất đai</textarea>" in words
    assert "Soạn công khai" in officer.text(f"/vu-viec/{decided.matter_code}")


def test_too_few_days_name_the_article_and_nothing_typed_is_lost(decided: Entered, sign_in: SignIn) -> None:
    officer = sign_in("xulydon")
    refused = officer.submit(form_at(officer, decided), fields=CHOSEN, content="Về đất", result="Đúng", days="10")
    words = refused.get_data(as_text=True)
    assert refused.status_code == 422
    assert "Đăng ít nhất 15 ngày. (NĐ 124/2020 Đ29)" in words
    assert "Về đất</textarea>" in words


def test_taken_off_early_with_a_reason_that_stays_in_the_book(
    decided: Entered, enter: Enter, sign_in: SignIn, client: Visitor, app: Flask
) -> None:
    address = posted(enter, decided, app)
    head = sign_in("truongban")
    (page,) = re.findall(r'href="([^"]*/cong-khai/\d+)"', head.text("/cong-khai-ket-qua"))
    refused = head.submit(page, **{"withdraw-reason": "Ghi nhầm kết quả"})
    assert refused.status_code == 422
    assert "Phải đăng đến hết ngày 08/12/2026" in refused.get_data(as_text=True)
    assert client.get(address).status_code == 200
    head.submit(page, **{"withdraw-reason": "Ghi nhầm kết quả", "withdraw-knows_early": "y"})
    assert client.get(address).status_code == 404
    assert "Ghi nhầm kết quả" in sign_in("xulydon").text("/cong-khai-ket-qua")


def test_sent_back_with_a_reason_that_the_next_form_shows(decided: Entered, enter: Enter, sign_in: SignIn) -> None:
    key = enter.a_publication(decided, approved_by="")
    page = f"/vu-viec/{decided.matter_code}/cong-khai/{key}"
    head = sign_in("truongban")
    head.submit(page, **{"back-reason": "Viết rõ phải làm gì", "back-seen": seen_on(head.text(page))})
    officer = sign_in("xulydon")
    words = officer.text(form_at(officer, decided))
    assert "Viết rõ phải làm gì" in words
    assert "Khiếu nại quyết định thu hồi đất để làm đường</textarea>" in words


def test_the_public_list_goes_on_by_key_and_is_narrowed(enter: Enter, client: Visitor, app: Flask) -> None:
    first = posted(enter, enter.a_decided_case(), app)
    assert first in client.text(f"{PUBLIC}?loai=complaint&thang=11/2026")
    assert first not in client.text(f"{PUBLIC}?loai=denunciation")
    assert first not in client.text(f"{PUBLIC}?thang=10/2026")
    assert first in client.text(f"{PUBLIC}?thang=khong-doc-duoc&sau=hong&co-quan=abc")


def test_the_lists_ask_no_more_for_more_rows(enter: Enter, client: Visitor, sign_in: SignIn, app: Flask) -> None:
    head = sign_in("truongban")
    counts = []
    for _ in range(2):
        posted(enter, enter.a_decided_case(), app)
        enter.a_publication(enter.a_decided_case(), approved_by="")
        with asked(app) as inside:
            head.text("/cong-khai-ket-qua")
        with asked(app) as outside:
            client.text(PUBLIC)
        counts.append((len(inside), len(outside)))
    assert counts[0] == counts[1]


def test_of_a_published_conclusion_no_page_names_whoever_denounced(
    enter: Enter, sign_in: SignIn, client: Visitor
) -> None:
    it = enter.a_case(PetitionKind.DENUNCIATION, accepted_on=date(2026, 11, 3), senders=(AUTHOR,))
    team: dict[str, object] = {"verifier": enter.office_id("SO-NNMT"), "verifiers": "ba người"}
    enter.step(it, Action.VERIFY, date(2026, 11, 4), team, by="truongban")
    enter.step(it, Action.CONCLUDE, date(2026, 11, 20), {"conclusion": "right"}, by="truongban")
    officer = sign_in("xulydon")
    where = form_at(officer, it)
    chosen = ["office", "result"]
    named = officer.submit(where, fields=chosen, result=f"{SOMEBODY.name} tố cáo đúng")
    assert named.status_code == 422
    assert "Địa bàn" not in officer.text(where)
    page = prepared(officer, it, fields=chosen, result="Tố cáo đúng")
    head = sign_in("truongban")
    head.submit(page, **{"approve-seen": seen_on(head.text(page))})
    (address,) = re.findall(rf'href="({PUBLIC}/[^"]+)"', client.text(PUBLIC))
    inside = [head.text(path) for path in (page, "/cong-khai-ket-qua", f"/vu-viec/{it.matter_code}", where)]
    for text in (*inside, client.text(PUBLIC), client.text(address)):
        assert SCANNER.find("trang", text) == []
    assert page not in sign_in("vanthu").text("/cong-khai-ket-qua")
