"""Who is told of an alert: people of the day it is told, and nobody who may not know."""

from datetime import date

import pytest
from sqlalchemy import select, update

from caseflow.law.terms import PetitionKind, Role
from caseflow.store.db import db
from caseflow.store.people import RolePost, User
from tests.conftest import SettableClock
from tests.factories import Enter, Entered, Province
from tests.services.sweeping import ACCEPTED, SETTLING, at, change_person, entrust, heard, only, swept

pytestmark = pytest.mark.usefixtures("inside")


def test_work_that_is_nobodys_is_told_to_those_who_must_assign_it(settling: Entered) -> None:
    assert settling.case_id
    swept(at(date(2026, 9, 22)))
    assert heard(SETTLING) == {"truongdonvi", "thamquyen"}


def test_who_hears_grows_with_the_delay(settling: Entered, province: Province) -> None:
    entrust(settling, province.people["giaiquyet"])
    for day, people in (
        (date(2026, 9, 22), {"giaiquyet"}),
        (date(2026, 9, 28), {"giaiquyet"}),
        (date(2026, 9, 30), {"giaiquyet", "truongdonvi", "thamquyen"}),
        (date(2026, 10, 1), {"giaiquyet", "truongdonvi", "thamquyen"}),
        (date(2026, 10, 2), {"giaiquyet", "truongdonvi", "thamquyen", "truongban"}),
        (date(2026, 10, 8), {"giaiquyet", "truongdonvi", "thamquyen", "truongban", "lanhdao"}),
    ):
        swept(at(day))
        assert heard(SETTLING) == people


def test_a_disabled_person_hears_nothing_and_the_work_counts_as_nobodys(settling: Entered, province: Province) -> None:
    entrust(settling, province.people["giaiquyet"])
    change_person("giaiquyet", active=False)
    change_person("truongdonvi", active=False)
    swept(at(date(2026, 9, 22)))
    assert heard(SETTLING) == {"thamquyen"}


def test_a_post_counts_only_between_its_days(settling: Entered, province: Province) -> None:
    assert settling.case_id
    chief, stand_in = province.people["truongdonvi"], province.people["so"]
    db.session.execute(update(RolePost).where(RolePost.user_id == chief).values(until=date(2026, 9, 21)))
    db.session.add(
        RolePost(
            user_id=stand_in,
            role=Role.UNIT_HEAD,
            office_id=province.offices["TINH"],
            since=date(2026, 9, 22),
            until=date(2026, 9, 27),
            stands_in_for_id=chief,
        )
    )
    db.session.commit()
    swept(at(date(2026, 9, 22)))
    assert heard(SETTLING) == {"so", "thamquyen"}
    swept(at(date(2026, 9, 28)))
    assert heard(SETTLING) == {"thamquyen"}


def stands_in(province: Province, login: str, role: Role, *, of: str, days: tuple[date, date]) -> None:
    """Somebody stands in for another at the province, between two days, by a document."""
    since, until = days
    post = RolePost(user_id=province.people[login], role=role, office_id=province.offices["TINH"])
    post.since, post.until, post.document = since, until, "12/QĐ-UBND"
    post.stands_in_for_id = province.people[of]
    db.session.add(post)
    db.session.commit()


def test_who_stands_in_for_the_officer_hears_between_the_days_of_the_document_and_the_officer_too(
    settling: Entered, province: Province
) -> None:
    entrust(settling, province.people["giaiquyet"])
    stands_in(province, "vanthu", Role.SETTLER, of="giaiquyet", days=(date(2026, 9, 22), date(2026, 9, 27)))
    swept(at(date(2026, 9, 22)), by_mail=True)
    assert heard(SETTLING) == heard(SETTLING, channel="email") == {"giaiquyet", "vanthu"}
    swept(at(date(2026, 9, 28)), by_mail=True)
    assert heard(SETTLING) == {"giaiquyet"}


def test_work_of_an_officer_who_left_goes_to_those_who_must_assign_it_though_somebody_stands_in(
    settling: Entered, province: Province
) -> None:
    officer = province.people["giaiquyet"]
    entrust(settling, officer)
    db.session.execute(update(RolePost).where(RolePost.user_id == officer).values(until=date(2026, 9, 21)))
    stands_in(province, "vanthu", Role.SETTLER, of="giaiquyet", days=(date(2026, 9, 28), date(2026, 9, 29)))
    swept(at(date(2026, 9, 22)))
    assert heard(SETTLING) == {"truongdonvi", "thamquyen"}
    swept(at(date(2026, 9, 28)))
    assert heard(SETTLING) == {"truongdonvi", "thamquyen", "vanthu"}


def test_who_stands_in_hears_of_no_denunciation_that_their_own_post_does_not_open(
    enter: Enter, clock: SettableClock, province: Province
) -> None:
    clock.set(ACCEPTED)
    it = enter.a_case(PetitionKind.DENUNCIATION, received_on=ACCEPTED, accepted_on=ACCEPTED)
    only("TC-GQ")
    entrust(it, province.people["giaiquyet"])
    stands_in(province, "vanthu", Role.SETTLER, of="giaiquyet", days=(ACCEPTED, date(2026, 12, 31)))
    swept(at(date(2026, 9, 22)))
    assert heard("TC-GQ") == {"giaiquyet"}
    db.session.execute(update(RolePost).where(RolePost.document != "").values(role=Role.HANDLER))
    db.session.commit()
    swept(at(date(2026, 9, 28)))
    assert heard("TC-GQ") == {"giaiquyet", "vanthu"}


def test_recipients_are_those_of_the_moment_of_telling_not_of_raising(enter: Enter, clock: SettableClock) -> None:
    """Nobody may hear of it on the day it is raised; the day somebody may, that person does."""
    clock.set(ACCEPTED)
    enter.a_petition(received_on=ACCEPTED, at="XA-18901", by="xa2-don")
    only("TCD-PROC-45")
    everybody = db.session.scalars(select(User.login)).all()
    db.session.execute(update(User).values(active=False))
    db.session.commit()
    went = swept(at(date(2026, 10, 16)))
    assert (went.raised, went.delivered, went.failed) == (1, 0, 1)
    assert "xa2" in everybody
    change_person("xa2", active=True)
    went = swept(at(date(2026, 10, 16), 8))
    assert (went.raised, went.delivered, went.failed) == (0, 1, 0)
    assert heard("TCD-PROC-45") == {"xa2"}


def test_of_a_denunciation_only_those_are_told_who_may_read_denunciations(
    enter: Enter, clock: SettableClock, province: Province
) -> None:
    clock.set(ACCEPTED)
    it = enter.a_case(PetitionKind.DENUNCIATION, received_on=ACCEPTED, accepted_on=ACCEPTED)
    only("TC-GQ")
    entrust(it, province.people["tiepdan"])  # the desk reads no denunciations, but this one was given to it
    db.session.execute(update(RolePost).where(RolePost.role == Role.UNIT_HEAD).values(role=Role.CLERK))
    db.session.commit()
    swept(at(date(2026, 10, 8)))
    assert heard("TC-GQ") == {"tiepdan", "thamquyen", "truongban", "lanhdao"}
    entrust(it, province.people["giaiquyet"])
    swept(at(date(2026, 10, 15)))
    assert heard("TC-GQ") == {"giaiquyet", "thamquyen", "truongban", "lanhdao"}


def test_the_board_is_not_told_of_what_never_passed_through_it(enter: Enter, clock: SettableClock) -> None:
    clock.set(ACCEPTED)
    enter.a_petition(received_on=ACCEPTED, at="XA-18880", by="xa1-don")
    only("TCD-PROC-45")
    swept(at(date(2026, 11, 2)))
    assert heard("TCD-PROC-45") == {"xa1", "truongdonvi", "lanhdao"}


def test_letters_are_written_only_to_those_with_an_address_and_only_if_there_is_a_server(settling: Entered) -> None:
    assert settling.case_id
    change_person("thamquyen", email="")
    swept(at(date(2026, 9, 22)), by_mail=True)
    assert heard(SETTLING, channel="email") == {"truongdonvi"}
    swept(at(date(2026, 9, 28)), by_mail=False)
    assert heard(SETTLING, channel="email") == set()
    assert heard(SETTLING) == {"truongdonvi", "thamquyen"}
