"""Who asks to be received by a leader: written down, advised on, accepted or not, invited, and what came of it."""

from datetime import date, datetime

from caseflow.law.clock import local_date
from caseflow.law.errors import MissingFactError, NotPermittedError, StepNotAllowedError
from caseflow.law.rights import Reader, Right
from caseflow.law.terms import DayStatus
from caseflow.services import invitations
from caseflow.services.citizens import Person, record_citizen
from caseflow.services.identity import seal_words
from caseflow.services.reception_days import history
from caseflow.store.db import db
from caseflow.store.matters import Matter
from caseflow.store.reception_days import DayRegistration, ReceptionDay, last_place
from caseflow.store.sealing import subjects_of

WITHOUT_PROTECTION = "20.4"
"""The one ground on which a denunciation may be heard over a line (NĐ 154/2026 Đ20.4)."""
OPEN_DAYS = (DayStatus.PLANNED, DayStatus.POSTED)


def register(
    day: ReceptionDay,
    person: Person | None,
    *,
    wish: str,
    matter: Matter | None,
    reader: Reader,
    now: datetime,
) -> DayRegistration:
    """Write down that somebody asks to be received on a day; of a secret matter nobody is named.

    Raises StepNotAllowedError for a day that is over or off, past its last day of registering, or online where a
    denunciation may not be heard; MissingFactError without a name or a wish.
    """
    if not reader.may_at(Right.RECEIVE, day.office.path):
        raise NotPermittedError("Chỉ người của cơ quan tổ chức ngày tiếp mới nhận đăng ký.")
    _check_open(day, local_date(now))
    secret = matter is not None and matter.secret
    _check_hearing(day, matter)
    if not wish.strip():
        raise MissingFactError("Cần ghi nội dung muốn gặp.", field="wish")
    if not secret and (person is None or not person.name.strip()):
        raise MissingFactError("Cần ghi họ và tên người đăng ký.", basis="NĐ 154/2026 Đ12.1", field="name")
    registration = DayRegistration(
        day_id=day.id,
        matter_id=matter.id if matter else None,
        wish=wish.strip(),
        registered_at=now,
        registered_by_id=reader.user_id,
    )
    registration.matter = matter
    if person is not None and not secret:
        registration.citizen = record_citizen(person)
    db.session.add(registration)
    db.session.flush()
    _keep_silent(registration, reader=reader, now=now)
    return registration


def _check_open(day: ReceptionDay, today: date) -> None:
    if day.status not in OPEN_DAYS:
        raise StepNotAllowedError(f"Ngày tiếp này {day.status.label}; không nhận đăng ký nữa.")
    last = day.register_until or day.on
    if today > last:
        raise StepNotAllowedError(f"Đã hết hạn đăng ký, {last:%d/%m/%Y}.")


def _check_hearing(day: ReceptionDay, matter: Matter | None) -> None:
    """Refuse to hear a denunciation over a line, unless its author asks for no protection (NĐ 154/2026 Đ20.4)."""
    secret = matter is not None and matter.secret
    if secret and day.is_online and history(day).known.get("online_ground") != WITHOUT_PROTECTION:
        sentence = "Không tiếp trực tuyến người tố cáo, trừ khi họ không yêu cầu giữ bí mật và bảo đảm được bí mật."
        raise StepNotAllowedError(sentence, basis="NĐ 154/2026 Đ20.4")


def decide(
    registration: DayRegistration,
    *,
    accepted: bool,
    advice: str,
    proposal: str,
    reason: str,
    reader: Reader,
    now: datetime,
    verified: bool = False,
) -> None:
    """Say whether somebody will be received, with what the board advises and proposes; a no has its reason.

    What came over the network is accepted only once somebody has spoken with whoever sent it (`verified`). Raises
    StepNotAllowedError for what was withdrawn.
    """
    if registration.withdrawn_at is not None:
        raise StepNotAllowedError("Người đăng ký đã rút; không ghi ý kiến nữa.")
    if verified and registration.online and registration.verified_at is None:
        registration.verified_at = now
    if accepted and registration.online and registration.verified_at is None:
        raise MissingFactError(
            "Đăng ký qua mạng phải liên hệ, xác minh người đăng ký trước khi xếp lịch.", field="verified"
        )
    if not accepted and not reason.strip():
        raise MissingFactError("Không xếp lịch tiếp thì phải ghi lý do.", basis="LTCD Đ26", field="reason")
    registration.accepted = accepted
    registration.advice, registration.proposal = advice.strip(), proposal.strip()
    registration.reason = "" if accepted else reason.strip()
    _keep_silent(registration, reader=reader, now=now)
    invitations.keep(db.session.get_one(ReceptionDay, registration.day_id), now=now)


def attach(registration: DayRegistration, matter: Matter, *, reader: Reader, now: datetime) -> None:
    """Say which matter a registration is about; of a secret one nobody is named any more.

    Raises StepNotAllowedError where a denunciation may not be heard over the line of that day.
    """
    _check_hearing(db.session.get_one(ReceptionDay, registration.day_id), matter)
    registration.matter_id, registration.matter = matter.id, matter
    if matter.secret and registration.citizen is not None:
        named, registration.citizen, registration.citizen_id = registration.citizen, None, None
        db.session.flush()
        db.session.delete(named)
    _keep_silent(registration, reader=reader, now=now)


def invite(registration: DayRegistration, *, on: date, invitation: str, reader: Reader, now: datetime) -> None:
    """Note the invitation that was sent. Raises StepNotAllowedError for somebody who was not accepted."""
    if not registration.accepted:
        raise StepNotAllowedError("Chỉ mời người đã được xếp lịch tiếp.")
    if on > local_date(now):
        raise MissingFactError("Ngày gửi giấy mời không được ở sau hôm nay.", field="invited_on")
    registration.invited_on, registration.invitation = on, invitation.strip()
    _keep_silent(registration, reader=reader, now=now)
    invitations.keep(db.session.get_one(ReceptionDay, registration.day_id), now=now)


def arrive(registration: DayRegistration) -> None:
    """Somebody came: they wait in the order in which they came. Twice keeps the first place."""
    if not registration.accepted:
        raise StepNotAllowedError("Người này chưa được xếp lịch tiếp.")
    if not registration.place:
        registration.place = last_place(registration.day_id) + 1
    registration.came = True
    db.session.flush()


def miss(registration: DayRegistration) -> None:
    """Somebody who was to be received did not come."""
    registration.came, registration.place, registration.received = False, 0, False


def finish(registration: DayRegistration) -> None:
    """Somebody who waited has been received; the next one is called."""
    if not registration.came:
        raise StepNotAllowedError("Người này chưa đến.")
    registration.received = True


def _keep_silent(registration: DayRegistration, *, reader: Reader, now: datetime) -> None:
    """What is typed on a secret matter is cleaned of whoever denounced."""
    db.session.flush()
    if registration.matter is not None and registration.matter.secret:
        seal_words(subjects_of(registration.matter.id)[0], by_id=reader.user_id, now=now)
