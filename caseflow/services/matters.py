"""Opening, joining and parting matters; keeping note of the offices they pass through."""

from datetime import date

from sqlalchemy import func, select

from caseflow.law.competence import Author
from caseflow.law.terms import PetitionKind
from caseflow.services.registers import MATTERS, give_number
from caseflow.store.db import db, insert_or
from caseflow.store.matters import Matter, MatterLink, MatterOffice
from caseflow.store.offices import Office
from caseflow.store.reception import VisitMatter
from caseflow.store.subjects import Subject
from caseflow.text import fold, tidy

TITLE_LENGTH = 110


def open_matter(
    *,
    title: str,
    office: Office,
    on: date,
    kind: PetitionKind | None = None,
    unit_code: str = "",
    contested: str = "",
    contested_on: date | None = None,
    contested_author: Author | None = None,
) -> Matter:
    """A new matter, numbered across the province by year."""
    province = db.session.get_one(Office, int(office.path.split(".", 1)[0]))
    number = give_number(office=province, book=MATTERS, year=on.year)
    short = _title(title)
    matter = Matter(
        code=f"VV-{on.year}-{number:05d}",
        title=short,
        folded=fold(short),
        kind=kind,
        unit_code=unit_code,
        contested=contested,
        contested_on=contested_on,
        contested_author=contested_author,
        secret=kind is PetitionKind.DENUNCIATION,
        opened_on=on,
    )
    db.session.add(matter)
    db.session.flush()
    pass_through(matter.id, office.id)
    return matter


def _title(words: str) -> str:
    """The first words of a summary, cut at a word."""
    words = tidy(words)
    return words if len(words) <= TITLE_LENGTH else words[:TITLE_LENGTH].rsplit(" ", 1)[0] + "…"


def pass_through(matter_id: int, office_id: int) -> None:
    """Note that a matter passed through an office; noting it twice changes nothing."""
    db.session.execute(
        insert_or(MatterOffice).values(matter_id=matter_id, office_id=office_id).on_conflict_do_nothing()
    )


def set_apart(subject: Subject, *, on: date) -> Matter:
    """Give a denunciation a matter of its own (its links are stored and shown on its side only)."""
    matter = db.session.get_one(Matter, subject.matter_id)
    if matter.secret:
        return matter
    family = select(Subject.id).where(Subject.matter_id == matter.id)
    petition_id = getattr(subject, "petition_id", subject.id)
    own = {subject.id, petition_id, getattr(getattr(subject, "petition", None), "visit_id", None)}
    others = [key for key in db.session.scalars(family) if key not in own]
    if not others:
        matter.secret, matter.kind = True, PetitionKind.DENUNCIATION
        return matter
    apart = open_matter(
        title=matter.title, office=subject.office, on=on, kind=PetitionKind.DENUNCIATION, unit_code=matter.unit_code
    )
    db.session.add(MatterLink(matter_id=apart.id, other_id=matter.id, why="nêu trong đơn tố cáo"))
    for key in own - {None}:
        db.session.get_one(Subject, key).matter_id = apart.id
    return apart


def join(subject: Subject, matter: Matter) -> None:
    """Move a subject to a matter it belongs to."""
    subject.matter_id = matter.id
    pass_through(matter.id, subject.office_id)


def link_visit(visit_id: int, matter_id: int) -> None:
    """Tie a visit to a matter."""
    db.session.execute(insert_or(VisitMatter).values(visit_id=visit_id, matter_id=matter_id).on_conflict_do_nothing())


def petition_count(matter_id: int) -> int:
    """How many subjects a matter gathers."""
    return db.session.scalar(select(func.count()).where(Subject.matter_id == matter_id)) or 0
