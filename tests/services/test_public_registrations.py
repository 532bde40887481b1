"""Registering for a leader's day from outside: what is taken and what is not, verified before accepted, withdrawn."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from caseflow.law.errors import MissingFactError, NotFoundError, StepNotAllowedError
from caseflow.law.terms import Action
from caseflow.lookup_codes import grouped
from caseflow.services import public_registrations, reception_days, registrations
from caseflow.services.citizens import Person
from caseflow.services.public_registrations import WITHDRAWN, Asked, Followed
from caseflow.services.steps import Recording
from caseflow.store import journal
from caseflow.store.citizens import Citizen
from caseflow.store.db import db
from caseflow.store.matters import Matter
from caseflow.store.reception_days import DayRegistration, ReceptionDay
from caseflow.store.transactions import transaction
from tests.conftest import SettableClock
from tests.factories import Enter, Entered

pytestmark = pytest.mark.usefixtures("inside")

ASKED = Asked(
    Person("Lê Thị Qua Mạng Thử", phone="0912000111"), "Xin gặp về giá đất", 1, "12/2026", no_denunciation=True,
    looked_again=False,
)  # fmt: skip


@pytest.fixture
def key(enter: Enter) -> int:
    """A day in December that takes registrations until the tenth."""
    return a_day(enter, date(2026, 12, 15), until=date(2026, 12, 10))


def a_day(enter: Enter, on: date, *, until: date | None) -> int:
    key = enter.a_day(on, posted_on=date(2026, 11, 20))
    with enter.acting("truongban"):
        db.session.get_one(ReceptionDay, key).register_until = until
    return key


def ask(enter: Enter, key: int, asked: Asked = ASKED) -> str:
    with transaction(by_id=None, act="đăng ký", now=enter.clock()):
        return public_registrations.ask(key, asked, now=enter.clock())


def follow(enter: Enter, code: str) -> Followed:
    found = public_registrations.follow(code, today=enter.clock.today)
    assert found is not None
    return found


def decide(enter: Enter, *, accepted: bool, verified: bool, reason: str = "") -> None:
    with enter.acting("truongban") as reader:
        one = db.session.scalars(select(DayRegistration)).one()
        registrations.decide(
            one, accepted=accepted, advice="", proposal="", reason=reason, reader=reader, now=enter.clock(),
            verified=verified,
        )  # fmt: skip


def test_it_is_followed_by_its_code_from_asking_to_the_invitation(enter: Enter, key: int) -> None:
    code = ask(enter, key)
    kept = db.session.scalars(select(DayRegistration)).one()
    assert (kept.online, kept.registered_by_id, kept.wish) == (True, None, "Xin gặp về giá đất\nĐơn trước: 12/2026")
    assert code not in (kept.code_digest or "")
    assert follow(enter, grouped(code).lower()).stage == "Đã nhận, đang chờ cơ quan liên hệ, xem xét."
    with pytest.raises(MissingFactError, match="xác minh người đăng ký trước") as no:
        decide(enter, accepted=True, verified=False)
    assert no.value.field == "verified"
    decide(enter, accepted=True, verified=True)
    assert follow(enter, code).stage == "Đã xếp lịch tiếp."
    with enter.acting("truongban") as reader:
        one = db.session.scalars(select(DayRegistration)).one()
        registrations.invite(one, on=date(2026, 11, 23), invitation="1/GM", reader=reader, now=enter.clock())
    assert follow(enter, code).stage == "Đã xếp lịch tiếp, giấy mời gửi ngày 23/11/2026."


def test_a_no_is_told_with_its_reason_and_a_day_that_is_off_with_that(enter: Enter, key: int) -> None:
    code = ask(enter, key)
    decide(enter, accepted=False, verified=False, reason="Đang được Tòa án giải quyết")
    told = follow(enter, code)
    assert (told.stage, told.reason) == ("Không xếp lịch tiếp.", "Đang được Tòa án giải quyết")
    with enter.acting("truongban") as reader:
        off = Recording(Action.CANCEL_DAY, enter.clock.today, {"change_reason": "Bão"})
        reception_days.take(off, day=db.session.get_one(ReceptionDay, key), reader=reader, now=enter.clock())
    assert "đã hủy" in follow(enter, code).stage


def test_it_is_withdrawn_once_and_then_no_more_decided_on(enter: Enter, key: int) -> None:
    code = ask(enter, key)
    for _ in range(2):
        with transaction(by_id=None, act="rút", now=enter.clock()):
            public_registrations.withdraw(code, now=enter.clock())
    told = follow(enter, code)
    assert (told.stage, told.may_withdraw, told.reason) == ("Đã rút đăng ký.", False, "")
    assert db.session.scalars(select(DayRegistration.reason)).one() == WITHDRAWN
    db.session.rollback()
    with pytest.raises(StepNotAllowedError):
        decide(enter, accepted=True, verified=True)
    with pytest.raises(NotFoundError), transaction(by_id=None, act="rút", now=enter.clock()):
        public_registrations.withdraw("AAAA", now=enter.clock())


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"person": Person(" ", phone="1")}, "name"),
        ({"person": Person("Lê Thị Thử")}, "phone"),
        ({"wish": " "}, "wish"),
        ({"people": 0}, "people"),
        ({"no_denunciation": False}, "no_denunciation"),
        ({"wish": "Tôi TỐ CÁO ông chủ tịch"}, "looked_again"),
        ({"wish": "Tôi tốcáo"}, "looked_again"),
        ({"earlier": "Đơn tố-cáo số 12"}, "looked_again"),
    ],
)
def test_what_is_missing_and_what_looks_like_a_denunciation_is_refused(
    enter: Enter, key: int, changed: dict[str, object], field: str
) -> None:
    before = journal.head()
    db.session.rollback()
    with pytest.raises(MissingFactError) as no:
        ask(enter, key, replace(ASKED, **changed))  # type: ignore[arg-type] # fields by name
    assert no.value.field == field
    assert (db.session.scalars(select(Citizen)).all(), journal.head()) == ([], before)


def test_who_says_that_it_is_no_denunciation_is_believed(enter: Enter, key: int) -> None:
    assert ask(enter, key, replace(ASKED, wish="Đã có kết luận tố cáo, nay hỏi bồi thường", looked_again=True))


def test_only_posted_days_whose_last_day_of_registering_has_not_passed_take_anybody(
    enter: Enter, clock: SettableClock, key: int
) -> None:
    planned = enter.a_day(date(2026, 12, 16))
    with pytest.raises(NotFoundError):
        ask(enter, planned)
    with pytest.raises(StepNotAllowedError):
        ask(enter, a_day(enter, date(2026, 12, 17), until=None))
    clock.set(datetime(2026, 12, 10, 3, 0, tzinfo=UTC))
    assert ask(enter, key)
    clock.set(datetime(2026, 12, 11, 3, 0, tzinfo=UTC))
    with pytest.raises(StepNotAllowedError):
        ask(enter, key)


def attach(enter: Enter, it: Entered) -> None:
    with enter.acting("truongban") as reader:
        one = db.session.scalars(select(DayRegistration)).one()
        registrations.attach(one, db.session.get_one(Matter, it.matter_id), reader=reader, now=enter.clock())


def test_a_denunciation_is_not_attached_to_a_day_over_a_line(enter: Enter) -> None:
    key = enter.a_day(date(2026, 12, 15), posted_on=date(2026, 11, 20), online="yes", online_ground="20.2")
    with enter.acting("truongban"):
        db.session.get_one(ReceptionDay, key).register_until = date(2026, 12, 10)
    ask(enter, key)
    secret = enter.a_denunciation()
    with pytest.raises(StepNotAllowedError, match="Không tiếp trực tuyến"):
        attach(enter, secret)


def test_once_it_is_about_a_secret_matter_nobody_is_named_and_the_code_leads_nowhere(enter: Enter, key: int) -> None:
    code = ask(enter, key)
    secret = enter.a_denunciation()
    attach(enter, secret)
    assert public_registrations.follow(code, today=enter.clock.today) is None
    assert db.session.scalars(select(DayRegistration.citizen_id)).one() is None
    assert "Lê Thị Qua Mạng Thử" not in db.session.scalars(select(Citizen.name)).all()
