"""Đông người: five or more people about one content. Two to four are "nhiều người", told and suspected of nothing.

No statute defines the words; TT 06/2025 counts a đoàn from five on, LTCD Đ29 says how many may speak for the others.
Only a visit that a person confirmed as a đoàn is one in a report; visits that add up stay a suspicion.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from caseflow.law.flags.facts import EntryFact, MatterFacts, PaperFact, VisitFact
from caseflow.law.flags.suspicion import Flag, Reading, Suspicion, told
from caseflow.law.terms import PetitionKind

GROUP = 5
"""From how many people on (TT 06/2025)."""
LARGE = 10
"""Above so many, more than two representatives may speak (LTCD Đ29)."""
SEVERAL = 2
BASIS = "LTCD Đ29; TT 06/2025"
RULE = {
    False: "Từ 5 đến 10 người: cử 1 hoặc 2 người đại diện",
    True: "Trên 10 người: được cử nhiều hơn, nhiều nhất 5 người đại diện",
}
MOST = {False: 2, True: 5}


def is_large(people: int) -> bool:
    """Whether a group is so large that more than two may speak for it; at exactly ten the LTCD governs."""
    return people > LARGE


def representatives_rule(people: int) -> str:
    """How many may speak for so many people, and who appoints them."""
    return f"{RULE[is_large(people)]}, trong số những người cùng nội dung; văn bản cử do tất cả cùng ký (LTCD Đ29)."


def many_in_words(people: int) -> str:
    """What is told of so many people about one content; nothing of one alone."""
    if people < SEVERAL:
        return ""
    if people < GROUP:
        return f"{people} người cùng nội dung: nhiều người, chưa đến mức đông người"
    return f"{people} người cùng nội dung"


def crowds(facts: MatterFacts) -> Reading:
    """Visits of a group, visits of one day that add up to one, petitions that so many have signed."""
    return Reading((*_visits(facts), *_days(facts), *_papers(facts)))


def _visits(facts: MatterFacts) -> Iterator[Suspicion]:
    for visit in facts.visits:
        if visit.is_own and visit.people_present >= GROUP:
            people = visit.people_present
            came = f"Lượt tiếp số {visit.number} ngày {told(visit.on)} tại {visit.office.name} có {people} người"
            reasons = (
                f"{came} về một nội dung; người có trách nhiệm xác nhận là đoàn đông người hay không.",
                representatives_rule(people),
                *_representation(visit),
            )
            yield Suspicion(Flag.CROWD, visit.id, reasons, BASIS, ("visit", is_large(people)))


def _representation(visit: VisitFact) -> Iterator[str]:
    most = MOST[is_large(visit.people_present)]
    if visit.people_received > most:
        yield f"Đã ghi {visit.people_received} người được tiếp; số người đại diện nhiều nhất là {most}."
    if not visit.has_paper:
        yield "Chưa ghi văn bản cử người đại diện."


def _days(facts: MatterFacts) -> Iterator[Suspicion]:
    """Several small groups on one day; a group of five among them speaks for itself."""
    for day in sorted({visit.on for visit in facts.visits}):
        visits = sorted((visit for visit in facts.visits if visit.on == day), key=lambda visit: visit.id)
        people = _distinct(visits)
        if len(visits) > 1 and people >= GROUP and all(visit.people_present < GROUP for visit in visits):
            yield _added_up(day, visits, people)


def _added_up(day: date, visits: Sequence[VisitFact], people: int) -> Suspicion:
    listed = "; ".join(f"{visit.office.name} số {visit.number}: {visit.people_present}" for visit in visits)
    reasons = (
        f"Ngày {told(day)} có {len(visits)} lượt tiếp về vụ việc này, cộng lại {people} người ({listed}).",
        "Cộng dồn chỉ là nghi vấn để Trưởng Ban biết; báo cáo chỉ tính đoàn đông người là một lượt tiếp được xác nhận.",
        representatives_rule(people),
    )
    about = next((visit for visit in visits if visit.is_own), visits[0])
    return Suspicion(Flag.CROWD_ADDED_UP, about.id, reasons, BASIS, (day.isoformat(), is_large(people)))


def _distinct(visits: Sequence[VisitFact]) -> int:
    """How many people came, whoever is known to have come twice counted once."""
    known = Counter(person for visit in visits for person in visit.people)
    return sum(visit.people_present for visit in visits) - sum(times - 1 for times in known.values())


def _papers(facts: MatterFacts) -> Iterator[Suspicion]:
    """Petitions signed by a group; one handed in by a group at the desk is told with its visit."""
    told_at_desk = {visit.id for visit in facts.visits if visit.people_present >= GROUP}
    for paper in facts.papers:
        entry = next((one for one in facts.registered if one.paper_id == paper.id), None)
        if entry is None or paper.signatories < GROUP or paper.duplicate_of or paper.visit_id in told_at_desk:
            continue
        yield Suspicion(
            Flag.CROWD,
            entry.id,
            tuple(_of_paper(paper, entry)),
            f"{BASIS}; NĐ 124/2020 Đ16.1" if entry.kind is PetitionKind.COMPLAINT else BASIS,
            ("petition", is_large(paper.signatories)),
        )


def _of_paper(paper: PaperFact, entry: EntryFact) -> Iterator[str]:
    yield (
        f"Đơn số {entry.number} nhận ngày {told(entry.received_on)} tại {entry.office.name} "
        f"có {paper.signatories} người cùng đứng tên."
    )
    yield representatives_rule(paper.signatories)
    if entry.kind is PetitionKind.COMPLAINT:
        yield "Khiếu nại nhiều người chỉ thụ lý khi đơn đủ chữ ký và có văn bản cử người đại diện (NĐ 124/2020 Đ16.1)."
