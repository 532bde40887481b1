"""Whose decision is contested and whom a denunciation names: posts and papers, in step with law.competence."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from caseflow.demo.chance import weighted
from caseflow.demo.frames import Theme
from caseflow.demo.names import initials
from caseflow.demo.offices import (
    COURT,
    DEPARTMENTS,
    ENFORCEMENT,
    OFFICE_BY_CODE,
    POLICE,
    PROVINCE,
    commune_office,
)
from caseflow.demo.places import spoken
from caseflow.demo.slots import Scene, serial, spoken_date
from caseflow.law.competence import Author
from caseflow.law.terms import Instance
from caseflow.law.turning_points import TWO_TIERS
from caseflow.law.working_days import WorkingCalendar
from caseflow.reference.files import Commune

_NAMES = {code: name for code, name, _ in DEPARTMENTS}
_OF_THEME = {
    Theme.COMPENSATION: "SO-NNMT",
    Theme.CERTIFICATE: "SO-NNMT",
    Theme.LAND: "SO-NNMT",
    Theme.DISPUTE: "SO-NNMT",
    Theme.ENVIRONMENT: "SO-NNMT",
    Theme.CONSTRUCTION: "SO-XD",
    Theme.LIVING: "SO-CT",
    Theme.OFFICIALS: "SO-NV",
    Theme.POLICY: "SO-NV",
    Theme.BUSINESS: "SO-TC",
    Theme.SCHOOL: "SO-GDDT",
    Theme.CIVIL: "SO-TP",
    Theme.JUSTICE: "SO-TP",
}
_PAPERS = {"notice": ("Thông báo", "TB"), "letter": ("Văn bản", "CV"), "number": ("Quyết định", "QĐ")}

_COMMUNE_CHAIRS = (("Chủ tịch UBND {commune}", 5), ("Phó Chủ tịch UBND {commune}", 4))
_COMMUNE_STAFF = (
    ("cán bộ địa chính {commune}", 6),
    ("cán bộ tư pháp - hộ tịch {commune}", 2),
    ("cán bộ văn hóa - xã hội {commune}", 2),
    ("cán bộ tài chính - kế toán {commune}", 2),
    ("cán bộ {hamlet}, {commune}", 4),
    ("trưởng {hamlet}, {commune}", 4),
    ("Phó Trưởng phòng Kinh tế {commune}", 1),
)
_SCHOOL_HEADS = (("hiệu trưởng {school}", 4), ("phó hiệu trưởng {school}", 2), ("kế toán {school}", 1))
_DEPARTMENT_HEADS = (("Giám đốc {department}", 1), ("Phó Giám đốc {department}", 2))
_DEPARTMENT_STAFF = (("cán bộ {department}", 3), ("Phó Trưởng phòng của {department}", 1))


@dataclass(frozen=True, slots=True)
class Paper:
    """A document somebody contests: what it is called, its number and date."""

    name: str
    number: str
    issued_on: date


@dataclass(frozen=True, slots=True)
class Contested:
    """The decision a complaint is about, and the first settlement decision when it is the second complaint.

    For a district that no longer exists, office is the commune's: the successor by default.
    """

    paper: Paper
    author: Author
    author_name: str
    office: str
    first_decision: Paper | None = None


@dataclass(frozen=True, slots=True)
class Respondent:
    """Whom a denunciation names, by initials and post; office is where the post is."""

    name: str
    post: str
    author: Author | None
    office: str

    @property
    def spoken(self) -> str:
        """Ông N.V.K. (cán bộ địa chính xã Hải Lăng)."""
        return f"{self.name} ({self.post})"


def department_for(theme: Theme) -> str:
    """The department that answers for a theme."""
    return _OF_THEME[theme]


def outside_for(summary: str) -> str:
    """The judicial body that a petition about police, courts or enforcement speaks of."""
    spoken_of = summary.lower()
    if "thi hành án" in spoken_of:
        return ENFORCEMENT
    return COURT if "tòa" in spoken_of or "bản án" in spoken_of else POLICE


def draw_respondent(
    rng: Random, *, theme: Theme, scene: Scene, commune: Commune, upward: bool, received_on: date
) -> Respondent:
    """Somebody whose superior is the province (upward) or the head of his own office; always lawful on that day."""
    department = department_for(theme)
    scene["department"] = _NAMES[department]
    here = commune_office(commune.code)
    author: Author | None
    posts: tuple[tuple[str, int], ...]
    if theme is Theme.JUSTICE:
        posts, author, office = (("cán bộ Công an {commune}", 1),), None, POLICE
    elif theme is Theme.SCHOOL:
        posts, author, office = _SCHOOL_HEADS, Author.COMMUNE_STAFF, here
    elif upward and received_on >= TWO_TIERS and rng.random() < 4 / 5:
        posts, author, office = _COMMUNE_CHAIRS, Author.COMMUNE_CHAIR, here
    elif upward:
        posts, author, office = _DEPARTMENT_HEADS, Author.DEPARTMENT_HEAD, department
    elif rng.random() < 1 / 8:
        posts, author, office = _DEPARTMENT_STAFF, Author.DEPARTMENT_UNIT, department
    else:
        posts, author, office = _COMMUNE_STAFF, Author.COMMUNE_STAFF, here
    post = weighted(rng, posts).format_map(scene)
    title = weighted(rng, (("ông", 7), ("bà", 3)))
    return Respondent(f"{title} {initials(rng)}", post, author, office)


def _author(
    rng: Random, *, theme: Theme, commune: Commune, upward: bool, issued_on: date
) -> tuple[Author, str, str, Instance]:
    """Author, name, office and instance such that the settler is the province (upward) or the author itself."""
    here, name = commune_office(commune.code), f"UBND {spoken(commune)}"
    department = department_for(theme)
    chance = rng.random()
    if upward and chance < 1 / 4:
        return Author.PROVINCE_CHAIR, "UBND tỉnh", PROVINCE, Instance.FIRST
    if upward and issued_on < TWO_TIERS:
        return Author.DISTRICT_CHAIR, "UBND huyện (trước sắp xếp)", here, Instance.SECOND
    instance = Instance.SECOND if upward else Instance.FIRST
    if chance > 7 / 8:
        return Author.DEPARTMENT_HEAD, _NAMES[department], department, instance
    if chance > 6 / 8:
        name = f"Chủ tịch {name}"
    return Author.COMMUNE_CHAIR, name, here, instance


def _days_before(day: date, days: int, calendar: WorkingCalendar) -> date:
    """So many days before, or the last working day before that."""
    found = day - timedelta(days=days)
    return found if calendar.is_working(found) else calendar.count_back(found, 1)


@dataclass(frozen=True, slots=True)
class Dispute:
    """What a complaint is about before it is put into words."""

    author: Author
    author_name: str
    office: str
    instance: Instance
    issued_on: date
    first_decision: Paper | None


def draw_dispute(
    rng: Random, *, theme: Theme, commune: Commune, upward: bool, received_on: date, calendar: WorkingCalendar
) -> Dispute:
    """A contested decision, one in ten of them older than the ninety days of LKN Điều 9."""
    decided = _days_before(received_on, rng.randrange(3, 29), calendar)
    issued = _days_before(decided, rng.randrange(50, 140), calendar)
    author, name, office, instance = _author(rng, theme=theme, commune=commune, upward=upward, issued_on=issued)
    if instance is Instance.SECOND:
        symbol = OFFICE_BY_CODE[office].short
        return Dispute(author, name, office, instance, issued, _first_paper(rng, symbol, decided))
    age = rng.randrange(10, 80) if rng.random() < 9 / 10 else rng.randrange(95, 220)
    return Dispute(author, name, office, instance, _days_before(received_on, age, calendar), None)


def _first_paper(rng: Random, symbol: str, decided: date) -> Paper:
    return Paper("Quyết định giải quyết khiếu nại lần đầu", f"{serial(rng)}/QĐ-{symbol}", decided)


def quote(rng: Random, scene: Scene, dispute: Dispute) -> None:
    """Put the decision into the slots of the scene, one number for each way a frame may call it."""
    symbol = OFFICE_BY_CODE[dispute.office].short
    number = serial(rng)
    for slot, (_, letters) in _PAPERS.items():
        scene[slot] = f"{number}/{letters}-{symbol}"
    scene["issued"] = spoken_date(dispute.issued_on)
    scene["author"] = dispute.author_name
    if dispute.first_decision is not None:
        scene["first_number"] = dispute.first_decision.number
        scene["first_issued"] = spoken_date(dispute.first_decision.issued_on)


def contested_in(frame: str, scene: Scene, dispute: Dispute) -> Contested:
    """The contested paper under the name the text gives it."""
    slot = next((slot for slot in _PAPERS if "{" + slot + "}" in frame), "number")
    paper = Paper(_PAPERS[slot][0], scene[slot], dispute.issued_on)
    return Contested(paper, dispute.author, dispute.author_name, dispute.office, dispute.first_decision)
