"""How a matter has run: kéo dài, for which no law has a number; the signs of phức tạp, which a person determines."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from caseflow.law.flags.facts import CaseFact, MatterFacts, Thresholds
from caseflow.law.flags.suspicion import Flag, Reading, Suspicion, told
from caseflow.law.grounds import COMPLEXITY
from caseflow.law.periods import PERIODS
from caseflow.law.terms import Instance, PetitionKind
from caseflow.law.turning_points import NEW_LAW

NO_NUMBER = "Luật không đặt con số nào để gọi một vụ việc là kéo dài; ngưỡng do tỉnh đặt, người có trách nhiệm quyết."
PROLONGED_BASIS = "Công văn 1644/TTCP-VP; Kế hoạch 2100/KH-TTCP (theo báo chí)"
LONGEST_EXTENSIONS = 2  # LTC Đ30.3
FINAL = {PetitionKind.COMPLAINT: Instance.SECOND, PetitionKind.DENUNCIATION: Instance.AGAIN}
CRITERIA = {ground.code: ground for ground in COMPLEXITY}
MANY_PEOPLE, PLACES, BODIES = "c", "a", "đ"


@dataclass(frozen=True, slots=True)
class _Sign:
    """One sign that a matter is prolonged: what it rests on, and in words."""

    material: tuple[object, ...]
    reason: str


def prolonged(facts: MatterFacts, thresholds: Thresholds) -> Reading:
    """Whether a matter lasts, comes back or is filed so often that the house calls it prolonged."""
    caps = [(case, cap) for case in facts.cases if (cap := cap_of(case)) is not None]
    grace = timedelta(days=thresholds.past_cap_days)
    days = [cap + grace + timedelta(days=1) for _, cap in caps]
    signs = [*_past_cap(facts, caps, grace), *_after_final(facts), *_years(facts, thresholds)]
    signs += _often(facts, thresholds)
    if facts.is_open:
        days.append(_in_years(facts.opened_on, _lasting(facts) // thresholds.years + 1, thresholds))
    again = min((day for day in days if day > facts.today), default=None)
    subject_id = _first_record(facts)
    if not signs or subject_id is None:
        return Reading((), again)
    reasons = (*(sign.reason for sign in signs), _answered(facts), NO_NUMBER)
    material = tuple(sign.material for sign in signs)
    return Reading((Suspicion(Flag.PROLONGED, subject_id, reasons, PROLONGED_BASIS, material),), again)


def cap_of(case: CaseFact) -> date | None:
    """The last day that the longest lawful period of a case could reach; none for one that is met or resting."""
    row = next((row for row in PERIODS if row.code == case.period), None)
    if row is None or row.amount is None or case.due_strict is None or case.met_on is not None or case.is_paused:
        return None
    if any(other.extends == row.family for other in PERIODS):
        longest = max(other.amount or 0 for other in PERIODS if other.extends == row.family)
        return case.due_strict + timedelta(days=longest * (LONGEST_EXTENSIONS - case.extensions))
    longest = max(other.amount or 0 for other in PERIODS if other.family == row.family)
    return case.due_strict + timedelta(days=longest - row.amount)


def _past_cap(facts: MatterFacts, caps: list[tuple[CaseFact, date]], grace: timedelta) -> Iterator[_Sign]:
    for case, cap in caps:
        if facts.today > cap + grace:
            words = f"Hồ sơ {case.code} đã quá tổng thời hạn dài nhất luật cho phép, hết ngày {told(cap)}."
            yield _Sign(("past_cap", case.id), words)


def _after_final(facts: MatterFacts) -> Iterator[_Sign]:
    """The last decision or conclusion has been issued, and they still file or come."""
    for case in facts.cases:
        ended = case.settled_on
        if ended is None or case.instance is not FINAL.get(case.kind):
            continue
        filed = [one for one in facts.registered if one.received_on > ended]
        came = [visit for visit in facts.visits if visit.on > ended]
        if filed or came:
            what = " và ".join(f"{len(some)} {name}" for some, name in ((filed, "đơn"), (came, "lượt tiếp")) if some)
            words = f"Đã có kết quả giải quyết cuối cùng ngày {told(ended)} (hồ sơ {case.code}), sau đó vẫn có {what}."
            yield _Sign(("after_final", case.id), words)


def _years(facts: MatterFacts, thresholds: Thresholds) -> Iterator[_Sign]:
    lasting = _lasting(facts)
    if facts.is_open and lasting >= thresholds.years:
        limit = f"ngưỡng {thresholds.years} năm"
        words = f"Vụ việc bắt đầu ngày {told(facts.opened_on)}, đã {lasting} năm chưa kết thúc ({limit})."
        yield _Sign(("years", lasting // thresholds.years), words)


def _often(facts: MatterFacts, thresholds: Thresholds) -> list[_Sign]:
    papers = {entry.paper_id for entry in facts.registered}
    if len(papers) < thresholds.petitions:
        return []
    words = f"Đã có {len(papers)} đơn về vụ việc này (ngưỡng {thresholds.petitions} đơn)."
    return [_Sign(("petitions", len(papers) // thresholds.petitions), words)]


def _answered(facts: MatterFacts) -> str:
    """Two different things: what was decided and goes on all the same, and what nobody has ever answered."""
    last = max((case.settled_on for case in facts.cases if case.settled_on), default=None)
    if last is None:
        return "Trong hệ thống chưa có quyết định, kết luận nào về vụ việc này."
    return f"Kết quả giải quyết gần nhất ban hành ngày {told(last)}."


def _lasting(facts: MatterFacts) -> int:
    """Whole years since the matter was opened."""
    since, today = facts.opened_on, facts.today
    return today.year - since.year - ((today.month, today.day) < (since.month, since.day))


def _in_years(since: date, times: int, thresholds: Thresholds) -> date:
    """The anniversary on which the next threshold is reached; of 29 February, the day after the 28th."""
    year = since.year + times * thresholds.years
    try:
        return since.replace(year=year)
    except ValueError:
        return date(year, 3, 1)


def _first_record(facts: MatterFacts) -> int | None:
    """The record with which a matter began: what comes later does not make the suspicion another one."""
    return min((record.id for record in facts.registered or facts.cases), default=None)


def complexity(facts: MatterFacts, thresholds: Thresholds) -> Reading:
    """The criteria of complexity that the recorded facts point to, on cases where nobody has determined any yet."""
    found: list[Suspicion] = []
    for case in facts.cases:
        known = case.kind is PetitionKind.DENUNCIATION or facts.today >= NEW_LAW
        if case.kind not in FINAL or not known or not case.is_open or case.met_on or case.accepted_on is None:
            continue
        signs = dict(_criteria(case, facts, thresholds))
        denunciation = case.kind is PetitionKind.DENUNCIATION
        if signs and not case.is_complex and not case.extensions:
            found.append(_complex(Flag.COMPLEX, case, signs))
        if len(signs) > 1 and denunciation and case.extensions < LONGEST_EXTENSIONS:
            found.append(_complex(Flag.ESPECIALLY_COMPLEX, case, signs))
    return Reading(tuple(found))


def _criteria(case: CaseFact, facts: MatterFacts, thresholds: Thresholds) -> Iterator[tuple[str, str]]:
    people = max((paper.signatories for paper in facts.papers), default=1)
    if people >= thresholds.many:
        yield MANY_PEOPLE, f"{people} người cùng đứng đơn"
    if len(case.verifiers) > 1:
        yield PLACES, f"đã giao xác minh cho {len(case.verifiers)} cơ quan"
    bodies = {office for case_id, office in facts.helpers if case_id == case.id} | case.verifiers
    if len(bodies) > 1:
        yield BODIES, f"{len(bodies)} cơ quan được giao cùng làm"


def _complex(flag: Flag, case: CaseFact, signs: dict[str, str]) -> Suspicion:
    listed = [f"Tiêu chí {code} ({CRITERIA[code].text}): {why}." for code, why in sorted(signs.items())]
    if flag is Flag.ESPECIALLY_COMPLEX:
        tail = "Từ hai tiêu chí trở lên là đặc biệt phức tạp; chỉ có tác dụng khi người giải quyết quyết định gia hạn."
        basis = "NĐ 31/2019 Đ3.3; LTC Đ30.3"
    elif case.kind is PetitionKind.DENUNCIATION:
        tail = "Một tiêu chí là phức tạp; chỉ có tác dụng khi người giải quyết quyết định gia hạn."
        basis = "NĐ 31/2019 Đ3.2; LTC Đ30.2"
    else:
        tail = "Chỉ có tác dụng khi người giải quyết ghi nhận bằng văn bản trong hồ sơ."
        basis = "NĐ 124/2020 Đ3a (bổ sung bởi NĐ 155/2026)"
    return Suspicion(flag, case.id, (*listed, tail), basis, tuple(sorted(signs)))
