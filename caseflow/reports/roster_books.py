"""The register of who sat at the reception desks (sổ theo dõi lịch trực)."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from caseflow.law.rights import Reader, Right
from caseflow.reports.register import Column, Line, Mark, Register, Wanted, a_page
from caseflow.store.db import db
from caseflow.store.offices import offices_under
from caseflow.store.people import User
from caseflow.store.roster import DeskShift

S = DeskShift.__table__


def _shifts(reader: Reader, wanted: Wanted, after: Mark | None, limit: int) -> list[Line]:
    """So many places at desks by their day."""
    query = (
        select(DeskShift)
        .where(
            wanted.days(S.c.on),
            wanted.here(S.c.office_id),
            S.c.office_id.in_(offices_under(reader.paths(Right.READ))),
        )
        .options(joinedload(DeskShift.user).load_only(User.name), joinedload(DeskShift.office))
    )
    page, told = a_page(query, S.c.on, S.c.id, after, limit)
    return [
        Line(shift.on, shift.id, (shift.on, shift.half.label, shift.user.name, shift.office.name))
        for shift in db.session.scalars(page, told)
    ]


ROSTER = Register(
    slug="lich-truc",
    title="Sổ theo dõi lịch trực tiếp công dân",
    basis="Luật Tiếp công dân, Điều 24",
    columns=(Column("Ngày", 12), Column("Buổi", 10), Column("Người trực", 34), Column("Nơi tiếp", 40)),
    read=_shifts,
)
