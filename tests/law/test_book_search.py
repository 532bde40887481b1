"""Searching the book: without tone marks, the words as typed first."""

from caseflow.law.book_search import (
    Entry,
    competence_entries,
    ground_entries,
    instrument_entries,
    period_entries,
    rank,
    role_entries,
    step_entries,
)
from caseflow.law.competence import COMPETENCES
from caseflow.law.ground_book import GROUND_LISTS
from caseflow.law.instruments import INSTRUMENTS
from caseflow.law.periods import PERIODS
from caseflow.law.rights import Right
from caseflow.law.tables import TABLES
from caseflow.law.terms import Role

ACCEPT = Entry("Thụ lý", "LKN Đ27")
COLLECT = Entry("Thu lý lịch", "LKN Đ28")
ELSEWHERE = Entry("Thông báo", "về việc thụ lý; LKN Đ29")
SCATTERED = Entry("Thủ trưởng nêu lý do", "LKN Đ30")


def found(asked: str, *entries: Entry) -> list[Entry]:
    ranked = [(place, entry) for entry in entries if (place := rank(entry, asked)) is not None]
    return [entry for _, entry in sorted(ranked, key=lambda each: each[0])]


def test_words_are_found_with_and_without_tone_marks() -> None:
    for asked in ("thụ lý", "thu ly", "THỤ  LÝ", "lkn d27 thu"):
        assert ACCEPT in found(asked, ACCEPT, COLLECT, ELSEWHERE), asked
    assert found("khiếu nại", ACCEPT, COLLECT) == []
    assert found("  ", ACCEPT) == []


def test_what_holds_the_words_as_typed_comes_first() -> None:
    every = (SCATTERED, COLLECT, ELSEWHERE, ACCEPT)
    assert found("thụ lý", *every) == [ACCEPT, ELSEWHERE, COLLECT, SCATTERED]
    assert found("thu lý", *every)[0] is COLLECT


def test_a_word_is_found_where_a_word_begins_with_it() -> None:
    assert found("KN-GQ", Entry("Giải quyết", "KN-GQ1")) != []
    assert found("ly", Entry("Hủy", "")) == []


def test_signs_that_mean_something_to_a_machine_are_plain_signs() -> None:
    assert found("(lần", Entry("Gia hạn (lần hai)", "")) != []
    assert found("[a-z]*", ACCEPT) == []


def test_every_row_of_the_book_can_be_found() -> None:
    assert len(list(period_entries())) == len(PERIODS)
    assert len(list(step_entries())) == sum(len(table.steps) for table in TABLES.values())
    assert len(list(ground_entries())) == sum(len(each.grounds) for each in GROUND_LISTS)
    assert len(list(competence_entries())) == len(COMPETENCES)
    assert len(list(role_entries())) == len(Role) + len(Right)
    assert len(list(instrument_entries())) == len(INSTRUMENTS)
    for entries in (period_entries, step_entries, ground_entries, competence_entries, role_entries, instrument_entries):
        for entry in entries():
            assert entry.title
            assert rank(entry, entry.title) is not None


def test_a_period_is_found_by_its_code_its_article_and_its_words() -> None:
    for asked in ("kn-gq1-rc", "Đ28 vùng đi lại khó khăn phức tạp", "giai quyet khieu nai lan dau 60 ngay"):
        assert "KN-GQ1-RC" in [entry.anchor for entry in found(asked, *period_entries())], asked
