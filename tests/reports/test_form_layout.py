"""The forms look as the circular prints them: the words over every column, the numbering row, the merged cells."""

import pytest

from caseflow.reports.forms.form import OfficialForm, checks, header
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
    noughts = {column.number: 0 for column in form.columns}
    assert all(check.holds for check in checks(form, noughts))
    held = {column.number for column in form.columns if column.adds} or {limit.lesser for limit in form.limits}
    assert held
    for wrong in held:
        found = [check for check in checks(form, noughts | {wrong: 1}) if not check.holds]
        assert wrong in {number for check in found for number in check.columns}
