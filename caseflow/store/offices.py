"""Offices: a tree of any depth, each in force between two days, with its successors."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement, ForeignKey, Index, Select, String, false, func, or_, select
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship

from caseflow.law.errors import NotFoundError
from caseflow.law.terms import Authority, OfficeKind
from caseflow.store.db import Model, Term, db


class Office(Model):
    """A body that receives, forwards or settles. `path` is its ancestors' ids and its own, each followed by a dot."""

    __tablename__ = "office"
    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str]
    short_name: Mapped[str] = mapped_column(default="")
    folded: Mapped[str] = mapped_column(default="")
    kind: Mapped[OfficeKind] = mapped_column(Term(OfficeKind))
    authority: Mapped[Authority] = mapped_column(Term(Authority), default=Authority.ADMINISTRATIVE)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("office.id"))
    path: Mapped[str] = mapped_column(String(200), default="")
    unit_code: Mapped[str] = mapped_column(String(12), default="")
    remote: Mapped[bool] = mapped_column(default=False)  # vùng sâu, vùng xa đi lại khó khăn: a setting of the province
    since: Mapped[date | None]
    until: Mapped[date | None]
    reception_address: Mapped[str] = mapped_column(default="", server_default="")  # told to the public
    reception_hours: Mapped[str] = mapped_column(default="", server_default="")
    phone: Mapped[str] = mapped_column(default="", server_default="")
    version: Mapped[int] = mapped_column(default=1)
    parent: Mapped["Office | None"] = relationship(remote_side="Office.id")

    __mapper_args__ = {"version_id_col": version}
    __table_args__ = (Index("ix_office_path", "path"), Index("ix_office_parent_id", "parent_id"))

    @property
    def province_id(self) -> int:
        """The province that it belongs to, or is."""
        return int(self.path.split(".", 1)[0])

    @property
    def is_provincial(self) -> bool:
        """Whether the office stands at the level of the province (for XLD-10)."""
        return self.kind is not OfficeKind.COMMUNE


class OfficeSuccessor(Model):
    """Which office took over from which, on what day and on what basis."""

    __tablename__ = "office_successor"
    id: Mapped[int] = mapped_column(primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"), index=True)
    successor_id: Mapped[int] = mapped_column(ForeignKey("office.id"), index=True)
    on: Mapped[date]
    basis: Mapped[str]
    office: Mapped[Office] = relationship(foreign_keys=[office_id])
    successor: Mapped[Office] = relationship(foreign_keys=[successor_id])


def find_office(office_id: int) -> Office:
    """One office by key; NotFoundError otherwise."""
    found = db.session.get(Office, office_id)
    if found is None:
        raise NotFoundError("Không có cơ quan này.")
    return found


def office_by_code(code: str) -> Office | None:
    """One office by its code."""
    return db.session.scalar(select(Office).where(Office.code == code))


def offices_in_force(on: date, *, kinds: Sequence[OfficeKind] = tuple(OfficeKind)) -> Sequence[Office]:
    """The offices that exist on a day, by name."""
    query = (
        select(Office)
        .where(Office.kind.in_(kinds), or_(Office.until.is_(None), Office.until >= on))
        .order_by(Office.folded)
    )
    return db.session.scalars(query).all()


def offices_that_receive(on: date) -> Sequence[Office]:
    """The offices at work that have said where they receive citizens: the province's first, then by name."""
    query = select(Office).where(Office.reception_address != "", or_(Office.until.is_(None), Office.until >= on))
    found = db.session.scalars(query.order_by(Office.folded)).all()
    return sorted(found, key=lambda office: not office.is_provincial)


def offices_within(paths: Sequence[str], *, on: date | None = None) -> Sequence[Office]:
    """The offices at or below some paths, each after the one above it and then by name; with a day, those it finds."""
    query = select(Office).where(under(paths))
    if on is not None:
        query = query.where(or_(Office.until.is_(None), Office.until >= on))
    found = {office.id: office for office in db.session.scalars(query)}
    listed = [Listed(office.id, office.name, office.path, office.folded or office.code) for office in found.values()]
    return [found[office.id] for office in from_the_top(listed)]


class Listed(NamedTuple):
    """An office as a list of offices shows it, and by which word it is sorted among its like."""

    id: int
    name: str
    path: str
    order: str


def in_order() -> ColumnElement[str]:
    """The word by which an office is sorted among its like."""
    return func.coalesce(func.nullif(Office.folded, ""), Office.code)


def from_the_top(found: Sequence[Listed]) -> list[Listed]:
    """Offices, each after the one above it and then by name."""
    names = {str(office.id): office.order for office in found}
    return sorted(found, key=lambda office: [names.get(key, "") for key in office.path.split(".")])


def find_office_within(office_id: int, paths: Sequence[str]) -> Office:
    """One office at or below some paths; the same NotFoundError whether it is absent or elsewhere."""
    found = db.session.scalar(select(Office).where(Office.id == office_id, under(paths)))
    if found is None:
        raise NotFoundError("Không có cơ quan này, hoặc nó không thuộc phạm vi của bạn.")
    return found


def successions(office_id: int) -> Sequence[OfficeSuccessor]:
    """Whom an office took over from and who took over from it, with their names."""
    query = (
        select(OfficeSuccessor)
        .where(or_(OfficeSuccessor.office_id == office_id, OfficeSuccessor.successor_id == office_id))
        .options(joinedload(OfficeSuccessor.office), joinedload(OfficeSuccessor.successor))
        .order_by(OfficeSuccessor.on)
    )
    return db.session.scalars(query).all()


def root_path() -> str:
    """The path of the office at the head of the tree."""
    return db.session.scalar(select(Office.path).where(Office.parent_id.is_(None)).order_by(Office.id)) or ""


def office_of_province() -> Office | None:
    """The office of the whole province (UBND tỉnh)."""
    return db.session.scalar(select(Office).where(Office.kind == OfficeKind.PROVINCE).order_by(Office.id).limit(1))


def office_of_commune(unit_code: str) -> Office | None:
    """The office of a commune by the code of its unit, while it exists."""
    found = select(Office).where(
        Office.kind == OfficeKind.COMMUNE, Office.unit_code == unit_code, Office.unit_code != "", Office.until.is_(None)
    )
    return db.session.scalar(found.order_by(Office.id).limit(1))


def offices_under(paths: Sequence[str]) -> Select[int]:
    """The ids of the offices at or below some paths, as a subquery."""
    return select(Office.id).where(under(paths))


def under(paths: Sequence[str]) -> ColumnElement[bool]:
    """The condition under which an office is at or below some paths."""
    return or_(false(), *(Office.path.startswith(path) for path in paths))
