"""The small world of the tests itself stands, on both engines."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import func, select

from caseflow.law.rights import Reader
from caseflow.law.terms import CaseStatus, PetitionKind, Role
from caseflow.store.db import db
from caseflow.store.matters import Matter
from tests.factories import BY_ROLE, Enter


def test_each_role_is_held_by_somebody_at_the_province(reader: Callable[[str], Reader]) -> None:
    assert set(BY_ROLE) == set(Role)
    assert all(role in reader(login).roles for role, login in BY_ROLE.items())


@pytest.mark.usefixtures("inside")
def test_every_test_begins_without_any_matter(enter: Enter) -> None:
    before = db.session.scalar(select(func.count()).select_from(Matter))
    enter.a_complaint()
    assert (before, db.session.scalar(select(func.count()).select_from(Matter))) == (0, 1)


def test_a_case_can_be_entered_for_each_of_the_three_kinds(enter: Enter) -> None:
    for kind in (PetitionKind.COMPLAINT, PetitionKind.DENUNCIATION, PetitionKind.FEEDBACK):
        it = enter.a_case(kind, received_on=date(2026, 10, 1), accepted_on=date(2026, 10, 5))
        assert enter.status_of(it) in (CaseStatus.ACCEPTED, CaseStatus.HANDLING)


def test_a_visit_belongs_to_a_matter(enter: Enter) -> None:
    assert enter.a_visit().matter_code.startswith("VV-2026-")
