"""The province's own rules: added, ended by a date, never rewritten; every record they touch is read anew at once."""

from dataclasses import dataclass
from datetime import date, datetime

from caseflow.law.errors import NotPermittedError, Refusal
from caseflow.law.local_rules import LocalRule, check_rule
from caseflow.law.rights import Reader, Right
from caseflow.services.rereading import reread
from caseflow.store.db import db
from caseflow.store.offices import root_path
from caseflow.store.projections import ids_touched_by, ids_with_family, open_among
from caseflow.store.rules import LocalRuleRow, find_local_rule, rules_rewritten
from caseflow.text import tidy


@dataclass(frozen=True, slots=True)
class Touched:
    """What a change of the rules does: records read anew, those still open and those closed."""

    still_open: int
    closed: int


def add_rule(rule: LocalRule, *, reader: Reader, now: datetime) -> Touched:
    """Add a rule of the province; every record on which it speaks has its clock from now on.

    What began before the rule was in force keeps what it had. Refuses what `check_rule` refuses.
    """
    _check_person(reader)
    check_rule(rule)
    row = LocalRuleRow(
        label=tidy(rule.label),
        basis=tidy(rule.basis),
        amount=rule.amount,
        unit=rule.unit,
        since=rule.since,
        until=None if rule.until == date.max else rule.until,
        table=rule.table,
        starts=rule.starts,
        ends=[action.value for action in rule.ends],
        kind=rule.kind,
        added_by_id=reader.user_id,
        added_at=now,
    )
    db.session.add(row)
    db.session.flush()
    return _read_anew(ids_touched_by(row.value()), now)


def end_rule(rule_id: int, *, until: date, reader: Reader, now: datetime) -> Touched:
    """End a rule after a day: what began by then keeps its clock, what began later loses it.

    NotFoundError for a rule that is not there; refuses one that has been ended, and a day before the rule began.
    """
    _check_person(reader)
    row = find_local_rule(rule_id, hold=True)
    if row.ended_at is not None:
        raise Refusal("Quy định này đã được kết thúc.", field="until")
    if until < row.since:
        raise Refusal(f"Quy định có hiệu lực từ {row.since:%d/%m/%Y}; không kết thúc trước ngày đó.", field="until")
    row.until, row.ended_by_id, row.ended_at = until, reader.user_id, now
    db.session.flush()
    return _read_anew(ids_with_family(row.value().code, started_after=until), now)


def _read_anew(ids: list[int], now: datetime) -> Touched:
    """Closed records too: their rows must stay what their events make of them, and a clock that has ended is silent."""
    rules_rewritten()
    reread(ids, now=now)
    still_open = open_among(ids)
    return Touched(still_open, len(ids) - still_open)


def _check_person(reader: Reader) -> None:
    if not reader.may_at(Right.MANAGE_LOCAL_RULES, root_path()):
        raise NotPermittedError("Quy định nội bộ dùng cho cả tỉnh; chỉ quản trị cấp tỉnh được thêm hoặc kết thúc.")
