"""What stands beside a form: who came before, what is alike, and that nobody learns of a denunciation by it."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import delete, func, select

from caseflow.law.terms import Action, PetitionKind
from caseflow.likeness import read
from caseflow.services import reception
from caseflow.services.citizens import Person
from caseflow.services.likeness import (
    NAME,
    NAME_THERE,
    PAPER,
    PHONE,
    Beside,
    Typed,
    beside,
    fill_in,
    phrases,
)
from caseflow.store.citizens import spellings
from caseflow.store.db import db
from caseflow.store.likeness import MOST_SEEN, LikenessBand
from caseflow.store.matters import Matter
from caseflow.store.people import reader_of
from caseflow.store.reception import Visit
from tests.factories import Enter, Province
from tests.web.queries import asked

pytestmark = pytest.mark.usefixtures("inside")

DITCH = "Kiến nghị nạo vét mương thoát nước tuyến đường Tân Sậy - Lộc Thông, ngập 75 hộ dân"
HER = Person("Nguyễn Thị Mận Thử", paper_number="044188001234", phone="0912 345 678", unit_code="18880")


def looked(province: Province, typed: Typed, by: str = "tiepdan") -> Beside:
    return beside(typed, reader=reader_of(province.people[by], date(2026, 11, 23)))


def test_a_text_typed_without_tone_marks_finds_its_matter_with_the_words_in_common(
    enter: Enter, province: Province
) -> None:
    it = enter.a_petition(DITCH)
    enter.a_petition("Khiếu nại mức bồi thường cây trồng khi làm cầu")
    (alike,) = looked(province, Typed("nao vet muong thoat nuoc tuyen duong tan say loc thong")).alike
    assert (alike.matter.code, alike.matter.title) == (it.matter_code, DITCH)
    assert any("nạo vét mương thoát nước" in words for words in alike.evidence)


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        (Person("Ai đó", paper_number="044 188 001 234"), (PAPER,)),
        (Person("Ai đó", paper_number="044.188.001-234"), (PAPER,)),
        (Person("Ai đó", phone="0912345678"), (PHONE,)),
        (Person("nguyen thi man thu", unit_code="18880"), (NAME_THERE,)),
        (Person("NGUYỄN THỊ MẬN THỬ"), (NAME,)),
        (HER, (PAPER, PHONE, NAME_THERE)),
    ],
)
def test_who_came_before_is_known_by_number_phone_name_and_commune(
    enter: Enter, province: Province, typed: Person, why: tuple[str, ...]
) -> None:
    it = enter.a_visit("Hỏi việc khác", people=(HER,), on=date(2026, 8, 3))
    (came,) = looked(province, Typed("", [typed])).came
    assert (came.row.on, came.matter.code, came.why) == (date(2026, 8, 3), it.matter_code, why)


def test_a_namesake_of_another_commune_and_a_bare_given_name_are_nobody(enter: Enter, province: Province) -> None:
    enter.a_visit("Hỏi việc khác", people=(HER,))
    assert looked(province, Typed("", [Person(HER.name, unit_code="18901"), Person("Thử")])).came == []


@pytest.mark.parametrize("nothing", ["không có giấy tờ", "0", "---"])
def test_two_who_have_no_paper_are_not_one_person(enter: Enter, province: Province, nothing: str) -> None:
    enter.a_visit("Hỏi việc khác", people=(Person("Hồ Thị Mơ Thử", paper_number=nothing),))
    assert looked(province, Typed("", [Person("Ai đó", paper_number=nothing)])).came == []


def test_the_same_people_make_a_slighter_likeness_enough(enter: Enter, province: Province) -> None:
    enter.a_petition("Kiến nghị làm đường vào nghĩa trang, mương thoát nước và cầu", senders=(HER,))
    typed = "Xin hỏi chuyện mương thoát nước và cầu trước nhà"
    assert looked(province, Typed(typed)).alike == []
    assert len(looked(province, Typed(typed, [HER])).alike) == 1


def test_a_phone_is_one_number_however_it_is_grouped() -> None:
    assert spellings("+84 912.345.678") >= {"0912345678", "0912 345 678", "+84912345678"}
    assert spellings("0912") == frozenset()


def test_what_another_office_alone_knows_is_not_proposed(enter: Enter, province: Province) -> None:
    enter.a_petition(DITCH, by="xa1-don", at=province.communes[0], senders=(HER,))
    assert looked(province, Typed(DITCH, [HER]), by="xa2-don") == Beside([], [])
    assert len(looked(province, Typed(DITCH, [HER]), by="xa1-don").alike) == 1


def test_a_denunciation_is_found_by_those_who_may_know_of_it_alone(
    app: Flask, enter: Enter, province: Province
) -> None:
    typed = Typed("Tố cáo kế toán xã Minh Hóa lập khống chứng từ 30 triệu đồng", [HER], "18901")
    with asked(app) as before:
        assert looked(province, typed) == Beside([], [])
    it = enter.a_denunciation(typed.summary, senders=(HER,))
    enter.a_visit(typed.summary, by="xulydon", people=(HER,), kind=PetitionKind.DENUNCIATION)
    with asked(app) as after:
        assert looked(province, typed) == Beside([], [])
    assert after == before, "to the desk it is as if there were nothing, to the number of questions asked"
    found = looked(province, typed, by="xulydon")
    assert it.matter_code in [one.matter.code for one in found.alike]
    assert found.came == [], "who denounced is nobody's acquaintance"


def bands_of(subject_id: int | None) -> set[int]:
    return set(db.session.scalars(select(LikenessBand.band).where(LikenessBand.subject_id == subject_id)))


def test_what_is_sealed_is_found_by_its_cleaned_words_only(enter: Enter) -> None:
    it = enter.a_petition(f"Bà {HER.name} tố cáo kế toán thôn lập khống chứng từ", senders=(HER,))
    typed = bands_of(it.petition_id)
    known = {"kind": "denunciation", "field": "administration", "instance": "first", "eligible": "yes"}
    enter.step(it, Action.CLASSIFY, facts=known | {"in_competence": "yes"})
    cleaned = bands_of(it.petition_id)
    assert typed
    assert cleaned
    assert cleaned != typed


def test_a_mended_summary_is_found_by_its_new_words(enter: Enter, province: Province) -> None:
    it = enter.a_visit("Hỏi chuyện khác hẳn", people=(HER,))
    with enter.acting("tiepdan") as reader:
        visit = db.session.get_one(Visit, it.visit_id)
        told = reception.Telling(DITCH)
        reception.complete(visit, people=[HER], telling=told, now=enter.clock(), reader=reader)
    assert len(looked(province, Typed(DITCH)).alike) == 1
    assert looked(province, Typed(DITCH)).alike[0].matter.code == it.matter_code


def test_a_record_is_not_its_own_likeness(enter: Enter, province: Province) -> None:
    it = enter.a_visit(DITCH, people=(HER,))
    assert looked(province, Typed(DITCH, [HER], matter_id=it.matter_id)) == Beside([], [])


def test_nothing_is_merged_by_itself(enter: Enter) -> None:
    for _ in range(3):
        enter.a_petition(DITCH, senders=(HER,))
    assert db.session.scalar(select(func.count()).select_from(Matter)) == 3


def test_texts_that_no_number_is_kept_of_are_filled_in(enter: Enter, province: Province) -> None:
    written = [enter.a_petition(DITCH), enter.a_petition("Khiếu nại mức bồi thường cây trồng khi làm cầu")]
    visited = enter.a_visit(DITCH)
    enter.a_petition("!!!")
    kept = {it.petition_id: bands_of(it.petition_id) for it in written} | {visited.visit_id: bands_of(visited.visit_id)}
    assert fill_in() == 0
    with enter.acting("quantri"):
        db.session.execute(delete(LikenessBand))
    assert looked(province, Typed(DITCH)).alike == []
    with enter.acting("quantri"):
        assert fill_in(batch=2) == 3
    assert {key: bands_of(key) for key in kept} == kept
    assert len(looked(province, Typed(DITCH)).alike) == 2


def test_a_former_name_that_two_communes_had_is_left_as_it_was_written() -> None:
    assert read("ở xã Quang Phú", phrases()).names == {"quang", "phu"}
    assert read("ở xã Quảng Tiên", phrases()).names == read("ở xã Quảng Tiến", phrases()).names == {"quang", "tien"}
    assert read("ở xã Cam Hiếu", phrases()).names == read("ở xã Hiếu Giang", phrases()).names


def test_whoever_has_the_very_number_is_found_behind_any_number_of_namesakes(enter: Enter, province: Province) -> None:
    it = enter.a_visit("Hỏi việc khác", people=(HER,), on=date(2026, 8, 3))
    for n in range(MOST_SEEN):
        enter.a_visit(f"Hỏi thủ tục số {n}", people=(Person(HER.name),))
    found = looked(province, Typed("", [Person(HER.name, paper_number=HER.paper_number)])).came
    assert (found[0].matter.code, found[0].why) == (it.matter_code, (PAPER, NAME))
