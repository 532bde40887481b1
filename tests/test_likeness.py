"""Likeness of texts: what makes no difference, what does, what is found again, what is marked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseflow.likeness import bands, compare, marked, phrasebook, read
from caseflow.text import fold, tidy

LAND = "Khiếu nại Quyết định số 9123/QĐ-UBND về việc thu hồi thửa đất số 510, tờ bản đồ số 3 tại thôn Bàu Sậy"
TELLINGS = st.text(alphabet="aăâbcđeê ghioôơuư.,:12/ XÃ", max_size=200)


def score(one: str, other: str, *, elsewhere: bool = False) -> float:
    return compare(read(one), read(other), elsewhere=elsewhere).score


@pytest.mark.parametrize(
    "other",
    [
        fold(LAND),
        LAND.upper(),
        f"Kính gửi UBND tỉnh. Đề nghị xem xét, giải quyết: {LAND}",
        LAND.replace("Khiếu nại", "Tiếp tục khiếu nại"),
        LAND.replace("/QĐ-UBND", "/QĐ-Ủy ban nhân dân"),
    ],
)
def test_the_same_matter_told_otherwise_is_alike(other: str) -> None:
    assert score(LAND, other) > 0.7
    assert set(bands(read(LAND))) & set(bands(read(other)))


@pytest.mark.parametrize(
    "other",
    [
        LAND.replace("510", "77").replace("9123", "9888").replace("Bàu Sậy", "Cồn Tràm"),
        "Phản ánh thái độ của cán bộ một cửa tại tổ dân phố Bàu Trầm",
        "",
    ],
)
def test_another_parcel_or_another_matter_is_not(other: str) -> None:
    assert score(LAND, other) < 0.55


def test_a_question_that_stands_whole_inside_the_petition_is_alike() -> None:
    asked = f"Hỏi kết quả đơn gửi ngày 12/03/2026: {LAND}"
    told = f"{LAND}. Gia đình đã ở ổn định từ năm 1982, có nhiều hộ làm chứng, biên bản làm việc không ai ký cả"
    assert score(asked, told) > 0.6


def test_another_commune_counts_against() -> None:
    assert score(LAND, LAND, elsewhere=True) < score(LAND, LAND) == 1.0


def test_a_former_commune_is_the_one_it_has_become() -> None:
    former = phrasebook({"Xã Lộc Ninh": "Phường Đồng Thuận"})
    before, now = "Kiến nghị thu gom rác ở xã Lộc Ninh", "Kiến nghị thu gom rác ở phường Đồng Thuận"
    assert compare(read(before, former), read(now, former)).score == 1.0
    assert compare(read(before), read(now)).score < 0.55
    assert ("xã Lộc Ninh", True) in marked(read(before, former), read(now, former).told)


def test_the_words_that_both_have_are_marked_in_the_text_as_it_was_typed() -> None:
    here, there = read("Thu hồi thửa đất 510 ở thôn Bàu Sậy"), read("thu hoi thua dat 510, nguoi ta do rac")
    pieces = marked(here, compare(here, there).shared)
    assert pieces == [("Thu hồi thửa đất 510", True), (" ở thôn Bàu Sậy", False)]


@given(TELLINGS, TELLINGS)
def test_any_two_texts_compare_and_nothing_of_a_text_is_lost_by_marking(one: str, other: str) -> None:
    here, there = read(one), read(other)
    likeness = compare(here, there)
    assert 0 <= likeness.score <= 1
    assert likeness.score == pytest.approx(compare(there, here).score)
    assert "".join(words for words, _ in marked(here, likeness.shared)) == tidy(one)


def test_a_signature_is_the_same_on_every_machine() -> None:
    assert bands(read("Thu hồi thửa đất số 510"))[:2] == (713169709895137, 16051576676024494)
    assert bands(read("kính gửi")) == ()
