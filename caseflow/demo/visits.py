"""Visits to the reception desk that leave no paper: somebody asks, somebody explains."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

from caseflow.demo.chains import days_received
from caseflow.demo.chance import weighted
from caseflow.demo.frames import Theme, field_of, frames
from caseflow.demo.matters import THEMES
from caseflow.demo.names import InventedPerson
from caseflow.demo.offices import BOARD, commune_office
from caseflow.demo.petitions import FIRST_DAY, PlannedPetition
from caseflow.demo.senders import Crowd, representatives
from caseflow.demo.slots import Scene
from caseflow.law.terms import Field, PetitionKind, VisitKind, VisitOutcome
from caseflow.law.working_days import WorkingCalendar
from caseflow.reference.files import Commune

_AT_THE_BOARD = 0.6
_ABOUT_A_PAPER = 0.3
_LONGEST_WAIT = 180
_KINDS = ((VisitKind.REGULAR, 83), (VisitKind.PERIODIC, 16), (VisitKind.EXTRAORDINARY, 1))
_OUTCOMES = ((VisitOutcome.GUIDED, 58), (VisitOutcome.EXPLAINED, 42))
_SIZES = ((1, 78), (2, 13), (3, 5), (4, 2), (7, 1), (13, 1))
_REQUESTS = (
    "Được hướng dẫn nơi gửi đơn",
    "Được trả lời bằng văn bản",
    "Được biết thời gian có kết quả",
    "Được giải thích quy định",
    "Được gặp lãnh đạo",
)
_KIND_SHARES = ((PetitionKind.FEEDBACK, 80), (PetitionKind.COMPLAINT, 17), (PetitionKind.CIVIL, 3))
_PROGRESS = "Hỏi kết quả đơn gửi ngày {sent}: {summary}"
_QUOTED = 160


@dataclass(frozen=True, slots=True)
class PlannedVisit:
    """One visit; `about` is the index of an earlier petition of the same people, if they ask after one."""

    index: int
    visited_on: date
    office: str
    kind: VisitKind
    outcome: VisitOutcome
    people: tuple[InventedPerson, ...]
    representatives: int
    petition_kind: PetitionKind
    theme: Theme
    field: Field
    commune: str
    summary: str
    request: str
    about: int | None
    seed: int


def plan_visits(
    rng: Random,
    *,
    communes: Sequence[Commune],
    calendar: WorkingCalendar,
    today: date,
    count: int = 900,
    start: date = FIRST_DAY,
    petitions: Sequence[PlannedPetition] = (),
) -> list[PlannedVisit]:
    """The visits in order of their day; about a third come back to ask after a petition of theirs.

    Nobody comes about a denunciation: a visit would betray who sent it.
    """
    days = days_received(rng, count=count, start=start, today=today, calendar=calendar)
    known = [paper for paper in petitions if paper.senders and paper.kind is not PetitionKind.DENUNCIATION]
    crowd = Crowd(rng)
    visits = []
    for index, day in enumerate(days):
        asked = _paper_of_theirs(rng, known, day)
        visit = _about(rng, index, day, asked) if asked else _unheard(rng, index, day, communes, crowd)
        visits.append(visit)
    return visits


def _paper_of_theirs(rng: Random, known: Sequence[PlannedPetition], day: date) -> PlannedPetition | None:
    """A petition of the last half year to ask after, one time in three."""
    if rng.random() >= _ABOUT_A_PAPER:
        return None
    recent = [paper for paper in known if 0 < (day - paper.received_on).days <= _LONGEST_WAIT]
    return rng.choice(recent) if recent else None


def _about(rng: Random, index: int, day: date, paper: PlannedPetition) -> PlannedVisit:
    """The sender, or a few of a group, at the board to ask what became of it."""
    people = paper.senders[: max(1, paper.representatives)]
    told = paper.summary if len(paper.summary) <= _QUOTED else paper.summary[:_QUOTED].rpartition(" ")[0] + "…"
    return PlannedVisit(
        index=index,
        visited_on=day,
        office=BOARD,
        kind=weighted(rng, _KINDS),
        outcome=VisitOutcome.EXPLAINED,
        people=people,
        representatives=0,
        petition_kind=paper.kind,
        theme=paper.theme,
        field=paper.field,
        commune=paper.commune,
        summary=_PROGRESS.format(sent=f"{paper.received_on:%d/%m/%Y}", summary=told),
        request="Được biết thời gian có kết quả",
        about=paper.index,
        seed=rng.randrange(2**31),
    )


def _unheard(rng: Random, index: int, day: date, communes: Sequence[Commune], crowd: Crowd) -> PlannedVisit:
    """People nobody has a paper from, at the board or at the desk of their commune."""
    kind, commune = weighted(rng, _KIND_SHARES), rng.choice(communes)
    theme = weighted(rng, THEMES[kind])
    scene = Scene(rng, commune, day)
    scene["issue"] = rng.choice(frames(theme.value)["issue"]).format_map(scene)
    summary = scene.fill(rng.choice(frames("general")["inquiry"]))
    people = tuple(crowd.anybody(home=scene["hamlet"]) for _ in range(weighted(rng, _SIZES)))
    return PlannedVisit(
        index=index,
        visited_on=day,
        office=BOARD if rng.random() < _AT_THE_BOARD else commune_office(commune.code),
        kind=weighted(rng, _KINDS),
        outcome=weighted(rng, _OUTCOMES),
        people=people,
        representatives=representatives(rng, len(people)),
        petition_kind=kind,
        theme=theme,
        field=field_of(kind, theme, summary),
        commune=commune.code,
        summary=summary,
        request=rng.choice(_REQUESTS),
        about=None,
        seed=rng.randrange(2**31),
    )
