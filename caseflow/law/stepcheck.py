"""What must hold of every table of steps, whatever the law says: articles, names that exist, no status without a way.

Each check takes a table and yields Vietnamese sentences; nothing said means nothing wrong.
"""

from collections.abc import Callable, Iterator, Mapping
from itertools import combinations

from caseflow.law.diagram import targets
from caseflow.law.facts import ASKS, NEEDS
from caseflow.law.marks import EVERY_FAMILY
from caseflow.law.periods import PERIODS
from caseflow.law.tables import TABLES, Table
from caseflow.law.terms import Action, Nature, Signer, Status
from caseflow.law.transitions import TRANSITION
from caseflow.law.workflow import Step

FAMILIES = frozenset(row.family for row in PERIODS) | {EVERY_FAMILY}
DUTIES = frozenset(row.family for row in PERIODS if row.nature is Nature.DUTY)


def steps_have_articles(table: Table) -> Iterator[str]:
    """An act without an article is nobody's act."""
    for step in table.steps:
        if not step.basis.strip():
            yield f"bước “{step.action.label}” thiếu điều luật làm căn cứ."


WRITTEN_BY_THE_HOUSE = frozenset(
    {Action.VOID, Action.ACCEPT, Action.REFUSE, Action.TERMINATE, Action.SETTLED, Action.PART}
)
"""What nobody records: another record brings it about."""

WITHOUT_PAPER = frozenset(
    {
        *(Action.OPEN, Action.FILE, Action.CLOSE, Action.PUBLISH, Action.RECORD_DELIVERY, Action.TAKE_EFFECT),
        *(Action.FIND_CRIME, Action.INVITE_DIALOGUE, Action.NOTIFY_REFUSAL),
    }
)
"""What a head or a competent person answers for without a paper of its own: facts, notes, what is told at once."""


def steps_have_roles_and_papers(table: Table) -> Iterator[str]:
    """Somebody records an act, and what is signed says on what paper."""
    for step in table.steps:
        if not step.recorded_by and step.action not in WRITTEN_BY_THE_HOUSE:
            yield f"bước “{step.action.label}” không ai được ghi."
        signed = step.recorded_by and step.signed_by in (Signer.HEAD, Signer.AUTHORITY)
        if signed and not step.document and step.action not in WITHOUT_PAPER:
            yield f"bước “{step.action.label}” do người có thẩm quyền ký nhưng không ghi văn bản nào."


def steps_name_what_exists(table: Table) -> Iterator[str]:
    """The families, facts and conditions that a row names are there."""
    for step in table.steps:
        for family in sorted(_families(step) - FAMILIES):
            yield f"bước “{step.action.label}” dẫn tới nhóm thời hạn {family} không có trong bảng."
        for name in (*step.asks, *step.needs):
            if name not in ASKS and name not in NEEDS:
                yield f"bước “{step.action.label}” hỏi điều không có tên: {name}."


def _families(step: Step) -> set[str]:
    named = {start.family for start in step.starts} | {*step.ends, *step.drops, *step.pauses, *step.resumes}
    named |= {family for family, _ in (*step.variant, *step.judges)} | {*(step.extends or ()), *step.tolls}
    return named | {family for family in (step.in_time, step.ripens, step.expires) if family}


def transitions_exist(table: Table) -> Iterator[str]:
    """A transitional clause that a row names is there, and speaks of its act."""
    for step in table.steps:
        clause = TRANSITION.get(step.transition)
        if step.transition and (clause is None or step.action not in clause.actions or not step.chosen_by):
            yield f"bước “{step.action.label}” dẫn tới quy định chuyển tiếp không nói về nó: {step.transition}."


def statuses_are_reached(table: Table) -> Iterator[str]:
    """Every status that a row starts from can be arrived at."""
    named = {status for step in table.steps for status in step.source}
    for status in sorted(named - _reached(table, table.start)):
        yield f"không có bước nào dẫn tới tình trạng “{status.label}”."


def statuses_have_a_way_out(table: Table) -> Iterator[str]:
    """From every status an end can be arrived at."""
    for status in sorted(_reached(table, table.start) - table.closed):
        if not _reached(table, status) & table.closed:
            yield f"từ tình trạng “{status.label}” không có đường tới kết thúc."


def _reached(table: Table, start: Status) -> frozenset[Status]:
    reached, waiting = {start}, [start]
    while waiting:
        status = waiting.pop()
        further = {
            target for step in table.steps if status in step.source for target in targets(step, status, table)
        } - reached
        reached |= further
        waiting += further
    return frozenset(reached)


def duties_can_be_met(table: Table) -> Iterator[str]:
    """A duty that a row starts is ended by some row; otherwise it would be overdue for ever."""
    ended = {family for step in table.steps for family in (*step.ends, *(family for family, _ in step.judges))}
    for family in sorted({start.family for step in table.steps for start in step.starts} & DUTIES - ended):
        yield f"thời hạn {family} được bắt đầu nhưng không có bước nào kết thúc nó."


def rows_answer_alone(table: Table) -> Iterator[str]:
    """One status, act, kind of petition and day is answered by one row."""
    for one, other in combinations(table.steps, 2):
        both = one.source & other.source if one.action is other.action else frozenset()
        same_days = one.since <= other.until and other.since <= one.until
        if both and same_days and one.kinds & other.kinds:
            names = ", ".join(sorted(status.label for status in both))
            kinds = ", ".join(sorted(kind.label for kind in one.kinds & other.kinds))
            yield f"bước “{one.action.label}” từ “{names}” có hai dòng cùng áp dụng ({kinds})."


Check = Callable[[Table], Iterator[str]]
STEP_CHECKS: tuple[Check, ...] = (
    steps_have_articles,
    steps_have_roles_and_papers,
    steps_name_what_exists,
    transitions_exist,
    statuses_are_reached,
    statuses_have_a_way_out,
    duties_can_be_met,
    rows_answer_alone,
)


def check_steps(tables: Mapping[str, Table] = TABLES) -> list[str]:
    """Everything that is wrong with the tables of steps, as sentences; empty when all is well."""
    return [
        f"{name}: {sentence}" for name, table in tables.items() for check in STEP_CHECKS for sentence in check(table)
    ]
