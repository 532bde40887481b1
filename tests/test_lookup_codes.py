"""Look-up codes: long enough, told from a slip of the pen, read as they were meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseflow.lookup_codes import ALPHABET, BITS, LENGTH, as_meant, grouped, is_well_formed, new_code

CODES = st.builds(new_code)


def test_a_code_holds_over_eighty_bits_of_chance() -> None:
    assert BITS >= 80
    assert len({new_code() for _ in range(2_000)}) == 2_000
    assert {letter for _ in range(500) for letter in new_code()} == set(ALPHABET)


def test_no_two_letters_of_the_alphabet_are_taken_for_each_other() -> None:
    assert len(ALPHABET) == len(set(ALPHABET)) == 24
    assert set("OILSBGZUYFJW").isdisjoint(ALPHABET)


def test_a_code_is_printed_in_five_groups_of_four() -> None:
    code = new_code()
    assert [len(group) for group in grouped(code).split("-")] == [4, 4, 4, 4, 4]
    assert grouped(code).replace("-", "") == code
    assert grouped("") == ""


@given(CODES)
def test_a_new_code_is_well_formed(code: str) -> None:
    assert len(code) == LENGTH
    assert is_well_formed(code)


@given(CODES, st.integers(0, LENGTH - 1), st.sampled_from(ALPHABET))
def test_one_wrong_letter_anywhere_is_seen(code: str, place: int, other: str) -> None:
    wrong = code[:place] + other + code[place + 1 :]
    assert is_well_formed(wrong) is (wrong == code)


def test_nearly_every_pair_of_letters_that_changed_places_is_seen() -> None:
    swapped = missed = 0
    for code in (new_code() for _ in range(400)):
        for place in range(LENGTH - 1):
            wrong = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
            swapped += wrong != code
            missed += wrong != code and is_well_formed(wrong)
    assert missed / swapped < 0.05


@given(CODES)
def test_case_blanks_and_dashes_do_not_matter(code: str) -> None:
    assert as_meant(f"  {grouped(code).lower()} ") == as_meant(grouped(code).replace("-", " ")) == code
    assert as_meant(grouped(code).replace("-", " – ")) == code


def test_what_looks_like_a_figure_is_read_as_one() -> None:
    assert as_meant("oO iIlL đĐ") == "001111DD"


@pytest.mark.parametrize("typed", ["", "0", "A" * 21, "Đây không phải mã", "'; DROP TABLE", "A" * 5_000, "🙂" * 20])
def test_what_is_no_code_is_not_well_formed(typed: str) -> None:
    assert not is_well_formed(as_meant(typed))
