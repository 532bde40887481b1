"""What was typed into a search, read; and the words of a text, whichever way they were typed."""

import unicodedata
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseflow.store.asked import MOST_WORDS, read_asked
from caseflow.store.matter_words import Place, Text
from caseflow.text import fold, words_in
from caseflow.web.excerpts import Piece, excerpt, marked


def phrases(typed: str) -> list[str]:
    return [" ".join(word.folded for word in phrase) for phrase in read_asked(typed).phrases]


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("Nguyễn Văn A", ["nguyen", "van", "a"]),
        ('"thu hồi" đất', ["thu hoi", "dat"]),
        ("“thu hồi đất”", ["thu hoi dat"]),
        ('"thu hồi', ["thu hoi"]),  # a quotation mark that was never closed
        ("đơn 12/2026", ["don", "12 2026"]),
        ("VV-2026-00001", ["vv 2026 00001"]),
        ('"" !? …', []),
        ("", []),
    ],
)
def test_words_and_phrases_are_told_apart(typed: str, asked: list[str]) -> None:
    assert phrases(typed) == asked


def test_no_more_words_are_taken_than_a_search_can_bear() -> None:
    assert len(read_asked("từ " * 500).phrases) == MOST_WORDS


def test_only_phrases_typed_with_marks_ask_for_marks() -> None:
    assert [phrase[0].marked for phrase in read_asked("thu hồi dat đai").with_marks] == ["hồi", "đai"]


@given(st.text())
def test_words_stand_where_they_are_said_to(text: str) -> None:
    for word in words_in(text):
        assert fold(text[word.start : word.end]) == word.folded


@given(st.text(alphabet="aăâđeêioôơuưyáàảãạếộ hòaoẻuý,.", max_size=40))
def test_the_form_of_the_typing_changes_no_word(text: str) -> None:
    composed, apart = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))
    assert [word[:2] for word in words_in(composed)] == [word[:2] for word in words_in(apart)]


def test_both_ways_of_placing_a_tone_are_one_word() -> None:
    old, new = ([word.marked for word in words_in(text)] for text in ("hòa khỏe thúy", "hoà khoẻ thuý"))
    assert old == new


def told(pieces: Sequence[Piece]) -> str:
    return "".join(f"[{piece.words}]" if piece.is_found else piece.words for piece in pieces)


def test_what_was_found_is_marked_as_it_was_written() -> None:
    asked = read_asked('dat "thu hoi"')
    assert told(marked("Thu hồi đất, thu hẹp lối đi", asked)) == "[Thu hồi] [đất], thu hẹp lối đi"


def test_an_excerpt_is_taken_from_the_text_that_holds_most_and_is_cut_around_it() -> None:
    texts = [
        Text(1, Place.TITLE, "Khiếu nại về đất"),
        Text(1, Place.BODY, "trước " * 30 + "thu hồi đất rừng" + " sau" * 60),
    ]
    found = excerpt(texts, read_asked("thu hoi dat"))
    assert found is not None
    assert found.place == Place.BODY.value
    words = told(found.pieces)
    assert words.startswith("… trước")
    assert "[thu] [hồi] [đất] rừng sau" in words
    assert words.endswith("sau …")


def test_where_the_title_says_it_all_there_is_no_excerpt() -> None:
    assert excerpt([Text(1, Place.TITLE, "Khiếu nại về đất")], read_asked("dat")) is None
    assert excerpt([Text(1, Place.BODY, "Việc khác")], read_asked("dat")) is None


def test_the_beginning_of_a_word_is_marked_with_the_whole_of_it() -> None:
    assert told(marked("Kê khai tài sản", read_asked("ke kha").opened())) == "[Kê] [khai] tài sản"
