"""Who must settle, before and after the two-tier government: every row, and what stands outside the rows."""

from datetime import date, timedelta
from itertools import product

import pytest

from caseflow.law.competence import COMPETENCES, Author, Settler, settler_of
from caseflow.law.errors import NoRuleError
from caseflow.law.terms import Instance, PetitionKind

LAST_OF_THREE_TIERS, FIRST_OF_TWO = date(2025, 6, 30), date(2025, 7, 1)
KN, TC = PetitionKind.COMPLAINT, PetitionKind.DENUNCIATION
FIRST, SECOND = Instance.FIRST, Instance.SECOND


@pytest.mark.parametrize("on", [date(2024, 1, 2), LAST_OF_THREE_TIERS, FIRST_OF_TWO, date(2026, 7, 1)])
def test_no_question_has_two_answers(on: date) -> None:
    for kind, instance, author in product(PetitionKind, Instance, Author):
        rows = [
            row
            for row in COMPETENCES
            if (row.kind, row.instance, row.author) == (kind, instance, author) and row.since <= on <= row.until
        ]
        assert len(rows) <= 1, (kind, instance, author)
        if rows:
            assert rows[0].basis
            assert settler_of(kind, instance, author, on=on) is rows[0]
        else:
            with pytest.raises(NoRuleError):
                settler_of(kind, instance, author, on=on)


@pytest.mark.parametrize("kind_instance", [(KN, FIRST), (KN, SECOND), (TC, FIRST)])
@pytest.mark.parametrize("author", sorted(set(Author) - {Author.COMMUNE, Author.COMMUNE_POLICE}))
def test_there_is_no_day_without_an_answer(kind_instance: tuple[PetitionKind, Instance], author: Author) -> None:
    for days in range(0, 900, 30):
        assert settler_of(*kind_instance, author, on=date(2024, 7, 1) + timedelta(days=days))


@pytest.mark.parametrize(
    ("kind", "instance", "author", "on"),
    [
        (KN, FIRST, Author.COMMUNE_POLICE, LAST_OF_THREE_TIERS),
        (TC, FIRST, Author.COMMUNE_POLICE, LAST_OF_THREE_TIERS),
        (KN, SECOND, Author.COMMUNE_POLICE, FIRST_OF_TWO),
        (TC, FIRST, Author.COMMUNE, FIRST_OF_TWO),
    ],
)
def test_where_the_sources_are_silent_nobody_is_proposed(
    kind: PetitionKind, instance: Instance, author: Author, on: date
) -> None:
    with pytest.raises(NoRuleError):
        settler_of(kind, instance, author, on=on)


@pytest.mark.parametrize(
    ("kind", "instance", "author", "on", "settler"),
    [
        (KN, FIRST, Author.COMMUNE_STAFF, FIRST_OF_TWO, Settler.COMMUNE_CHAIR),
        (KN, SECOND, Author.COMMUNE_CHAIR, LAST_OF_THREE_TIERS, Settler.DISTRICT_CHAIR),
        (KN, SECOND, Author.COMMUNE_CHAIR, FIRST_OF_TWO, Settler.PROVINCE_CHAIR),
        (KN, FIRST, Author.COMMUNE, LAST_OF_THREE_TIERS, Settler.COMMUNE_CHAIR),
        (KN, FIRST, Author.COMMUNE, FIRST_OF_TWO, Settler.COMMUNE_CHAIR),
        (KN, SECOND, Author.COMMUNE, LAST_OF_THREE_TIERS, Settler.DISTRICT_CHAIR),
        (KN, SECOND, Author.COMMUNE, FIRST_OF_TWO, Settler.PROVINCE_CHAIR),
        (KN, FIRST, Author.COMMUNE_POLICE, FIRST_OF_TWO, Settler.POLICE_DIRECTOR),
        (TC, FIRST, Author.COMMUNE_POLICE, FIRST_OF_TWO, Settler.POLICE_DIRECTOR),
        (KN, FIRST, Author.DISTRICT_CHAIR, LAST_OF_THREE_TIERS, Settler.DISTRICT_CHAIR),
        (KN, FIRST, Author.DISTRICT_CHAIR, FIRST_OF_TWO, Settler.SUCCESSOR),
        (KN, SECOND, Author.DISTRICT_CHAIR, FIRST_OF_TWO, Settler.PROVINCE_CHAIR),
        (KN, FIRST, Author.DEPARTMENT_HEAD, FIRST_OF_TWO, Settler.DEPARTMENT_HEAD),
        (KN, SECOND, Author.DEPARTMENT_HEAD, FIRST_OF_TWO, Settler.PROVINCE_CHAIR),
        (KN, SECOND, Author.PROVINCE_CHAIR, FIRST_OF_TWO, Settler.MINISTER),
        (TC, FIRST, Author.COMMUNE_CHAIR, LAST_OF_THREE_TIERS, Settler.DISTRICT_CHAIR),
        (TC, FIRST, Author.COMMUNE_CHAIR, FIRST_OF_TWO, Settler.PROVINCE_CHAIR),
        (TC, FIRST, Author.PROVINCE_CHAIR, FIRST_OF_TWO, Settler.PRIME_MINISTER),
        (TC, Instance.AGAIN, Author.COMMUNE_STAFF, LAST_OF_THREE_TIERS, Settler.DISTRICT_CHAIR),
        (TC, Instance.AGAIN, Author.COMMUNE_STAFF, FIRST_OF_TWO, Settler.PROVINCE_CHAIR),
        (TC, Instance.AGAIN, Author.COMMUNE_CHAIR, LAST_OF_THREE_TIERS, Settler.PROVINCE_CHAIR),
        (TC, Instance.AGAIN, Author.COMMUNE_CHAIR, FIRST_OF_TWO, Settler.PRIME_MINISTER),
        (TC, Instance.OVERDUE, Author.DISTRICT_UNIT, FIRST_OF_TWO, Settler.PROVINCE_CHAIR),
        (TC, Instance.OVERDUE, Author.DISTRICT_CHAIR, FIRST_OF_TWO, Settler.PRIME_MINISTER),
        (TC, Instance.OVERDUE, Author.DEPARTMENT_UNIT, FIRST_OF_TWO, Settler.PROVINCE_CHAIR),
        (TC, Instance.OVERDUE, Author.DEPARTMENT_HEAD, FIRST_OF_TWO, Settler.PRIME_MINISTER),
    ],
)
def test_the_settler_follows_the_law_of_the_day(
    kind: PetitionKind, instance: Instance, author: Author, on: date, settler: Settler
) -> None:
    assert settler_of(kind, instance, author, on=on).settler is settler


@pytest.mark.parametrize(
    ("kind", "instance", "author", "before", "after"),
    [
        (KN, FIRST, Author.COMMUNE_STAFF, "LKN Đ17", "LKN Đ17 (sửa bởi Luật 136/2025 Đ2 k7)"),
        (KN, SECOND, Author.COMMUNE_STAFF, "NĐ 141/2025; LKN Đ21.2", "LKN Đ21.2 (sửa bởi Luật 136/2025 Đ2 k8)"),
        (KN, SECOND, Author.COMMUNE_CHAIR, "NĐ 141/2025; LKN Đ21.2", "LKN Đ21.2 (sửa bởi Luật 136/2025 Đ2 k8)"),
        (KN, SECOND, Author.COMMUNE, "NĐ 141/2025; LKN Đ21.2", "LKN Đ21.2 (sửa bởi Luật 136/2025 Đ2 k8)"),
        (TC, FIRST, Author.COMMUNE_CHAIR, "NĐ 141/2025; LTC Đ13", "LTC Đ13 (sửa bởi Luật 136/2025)"),
        (TC, FIRST, Author.PROVINCE_CHAIR, "LTC Đ13.8", "LTC Đ13.8.c (sửa bởi Luật 136/2025)"),
    ],
)
def test_the_new_law_keeps_the_settler_and_gives_another_article(
    kind: PetitionKind, instance: Instance, author: Author, before: str, after: str
) -> None:
    old = settler_of(kind, instance, author, on=date(2026, 6, 30))
    new = settler_of(kind, instance, author, on=date(2026, 7, 1))
    assert (old.basis, new.basis) == (before, after)
    assert old.settler is new.settler


def test_a_former_district_is_followed_by_whom_an_officer_chooses_with_a_basis() -> None:
    rows = [row for row in COMPETENCES if row.settler is Settler.SUCCESSOR]
    assert len(rows) == 4
    assert all("ghi căn cứ" in row.note and row.since == FIRST_OF_TWO for row in rows)
