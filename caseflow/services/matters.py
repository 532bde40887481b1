"""Opening, joining and parting matters; keeping note of the offices they pass through."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import select

from caseflow.law.competence import Author
from caseflow.law.terms import PetitionKind
from caseflow.services.registers import MATTERS, give_number
from caseflow.store import journal
from caseflow.store.db import db, write_once
from caseflow.store.matters import Matter, MatterLink, MatterOffice
from caseflow.store.nearest import keep_nearest
from caseflow.store.offices import Office
from caseflow.store.petitions import Petition, PetitionEntry
from caseflow.store.reception import Visit, VisitMatter
from caseflow.store.sealing import subjects_with
from caseflow.store.subjects import Subject
from caseflow.store.transactions import before_end
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
    number = give_number(office_id=office.province_id, book=MATTERS, year=on.year).number
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
    if write_once(MatterOffice, matter_id=matter_id, office_id=office_id):
        journal.note("matter_office", [matter_id, office_id], "new")


def set_apart(subject: PetitionEntry | Visit, *, on: date) -> Matter:
    """Give a denunciation a matter of its own (its links are stored and shown on its side only).

    The petition's visit, its entries at other offices and the work given on them go with it; what stays behind is named
    after itself, so that its title does not betray what has left.
    """
    matter = db.session.get_one(Matter, subject.matter_id)
    if matter.secret:
        return matter
    own = subjects_with(subject)
    others = select(Subject.id).where(Subject.matter_id == matter.id, Subject.id.not_in(own)).limit(1)
    if db.session.scalar(others) is None:
        matter.secret, matter.kind = True, PetitionKind.DENUNCIATION
        return matter
    apart = open_matter(
        title=subject.summary if isinstance(subject, Visit) else subject.petition.summary,
        office=subject.office,
        on=on,
        kind=PetitionKind.DENUNCIATION,
        unit_code=matter.unit_code,
    )
    db.session.add(MatterLink(matter_id=apart.id, other_id=matter.id, why="nêu trong đơn tố cáo"))
    db.session.flush()
    gather(own, apart)
    return apart


def beside(matter: Matter, *, title: str, office: Office, on: date) -> Matter:
    """A matter of its own for what goes beside a denunciation; each leads whoever may know of it to the other."""
    apart = open_matter(title=title.capitalize(), office=office, on=on, kind=matter.kind, unit_code=matter.unit_code)
    db.session.add(MatterLink(matter_id=matter.id, other_id=apart.id, why="đi kèm tố cáo này"))
    db.session.add(MatterLink(matter_id=apart.id, other_id=matter.id, why="tố cáo mà hồ sơ này đi kèm"))
    db.session.flush()
    return apart


def gather(subject_ids: Collection[int], matter: Matter) -> None:
    """Bring subjects into one matter; a matter they leave is named after what stays."""
    found = select(Subject).where(Subject.id.in_(subject_ids), Subject.matter_id != matter.id)
    coming = db.session.scalars(found).all()
    left = {subject.matter_id for subject in coming}
    for subject in coming:
        subject.matter_id = matter.id
        pass_through(matter.id, subject.office_id)
    db.session.flush()
    before_end(_keep_nearest_of_all, {matter.id, *left} - {None})
    for key in sorted(key for key in left if key is not None):
        staying = select(Subject).where(Subject.matter_id == key).order_by(Subject.id)
        _name_anew(db.session.get_one(Matter, key), coming, db.session.scalars(staying).all())


def _keep_nearest_of_all(matter_ids: Sequence[Collection[int]]) -> None:
    keep_nearest({key for keys in matter_ids for key in keys})


def _name_anew(matter: Matter, leaving: Sequence[Subject], staying: Sequence[Subject]) -> None:
    """A matter that was named after what has left it is named after what stays."""
    if named_after(matter, leaving) is not None:
        name(matter, next((part.summary for part in staying if isinstance(part, Petition | Visit)), matter.code))


def named_after(matter: Matter, subjects: Sequence[Subject]) -> Petition | Visit | None:
    """Which of some subjects gave a matter its title."""
    worded = (part for part in subjects if isinstance(part, Petition | Visit))
    return next((part for part in worded if _title(part.summary) == matter.title), None)


def name(matter: Matter, summary: str) -> None:
    """Give a matter the title that a summary makes."""
    matter.title = _title(summary)
    matter.folded = fold(matter.title)


def keep_visits_apart(matter: Matter) -> None:
    """Of a denunciation, untie its visits from other matters; the tie is kept on its own side."""
    ties = (
        select(VisitMatter)
        .join(Visit, Visit.id == VisitMatter.visit_id)
        .where(Visit.matter_id == matter.id, VisitMatter.matter_id != matter.id)
    )
    for tie in db.session.scalars(ties).all():
        write_once(MatterLink, matter_id=matter.id, other_id=tie.matter_id, why="cùng lượt tiếp")
        link_visit(tie.visit_id, matter.id)
        db.session.delete(tie)
    db.session.flush()


def join(entry: PetitionEntry, matter: Matter) -> None:
    """Move a paper to a matter it belongs to, with its visit and its entries at every office: it is one paper."""
    own = subjects_with(entry)
    gather(own, matter)
    for visit_id in db.session.scalars(select(Visit.id).where(Visit.id.in_(own))):
        link_visit(visit_id, matter.id)


def link_visit(visit_id: int, matter_id: int) -> None:
    """Tie a visit to a matter."""
    if write_once(VisitMatter, visit_id=visit_id, matter_id=matter_id):
        journal.note("visit_matter", [visit_id, matter_id], "new")
