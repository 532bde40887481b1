"""What stands on the page of a matter beside clocks, steps and history: tags, facts, papers, visits, suspicions."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from caseflow.law.escalation import PROPOSALS
from caseflow.law.flags.crowds import many_in_words
from caseflow.law.flags.suspicion import Verdict
from caseflow.law.local_rules import INSIDE
from caseflow.law.rights import Right
from caseflow.law.secrecy import KEPT_SECRET
from caseflow.law.terms import Action, ClockState, PartyRole, PetitionKind
from caseflow.services.dossiers import Dossier, ReadRecord
from caseflow.services.records import Record
from caseflow.store.cases import Case
from caseflow.store.petitions import Petition, PetitionEntry
from caseflow.store.reception import Visit
from caseflow.store.subjects import Party
from caseflow.web.clock_views import DOCUMENT, ClockView
from caseflow.web.step_views import step_url
from caseflow.web.suspicions import title_of

PETITIONER = {
    PetitionKind.COMPLAINT: "Người khiếu nại",
    PetitionKind.DENUNCIATION: "Người tố cáo",
    PetitionKind.FEEDBACK: "Người kiến nghị, phản ánh",
}
RESPONDENT = {PetitionKind.COMPLAINT: "Bị khiếu nại", PetitionKind.DENUNCIATION: "Người bị tố cáo"}
BESIDE_LAW = {DOCUMENT: DOCUMENT, INSIDE: f"theo quy chế {INSIDE}"}
CHECK_FIRST = (
    "Hệ thống không biết có khiếu nại lần hai, khởi kiện hay quyết định chưa đến tay người khiếu nại; "
    "người có trách nhiệm kiểm tra rồi xác nhận."
)


@dataclass(frozen=True, slots=True)
class Tag:
    """A word on the state of the matter."""

    text: str
    tone: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """A step that time has made possible and a person must confirm."""

    since: date
    sentence: str
    url: str


def tags(dossier: Dossier, clocks: Sequence[ClockView]) -> list[Tag]:
    """Where the matter stands, at a glance."""
    current = dossier.current
    found = [Tag(current.history.status.label, "link")] if current else []
    late = [view for view in clocks if view.tone == "late"]
    if late:
        found.append(_late_tag(late))
    standing = [flag for flag in dossier.flags if flag.lifted_at is None and flag.verdict != Verdict.REJECTED.value]
    found += [Tag(title_of(flag)[:1].lower() + title_of(flag)[1:], "paused") for flag in standing]
    if dossier.matter.secret:
        found.append(Tag("mật", "paused"))
    if dossier.matter.kind:
        found.append(Tag(dossier.matter.kind.label, "plain"))
    if dossier.cases and isinstance(dossier.cases[-1].record, Case):
        found.append(Tag(dossier.cases[-1].record.instance.label, "plain"))
    return found


def _late_tag(late: Sequence[ClockView]) -> Tag:
    """By how much the matter is late; a date of the law, one of a document and one of the house's own are not one."""
    by_law = [view for view in late if view.mark not in (DOCUMENT, INSIDE)]
    by_paper = [view for view in late if view.mark == DOCUMENT]
    worst = min(by_law or by_paper or late, key=lambda view: view.due_on)
    words = worst.left.replace("quá", "quá hạn", 1) if worst.left.startswith("quá") else worst.left
    return Tag(words, "overdue") if by_law else Tag(f"{words} {BESIDE_LAW[worst.mark]}", "late")


def facts(dossier: Dossier) -> list[tuple[str, str]]:
    """What is known of the matter, as label and words."""
    kind = dossier.matter.kind
    found = [(PETITIONER.get(kind, "Người đứng đơn") if kind else "Người đứng đơn", _petitioners(dossier))]
    respondents = [party.post for party in _parties(dossier, PartyRole.RESPONDENT) if party.post]
    if respondents:
        found.append(
            (RESPONDENT.get(kind, "Bị phản ánh") if kind else "Bị khiếu nại, tố cáo, phản ánh", "; ".join(respondents))
        )
    matter = dossier.matter
    if matter.contested:
        on = f" ngày {matter.contested_on:%d/%m/%Y}" if matter.contested_on else ""
        found.append(("Quyết định, hành vi bị khiếu nại", matter.contested + on))
    if matter.field:
        found.append(("Lĩnh vực", matter.field.label))
    current = dossier.current
    if current is not None:
        found.append(("Đang giữ hồ sơ", _holder(current, dossier)))
        responsible = current.record.responsible
        found.append(("Cán bộ phụ trách", responsible.name if responsible else "chưa giao"))
    found.append(("Đơn", _petition_count(dossier)))
    people = [petition.signatories for petition in dossier.petitions]
    told = many_in_words(max([*people, *(visit.people_present for visit in dossier.visits)], default=1))
    return [*found, ("Số người", told)] if told else found


def _parties(dossier: Dossier, role: PartyRole) -> list[Party]:
    return [
        party for petition in dossier.petitions for party in dossier.parties.get(petition.id, ()) if party.role is role
    ]


def names_of(parties: Sequence[Party]) -> list[str]:
    """The names that a reader may be shown; who is sealed is told once."""
    names = [party.citizen.name if party.citizen else KEPT_SECRET for party in parties]
    return list(dict.fromkeys(names))


def _petitioners(dossier: Dossier) -> str:
    names = names_of(_parties(dossier, PartyRole.PETITIONER))
    if not names:
        visitors = [party for visit in dossier.visits for party in dossier.parties.get(visit.id, ())]
        names = names_of(visitors)
    most = max((petition.signatories for petition in dossier.petitions), default=1)
    return first_and_others(names, most)


def first_and_others(names: Sequence[str], people: int) -> str:
    """The first name and how many stand beside it."""
    if not names:
        return "không rõ"
    return f"{names[0]} và {people - 1} người" if people > 1 else names[0]


def _holder(current: ReadRecord, dossier: Dossier) -> str:
    """Who holds the file, since when, for how many working days."""
    held = dossier.holders.get(current.record.id)
    if held is not None:
        name, since = (held.user.name if held.user else held.office.name), held.from_on
    else:
        record = current.record
        name, since = record.office.name, _since(record)
    days = dossier.calendar.working_days_between(since, dossier.today)
    return f"{name}, từ {since:%d/%m/%Y} ({days} ngày làm việc)"


def _since(record: Record) -> date:
    """From which day a record lies at its office."""
    if isinstance(record, Case):
        return record.opened_on
    return record.on if isinstance(record, Visit) else record.received_on


def _petition_count(dossier: Dossier) -> str:
    copies = sum(petition.duplicate_of_id is not None for petition in dossier.petitions)
    return f"{len(dossier.petitions)}" + (f" ({copies} trùng)" if copies else "")


def entries_of(petition: Petition, dossier: Dossier) -> list[PetitionEntry]:
    """The entries of a paper in the books it passed."""
    return [
        read.record
        for read in dossier.records
        if isinstance(read.record, PetitionEntry) and read.record.petition_id == petition.id
    ]


def proposals(dossier: Dossier) -> Iterator[Proposal]:
    """What time alone would bring about in a case: the system proposes it, a person confirms."""
    for read in dossier.cases:
        for clock in read.clocks:
            if clock.family in PROPOSALS and clock.state is ClockState.LAPSED and read.record.is_open:
                yield Proposal(
                    clock.due_legal,
                    f"{clock.label}: đã đủ thời gian từ {clock.due_legal:%d/%m/%Y} ({clock.basis}). {CHECK_FIRST}",
                    step_url(dossier.matter.code, read.record, Action.TAKE_EFFECT),
                )


def codable(dossier: Dossier) -> set[int]:
    """The entries of papers that came without a visit, in books of the reader: a visit has its receipt."""
    by_visit = {petition.id for petition in dossier.petitions if petition.visit_id is not None}
    mine = (read.record for read in dossier.entries)
    return {
        entry.id
        for entry in mine
        if isinstance(entry, PetitionEntry)
        and entry.number
        and entry.petition_id not in by_visit
        and dossier.reader.may_at(Right.REGISTER, entry.office.path)
    }
