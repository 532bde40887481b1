"""Vượt cấp: a complaint or denunciation filed above the level that is competent at present. No law defines the words.

Read on petitions alone: coming to the desk is never vượt cấp, nor is feedback. What the law itself lets go upward is
none: a second complaint after the first decision or the strict end of the first period (LKN Đ33.1), a denunciation
continued or overdue (LTC Đ37, Đ38), a head or deputy denounced to the superior, a paper that an office passed on.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum

from caseflow.law.competence import Author, Settler, settler_of
from caseflow.law.errors import NoRuleError
from caseflow.law.flags.facts import CaseFact, EntryFact, MatterFacts, OfficeFact
from caseflow.law.flags.suspicion import Flag, Reading, Suspicion, told
from caseflow.law.terms import Authority, EntryStatus, Instance, OfficeKind, PetitionKind

KINDS = frozenset({PetitionKind.COMPLAINT, PetitionKind.DENUNCIATION})
ONE_DAY = timedelta(days=1)
BASIS = "NĐ 154/2026 Đ15.3; TT 05/2021 Đ14.2"


class Tier(IntEnum):
    """How high an office or a settler stands."""

    COMMUNE = 1
    UNIT = 2
    DEPARTMENT = 3
    PROVINCE = 4
    ABOVE = 5


WORDS = {
    Tier.COMMUNE: "cấp xã",
    Tier.UNIT: "đơn vị thuộc sở hoặc cấp huyện cũ",
    Tier.DEPARTMENT: "cấp sở, ngành",
    Tier.PROVINCE: "cấp tỉnh",
    Tier.ABOVE: "trên cấp tỉnh",
}
OF_OFFICE = {
    OfficeKind.COMMUNE: Tier.COMMUNE,
    OfficeKind.UNIT: Tier.UNIT,
    OfficeKind.DEPARTMENT: Tier.DEPARTMENT,
    OfficeKind.PROVINCE: Tier.PROVINCE,
    OfficeKind.BOARD: Tier.PROVINCE,
    OfficeKind.OUTSIDE: Tier.ABOVE,
}
OF_SETTLER = {
    Settler.COMMUNE_CHAIR: Tier.COMMUNE,
    Settler.DISTRICT_HEAD: Tier.UNIT,
    Settler.DISTRICT_CHAIR: Tier.UNIT,
    Settler.UNIT_HEAD: Tier.UNIT,
    Settler.DEPARTMENT_HEAD: Tier.DEPARTMENT,
    Settler.PROVINCE_CHAIR: Tier.PROVINCE,
    Settler.POLICE_DIRECTOR: Tier.DEPARTMENT,
    Settler.MINISTER: Tier.ABOVE,
    Settler.PRIME_MINISTER: Tier.ABOVE,
}
"""A successor of a district body stands where an officer says: of that nothing is suspected."""


def tier_of(office: OfficeFact) -> Tier | None:
    """How high an office stands; none for those that settle nothing: the Party, elected bodies, courts."""
    return OF_OFFICE.get(office.kind) if office.authority is Authority.ADMINISTRATIVE else None


@dataclass(frozen=True, slots=True)
class _Competent:
    """Who is competent at present: how high, in what words, by which article."""

    tier: Tier
    words: str
    basis: str


def skipped_level(facts: MatterFacts) -> Reading:
    """The petitions filed above the competent level, and when the lower body's period lets them go up."""
    return Reading.of((_of_entry(entry, facts) for entry in facts.registered), after=facts.today)


def _of_entry(entry: EntryFact, facts: MatterFacts) -> Reading:
    tier = tier_of(entry.office)
    if entry.kind not in KINDS or entry.was_forwarded or tier is None or entry.status is EntryStatus.IN_CASE:
        return Reading()
    on = facts.today if entry.is_open else entry.processed_on or facts.today  # what was dealt with stays as it was then
    lower = [case for case in facts.cases if case.kind is entry.kind and (tier_of(case.office) or tier) < tier]
    running = next((case for case in lower if case.runs_on(on)), None)
    competent = _competent(entry, facts.author, lower, running, on)
    if competent is None or tier <= competent.tier:
        return Reading()
    ends = running.due_strict if running and not running.is_paused and entry.is_open else None
    suspicion = Suspicion(
        Flag.SKIPPED_LEVEL,
        entry.id,
        tuple(_reasons(entry, tier, competent, running)),
        BASIS,
        (entry.kind.value, competent.tier.name, competent.words, running.id if running else None),
    )
    return Reading((suspicion,), ends + ONE_DAY if ends else None)


def _competent(
    entry: EntryFact, author: Author | None, lower: Iterable[CaseFact], running: CaseFact | None, on: date
) -> _Competent | None:
    """Who is competent for the instance that the matter has reached; None where the law lets it go up, or is silent."""
    lower = list(lower)
    instance = Instance.FIRST
    if entry.kind is PetitionKind.DENUNCIATION:
        goes_up = entry.instance in (Instance.AGAIN, Instance.OVERDUE)  # LTC Đ37, Đ38
        if goes_up or any(case.settled_by(on) or case.expired_by(on) for case in lower):
            return None
    elif any(case.settled_by(on) or case.expired_by(on) for case in lower):
        instance = Instance.SECOND
    elif entry.instance is Instance.SECOND and running is None:
        instance = Instance.SECOND  # the first was settled where this house did not see it
    if author is None:
        tier = tier_of(running.office) if running and instance is Instance.FIRST else None
        return _Competent(tier, running.office.name, f"đang thụ lý, {_article(entry)}") if running and tier else None
    try:
        row = settler_of(entry.kind or PetitionKind.COMPLAINT, instance, author, on=entry.received_on)
    except NoRuleError:  # of whoever no row speaks, nothing is suspected
        return None
    found = OF_SETTLER.get(row.settler)
    return _Competent(found, f"{row.settler.label}, {instance.label}", row.basis) if found else None


def _article(entry: EntryFact) -> str:
    return "LKN Đ17-21" if entry.kind is PetitionKind.COMPLAINT else "LTC Đ12-13"


def _reasons(entry: EntryFact, tier: Tier, competent: _Competent, running: CaseFact | None) -> Iterator[str]:
    kind = entry.kind.label if entry.kind else "đơn"
    yield (
        f"Đơn {kind} số {entry.number} nhận ngày {told(entry.received_on)} tại {entry.office.name} ({WORDS[tier]}); "
        f"người có thẩm quyền hiện nay ở {WORDS[competent.tier]}: {competent.words} ({competent.basis})."
    )
    if running is None or running.accepted_on is None or running.due_strict is None:
        yield "Chưa thấy cơ quan cấp dưới có thẩm quyền thụ lý vụ việc này."
        return
    yield f"{running.office.name} đã thụ lý ngày {told(running.accepted_on)} (hồ sơ {running.code})."
    if running.is_paused:
        yield "Việc giải quyết ở đó đang tạm đình chỉ; thời gian ấy không tính vào thời hạn."
        return
    right = (
        "được khiếu nại lần hai (LKN Đ33.1)"
        if entry.kind is PetitionKind.COMPLAINT
        else "được tố cáo tiếp vì quá hạn (LTC Đ38)"
    )
    end = running.due_strict
    yield f"Thời hạn ở đó còn đến hết ngày {told(end)}; từ ngày {told(end + ONE_DAY)}, nếu chưa giải quyết, {right}."
