"""The register of complaints that were accepted: whose, against whom, due when by law, how decided and carried out."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from caseflow.law.asks import ASKS
from caseflow.law.facts import wording
from caseflow.law.rights import Reader, Right
from caseflow.law.secrecy import KEPT_SECRET
from caseflow.law.terms import Action, CaseStatus, Instance, PartyRole, PetitionKind
from caseflow.reports.acts import Act, acts_of, last_of, once
from caseflow.reports.people import named
from caseflow.reports.register import Cell, Column, Line, Mark, Register, Wanted, a_page
from caseflow.store.cases import Case, Decision, decisions_of
from caseflow.store.db import db
from caseflow.store.deadlines import Deadline
from caseflow.store.matters import Matter, visible
from caseflow.store.offices import offices_under
from caseflow.store.petitions import PetitionEntry
from caseflow.store.subjects import Event, Party, Subject

C, S, M, V, D, E = (table.__table__ for table in (Case, Subject, Matter, Event, Deadline, PetitionEntry))
SETTLING = ("KN-GQ1", "KN-GQ2", "KN-KL-GQ")
LENGTHENING = (Action.DETERMINE_REMOTE, Action.DETERMINE_COMPLEX, Action.EXTEND)
DECIDING, CARRYING_OUT = (Action.DECIDE, Action.AMEND_DECISION), (Action.ENFORCE, Action.EXECUTE)
RESULTS = ("result", "second_result")


class Accepted(NamedTuple):
    """A complaint that was accepted."""

    id: int
    code: str
    status: CaseStatus
    instance: Instance
    title: str
    secret: bool
    on: date
    key: int


def _complaints(reader: Reader, wanted: Wanted, after: Mark | None, limit: int) -> list[Line]:
    query = (
        select(C.c.id, C.c.code, C.c.status, C.c.instance, M.c.title, M.c.secret, V.c.on, V.c.id)
        .select_from(V)
        .join(C, C.c.id == V.c.subject_id)
        .join(S, S.c.id == C.c.id)
        .join(Matter, M.c.id == S.c.matter_id)
        .where(V.c.action == Action.ACCEPT, V.c.superseded_by_id.is_(None), wanted.days(V.c.on))
        .where(C.c.petition_kind == PetitionKind.COMPLAINT, visible(reader), wanted.here(S.c.office_id))
        .where(S.c.office_id.in_(offices_under(reader.paths(Right.READ))))
    )
    query, told = a_page(query, V.c.on, V.c.id, after, limit)
    cases = [Accepted(*row) for row in db.session.execute(query, told)]
    keys = [case.id for case in cases]
    people = _people([case.id for case in cases if not case.secret])
    acts = acts_of(keys, (*LENGTHENING, *DECIDING, *CARRYING_OUT, Action.TAKE_EFFECT))
    due, decisions = _due(keys), {one.case_id: one for one in decisions_of(keys)}  # the last stays
    return [
        Line(
            case.on,
            case.key,
            _complaint(case, people.get(case.id, []), due.get(case.id), acts.get(case.id, []), decisions.get(case.id)),
        )
        for case in cases
    ]


def _people(case_ids: Collection[int]) -> dict[int, list[Party]]:
    """Who complains and whom they complain of, of the papers that led to some cases."""
    query = (
        select(E.c.case_id, Party)
        .join(Party, Party.subject_id == E.c.petition_id)
        .where(E.c.case_id.in_(case_ids), Party.role.in_((PartyRole.PETITIONER, PartyRole.RESPONDENT)))
        .options(joinedload(Party.citizen), joinedload(Party.office))
        .order_by(Party.subject_id, Party.place, Party.id)
    )
    found: dict[int, list[Party]] = {}
    for case_id, party in db.session.execute(query):
        found.setdefault(case_id, []).append(party)
    return found


def _due(case_ids: Collection[int]) -> dict[int, date]:
    """By when some cases are to be settled, as it stands now."""
    query = select(D.c.subject_id, D.c.due_legal).where(D.c.subject_id.in_(case_ids), D.c.family.in_(SETTLING))
    return dict(db.session.execute(query.order_by(D.c.due_legal)).all())


def _complaint(
    case: Accepted, people: Sequence[Party], due: date | None, acts: Sequence[Act], decision: Decision | None
) -> tuple[Cell, ...]:
    effect, decided = last_of(acts, Action.TAKE_EFFECT), last_of(acts, *DECIDING)
    complaining = dict.fromkeys(named(each) for each in people if each.role is PartyRole.PETITIONER)
    against = once(
        each.post or (each.office.name if each.office else "") for each in people if each.role is PartyRole.RESPONDENT
    )
    return (
        case.code,
        case.on,
        KEPT_SECRET if case.secret else "\n".join(complaining),
        against,
        KEPT_SECRET if case.secret else case.title,
        case.instance.label,
        due,
        once(_dated(act) for act in acts if act.action in LENGTHENING),
        (decided.paper or f"ngày {decided.on:%d/%m/%Y}") if decided else "",
        _result(decision.result) if decision else "",
        effect.on if effect else None,
        once(_dated(act) for act in acts if act.action in CARRYING_OUT),
        case.status.label,
    )


def _dated(act: Act) -> str:
    return f"{act.action.label} {act.on:%d/%m/%Y}"


def _result(result: str) -> str:
    """A result in the words of the question that asks for it."""
    return next((wording(name, result) for name in RESULTS if result in ASKS[name].offered), "đã giải quyết")


COMPLAINTS = Register(
    slug="thu-ly-khieu-nai",
    title="Sổ thụ lý khiếu nại",
    basis="Luật Khiếu nại, Điều 27, 28, 31, 36, 37, 40, 44",
    columns=(
        Column("Số hồ sơ", 16),
        Column("Ngày thụ lý", 12),
        Column("Người khiếu nại", 34),
        Column("Người bị khiếu nại", 28),
        Column("Nội dung khiếu nại", 50),
        Column("Lần giải quyết", 12),
        Column("Hạn giải quyết theo luật", 12),
        Column("Gia hạn, xác định phức tạp", 24),
        Column("Quyết định giải quyết", 24),
        Column("Kết quả", 20),
        Column("Ngày có hiệu lực", 12),
        Column("Thi hành", 28),
        Column("Tình trạng", 20),
    ),
    read=_complaints,
)
