"""Building the invented province: real units, real calendar, real law; invented people, worked through the services."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from flask import Flask

from caseflow.demo.cast import PASSWORD, Cast, gather, write_offices, write_staff
from caseflow.demo.chance import seeded
from caseflow.demo.days import write_days
from caseflow.demo.petitions import PlannedPetition, chance_for, plan
from caseflow.demo.publications import write_publications
from caseflow.demo.verdicts import decide_older, older_suspicions
from caseflow.demo.visits import PlannedVisit, plan_visits
from caseflow.demo.walk import moment, walk_petition
from caseflow.law.clock import local_date
from caseflow.law.representatives import MANY
from caseflow.law.terms import PetitionKind, Role
from caseflow.law.working_days import WorkingCalendar
from caseflow.reference.files import units
from caseflow.services import reception
from caseflow.services.citizens import Person
from caseflow.services.founding import load_calendar
from caseflow.services.people import hasher
from caseflow.store.calendar import working_calendar
from caseflow.store.db import db
from caseflow.store.forms import DEMO, Setting, setting
from caseflow.store.matters import Matter
from caseflow.store.offices import Office
from caseflow.store.transactions import transaction

SEED = 20_250_701
COUNT = 2000
BATCH = 60
SETTING = DEMO
Progress = Callable[[int, int], None]


def is_built() -> bool:
    """Whether this database holds a finished invented province."""
    return setting(SETTING) == "built"


def build(app: Flask, progress: Progress, *, count: int = COUNT, seed: int = SEED) -> None:
    """Make the province up to the application's today; the same for the same seed and date.

    `progress` is called with how many of how many records are done.
    """
    now: datetime = app.config["CLOCK"]()
    with app.app_context():
        _write_base(now, hasher(app.config["SETTINGS"].hash_cost).hash(PASSWORD))
        cast = gather(now)
        calendar, today = working_calendar(), local_date(now)
        papers = plan(seeded(seed), communes=units(), calendar=calendar, today=today, count=count)
        visits = plan_visits(
            seeded(seed + 1), communes=units(), calendar=calendar, today=today, count=count // 4, petitions=papers
        )
        matters = _walk_papers(papers, cast, calendar, today, lambda done: progress(done, count + len(visits)))
        _walk_visits(visits, matters, cast, lambda done: progress(count + done, count + len(visits)))
        write_days(cast, today, [unit.code for unit in units()])
        write_publications(cast, now)
        with transaction(by_id=None, act="nghi vấn minh họa", now=now):
            decide_older(older_suspicions(today), cast, calendar, seed=seed)
        with transaction(by_id=None, act="hoàn tất tỉnh minh họa", now=now):
            db.session.get_one(Setting, SETTING).value = "built"


def _write_base(now: datetime, password_hash: str) -> None:
    began = datetime(2025, 1, 1, tzinfo=UTC) - timedelta(days=1)
    with transaction(by_id=None, act="lập tỉnh minh họa", now=now):
        db.session.add(Setting(name=SETTING, value="building", basis="dữ liệu hư cấu"))
        load_calendar(now=began)
        write_staff(write_offices(), password_hash=password_hash)


def _walk_papers(
    papers: list[PlannedPetition], cast: Cast, calendar: WorkingCalendar, today: date, done: Callable[[int], None]
) -> dict[int, int]:
    """Each petition with everything that happens to it; returns the matter of each by the paper's index."""
    matters: dict[int, int] = {}
    for start in range(0, len(papers), BATCH):
        batch = papers[start : start + BATCH]
        act = f"đơn minh họa {start + 1}-{start + len(batch)}"
        with transaction(by_id=None, act=act, now=moment(batch[-1].received_on, chance_for(batch[-1]))):
            for paper in batch:
                entry = walk_petition(paper, cast, calendar, today, _matter_of(paper, matters))
                matters[paper.index] = entry.matter_id or 0
                done(len(matters))
        db.session.expunge_all()
    return matters


def _matter_of(paper: PlannedPetition, matters: dict[int, int]) -> Matter | None:
    """The matter of an earlier paper of the same people; a handler joins three in four when the paper comes in."""
    first = paper.duplicate_of
    if first is None or first not in matters or paper.kind is PetitionKind.DENUNCIATION or paper.seed % 4 == 0:
        return None
    return db.session.get(Matter, matters[first])


def _walk_visits(visits: list[PlannedVisit], matters: dict[int, int], cast: Cast, done: Callable[[int], None]) -> None:
    for start in range(0, len(visits), BATCH):
        batch = visits[start : start + BATCH]
        with transaction(
            by_id=None, act=f"lượt tiếp minh họa {start + 1}", now=moment(batch[-1].visited_on, seeded(batch[-1].seed))
        ):
            for number, visit in enumerate(batch, start + 1):
                _receive(visit, matters, cast, moment(visit.visited_on, seeded(visit.seed)))
                done(number)
        db.session.expunge_all()


def _receive(visit: PlannedVisit, matters: dict[int, int], cast: Cast, now: datetime) -> None:
    about = matters.get(visit.about) if visit.about is not None else None
    people = [
        Person(
            name=one.name,
            paper_number=one.id_number or "",
            phone=one.phone or "",
            address=one.address,
            unit_code=visit.commune,
            born=one.born,
            sex=one.sex.value,
        )
        for one in visit.people[: max(visit.representatives, 1)]
    ]
    reception.receive(
        office=db.session.get_one(Office, cast.offices[visit.office]),
        people=people,
        telling=reception.Telling(
            summary=visit.summary,
            request=visit.request,
            outcome=visit.outcome,
            people_present=len(visit.people),
            is_group=len(visit.people) >= MANY,
            representatives_paper="Văn bản cử người đại diện" if len(visit.people) >= MANY else "",
            kind=visit.petition_kind,
            guided_to="cơ quan có thẩm quyền" if visit.outcome.value == "guided" else "",
        ),
        reader=cast.of(visit.office, Role.RECEPTION).reader,
        now=now,
        on=visit.visited_on,
        visit_kind=visit.kind,
        matter=db.session.get(Matter, about) if about else None,
        unit_code=visit.commune,
    )
