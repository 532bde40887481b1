"""What the people of the invented province said of older suspicions; those of the last days still wait."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from random import Random

from sqlalchemy import select

from caseflow.demo.cast import Actor, Cast
from caseflow.demo.chance import seeded, weighted
from caseflow.demo.offices import BOARD, PROVINCE
from caseflow.demo.walk import moment
from caseflow.law.clock import local_date
from caseflow.law.escalation import REFUSALS
from caseflow.law.flags.suspicion import Verdict
from caseflow.law.terms import Role
from caseflow.law.working_days import WorkingCalendar
from caseflow.services.flags import decide
from caseflow.store.alerts import Alert, WaitingAlert, mark_addressed, unaddressed
from caseflow.store.db import db
from caseflow.store.deadlines import family_in
from caseflow.store.flags import may_decide
from caseflow.store.matters import Matter, MatterFlag

FRESH = timedelta(days=10)
VERDICTS = ((Verdict.CONFIRMED, 3), (Verdict.REJECTED, 1))
REASONS: dict[Verdict, tuple[str, ...]] = {
    Verdict.CONFIRMED: ("Đã đối chiếu hồ sơ, đúng như nghi vấn", "Đã trao đổi với cơ quan liên quan, xác nhận"),
    Verdict.REJECTED: ("Đã kiểm tra, không phải trường hợp này", "Có căn cứ hợp pháp khác trong hồ sơ giấy"),
}
MANY = 10_000


def older_suspicions(today: date) -> Sequence[int]:
    """The suspicions that have waited for some days, oldest first."""
    waiting = select(MatterFlag.id, MatterFlag.raised_at).where(
        MatterFlag.verdict == Verdict.PENDING.value, MatterFlag.lifted_at.is_(None)
    )
    return [key for key, at in db.session.execute(waiting.order_by(MatterFlag.id)) if local_date(at) <= today - FRESH]


def decide_older(keys: Sequence[int], cast: Cast, calendar: WorkingCalendar, *, seed: int) -> None:
    """Have each decided some days after it was raised; what was told then is not told again today."""
    for key in keys:
        flag = db.session.get_one(MatterFlag, key)
        matter, chance = db.session.get_one(Matter, flag.matter_id), seeded(seed + key)
        verdict = weighted(chance, VERDICTS)
        reason = chance.choice(REASONS[verdict])
        now = _later(flag.raised_at, calendar, chance)
        decide(matter, key, verdict, reason=reason, reader=_decider(matter, cast).reader, now=now)
    for alert in unaddressed(after=0, limit=MANY):
        told = flag_day(alert.deadline_key, keys) or _refused_at(alert)
        if told is not None:
            mark_addressed([alert.id], told)


def _refused_at(alert: WaitingAlert) -> datetime | None:
    """When a refusal that an alert speaks of was raised: the leaders heard of it that very day."""
    return db.session.get_one(Alert, alert.id).raised_at if family_in(alert.deadline_key) in REFUSALS else None


def flag_day(deadline_key: str, keys: Sequence[int]) -> datetime | None:
    """When the suspicion that an alert speaks of was decided, if it is one of some."""
    _, _, cause = deadline_key.partition(":flag:")
    number = cause.partition(":")[0]
    if not number.isdecimal() or int(number) not in keys:
        return None
    return db.session.get_one(MatterFlag, int(number)).decided_at


def _later(raised_at: datetime, calendar: WorkingCalendar, chance: Random) -> datetime:
    return moment(calendar.add(local_date(raised_at), chance.randint(1, 4)), chance)


def _decider(matter: Matter, cast: Cast) -> Actor:
    """The head of the board, or whoever heads the province's office where the board has not seen the matter."""
    head = cast.of(BOARD, Role.BOARD_HEAD)
    return head if may_decide(matter.id, head.reader) else cast.of(PROVINCE, Role.AUTHORITY, Role.UNIT_HEAD)
