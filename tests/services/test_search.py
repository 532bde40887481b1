"""Searching, on both engines: the same set with tone marks and without, in order, within the reader's reach.

And the index it reads: rewritten by whatever changes a word, and rid of what a sealing takes away.
"""

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select, text

from caseflow.law.rights import Reader
from caseflow.law.terms import Action, Channel, PetitionKind
from caseflow.services import petitions, reception
from caseflow.services.citizens import Person
from caseflow.store.db import db, is_postgresql
from caseflow.store.entry_lists import EntryFilter, entries_page
from caseflow.store.indexing import fill_in
from caseflow.store.matter_index import INDEX, IndexRow
from caseflow.store.matter_lists import MatterFilter, matters_by_age
from caseflow.store.matter_words import index_rows
from caseflow.store.matters import Matter
from caseflow.store.offices import find_office
from caseflow.store.petitions import PetitionEntry
from caseflow.store.reception import Visit, visits_page
from caseflow.store.search import PageKey, matters_found
from caseflow.store.search_people import exactly, people_named
from caseflow.store.transactions import rehearsal
from caseflow.text import fold
from tests.canaries import Scanner, canaries
from tests.factories import SENDER, Enter, Entered

pytestmark = pytest.mark.usefixtures("inside")

Read = Callable[[str], Reader]
(SOMEBODY,) = canaries(1, seed=29)
AUTHOR = Person(
    SOMEBODY.name, paper_number=SOMEBODY.paper_number, phone=SOMEBODY.phone, address=SOMEBODY.address, unit_code="18901"
)
KNOWN = {"kind": "complaint", "field": "land", "instance": "first", "eligible": "yes", "in_competence": "yes"}
SUMMARIES = (
    "Khiếu nại quyết định thu hồi đất ở thôn Đông",
    "Kiến nghị sửa đường liên thôn, đặt cống thoát nước",
    "Phản ánh quán karaoke gây ồn ở phường Đồng Hới",
    "Khiếu nại mức bồi thường đất rừng và hoa màu",
    "De nghi cap giay chung nhan quyen su dung dat",
)
DRESSED = {
    "a": "aáàảãạăắằẳẵặâấầẩẫậ",
    "e": "eéèẻẽẹêếềểễệ",
    "i": "iíìỉĩị",
    "o": "oóòỏõọôốồổỗộơớờởỡợ",
    "u": "uúùủũụưứừửữự",
    "y": "yýỳỷỹỵ",
    "d": "dđ",
}


def found(typed: str, reader: Reader, *, limit: int = 25) -> list[str]:
    """The codes of the matters found, page after page."""
    codes, after = list[str](), None
    while True:
        hits = matters_found(typed, reader, after=after, limit=limit)
        assert len(hits.matters) <= limit
        codes += [matter.code for matter in hits.matters]
        after = hits.next_key
        if after is None:
            return codes


def dressed(words: str, chance: Random) -> str:
    """The same letters with marks at random, in either normal form and case."""
    letters = "".join(chance.choice(DRESSED.get(letter, letter)) for letter in words)
    letters = unicodedata.normalize(chance.choice(["NFC", "NFD"]), letters)
    return letters.upper() if chance.random() < 0.3 else letters


def test_marks_typed_or_left_out_never_change_what_is_found(enter: Enter, reader: Read) -> None:
    for summary in SUMMARIES:
        enter.a_petition(summary)
    who, plain = reader("xulydon"), sorted({word for summary in SUMMARIES for word in fold(summary).split()})

    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(st.sampled_from([*plain, "khong", "co", "thu hoi", "da"]), min_size=1, max_size=3), st.integers())
    def same_set(words: list[str], seed: int) -> None:
        chance = Random(seed)  # noqa: S311 - the same every time
        asked = " ".join(f'"{word}"' if chance.random() < 0.3 else word for word in words)
        assert set(found(dressed(asked, chance), who)) == set(found(asked, who))

    same_set()


def test_what_has_the_marks_that_were_typed_comes_first(enter: Enter, reader: Read) -> None:
    who = reader("xulydon")
    with_marks = [enter.a_petition(f"Đơn về bán đất số {n}").matter_code for n in range(2)]
    without = [enter.a_petition(f"Don ve ban dat so {n}").matter_code for n in range(2)]
    newest_first = [*reversed(without), *reversed(with_marks)]
    assert found("ban dat", who) == newest_first
    assert found("bán đất", who) == [*reversed(with_marks), *reversed(without)]
    assert found(unicodedata.normalize("NFD", "bán đất"), who) == found("bán đất", who)
    assert found("bàn đất", who) == newest_first, "the marks of one word are not those that were typed"


@pytest.mark.parametrize(
    "typed", ["Nguyễn Đình Cử", "nguyen dinh cu", "NGUYEN DINH CU", "Nguyễn Ðình Cử", "cử, đình nguyễn"]
)
def test_a_name_is_found_however_it_is_typed(enter: Enter, reader: Read, typed: str) -> None:
    it = enter.a_petition(senders=(Person("Nguyễn Đình Cử"),))
    enter.a_petition(senders=(Person("Nguyễn Đình Cư Văn"),))
    enter.a_petition(senders=(Person("Nguyễn Văn Cửu"),))
    assert it.matter_code in found(typed, reader("xulydon"))
    assert len(found(typed, reader("xulydon"))) == 2
    named = people_named(matters_found(typed, reader("xulydon"), after=None, limit=5).asked, reader("xulydon"), limit=9)
    assert sorted(person.citizen.name for person in named) == ["Nguyễn Đình Cư Văn", "Nguyễn Đình Cử"]


def test_words_in_quotation_marks_stand_one_after_another(enter: Enter, reader: Read) -> None:
    near = enter.a_petition("Xin thu hồi đất đã giao").matter_code
    far = enter.a_petition("Thu phí sai, hồi đáp chậm về đất").matter_code
    assert found("thu hoi dat", reader("xulydon")) == [far, near]
    assert found('"thu hồi đất"', reader("xulydon")) == [near]


def test_the_beginning_of_a_word_is_enough_only_where_no_word_is_found(enter: Enter, reader: Read) -> None:
    whole = enter.a_petition("Tranh chấp với ông Anh").matter_code
    enter.a_petition("Tranh chấp với ông An")
    assert found("tranh chap ong an", reader("xulydon")) != [whole]
    assert found("tranh chap ong anh", reader("xulydon")) == [whole]
    assert found("tranh chap vo", reader("xulydon")) == found("tranh chap", reader("xulydon"))
    assert found("tranh chap v", reader("xulydon")) == [], "one letter begins too many words"


@pytest.mark.parametrize("typed", ["bán đất", "ban dat"])
def test_pages_neither_lose_nor_repeat(enter: Enter, reader: Read, typed: str) -> None:
    for n in range(9):
        enter.a_petition(f"Bán đất {n}" if n % 3 else f"ban dat {n}")
    who = reader("xulydon")
    whole = found(typed, who)
    assert len(whole) == len(set(whole)) == 9
    assert all(found(typed, who, limit=limit) == whole for limit in range(1, 10))


def test_what_is_opened_meanwhile_shifts_no_page(enter: Enter, reader: Read) -> None:
    for n in range(6):
        enter.a_petition(f"Bán đất {n}")
    who = reader("xulydon")
    first = matters_found("ban dat", who, after=None, limit=3)
    enter.a_petition("Bán đất vừa vào sổ")
    second = matters_found("ban dat", who, after=first.next_key, limit=3)
    assert len({matter.id for matter in (*first.matters, *second.matters)}) == 6
    assert second.next_key is None


def test_keys_of_pages_that_never_were_find_nothing_wrong(enter: Enter, reader: Read) -> None:
    enter.a_petition("Bán đất")
    strange: Sequence[PageKey] = ((0, 0), (1, 0), (1, 2**31 - 1), (0, 2**31 - 1))
    for key in strange:
        assert len(matters_found("bán đất", reader("xulydon"), after=key, limit=3).matters) <= 1


def test_every_list_finds_the_set_that_the_search_finds(enter: Enter, reader: Read) -> None:
    for summary in SUMMARIES:
        enter.a_petition(summary)
        enter.a_visit(summary)
    who, boards = reader("xulydon"), reader("tiepdan")
    for typed in ("dat", "Đất", "thôn Đông", '"đất ở"', "quan karaok", "không có gì", "!?", SENDER.name):
        codes = set(found(typed, who))
        wanted = MatterFilter(words=typed)
        listed = {row.code for row in matters_by_age(who, wanted, after=None, limit=50)}
        entered = {entry.code for entry in entries_page(who, EntryFilter(words=typed), before=None, limit=50)}
        visited = {visit.matter_id for visit in visits_page(boards, words=typed, before=None, limit=50)}
        assert listed == codes, typed
        assert entered == {code for code in codes if code_has(PetitionEntry, code)}
        assert visited == {matter_of(code) for code in found(typed, boards) if code_has(Visit, code)}


def matter_of(code: str) -> int:
    return db.session.scalars(select(Matter.id).where(Matter.code == code)).one()


def code_has(table: type[PetitionEntry | Visit], code: str) -> bool:
    return db.session.scalar(select(table.id).where(table.matter_id == matter_of(code)).limit(1)) is not None


# within the reader's reach


def test_a_denunciation_is_found_only_by_whoever_may_know_of_it(enter: Enter, reader: Read) -> None:
    hidden = enter.a_denunciation("Tố cáo kế toán nhận phong bì", respondent="Hồ Văn Toán")
    hidden = replace(hidden, matter_code=db.session.get_one(Matter, hidden.matter_id).code)
    assert found("phong bi", reader("xulydon")) == [hidden.matter_code]
    for login in ("tiepdan", "xa1-don", "so-don", "danvan"):
        who = reader(login)
        for typed in ("phong bi", "phong b", "Hồ Văn Toán", hidden.matter_code, "to cao"):
            hits = matters_found(typed, who, after=None, limit=5)
            assert (list(hits.matters), hits.count) == ([], 0), (login, typed)
            assert not exactly(typed, who)
            assert not people_named(hits.asked, who, limit=5)
            assert visits_page(who, words=typed, before=None, limit=5) == []


def test_that_hidden_words_are_there_is_not_told_by_what_is_found_beside_them(enter: Enter, reader: Read) -> None:
    """Were the word of the hidden matter to count as found, its beginning in the open one would not be looked for."""
    enter.a_denunciation("Tố cáo nhận phong")
    open_one = enter.a_complaint("Khiếu nại vòi nước phongxa")
    assert found("phong", reader("tiepdan")) == [open_one.matter_code]


def test_whoever_received_a_denouncer_does_not_learn_what_was_written_since(enter: Enter, reader: Read) -> None:
    enter.a_visit("Đến tố cáo", kind=PetitionKind.DENUNCIATION, people=(AUTHOR,))
    who = reader("tiepdan")
    assert len(visits_page(who, words="", before=None, limit=5)) == 1
    assert visits_page(who, words="đến", before=None, limit=5) == []


def test_an_office_finds_what_passed_through_it_and_the_offices_below(enter: Enter, reader: Read) -> None:
    here = enter.a_petition("Bán đất", by="xa1-don", at="XA-18880").matter_code
    there = enter.a_petition("Bán đất", by="xa2-don", at="XA-18901").matter_code
    assert found("ban dat", reader("xa1-don")) == [here]
    assert found("ban dat", reader("thamquyen")) == [there, here]


# codes, numbers, people


def test_codes_and_numbers_are_found_as_they_are(enter: Enter, reader: Read) -> None:
    visit = enter.a_visit("Hỏi thủ tục")
    case = enter.a_case()
    who, boards = reader("xulydon"), reader("tiepdan")
    assert [matter.code for matter in exactly(case.matter_code.lower(), who).matters] == [case.matter_code]
    ((found_case, matter),) = exactly("HS-2026-00001", who).cases
    assert (found_case.id, matter.code) == (case.case_id, case.matter_code)
    assert [entry.id for entry in exactly("01/2026", who).entries] == [case.entry_id]
    assert [each.id for each in exactly("1/2026", boards).visits] == [visit.visit_id]
    assert not exactly("VV-1999-00001", who)
    assert found(case.matter_code, who) == [case.matter_code]
    assert found("HS-2026-00001", who) == [case.matter_code]


@pytest.mark.parametrize("login", ["xa1-don", "so-don"])
def test_a_number_tells_nothing_of_what_another_office_holds(enter: Enter, reader: Read, login: str) -> None:
    enter.a_visit("Hỏi thủ tục")
    case = enter.a_case()
    for typed in (case.matter_code, "HS-2026-00001", "1/2026"):
        assert exactly(typed, reader("xulydon")), typed
        assert not exactly(typed, reader(login)), typed


def test_a_number_tells_nothing_of_a_denunciation_to_one_without_the_right(enter: Enter, reader: Read) -> None:
    case = enter.a_case(PetitionKind.DENUNCIATION)
    enter.a_visit("Tố cáo tại bàn", by="xulydon", kind=PetitionKind.DENUNCIATION)
    for typed in (case.matter_code, "HS-2026-00001", "1/2026"):
        assert exactly(typed, reader("xulydon")), typed
        assert not exactly(typed, reader("tiepdan")), typed


@pytest.mark.parametrize("typed", ["045 088 001 234", "045088001234", "0912.345.678"])
def test_a_person_is_found_by_paper_and_by_telephone(enter: Enter, reader: Read, typed: str) -> None:
    somebody = Person("Trần Thị Bé Thử", paper_number="045088001234", phone="0912345678", unit_code="18880")
    codes = {enter.a_petition(f"Đơn {n}", senders=(somebody,)).matter_code for n in range(2)}
    enter.a_petition("Đơn khác", senders=(Person("Trần Thị Bé Thử", paper_number="045088009999"),))
    (person,) = exactly(typed, reader("xulydon")).people
    assert {matter.code for matter in person.matters} == codes
    assert not exactly(typed, reader("xa1-don"))


@pytest.mark.parametrize("typed", ["045088001234", "045.088.001.234", "0912345678", "0912 345 678", "84912345678"])
@pytest.mark.parametrize(
    ("paper_number", "phone"),
    [("045.088.001.234", "0912 345 678"), ("045 088 001 234", "0912.345.678"), ("045-088-001-234", "+84912345678")],
)
def test_however_a_number_was_written_down_it_is_found(
    enter: Enter, reader: Read, paper_number: str, phone: str, typed: str
) -> None:
    it = enter.a_petition("Đơn", senders=(Person("Trần Thị Bé Thử", paper_number=paper_number, phone=phone),))
    (person,) = exactly(typed, reader("xulydon")).people
    assert [matter.code for matter in person.matters] == [it.matter_code]


def test_a_sealed_person_is_found_by_nobody(enter: Enter, reader: Read) -> None:
    enter.a_denunciation("Tố cáo kế toán", senders=(AUTHOR,))
    for login in ("xulydon", "truongban", "giaiquyet", "tiepdan", "thamquyen"):
        who = reader(login)
        for typed in (SOMEBODY.paper_number, SOMEBODY.phone):
            assert not exactly(typed, who)
            assert found(typed, who) == []
        hits = matters_found(SOMEBODY.name, who, after=None, limit=5)
        assert (list(hits.matters), people_named(hits.asked, who, limit=5)) == ([], [])


def test_a_single_syllable_names_nobody(enter: Enter, reader: Read) -> None:
    enter.a_petition(senders=(Person("Trần Thị Bé Thử"),))
    who = reader("xulydon")
    assert people_named(matters_found("be", who, after=None, limit=5).asked, who, limit=5) == []


# the index follows


def standing(key: int) -> IndexRow | None:
    """The row of a matter, read past the session; of PostgreSQL only whether its words are the present ones."""
    row = db.session.execute(select(INDEX).where(INDEX.c.rowid == key)).one_or_none()
    return IndexRow(*row) if row else None


def check_current() -> None:
    """Every row of the index is what would be written now."""
    db.session.rollback()
    keys = db.session.scalars(select(Matter.id)).all()
    for wanted in index_rows(keys):
        row = standing(wanted.rowid)
        assert row is not None
        if not is_postgresql():
            assert row == wanted
        else:
            folded = {part.split(":")[0].strip("'") for part in row.folded.split()}
            assert {lexeme for lexeme in folded if not lexeme.startswith("#")} >= set(wanted.folded.split())
    assert db.session.scalar(text("SELECT count(*) FROM matter_index")) == len(keys)


def test_completing_a_visit_amends_what_is_found(enter: Enter, reader: Read) -> None:
    seen = enter.a_visit("Hỏi việc đền bù", people=(Person("Lê Văn Sai"),))
    with enter.acting("tiepdan"):
        visit = db.session.get_one(Visit, seen.visit_id)
        telling = reception.Telling("Hỏi việc tái định cư")
        reception.complete(visit, people=[Person("Lê Văn Đúng")], telling=telling, now=enter.clock())
    who = reader("tiepdan")
    assert found("le van dung", who) == [seen.matter_code]
    assert found("tai dinh cu", who) == [seen.matter_code]
    assert found("le van sai", who) == []
    check_current()


def test_a_paper_that_is_joined_takes_its_words_along(enter: Enter, reader: Read) -> None:
    home = enter.a_petition("Khiếu nại bồi thường")
    other = enter.a_petition("Bổ sung giấy tờ gốc", senders=(Person("Lê Văn Riêng"),))
    enter.step(other, Action.CLASSIFY, facts=KNOWN)
    enter.step(other, Action.JOIN, facts={"matter": home.matter_code})
    assert found("giay to goc", reader("xulydon"))[0] == home.matter_code
    assert found("le van rieng", reader("xulydon")) == [home.matter_code]
    check_current()


def test_what_is_set_apart_and_sealed_leaves_both_rows(enter: Enter, reader: Read) -> None:
    home = enter.a_petition("Khiếu nại bồi thường")
    late = late_denunciation(enter, home)
    who, outsider = reader("xulydon"), reader("tiepdan")
    assert found("gach lau", outsider) == []
    assert found("gach lau", who) == [late.matter_code]
    assert late.matter_code != home.matter_code
    assert found(SOMEBODY.name, who) == []
    check_current()


def late_denunciation(enter: Enter, home: Entered) -> Entered:
    """A paper joined to an open matter turns out to denounce."""
    with enter.acting("xulydon", "vào sổ đơn") as reader:
        entry = petitions.register(
            office=find_office(enter.office_id("BTCD")),
            paper=petitions.Paper(f"Bà {SOMEBODY.name} nói về gạch lậu", body=f"Số {SOMEBODY.phone}"),
            letter=petitions.Letter(Channel.POST),
            senders=[AUTHOR],
            received_on=date(2026, 11, 23),
            reader=reader,
            now=enter.clock(),
            matter=db.session.get_one(Matter, home.matter_id),
        )
        late = Entered(home.matter_id, home.matter_code, petition_id=entry.petition_id, entry_id=entry.id)
    assert Scanner([SOMEBODY]).find("index", whole_index()) != []
    it = enter.step(late, Action.CLASSIFY, date(2026, 11, 23), KNOWN | {"kind": "denunciation", "field": "other"})
    return replace(it, matter_code=db.session.get_one(Matter, it.matter_id).code)


def whole_index() -> str:
    """All that the index holds in the clear: its rows, and on SQLite the very blocks it is built of."""
    db.session.rollback()
    kept = repr(db.session.execute(select(INDEX)).all())
    if not is_postgresql():
        blocks = db.session.scalars(text("SELECT block FROM matter_index_data"))
        kept += "".join(bytes(block).decode("utf-8", "replace") for block in blocks)
    return kept


def test_no_trace_of_who_is_sealed_stays_in_the_index(enter: Enter) -> None:
    late_denunciation(enter, enter.a_petition("Khiếu nại bồi thường"))
    kept = whole_index()
    assert Scanner([SOMEBODY]).find("index", kept) == []
    assert SOMEBODY.tag.casefold()[3:] not in kept, "of a word the index leaves out how the one before it begins"
    assert "khieu" in kept


def test_what_comes_to_nothing_is_not_indexed(enter: Enter, reader: Read) -> None:
    it = enter.a_petition("Bán đất")
    with rehearsal():
        matter = db.session.get_one(Matter, it.matter_id)
        matter.title = "Thử đổi tên"
        db.session.flush()
    with enter.acting("xulydon"):
        pass
    assert found("thu doi ten", reader("xulydon")) == []


def test_an_index_that_lacks_matters_is_filled_in(enter: Enter, reader: Read) -> None:
    codes = [enter.a_petition(summary).matter_code for summary in SUMMARIES]
    with enter.acting("xulydon"):
        db.session.execute(delete(INDEX))
    assert found("dat", reader("xulydon")) == []
    with enter.acting("xulydon"):
        assert fill_in() == len(codes)
    with enter.acting("xulydon"):
        assert fill_in() == 0
    assert len(found("dat", reader("xulydon"))) == 4
    check_current()


def test_on_postgresql_what_is_old_is_found_behind_what_is_new(enter: Enter, reader: Read) -> None:
    """Only the newest thousands of keys are looked through at first."""
    old = enter.a_petition("Bán đất")
    if is_postgresql():
        with enter.acting("xulydon"):
            db.session.execute(text("SELECT setval(pg_get_serial_sequence('matter', 'id'), 90000)"))
    new = enter.a_petition("Bán đất")
    assert found("bán đất", reader("xulydon")) == [new.matter_code, old.matter_code]
    assert found("bán đất", reader("xulydon"), limit=1) == [new.matter_code, old.matter_code]
