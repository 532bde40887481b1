"""A result made public: two people, what was seen is what is posted, nobody named, its time, and its early end."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from caseflow.law.errors import (
    MissingFactError,
    NotFoundError,
    NotPermittedError,
    Refusal,
    StaleEditError,
    StepNotAllowedError,
)
from caseflow.law.publications import PublicationState, PublicField
from caseflow.law.rights import Reader
from caseflow.law.terms import Action, PetitionKind, Procedure
from caseflow.services import publications
from caseflow.services.citizens import Person
from caseflow.store.cases import Case
from caseflow.store.db import db
from caseflow.store.documents import Document
from caseflow.store.journal import JournalLine
from caseflow.store.matters import Matter
from caseflow.store.publications import (
    Narrowed,
    Publication,
    count_waiting,
    find_public,
    public_page,
    publications_page,
    publications_waiting,
)
from caseflow.store.subjects import Event
from tests.canaries import canaries
from tests.conftest import SettableClock
from tests.factories import Enter, Entered

pytestmark = pytest.mark.usefixtures("inside")

(SOMEBODY,) = canaries(1, seed=41)
AUTHOR = Person(SOMEBODY.name, phone=SOMEBODY.phone, paper_number=SOMEBODY.paper_number, address=SOMEBODY.address)
TODAY = date(2026, 11, 23)
Read = Callable[[str], Reader]


def decision(it: Entered, action: Action = Action.DECIDE) -> Event:
    return db.session.scalars(select(Event).where(Event.subject_id == it.case_id, Event.action == action)).one()


def steps(it: Entered) -> list[Event]:
    found = select(Event).where(Event.subject_id == it.case_id, Event.action == Action.PUBLISH)
    return list(db.session.scalars(found))


def one(key: int) -> Publication:
    return db.session.get_one(Publication, key)


def listed(today: date) -> list[int]:
    return [row.id for row in public_page(Narrowed(), today=today, after=None, limit=10)]


def test_what_a_second_person_approves_is_posted_and_ends_the_duty_of_the_case(enter: Enter) -> None:
    it = enter.a_decided_case()
    key = enter.a_publication(it, approved_by="")
    assert listed(TODAY) == []
    assert steps(it) == []
    with enter.acting("truongban") as reader:
        publications.approve(one(key), seen=one(key).digest(), reader=reader, now=enter.clock())
    assert listed(TODAY) == [key]
    (step,) = steps(it)
    assert step.on == TODAY
    assert one(key).approved_digest == one(key).digest()


def test_it_is_gone_after_its_last_day_and_answers_as_if_it_had_never_been(enter: Enter) -> None:
    key = enter.a_publication(enter.a_decided_case())
    slug = one(key).slug
    assert find_public(slug, TODAY + timedelta(days=15)).id == key
    with pytest.raises(NotFoundError) as over:
        find_public(slug, TODAY + timedelta(days=16))
    with pytest.raises(NotFoundError) as never:
        find_public("khong-co", TODAY)
    assert over.value.sentence == never.value.sentence
    assert listed(TODAY + timedelta(days=16)) == []


def test_whoever_prepared_it_never_approves_it(enter: Enter) -> None:
    key = enter.a_publication(enter.a_decided_case(), by="truongban", approved_by="")
    with enter.acting("truongban") as reader, pytest.raises(NotPermittedError, match="không tự duyệt"):
        publications.approve(one(key), seen=one(key).digest(), reader=reader, now=enter.clock())
    assert one(key).state is PublicationState.PREPARED


def test_whoever_has_no_right_neither_prepares_nor_approves(enter: Enter) -> None:
    it = enter.a_decided_case()
    with pytest.raises(NotPermittedError):
        enter.a_publication(it, by="tiepdan")
    key = enter.a_publication(it, approved_by="")
    with enter.acting("vanthu") as reader, pytest.raises(NotPermittedError, match="người đứng đầu"):
        publications.approve(one(key), seen=one(key).digest(), reader=reader, now=enter.clock())
    with pytest.raises(NotPermittedError):
        enter.a_publication(enter.a_decided_case(), by="so-don")


@pytest.fixture
def read(reader: Read) -> Read:
    """What somebody holds."""
    return reader


def test_what_changed_since_it_was_seen_is_not_posted(enter: Enter) -> None:
    key = enter.a_publication(enter.a_decided_case(), approved_by="")
    seen = one(key).digest()
    with enter.acting("xulydon"):
        one(key).result = "Khiếu nại sai"
    with enter.acting("truongban") as reader, pytest.raises(StaleEditError, match="đã đổi"):
        publications.approve(one(key), seen=seen, reader=reader, now=enter.clock())


def test_it_is_approved_once(enter: Enter) -> None:
    it = enter.a_decided_case()
    key = enter.a_publication(it)
    with enter.acting("thamquyen") as reader, pytest.raises(StaleEditError):
        publications.approve(one(key), seen=one(key).digest(), reader=reader, now=enter.clock())
    assert len(steps(it)) == 1


def test_the_database_keeps_two_of_one_paper_from_being_posted(enter: Enter) -> None:
    first = one(enter.a_publication(enter.a_decided_case()))
    told = {column.key: getattr(first, column.key) for column in Publication.__table__.columns}
    db.session.add(Publication(**{**told, "id": None, "slug": "mot-ban-khac"}))
    with pytest.raises(IntegrityError):
        db.session.flush()
    db.session.rollback()


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (f"Khiếu nại của {SOMEBODY.name}", SOMEBODY.name),
        (f"Gọi số {SOMEBODY.phone}", SOMEBODY.phone),
        (f"Căn cước {SOMEBODY.paper_number}", SOMEBODY.paper_number),
        ("Đất của bà Nguyễn Thị Lạ", "bà Nguyễn Thị Lạ"),
        ("Đất của Trần Văn Khác", "Trần Văn Khác"),
        ("Điện thoại 0912.345.678", "0912.345.678"),
        ("Thư la@example.vn", "la@example.vn"),
        ("Thửa đất số 12 bị thu hồi", "Thửa đất số 12"),
        ("Nhà ở thôn Đông", "thôn Đông"),
        ("Trình bày với Hoàng Đức Minh Thử", "Hoàng Đức Minh Thử"),
    ],
)
@pytest.mark.parametrize("field", ["content", "result"])
def test_a_text_that_leads_to_somebody_is_refused_at_its_field(
    enter: Enter, words: str, found: str, field: str
) -> None:
    it = enter.a_decided_case(senders=(AUTHOR,))
    with pytest.raises(MissingFactError) as no:
        enter.a_publication(it, content=words) if field == "content" else enter.a_publication(it, result=words)
    assert no.value.field == field
    assert no.value.basis
    assert found in no.value.sentence


def test_places_money_and_dates_are_nobody(enter: Enter) -> None:
    words = (
        "Ngày 12/10/2026 Sở Nông nghiệp và Môi trường kiểm tra tại phường Đồng Hới, đường Trần Hưng Đạo; "
        "bồi thường 1.250.000.000 đồng. Do quyết định 15/QĐ-UBND chưa đúng."
    )
    assert enter.a_publication(enter.a_decided_case(), content=words)


def test_where_one_begins_everybody_is_left_out(enter: Enter) -> None:
    it = enter.a_decided_case(senders=(AUTHOR,), summary=f"Bà {SOMEBODY.name} khiếu nại thu hồi đất")
    words = publications.proposed_content(db.session.get_one(Matter, it.matter_id))
    assert SOMEBODY.name not in words
    assert "khiếu nại thu hồi đất" in words


def test_people_who_came_after_it_was_prepared_are_seen_at_its_approval(enter: Enter) -> None:
    it = enter.a_decided_case()
    key = enter.a_publication(it, content="Khiếu nại về Hợp tác Xanh", approved_by="")
    with enter.acting("xulydon"):
        db.session.add(Document(subject_id=it.case_id, kind="Giấy", number="1", signatory="Hợp tác Xanh"))
    with enter.acting("truongban") as reader, pytest.raises(MissingFactError, match="Hợp tác Xanh"):
        publications.approve(one(key), seen=one(key).digest(), reader=reader, now=enter.clock())


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"days": 14}, "days"),
        ({"days": 366}, "days"),
        ({"fields": (PublicField.RESULT,)}, "fields"),
        ({"fields": (PublicField.OFFICE,)}, "fields"),
        ({"result": "  "}, "result"),
        ({"content": ""}, "content"),
        ({"fields": (PublicField.OFFICE, PublicField.RESULT, PublicField.AREA)}, "area"),
    ],
)
def test_what_is_chosen_must_be_whole_and_stand_long_enough(enter: Enter, told: dict[str, Any], field: str) -> None:
    with pytest.raises(MissingFactError) as no:
        enter.a_publication(enter.a_decided_case(), **told)
    assert no.value.field == field


def test_only_what_was_ticked_stands_in_it(enter: Enter) -> None:
    key = enter.a_publication(
        enter.a_decided_case(), fields=(PublicField.OFFICE, PublicField.RESULT), area="phường Đồng Hới"
    )
    made = one(key)
    assert (made.number, made.issued_on, made.field, made.area, made.content) == ("", None, None, "", "")


def test_while_one_waits_no_other_is_prepared_and_a_returned_one_makes_room(enter: Enter) -> None:
    it = enter.a_decided_case()
    key = enter.a_publication(it, approved_by="")
    with pytest.raises(Refusal, match="đang chờ duyệt"):
        enter.a_publication(it, approved_by="")
    with enter.acting("truongban") as reader:
        with pytest.raises(MissingFactError):
            publications.send_back(one(key), seen=one(key).digest(), reason=" ", reader=reader, now=enter.clock())
        publications.send_back(
            one(key), seen=one(key).digest(), reason="Viết rõ kết quả", reader=reader, now=enter.clock()
        )
    assert one(key).return_reason == "Viết rõ kết quả"
    assert enter.a_publication(it) != key


def test_a_correction_takes_the_place_of_what_is_posted_and_writes_no_second_step(enter: Enter) -> None:
    it = enter.a_decided_case()
    first = enter.a_publication(it)
    second = enter.a_publication(it, result="Khiếu nại đúng một phần")
    assert one(first).state is PublicationState.REPLACED
    assert one(second).replaces_id == first
    assert listed(TODAY) == [second]
    assert len(steps(it)) == 1


def test_taken_off_before_the_least_time_only_knowingly_and_with_a_reason(enter: Enter, read: Read) -> None:
    key = enter.a_publication(enter.a_decided_case(), days=20)

    def off(reason: str, *, knows: bool, by: str = "truongban") -> None:
        with enter.acting(by) as reader:
            publications.withdraw(one(key), reason=reason, knows_early=knows, reader=reader, now=enter.clock())

    with pytest.raises(NotPermittedError):
        off("Sai sót", knows=True, by="xulydon")
    with pytest.raises(MissingFactError, match="Cần ghi lý do"):
        off(" ", knows=True)
    with pytest.raises(MissingFactError, match="08/12/2026") as no:
        off("Sai sót", knows=False)
    assert no.value.basis == "NĐ 124/2020 Đ29"
    off("Sai sót", knows=True)
    assert listed(TODAY) == []
    (row,) = publications_page(read("xulydon"), before=None, limit=5)
    assert (row.publication.withdrawal_reason, row.withdrawn_by) == ("Sai sót", "Hoàng Đức Minh Thử")
    with pytest.raises(StaleEditError):
        off("Lần nữa", knows=True)


def test_after_the_least_time_a_reason_is_enough(enter: Enter, clock: SettableClock) -> None:
    key = enter.a_publication(enter.a_decided_case(), days=30)
    clock.moment = datetime(2026, 12, 9, 3, 0, tzinfo=UTC)
    with enter.acting("truongban") as reader:
        publications.withdraw(one(key), reason="Đã đủ", knows_early=False, reader=reader, now=clock())
    assert one(key).state is PublicationState.WITHDRAWN


def test_of_a_denunciation_only_the_conclusion_and_never_the_commune(enter: Enter) -> None:
    it, _ = enter.a_conclusion()
    with pytest.raises(MissingFactError, match="địa bàn"):
        enter.a_publication(
            it,
            action=Action.CONCLUDE,
            by="xulydon",
            fields=(PublicField.OFFICE, PublicField.RESULT, PublicField.AREA),
            area="xã Minh Hóa",
        )
    with pytest.raises(StepNotAllowedError):
        enter.a_publication(it, action=Action.VERIFY)
    key = enter.a_publication(it, action=Action.CONCLUDE, result="Tố cáo đúng; xử lý kỷ luật", content="Thu sai phí")
    (step,) = steps(it)
    assert step.facts["without_denouncer"] == "yes"
    assert one(key).kind is PetitionKind.DENUNCIATION


def test_the_name_of_whoever_denounced_is_found_out_of_the_vault(enter: Enter) -> None:
    it = enter.a_denunciation(received_on=date(2026, 10, 1), senders=(AUTHOR,))
    with enter.acting("xulydon"):
        known = publications.known_people(it.matter_id)
    assert known.found(f"Theo lời {SOMEBODY.name}")
    assert known.found(f"Số {SOMEBODY.phone}")


def test_a_record_of_protection_is_never_published(enter: Enter) -> None:
    it, _ = enter.a_conclusion()
    case = db.session.get_one(Case, it.case_id)
    event = decision(it, Action.CONCLUDE)
    assert publications.rule_for(event, case)
    case.procedure = Procedure.PROTECTION
    with pytest.raises(StepNotAllowedError):
        publications.rule_for(event, case)
    db.session.rollback()


def test_it_waits_for_those_who_may_answer_and_for_nobody_else(enter: Enter, read: Read) -> None:
    key = enter.a_publication(enter.a_decided_case(), by="truongban", approved_by="")
    waiting = {
        login: [row.publication.id for row in publications_waiting(read(login), limit=5)]
        for login in ("truongban", "thamquyen", "xulydon", "xa1")
    }
    assert waiting == {"truongban": [], "thamquyen": [key], "xulydon": [], "xa1": []}
    assert count_waiting(read("thamquyen")) == 1


def test_the_public_list_is_narrowed_and_paged_by_key(enter: Enter) -> None:
    keys = [enter.a_publication(enter.a_decided_case()) for _ in range(3)]
    first = public_page(Narrowed(), today=TODAY, after=None, limit=2)
    assert [row.id for row in first] == [keys[2], keys[1]]
    rest = public_page(Narrowed(), today=TODAY, after=(TODAY, keys[1]), limit=2)
    assert [row.id for row in rest] == [keys[0]]
    assert not public_page(Narrowed(kind=PetitionKind.DENUNCIATION), today=TODAY, after=None, limit=2)
    assert not public_page(Narrowed(first=date(2026, 10, 1), last=date(2026, 10, 31)), today=TODAY, after=None, limit=2)
    assert not public_page(Narrowed(office_id=enter.office_id("TINH")), today=TODAY, after=None, limit=2)


def test_each_act_is_a_line_of_the_journal(enter: Enter) -> None:
    before = db.session.query(JournalLine).count()
    it = enter.a_decided_case()
    made = db.session.query(JournalLine).count()
    enter.a_publication(it)
    assert db.session.query(JournalLine).count() == made + 2
    assert made > before
