"""How many may speak for a group, who they are, and who must have appointed them."""

from dataclasses import replace

import pytest

from caseflow.law.errors import MissingFactError
from caseflow.law.representatives import Group, check_group

SIX = Group(people=6, representatives=2, members=2, appointment="Giấy cử ngày 20/11/2026", appointed_by=6)


@pytest.mark.parametrize(
    ("people", "representatives"), [(5, 1), (5, 2), (10, 1), (10, 2), (11, 1), (11, 3), (11, 5), (80, 5)]
)
def test_a_group_of_a_size_speaks_through_so_many(people: int, representatives: int) -> None:
    check_group(Group(people, representatives, representatives, "Giấy cử", people))


@pytest.mark.parametrize(("people", "representatives"), [(5, 0), (5, 3), (10, 3), (11, 0), (11, 6), (80, 6)])
def test_neither_fewer_nor_more(people: int, representatives: int) -> None:
    with pytest.raises(MissingFactError, match=f"ở đây ghi {representatives} người") as no:
        check_group(Group(people, representatives, representatives, "Giấy cử", people))
    assert (no.value.field, no.value.basis) == ("people", "LTCD Đ29")


@pytest.mark.parametrize(
    ("group", "field"),
    [
        (replace(SIX, people=4), "people_present"),
        (replace(SIX, members=1), "people"),
        (replace(SIX, appointment="  "), "representatives_paper"),
        (replace(SIX, appointed_by=5), "appointed_by"),
    ],
    ids=["too few for a group", "a stranger to it", "no paper", "not signed by all"],
)
def test_what_a_group_lacks_is_said_at_its_field(group: Group, field: str) -> None:
    with pytest.raises(MissingFactError) as no:
        check_group(group)
    assert no.value.field == field


def test_signatures_that_nobody_has_counted_do_not_refuse_a_group() -> None:
    check_group(replace(SIX, appointed_by=None))
