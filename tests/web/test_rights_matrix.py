"""Every route for every role, on what is theirs, another office's, given to them, closed, absent: as the rights say.

Nothing is listed: routes come from the application, roles and rights from the law. A route with an argument that
OBJECTS does not know fails here, and is taught in one line.
"""

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, url_for
from sqlalchemy import Select, select
from werkzeug.routing import Rule
from werkzeug.wrappers import Response

from caseflow.app import create_app
from caseflow.law.denouncer_notices import LetterWay
from caseflow.law.rights import OPEN_TO_ASSIGNED, RIGHTS, Right
from caseflow.law.terms import Action, AssignmentRole, PetitionKind, Role
from caseflow.services import assignments, registrations, sealed_letters
from caseflow.services.files import Paperwork, attach
from caseflow.services.steps import Paper
from caseflow.store.cases import Case
from caseflow.store.db import db
from caseflow.store.forms import Setting, setting
from caseflow.store.matters import MatterFlag
from caseflow.store.offices import office_by_code
from caseflow.store.people import RolePost, User, user_by_login
from caseflow.store.reception_days import ReceptionDay
from caseflow.store.subjects import Assignment, Event, Subject
from caseflow.store.transactions import transaction
from caseflow.store.vault import IdentityOpening
from tests.conftest import SettableClock, settings_for, settled
from tests.conftest import SignIn as Door
from tests.databases import Databases
from tests.factories import SENDER, Enter, Entered, a_user
from tests.visitor import Visitor

HERE, ELSEWHERE = "XA-18880", "XA-18901"
INELIGIBLE = {"eligible": "no", "ineligible_because": "sent_around"}
ABSENT = 2_000_000
NO_CODE = "VV-1999-99999"
WITHOUT_ROLE = "khong-vai-tro"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"

SITUATIONS = ("own", "own_secret", "closed", "other", "other_secret", "given", "given_secret", "absent")
SECRET = frozenset({"own_secret", "other_secret", "given_secret"})
PLAIN = frozenset(SITUATIONS) - SECRET
"""What belongs to the walker's office, to another, what was given to the walker in person, what does not exist."""

NOTHING_HERE: Mapping[str, frozenset[str]] = {
    "identity.look": PLAIN,  # of an open matter nothing is sealed; it answers like one that is not there
    "identity.ask": PLAIN,
    "publications.prepare": frozenset(SITUATIONS),  # none of these is decided yet
    **dict.fromkeys((f"letters.{name}" for name in ("prepare", "show", "cover", "sent", "delivered", "failed")), PLAIN),
}
WALKS = [
    *(("sqlite", role) for role in Role),
    *(("postgresql", role) for role in (Role.RECEPTION, Role.HANDLER, Role.ADMIN)),
]
"""Every role on the quicker engine; on the other, those between whom every right over an object is held."""

SAYS_NOTHING = frozenset({"alerts.read_one"})
"""Pages that answer every key alike and only ever touch what is the asker's own."""


@dataclass(frozen=True, slots=True)
class Objects:
    """What the arguments of a route stand for in one situation; nothing where there is no such thing in it."""

    code: str = NO_CODE
    visit_id: int | None = None
    entry_id: int | None = None
    subject_id: int | None = None
    file_id: int | None = None
    opening_id: int | None = None
    user_id: int | None = None
    post_id: int | None = None
    assignment_id: int | None = None
    event_id: int | None = None
    delivery_id: int | None = None
    letter_id: int | None = None
    publication_id: int | None = None  # none of these is decided yet
    slug: str = NO_CODE
    office_id: int | None = None
    flag_id: int | None = None
    day_id: int | None = None
    duty_id: int | None = None
    registration_id: int | None = None
    conclusion_id: int | None = None
    report: str = "01-tcd"  # a form is no secret, the records behind it are asked for one by one
    column: int = 5
    came: str = "den"
    act: str = "cong-bo-niem-yet-lich"
    action: str = "dinh-chi"
    procedure: str = "giai-quyet-to-cao-lan-dau"  # the rule book has no secrets: the same in every situation
    period: str = "KN-TL-NEW"
    opened: str = "ra-soat-vu-viec-ton-dong-keo-dai"
    book: str = "tiep-cong-dan"  # a register is no secret, its lines are
    listed: str = "vu-viec"  # a list is no secret; who may not open it is told so
    draft_id: int | None = None  # nobody reads another's
    view_id: int | None = None  # nobody sees another's: each is as if it were absent

    def of(self, argument: str) -> str | int:
        """The value of an argument; a key that leads nowhere where there is no such thing."""
        assert hasattr(self, argument), f"teach Objects what <{argument}> is"
        value: str | int | None = getattr(self, argument)
        return ABSENT if value is None else value

    def has(self, arguments: set[str]) -> bool:
        """Whether everything a route asks for is there."""
        return all(self.of(argument) not in (ABSENT, NO_CODE) for argument in arguments)


def login_of(role: Role) -> str:
    """Somebody who holds one role at one commune and nothing else."""
    return f"o-{role.value.replace('_', '-')}"


def peopled(database_url: str) -> None:
    """Fill a template with the small world, one person per role at one commune, and one of everything."""
    settled(database_url)
    app = create_app(settings_for(database_url, Path("/nonexistent").parent), SettableClock())
    enter = Enter(app, SettableClock())
    with enter.acting("quantri"):
        here = office_by_code(HERE)
        assert here is not None
        walkers = [a_user(login_of(role), f"Vai {role.label}", (role, here)).id for role in Role]
        a_user(WITHOUT_ROLE, "Chưa Có Vai Trò")
    made = {
        "own": _a_case(enter, HERE, PetitionKind.COMPLAINT, given_to=[None]),
        "own_secret": _a_case(enter, HERE, PetitionKind.DENUNCIATION, given_to=[None]),
        "closed": _a_closed_one(enter),
        "other": _a_case(enter, ELSEWHERE, PetitionKind.COMPLAINT, given_to=[None]),
        "other_secret": _a_case(enter, ELSEWHERE, PetitionKind.DENUNCIATION, given_to=[None]),
        "given": _a_case(enter, ELSEWHERE, PetitionKind.COMPLAINT, given_to=walkers),
        "given_secret": _a_case(enter, ELSEWHERE, PetitionKind.DENUNCIATION, given_to=walkers),
    }
    with enter.acting("quantri"):
        for situation, it in made.items():
            for name in ("matter_code", "entry_id", "case_id"):
                _note(situation, name, getattr(it, name))
    for situation in SECRET:
        _a_letter(enter, situation, made[situation])
    for situation in ("own", "own_secret", "other", "other_secret"):
        _a_visit(enter, situation)
        _a_day(enter, situation)
        _a_request(enter, situation, made[situation])
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def _by(office: str) -> str:
    return {HERE: "xa1-don", ELSEWHERE: "xa2-don"}[office]


def _a_case(enter: Enter, office: str, kind: PetitionKind, *, given_to: Sequence[int | None]) -> Entered:
    """A case, and work on it given to the walker's office or to people there."""
    it = enter.a_case(kind, at=office, by=_by(office))
    with enter.acting("thamquyen"):
        here = office_by_code(HERE)
        assert here is not None
        for person in given_to:
            assignments.assign(
                db.session.get_one(Subject, it.case_id),
                to_office_id=here.id if person or office == HERE else db.session.get_one(Subject, it.case_id).office_id,
                to_user=db.session.get_one(User, person) if person else None,
                role=AssignmentRole.SUPPORT,
                on=enter.clock.today,
                due_on=None,
                document=None,
                now=enter.clock(),
            )
            db.session.flush()
    return it


def _a_closed_one(enter: Enter) -> Entered:
    it = enter.a_complaint(at=HERE, by="xa1-don", facts=INELIGIBLE)
    return enter.step(it, Action.FILE, facts={"reason": "Trùng đơn đã giải quyết"}, by="xa1-don")


def _a_visit(enter: Enter, situation: str) -> None:
    office = HERE if situation.startswith("own") else ELSEWHERE
    kind = PetitionKind.DENUNCIATION if situation in SECRET else PetitionKind.COMPLAINT
    it = enter.a_visit(at=office, by=_by(office), kind=kind)
    with enter.acting("quantri"):
        _note(situation, "visit_id", it.visit_id)


def _a_day(enter: Enter, situation: str) -> None:
    """A day on which a chair receives, and the quota of that chair: neither is ever secret."""
    if situation in SECRET:
        return
    office = HERE if situation == "own" else ELSEWHERE
    day_id = enter.a_day(date(2026, 12, 15), at=office, of=(office,), by=_by(office))
    duty_id = enter.a_duty("TCD-LEAD-XA", of=office, at=office, by=_by(office))
    with enter.acting(_by(office)) as reader:
        asked = registrations.register(
            db.session.get_one(ReceptionDay, day_id), SENDER, wish="Xin gặp", matter=None, reader=reader,
            now=enter.clock(),
        )  # fmt: skip
        asked.accepted, registration_id = True, asked.id
    with enter.acting("quantri"):
        _note(situation, "registration_id", registration_id)
        _note(situation, "day_id", day_id)
        _note(situation, "duty_id", duty_id)


def _a_request(enter: Enter, situation: str, it: Entered) -> None:
    """Somebody else asks to see who denounced."""
    if situation not in SECRET:
        return
    with enter.acting("quantri"):
        opening = IdentityOpening(
            subject_id=it.case_id,
            asked_by_id=_user("truongban").id,
            asked_at=enter.clock(),
            reason="Kiểm tra",
            allowed=None,
        )
        db.session.add(opening)
        db.session.flush()
        _note(situation, "opening_id", opening.id)


def _a_letter(enter: Enter, situation: str, it: Entered) -> None:
    """The acceptance is told to the denouncer by a sealed letter."""
    with enter.acting(_by(HERE if situation.startswith("own") else ELSEWHERE)) as reader:
        accepted = select(Event).where(Event.subject_id == it.case_id, Event.action == Action.ACCEPT)
        (letter,) = sealed_letters.prepare(
            db.session.scalars(accepted).one(),
            record=db.session.get_one(Case, it.case_id),
            way=LetterWay.POST,
            paper=Paper("1/TB", enter.clock.today, "Người ký"),
            reader=reader,
            now=enter.clock(),
        )
        _note(situation, "letter_id", letter.id)


def _user(login: str) -> User:
    user = user_by_login(login)
    assert user is not None, login
    return user


def _note(situation: str, name: str, value: object) -> None:
    db.session.add(Setting(name=f"{situation}.{name}", value=str(value)))


@pytest.fixture
def app(databases: Databases, engine: str, clock: SettableClock, tmp_path: Path) -> Iterator[Flask]:
    """The house with one of everything in it."""
    with databases.on(engine).copy(peopled) as url:
        house = create_app(settings_for(url, tmp_path / "home"), clock)
        house.config["WTF_CSRF_ENABLED"] = False  # what stands behind the token is what is tried here
        yield house
        with house.app_context():
            db.engine.dispose()


@pytest.fixture
def objects(app: Flask, clock: SettableClock) -> dict[str, Objects]:
    """What the arguments stand for, by situation."""
    with app.app_context(), transaction(by_id=None, act="đính kèm tệp", now=clock()):
        return {situation: _objects(situation, clock) for situation in SITUATIONS}


def _objects(situation: str, clock: SettableClock) -> Objects:
    if situation == "absent":
        return Objects(procedure=NO_CODE, period=NO_CODE, listed=NO_CODE, book=NO_CODE, report=NO_CODE)
    office = office_by_code(HERE if situation in ("own", "own_secret", "closed") else ELSEWHERE)
    assert office is not None
    subject_id = _key(situation, "case_id") or _key(situation, "entry_id")
    subject = db.session.get_one(Subject, subject_id)
    file = attach(subject, Paperwork("Báo cáo"), name="bao-cao.pdf", stream=io.BytesIO(PDF), by_id=None, now=clock())
    colleague = _user("xa1" if office.code == HERE else "xa2")
    post = db.session.query(RolePost).filter_by(user_id=colleague.id).one()
    return Objects(
        code=setting(f"{situation}.matter_code") or NO_CODE,
        visit_id=_key(situation, "visit_id"),
        entry_id=_key(situation, "entry_id"),
        subject_id=subject_id,
        file_id=file.id,
        opening_id=_key(situation, "opening_id"),
        user_id=colleague.id,
        post_id=post.id,
        assignment_id=_first(select(Assignment.id).where(Assignment.of_id == subject_id)),
        event_id=_first(select(Event.id).where(Event.subject_id == subject_id)),
        office_id=office.id,
        flag_id=_a_suspicion(subject, clock),
        letter_id=_key(situation, "letter_id"),
        day_id=_key(situation, "day_id"),
        duty_id=_key(situation, "duty_id"),
        registration_id=_key(situation, "registration_id"),
    )


def _a_suspicion(subject: Subject, clock: SettableClock) -> int:
    flag = MatterFlag(
        matter_id=subject.matter_id,
        subject_id=subject.id,
        flag="chuyen_vong",
        reasons=["Đơn trở lại nơi đã từng chuyển đi"],
        raised_at=clock(),
    )
    db.session.add(flag)
    db.session.flush()
    return flag.id


def _first(keys: Select[int]) -> int | None:
    return db.session.scalars(keys.limit(1)).first()


def _key(situation: str, name: str) -> int | None:
    value = setting(f"{situation}.{name}")
    return int(value) if value and value != "None" else None


def routes(app: Flask) -> list[tuple[Rule, str]]:
    """Every rule with each of its methods; signing out comes last, since it ends the walk."""
    every = [
        (rule, method) for rule in app.url_map.iter_rules() for method in ("GET", "POST") if method in _methods(rule)
    ]
    return sorted(every, key=lambda each: (each[0].endpoint == "people.sign_out", each[0].rule, each[1]))


def _methods(rule: Rule) -> set[str]:
    return set(rule.methods or ())


def needed(app: Flask, rule: Rule) -> Right:
    """The right a route declares; a route without one fails."""
    right = getattr(app.view_functions[rule.endpoint], "needs", None)
    assert isinstance(right, Right), f"{rule.rule} declares no right"
    return right


def sees(role: Role, situation: str, arguments: set[str]) -> bool:
    """Whether, by the table of rights alone, a person with a role at HERE may know of the object of a route."""
    if situation == "absent":
        return False
    if arguments & {"procedure", "period", "listed", "book", "report"}:
        return True
    theirs = situation in ("own", "own_secret", "closed")
    if arguments & {"user_id", "office_id"}:
        return theirs
    read = Right.READ_SECRET if situation in SECRET else Right.READ
    if theirs:
        return read in RIGHTS[role]
    may_be_given = OPEN_TO_ASSIGNED if situation in PLAIN else {Right.READ_SECRET, Right.SEE_IDENTITY}
    return situation.startswith("given") and "visit_id" not in arguments and bool(may_be_given & RIGHTS[role])


def ask(app: Flask, visitor: Visitor, rule: Rule, method: str, objects: Objects) -> Response:
    """Ask for a route as a browser would, with empty fields."""
    values: dict[str, Any] = {name: objects.of(name) for name in sorted(rule.arguments)}
    with app.test_request_context():
        address = url_for(rule.endpoint, **values)
    with visitor.client.open(address, method=method) as answer:
        answer.get_data()
    return answer


def words(answer: Response) -> str:
    """A page without its tokens, and without what is told of the act before: they differ with every showing."""
    return re.sub(r'value="[^"]*"|<p class="flash.*?</p>|\s+', "", answer.get_data(as_text=True))


@pytest.mark.parametrize(("engine", "role"), WALKS, indirect=["engine"])
def test_each_role_reaches_what_the_rights_give_it_and_nothing_else(
    app: Flask, sign_in: Door, objects: dict[str, Objects], role: Role
) -> None:
    visitor, wrong = sign_in(login_of(role)), list[str]()
    for rule, method in walk(app):
        right = needed(app, rule)
        situations = SITUATIONS if rule.arguments and right in RIGHTS[role] else ("own", "absent")
        answers = {each: ask(app, visitor, rule, method, objects[each]) for each in situations}
        for situation, answer in answers.items():
            what = f"{method} {rule.rule} · {situation}: {answer.status_code}"
            if answer.status_code >= 500:
                wrong.append(f"{what}, a failure")
            elif right is Right.ANYONE:
                continue
            elif right not in RIGHTS[role]:
                wrong += [f"{what}, not 403"] if answer.status_code != 403 else []
            elif not rule.arguments:
                wrong += [f"{what}, though the right is held"] if answer.status_code in (403, 404) else []
            elif _is_open(rule, role, situation, objects[situation]):
                wrong += [f"{what}, though it may be seen"] if answer.status_code == 404 else []
            elif not _is_as_if_absent(rule, answer, answers["absent"]):
                wrong.append(f"{what}, not as if it were absent")
    assert "\n".join(wrong) == ""


def walk(app: Flask) -> Iterator[tuple[Rule, str]]:
    """The routes in order, static files left out: anyone may have them."""
    return ((rule, method) for rule, method in routes(app) if rule.endpoint != "static")


def _is_as_if_absent(rule: Rule, answer: Response, absent: Response) -> bool:
    refused = absent.status_code == 404 or rule.endpoint in SAYS_NOTHING
    return refused and answer.status_code == absent.status_code and words(answer) == words(absent)


def _is_open(rule: Rule, role: Role, situation: str, objects: Objects) -> bool:
    return (
        sees(role, situation, rule.arguments)
        and objects.has(rule.arguments)
        and situation not in NOTHING_HERE.get(rule.endpoint, ())
    )


def test_whoever_is_not_signed_in_is_led_to_the_door_from_everywhere(
    app: Flask, client: Visitor, objects: dict[str, Objects]
) -> None:
    answers = {
        (rule.rule, method, situation): ask(app, client, rule, method, objects[situation])
        for rule, method in walk(app)
        if needed(app, rule) is not Right.ANYONE
        for situation in ("own", "absent")
    }
    elsewhere = {
        asked: answer.status_code
        for asked, answer in answers.items()
        if answer.status_code not in ((302,) if asked[1] == "GET" else (302, 307))  # 307: what was typed goes along
        or answer.location.split("?")[0] != "/dang-nhap"
    }
    assert elsewhere == {}


def test_an_account_without_a_role_has_its_own_account_and_nothing_else(
    app: Flask, sign_in: Door, objects: dict[str, Objects]
) -> None:
    visitor, wrong = sign_in(WITHOUT_ROLE), list[str]()
    for rule, method in walk(app):
        right = needed(app, rule)
        answer = ask(app, visitor, rule, method, objects["own"])
        expected = right in (Right.ANYONE, Right.SIGNED_IN)
        if answer.status_code >= 500 or (answer.status_code != 403) is not expected:
            wrong.append(f"{method} {rule.rule}: {answer.status_code}")
    assert "\n".join(wrong) == ""
