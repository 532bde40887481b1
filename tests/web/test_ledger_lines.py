"""The history of a matter tells of its alerts as they were raised: when, at which level, to whom, how it ended."""

from datetime import date

from flask import Flask

from caseflow.law.terms import Action, VisitOutcome
from caseflow.store.cases import Case
from caseflow.store.db import db
from tests.conftest import SettableClock, SignIn
from tests.factories import Enter, Entered, Province
from tests.services.sweeping import ACCEPTED, SETTLING, at, only, swept


def settling(app: Flask, enter: Enter, clock: SettableClock, province: Province) -> Entered:
    """A complaint accepted on 01/09 and due on 01/10/2026, of which only the settlement is told."""
    clock.set(at(ACCEPTED, 8))
    it = enter.a_case(received_on=ACCEPTED, accepted_on=ACCEPTED)
    with app.app_context():
        db.session.get_one(Case, it.case_id).responsible_id = province.people["giaiquyet"]
        only(SETTLING)
        db.session.commit()
    return it


def sweep_at(app: Flask, *moments: date) -> None:
    with app.app_context():
        for day in moments:
            swept(at(day))


def test_what_was_told_stands_in_the_history_with_who_heard_and_how_it_ended(
    app: Flask, enter: Enter, clock: SettableClock, sign_in: SignIn, province: Province
) -> None:
    it = settling(app, enter, clock, province)
    sweep_at(app, date(2026, 9, 22), date(2026, 10, 1), date(2026, 10, 2))
    clock.set(at(date(2026, 10, 2), 9))
    visitor = sign_in("xulydon")
    page = visitor.text(f"/vu-viec/{it.matter_code}")
    assert "Đã quá hạn: Giải quyết khiếu nại lần đầu, hạn 01/10/2026" in page
    assert "Báo 07:00 22/09/2026: còn 7 ngày làm việc, cho Nguyễn Đình Long Thử." in page
    assert "Báo 07:00 02/10/2026: quá hạn 1 ngày làm việc, cho " in page
    assert "Đã đóng" not in page
    enter.step(it, Action.VERIFY, date(2026, 9, 3), {"verifier": province.offices["SO-NNMT"]})
    enter.step(it, Action.DECIDE, date(2026, 10, 2), {"result": "wrong"})
    page = visitor.text(f"/vu-viec/{it.matter_code}/dien-bien")
    assert "Đã đóng 02/10/2026: đã xong ngày 02/10/2026." in page


def test_only_the_last_alerts_of_a_date_are_told_one_by_one(
    app: Flask, enter: Enter, clock: SettableClock, sign_in: SignIn, province: Province
) -> None:
    it = settling(app, enter, clock, province)
    sweep_at(
        app, *(date(2026, 10, day) for day in (2, 8, 15, 22, 29)), *(date(2026, 11, day) for day in (5, 12, 19, 27))
    )
    clock.set(at(date(2026, 11, 30), 9))
    page = sign_in("xulydon").text(f"/vu-viec/{it.matter_code}")
    assert "và 3 lần báo trước đó" in page
    assert page.count('"timeline__shift">Báo ') == 6


def test_what_is_only_to_be_known_is_never_said_to_be_late(
    app: Flask, enter: Enter, clock: SettableClock, sign_in: SignIn
) -> None:
    it = enter.a_visit(outcome=VisitOutcome.REFUSED, refusal_ground="9.1")
    sweep_at(app, clock.today)
    with app.app_context():
        swept(clock())
    page = sign_in("xulydon").text(f"/vu-viec/{it.matter_code}")
    assert "Đã báo: Từ chối tiếp công dân" in page
    assert ": để biết, cho " in page
