"""Registering for a leader's day from outside, without signing in: asked for, followed and withdrawn by a code.

Nobody denounces this way: the page is open to the network, and who denounces must be heard where their name is safe
(LTC Đ9, Đ56). What is asked for waits until somebody of the office has spoken with whoever asked.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from caseflow.law.clock import local_date
from caseflow.law.errors import MissingFactError, NotFoundError, StepNotAllowedError
from caseflow.law.terms import DayStatus
from caseflow.lookup_codes import as_meant, is_well_formed, new_code
from caseflow.services import invitations
from caseflow.services.citizens import Person, record_citizen
from caseflow.services.public_tries import Limit
from caseflow.store.db import db
from caseflow.store.reception_days import DayRegistration, ReceptionDay, find_public_day, registration_behind
from caseflow.store.tracking import digest_of
from caseflow.text import fold

ASKING = Limit(
    "register",
    window=timedelta(days=1),
    per_source=5,
    of_all=500,
    when_many=2,
    sentence="Hôm nay từ nơi này đã có quá nhiều lượt đăng ký. Xin đến nơi tiếp công dân, hoặc thử lại ngày mai.",
)
DENOUNCING = re.compile(r"\bto\W*cao")
WITHDRAWN = "người đăng ký tự rút"
MOST_PEOPLE = 1000


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody types who asks to be received: who, about what, how many; and that nobody is denounced."""

    person: Person
    wish: str
    people: int
    earlier: str
    no_denunciation: bool
    looked_again: bool


def takes_registrations(day: ReceptionDay, today: date) -> bool:
    """Whether one may register for a day over the network: it is posted, ahead, and its last day has not passed."""
    return (
        day.status is DayStatus.POSTED and day.register_until is not None and today <= min(day.register_until, day.on)
    )


def ask(day_id: int, asked: Asked, *, now: datetime) -> str:
    """Write down that somebody asks to be received on a day; the code by which they follow it, which is kept nowhere.

    Raises NotFoundError for a day nobody may know of, StepNotAllowedError for one that takes nobody any more,
    MissingFactError for what is missing and for what looks like a denunciation.
    """
    day = find_public_day(day_id)
    if not takes_registrations(day, local_date(now)):
        raise StepNotAllowedError("Ngày tiếp này không nhận đăng ký qua mạng, hoặc đã hết hạn đăng ký.")
    _check(asked)
    code = new_code()
    wish = asked.wish.strip()
    registration = DayRegistration(
        day_id=day.id,
        citizen=record_citizen(asked.person),
        wish=f"{wish}\nĐơn trước: {asked.earlier.strip()}" if asked.earlier.strip() else wish,
        people=asked.people,
        online=True,
        code_digest=digest_of(code),
        registered_at=now,
    )
    db.session.add(registration)
    db.session.flush()
    return code


def _check(asked: Asked) -> None:
    if not asked.person.name.strip():
        raise MissingFactError("Cần ghi họ và tên.", basis="NĐ 154/2026 Đ12.1", field="name")
    if not asked.person.phone.strip():
        raise MissingFactError("Cần ghi số điện thoại để cơ quan liên hệ, xác minh.", field="phone")
    if not asked.wish.strip():
        raise MissingFactError("Cần ghi nội dung muốn gặp.", field="wish")
    if not 1 <= asked.people <= MOST_PEOPLE:
        raise MissingFactError(f"Số người từ 1 đến {MOST_PEOPLE}.", field="people")
    if not asked.no_denunciation:
        sentence = "Tố cáo không nhận qua trang này. Hãy đến nơi tiếp công dân, nơi họ tên được giữ bí mật."
        raise MissingFactError(sentence, basis="LTC Đ9, Đ56", field="no_denunciation")
    if DENOUNCING.search(fold(f"{asked.wish} {asked.earlier}")) and not asked.looked_again:
        sentence = "Nội dung có chữ “tố cáo”. Nếu là tố cáo, xin đừng gửi ở đây; nếu không, hãy đánh dấu ô xác nhận."
        raise MissingFactError(sentence, basis="LTC Đ9, Đ56", field="looked_again")


@dataclass(frozen=True, slots=True)
class Followed:
    """What the holder of a code is told of a registration: of which day, how it stands, why; no name, no words."""

    day_on: date
    starts_at: str
    site: str
    heads: tuple[str, ...]
    registered_on: date
    stage: str
    reason: str
    may_withdraw: bool


def follow(typed: str, *, today: date) -> Followed | None:
    """What a code leads to; None for one that is unknown or ill-formed, with the same work for both."""
    found = _behind(typed)
    if found is None:
        return None
    one, day = found
    return Followed(
        day_on=day.on,
        starts_at=day.starts_at,
        site=str(day.sites[0]),
        heads=tuple(host.head for host in day.hosts),
        registered_on=local_date(one.registered_at),
        stage=_stage(one, day),
        reason=one.reason if one.accepted is False and one.withdrawn_at is None else "",
        may_withdraw=one.withdrawn_at is None and _is_ahead(one, day, today),
    )


def _behind(typed: str) -> tuple[DayRegistration, ReceptionDay] | None:
    """The registration of a code with its day; looked for even where it cannot be a code."""
    code = as_meant(typed)
    well_formed = is_well_formed(code)
    found = registration_behind(digest_of(code))
    return found if well_formed else None


def _is_ahead(one: DayRegistration, day: ReceptionDay, today: date) -> bool:
    """Whether the day is not over for whoever registered, so that it can still be withdrawn."""
    return one.came is None and today <= day.on


def _stage(one: DayRegistration, day: ReceptionDay) -> str:
    if one.withdrawn_at is not None:
        return "Đã rút đăng ký."
    if day.status in (DayStatus.POSTPONED, DayStatus.CANCELLED):
        return f"Ngày tiếp {day.status.label}; xem lịch để biết ngày mới."
    if one.accepted is None:
        return "Đã nhận, đang chờ cơ quan liên hệ, xem xét."
    if not one.accepted:
        return "Không xếp lịch tiếp."
    return f"Đã xếp lịch tiếp, giấy mời gửi ngày {one.invited_on:%d/%m/%Y}." if one.invited_on else "Đã xếp lịch tiếp."


def withdraw(typed: str, *, now: datetime) -> None:
    """Somebody does not want to be received any more; twice changes nothing. NotFoundError for a code of nothing."""
    found = _behind(typed)
    if found is None:
        raise NotFoundError("Không có đăng ký nào với mã này.")
    one, day = found
    if one.withdrawn_at is not None:
        return
    if not _is_ahead(one, day, local_date(now)):
        raise StepNotAllowedError("Ngày tiếp đã qua; không rút đăng ký được nữa.")
    one.withdrawn_at, one.accepted, one.reason = now, False, WITHDRAWN
    db.session.flush()
    invitations.keep(day, now=now)
