"""Quick entry of a case that already ran: nothing of it hangs in the air, every past step is lawful on its day."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from caseflow.law.errors import HistoryError, NotPermittedError, StepNotAllowedError
from caseflow.law.procedures import PETITIONED
from caseflow.law.terms import FIELDS, Action, CaseStatus, EntryStatus, Field, Procedure
from caseflow.services.citizens import Person
from caseflow.services.running import Running, enter
from caseflow.services.steps import Recording
from caseflow.store.cases import Case
from caseflow.store.db import db
from caseflow.store.deadlines import Deadline
from caseflow.store.matters import Matter
from caseflow.store.offices import find_office
from caseflow.store.petitions import PetitionEntry
from caseflow.store.subjects import Event
from tests.factories import NOTICE, Enter, Province

pytestmark = pytest.mark.usefixtures("inside")
ACCEPT = Recording(Action.ACCEPT, date(2026, 8, 28), {}, NOTICE)


def run(by: Enter, province: Province, *past: Recording, login: str = "truongdonvi", **told: Any) -> Case:  # noqa: ANN401 - the fields of Running
    known: dict[str, Any] = {
        "title": "Khiếu nại quyết định thu hồi đất",
        "procedure": Procedure.COMPLAINT_FIRST,
        "field": Field.LAND,
        "office": find_office(province.offices["TINH"]),
        "received_on": date(2026, 8, 21),
        "petitioner": Person("Nguyễn Văn Bền Thử"),
    }
    with by.acting(login) as reader:
        case_id = enter(Running(**(known | told)), past, reader=reader, now=by.clock()).id
    return db.session.get_one(Case, case_id)


def test_the_case_has_its_matter_its_petition_and_an_entry_in_the_book(enter: Enter, province: Province) -> None:
    case = run(enter, province, ACCEPT)
    [entry] = db.session.scalars(select(PetitionEntry).where(PetitionEntry.case_id == case.id)).all()
    assert (entry.status, entry.received_on, entry.number) == (EntryStatus.IN_CASE, date(2026, 8, 21), "1/2026")
    assert entry.office_id == case.office_id == province.offices["TINH"]
    assert case.matter_id == entry.matter_id == entry.petition.matter_id
    assert (case.status, case.elsewhere) == (CaseStatus.ACCEPTED, True)
    due = select(Deadline.due_legal).where(Deadline.subject_id == case.id, Deadline.family == "KN-GQ1")
    assert db.session.scalar(due) == date(2026, 9, 28)


def test_the_steps_are_taken_by_their_dates_however_they_were_typed(enter: Enter, province: Province) -> None:
    verify = Recording(Action.VERIFY, date(2026, 9, 1), {"verifier": province.offices["SO-NNMT"]}, NOTICE)
    case = run(enter, province, verify, ACCEPT)
    assert case.status is CaseStatus.VERIFYING


def test_a_step_that_was_not_lawful_then_is_named_by_its_place_and_nothing_is_written(
    enter: Enter, province: Province
) -> None:
    decide = Recording(Action.DECIDE, date(2026, 9, 10), {"result": "right", "no_difference": "yes"}, NOTICE)
    with pytest.raises(HistoryError) as refusal:
        run(enter, province, ACCEPT, decide)
    assert refusal.value.field.startswith("1.")
    assert refusal.value.basis == "LKN Đ31"
    for table in (Case, PetitionEntry, Matter, Event):
        assert db.session.scalar(select(table).limit(1)) is None


def test_a_procedure_that_no_petition_opens_is_refused(enter: Enter, province: Province) -> None:
    with pytest.raises(StepNotAllowedError, match="không mở từ đơn"):
        run(enter, province, procedure=Procedure.PROTECTION)


@pytest.mark.parametrize("procedure", PETITIONED)
def test_every_procedure_that_a_petition_opens_may_have_begun_on_paper(
    enter: Enter, province: Province, procedure: Procedure
) -> None:
    field = FIELDS[PETITIONED[procedure].kind][0]
    case = run(enter, province, procedure=procedure, field=field, title="Việc đã có từ trước")
    assert (case.procedure, case.status) == (procedure, CaseStatus.AWAITING)


def test_a_denunciation_is_sealed_as_it_is_entered(enter: Enter, province: Province) -> None:
    denounced = {"procedure": Procedure.DENUNCIATION_FIRST, "field": Field.ADMINISTRATION}
    case = run(enter, province, title="Tố cáo cán bộ xã", **denounced)
    assert case.secret
    assert db.session.get_one(Matter, case.matter_id).secret
    [entry] = db.session.scalars(select(PetitionEntry).where(PetitionEntry.case_id == case.id)).all()
    assert [party.citizen_id for party in entry.petition.parties] == [None]


def test_whoever_may_not_classify_does_not_enter_a_running_case(enter: Enter, province: Province) -> None:
    with pytest.raises(NotPermittedError):
        run(enter, province, ACCEPT, login="giaiquyet")
