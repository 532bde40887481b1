"""Role and right, and where a right reaches."""

import pytest

from caseflow.law.rights import RIGHTS, Post, Reader, Right, roles_with
from caseflow.law.terms import Role

TO_IDENTITIES = {Right.SEE_IDENTITY, Right.APPROVE_IDENTITY}


def reader(*posts: tuple[Role, int, str]) -> Reader:
    return Reader(7, tuple(Post(*post) for post in posts))


def test_every_role_has_its_row() -> None:
    assert set(RIGHTS) == set(Role)


@pytest.mark.parametrize("role", [Role.ADMIN, Role.RECEPTION, Role.CLERK, Role.INSPECTOR, Role.JURIST, Role.DAN_VAN])
def test_those_who_run_the_house_or_stand_at_its_door_never_see_who_denounced(role: Role) -> None:
    assert not RIGHTS[role] & (TO_IDENTITIES | {Right.READ_SECRET})


def test_the_administrator_reads_no_paper() -> None:
    assert not RIGHTS[Role.ADMIN] & {Right.READ, Right.TAKE_ENTRY_STEPS, Right.TAKE_CASE_STEPS, Right.ATTACH}


def test_only_the_administrator_manages_accounts_offices_and_calendar() -> None:
    for right in (Right.MANAGE_PEOPLE, Right.MANAGE_OFFICES, Right.MANAGE_CALENDAR):
        assert [role for role in Role if right in RIGHTS[role]] == [Role.ADMIN]


def test_a_right_reaches_the_office_and_its_subtree_and_not_its_neighbour() -> None:
    held = reader((Role.HANDLER, 4, "1.4."))
    assert held.may_at(Right.READ, "1.4.")
    assert held.may_at(Right.READ, "1.4.9.")
    assert not held.may_at(Right.READ, "1.")
    assert not held.may_at(Right.READ, "1.40.")
    assert not held.may_at(Right.MANAGE_PEOPLE, "1.4.")


def test_of_two_offices_one_inside_the_other_only_the_wider_is_asked() -> None:
    held = reader((Role.HANDLER, 9, "1.4.9."), (Role.AUTHORITY, 4, "1.4."), (Role.CLERK, 5, "1.5."))
    assert held.paths(Right.READ) == ("1.4.", "1.5.")
    assert held.paths(Right.READ_SECRET) == ("1.4.",)


def test_a_role_acts_where_it_is_held_and_below() -> None:
    held = reader((Role.AUTHORITY, 1, "1."), (Role.SETTLER, 4, "1.4."))
    assert held.roles_at("1.4.9.") == {Role.AUTHORITY, Role.SETTLER}
    assert held.roles_at("1.5.") == {Role.AUTHORITY}


def test_nobody_has_no_rights() -> None:
    nobody = reader()
    assert not any(nobody.may(right) for right in Right)
    assert nobody.paths(Right.READ) == ()


def test_the_roles_that_carry_a_right_are_found_among_all_or_some() -> None:
    assert roles_with(Right.MANAGE_PEOPLE) == {Role.ADMIN}
    assert roles_with(Right.REGISTER, among=[Role.CLERK, Role.ADMIN]) == {Role.CLERK}


def test_a_board_sees_what_passes_through_where_its_reading_role_is_held() -> None:
    assert reader((Role.BOARD_HEAD, 2, "1.2."), (Role.ADMIN, 1, "1.")).boards() == {2}
