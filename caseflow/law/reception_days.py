"""The life of a day on which leaders receive: planned, posted, held, postponed or cancelled. Rows only.

The schedule is posted at the latest five working days before the day (LTCD Đ24.4); an extraordinary day is exempt.
A day that was posted and is not held owes a notice at once, with the reason and the time now expected. An online day
owes its own notice and test (NĐ 154/2026 Đ23.1).
"""

from datetime import date, datetime, time, timedelta
from functools import partial

from caseflow.law.periods import rows_of
from caseflow.law.terms import Action, Anchor, DayStatus, Role, Signer, Status
from caseflow.law.turning_points import NEW_LAW
from caseflow.law.workflow import Start, Step, Target

S = DayStatus
A = Action

SCHEDULERS = frozenset({Role.CLERK, Role.UNIT_HEAD, Role.BOARD_HEAD})
"""Who draws up a schedule and keeps it."""
PUBLISHERS = SCHEDULERS | {Role.AUTHORITY, Role.LEADER}
"""Who may publish it: the leaders whose days they are, and those who keep the schedule for them."""
AT_THE_DAY = SCHEDULERS | {Role.RECEPTION, Role.HANDLER}
"""Who writes down what happened on the day."""

BEFORE_NEW_LAW = NEW_LAW - timedelta(days=1)
AHEAD: frozenset[Status] = frozenset({S.PLANNED, S.POSTED})
GONE: frozenset[Status] = frozenset({S.POSTPONED, S.CANCELLED})
PREPARATIONS = ("TCD-ONL-NOTICE", "TCD-ONL-TEST")
POSTED = "posted"

POSTING = Start("TCD-SCHED", Anchor.TYPED, fact="day", when="!extraordinary")
NOTICE = Start("TCD-POSTPONE", when=POSTED)

plan = partial(
    Step,
    A.PLAN_DAY,
    frozenset({S.NEW}),
    S.PLANNED,
    Signer.OFFICER,
    SCHEDULERS,
)
online = partial(
    Step,
    source=AHEAD,
    target=Target.STAY,
    signed_by=Signer.OFFICER,
    recorded_by=AT_THE_DAY,
    needs=("online",),
    since=NEW_LAW,
)

DAY_STEPS: tuple[Step, ...] = (
    plan(
        basis="LTCD Đ18; Đ24",
        asks=("day", "extraordinary", "extraordinary_ground"),
        needs=("ground_of_extraordinary",),
        starts=(POSTING,),
        until=BEFORE_NEW_LAW,
    ),
    plan(
        basis="LTCD Đ18; Đ24; NĐ 154/2026 Đ20",
        asks=("day", "extraordinary", "extraordinary_ground", "online", "online_ground"),
        needs=("ground_of_extraordinary", "ground_of_online"),
        starts=(
            POSTING,
            *(Start(family, Anchor.TYPED, fact="day", when="online") for family in PREPARATIONS),
        ),
        since=NEW_LAW,
    ),
    Step(
        A.POST_DAY,
        frozenset({S.PLANNED}),
        S.POSTED,
        Signer.OFFICER,
        PUBLISHERS,
        basis="LTCD Đ24.2; Đ24.4",
        document="Lịch tiếp công dân",
        asks=("posted_at",),
        sets=(POSTED,),
        ends=("TCD-SCHED",),
    ),
    Step(
        A.AMEND_DAY,
        frozenset({S.POSTED}),
        Target.STAY,
        Signer.OFFICER,
        PUBLISHERS,
        basis="LTCD Đ24.4",
        asks=("amended",),
    ),
    online(
        A.NOTIFY_ONLINE,
        basis="NĐ 154/2026 Đ23.1",
        document="Thông báo tiếp công dân trực tuyến",
        ends=("TCD-ONL-NOTICE",),
    ),
    online(A.TEST_ONLINE, basis="NĐ 154/2026 Đ23.1", ends=("TCD-ONL-TEST",)),
    online(A.CONNECT_ONLINE, basis="NĐ 154/2026 Đ23.1", asks=("connected_at",)),
    Step(
        A.HOLD_DAY,
        AHEAD,
        S.HELD,
        Signer.OFFICER,
        AT_THE_DAY,
        basis="LTCD Đ18; Đ24.1",
        asks=("recording",),
        ends=("TCD-SCHED", *PREPARATIONS),  # what was not done before the day cannot be done after it, and was late
    ),
    Step(
        A.POSTPONE_DAY,
        AHEAD,
        S.POSTPONED,
        Signer.OFFICER,
        PUBLISHERS,
        basis="LTCD Đ24.4",
        asks=("change_reason", "new_day"),
        starts=(NOTICE,),
        drops=("TCD-SCHED", *PREPARATIONS),
    ),
    Step(
        A.CANCEL_DAY,
        AHEAD,
        S.CANCELLED,
        Signer.OFFICER,
        PUBLISHERS,
        basis="LTCD Đ24.4",
        asks=("change_reason",),
        starts=(NOTICE,),
        drops=("TCD-SCHED", *PREPARATIONS),
    ),
    Step(
        A.ANNOUNCE_CHANGE,
        GONE,
        Target.STAY,
        Signer.OFFICER,
        PUBLISHERS,
        basis="LTCD Đ24.4",
        document="Thông báo hoãn, hủy ngày tiếp công dân",
        asks=("posted_at",),
        ends=("TCD-POSTPONE",),
    ),
)


def connected_in_time(starts_at: str, connected_at: str, on: date) -> bool | None:
    """Whether all points of an online day were connected as long before it began as the law of the day wants.

    Hours as rows keep them (06:30); None where one of the two is no hour, or the law asks for nothing.
    """
    rule = next((row for row in rows_of("TCD-ONL-LINK") if row.since <= on <= row.until), None)
    try:
        start, connected = time.fromisoformat(starts_at), time.fromisoformat(connected_at)
    except ValueError:
        return None
    if rule is None or rule.amount is None:
        return None
    return datetime.combine(on, connected) <= datetime.combine(on, start) - timedelta(hours=rule.amount)


CLOSED_DAYS: frozenset[Status] = frozenset({S.HELD, S.POSTPONED, S.CANCELLED})
