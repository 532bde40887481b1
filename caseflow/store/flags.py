"""Suspicions as queries: the facts of a matter in few statements, the matters to read again, what stands and waits."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any, NamedTuple, cast

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Integer,
    Table,
    and_,
    bindparam,
    exists,
    func,
    literal_column,
    or_,
    select,
    update,
)
from sqlalchemy.orm import joinedload
from sqlalchemy.orm.attributes import set_committed_value

from caseflow.law.errors import NotFoundError
from caseflow.law.flags.suspicion import Flag, Verdict
from caseflow.law.rights import Reader, Right
from caseflow.law.terms import Action
from caseflow.store import journal
from caseflow.store.cases import Case
from caseflow.store.db import db
from caseflow.store.deadlines import Deadline
from caseflow.store.forms import Setting
from caseflow.store.matters import Matter, MatterFlag, MatterOffice
from caseflow.store.offices import Office, offices_under
from caseflow.store.petitions import Petition, PetitionEntry
from caseflow.store.reception import Visit, keys_about
from caseflow.store.subjects import Assignment, Event, Party, Subject

THRESHOLDS = "nguong_keo_dai"
"""The setting of a province: from how many years and petitions on it speaks of prolonged, as JSON."""

TELLING = (Action.DECIDE, Action.CONCLUDE, Action.VERIFY, Action.DETERMINE_COMPLEX, Action.EXTEND, Action.EXTEND_AGAIN)
"""The steps of a case that suspicions go by."""

M, S, O = Matter.__table__, Subject.__table__, Office.__table__  # noqa: E741 - the letter of its table
P, E, C, V, A = (table.__table__ for table in (Petition, PetitionEntry, Case, Visit, Assignment))
_OWN = {
    **{name: S.c[name] for name in ("id", "kind", "office_id", "is_open", "secret")},
    "home_id": S.c.matter_id,
    **{f"office_{name}": O.c[name] for name in ("name", "kind", "authority", "path")},
    **{name: M.c[name] for name in ("opened_on", "contested_author", "look_again_on")},
    **{name: P.c[name] for name in ("signatories", "folded", "channel", "duplicate_of_id", "continues_id", "visit_id")},
    **{name: E.c[name] for name in ("petition_id", "received_on", "from_entry_id", "from_office_id", "status")},
    **{name: E.c[name] for name in ("in_competence", "processed_on", "outcome")},
    "entry_kind": E.c.petition_kind,
    "entry_instance": E.c.instance,
    "entry_number": E.c.number,
    "case_code": C.c.code,
    "case_kind": C.c.petition_kind,
    "case_instance": C.c.instance,
    "case_status": C.c.status,
    "visit_number": V.c.number,
    "visit_on": V.c.on,
    **{name: V.c[name] for name in ("people_present", "people_received", "representatives_paper")},
    "of_id": A.c.of_id,
    "to_office_id": A.c.to_office_id,
}


_MATTER: BindParameter[int] = bindparam("matter_id", type_=Integer)
_KEYS = keys_about(_MATTER)
_ABOUT = (
    select(
        *(column.label(name) for name, column in _OWN.items()),
        select(Setting.value).where(Setting.name == THRESHOLDS).scalar_subquery().label("limits"),
    )
    .select_from(_KEYS)
    .join(S, S.c.id == _KEYS.c.id)
    .join(M, M.c.id == _MATTER)
    .join(O, O.c.id == S.c.office_id)
    .outerjoin(P, P.c.id == S.c.id)
    .outerjoin(E, E.c.id == S.c.id)
    .outerjoin(C, C.c.id == S.c.id)
    .outerjoin(V, V.c.id == S.c.id)
    .outerjoin(A, A.c.id == S.c.id)
    .where(or_(S.c.matter_id == _MATTER, S.c.secret.is_(False)))
    .order_by(S.c.id)
    .with_for_update(of=M, key_share=True)
)  # built once: it is asked at every saving


def subjects_about(matter_id: int) -> Sequence[Any]:
    """All that belongs to a matter, and the visits that spoke of it among others, as plain rows, oldest first.

    The matter itself is held until this transaction ends, so that two people's savings are read one after the other.
    """
    return db.session.execute(_ABOUT, {"matter_id": matter_id}).all()


def settling(case_ids: Collection[int], families: Collection[str]) -> Sequence[Any]:
    """The clocks of some families of some cases, the last occurrence last."""
    names = ("subject_id", "code", "start_on", "due_strict", "met_on", "paused")
    query = select(*(getattr(Deadline, name) for name in names)).where(
        Deadline.subject_id.in_(case_ids), Deadline.family.in_(families)
    )
    return db.session.execute(query.order_by(Deadline.occurrence, Deadline.id)).all()


def steps_told(case_ids: Collection[int]) -> Sequence[Any]:
    """The standing steps of some cases that suspicions go by: of which case, which act, when, with which facts."""
    query = select(Event.subject_id, Event.action, Event.on, Event.facts).where(
        Event.subject_id.in_(case_ids), Event.action.in_(TELLING), Event.superseded_by_id.is_(None)
    )
    return db.session.execute(query.order_by(Event.on, Event.id)).all()


def people_of(visit_ids: Collection[int]) -> Sequence[tuple[int, str]]:
    """Who came to some visits, by a key that names nobody."""
    query = select(Party.subject_id, Party.citizen_id, Party.sealed_id).where(Party.subject_id.in_(visit_ids))
    return [(visit, str(citizen or sealed)) for visit, citizen, sealed in db.session.execute(query)]


class FlagRow(NamedTuple):
    """A suspicion, and the matter that what it is about belongs to now."""

    flag: MatterFlag
    home_id: int | None


_FLAGS = (
    select(MatterFlag, Subject.matter_id)
    .outerjoin(Subject, Subject.id == MatterFlag.subject_id)
    .where(or_(MatterFlag.matter_id == _MATTER, MatterFlag.subject_id.in_(bindparam("own", expanding=True))))
    .order_by(MatterFlag.id)
)  # built once: it is asked at every saving


def flags_about(matter_id: int, subject_ids: Collection[int]) -> list[FlagRow]:
    """The suspicions of a matter, and those about something that has moved into it, oldest first."""
    return [FlagRow(*row) for row in db.session.execute(_FLAGS, {"matter_id": matter_id, "own": list(subject_ids)})]


def find_flag(matter: Matter, flag_id: int) -> MatterFlag:
    """One suspicion of a matter; NotFoundError otherwise."""
    query = select(MatterFlag).where(MatterFlag.id == flag_id, MatterFlag.matter_id == matter.id)
    found = db.session.scalar(query.options(joinedload(MatterFlag.decided_by)))
    if found is None:
        raise NotFoundError("Vụ việc này không có nghi vấn đó.")
    return found


def standing_flag(matter_id: int, flag: Flag) -> MatterFlag | None:
    """The row of one sort that stands on a matter."""
    query = select(MatterFlag).where(
        MatterFlag.matter_id == matter_id, MatterFlag.flag == flag.value, MatterFlag.lifted_at.is_(None)
    )
    return db.session.scalar(query.options(joinedload(MatterFlag.decided_by)))


def count_of(matter_id: int, flag: Flag) -> int:
    """How many rows of one sort a matter has had."""
    query = select(func.count()).where(MatterFlag.matter_id == matter_id, MatterFlag.flag == flag.value)
    return db.session.scalar(query) or 0


def may_decide(matter_id: int, reader: Reader, right: Right = Right.DECIDE_FLAGS) -> bool:
    """Whether a reader carries the right to decide on suspicions at an office that the matter passed through."""
    paths = reader.paths(right)
    passed = select(MatterOffice.office_id).where(
        MatterOffice.matter_id == matter_id, MatterOffice.office_id.in_(offices_under(paths))
    )
    return bool(paths) and db.session.scalar(passed.limit(1)) is not None


def look_at_all_again(on: date) -> None:
    """Have every matter read anew by the timetable, where it is not due to be read sooner."""
    later = or_(Matter.look_again_on.is_(None), Matter.look_again_on > on)
    again = update(Matter).where(later).values(look_again_on=on)
    db.session.execute(again, execution_options={"synchronize_session": False})


def set_look(matter_id: int, on: date | None) -> None:
    """Set when a matter must be read again; it is no edit of the matter, so its version stays."""
    table = cast("Table", M)
    db.session.execute(update(table).where(table.c.id == matter_id).values(look_again_on=on))
    known = db.session.identity_map.get(db.session.identity_key(Matter, matter_id))
    if known is not None:
        set_committed_value(known, "look_again_on", on)
    journal.note("matter", [matter_id], "look again", {"on": on})


def matters_due(today: date, *, limit: int) -> list[int]:
    """The matters on which time alone may have changed something, the longest waiting first; held from now on."""
    query = select(Matter.id).where(Matter.look_again_on <= today).order_by(Matter.look_again_on, Matter.id)
    return list(db.session.scalars(query.limit(limit).with_for_update(skip_locked=True, key_share=True)))


def standing() -> ColumnElement[bool]:
    """The condition under which a suspicion stands: not lifted, not rejected."""
    row = MatterFlag.__table__.c
    return and_(row.lifted_at.is_(None), row.verdict != Verdict.REJECTED.value)


def flagged(flag: str) -> ColumnElement[bool]:
    """The condition under which a suspicion stands on a matter."""
    return Matter.id.in_(select(MatterFlag.matter_id).where(MatterFlag.flag == flag, standing()))


def doubted() -> ColumnElement[bool]:
    """The condition under which a suspicion on a matter waits for a person's verdict."""
    none_yet: ColumnElement[str] = literal_column("''")  # as it stands in the index, so that the index is used
    pending = and_(MatterFlag.lifted_at.is_(None), MatterFlag.verdict == none_yet)
    return Matter.id.in_(select(MatterFlag.matter_id).where(pending))


def confirmed_group() -> ColumnElement[bool]:
    """The condition under which a visit is a đoàn đông người in a report: a person said so of this very visit."""
    said = and_(MatterFlag.subject_id == Visit.id, MatterFlag.flag == "dong_nguoi", MatterFlag.verdict == "confirmed")
    return and_(Visit.is_group.is_(True), exists().where(said))
