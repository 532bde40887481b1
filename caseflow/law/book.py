"""The rows in words: how the rule book, its search, its diagrams and the calculator say what a row holds.

Nothing is decided here; every word is read off a row.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from caseflow.law.facts import ASKS, NEEDS, wording
from caseflow.law.marks import EVERY_FAMILY
from caseflow.law.period import Period
from caseflow.law.periods import PERIODS
from caseflow.law.tables import TABLES, Table
from caseflow.law.telling import SETTLEMENT
from caseflow.law.terms import Anchor, Role, Status
from caseflow.law.transitions import TRANSITION
from caseflow.law.workflow import EVERY_KIND, Start, Step, Target
from caseflow.text import fold

TARGETS = {Target.STAY: "giữ nguyên", Target.BACK: "trở lại tình trạng trước khi tạm đình chỉ"}
EVERY_CLOCK = "mọi thời hạn đang chạy"
CONDITIONS = {
    "via_reception": "nhận qua tiếp công dân",
    "provincial": "cơ quan cấp tỉnh",
    "told": "đã trả lời công dân",
    "was_feedback": "trước đó phân loại là kiến nghị, phản ánh",
    "from_board": "do Ban Tiếp công dân, HĐND, Đoàn ĐBQH chuyển đến",
    "from_outside": "do cơ quan khác hoặc báo chí chuyển đến",
}
UNSAID = "không ghi"
"""Conditions of a start that no form asks for; one that is not named here is called `RECORDED`."""
RECORDED = "điều đã ghi trong hồ sơ"


def slug(words: str) -> str:
    """Words as they stand in an address: "giai-quyet-to-cao"."""
    return re.sub(r"[^a-z0-9]+", "-", fold(words)).strip("-")


def length(period: Period) -> str:
    """How long a period is."""
    if period.amount is None:
        return period.unit.label
    return f"{'ít nhất ' if period.at_least else ''}{period.amount} {period.unit.label}"


def span(since: date, until: date) -> str:
    """Between which days a row holds; nothing for one that always does."""
    begins = "" if since == date.min else f"từ {since:%d/%m/%Y}"
    ends = "" if until == date.max else f"đến hết {until:%d/%m/%Y}"
    return " ".join(part for part in (begins, ends) if part)


def chosen(step: Step) -> str:
    """By which day the wording of a step is chosen, where it is not that of the act, and what overrides that."""
    if not step.chosen_by:
        return ""
    clause = TRANSITION.get(step.transition)
    unless = f"; từ {clause.since:%d/%m/%Y} theo ngày của bước ({clause.basis})" if clause else ""
    return f"chọn theo ngày thụ lý{unless}"


def anchors(periods: Sequence[Period] = PERIODS) -> dict[tuple[str, str], str]:
    """Where each row stands on its page, by code and family: under its code, or, for one that shares it, both."""
    seen: set[str] = set()
    found = {}
    for row in periods:
        found[row.code, row.family] = f"{row.code}.{row.family}" if row.code in seen else row.code
        seen.add(row.code)
    return found


def in_order(statuses: Iterable[Status]) -> list[Status]:
    """Statuses in the order in which a paper meets them."""
    return sorted(statuses, key=lambda status: (type(status).__name__, [*type(status).__members__].index(status.name)))


def source(step: Step) -> str:
    """From which statuses a step leads."""
    return ", ".join(status.label for status in in_order(step.source))


def target(step: Step) -> str:
    """Where a step leads."""
    return TARGETS[step.target] if isinstance(step.target, Target) else step.target.label


def recorders(step: Step) -> str:
    """The roles that may record a step."""
    return role_names(step.recorded_by) or "hệ thống, theo hồ sơ"


def usual_recorders(table: Table) -> frozenset[Role]:
    """Who records most of the steps of a procedure, so that a page need say it but once."""
    counted = Counter(step.recorded_by for step in table.steps if step.recorded_by)
    return counted.most_common(1)[0][0] if counted else frozenset()


def role_names(roles: Collection[Role]) -> str:
    """Roles by their labels, in the order of the vocabulary."""
    return ", ".join(role.label for role in Role if role in roles)


def kinds(step: Step) -> str:
    """For which kinds of petition a step is there; nothing for one that is there for all."""
    if step.kinds == EVERY_KIND:
        return ""
    return ", ".join(sorted((kind.label for kind in step.kinds), key=fold))


def asked(step: Step) -> list[str]:
    """What the form of a step asks for."""
    asks = [ASKS[name] for name in step.asks]
    return [ask.label + ("" if ask.required else " (không bắt buộc)") for ask in asks]


def refused_when(step: Step) -> list[str]:
    """What makes a step refused though it stands in the table: sentences."""
    said = [NEEDS[name].sentence for name in step.needs]
    if step.in_time:
        said.append(f"Thời hạn {named(step.in_time)} đã hết.")
    said += [f"Thời hạn {named(family)} chưa hết." for family in (step.ripens, step.expires) if family]
    if step.finishes:
        said.append("Còn việc có thời hạn chưa làm xong.")
    return said


def named(family: str) -> str:
    """A family of periods by the label of its first wording and its code."""
    if family == EVERY_FAMILY:
        return EVERY_CLOCK
    row = next((row for row in PERIODS if row.family == family), None)
    return f"{row.label[:1].lower()}{row.label[1:]} ({family})" if row else family


def home(family: str) -> str:
    """Where the first wording of a family stands on the page of periods; nothing for what is no family."""
    row = next((row for row in PERIODS if row.family == family), None)
    return anchors()[row.code, row.family] if row else ""


@dataclass(frozen=True, slots=True)
class Touch:
    """What a step does to the clock of a family: in one verb, with the condition where there is one."""

    verb: str
    family: str
    remark: str = ""


def touches(step: Step) -> Iterator[Touch]:
    """Everything a step does to clocks, in the order in which a person asks for it."""
    for start in step.starts:
        yield Touch("bắt đầu", start.family, _start_remark(start))
    yield from (Touch("kết thúc", family) for family in step.ends)
    yield from (Touch("bỏ", family) for family in step.drops)
    yield from (Touch("tạm dừng", family) for family in step.pauses)
    yield from (Touch("tính tiếp", family) for family in step.resumes)
    yield from (Touch("đổi loại", family, f"theo loại {variant.label}") for family, variant in step.variant)
    if step.extends:
        family, code = step.extends
        yield Touch("gia hạn", family, f"theo {code}")
    yield from (Touch("không tính trở ngại", family) for family in step.tolls)
    yield from (Touch("xét có đúng hạn", family) for family, _ in step.judges)


def effects(step: Step) -> dict[str, list[Touch]]:
    """The same by verb."""
    found: dict[str, list[Touch]] = {}
    for touch in touches(step):
        found.setdefault(touch.verb, []).append(touch)
    return found


def _start_remark(start: Start) -> str:
    day = "" if start.at is Anchor.EVENT else f"tính từ {start.at.label}"
    if start.at is Anchor.SET:
        day = start.at.label
    of = f"loại {start.variant.label}" if start.variant else ""
    when = f"khi {condition(start.when)}" if start.when else ""
    return "; ".join(part for part in (day, of, when) if part)


def condition(when: str) -> str:
    """The condition of a start in words: "Lần: lần đầu, không phải Đủ điều kiện xử lý"."""
    return ", ".join(_part(part) for part in when.split(",") if part)


def _part(part: str) -> str:
    name, equals, values = part.removeprefix("!").partition("=")
    label = ASKS[name].label if name in ASKS else CONDITIONS.get(name, RECORDED)
    label = label[:1].lower() + label[1:]
    if equals:
        return f"{label}: {' hoặc '.join(wording(name, value) if value else UNSAID for value in values.split('|'))}"
    return f"không ({label})" if part.startswith("!") else label


@dataclass(frozen=True, slots=True)
class Numbered:
    """A row of a table of steps under the number it bears on the page and in the diagram."""

    number: int
    step: Step

    @property
    def anchor(self) -> str:
        """Where it stands on the page of its procedure."""
        return f"buoc-{self.number}"


def numbered(table: Table) -> tuple[Numbered, ...]:
    """The rows of a table, numbered from one."""
    return tuple(Numbered(number, step) for number, step in enumerate(table.steps, start=1))


def recorded_by(role: Role) -> Iterator[tuple[Table, list[Numbered]]]:
    """The steps that a role may record, by procedure."""
    for table in TABLES.values():
        found = [row for row in numbered(table) if role in row.step.recorded_by]
        if found:
            yield table, found


def tables_by_slug() -> dict[str, Table]:
    """Every procedure under its name in an address."""
    return {slug(table.label): table for table in TABLES.values()}


@dataclass(frozen=True, slots=True)
class Cause:
    """A step of a procedure that moves the clock of a family, and what it does to it."""

    table: Table
    row: Numbered
    touch: Touch


def causes(family: str) -> list[Cause]:
    """Which steps of which procedures move the clocks of a family; what touches every clock is not named here."""
    return [
        Cause(table, row, touch)
        for table in TABLES.values()
        for row in numbered(table)
        for touch in touches(row.step)
        if touch.family == family
    ]


def may_be_paused(family: str) -> bool:
    """Whether some step of some procedure suspends the clock of a family."""
    found = [touch for table in TABLES.values() for step in table.steps for touch in touches(step)]
    pausing = {touch.family for touch in found if touch.verb == "tạm dừng"}
    return family in pausing or (EVERY_FAMILY in pausing and family in SETTLEMENT)
