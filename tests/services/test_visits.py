"""What an outcome at the desk leaves behind, on both engines: clocks, answers, notices, half a record, a group."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from caseflow.law.errors import HistoryError, MissingFactError, StepNotAllowedError
from caseflow.law.terms import Action, PetitionKind, VisitOutcome, VisitStatus
from caseflow.law.visiting import PROLONGED
from caseflow.law.working_days import DayKind
from caseflow.services import calendar, corrections, reception, records
from caseflow.services.calendar import DayChange
from caseflow.services.citizens import Person
from caseflow.services.rebuilding import rebuild
from caseflow.services.reception import Telling
from caseflow.services.steps import Paper, Recording
from caseflow.store.alerts import Alert
from caseflow.store.db import db
from caseflow.store.deadlines import Deadline, Origin
from caseflow.store.documents import Document
from caseflow.store.petitions import entries_of_visit
from caseflow.store.projections import ids_with_clocks
from caseflow.store.reception import Visit
from caseflow.store.subjects import Event, events_of
from tests.conftest import SettableClock
from tests.factories import NOTICE, SENDER, Enter, Entered
from tests.services.sweeping import at, heard, said, swept
from tests.web.queries import asked

pytestmark = pytest.mark.usefixtures("inside")

Out, S = VisitOutcome, VisitStatus
DOCUMENTS = dict.fromkeys(PROLONGED, "Số 12/QĐ-UBND ngày 05/03/2024")
ORDINARY = [Out.PAPER_TAKEN, Out.GUIDED, Out.EXPLAINED, Out.REFUSED]
TOLD = {"answer": "Nội dung không thuộc diện thụ lý", "way": "trả lời trực tiếp"}


def visit_of(it: Entered) -> Visit:
    db.session.expire_all()
    return db.session.get_one(Visit, it.visit_id)


def deadlines(subject_id: int | None) -> dict[str, Deadline]:
    """The deadlines of a record by family."""
    db.session.expire_all()
    rows = db.session.scalars(select(Deadline).where(Deadline.subject_id == subject_id)).all()
    return {row.family: row for row in rows}


def words(enter: Enter, **told: Any) -> Entered:  # noqa: ANN401 - the fields of Telling
    """Words recorded on Monday 23/11/2026."""
    return enter.a_visit(outcome=Out.WORDS_RECORDED, **told)


def refused(enter: Enter, ground: str = "4.1.h", **told: Any) -> Entered:  # noqa: ANN401 - the fields of Telling
    return enter.a_visit(outcome=Out.REFUSED, refusal_ground=ground, **told)


def takes(
    enter: Enter,
    it: Entered,
    action: Action,
    on: date,
    facts: Mapping[str, object] | None = None,
    *,
    paper: Paper = NOTICE,
    by: str = "truongban",
) -> Event:
    """One step on a visit, as the step page would take it."""
    with enter.acting(by, action.label) as reader:
        recording = Recording(action, on, facts or {}, paper)
        return records.take(recording, record=visit_of(it), reader=reader, now=enter.clock())


def completes(enter: Enter, it: Entered, telling: Telling, *, by: str = "tiepdan") -> None:
    """The form of completion, sent by somebody of the desk."""
    with enter.acting(by, "bổ sung") as reader:
        visit = visit_of(it)
        had_paper = bool(entries_of_visit(visit.id))
        reception.complete(visit, people=(SENDER,), telling=telling, reader=reader, now=enter.clock())
        if not had_paper:
            reception.enter_book(visit, reader=reader, now=enter.clock())


# What an outcome costs


@pytest.mark.parametrize("outcome", ORDINARY)
def test_an_ordinary_visit_writes_no_event_and_no_deadline(enter: Enter, outcome: VisitOutcome) -> None:
    it = enter.a_visit(outcome=outcome, refusal_ground="9.1" if outcome is Out.REFUSED else "")
    visit = visit_of(it)
    assert (visit.status, visit.is_open) == (None, False)
    assert events_of(visit.id) == []
    assert deadlines(it.visit_id) == {}


@pytest.mark.parametrize("outcome", ORDINARY)
def test_an_ordinary_visit_does_not_even_ask_for_events_and_deadlines(
    app: Flask, enter: Enter, outcome: VisitOutcome
) -> None:
    enter.a_visit(outcome=Out.GUIDED)
    with asked(app) as statements:
        enter.a_visit(outcome=outcome, refusal_ground="9.1" if outcome is Out.REFUSED else "")
    assert not [one for one in statements if re.search(r"\b(event|deadline|document)\b", one)]
    assert not [one for one in statements if one.startswith(("UPDATE visit", "UPDATE subject"))], "it is written once"


def test_words_without_a_petition_are_answered_in_ten_working_days(enter: Enter) -> None:
    it = words(enter)
    visit = visit_of(it)
    assert (visit.status, visit.is_open) == (S.WORDS_RECORDED, True)
    answer = deadlines(it.visit_id)["TCD-RESULT"]
    assert (answer.start_on, answer.due_legal) == (date(2026, 11, 23), date(2026, 12, 8))


# The four answers


@pytest.mark.parametrize(
    ("action", "status", "is_open"),
    [
        (Action.TELL_ACCEPTED, S.TOLD_ACCEPTED, True),
        (Action.TELL_MORE_TIME, S.TOLD_MORE_TIME, True),
        (Action.TELL_NOT_ACCEPTED, S.TOLD_NOT_ACCEPTED, False),
        (Action.TELL_FORWARDED, S.TOLD_FORWARDED, False),
    ],
)
def test_one_of_four_answers_ends_the_waiting(
    enter: Enter, clock: SettableClock, action: Action, status: VisitStatus, is_open: bool
) -> None:
    it = words(enter)
    clock.set(date(2026, 12, 4))
    facts = TOLD | ({"to_office": enter.office_id("SO-NNMT")} if action is Action.TELL_FORWARDED else {})
    takes(enter, it, action, date(2026, 12, 4), facts, by="tiepdan")
    visit = visit_of(it)
    assert (visit.status, visit.is_open) == (status, is_open)
    found = deadlines(it.visit_id)
    assert found["TCD-RESULT"].met_on == date(2026, 12, 4)
    assert ("RA-SOAT" in found) is is_open, "what is told but not done does not fall silent"


def test_an_answer_may_be_corrected(enter: Enter, clock: SettableClock) -> None:
    it = words(enter)
    clock.set(date(2026, 12, 4))
    event = takes(enter, it, Action.TELL_NOT_ACCEPTED, date(2026, 12, 4), TOLD)
    with enter.acting("truongban", "sửa") as reader:
        mended = Recording(Action.TELL_NOT_ACCEPTED, date(2026, 12, 3), TOLD, NOTICE)
        corrections.correct(
            db.session.get_one(Event, event.id),
            mended,
            record=visit_of(it),
            reason="ghi nhầm ngày",
            reader=reader,
            now=enter.clock(),
        )
    assert deadlines(it.visit_id)["TCD-RESULT"].met_on == date(2026, 12, 3)
    assert visit_of(it).status is S.TOLD_NOT_ACCEPTED


def test_the_outcome_itself_is_no_step_of_the_step_page(enter: Enter) -> None:
    it = words(enter)
    with pytest.raises(StepNotAllowedError, match="kết quả tiếp"):
        takes(enter, it, Action.ENTER_WORDS, date(2026, 11, 23))


# Words that become a petition


def test_words_that_become_a_petition_leave_one_clock_from_the_day_of_the_visit(
    enter: Enter, clock: SettableClock
) -> None:
    it = words(enter)
    clock.set(date(2026, 11, 26))
    completes(enter, it, Telling("Hỏi về việc thu hồi đất", outcome=Out.PAPER_TAKEN))
    visit = visit_of(it)
    (entry,) = entries_of_visit(visit.id)
    assert (visit.status, visit.is_open) == (S.PAPER_TAKEN, False)
    assert deadlines(it.visit_id) == {}
    answer = deadlines(entry.id)["TCD-RESULT"]
    assert (entry.received_on, answer.start_on, answer.due_legal) == (
        date(2026, 11, 23),
        date(2026, 11, 23),
        date(2026, 12, 8),
    )
    assert swept(at(date(2026, 12, 9))).failed == 0
    late = [alert.subject_id for alert in db.session.scalars(select(Alert)) if ":TCD-RESULT:" in alert.deadline_key]
    assert set(late) == {entry.id}, "one duty is alarmed once"


@pytest.mark.parametrize("paper", [NOTICE, Paper()], ids=["by letter", "by word of mouth"])
def test_what_was_told_before_counts_for_the_petition(enter: Enter, clock: SettableClock, paper: Paper) -> None:
    it = words(enter)
    clock.set(date(2026, 12, 4))
    takes(enter, it, Action.TELL_ACCEPTED, date(2026, 12, 4), TOLD, paper=paper)
    clock.set(date(2026, 12, 7))
    completes(enter, it, Telling("Hỏi về việc thu hồi đất", outcome=Out.PAPER_TAKEN))
    (entry,) = entries_of_visit(visit_of(it).id)
    assert deadlines(entry.id)["TCD-RESULT"].met_on == date(2026, 12, 4)
    assert deadlines(it.visit_id)["TCD-RESULT"].met_on == date(2026, 12, 4)


def test_a_paper_in_the_book_is_not_taken_back(enter: Enter) -> None:
    it = words(enter)
    completes(enter, it, Telling("Hỏi về việc thu hồi đất", outcome=Out.PAPER_TAKEN))
    with pytest.raises(HistoryError) as no:
        completes(enter, it, Telling("Hỏi về việc thu hồi đất", outcome=Out.WORDS_RECORDED))
    assert no.value.field == "outcome"


# Refusals


def test_a_refusal_in_writing_is_due_in_three_working_days_and_ended_by_the_notice(
    enter: Enter, clock: SettableClock
) -> None:
    it = refused(enter)
    notice = deadlines(it.visit_id)["TCD-REFUSE"]
    assert (notice.start_on, notice.due_legal) == (date(2026, 11, 23), date(2026, 11, 27))
    clock.set(date(2026, 11, 26))
    with pytest.raises(MissingFactError, match="người ký"):
        takes(enter, it, Action.ISSUE_REFUSAL, date(2026, 11, 26), paper=Paper(number="3/TB-BTCD"))
    takes(enter, it, Action.ISSUE_REFUSAL, date(2026, 11, 26), paper=Paper("3/TB-BTCD", None, "Hoàng Đức Minh Thử"))
    assert deadlines(it.visit_id)["TCD-REFUSE"].met_on == date(2026, 11, 26)
    assert (visit_of(it).status, visit_of(it).is_open) == (S.REFUSAL_ISSUED, False)
    paper = db.session.scalars(select(Document).where(Document.subject_id == it.visit_id)).one()
    assert (paper.kind, paper.number, paper.issued_on, paper.signatory) == (
        "Thông báo từ chối tiếp công dân (mẫu 01/TCD)",
        "3/TB-BTCD",
        date(2026, 11, 26),
        "Hoàng Đức Minh Thử",
    )


def test_the_three_days_run_from_the_day_the_grounds_sufficed(enter: Enter, clock: SettableClock) -> None:
    clock.set(date(2026, 11, 26))
    it = refused(enter, on=date(2026, 11, 23), refusal_facts={"grounds_on": date(2026, 11, 25)})
    assert deadlines(it.visit_id)["TCD-REFUSE"].due_legal == date(2026, 11, 30)
    for wrong in (date(2026, 11, 20), date(2026, 11, 27)):
        with pytest.raises(MissingFactError) as no:
            refused(enter, on=date(2026, 11, 23), refusal_facts={"grounds_on": wrong})
        assert no.value.field == "grounds_on"


def test_a_matter_dragged_out_on_purpose_is_refused_only_with_its_four_documents(enter: Enter) -> None:
    for missing in PROLONGED:
        facts = {name: words for name, words in DOCUMENTS.items() if name != missing}
        with pytest.raises(MissingFactError) as no:
            refused(enter, "9.3", refusal_facts=facts)
        assert (no.value.field, no.value.basis) == (missing, "LTCD Đ9.3; NĐ 154/2026 Đ4.3")
    assert db.session.scalar(select(func.count()).select_from(Visit)) == 0
    it = refused(enter, "9.3", refusal_facts=DOCUMENTS)
    assert deadlines(it.visit_id)["TCD-REFUSE"].due_legal == date(2026, 11, 27)
    (event,) = events_of(visit_of(it).id)
    assert {name: event.facts[name] for name in PROLONGED} == DOCUMENTS


def test_before_the_decree_its_grounds_do_not_exist_and_no_notice_is_due(enter: Enter, clock: SettableClock) -> None:
    clock.set(date(2026, 6, 30))
    for ground in ("4.1.b", "4.1.g", "4.1.h"):
        with pytest.raises(MissingFactError, match="phải nêu căn cứ"):
            refused(enter, ground)
    it = refused(enter, "9.3", refusal_facts=DOCUMENTS)
    assert deadlines(it.visit_id) == {}
    assert (visit_of(it).status, visit_of(it).is_open) == (S.REFUSED, False)


def test_the_doubtful_point_runs_and_may_be_explained_on_the_spot(enter: Enter) -> None:
    it = refused(enter, "4.1.g")
    assert deadlines(it.visit_id)["TCD-REFUSE"].due_legal == date(2026, 11, 27)
    takes(enter, it, Action.EXPLAIN_REFUSAL, date(2026, 11, 23), {"reason": "Nội dung hỏi thủ tục đất đai"})
    assert deadlines(it.visit_id) == {}
    assert visit_of(it).status is S.REFUSED


def test_a_late_notice_is_alarmed(enter: Enter) -> None:
    it = refused(enter)
    for day in (date(2026, 11, 26), date(2026, 11, 27), date(2026, 11, 30)):
        swept(at(day))
    assert said("TCD-REFUSE") == [("TCD-REFUSE", "truoc-1"), ("TCD-REFUSE", "den-han"), ("TCD-REFUSE", "qua-1")]
    assert {"tiepdan", "truongban"} <= heard("TCD-REFUSE")
    alert = db.session.scalars(select(Alert).order_by(Alert.id.desc())).first()
    assert alert is not None
    assert (alert.subject_id, alert.label) == (it.visit_id, "Thông báo từ chối tiếp công dân")


# Half a record


def test_half_a_record_is_completed_by_the_next_working_day(enter: Enter) -> None:
    it = enter.a_visit()
    review = deadlines(it.visit_id)["RA-SOAT"]
    assert (review.due_legal, review.origin) == (date(2026, 11, 25), Origin.LOCAL)  # the day between is off
    assert visit_of(it).is_open
    completes(enter, it, Telling("Hỏi về việc thu hồi đất", outcome=Out.GUIDED))
    assert deadlines(it.visit_id) == {}
    assert (visit_of(it).status, visit_of(it).is_open) == (None, False)
    assert swept(at(date(2026, 11, 26))).raised == 0


def test_half_a_record_left_lying_is_alarmed_and_names_nobody(enter: Enter) -> None:
    enter.a_visit("Tố cáo cán bộ địa chính", kind=PetitionKind.DENUNCIATION)
    swept(at(date(2026, 11, 26)))
    assert said() == [("RA-SOAT", "qua-1")]
    alert = db.session.scalars(select(Alert)).one()
    assert alert.label == "Bổ sung lượt tiếp còn ghi dở"
    assert "tiepdan" not in heard("RA-SOAT"), "whoever received a denouncer follows the denunciation no further"


def test_half_a_record_completed_by_words_starts_their_clock_from_the_visit(enter: Enter, clock: SettableClock) -> None:
    it = enter.a_visit()
    clock.set(date(2026, 11, 25))
    completes(enter, it, Telling("Hỏi về việc thu hồi đất", outcome=Out.WORDS_RECORDED))
    found = deadlines(it.visit_id)
    assert set(found) == {"TCD-RESULT"}
    assert found["TCD-RESULT"].due_legal == date(2026, 12, 8)


# Mending an outcome


def test_another_outcome_takes_the_place_of_the_one_that_started_a_clock(enter: Enter) -> None:
    it = words(enter)
    completes(enter, it, Telling("Hỏi về việc thu hồi đất", outcome=Out.GUIDED, guided_to="Sở"))
    assert deadlines(it.visit_id) == {}
    assert (visit_of(it).status, visit_of(it).is_open) == (S.GUIDED, False)
    written = db.session.scalars(select(Event).where(Event.subject_id == it.visit_id).order_by(Event.id)).all()
    assert [(event.action, event.superseded_by_id is not None) for event in written] == [
        (Action.RECORD_WORDS, True),
        (Action.GUIDE, False),
    ]


def test_saving_again_what_was_saved_writes_nothing_new(enter: Enter) -> None:
    it = refused(enter, "9.3", refusal_facts=DOCUMENTS)
    same = Telling("Hỏi về việc thu hồi đất", outcome=Out.REFUSED, refusal_ground="9.3", refusal_facts=DOCUMENTS)
    completes(enter, it, same)
    assert len(events_of(visit_of(it).id)) == 1


def test_an_outcome_with_a_clock_is_not_emptied_again(enter: Enter) -> None:
    it = words(enter)
    with pytest.raises(MissingFactError) as no:
        completes(enter, it, Telling("Hỏi về việc thu hồi đất"))
    assert no.value.field == "outcome"


def test_after_an_answer_the_outcome_it_answers_stays(enter: Enter) -> None:
    it = words(enter)
    takes(enter, it, Action.TELL_NOT_ACCEPTED, date(2026, 11, 23), TOLD)
    with pytest.raises(HistoryError) as no:
        completes(enter, it, Telling("Hỏi về việc thu hồi đất", outcome=Out.EXPLAINED))
    assert no.value.field == "outcome"


# The house reads visits like every record


def test_the_clocks_of_visits_are_rebuilt_from_nothing(enter: Enter) -> None:
    kept = [words(enter), refused(enter), enter.a_visit(), enter.a_visit(outcome=Out.GUIDED)]
    with enter.acting("truongban", "dựng lại"):
        keys = ids_with_clocks(after=0, limit=100)
        assert {it.visit_id for it in kept} <= set(keys)
        rebuilt = rebuild(keys, enter.clock(), keep=True)
    assert (rebuilt.rows, rebuilt.differences, rebuilt.rearmed) == (3, (), ())


def test_a_new_day_off_moves_the_clocks_of_visits(enter: Enter) -> None:
    it, half = refused(enter), enter.a_visit()
    with enter.acting("quantri", "lịch") as reader:
        change = DayChange(date(2026, 11, 25), DayKind.OFF, "Bão", "Công điện thử")
        calendar.set_day(change, reader=reader, now=enter.clock())
    assert deadlines(it.visit_id)["TCD-REFUSE"].due_legal == date(2026, 11, 30)
    assert deadlines(half.visit_id)["RA-SOAT"].due_legal == date(2026, 11, 26)


def test_the_words_of_whoever_denounces_are_sealed_with_their_facts(enter: Enter) -> None:
    it = enter.a_visit(
        "Tố cáo cán bộ xã",
        kind=PetitionKind.DENUNCIATION,
        outcome=Out.REFUSED,
        refusal_ground="9.3",
        refusal_facts=DOCUMENTS | {"explained_in_minutes": f"Biên bản tiếp {SENDER.name}"},
    )
    (event,) = events_of(visit_of(it).id)
    assert SENDER.name not in str(event.facts)
    assert visit_of(it).secret
    assert "TCD-REFUSE" in deadlines(it.visit_id)


# Groups


def crowd(many: int) -> tuple[Person, ...]:
    return tuple(Person(f"Hồ Thị {number} Thử") for number in range(1, many + 1))


@pytest.mark.parametrize(
    ("group", "field"),
    [
        ((6, 3, "Giấy cử", 6), "people"),
        ((11, 6, "Giấy cử", 11), "people"),
        ((4, 1, "Giấy cử", 4), "people_present"),
        ((6, 2, "", None), "representatives_paper"),
        ((6, 2, "Giấy cử", 5), "appointed_by"),
    ],
)
def test_a_group_without_lawful_representatives_is_not_received_as_one(
    enter: Enter, group: tuple[int, int, str, int | None], field: str
) -> None:
    present, received, paper, signed = group
    told: dict[str, Any] = {"people_present": present, "is_group": True}
    told |= {"representatives_paper": paper, "appointed_by": signed}
    with pytest.raises(MissingFactError) as no:
        enter.a_visit(people=crowd(received), outcome=Out.GUIDED, **told)
    assert no.value.field == field
    enter.a_visit(people=crowd(received), **told)  # half a record leaves it open


def test_the_people_present_and_the_people_received_are_two_numbers(enter: Enter) -> None:
    it = enter.a_visit(
        people=crowd(2),
        outcome=Out.GUIDED,
        people_present=6,
        is_group=True,
        representatives_paper="Giấy cử 2 người",
        appointed_by=6,
    )
    visit = visit_of(it)
    assert (visit.people_present, visit.people_received, visit.appointed_by) == (6, 2, 6)


def test_a_paper_handed_in_by_a_group_enters_the_book_with_all_of_them(enter: Enter) -> None:
    told: dict[str, Any] = {"people_present": 6, "is_group": True, "representatives_paper": "Giấy cử"}
    it = enter.a_visit(people=crowd(2), outcome=Out.PAPER_TAKEN, **told)
    with enter.acting("tiepdan", "vào sổ") as reader:
        entry = reception.enter_book(visit_of(it), reader=reader, now=enter.clock())
        assert entry is not None
        assert entry.petition.signatories == 6
