"""What would go out on the next working day: what a sweep then does, as far as one may know; nothing is written."""

from collections.abc import Callable
from datetime import date, time

import pytest
from flask import Flask
from sqlalchemy import select, update

from caseflow.law.rights import Reader
from caseflow.law.terms import Role
from caseflow.services.foresight import Outlook, Told, outlook
from caseflow.store import journal
from caseflow.store.alerts import INBOX, Delivery
from caseflow.store.db import db
from caseflow.store.matters import Matter
from caseflow.store.people import RolePost, User
from tests.conftest import SettableClock
from tests.factories import Enter, Entered, Province
from tests.services.sweeping import ACCEPTED, at, entrust, only, swept
from tests.web.queries import asked

pytestmark = pytest.mark.usefixtures("inside")

Read = Callable[[str], Reader]
FRIDAY, MONDAY = date(2026, 9, 25), date(2026, 9, 28)


def people_of(found: Outlook) -> dict[str, list[str]]:
    """Whom it tells of which matters."""
    return {name: [one.code for one in lines] for name, lines in found.people}


def name_of(login: str) -> str:
    return db.session.scalars(select(User.name).where(User.login == login)).one()


def test_it_says_for_each_person_what_the_sweeps_of_that_day_then_tell_and_writes_nothing(
    enter: Enter, clock: SettableClock, province: Province, reader: Read
) -> None:
    clock.set(ACCEPTED)
    given = enter.a_case(received_on=ACCEPTED, accepted_on=ACCEPTED)
    clock.set(date(2026, 9, 14))
    for _ in range(3):
        enter.a_complaint(received_on=date(2026, 9, 14))
    entrust(given, province.people["giaiquyet"])
    swept(at(FRIDAY, 17))
    before = journal.head()
    found = outlook(at(FRIDAY, 18), reader("truongban"))
    assert (found.day, journal.head(), found.left_out, found.unnamed) == (MONDAY, before, False, 0)
    last = db.session.scalars(select(Delivery.id).order_by(Delivery.id.desc())).first() or 0
    swept(at(MONDAY, 23))
    told: dict[str, list[str]] = {}
    for one in db.session.scalars(select(Delivery).where(Delivery.id > last, Delivery.channel == INBOX)):
        told.setdefault(one.user.name, []).append(db.session.get_one(Matter, one.alert.subject.matter_id).code)
    assert told
    assert {name: sorted(codes) for name, codes in people_of(found).items()} == {
        name: sorted(codes) for name, codes in told.items()
    }


def test_a_line_says_how_the_date_stands_on_that_day(settling: Entered, province: Province, reader: Read) -> None:
    entrust(settling, province.people["giaiquyet"])
    found = outlook(at(date(2026, 9, 21), 9), reader("truongban"))
    ((name, lines),) = found.people
    assert name == name_of("giaiquyet")
    assert [(one.code, one.label, one.due_on, one.left) for one in lines] == [
        (settling.matter_code, "Giải quyết khiếu nại lần đầu", date(2026, 10, 1), "còn 7 ngày làm việc")
    ]
    assert lines[0].title.startswith("Đơn khiếu nại")


def test_what_was_told_already_is_not_told_again(settling: Entered, reader: Read) -> None:
    assert settling.case_id
    swept(at(date(2026, 9, 22)))
    assert outlook(at(date(2026, 9, 22), 8), reader("truongban")).people == []


def test_the_roles_are_those_of_that_day(settling: Entered, province: Province, reader: Read) -> None:
    entrust(settling, province.people["giaiquyet"])
    officer, stand_in = province.people["giaiquyet"], province.people["vanthu"]
    db.session.execute(update(RolePost).where(RolePost.user_id == officer).values(until=date(2026, 9, 30)))
    post = RolePost(user_id=stand_in, role=Role.SETTLER, office_id=province.offices["TINH"], document="1/QĐ")
    post.since, post.until, post.stands_in_for_id = date(2026, 9, 22), date(2026, 9, 22), officer
    db.session.add(post)
    db.session.commit()
    assert people_of(outlook(at(date(2026, 9, 21), 9), reader("truongban"))).keys() == {
        name_of("giaiquyet"),
        name_of("vanthu"),
    }


@pytest.fixture
def secret_and_open(inside: Flask, enter: Enter, clock: SettableClock) -> tuple[Entered, Entered]:
    """A denunciation and a complaint of which something falls due on the same day."""
    assert inside
    clock.set(ACCEPTED)
    both = (
        enter.a_denunciation("Tố cáo cán bộ nhận tiền", received_on=ACCEPTED),
        enter.a_complaint(received_on=ACCEPTED),
    )
    only("XLD-10", "TC-TL", "KN-TL-NEW", "TCD-PROC-45")
    return both


def every_line(found: Outlook) -> list[Told]:
    return [one for _, lines in found.people for one in lines] + list(found.unheard)


def test_a_reader_sees_what_they_may_know_of_and_is_not_told_that_there_is_more(
    secret_and_open: tuple[Entered, Entered], reader: Read
) -> None:
    secret, plain = secret_and_open
    moment = at(date(2026, 10, 15), 9)
    whole = outlook(moment, reader("truongban"))
    assert {one.code for one in every_line(whole)} == {secret.matter_code, plain.matter_code}
    desk = outlook(moment, reader("tiepdan"))
    assert ({one.code for one in every_line(desk)}, desk.unnamed) == ({plain.matter_code}, 0)
    other = outlook(moment, reader("xa1"))
    assert (every_line(other), other.unnamed) == ([], 0)


def test_who_keeps_the_sending_sees_numbers_without_titles_and_of_secret_ones_how_many(
    secret_and_open: tuple[Entered, Entered], reader: Read
) -> None:
    found = outlook(at(date(2026, 10, 15), 9), reader("quantri"))
    assert {(one.code, one.title) for one in every_line(found)} == {(secret_and_open[1].matter_code, "")}
    assert found.unnamed > 0


def test_what_nobody_would_be_told_of_is_said(settling: Entered, reader: Read) -> None:
    watcher = reader("truongban")
    db.session.execute(update(User).values(active=False))
    db.session.commit()
    found = outlook(at(date(2026, 9, 21), 9), watcher)
    assert (found.people, [one.code for one in found.unheard]) == ([], [settling.matter_code])


def test_the_questions_asked_do_not_grow_with_what_is_due(
    inside: Flask, enter: Enter, clock: SettableClock, reader: Read
) -> None:
    clock.set(ACCEPTED, time(9))
    watcher, counts = reader("truongban"), list[int]()
    for more in (1, 6):
        for _ in range(more):
            enter.a_complaint(received_on=ACCEPTED)
        db.session.rollback()
        with asked(inside) as statements:
            assert outlook(at(date(2026, 10, 15), 9), watcher).people
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 9
