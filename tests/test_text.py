"""Folding and sorting Vietnamese."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseflow.text import fold, sort_key, tidy


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("Nguyễn Đình Cử", "nguyen dinh cu"),
        (unicodedata.normalize("NFD", "Nguyễn Đình Cử"), "nguyen dinh cu"),
        ("Ðà Nẵng", "da nang"),  # the Icelandic eth, a common slip
        ("  đường   ĐẤT\u00a0đai ", "duong dat dai"),
        ("Thửa số 12/3", "thua so 12/3"),
        ("", ""),
    ],
)
def test_words_are_compared_without_marks(typed: str, folded: str) -> None:
    assert fold(typed) == folded


@given(st.text())
def test_folding_twice_changes_nothing(words: str) -> None:
    assert fold(fold(words)) == fold(words)


@given(st.text(alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạếềểễệ ", max_size=40))
def test_the_form_of_the_typing_does_not_matter(words: str) -> None:
    assert fold(unicodedata.normalize("NFD", words)) == fold(unicodedata.normalize("NFC", words))


def test_names_sort_by_given_name_then_family_as_a_vietnamese_list_does() -> None:
    names = ["Trần Văn Ước", "Lê Thị Ánh", "Phạm Đức", "Ngô An", "Bùi Văn An", "Đỗ Đạt", "Lê Dung", "Hồ Ân", "Lý Em"]
    assert sorted(names, key=sort_key) == [
        "Bùi Văn An",
        "Ngô An",
        "Lê Thị Ánh",
        "Hồ Ân",
        "Lê Dung",
        "Đỗ Đạt",
        "Phạm Đức",
        "Lý Em",
        "Trần Văn Ước",
    ]


def test_tidying_keeps_the_marks_and_drops_the_spaces() -> None:
    assert tidy(unicodedata.normalize("NFD", "  Lê   Thị Ánh ")) == "Lê Thị Ánh"
