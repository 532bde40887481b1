"""Something for every blank in an address, so that every page can be opened: matters, and what hangs on them."""

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from flask import Flask
from sqlalchemy import select
from werkzeug.routing import Rule

from caseflow.law.book import tables_by_slug
from caseflow.law.denouncer_notices import LetterWay
from caseflow.law.terms import Action, PetitionKind, VisitOutcome
from caseflow.services import reception_days, registrations, sealed_letters
from caseflow.services.drafts import Place, keep
from caseflow.services.files import Paperwork, attach
from caseflow.services.looks import ask_opening
from caseflow.services.reception import PaperHandedIn
from caseflow.services.saved_views import Naming, keep_view
from caseflow.services.steps import Paper, Recording
from caseflow.store.cases import Case
from caseflow.store.db import db
from caseflow.store.drafts import VISIT, Draft
from caseflow.store.matters import MatterFlag
from caseflow.store.people import RolePost
from caseflow.store.publications import Publication
from caseflow.store.reception_days import ReceptionDay
from caseflow.store.subjects import Assignment, Event, Subject
from caseflow.web.step_views import slug
from tests.factories import SENDER, Enter, Entered, Province

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
ON_CASE = (Action.VERIFY, Action.DECIDE, Action.DETERMINE_COMPLEX, Action.INVITE_DIALOGUE, Action.SUSPEND)
ON_NEW = (Action.CLASSIFY, Action.ASK_SUPPLEMENT)
ON_CLASSIFIED = (Action.PROPOSE, Action.GUIDE, Action.FORWARD, Action.RETURN, Action.JOIN, Action.TELL_RESULT)
ON_DENUNCIATION = (Action.RECLASSIFY, Action.FORWARD, Action.PROPOSE)

Blanks = Mapping[str, object]
BOOK: Mapping[str, tuple[Blanks, ...]] = {
    "rulebook.index": ({}, {"tu": "thu ly", "ngay": "30/06/2026"}, {"tu": "không có gì như thế"}),
    "rulebook.procedure": tuple({"procedure": name} for name in tables_by_slug()),
    "rulebook.grounds": ({}, {"ngay": "30/06/2026"}),
    "rulebook.roles": ({}, {"vai_tro": "xu-ly-don"}, {"vai_tro": "phap-che"}),
    "rulebook.changes": ({}, {"ngay": "01/07/2025"}, {"ngay": "02/07/2025"}),
    "rulebook.search": ({}, {"q": "tam dinh chi"}, {"q": "không có gì như thế"}),
    "ladders.edit": ({}, {"nhom": "suspicions"}),
    "search.index": ({}, {"tu": "thu hoi dat"}, {"tu": "Lê Thị Bưởi"}, {"tu": "1/2026"}, {"tu": "không có gì như thế"}),
    "calculator.index": (
        {},
        {"ma": "TC-GQ", "tu_ngay": "06/07/2026", "tam_dung-0-tu": "20/07/2026", "tam_dung-0-den": "05/08/2026"},
        {"ma": "KN-TL-NEW", "tu_ngay": "25/12/2026", "tam_dung-0-tu": "25/12/2026"},
        {"ma": "KN-TDC-PAUSE"},
    ),
}
"""The pages that look different with something behind the question mark: those of the rule book, and the search."""


@dataclass(frozen=True, slots=True)
class Samples:
    """What stands for each blank; the pages that stand in several forms are opened in several."""

    usual: Blanks
    of_page: Mapping[str, tuple[Blanks, ...]]

    def paths(self, app: Flask, rule: Rule) -> Iterator[str]:
        """The addresses under which a page is looked at."""
        adapter = app.url_map.bind("")
        for special in self.of_page.get(rule.endpoint, ({},)):
            blanks = {name: self.usual[name] for name in rule.arguments if name not in special}
            yield adapter.build(rule.endpoint, {**blanks, **special})  # what is no blank goes behind the question mark


def make_samples(enter: Enter, app: Flask, province: Province) -> Samples:
    """A visit with its paper, a case under verification, one long overdue, a denunciation, a forwarded petition."""
    visit = enter.a_visit(
        "Khiếu nại quyết định thu hồi đất",
        outcome=VisitOutcome.PAPER_TAKEN,
        papers=(PaperHandedIn("Quyết định thu hồi đất", 3, is_original=False),),
    )
    guided = enter.a_visit("Hỏi về trợ cấp", outcome=VisitOutcome.GUIDED, guided_to="Sở Nội vụ")
    refused = enter.a_visit("Phản ánh đã được trả lời", outcome=VisitOutcome.REFUSED, refusal_ground="4.1.h")
    department = province.offices[province.department]
    case = enter.a_case(received_on=date(2026, 11, 9), accepted_on=date(2026, 11, 10))
    enter.step(case, Action.VERIFY, facts={"verifier": department, "due_on": date(2026, 11, 30)})
    overdue = enter.a_case(received_on=date(2026, 9, 14), accepted_on=date(2026, 9, 18))
    new = enter.a_petition("Kiến nghị về đường vào thôn 3")
    classified = enter.a_complaint("Khiếu nại việc bồi thường cây trồng")
    denunciation = enter.a_denunciation()
    told = enter.a_case(PetitionKind.DENUNCIATION)
    letter_id = _prepare_letter(enter, told)
    feedback = enter.a_feedback()
    forwarded = enter.a_complaint(facts={"in_competence": "no"})
    enter.step(forwarded, Action.FORWARD, facts={"to_office": department})
    too_high = enter.a_complaint(facts={"author": "commune_chair", "in_competence": "no"}, signatories=7)
    with enter.acting("lanhdao") as reader:
        opening = ask_opening(_subject(denunciation.entry_id), reader=reader, reason="Theo dõi", now=enter.clock())
        db.session.flush()
        opening_id = opening.id
    with enter.acting("xulydon"):
        file = attach(
            _subject(denunciation.entry_id),
            Paperwork("Tài liệu kèm đơn"),
            name="tai-lieu.pdf",
            stream=io.BytesIO(PDF),
            by_id=province.people["xulydon"],
            now=enter.clock(),
            secret=True,
        )
        db.session.flush()
        file_id = file.id
    with enter.acting("truongban") as reader:
        view_id = keep_view(reader.user_id, "vu-viec", "han=qua", Naming("Quá hạn của Ban")).id
        place = Place("luot-moi", VISIT, "/tiep-dan/moi", "Lượt tiếp mới")
        words = [("summary", "Hỏi về việc thu hồi đất"), ("people-0-name", "Lê Thị Bưởi")]
        keep(place, words, user_id=reader.user_id, sent_as="", now=enter.clock())
    day_id = enter.a_day(date(2026, 12, 15), posted_on=date(2026, 11, 23), online="yes", online_ground="20.1")
    planned_id = enter.a_day(date(2026, 12, 22), of=("TINH", "SO-NNMT"))
    enter.a_duty()
    duty_id = enter.a_duty("TCD-BRIEF", of="BTCD")
    with enter.acting("tiepdan") as reader:
        asked = registrations.register(
            db.session.get_one(ReceptionDay, day_id), SENDER, wish="Xin xem lại việc bồi thường", matter=None,
            reader=reader, now=enter.clock(),
        )  # fmt: skip
        db.session.get_one(ReceptionDay, day_id).register_until = date(2026, 12, 10)
        asked.accepted, asked.proposal = True, "Giao Sở kiểm tra, trả lời trong tháng"
        registrations.arrive(asked)
        registration_id = asked.id
    off_id = enter.a_day(date(2026, 12, 29), posted_on=date(2026, 11, 23))
    with enter.acting("truongban") as reader:
        off = Recording(Action.CANCEL_DAY, enter.clock.today, {"change_reason": "Trùng lịch họp"})
        reception_days.take(off, day=db.session.get_one(ReceptionDay, off_id), reader=reader, now=enter.clock())
    at_the_leaders, conclusion_id = enter.a_concluded_visit()
    decided, waits = enter.a_decided_case(), enter.a_decided_case()
    posted_id, waiting_id = enter.a_publication(decided), enter.a_publication(waits, approved_by="")
    with app.app_context():
        usual: dict[str, object] = {
            "visit_id": visit.visit_id,
            "entry_id": case.entry_id,
            "code": case.matter_code,
            "subject_id": case.case_id,
            "event_id": _first(select(Event.id).where(Event.subject_id == case.case_id, Event.action == Action.VERIFY)),
            "assignment_id": _first(select(Assignment.id).where(Assignment.of_id == case.case_id)),
            "post_id": _first(select(RolePost.id).where(RolePost.user_id == province.people["tiepdan"])),
            "opening_id": opening_id,
            "file_id": file_id,
            "letter_id": letter_id,
            "publication_id": posted_id,
            "slug": _first(select(Publication.slug).where(Publication.id == posted_id)),
            "day_id": day_id,
            "duty_id": duty_id,
            "registration_id": registration_id,
            "act": slug(Action.POSTPONE_DAY),
            "office_id": department,
            "user_id": province.people["tiepdan"],
            "period": "KN-TL-NEW",
            "listed": "don",
            "book": "tiep-cong-dan",
            "report": "02-xld",
            "column": 1,
            "view_id": view_id,
            "draft_id": _first(select(Draft.id)),
            "opened": "ra-soat-vu-viec-ton-dong-keo-dai",
            "flag_id": _first(select(MatterFlag.id).where(MatterFlag.matter_id == too_high.matter_id)),
        }
        decided_event, accepted_id = (
            _first(select(Publication.event_id).where(Publication.id == posted_id)),
            _first(select(Event.id).where(Event.subject_id == told.case_id, Event.action == Action.ACCEPT)),
        )
    return Samples(
        usual,
        {
            "steps.take": (
                *_steps(case, case.case_id, ON_CASE),
                *_steps(new, new.entry_id, ON_NEW),
                *_steps(classified, classified.entry_id, ON_CLASSIFIED),
                *_steps(denunciation, denunciation.entry_id, ON_DENUNCIATION),
            ),
            "matters.show": tuple(
                {"code": it.matter_code} for it in (case, overdue, denunciation, told, feedback, new, too_high, decided)
            ),
            "saved_views.keep": ({"listed": "don", "tinh_trang": "received"}, {"listed": "vu-viec", "han": "qua"}),
            "flags.decide": ({"code": too_high.matter_code},),
            "parting.begin": ({"code": new.matter_code, "subject_id": new.entry_id},),
            "identity.look": ({"code": denunciation.matter_code},),
            "day_papers.conclusion": ({"visit_id": at_the_leaders.visit_id, "conclusion_id": conclusion_id},),
            "day_papers.change": ({"day_id": off_id},),
            "desk_papers.guidance": ({"visit_id": guided.visit_id},),
            "desk_papers.refusal": ({"visit_id": refused.visit_id},),
            "letters.show": ({"code": told.matter_code},),
            "publications.prepare": ({"code": decided.matter_code, "event_id": decided_event},),
            "publications.show": (
                {"code": decided.matter_code},
                {"code": waits.matter_code, "publication_id": waiting_id},
            ),
            "days.index": ({}, {"thang": "2026-12"}),
            "days.show": ({}, {"day_id": planned_id}),
            "days.take": ({}, {"day_id": planned_id, "act": slug(Action.POST_DAY)}),
            "public_schedule.index": ({}, {"thang": "2026-12"}),
            "letters.prepare": ({"code": told.matter_code, "event_id": accepted_id},),
            **BOOK,
        },
    )


def _steps(it: Entered, subject_id: int | None, actions: tuple[Action, ...]) -> Iterator[Blanks]:
    for action in actions:
        yield {"code": it.matter_code, "subject_id": subject_id, "action": slug(action)}


def _prepare_letter(enter: Enter, it: Entered) -> int:
    with enter.acting("xulydon") as reader:
        accepted = select(Event).where(Event.subject_id == it.case_id, Event.action == Action.ACCEPT)
        (letter,) = sealed_letters.prepare(
            db.session.scalars(accepted).one(),
            record=db.session.get_one(Case, it.case_id),
            way=LetterWay.POST,
            paper=Paper("1/TB", enter.clock.today, "Người ký"),
            reader=reader,
            now=enter.clock(),
        )
        return letter.id


def _subject(key: int | None) -> Subject:
    return db.session.get_one(Subject, key)


def _first(query: object) -> object:
    found = db.session.scalars(query).first()  # type: ignore[call-overload] # any query of one column
    assert found is not None, str(query)
    return found
