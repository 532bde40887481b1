"""The registers of the desk: the book of visits (Mẫu số 03/TCD of NĐ 154/2026), the groups that were received.

Of a visit that denounces nothing is told but the day, the kind and where its paper stands: no name, no word typed.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import joinedload, selectinload

from caseflow.law.grounds import REFUSAL_OF_RECEPTION
from caseflow.law.rights import Reader
from caseflow.law.secrecy import KEPT_SECRET
from caseflow.law.terms import Action, CaseStatus, EntryStatus, PartyRole, PetitionKind, VisitOutcome
from caseflow.reports.acts import Act, acts_of, once, receivers
from caseflow.reports.people import named, paper_of
from caseflow.reports.register import TICK, Cell, Column, Line, Mark, Register, Wanted, a_page
from caseflow.store.cases import Case
from caseflow.store.db import db
from caseflow.store.matters import Matter, visible
from caseflow.store.offices import Office
from caseflow.store.petitions import Petition, PetitionEntry
from caseflow.store.reception import Visit, visits_seen_by
from caseflow.store.subjects import Party, Subject

E, P, M, C, V = (table.__table__ for table in (PetitionEntry, Petition, Matter, Case, Visit))
OF_ENTRY, OF_CASE, OF_VISIT = (Subject.__table__.alias(name) for name in ("of_entry", "of_case", "of_visit"))
SETTLING = Office.__table__.alias("settling")
TOLD = (Action.GUIDE, Action.FORWARD, Action.TAKE_REPLY)
GROUNDS = {ground.code: f"{ground.text} ({ground.basis})" for ground in REFUSAL_OF_RECEPTION}


class Handled(NamedTuple):
    """What became of the paper of a visit at the office that received it, as far as a reader may know."""

    visit_id: int
    entry_id: int
    signatories: int
    kind: PetitionKind | None
    in_competence: bool | None
    status: EntryStatus
    case_status: CaseStatus | None
    settling: str
    acts: Sequence[Act]
    sent_to: Mapping[int, str]

    def of(self, action: Action) -> list[Act]:
        """The steps of one kind."""
        return [act for act in self.acts if act.action is action]

    @property
    def result(self) -> str:
        """Where it stands, and when the answer of whom it was sent to came."""
        standing = self.case_status.label if self.case_status else self.status.label
        replies = (f"có phúc đáp ngày {act.on:%d/%m/%Y}" for act in self.of(Action.TAKE_REPLY))
        return once((standing, *replies))


def _handled(visit_ids: Collection[int], reader: Reader) -> dict[int, list[Handled]]:
    """The papers of some visits in the book of the office that received them; three queries for all."""
    query = (
        select(P.c.visit_id, E.c.id, P.c.signatories, E.c.petition_kind, E.c.in_competence, E.c.status)
        .add_columns(C.c.status, func.coalesce(SETTLING.c.name, ""))
        .select_from(P)
        .join(E, E.c.petition_id == P.c.id)
        .join(OF_ENTRY, OF_ENTRY.c.id == E.c.id)
        .join(OF_VISIT, and_(OF_VISIT.c.id == P.c.visit_id, OF_VISIT.c.office_id == OF_ENTRY.c.office_id))
        .join(Matter, M.c.id == OF_ENTRY.c.matter_id)
        .outerjoin(C, C.c.id == E.c.case_id)
        .outerjoin(OF_CASE, OF_CASE.c.id == C.c.id)
        .outerjoin(SETTLING, SETTLING.c.id == OF_CASE.c.office_id)
        .where(P.c.visit_id.in_(visit_ids), visible(reader))
        .order_by(P.c.visit_id, E.c.id)
    )
    rows = db.session.execute(query).all()
    acts = acts_of([row[1] for row in rows], TOLD)
    names = receivers(acts)
    found = [Handled._make((*row, acts.get(row[1], []), names)) for row in rows]
    return {key: list(those) for key, those in groupby(found, key=lambda each: each.visit_id)}


def _visits(
    reader: Reader, wanted: Wanted, after: Mark | None, limit: int, *only: ColumnElement[bool]
) -> Sequence[Visit]:
    """So many visits that a reader may know of, in the order of their days, with their people."""
    query = select(Visit).where(wanted.days(V.c.on), visits_seen_by(reader), wanted.here(Subject.__table__.c.office_id))
    query, told = a_page(query.where(*only), V.c.on, V.c.id, after, limit)
    people = selectinload(Visit.parties).joinedload(Party.citizen)
    return db.session.scalars(query.options(people, joinedload(Visit.received_by)), told).all()


# The book of visits


def _book(reader: Reader, wanted: Wanted, after: Mark | None, limit: int) -> list[Line]:
    visits = _visits(reader, wanted, after, limit)
    papers = _handled([visit.id for visit in visits], reader)
    return [Line(visit.on, visit.id, _told(visit, papers.get(visit.id, []))) for visit in visits]


def _told(visit: Visit, papers: Sequence[Handled]) -> tuple[Cell, ...]:
    ours = TICK if any(paper.in_competence for paper in papers) else ""
    if visit.secret:
        kept = (KEPT_SECRET, "", KEPT_SECRET, _kind(visit, papers), None, "")
        where = once(paper.settling or _sent(paper, with_number=False) for paper in papers)
        return (visit.on, *kept, ours, "", where, once(paper.result for paper in papers), once(_plain(visit)))
    return (
        visit.on,
        _lines(named(party) for party in visit.parties),
        _lines(paper_of(party.citizen) for party in visit.parties),
        visit.summary,
        _kind(visit, papers),
        max([visit.people_present, *(paper.signatories for paper in papers)]),
        visit.settled_by,
        ours,
        once((visit.guided_to, *(_guided(act) for paper in papers for act in paper.of(Action.GUIDE)))),
        once(paper.settling or _sent(paper) for paper in papers),
        once(paper.result for paper in papers) or _outcome(visit),
        once((*_plain(visit), *_more(visit))),
    )


def _lines(parts: Iterable[str]) -> str:
    return "\n".join(part for part in parts if part)


def _kind(visit: Visit, papers: Sequence[Handled]) -> str:
    """What it is by whoever classified it, else as it was told; of what is sealed that it denounces."""
    kinds = [paper.kind.label for paper in papers if paper.kind]
    told = visit.told_as.label if visit.told_as else ""
    return once(kinds) or (PetitionKind.DENUNCIATION.label if visit.secret else told)


def _guided(act: Act) -> str:
    return " ".join(part for part in (str(act.facts.get("guided_to") or ""), _in_brackets(act.paper)) if part)


def _in_brackets(words: str) -> str:
    return f"({words})" if words else ""


def _sent(paper: Handled, *, with_number: bool = True) -> str:
    """To whom it was forwarded, with which letter."""
    sent = (
        (paper.sent_to.get(act.office_id or 0, ""), _in_brackets(act.paper if with_number else ""))
        for act in paper.of(Action.FORWARD)
    )
    return once(" ".join(part for part in each if part) for each in sent)


def _outcome(visit: Visit) -> str:
    return visit.outcome.label if visit.outcome else "chưa xong"


def _plain(visit: Visit) -> tuple[str, ...]:
    """The number of the visit in the book of its year, and which kind of reception it was."""
    return (f"Lượt {visit.number}", f"tiếp {visit.visit_kind.label}")


def _more(visit: Visit) -> tuple[str, ...]:
    """How many came and whether as a group, why they were refused, who received them."""
    came = f"{visit.people_present} người đến" if visit.people_present > 1 else ""
    group = f"đoàn đông người, tiếp {visit.people_received} người" if visit.is_group else ""
    refused = f"từ chối tiếp: {GROUNDS.get(visit.refusal_ground, '')}" if visit.outcome is VisitOutcome.REFUSED else ""
    return (came, group, refused, f"người tiếp: {visit.received_by.name}" if visit.received_by else "")


VISITS = Register(
    slug="tiep-cong-dan",
    title="Sổ tiếp công dân",
    form="Mẫu số 03/TCD",
    basis="Nghị định 154/2026/NĐ-CP, Điều 27 và Phụ lục",
    columns=(
        Column("Ngày tiếp", 12),
        Column("Họ tên, địa chỉ", 34),
        Column("CCCD/CMND/Hộ chiếu", 18, "CCCD/Hộ chiếu; nếu không có thì giấy tờ tùy thân khác"),
        Column("Nội dung đơn", 50, "Tóm tắt nội dung vụ việc"),
        Column("Loại đơn (KN/TC/KN/PA)", 14, "Khiếu nại, tố cáo, kiến nghị, phản ánh"),
        Column("Số người cùng nội dung", 9, "Số công dân có đơn cùng một nội dung"),
        Column("Cơ quan đã giải quyết", 24, "Cơ quan đã giải quyết hết thẩm quyền"),
        Column("Thuộc thẩm quyền (x)", 9),
        Column("Hướng dẫn công dân đến cơ quan có thẩm quyền", 28, "Cơ quan nào, số văn bản hướng dẫn"),
        Column("Cơ quan, đơn vị thụ lý", 28, "Tên cơ quan, số văn bản chuyển đơn"),
        Column("Theo dõi kết quả giải quyết", 26, "Người tiếp dân ghi chép, theo dõi quá trình, kết quả"),
        Column("Ghi chú", 32),
    ),
    read=_book,
)

# The groups


def _groups(reader: Reader, wanted: Wanted, after: Mark | None, limit: int) -> list[Line]:
    visits = _visits(reader, wanted, after, limit, Visit.is_group.is_(True))
    papers = _handled([visit.id for visit in visits], reader)
    return [Line(visit.on, visit.id, _group(visit, papers.get(visit.id, []))) for visit in visits]


def _group(visit: Visit, papers: Sequence[Handled]) -> tuple[Cell, ...]:
    counts = (visit.people_present, visit.people_received)
    result = once(paper.result for paper in papers) or _outcome(visit)
    if visit.secret:
        return (visit.on, visit.number, *counts, KEPT_SECRET, "", KEPT_SECRET, "", result)
    speaking = [party for party in visit.parties if party.role is PartyRole.REPRESENTATIVE] or visit.parties[:1]
    appointed = f"{visit.appointed_by} người ký cử" if visit.appointed_by else ""
    where = once((*(paper.settling or _sent(paper) for paper in papers), visit.settled_by, visit.guided_to))
    return (
        visit.on,
        visit.number,
        *counts,
        _lines(named(party) for party in speaking),
        once((visit.representatives_paper, appointed)),
        visit.summary,
        where,
        result,
    )


GROUPS = Register(
    slug="doan-dong-nguoi",
    title="Sổ đoàn đông người",
    basis="Luật Tiếp công dân, Điều 29; Thông tư 06/2025/TT-TTCP (từ 05 người)",
    columns=(
        Column("Ngày tiếp", 12),
        Column("Số lượt tiếp", 10),
        Column("Số người đến", 9),
        Column("Số người được tiếp", 9),
        Column("Người đại diện", 34),
        Column("Văn bản cử người đại diện", 28),
        Column("Nội dung", 50),
        Column("Cơ quan liên quan", 28),
        Column("Kết quả", 28),
    ),
    read=_groups,
)
