"""Days on which leaders receive: planned alone or by a schedule, posted, held, postponed to another day, cancelled."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from caseflow.law.clock import local_date
from caseflow.law.errors import MissingFactError, NotPermittedError
from caseflow.law.reception_days import AT_THE_DAY
from caseflow.law.rights import Reader, Right
from caseflow.law.tables import RECEPTION_DAY as TABLE
from caseflow.law.terms import Action, DayStatus, VisitKind
from caseflow.law.workflow import History, Step, missing_needs, open_steps
from caseflow.services import deadlines, duties, invitations
from caseflow.services.deadlines import LOOK, REVIEW, Wanted
from caseflow.services.steps import Paper, Recording, history_of, take_step
from caseflow.store.calendar import working_calendar
from caseflow.store.db import db
from caseflow.store.deadlines import Origin
from caseflow.store.offices import Office
from caseflow.store.reception_days import ReceptionDay, ReceptionHost, ReceptionSession
from caseflow.store.subjects import Event
from caseflow.text import tidy


@dataclass(frozen=True, slots=True)
class Host:
    """A body whose head receives, and how the head is announced."""

    office: Office
    head: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DayPlan:
    """What is announced of a day, whenever it is: who receives, from when, where, with whom, about what."""

    hosts: Sequence[Host]
    starts_at: str = "07:30"
    afternoon_at: str = ""
    sites: Sequence[str] = ()
    participants: str = ""
    content: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)

    @property
    def is_extraordinary(self) -> bool:
        """Whether no schedule announces it beforehand."""
        return self.facts.get("extraordinary") == "yes"

    @property
    def is_online(self) -> bool:
        """Whether it is held over a line."""
        return self.facts.get("online") == "yes"


@dataclass(frozen=True, slots=True)
class Named:
    """Where a day comes from: the schedule, the day that names, why it stands elsewhere; the day it is instead of."""

    schedule_id: int | None = None
    on: date | None = None
    because: str = ""
    instead_of_id: int | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """Who in fact held a part of a day for one of its hosts: the head, or a stand-in by a document."""

    office_id: int
    by_head: bool
    held_by: str
    part: str = ""
    site: str = ""
    document: str = ""


def history(day: ReceptionDay) -> History:
    """The history of a day, read through its rows."""
    return history_of(day, TABLE)


def offered(day: ReceptionDay, read: History, *, reader: Reader, today: date) -> list[Step]:
    """The steps a person may record on a day today; that it was held only once the day has come."""
    roles = reader.roles_at(day.office.path)
    return [
        step
        for step in open_steps(TABLE.steps, read.status, roles, on=today)
        if not missing_needs(step, read.known) and (step.action is not Action.HOLD_DAY or day.on <= today)
    ]


def add(
    on: date,
    plan: DayPlan,
    *,
    office: Office,
    planned_on: date,
    reader: Reader | None,
    now: datetime,
    register_until: date | None = None,
    named: Named = Named(),
) -> ReceptionDay:
    """Plan one day at the office that runs it, with a session for each host that waits to be held.

    Raises MissingFactError without a host or a site, NotPermittedError without the right to keep the schedule.
    """
    if reader is not None and not reader.may_at(Right.KEEP_SCHEDULE, office.path):
        raise NotPermittedError("Việc này cần quyền “lập lịch tiếp công dân” ở cơ quan tổ chức ngày tiếp.")
    _check_plan(on, plan, register_until)
    day = ReceptionDay(
        office_id=office.id,
        created_at=now,
        on=on,
        starts_at=plan.starts_at,
        afternoon_at=plan.afternoon_at,
        visit_kind=VisitKind.EXTRAORDINARY if plan.is_extraordinary else VisitKind.PERIODIC,
        is_online=plan.is_online,
        sites=[tidy(site) for site in plan.sites],
        participants=plan.participants.strip(),
        content=plan.content.strip(),
        register_until=register_until,
        schedule_id=named.schedule_id,
        named_on=named.on,
        moved_because=named.because,
        instead_of_id=named.instead_of_id,
    )
    day.office = office
    day.hosts = [
        ReceptionHost(office_id=host.office.id, head=tidy(host.head), place=place)
        for place, host in enumerate(plan.hosts)
    ]
    day.sessions = [ReceptionSession(office_id=host.office.id, site=plan.sites[0]) for host in plan.hosts]
    db.session.add(day)
    db.session.flush()
    facts = {"day": on} | {name: value for name, value in plan.facts.items() if value not in (None, "")}
    _take(day, Recording(Action.PLAN_DAY, planned_on, facts), reader=reader, now=now)
    return day


def _check_plan(on: date, plan: DayPlan, register_until: date | None) -> None:
    if not plan.hosts:
        raise MissingFactError("Cần ghi cơ quan có người đứng đầu tiếp công dân.", basis="LTCD Đ18", field="hosts")
    if len({host.office.id for host in plan.hosts}) < len(plan.hosts):
        raise MissingFactError("Một cơ quan chỉ ghi một lần trong ngày tiếp.", field="hosts")
    if not all(host.head.strip() for host in plan.hosts):
        raise MissingFactError("Cần ghi chức vụ người tiếp công dân.", basis="LTCD Đ24.2", field="hosts")
    if not plan.sites or not all(site.strip() for site in plan.sites):
        raise MissingFactError("Cần ghi địa điểm tiếp công dân.", basis="LTCD Đ24.2", field="sites")
    if register_until is not None and register_until > on:
        raise MissingFactError("Hạn đăng ký không được sau ngày tiếp.", field="register_until")


def take(recording: Recording, *, day: ReceptionDay, reader: Reader, now: datetime) -> Event:
    """Take one step on a day that says all there is to say: posted, amended, announced, prepared, cancelled."""
    return _take(day, recording, reader=reader, now=now)


def post(days: Sequence[ReceptionDay], *, on: date, posted_at: str, paper: Paper, reader: Reader, now: datetime) -> int:
    """Publish those of some days that are planned, by one notice; how many. Twice publishes nothing twice."""
    waiting = [day for day in days if day.status is DayStatus.PLANNED]
    for day in waiting:
        _take(day, Recording(Action.POST_DAY, on, {"posted_at": posted_at}, paper), reader=reader, now=now)
    return len(waiting)


def amend(
    day: ReceptionDay,
    plan: DayPlan,
    *,
    register_until: date | None,
    amended: str,
    reader: Reader,
    now: datetime,
) -> None:
    """Change when, where, with whom and about what a day is; once it is posted, the change is published in words.

    Whose day it is and on which day stay: another day is a postponement. Raises StepNotAllowedError for a day that is
    over, MissingFactError where the words of a published change are missing.
    """
    if not reader.may_at(Right.KEEP_SCHEDULE, day.office.path):
        raise NotPermittedError("Việc này cần quyền “lập lịch tiếp công dân” ở cơ quan tổ chức ngày tiếp.")
    if day.status is not DayStatus.PLANNED:
        facts = {"amended": amended.strip()} if amended.strip() else {}
        _take(day, Recording(Action.AMEND_DAY, local_date(now), facts), reader=reader, now=now)
    _check_plan(day.on, plan, register_until)
    day.starts_at, day.afternoon_at = plan.starts_at, plan.afternoon_at
    day.sites = [tidy(site) for site in plan.sites]
    day.participants, day.content = plan.participants.strip(), plan.content.strip()
    day.register_until = register_until
    db.session.flush()


def hold(day: ReceptionDay, held: Sequence[Held], *, recording: str = "", reader: Reader, now: datetime) -> None:
    """Write down that a day was held, by whom in each of its parts; once more to mend who held it.

    Raises MissingFactError for a host without a session, a name that is missing, a stand-in without a document, an
    online day without its recording (NĐ 154/2026 Đ24.1).
    """
    if day.on > local_date(now):
        raise MissingFactError(f"Ngày tiếp là {day.on:%d/%m/%Y}, chưa đến.", field="held")
    _check_held(day, held)
    if day.is_online and not recording.strip():
        raise MissingFactError(
            "Phiên trực tuyến phải ghi nơi lưu ghi âm, ghi hình.", basis="NĐ 154/2026 Đ24.1", field="recording"
        )
    if day.status is DayStatus.HELD:
        _check_may_mend(day, reader)
    else:
        facts = {"recording": recording.strip()} if recording.strip() else {}
        _take(day, Recording(Action.HOLD_DAY, day.on, facts), reader=reader, now=now)
    _write_sessions(day, held)
    duties.keep_heads([host.office_id for host in day.hosts], now=now)


def _check_may_mend(day: ReceptionDay, reader: Reader) -> None:
    if not AT_THE_DAY & reader.roles_at(day.office.path):
        raise NotPermittedError("Chỉ người của cơ quan tổ chức ngày tiếp mới sửa phiên tiếp được.")


def _check_held(day: ReceptionDay, held: Sequence[Held]) -> None:
    hosts = {host.office_id: host.head for host in day.hosts}
    for one in held:
        if one.office_id not in hosts:
            raise MissingFactError("Phiên tiếp phải thuộc một cơ quan của ngày tiếp.", field="held")
        if not one.held_by.strip():
            raise MissingFactError("Cần ghi họ tên, chức vụ người đã tiếp.", basis="LTCD Đ24.1", field="held")
        if not one.by_head and not one.document.strip():
            sentence = "Cấp phó tiếp thay phải có văn bản ủy quyền, phân công; phiên này không tính cho người đứng đầu."
            raise MissingFactError(sentence, basis="LTCD Đ18.2", field="held")
    missing = [head for office_id, head in hosts.items() if office_id not in {one.office_id for one in held}]
    if missing:
        raise MissingFactError(f"Chưa ghi phiên tiếp của {'; '.join(missing)}.", field="held")


def _write_sessions(day: ReceptionDay, held: Sequence[Held]) -> None:
    """Write who held each part: the sessions that visits already hang on keep their keys, in their order."""
    for number, one in enumerate(held):
        if number < len(day.sessions):
            session = day.sessions[number]
        else:
            session = ReceptionSession(day_id=day.id)
            day.sessions.append(session)
        session.office_id, session.part = one.office_id, one.part
        session.site = tidy(one.site) or day.sites[0]
        session.by_head, session.held_by = one.by_head, tidy(one.held_by)
        session.document = "" if one.by_head else tidy(one.document)
    for spare in day.sessions[len(held) :]:
        spare.by_head, spare.held_by, spare.document = None, "", ""
    db.session.flush()


def postpone(day: ReceptionDay, *, on: date, reason: str, new_day: date, reader: Reader, now: datetime) -> ReceptionDay:
    """Put a day off to another one, which is planned as this one was; the notice is owed at once (LTCD Đ24.4)."""
    if new_day <= on or new_day == day.on:
        raise MissingFactError(
            "Ngày dự kiến mới phải là ngày khác, ở sau ngày quyết định hoãn.", basis="LTCD Đ24.4", field="new_day"
        )
    planned = history(day).known
    facts = {"change_reason": reason.strip(), "new_day": new_day}
    _take(day, Recording(Action.POSTPONE_DAY, on, facts), reader=reader, now=now)
    plan = DayPlan(
        hosts=[Host(host.office, host.head) for host in day.hosts],
        starts_at=day.starts_at,
        afternoon_at=day.afternoon_at,
        sites=list(day.sites),
        participants=day.participants,
        content=day.content,
        facts={name: planned[name] for name in PLANNED_FACTS if planned.get(name)},
    )
    named = Named(instead_of_id=day.id, because=f"chuyển từ ngày {day.on:%d/%m/%Y}: {reason.strip()}")
    return add(new_day, plan, office=day.office, planned_on=on, reader=None, now=now, named=named)


PLANNED_FACTS = ("extraordinary", "extraordinary_ground", "online", "online_ground")


def announce(
    day: ReceptionDay, successor: ReceptionDay | None, recording: Recording, *, reader: Reader, now: datetime
) -> None:
    """Post the notice that a day is put off or cancelled; where it names the new day, that one is posted with it."""
    _take(day, recording, reader=reader, now=now)
    if successor is not None and successor.status is DayStatus.PLANNED:
        _take(successor, replace(recording, action=Action.POST_DAY), reader=reader, now=now)


def _take(day: ReceptionDay, recording: Recording, *, reader: Reader | None, now: datetime) -> Event:
    review = aftermath(day.id, day.on)
    event, _, read = take_step(day, recording, table=TABLE, reader=reader, now=now, review=review)
    _project(day, read)
    db.session.flush()
    if recording.action is not Action.PLAN_DAY:
        invitations.keep(day, now=now)
    return event


def _project(day: ReceptionDay, read: History) -> None:
    """Write onto the day what its history says."""
    day.status = DayStatus(read.status.value)
    posted = read.known.get(f"{Action.POST_DAY.value}_on")
    day.posted_on = date.fromisoformat(str(posted)) if posted else None


def aftermath(day_id: int, on: date) -> Wanted:
    """What became of a day is written down on the next working day: a date of the house, so that none is forgotten."""
    due = working_calendar().add(on, 1)
    return Wanted(
        REVIEW,
        LOOK,
        1,
        REVIEW,
        "Ghi kết quả ngày tiếp công dân",
        Origin.LOCAL,
        on,
        due,
        due,
        None,
        paused=False,
        cause=deadlines.decided(f"day:{day_id}:{on}", on, due),
    )
