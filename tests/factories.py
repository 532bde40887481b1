"""A small world and what happens in it. Factories go through the services and name only what matters."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any

from argon2 import PasswordHasher
from flask import Flask, current_app, has_app_context
from sqlalchemy import select

from caseflow.law.clock import local_date
from caseflow.law.publications import PublicField
from caseflow.law.rights import Reader
from caseflow.law.terms import Action, CaseStatus, Channel, Instance, OfficeKind, PetitionKind, Role, VisitOutcome
from caseflow.services import cases, conclusions, duties, petitions, publications, reception, reception_days
from caseflow.services.citizens import Person
from caseflow.services.founding import load_calendar
from caseflow.services.petitions import Letter
from caseflow.services.petitions import Paper as Written
from caseflow.services.reception import Telling
from caseflow.services.reception_days import DayPlan, Host
from caseflow.services.steps import Paper, Recording
from caseflow.store.cases import Case
from caseflow.store.db import db
from caseflow.store.matters import Matter
from caseflow.store.offices import Office, office_by_code
from caseflow.store.people import RolePost, User, reader_of, user_by_login
from caseflow.store.petitions import PetitionEntry
from caseflow.store.publications import Publication
from caseflow.store.reception import Visit
from caseflow.store.reception_days import ReceptionDay
from caseflow.store.subjects import Event
from caseflow.store.transactions import transaction
from caseflow.text import fold, sort_key

MONDAY = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
"""Ten in the morning of the day on which most tests stand."""
PASSWORD = "mat-khau-thu-1"

OFFICES: tuple[tuple[str, str, OfficeKind, str, str], ...] = (
    ("TINH", "UBND tỉnh Quảng Trị", OfficeKind.PROVINCE, "", ""),
    ("BTCD", "Ban Tiếp công dân tỉnh", OfficeKind.BOARD, "TINH", ""),
    ("SO-NNMT", "Sở Nông nghiệp và Môi trường", OfficeKind.DEPARTMENT, "TINH", ""),
    ("XA-18880", "UBND phường Đồng Hới", OfficeKind.COMMUNE, "TINH", "18880"),
    ("XA-18901", "UBND xã Minh Hóa", OfficeKind.COMMUNE, "TINH", "18901"),
)
"""Code, name, kind, code of the office above, unit."""

PEOPLE: tuple[tuple[str, str, str, tuple[Role, ...]], ...] = (
    ("tiepdan", "Lê Thị Thanh Thử", "BTCD", (Role.RECEPTION,)),
    ("xulydon", "Trần Văn Quý Thử", "BTCD", (Role.HANDLER,)),
    ("truongban", "Hoàng Đức Minh Thử", "BTCD", (Role.BOARD_HEAD,)),
    ("vanthu", "Phan Thị Hồng Thử", "BTCD", (Role.CLERK,)),
    ("giaiquyet", "Nguyễn Đình Long Thử", "TINH", (Role.SETTLER,)),
    ("truongdonvi", "Võ Thị Mai Thử", "TINH", (Role.UNIT_HEAD,)),
    ("thamquyen", "Đặng Quốc Hưng Thử", "TINH", (Role.AUTHORITY,)),
    ("lanhdao", "Bùi Văn An Thử", "TINH", (Role.LEADER,)),
    ("phapche", "Đỗ Thị Xuân Thử", "TINH", (Role.JURIST,)),
    ("thanhtra", "Hồ Viết Sơn Thử", "TINH", (Role.INSPECTOR,)),
    ("danvan", "Ngô Thị Lan Thử", "TINH", (Role.DAN_VAN,)),
    ("quantri", "Dương Công Nam Thử", "TINH", (Role.ADMIN,)),
    ("so", "Lý Bá Tùng Thử", "SO-NNMT", (Role.AUTHORITY,)),
    ("so-don", "Trương Thị Hoa Thử", "SO-NNMT", (Role.RECEPTION, Role.HANDLER, Role.CLERK)),
    ("so-giaiquyet", "Phạm Đức Bình Thử", "SO-NNMT", (Role.SETTLER,)),
    ("xa1", "Mai Văn Lộc Thử", "XA-18880", (Role.AUTHORITY,)),
    ("xa1-don", "Cao Thị Thu Thử", "XA-18880", (Role.RECEPTION, Role.HANDLER, Role.CLERK)),
    ("xa2", "Đinh Viết Phú Thử", "XA-18901", (Role.AUTHORITY,)),
    ("xa2-don", "Tạ Thị Ngọc Thử", "XA-18901", (Role.RECEPTION, Role.HANDLER, Role.CLERK)),
)
"""Login, invented name, office, roles held there."""

BY_ROLE = {roles[0]: login for login, _, code, roles in PEOPLE if code in ("TINH", "BTCD")}
"""The login that stands for each role at the province."""


@cache
def password_hash() -> str:
    """The hash of the one password of this world, at the lowest cost Argon2 allows."""
    return PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)


def found_province() -> None:
    """Write the calendar, the offices and the people of the small world into an empty database."""
    with transaction(by_id=None, act="lập dữ liệu kiểm thử", now=MONDAY):
        load_calendar(now=MONDAY)
        offices: dict[str, Office] = {}
        for code, name, kind, above, unit in OFFICES:
            offices[code] = an_office(code, name, kind=kind, parent=offices.get(above), unit_code=unit)
        for login, name, code, roles in PEOPLE:
            a_user(login, name, *((role, offices[code]) for role in roles))


def an_office(
    code: str, name: str, *, kind: OfficeKind = OfficeKind.UNIT, parent: Office | None = None, unit_code: str = ""
) -> Office:
    """An office below another; inside a transaction."""
    office = Office(
        code=code, name=name, folded=fold(name), kind=kind, parent_id=parent.id if parent else None, unit_code=unit_code
    )
    db.session.add(office)
    db.session.flush()
    office.path = f"{parent.path if parent else ''}{office.id}."
    return office


def a_user(login: str, name: str, *posts: tuple[Role, Office]) -> User:
    """An account with the password of this world; inside a transaction."""
    user = User(
        login=login,
        name=name,
        sort_key=sort_key(name),
        email=f"{login}@example.invalid",
        password_hash=password_hash(),
    )
    user.posts = [RolePost(role=role, office_id=office.id) for role, office in posts]
    db.session.add(user)
    db.session.flush()
    return user


@dataclass(frozen=True, slots=True)
class Province:
    """What the small world is called; ids by code and by login."""

    offices: Mapping[str, int]
    people: Mapping[str, int]
    root: str = "TINH"
    board: str = "BTCD"
    department: str = "SO-NNMT"
    communes: tuple[str, str] = ("XA-18880", "XA-18901")
    password: str = PASSWORD


def small_world() -> Province:
    """The ids of the small world, read from the database."""
    return Province(
        {code: key for key, code in db.session.execute(select(Office.id, Office.code))},
        {login: key for key, login in db.session.execute(select(User.id, User.login))},
    )


@dataclass(frozen=True, slots=True)
class Entered:
    """What a factory wrote, by its keys, so that it can be used within and without a context."""

    matter_id: int
    matter_code: str
    visit_id: int | None = None
    petition_id: int | None = None
    entry_id: int | None = None
    case_id: int | None = None

    def with_case(self, case_id: int | None) -> "Entered":
        """The same, and its case."""
        return replace(self, case_id=case_id)


SENDER = Person("Lê Thị Bưởi Thử", phone="0900000001", address="thôn 1", unit_code="18880")
NOTICE = Paper(number="12/TB-UBND", signatory="Đặng Quốc Hưng Thử")


class Enter:
    """Enters papers and steps as the people of the small world would. Every method is one transaction."""

    def __init__(self, app: Flask, clock: Any) -> None:  # noqa: ANN401 - any clock that shows a moment
        self.app = app
        self.clock = clock

    @contextmanager
    def acting(self, login: str, act: str = "kiểm thử") -> Iterator[Reader]:
        """A transaction in somebody's name, within a context of the application."""
        with within(self.app):
            now = self.clock()
            user = user_by_login(login)
            assert user is not None, login
            reader = reader_of(user.id, local_date(now))
            with transaction(by_id=reader.user_id, act=act, now=now):
                yield reader

    def a_visit(
        self,
        summary: str = "Hỏi về việc thu hồi đất",
        *,
        by: str = "tiepdan",
        at: str = "BTCD",
        on: date | None = None,
        people: tuple[Person, ...] = (SENDER,),
        session_id: int | None = None,
        **told: Any,  # noqa: ANN401 - the fields of Telling
    ) -> Entered:
        """A visit to a desk."""
        with self.acting(by, "tiếp công dân") as reader:
            visit = reception.receive(
                office=office_of(at),
                people=people,
                telling=Telling(summary, **told),
                reader=reader,
                now=self.clock(),
                on=on,
                session_id=session_id,
            )
            return _entered(visit.matter_id, visit_id=visit.id)

    def a_concluded_visit(self, *, kind: PetitionKind = PetitionKind.COMPLAINT) -> tuple[Entered, int]:
        """A visit to the leader who receives today, with a conclusion that gives one task; and the conclusion's key."""
        today = local_date(self.clock())
        day_id = self.a_day(today)
        with within(self.app):
            session_id = db.session.get_one(ReceptionDay, day_id).sessions[0].id
        told: dict[str, Any] = {"kind": kind, "outcome": VisitOutcome.EXPLAINED}
        it = self.a_visit("Xin xem lại giá đất", session_id=session_id, **told)
        with self.acting("truongban", "ghi kết luận") as reader:
            task = conclusions.Task(office_of("SO-NNMT"), "Kiểm tra giá đất", today + timedelta(days=15))
            made = conclusions.conclude(
                db.session.get_one(Visit, it.visit_id),
                "Giao Sở kiểm tra, trả lời dân",
                [task],
                paper=Paper("15/TB-UBND", None, "Bùi Văn An Thử"),
                reader=reader,
                now=self.clock(),
            )
            return it, made.id

    def a_day(
        self,
        on: date,
        *,
        at: str = "BTCD",
        of: tuple[str, ...] = ("TINH",),
        by: str = "truongban",
        posted_on: date | None = None,
        **facts: object,
    ) -> int:
        """A day on which the heads of some bodies receive, planned today, posted if so told; its key."""
        with self.acting(by, "lập ngày tiếp") as reader:
            plan = DayPlan(
                hosts=[Host(office_of(code), f"Người đứng đầu {code}") for code in of],
                sites=("Trụ sở Tiếp công dân tỉnh",),
                facts=facts,
            )
            today = local_date(self.clock())
            day = reception_days.add(
                on, plan, office=office_of(at), planned_on=posted_on or today, reader=reader, now=self.clock()
            )
            if posted_on is not None:
                reception_days.post(
                    [day], on=posted_on, posted_at="Trụ sở", paper=NOTICE, reader=reader, now=self.clock()
                )
            return day.id

    def a_duty(
        self,
        family: str = "TCD-LEAD-TINH",
        *,
        of: str = "TINH",
        at: str = "BTCD",
        by: str = "truongban",
        since: date = date(2026, 1, 1),
    ) -> int:
        """A duty that comes round; its key."""
        with self.acting(by, "thêm việc định kỳ") as reader:
            duty = duties.open_duty(
                family, office_of(of), office=office_of(at), post=f"Người đứng đầu {of}", since=since,
                reader=reader, now=self.clock(),
            )  # fmt: skip
            return duty.id

    def a_petition(
        self,
        summary: str = "Khiếu nại quyết định thu hồi đất",
        *,
        received_on: date | None = None,
        by: str = "xulydon",
        at: str = "BTCD",
        channel: Channel = Channel.POST,
        senders: tuple[Person, ...] = (SENDER,),
        respondent: str = "",
        **written: Any,  # noqa: ANN401 - the fields of Paper
    ) -> Entered:
        """A petition in an office's book, not yet classified."""
        with self.acting(by, "vào sổ đơn") as reader:
            entry = petitions.register(
                office=office_of(at),
                paper=Written(summary, **written),
                letter=Letter(channel),
                senders=senders,
                received_on=received_on or local_date(self.clock()),
                reader=reader,
                now=self.clock(),
                respondent=respondent,
            )
            return _entered(entry.matter_id, petition_id=entry.petition_id, entry_id=entry.id)

    def a_classified(
        self,
        kind: PetitionKind,
        summary: str = "",
        *,
        classified_on: date | None = None,
        by: str = "xulydon",
        facts: Mapping[str, object] | None = None,
        **entered: Any,  # noqa: ANN401 - the arguments of a_petition
    ) -> Entered:
        """A petition classified on the day it was received unless told otherwise: eligible, within competence."""
        it = self.a_petition(summary or f"Đơn {kind.label} về đất đai", by=by, **entered)
        known = {
            "kind": kind,
            "field": FIELD[kind],
            "instance": Instance.FIRST,
            "eligible": "yes",
            "in_competence": "yes",
        }
        on = classified_on or entered.get("received_on") or local_date(self.clock())
        return self.step(it, Action.CLASSIFY, on, known | dict(facts or {}), by=by)

    def a_complaint(self, summary: str = "", **entered: Any) -> Entered:  # noqa: ANN401 - the arguments of a_classified
        """A classified complaint."""
        return self.a_classified(PetitionKind.COMPLAINT, summary, **entered)

    def a_denunciation(self, summary: str = "", **entered: Any) -> Entered:  # noqa: ANN401 - the arguments of a_classified
        """A classified denunciation: sealed, on a matter of its own."""
        return self.a_classified(PetitionKind.DENUNCIATION, summary, **entered)

    def a_feedback(self, summary: str = "", **entered: Any) -> Entered:  # noqa: ANN401 - the arguments of a_classified
        """A classified recommendation or feedback."""
        return self.a_classified(PetitionKind.FEEDBACK, summary, **entered)

    def a_case(
        self,
        kind: PetitionKind = PetitionKind.COMPLAINT,
        *,
        accepted_on: date | None = None,
        received_on: date | None = None,
        by: str = "xulydon",
        **entered: Any,  # noqa: ANN401 - the arguments of a_classified
    ) -> Entered:
        """A case accepted for settlement, from a petition received on the same day unless told otherwise."""
        accepted = accepted_on or local_date(self.clock())
        received = received_on or accepted
        it = self.a_classified(kind, received_on=received, by=by, **entered)
        it = self.step(it, Action.PROPOSE, received, by=by)
        facts = {"verifier": self.office_id(entered.get("at", "BTCD"))} if kind is PetitionKind.FEEDBACK else {}
        return self.step(it, Action.ACCEPT, accepted, facts, NOTICE, by=by)

    def a_conclusion(self) -> tuple[Entered, dict[str, object]]:
        """A denunciation that was concluded right on 15/09/2026, and what was said of its team on 26/08/2026."""
        it = self.a_denunciation(received_on=date(2026, 8, 21))
        it = self.step(it, Action.PROPOSE, date(2026, 8, 24))
        self.step(it, Action.ACCEPT, date(2026, 8, 25), by="truongdonvi")
        team: dict[str, object] = {"verifier": self.office_id("SO-NNMT"), "verifiers": "ba người"}
        self.step(it, Action.VERIFY, date(2026, 8, 26), team, by="truongdonvi")
        self.step(it, Action.CONCLUDE, date(2026, 9, 15), {"conclusion": "right"}, by="truongdonvi")
        return it, team

    def a_decided_case(self, **entered: Any) -> Entered:  # noqa: ANN401 - the arguments of a_case
        """A complaint decided on 20/11/2026."""
        it = self.a_case(received_on=date(2026, 11, 2), accepted_on=date(2026, 11, 3), **entered)
        self.step(it, Action.VERIFY, date(2026, 11, 4), {"verifier": self.office_id("SO-NNMT")}, by="truongban")
        self.step(it, Action.HOLD_DIALOGUE, date(2026, 11, 16), by="truongban")
        return self.step(it, Action.DECIDE, date(2026, 11, 20), {"result": "partly"}, by="truongban")

    def a_publication(
        self,
        it: Entered,
        *,
        by: str = "xulydon",
        approved_by: str = "truongban",
        action: Action = Action.DECIDE,
        **told: Any,  # noqa: ANN401 - the fields of Draft
    ) -> int:
        """What is published of a decision, approved and posted today if somebody is named; its key."""
        draft = publications.Draft(**{**TOLD, **told})
        with self.acting(by, "soạn nội dung công khai") as reader:
            of_case = select(Event).where(Event.subject_id == it.case_id, Event.action == action)
            event, case = db.session.scalars(of_case).one(), db.session.get_one(Case, it.case_id)
            made = publications.prepare(event, draft, case=case, reader=reader, now=self.clock())
            key, seen = made.id, made.digest()
        if approved_by:
            with self.acting(approved_by, "duyệt công khai kết quả") as reader:
                made = db.session.get_one(Publication, key)
                publications.approve(made, seen=seen, reader=reader, now=self.clock())
        return key

    def step(
        self,
        it: Entered,
        action: Action,
        on: date | None = None,
        facts: Mapping[str, object] | None = None,
        paper: Paper = NOTICE,
        *,
        by: str = "xulydon",
    ) -> Entered:
        """One lawful step, on the case if there is one, else on the petition entry."""
        with self.acting(by, action.label) as reader:
            known = ORDINARY.get(action, {}) | dict(facts or {})
            recording = Recording(action, on or local_date(self.clock()), known, paper)
            if it.case_id is not None:
                cases.take(recording, case=db.session.get_one(Case, it.case_id), reader=reader, now=self.clock())
                return it
            entry = db.session.get_one(PetitionEntry, it.entry_id)
            petitions.take(recording, entry=entry, reader=reader, now=self.clock())
            return _entered(entry.matter_id, petition_id=entry.petition_id, entry_id=entry.id, case_id=entry.case_id)

    def office_id(self, code: str) -> int:
        """The key of an office."""
        with within(self.app):
            return office_of(code).id

    def status_of(self, it: Entered) -> CaseStatus:
        """Where the case of an entered paper stands."""
        with within(self.app):
            return db.session.get_one(Case, it.case_id).status


TOLD: Mapping[str, Any] = {
    "fields": (PublicField.NUMBER, PublicField.OFFICE, PublicField.CONTENT, PublicField.RESULT),
    "content": "Khiếu nại quyết định thu hồi đất để làm đường",
    "result": "Khiếu nại đúng một phần; tính lại tiền bồi thường 1.250.000.000 đồng",
    "area": "",
    "days": 15,
}
"""What is published where nothing is at stake."""

FIELD = {
    PetitionKind.COMPLAINT: "land",
    PetitionKind.DENUNCIATION: "administration",
    PetitionKind.FEEDBACK: "policy",
    PetitionKind.LAND_DISPUTE: "land",
    PetitionKind.JUDICIAL: "justice",
    PetitionKind.CRIME_REPORT: "justice",
    PetitionKind.CIVIL: "other",
    PetitionKind.PARTY: "other",
    PetitionKind.INFORMATION: "administration",
}

ORDINARY: Mapping[Action, dict[str, object]] = {
    Action.JOIN: {"new_facts": "no"},
    Action.RETURN: {"return_to": "citizen"},
    Action.TELL_RESULT: {"told_outcome": "accepted"},
    Action.TAKE_REPLY: {"citizen_asked": "no"},
    Action.VERIFY: {"team_size": 3},
    Action.HOLD_DIALOGUE: {
        "invited": "yes",
        "settler": "other",
        "chaired_by": "in_person",
        "summary": "hai bên trình bày",
    },
    Action.DECIDE: {"no_difference": "yes"},
    Action.PUBLISH: {"without_denouncer": "yes"},
    Action.WITHDRAW: {"withdrawal_paper": "petition", "all_withdraw": "yes", "signs_examined": "yes"},
    Action.CONCILIATE: {"conciliated": "no"},
}
"""What is answered where nothing is at stake; a test names what matters to it."""


def within(app: Flask) -> Any:  # noqa: ANN401 - a context of the application, or the one that already stands
    """The application's context, entered unless it already stands."""
    return nullcontext() if has_app_context() and current_app == app else app.app_context()


def office_of(code: str) -> Office:
    found = office_by_code(code)
    assert found is not None, code
    return found


def _entered(matter_id: int | None, **keys: int | None) -> Entered:
    assert matter_id is not None
    db.session.flush()
    return Entered(matter_id, db.session.get_one(Matter, matter_id).code, **keys)
