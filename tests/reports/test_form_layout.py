"""The forms look as the circular prints them: the words over every column, the numbering row, the merged cells."""

from decimal import Decimal

import pytest

from caseflow.reports.forms.form import Across, OfficialForm, checks, header
from caseflow.reports.forms.forms import FORMS
from tests.reports.circular import check_columns, title_of

BY_CODE = pytest.mark.parametrize("form", FORMS, ids=lambda form: form.code)


@BY_CODE
def test_every_column_stands_under_the_words_of_the_circular(form: OfficialForm) -> None:
    assert form.title.upper() == title_of(form.code)
    check_columns(form.code, {column.formula: column.path for column in form.columns})


@BY_CODE
def test_the_cells_of_the_header_cover_every_place_once(form: OfficialForm) -> None:
    depth = max(len(column.path) for column in form.columns)
    covered = [
        (row, column)
        for cell in header(form)
        for row in range(cell.row, cell.row + cell.rows)
        for column in range(cell.column, cell.column + cell.columns)
    ]
    assert sorted(covered) == [(row, column) for row in range(depth) for column in range(len(form.columns) + 1)]


@BY_CODE
def test_numbers_follow_each_other_and_sums_name_columns_of_the_form(form: OfficialForm) -> None:
    numbers = [column.number for column in form.columns]
    assert numbers == list(range(1, len(numbers) + 1))
    assert form.notes_number == len(numbers) + 1
    assert {number for column in form.columns for sums in (column.adds, *column.also) for number in sums} <= {*numbers}
    assert all((column.count is None) is bool(column.adds) for column in form.columns)
    assert all(column.told for column in form.columns)


@BY_CODE
def test_a_row_of_noughts_breaks_nothing_and_a_wrong_sum_is_named(form: OfficialForm) -> None:
    beside = {one.other.code: noughts_of(one.other) for one in form.across}
    noughts = noughts_of(form)
    assert all(check.holds for check in checks(form, noughts, beside))
    held = {column.number for column in form.columns if column.adds} | {limit.lesser for limit in form.limits}
    assert held
    for wrong in held:
        found = [check for check in checks(form, noughts | {wrong: 1}, beside) if not check.holds]
        assert wrong in {number for check in found for number in check.columns}


@pytest.mark.parametrize(
    ("form", "across"),
    [(form, across) for form in FORMS for across in form.across],
    ids=lambda one: one.code if isinstance(one, OfficialForm) else one.words,
)
def test_what_does_not_agree_with_another_form_is_named(form: OfficialForm, across: Across) -> None:
    beside = {one.other.code: noughts_of(one.other) for one in form.across}
    beside[across.other.code][across.other_column] = 1
    assert [check.words for check in checks(form, noughts_of(form), beside) if not check.holds] == [across.words]


def test_the_circular_names_four_places_where_forms_agree() -> None:
    assert {(form.code, one.words) for form in FORMS for one in form.across} == {
        ("03/GQKN", "(1) = (6) của 02/XLD"),
        ("04/GQTC", "(1) = (12) của 02/XLD"),
        ("05/KQTH", "(1) ≥ (7) của 03/GQKN"),
        ("05/KQTH", "(16) ≥ (7) của 04/GQTC"),
    }


def noughts_of(form: OfficialForm) -> dict[int, int | Decimal]:
    return {column.number: 0 for column in form.columns}
