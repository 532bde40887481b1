"""Denouncers typed in before anyone knew that they denounce, sealed late: afterwards no trace of them, anywhere.

Every page as every role, the database and its file's bytes, the folder, the log, the letters, a backup.
"""

import gzip
import io
import logging
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from http import HTTPStatus
from itertools import islice, product
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.routing import Rule

from caseflow.commands import archive
from caseflow.jobs.letters import ByMail, deliver
from caseflow.jobs.smtp import Mail
from caseflow.jobs.sweep import sweep
from caseflow.jobs.webhook import Hook
from caseflow.law.book import tables_by_slug
from caseflow.law.denouncer_notices import LetterWay
from caseflow.law.flags.suspicion import Verdict
from caseflow.law.intake import INTAKE_STEPS
from caseflow.law.procedures import PROCEDURES
from caseflow.law.rights import RIGHTS, Right
from caseflow.law.secrecy import DENOUNCER, KEPT_SECRET
from caseflow.law.terms import Action, AssignmentRole, Channel, PetitionKind, Procedure, Role, SubjectKind
from caseflow.reports.forms.forms import FORMS
from caseflow.reports.registers import REGISTERS
from caseflow.services import corrections, flags, looks, orders, petitions, reception, sealed_letters
from caseflow.services.citizens import Person
from caseflow.services.dossiers import read_dossier
from caseflow.services.files import Paperwork, attach
from caseflow.services.steps import Paper, Recording
from caseflow.store import cipher
from caseflow.store.cases import Case
from caseflow.store.db import db
from caseflow.store.documents import StoredFile
from caseflow.store.drafts import Draft
from caseflow.store.dump import lines_of, snapshot, tables
from caseflow.store.duties import Duty
from caseflow.store.matters import Matter, MatterFlag, MatterLink
from caseflow.store.offices import find_office
from caseflow.store.people import RolePost, User
from caseflow.store.petitions import PetitionEntry
from caseflow.store.publications import Publication
from caseflow.store.reception import Visit
from caseflow.store.reception_days import Conclusion, DayRegistration, ReceptionDay
from caseflow.store.saved_views import SavedView
from caseflow.store.sealed_letters import SealedLetter
from caseflow.store.subjects import Assignment, Event, Subject
from caseflow.store.vault import IdentityOpening
from caseflow.web.beside import OPENED
from caseflow.web.list_views import LISTS as LISTS_KEPT
from caseflow.web.step_views import slug
from tests.canaries import Canary, Scanner, canaries
from tests.conftest import SettableClock, SignIn
from tests.factories import BY_ROLE, Enter, Entered
from tests.jobs.gateway import open_gateway
from tests.jobs.post_office import LOCALHOST
from tests.visitor import Visitor, forms_of

AT_THE_DESK, BY_POST, AT_ONCE, REFUSED, TO_THE_END = canaries(5, seed=15)
SCANNER = Scanner([AT_THE_DESK, BY_POST, AT_ONCE, REFUSED, TO_THE_END])
FACTS = {"kind": "denunciation", "field": "other", "instance": "first", "eligible": "yes", "in_competence": "yes"}
ACTIONS = sorted(
    {step.action for step in INTAKE_STEPS} | {step.action for step in PROCEDURES[Procedure.DENUNCIATION_FIRST]}
)
"""The steps whose forms are opened; each is tried on every entry and case that is kept secret."""
WITH_STEPS = (SubjectKind.ENTRY, SubjectKind.CASE)


def person(canary: Canary) -> Person:
    return Person(
        unicodedata.normalize("NFD", canary.name),
        phone=canary.phone,
        paper_number=canary.paper_number,
        address=canary.address,
        unit_code="18901",
    )


@dataclass(frozen=True, slots=True)
class Sealed:
    """What the denunciations are called by their keys."""

    at_desk: Entered
    by_post: Entered
    to_the_end: Entered


@pytest.fixture
def sealed(app: Flask, enter: Enter, sign_in: SignIn, caplog: pytest.LogCaptureFixture) -> Sealed:
    """Five people come, write, are typed in wrong; four are sealed in the end, of the fifth nothing was kept."""
    caplog.set_level(logging.DEBUG)
    typed_wrong(sign_in)
    at_desk = seen_at_the_desk(enter, sign_in("tiepdan"), sign_in("xulydon"))
    by_post = sent_by_post(enter)
    decided_on(enter, by_post)
    to_the_end = settled_to_the_end(enter)
    seen = enter.a_visit(f"Anh {AT_ONCE.name} đến", people=(person(AT_ONCE),))
    with enter.acting("tiepdan"):
        visit = db.session.get_one(Visit, seen.visit_id)
        told = reception.Telling(f"{AT_ONCE.name} tố cáo kế toán", kind=PetitionKind.DENUNCIATION)
        reception.complete(visit, people=[person(AT_ONCE)], telling=told, now=enter.clock())
    with app.app_context():
        db.session.remove()
    return Sealed(at_desk, by_post, to_the_end)


def typed_wrong(sign_in: SignIn) -> None:
    """Forms that were refused, a search, a wrong sign-in: nothing of what was typed is to be kept."""
    officer = sign_in("xulydon")
    who: dict[str, Any] = {"people-0-name": REFUSED.name, "people-0-phone": REFUSED.phone}
    officer.submit("/tiep-dan/moi", **who)
    officer.submit("/don/moi", summary=f"{REFUSED.name} tố cáo", received_on="hôm nay", **who)
    officer.get("/don", {"tu": REFUSED.name})
    officer.get("/don/bang-tinh", {"tu": REFUSED.name, "loai": "complaint"})
    officer.submit(f"/bo-loc/luu/don?tu={REFUSED.name}&loai=complaint", name="Khiếu nại")
    officer.get("/tep/0", {"ten": REFUSED.name})
    stranger = Visitor(officer.client.application)
    stranger.submit("/dang-nhap", login=REFUSED.name, password=REFUSED.paper_number)


def seen_at_the_desk(enter: Enter, desk: Visitor, handler: Visitor) -> Entered:
    """Half a record through the page, a petition from it with a file, drafts of both; recognised later, then a case."""
    told: dict[str, Any] = {
        "people-0-name": person(AT_THE_DESK).name,
        "people-0-phone": AT_THE_DESK.phone,
        "people-0-paper_number": AT_THE_DESK.paper_number,
        "people-0-address": f"thôn {AT_THE_DESK.tag}",
        "summary": f"Bà {AT_THE_DESK.name}, số {AT_THE_DESK.phone}, trình bày về cán bộ địa chính",
        "request": f"Gọi lại cho {AT_THE_DESK.name}",
        "papers-0-name": f"Đơn của {AT_THE_DESK.name}",
    }
    desk.submit("/tiep-dan/moi", **told)
    with enter.acting("tiepdan", "vào sổ đơn") as reader:
        visit = db.session.scalars(select(Visit)).one()
        entry = petitions.register(
            office=visit.office,
            paper=petitions.Paper(f"{AT_THE_DESK.name} phản ánh", body=f"Tôi là {AT_THE_DESK.name.upper()}"),
            letter=petitions.Letter(Channel.RECEPTION),
            senders=[person(AT_THE_DESK)],
            received_on=date(2026, 11, 16),
            reader=reader,
            now=enter.clock(),
            matter=db.session.get_one(Matter, visit.matter_id),
            visit=visit,
            respondent="Hồ Văn Địa",
        )
        keep_letter(enter, entry.petition, AT_THE_DESK, reader.user_id)
        it = Entered(visit.matter_id or 0, entry.matter.code, visit.id, entry.petition_id, entry.id)
    keep_draft(handler, f"/tiep-dan/{it.visit_id}/bo-sung", request=f"Hẹn {AT_THE_DESK.name} thứ hai")
    keep_draft(handler, f"/vu-viec/{it.matter_code}/buoc/{it.entry_id}/phan-loai", proxy_paper=AT_THE_DESK.name)
    enter.step(it, Action.CLASSIFY, date(2026, 11, 16), FACTS)
    it = enter.step(it, Action.PROPOSE, date(2026, 11, 16))
    enter.step(it, Action.ACCEPT, date(2026, 11, 17), paper=Paper("1/QĐ", signatory="Đặng Quốc Hưng Thử"))
    return it


def keep_draft(officer: Visitor, address: str, **typed: str) -> None:
    """Type into a form and leave it unfinished."""
    form = next(form for form in forms_of(officer.get(address)) if "nhap" in form.names)
    assert set(typed) <= form.names
    assert officer.client.post("/nhap", data=dict(form.fields) | typed).status_code == HTTPStatus.FOUND


def sent_by_post(enter: Enter) -> Entered:
    """Registered at the board, forwarded to a department, and recognised only there."""
    it = enter.a_petition(
        f"Đơn của {BY_POST.name} ({BY_POST.address})",
        senders=(person(BY_POST),),
        received_on=date(2026, 11, 16),
        signatories=5,
    )
    with enter.acting("xulydon") as reader:
        petition = db.session.get_one(PetitionEntry, it.entry_id).petition
        keep_letter(enter, petition, BY_POST, reader.user_id)
    as_feedback = FACTS | {"kind": "feedback", "in_competence": "no"}
    enter.step(it, Action.CLASSIFY, date(2026, 11, 16), as_feedback)
    enter.step(it, Action.FORWARD, date(2026, 11, 16), {"to_office": enter.office_id("SO-NNMT")})
    with enter.acting("so-don") as reader:
        theirs = db.session.scalars(select(PetitionEntry).where(PetitionEntry.from_entry_id == it.entry_id)).one()
        petitions.receive(theirs, received_on=date(2026, 11, 17), reader=reader, now=enter.clock())
        there = Entered(it.matter_id, "", petition_id=it.petition_id, entry_id=theirs.id)
    return enter.step(there, Action.CLASSIFY, date(2026, 11, 17), FACTS, by="so-don")


def decided_on(enter: Enter, it: Entered) -> None:
    """A suspicion on it is confirmed, with a reason that names its author."""
    with enter.acting("truongban", "quyết định nghi vấn") as reader:
        flag = db.session.scalars(select(MatterFlag)).one()
        matter = db.session.get_one(Matter, flag.matter_id)
        assert flag.matter_id == db.session.get_one(PetitionEntry, it.entry_id).matter_id
        reason = f"{BY_POST.name} cùng bốn người ở {BY_POST.address}"
        flags.decide(matter, flag.id, Verdict.CONFIRMED, reason=reason, reader=reader, now=enter.clock())


def settled_to_the_end(enter: Enter) -> Entered:
    """Accepted, extended, suspended, concluded, published, closed: the name typed into every blank on the way."""
    name = f"bà {person(TO_THE_END).name}, {TO_THE_END.address}, số {TO_THE_END.phone}"
    paper = Paper(f"7/{TO_THE_END.name}", signatory=TO_THE_END.name.upper(), kind=f"Văn bản về {TO_THE_END.name}")
    it = enter.a_case(
        PetitionKind.DENUNCIATION,
        summary=f"{TO_THE_END.name} tố cáo kế toán",
        received_on=date(2026, 11, 9),
        accepted_on=date(2026, 11, 11),
        senders=(person(TO_THE_END),),
        respondent="Hồ Văn Toán",
    )
    enter.step(it, Action.NOTIFY_ACCEPTANCE, date(2026, 11, 11), {"sent_to": f"ông Toán; {name}"}, paper)
    suspect(enter, it)
    verifying = {"verifier": enter.office_id("TINH"), "verifiers": f"Lan, Huệ; hỏi {name}", "due_on": "2026-12-01"}
    enter.step(it, Action.VERIFY, date(2026, 11, 12), verifying, paper)
    extending = {"criteria": ["a"], "evidence": f"Theo {name}"}
    enter.step(it, Action.EXTEND, date(2026, 11, 12), extending, paper)
    enter.step(it, Action.SUSPEND, date(2026, 11, 13), {"stay_ground": "waiting"}, paper)
    enter.step(it, Action.SEND_SUSPENSION, date(2026, 11, 13), {"sent_to": name}, paper)
    enter.step(it, Action.CONTINUE, date(2026, 11, 16), None, paper)
    enter.step(it, Action.SEND_SUSPENSION, date(2026, 11, 16), {"sent_to": name}, paper)
    correct_extension(enter, it, Recording(Action.EXTEND, date(2026, 11, 13), extending, paper), name)
    enter.step(it, Action.CONCLUDE, date(2026, 11, 17), {"conclusion": "right", "summary": f"{name} nói đúng"}, paper)
    enter.step(it, Action.SEND_CONCLUSION, date(2026, 11, 18), {"sent_to": name}, paper)
    enter.step(it, Action.PUBLISH, date(2026, 11, 18), {"way": f"niêm yết, có {name}"}, paper)
    tell_by_letters(enter, it, paper, name)
    enter.step(it, Action.ACT, date(2026, 11, 19), {"summary": f"Xử lý theo lời {name}"}, paper)
    return enter.step(it, Action.CLOSE, date(2026, 11, 20), {"summary": f"Đã báo {name}"}, paper)


def suspect(enter: Enter, it: Entered) -> None:
    """A suspicion and a link, in whose reasons the name stands; the next step cleans them."""
    other = enter.a_complaint("Khiếu nại việc khác")
    with enter.acting("xulydon"):
        reasons = [f"{TO_THE_END.name} gửi nhiều nơi"]
        flag = MatterFlag(matter_id=it.matter_id, flag="keo_dai", reasons=reasons, raised_at=enter.clock())
        link = MatterLink(matter_id=it.matter_id, other_id=other.matter_id, why=f"cùng người gửi {TO_THE_END.name}")
        db.session.add_all([flag, link])


def correct_extension(enter: Enter, it: Entered, recording: Recording, name: str) -> None:
    with enter.acting("xulydon", "sửa bước") as reader:
        events = select(Event).where(Event.subject_id == it.case_id, Event.action == Action.EXTEND)
        corrections.correct(
            db.session.scalars(events).one(),
            recording,
            record=db.session.get_one(Case, it.case_id),
            reason=f"{name} báo sai ngày",
            reader=reader,
            now=enter.clock(),
        )


def tell_by_letters(enter: Enter, it: Entered, paper: Paper, name: str) -> None:
    """Every notice that is owed by a letter of its own; one arrives, one comes back; work is given; a look is asked."""
    day, now = enter.clock.today, enter.clock()
    with enter.acting("xulydon", "lập thư mật") as reader:
        case = db.session.get_one(Case, it.case_id)
        dossier = read_dossier(db.session.get_one(Matter, it.matter_id).code, reader=reader, today=day)
        owed = sealed_letters.owed_in(dossier)
        assert len(owed) == 5
        letters = [
            sealed_letters.prepare(one.event, record=case, way=LetterWay.POST, paper=paper, reader=reader, now=now)[0]
            for one in owed
        ]
        for letter in letters[:2]:
            sealed_letters.record_sent(letter, on=day, reader=reader, now=now)
        sealed_letters.record_delivered(letters[0], on=day, proof=f"{name} ký", reader=reader, now=now)
        sealed_letters.record_failed(letters[1], on=day, why=f"{name} đi vắng", reader=reader, now=now)
    with enter.acting("truongban", "giao việc") as reader:
        orders.give(
            db.session.get_one(Case, it.case_id),
            to_office=find_office(enter.office_id("SO-NNMT")),
            to_user=None,
            role=AssignmentRole.SUPPORT,
            on=day,
            due_on=None,
            paper=paper,
            reader=reader,
            now=now,
        )
    with enter.acting("lanhdao", "đề nghị") as reader:
        subject = db.session.get_one(Subject, it.case_id)
        looks.ask_opening(subject, reader=reader, reason=f"Gặp {name}", now=now)


def keep_letter(enter: Enter, subject: Subject, canary: Canary, by_id: int) -> None:
    words = f"Tôi là {canary.name}, số căn cước {canary.paper_number}".encode()
    paper, name = Paperwork("Đơn viết tay", signatory=canary.name), f"don_{canary.name}.txt"
    attach(subject, paper, name=name, stream=io.BytesIO(words), by_id=by_id, now=enter.clock())


def test_no_page_shows_them_to_any_role(app: Flask, sealed: Sealed, sign_in: SignIn) -> None:
    found, seen = [], set()
    for role in Role:
        visitor = sign_in(BY_ROLE[role])
        everywhere = Right.READ_SECRET in RIGHTS[role]  # the others are turned away from one step as from all
        for address in addresses(app, steps_too=everywhere):
            page = visitor.get(address, follow=False)
            assert page.status_code < 500, address
            seen |= {address} if page.status_code == 200 else set()
            told = unpacked(page.data) + str(page.headers).encode()
            found += [(role, address, trace) for trace in SCANNER.find(address, told)]
    assert found == []
    matter = f"/vu-viec/{code_of(app, sealed.at_desk)}"
    assert {matter, f"{matter}/danh-tinh", f"{matter}/tai-lieu/{sealed.at_desk.case_id}"} <= seen
    ended = f"/vu-viec/{code_of(app, sealed.to_the_end)}"
    assert {f"{place}/bang-tinh" for place in ("/vu-viec", "/don", "/tiep-dan", "/canh-bao")} <= seen
    assert {ended, f"{ended}/thu-mat/1", f"{ended}/thu-mat/5", "/danh-tinh/so-theo-doi"} <= seen
    words = sign_in("xulydon").text(ended)
    assert KEPT_SECRET in words
    assert DENOUNCER in words


def unpacked(content: bytes) -> bytes:
    """What an answer tells: a spreadsheet by what is in it."""
    if not content.startswith(b"PK"):
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return b"\n".join(parts.read(name) for name in parts.namelist())


def addresses(app: Flask, *, steps_too: bool) -> list[str]:
    """Every GET route on everything there is; of the steps on secret records all, or only one."""
    with app.app_context():
        keys: dict[str, list[int] | list[str]] = {
            "opened": list(OPENED),
            "procedure": list(tables_by_slug()),
            "period": ["KN-TL-NEW"],
            "listed": list(LISTS_KEPT),
            "book": [each.slug for each in REGISTERS],
            "report": [each.slug for each in FORMS],
            "column": [1, 2, 5],
            "draft_id": list(db.session.scalars(select(Draft.id))),
            "view_id": list(db.session.scalars(select(SavedView.id))),
            "visit_id": list(db.session.scalars(select(Visit.id))),
            "entry_id": list(db.session.scalars(select(PetitionEntry.id))),
            "file_id": list(db.session.scalars(select(StoredFile.id))),
            "opening_id": list(db.session.scalars(select(IdentityOpening.id))),
            "assignment_id": list(db.session.scalars(select(Assignment.id))),
            "user_id": list(db.session.scalars(select(User.id).limit(1))),
            "post_id": list(db.session.scalars(select(RolePost.id).limit(1))),
            "flag_id": list(db.session.scalars(select(MatterFlag.id))),
            "office_id": list(db.session.scalars(select(User.id).limit(1))),
            "day_id": list(db.session.scalars(select(ReceptionDay.id))),
            "duty_id": list(db.session.scalars(select(Duty.id))),
            "act": [slug(Action.POST_DAY)],
            "registration_id": list(db.session.scalars(select(DayRegistration.id))),
            "came": ["den"],
            "conclusion_id": list(db.session.scalars(select(Conclusion.id))),
            "publication_id": list(db.session.scalars(select(Publication.id))),
            "slug": list(db.session.scalars(select(Publication.slug))),
        }
        own = {"event_id": own_keys(Event), "letter_id": own_keys(SealedLetter)}
        records = db.session.execute(
            select(Matter.code, Subject.id, Subject.kind)
            .join(Subject, Subject.matter_id == Matter.id)
            .where(Matter.secret)
        ).all()
        db.session.remove()
    found: set[str] = set()
    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or ()) and rule.endpoint != "static":
            stepping = "action" in rule.arguments
            pairs = [(code, key) for code, key, kind in records if kind in WITH_STEPS or not stepping]
            filled = filled_in(rule, keys, pairs, own)
            found |= set(filled if steps_too or not rule.arguments & {"action", "event_id"} else islice(filled, 1))
    return sorted(found)


def own_keys(table: type[Event | SealedLetter]) -> dict[str, list[int]]:
    """The keys of the rows that hang on the records of each matter, by its code."""
    query = select(Matter.code, table.id).join(Subject, Subject.matter_id == Matter.id)
    found: dict[str, list[int]] = {}
    for code, key in db.session.execute(query.join(table, table.subject_id == Subject.id)):
        found.setdefault(code, []).append(key)
    return found


def filled_in(
    rule: Rule,
    keys: dict[str, list[int] | list[str]],
    records: list[tuple[str, int]],
    own: dict[str, dict[str, list[int]]],
) -> Iterator[str]:
    """The addresses of a route: a matter goes with its own records, every other argument with all there are."""
    unknown = rule.arguments - keys.keys() - own.keys() - {"code", "subject_id", "action"}
    assert not unknown, f"teach this test what {unknown} of {rule.rule} is"
    starts: list[dict[str, object]] = [{}]
    if rule.arguments & {"code", "subject_id"}:
        starts = [{"code": code, "subject_id": key} for code, key in records]
    if "action" in rule.arguments:
        starts = [start | {"action": slug(action)} for start in starts for action in ACTIONS]
    for start in starts:
        here = keys | {name: by_code.get(str(start.get("code")), []) for name, by_code in own.items()}
        others = sorted(rule.arguments & here.keys())
        for chosen in product(*(here[name] for name in others)):
            address = rule.rule
            for name, value in (start | dict(zip(others, chosen, strict=True))).items():
                address = re.sub(rf"<(?:int:)?{name}>", str(value), address)
            yield address


def code_of(app: Flask, it: Entered) -> str:
    with app.app_context():
        return db.session.get_one(Matter, it.matter_id).code


def test_the_one_page_that_may_shows_them(app: Flask, enter: Enter, sealed: Sealed, sign_in: SignIn) -> None:
    """The scanner sees: where the officer in charge asks with a reason, it finds what nowhere else is found."""
    with enter.acting("truongban") as reader:
        opening = looks.ask_opening(
            db.session.get_one(Subject, sealed.at_desk.entry_id), reader=reader, reason="Kiểm tra", now=enter.clock()
        )
        key = opening.id
    with enter.acting("truongdonvi") as reader:
        asked = db.session.get_one(IdentityOpening, key)
        looks.answer_opening(asked, allow=True, hours=1, reader=reader, now=enter.clock())
    page = sign_in("truongban").submit(f"/vu-viec/{code_of(app, sealed.at_desk)}/danh-tinh", reason="Kiểm tra")
    assert {trace for _, trace in SCANNER.find("page", page.data)} >= {AT_THE_DESK.name, AT_THE_DESK.phone}


def test_the_cover_of_a_letter_shows_whom_it_goes_to_and_is_the_second_page_that_does(
    app: Flask, enter: Enter, sealed: Sealed, sign_in: SignIn
) -> None:
    officer = sign_in("xulydon")
    with enter.acting("truongban"):
        handler = db.session.scalars(select(User.id).where(User.login == "xulydon")).one()
        db.session.get_one(Case, sealed.at_desk.case_id).responsible_id = handler
    matter = f"/vu-viec/{code_of(app, sealed.at_desk)}"
    (offer,) = re.findall(rf'href="({matter}/thu-mat/lap/\d+)"', officer.text(matter))
    address = officer.submit(offer, paper_number="1/TB", paper_signatory="Hưng").request.path
    (cover,) = [form for form in forms_of(officer.get(address)) if form.action.endswith("/bi-thu")]
    page = officer.client.post(cover.action, data=cover.fields)
    assert {trace for _, trace in SCANNER.find("page", page.data)} >= {AT_THE_DESK.name}
    assert SCANNER.find("headers", str(page.headers)) == []


@pytest.mark.usefixtures("sealed")
def test_no_search_finds_them_for_any_role(sign_in: SignIn) -> None:
    """What was typed is shown again in its box; beyond that nothing of them, and nothing found."""
    for login in BY_ROLE.values():
        visitor = sign_in(login)
        for canary in (AT_THE_DESK, BY_POST, AT_ONCE, TO_THE_END):
            for typed in (canary.tag, canary.tag[:4], canary.paper_number, canary.phone):
                page = visitor.get("/tim", {"tu": typed})
                assert page.status_code in (200, 403)
                assert not re.search(r"/vu-viec/VV-|/tiep-dan/\d|<mark>", page.get_data(as_text=True)), (login, typed)


@pytest.mark.usefixtures("sealed")
def test_neither_database_nor_folder_nor_log_keeps_them(
    app: Flask, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with app.app_context():
        with snapshot() as connection:
            rows = "".join(line for table in tables() for line in lines_of(connection, table))
        db.engine.dispose()
    assert SCANNER.find("rows", rows) == []
    assert SCANNER.find_below(tmp_path) == []
    assert SCANNER.find("log", caplog.text) == []
    assert "tố cáo" in rows


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
@pytest.mark.usefixtures("sealed")
def test_the_bytes_of_the_database_file_are_wiped_too(app: Flask) -> None:
    with app.app_context():
        place = Path(str(db.engine.url.database))
        db.session.remove()
    files = sorted(place.parent.glob(f"{place.name}*"))
    assert {file.name.removeprefix(place.name) for file in files} == {"", "-shm", "-wal"}
    assert [found for file in files for found in SCANNER.find(file.name, file.read_bytes())] == []


@pytest.mark.usefixtures("sealed")
def test_no_letter_and_no_alert_names_them(app: Flask, clock: SettableClock) -> None:
    outbox = Outbox()
    clock.set(date(2027, 3, 1))
    with app.app_context(), open_gateway() as gateway:
        sweep(clock(), by_mail=True, by_webhook=True)
        deliver(ByMail(outbox, "http://127.0.0.1"), clock())
        deliver(Hook(f"http://{LOCALHOST}:{gateway.port}", "khóa của cổng"), clock())
        db.session.remove()
    assert outbox.letters != []
    assert gateway.taken != []
    assert [found for one in gateway.taken for found in SCANNER.find("message", one.body)] == []
    assert SCANNER.find("letters", "\n".join(f"{mail.subject}\n{mail.text}" for mail in outbox.letters)) == []


class Outbox:
    """A mailer that keeps what it was asked to send."""

    def __init__(self) -> None:
        self.letters: list[Mail] = []

    def send(self, mail: Mail) -> None:
        self.letters.append(mail)


@pytest.mark.usefixtures("sealed")
def test_a_backup_carries_none_of_them(app: Flask, clock: SettableClock, tmp_path: Path) -> None:
    target = tmp_path / "backup.tar.gz"
    with app.app_context():
        archive.write(target, app.config["SETTINGS"].files, schema=[], key_id=cipher.key_id(), now=clock())
    assert SCANNER.find("backup", gzip.decompress(target.read_bytes())) == []


LISTS = ("/", "/tiep-dan", "/don", "/vu-viec", "/canh-bao", "/tiep-dan/moi", "/don/moi", "/tai-khoan")


def test_the_desk_does_not_learn_that_there_is_a_denunciation(
    app: Flask, enter: Enter, sign_in: SignIn, clock: SettableClock
) -> None:
    """Lists, counts, suggestions: to the letter what they were before it came, also after a sweep."""
    enter.a_complaint("Khiếu nại quyết định thu hồi đất")
    desk = sign_in("tiepdan")
    before = {address: shown(desk, address) for address in LISTS}
    it = enter.a_denunciation("Tố cáo cán bộ nhận tiền", senders=(person(BY_POST),), received_on=date(2026, 11, 2))
    enter.a_visit("Tố cáo cán bộ", by="xulydon", people=(person(AT_ONCE),), kind=PetitionKind.DENUNCIATION)
    with app.app_context():
        sweep(clock(), by_mail=False)
        db.session.remove()
    assert {address: shown(desk, address) for address in LISTS} == before
    assert it.matter_code in sign_in("xulydon").text("/vu-viec")


def shown(visitor: Visitor, address: str) -> tuple[int, str]:
    """A page under one key, without its tokens, which differ with every showing."""
    page = visitor.get(address, {"ma": "00000000-0000-4000-8000-000000000000"}, follow=False)
    return page.status_code, re.sub(r'value="[^"]*"', "", page.get_data(as_text=True))


def test_to_the_desk_a_denunciation_is_a_record_that_is_not_there(app: Flask, sealed: Sealed, sign_in: SignIn) -> None:
    desk, it = sign_in("tiepdan"), sealed.at_desk
    with app.app_context():
        file_id = db.session.scalars(select(StoredFile.id).limit(1)).one()
        db.session.remove()
    code = code_of(app, it)
    pairs = [
        (f"/vu-viec/{code}", "/vu-viec/VV-1999-00001"),
        (f"/vu-viec/{code}/danh-tinh", "/vu-viec/VV-1999-00001/danh-tinh"),
        (f"/vu-viec/{code}/tai-lieu/{it.entry_id}", "/vu-viec/VV-1999-00001/tai-lieu/999999"),
        (f"/don/{it.entry_id}", "/don/999999"),
        (f"/tiep-dan/{it.visit_id}", "/tiep-dan/999999"),
        (f"/tiep-dan/{it.visit_id}/bien-nhan", "/tiep-dan/999999/bien-nhan"),
        (f"/tiep-dan/{it.visit_id}/bien-ban", "/tiep-dan/999999/bien-ban"),
        (f"/tiep-dan/{it.visit_id}/phieu-huong-dan", "/tiep-dan/999999/phieu-huong-dan"),
        (f"/tiep-dan/{it.visit_id}/thong-bao-tu-choi", "/tiep-dan/999999/thong-bao-tu-choi"),
        (f"/tep/{file_id}", "/tep/999999"),
    ]
    assert [hidden for hidden, absent in pairs if shown(desk, hidden) != shown(desk, absent)] == []
    assert {shown(desk, hidden)[0] for hidden, _ in pairs} == {404}
