"""Cleaning words of an identity: nothing of it is left, and nothing else is touched."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseflow.law.secrecy import DENOUNCER, is_named, redact, words_of
from caseflow.text import fold

NAME = "Nguyễn Thị Thanh Tra"
PERSON = words_of(
    name=NAME, phone="0912345678", paper_number="045199001234", address="số 12 thôn Đông Dương, xã Hải Lăng"
)

LETTERS = "aăâeêioôơuưyđbcghklmnpqrstvx"
MARKS = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
SYLLABLE = st.builds(
    lambda first, vowel, mark, last: first + vowel + mark + last,
    st.sampled_from("bcdđghklmnpqrstvx"),
    st.sampled_from("aăâeêioôơuưy"),
    st.sampled_from(MARKS),
    st.sampled_from(("", "n", "ng", "t", "c")),
)
NAMES = st.lists(SYLLABLE, min_size=2, max_size=5).map(" ".join).filter(lambda name: len(fold(name)) > 4)
NOISE = st.text(alphabet=f"{LETTERS}{LETTERS.upper()} .,;:!?()\n-0123456789\u0301\u0323", max_size=40)
SHAPES = st.sampled_from(
    (
        str,
        str.upper,
        str.lower,
        str.title,
        lambda words: unicodedata.normalize("NFC", words),
        lambda words: unicodedata.normalize("NFD", words),
        fold,
        lambda words: words.replace(" ", "  "),
        lambda words: words.replace(" ", "\n"),
        lambda words: words.replace(" ", "\u00a0"),
        lambda words: words.replace(" ", "_"),
        lambda words: words.replace(" ", ""),
    )
)


def left_of(secret: str, words: str) -> bool:
    """Whether a name still stands in a text, however its blanks were typed; what replaces it does not count."""
    bare = fold(words.replace(DENOUNCER, "|"))
    letters = r"[\W_]*".join(map(re.escape, fold(secret).split()))
    return re.search(rf"(?<![^\W_]){letters}(?![^\W_])", bare) is not None


@given(name=NAMES, shape=SHAPES, before=NOISE, after=NOISE)
def test_no_spelling_of_a_name_survives(name: str, shape: object, before: str, after: str) -> None:
    assert callable(shape)
    cleaned = redact(f"{before} {shape(name)}, {after}", {name})
    assert DENOUNCER in cleaned
    assert not left_of(name, cleaned)


@given(name=NAMES, words=NOISE)
def test_words_without_the_name_are_left_as_they_are(name: str, words: str) -> None:
    if not left_of(name, words):
        assert redact(words, {name}) == words


@given(name=NAMES, before=NOISE, after=NOISE)
def test_what_stands_around_a_name_stays(name: str, before: str, after: str) -> None:
    if not left_of(name, f"{before} {after}"):
        assert redact(f"{before} |{name}| {after}", {name}) == f"{before} |{DENOUNCER}| {after}"


@given(names=st.lists(NAMES, min_size=2, max_size=4), words=NOISE)
def test_cleaning_twice_is_cleaning_once(names: list[str], words: str) -> None:
    once = redact(f"{names[0]} và {names[1]} {words}", names)
    assert redact(once, names) == once


def test_a_mark_typed_apart_goes_with_its_letter() -> None:
    assert redact(unicodedata.normalize("NFD", "Bà Trần Thị Lê đến"), {"Trần Thị Lê"}) == unicodedata.normalize(
        "NFD", "Bà "
    ) + DENOUNCER + unicodedata.normalize("NFD", " đến")


@pytest.mark.parametrize(
    "typed", ["0912345678", "0912 345 678", "0912.345.678", "+84912345678", "84 912 345 678", "(0912) 345-678"]
)
def test_a_telephone_number_is_found_with_what_people_put_into_it(typed: str) -> None:
    assert redact(f"gọi {typed}.", PERSON).endswith(f"{DENOUNCER}.")
    assert not re.search(r"\d", redact(f"gọi {typed}.", PERSON))


def test_a_longer_number_that_contains_it_is_another_number() -> None:
    assert redact("số 10912345678 và 09123456789", PERSON) == "số 10912345678 và 09123456789"


def test_the_hamlet_goes_and_the_commune_stays() -> None:
    cleaned = redact(
        "Bà ở thôn Đông Dương, xã Hải Lăng, tố cáo cán bộ xã Hải Lăng",
        words_of(name="Lê A", address="thôn Đông Dương, xã Hải Lăng"),
    )
    assert cleaned == f"Bà ở {DENOUNCER}, tố cáo cán bộ xã Hải Lăng"


def test_overlapping_words_leave_nothing_between_them() -> None:
    assert redact("Lê Văn Bình Minh", {"Lê Văn Bình", "Văn Bình Minh"}) == DENOUNCER


def test_how_a_person_is_spoken_of_goes_too() -> None:
    cleaned = redact("Bà Tra và cô Tra, tức Thanh Tra, đến. BÀ TRA ký.", PERSON, names=[NAME])
    assert cleaned == f"{DENOUNCER} và {DENOUNCER}, tức {DENOUNCER}, đến. {DENOUNCER} ký."


def test_ordinary_words_that_only_sound_like_a_name_stay() -> None:
    words = "Thanh tra tỉnh và cơ quan chú ý tra cứu; bà Trà, cô Trang ở thanh trà"
    assert redact(words, PERSON, names=[NAME, "Lê Cơ Quân", "Trần Chú Ý"]) == words


def test_a_word_too_short_to_tell_anybody_apart_is_no_secret() -> None:
    assert redact("Lê A ở nhà số 12", {"Lê", "12"}) == "Lê A ở nhà số 12"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Hồ Văn Địa, cán bộ địa chính", True),
        ("ông HỒ VĂN ĐỊA (Phó Chủ tịch)", True),
        ("Ho Van Dia", True),
        ("Hồ Văn Địa Thử", True),  # a namesake is refused too
        ("Hồ Văn Địch", False),
        ("cán bộ địa chính", False),
        ("", False),
    ],
)
def test_the_denounced_are_known_by_their_name(words: str, expected: object) -> None:
    assert is_named("Hồ Văn Địa", ["kế toán xã", words]) is expected


def test_a_name_of_one_word_has_no_shorter_form_to_look_for() -> None:
    assert redact("Ngân hàng và bà Thử", (), names=("Ngân",)) == "Ngân hàng và bà Thử"
