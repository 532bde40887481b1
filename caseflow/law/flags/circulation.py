"""How papers go round: passed on by offices until they are back (chuyển lòng vòng), sent by people to many offices."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from caseflow.law.flags.facts import EntryFact, MatterFacts, PaperFact
from caseflow.law.flags.suspicion import Flag, Reading, Suspicion, told
from caseflow.law.terms import EntryStatus, Instance

CIRCULAR_BASIS = "NĐ 154/2026 Đ32.1; LKN Đ21.3"
AROUND_BASIS = "TT 05/2021; LTC Đ24.3"


def circular(facts: MatterFacts) -> Reading:
    """Papers that were forwarded until they came back to an office that had had them."""
    return Reading(tuple(_circles(facts)))


def _circles(facts: MatterFacts) -> Iterator[Suspicion]:
    entries = {entry.id: entry for entry in facts.entries if entry.status is not EntryStatus.VOIDED}
    passed_on = {entry.from_entry_id for entry in entries.values()}
    for last in entries.values():
        if last.id in passed_on:
            continue
        chain = _chain(last, entries)
        offices = [entry.office.id for entry in chain]
        if len(set(offices)) < len(offices):
            yield _circle(chain)


def _chain(last: EntryFact, entries: dict[int, EntryFact]) -> list[EntryFact]:
    """The entries of a paper from the first office to the last."""
    chain = [last]
    while (before := entries.get(chain[0].from_entry_id or 0)) is not None and before not in chain:
        chain.insert(0, before)
    return chain


def _circle(chain: Sequence[EntryFact]) -> Suspicion:
    names = [chain[0].office.name]
    names += [f"{after.office.name} (chuyển {told(_sent(before, after))})" for before, after in pairwise(chain)]
    offices = [entry.office.id for entry in chain]
    back = next(place for place, office in enumerate(offices) if office in offices[:place])
    reasons = (
        f"Đơn đã qua: {' → '.join(names)}.",
        f"Đơn trở lại {chain[back].office.name}, nơi đã từng chuyển đi, sau {len(chain) - 1} lần chuyển.",
    )
    about = next(entry for entry in reversed(chain) if entry.is_registered or entry is chain[0])
    return Suspicion(Flag.CIRCULAR, about.id, reasons, CIRCULAR_BASIS, tuple(entry.id for entry in chain))


def _sent(before: EntryFact, after: EntryFact) -> date:
    return before.processed_on or after.received_on


def sent_around(facts: MatterFacts) -> Reading:
    """The same paper that people themselves handed to several offices."""
    return Reading(tuple(_around(facts)))


def _around(facts: MatterFacts) -> Iterator[Suspicion]:
    groups: dict[tuple[int, Instance], list[EntryFact]] = {}
    roots = _roots(facts.papers)
    for entry in facts.registered:
        if not entry.was_forwarded:
            instance = entry.instance or Instance.FIRST  # a second complaint goes to another office than the first
            groups.setdefault((roots.get(entry.paper_id, entry.paper_id), instance), []).append(entry)
    for entries in groups.values():
        bodies = {entry.office.body for entry in entries}
        if len(bodies) > 1:
            yield _spread(entries, bodies)


def _roots(papers: Sequence[PaperFact]) -> dict[int, int]:
    """By paper, the first of those that are the same: a duplicate, a continuation, or the same words."""
    known = {paper.id: paper for paper in papers}
    first_with: dict[str, int] = {}
    roots: dict[int, int] = {}
    for paper in sorted(papers, key=lambda paper: paper.id):
        earlier = paper.duplicate_of or paper.continues
        if earlier in known and earlier in roots:
            roots[paper.id] = roots[earlier]
        elif paper.words and paper.words in first_with:
            roots[paper.id] = roots[first_with[paper.words]]
        else:
            roots[paper.id] = paper.id
        first_with.setdefault(paper.words, paper.id)
    return roots


def _spread(entries: Sequence[EntryFact], bodies: set[int]) -> Suspicion:
    listed = "; ".join(f"{entry.office.name} (số {entry.number}, nhận {told(entry.received_on)})" for entry in entries)
    competent = next((entry for entry in entries if entry.in_competence), None)
    reasons = (
        f"Cùng một nội dung được gửi thẳng đến {len(bodies)} cơ quan: {listed}.",
        f"{competent.office.name} là cơ quan có thẩm quyền trong số đó; nơi khác khép lại, dẫn chiếu đến nơi ấy."
        if competent
        else "Chưa cơ quan nào trong số đó được xác định là có thẩm quyền.",
    )
    material = (tuple(sorted(bodies)), competent.office.body if competent else None)
    return Suspicion(Flag.SENT_AROUND, entries[-1].id, reasons, AROUND_BASIS, material)
