"""The hours within which the house sends, and the times of day that each person chose within them."""

from collections.abc import Collection
from datetime import datetime, time

from caseflow.law.errors import MissingFactError, NotPermittedError, Refusal
from caseflow.law.rights import Reader, Right
from caseflow.law.sending_hours import DIGEST_TIMES, WORKING_HOURS, Hours, is_open, opens_at
from caseflow.services.concerns import times_in
from caseflow.store import journal
from caseflow.store.calendar import working_calendar
from caseflow.store.forms import basis_of, keep_setting, setting
from caseflow.store.offices import root_path
from caseflow.store.outbox import held_until, people_waiting, write_deliveries
from caseflow.store.people import User

SETTING = "gio-gui"
LATEST_START, EARLIEST_END = time(9, 0), time(16, 0)
"""Hours that leave less of a day than this would keep what is raised in the morning from the people until the next."""


def working_hours() -> Hours:
    """The hours within which something may be sent today."""
    kept = times_in(setting(SETTING) or "")
    return Hours(*kept) if kept else WORKING_HOURS


def basis_of_hours() -> str:
    """The document on which the hours rest; "" while nobody has set them."""
    return basis_of(SETTING)


def may_send(now: datetime) -> bool:
    """Whether what is not urgent may leave the house at a moment."""
    return is_open(now, working_calendar(), working_hours())


def next_opening(moment: datetime) -> datetime:
    """The first moment from a given one on at which what is not urgent may leave."""
    return opens_at(moment, working_calendar(), working_hours())


def set_hours(hours: Hours, *, basis: str, reader: Reader, now: datetime) -> None:
    """Set within which hours something may be sent; what waits is set anew. Refuses hours that hardly open."""
    if not reader.may_at(Right.MANAGE_ALERTS, root_path()):
        raise NotPermittedError("Giờ gửi dùng cho cả tỉnh; chỉ quản trị cấp tỉnh được đặt.")
    if hours.start > LATEST_START:
        raise MissingFactError(f"Giờ bắt đầu muộn nhất là {LATEST_START:%H:%M}.", field="start")
    if hours.end < EARLIEST_END:
        raise MissingFactError(f"Giờ kết thúc sớm nhất là {EARLIEST_END:%H:%M}.", field="end")
    keep_setting(SETTING, f"{hours.start:%H:%M} {hours.end:%H:%M}", basis=basis)
    _set_anew(None, hours, now=now)


def times_offered() -> list[time]:
    """The times of day that may be chosen: those within the hours."""
    hours = working_hours()
    return [at for at in DIGEST_TIMES if hours.hold(at)]


def choose_times(user: User, times: Collection[time], *, now: datetime) -> None:
    """Choose at which times of day one is told by letter; none of them is as soon as the hours allow."""
    hours = working_hours()
    if not all(at in DIGEST_TIMES and hours.hold(at) for at in times):
        raise Refusal("Chỉ chọn trong các giờ được đưa ra.", field="times")
    user.digest_times = " ".join(f"{at:%H:%M}" for at in sorted(times))
    _set_anew({user.id: user.digest_times}, hours, now=now)


def _set_anew(chosen: dict[int, str] | None, hours: Hours, *, now: datetime) -> None:
    """Set anew when what waits for an hour leaves: of some people, or of everybody for whom something waits."""
    calendar = working_calendar()
    by_words: dict[str, list[int]] = {}
    for user_id, words in (people_waiting(now) if chosen is None else chosen).items():
        by_words.setdefault(words, []).append(user_id)
    for words, user_ids in by_words.items():
        waiting = held_until(user_ids, now)
        if waiting:
            write_deliveries(waiting, next_try_at=opens_at(now, calendar, hours, times_in(words)))
            journal.note("delivery", waiting, "other hours", {"at": now})
