"""Steps that a record does not offer today: those to be entered late, and of every other what stands in its way."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from caseflow.law.errors import NotFoundError
from caseflow.law.rights import Right
from caseflow.law.terms import Role
from caseflow.law.why_not import Unoffered, WhyNot, unoffered
from caseflow.services.dossiers import Dossier, ReadRecord, read_dossier
from caseflow.store.people import HolderRow, holders_reaching
from caseflow.web.access import me, needs, today
from caseflow.web.step_views import late_views, record_name

blueprint = Blueprint("why_not", __name__, url_prefix="/vu-viec/<code>")

ORDER = (
    *(WhyNot.FACT, WhyNot.UNRIPE, WhyNot.TOO_LATE, WhyNot.DUTY, WhyNot.ROLE),
    *(WhyNot.STATUS, WhyNot.NOT_IN_FORCE, WhyNot.KIND, WhyNot.HOUSE),
)
"""What is nearest to being possible first."""


@dataclass(frozen=True, slots=True)
class Line:
    """One act that is not offered, why, and who holds the roles that record it."""

    label: str
    basis: str
    reasons: tuple[str, ...]
    who: str


@blueprint.get("/ho-so/<int:subject_id>/vi-sao")
@needs(Right.READ)
def show(code: str, subject_id: int) -> ResponseReturnValue:
    """Everything that is not offered on one record: what may be entered late, what cannot be pressed, and why."""
    dossier = read_dossier(code, reader=me().reader, today=today())
    read = next((read for read in dossier.records if read.record.id == subject_id), None)
    if read is None:
        raise NotFoundError("Vụ việc này không có hồ sơ đó.")
    return render_template(
        "steps/why_not.html",
        matter=dossier.matter,
        name=record_name(read.record),
        office=read.record.office.name,
        status=read.history.status,
        late=late_views(read, dossier),
        groups=_groups(read, dossier),
    )


def _groups(read: ReadRecord, dossier: Dossier) -> list[tuple[str, list[Line]]]:
    """The acts by what stands in the way first, the nearest to being possible on top."""
    found = unoffered(
        read.steps,
        read.history,
        dossier.roles_on(read.record),
        kind=read.kind,
        on=dossier.today,
        clocks=read.clocks,
        at=read.record.office.name,
    )
    holders = _holders(found, read)
    groups: dict[WhyNot, list[Line]] = {}
    for one in found:
        groups.setdefault(_first(one), []).append(_line(one, holders))
    return [(kind.label, groups[kind]) for kind in ORDER if kind in groups]


def _first(one: Unoffered) -> WhyNot:
    return min((reason.kind for reason in one.reasons), key=ORDER.index)


def _line(one: Unoffered, holders: Mapping[Role, Sequence[str]]) -> Line:
    lacks_role = any(reason.kind is WhyNot.ROLE for reason in one.reasons)
    named = dict.fromkeys(name for role in sorted(one.recorded_by) for name in holders.get(role, ()))
    who = ""
    if lacks_role:
        who = f"Hiện giữ vai trò đó: {'; '.join(named)}." if named else "Hiện không ai giữ vai trò đó."
    return Line(one.action.label, one.basis, tuple(reason.sentence for reason in one.reasons), who)


def _holders(found: Sequence[Unoffered], read: ReadRecord) -> dict[Role, list[str]]:
    """Who holds today the roles that are asked for, at the record's office or above it; one query, if any are."""
    roles = frozenset[Role]().union(
        *(one.recorded_by for one in found if any(reason.kind is WhyNot.ROLE for reason in one.reasons))
    )
    rows: Sequence[HolderRow] = holders_reaching(read.record.office.path, roles, today()) if roles else ()
    named: dict[Role, list[str]] = {}
    for row in rows:
        named.setdefault(row.role, []).append(f"{row.name} ({row.role.label}, {row.office})")
    return named
