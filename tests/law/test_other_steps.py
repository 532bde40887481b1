"""Land disputes, long-pending matters, what passes between offices, former districts, transitional clauses."""

from dataclasses import replace
from datetime import date

import pytest

from caseflow.law.competence import Author
from caseflow.law.errors import HistoryError, MissingFactError
from caseflow.law.instances import ECHOES, echo_of
from caseflow.law.procedures import EARLIER, PETITIONED, PROCEDURES, procedure_of
from caseflow.law.stepcheck import check_steps
from caseflow.law.tables import INTAKE, OF_CASES
from caseflow.law.terms import Action, CaseStatus, ContestedObject, EntryStatus, Instance, PetitionKind, Procedure
from caseflow.law.transitions import TRANSITIONS
from caseflow.law.workflow import History, Step, check_facts, next_step
from tests.law.told import Act, clock_of, left, of_case, of_entry

A = Action
P = Procedure
OPENED: Act = ("2026-07-06", A.OPEN, {"received_on": "2026-07-03"})
KNOWN = {"field": "land", "instance": "first", "eligible": "yes", "in_competence": "no"}


def disputed(*acts: Act) -> History:
    return of_case(P.LAND_DISPUTE, OPENED, *acts)


def test_a_land_dispute_is_conciliated_within_thirty_days_of_the_request() -> None:
    # 3 July + 30 days: 2 August, a Sunday, so 3 August
    assert clock_of(disputed(), "TRANHCHAP-HG", "2026-07-07").due_legal == date(2026, 8, 3)
    done = disputed(("2026-07-20", A.CONCILIATE, {"conciliated": "yes"}))
    assert left(done, "2026-07-21") == set()
    assert (
        disputed(("2026-07-20", A.CONCILIATE, {"conciliated": "yes"}), ("2026-07-21", A.CLOSE)).status
        is CaseStatus.CLOSED
    )


@pytest.mark.parametrize(
    ("settler", "family", "due", "remote"),
    [
        # 27 July + 45, + 55 days; + 50, + 60 days
        ("commune", "TRANHCHAP-XA", date(2026, 9, 10), date(2026, 9, 20)),
        ("province", "TRANHCHAP-TINH", date(2026, 9, 15), date(2026, 9, 25)),
    ],
)
def test_a_dispute_that_was_not_conciliated_is_settled_by_the_commune_or_the_province(
    settler: str, family: str, due: date, remote: date
) -> None:
    acts: tuple[Act, ...] = (
        ("2026-07-20", A.CONCILIATE, {"conciliated": "no"}),
        ("2026-07-27", A.ACCEPT, {"land_settler": settler}),
    )
    assert clock_of(disputed(*acts), family, "2026-07-28").due_strict == due
    far: Act = ("2026-07-28", A.DETERMINE_REMOTE)
    assert clock_of(disputed(*acts, far), family, "2026-07-29").due_strict == remote
    decided = disputed(*acts, ("2026-08-31", A.DECIDE), ("2026-09-04", A.RECORD_DELIVERY))
    assert left(decided, "2026-09-05") == set()
    assert clock_of(decided, "TRANHCHAP-KN", "2026-09-05").due_strict == date(2026, 10, 4)


def test_a_long_pending_matter_is_planned_reviewed_and_struck_off() -> None:
    acts: tuple[Act, ...] = (
        ("2026-07-06", A.OPEN, {"review_criteria": "kéo dài trên hai năm"}),
        ("2026-07-10", A.PLAN_REVIEW),
        ("2026-07-20", A.HOLD_DIALOGUE, {"invited": "yes"}),
        ("2026-08-03", A.REVIEW),
        ("2026-08-10", A.END_CONSIDERATION),
    )
    assert of_case(P.LONG_PENDING, *acts).status is CaseStatus.ENDED_NOTICE
    assert of_case(P.LONG_PENDING, *acts, ("2026-08-20", A.STRIKE_OFF)).status is CaseStatus.CLOSED
    assert of_case(P.LONG_PENDING, acts[0], ("2026-07-08", A.STRIKE_OFF)).status is CaseStatus.CLOSED


def test_protection_is_looked_at_daily_and_everything_else_monthly() -> None:
    assert OF_CASES[P.PROTECTION].review_days == 1
    assert {OF_CASES[one].review_days for one in P if one is not P.PROTECTION} == {30}


# between offices


def forwarded(*acts: Act, **facts: object) -> History:
    return of_entry(
        "2026-08-21",
        ("2026-08-24", A.CLASSIFY, {**KNOWN, "kind": "complaint"}),
        ("2026-08-26", A.FORWARD, {"reply_by": "2026-10-15"}),
        *acts,
        **facts,
    )


def test_an_office_that_does_not_answer_is_urged_three_times_and_then_reported() -> None:
    urged: tuple[Act, ...] = (
        ("2026-10-16", A.URGE, {"reply_by": "2026-10-30"}),
        ("2026-11-02", A.URGE_AGAIN, {"reply_by": "2026-11-10"}),
        ("2026-11-11", A.URGE_THIRD, {"reply_by": "2026-11-20"}),
    )
    assert clock_of(forwarded(*urged), "XLD-REPLY", "2026-11-12").due_legal == date(2026, 11, 20)
    with pytest.raises(HistoryError, match="đôn đốc đủ ba lần"):
        forwarded(*urged[:2], ("2026-11-21", A.REPORT_SLOW))
    with pytest.raises(HistoryError, match="hãy ghi đôn đốc lần hai"):
        forwarded(urged[0], ("2026-11-02", A.URGE))
    with pytest.raises(HistoryError, match="Chưa đôn đốc lần một"):
        forwarded(("2026-11-02", A.URGE_AGAIN))
    with pytest.raises(HistoryError, match="Đã đôn đốc ba lần"):
        forwarded(*urged, ("2026-11-21", A.URGE_THIRD))
    assert left(forwarded(*urged, ("2026-11-23", A.REPORT_SLOW)), "2026-11-24") == set()


def test_a_citizen_who_asked_is_told_within_five_working_days_of_the_reply() -> None:
    told = forwarded(("2026-10-12", A.TAKE_REPLY, {"citizen_asked": "yes"}))
    assert clock_of(told, "TCD-RELAY", "2026-10-13").due_legal == date(2026, 10, 19)  # 13, 14, 15, 16, 19 October
    relayed = forwarded(("2026-10-12", A.TAKE_REPLY, {"citizen_asked": "yes"}), ("2026-10-15", A.RELAY))
    assert left(relayed, "2026-10-16") == set()
    with pytest.raises(HistoryError, match="không yêu cầu được báo lại"):
        forwarded(("2026-10-12", A.TAKE_REPLY, {"citizen_asked": "no"}), ("2026-10-15", A.RELAY))


def test_a_board_that_forwarded_hears_within_seven_working_days_of_the_settlement() -> None:
    def here(*acts: Act) -> History:
        known = {**KNOWN, "kind": "complaint", "in_competence": "yes"}
        opened: tuple[Act, ...] = (
            ("2026-08-24", A.CLASSIFY, known),
            ("2026-08-26", A.PROPOSE),
            ("2026-08-27", A.ACCEPT),
            ("2026-09-21", A.SETTLED),
        )
        return of_entry("2026-08-21", *opened, *acts, from_board=True, from_outside=True)

    # 22, 23, 24, 25, 28, 29, 30 September
    assert clock_of(here(), "TCD-FWD-REPORT", "2026-09-22").due_legal == date(2026, 9, 30)
    assert left(here(("2026-09-28", A.REPORT_BACK)), "2026-09-29") == set()


def test_what_was_settled_before_it_was_forwarded_is_answered_at_once() -> None:
    known = {**KNOWN, "kind": "complaint", "in_competence": "yes"}
    informed = of_entry(
        "2026-08-21",
        ("2026-08-24", A.CLASSIFY, known),
        ("2026-08-25", A.INFORM),
        from_board=True,
        from_outside=True,
    )
    assert clock_of(informed, "TCD-FWD-DONE", "2026-08-26").due_legal == date(2026, 8, 21)


def test_a_subordinate_that_is_late_is_required_to_settle_and_its_answer_awaited() -> None:
    required = of_entry(
        "2026-08-21",
        ("2026-08-24", A.CLASSIFY, {**KNOWN, "kind": "denunciation"}),
        ("2026-08-26", A.REQUIRE, {"reply_by": "2026-09-30"}),
    )
    assert required.status is EntryStatus.REQUIRED
    assert left(required, "2026-08-27") == {"XLD-REPLY"}


def test_original_papers_are_given_back_only_where_some_were_taken() -> None:
    assert of_entry("2026-08-21", ("2026-08-24", A.GIVE_BACK), originals_to_return=True).status is EntryStatus.RECEIVED
    with pytest.raises(HistoryError, match="không có bản gốc phải trả"):
        of_entry("2026-08-21", ("2026-08-24", A.GIVE_BACK))


def test_a_filed_paper_is_kept_a_year() -> None:
    filed = of_entry("2026-08-21", ("2026-08-24", A.CLASSIFY, {**KNOWN, "kind": "complaint"}), ("2026-08-26", A.FILE))
    assert clock_of(filed, "XLD-LUU", "2026-08-27").due_strict == date(2027, 8, 26)


# former districts


@pytest.mark.parametrize("kind", ["complaint", "denunciation"])
@pytest.mark.parametrize("author", [Author.DISTRICT_UNIT, Author.DISTRICT_CHAIR])
def test_whoever_succeeds_a_former_district_is_chosen_with_a_basis(kind: str, author: Author) -> None:
    def sent(received: str, classified: str, author: Author, **facts: object) -> History:
        known = {**KNOWN, "kind": kind, "author": author.value}
        return of_entry(received, (classified, A.CLASSIFY, known), ("2026-08-26", A.FORWARD, facts))

    with pytest.raises(HistoryError, match="căn cứ chọn cơ quan kế thừa"):
        sent("2026-08-21", "2026-08-24", author)
    basis = {"successor_basis": "Phương án sắp xếp số 12/PA-UBND"}
    assert sent("2026-08-21", "2026-08-24", author, **basis).status is EntryStatus.FORWARDED
    assert sent("2026-08-21", "2026-08-24", Author.COMMUNE_CHAIR).status is EntryStatus.FORWARDED


# what is known and typed


CLASSIFY = next_step(INTAKE.steps, EntryStatus.RECEIVED, A.CLASSIFY, on=date(2026, 8, 24), kind=PetitionKind.COMPLAINT)
TYPED = {"kind": "complaint", "field": "land", "instance": "first", "eligible": "yes", "in_competence": "yes"}


def classify(**facts: object) -> None:
    check_facts(CLASSIFY, {**TYPED, **facts}, date(2026, 8, 24), {"received_on": "2026-08-21"})


def test_a_decision_was_known_before_the_complaint_against_it_came_in() -> None:
    classify(contested_known_on="2026-08-21")
    with pytest.raises(MissingFactError, match="không được ở sau ngày 21/08/2026") as refused:
        classify(contested_known_on="2026-08-22")
    assert refused.value.field == "contested_known_on"


@pytest.mark.parametrize(
    "obstacle",
    [
        {"obstacle_from": "2026-06-01"},
        {"obstacle_to": "2026-06-10"},
        {"obstacle_from": "2026-06-10", "obstacle_to": "2026-06-01"},
    ],
)
def test_an_obstacle_has_a_first_and_a_last_day_in_order(obstacle: dict[str, object]) -> None:
    with pytest.raises(MissingFactError, match="theo thứ tự") as refused:
        classify(**obstacle)
    assert refused.value.field == "obstacle_to"


def test_an_obstacle_may_last_one_day() -> None:
    classify(obstacle_from="2026-06-01", obstacle_to="2026-06-01")


# which procedure, which instance before it


@pytest.mark.parametrize("procedure", PETITIONED)
def test_the_petition_of_a_procedure_leads_to_it(procedure: Procedure) -> None:
    petition = PETITIONED[procedure]
    assert procedure_of(petition.kind, petition.instance, petition.contested_object) is procedure


def test_dismissal_is_discipline_and_what_is_not_settled_leads_nowhere() -> None:
    assert procedure_of(PetitionKind.COMPLAINT, Instance.SECOND, ContestedObject.DISMISSAL) is P.DISCIPLINE_SECOND
    assert procedure_of(PetitionKind.COMPLAINT, Instance.FIRST, ContestedObject.LAND_SETTLEMENT) is P.COMPLAINT_FIRST
    assert procedure_of(PetitionKind.DENUNCIATION, Instance.FIRST, ContestedObject.DISCIPLINE) is P.DENUNCIATION_FIRST
    assert procedure_of(PetitionKind.CIVIL, Instance.FIRST) is None
    assert procedure_of(PetitionKind.FEEDBACK, Instance.SECOND) is None


def test_what_a_later_instance_writes_is_a_step_of_the_earlier_one() -> None:
    for echo in ECHOES:
        for procedure in echo.procedures:
            assert echo.writes in {step.action for step in PROCEDURES[EARLIER[procedure]]}
            assert echo.on in {step.action for step in PROCEDURES[procedure]}
            assert echo_of(procedure, echo.on) is echo
    assert echo_of(P.COMPLAINT_FIRST, A.ACCEPT) is None


# transitional clauses


def test_a_transitional_clause_speaks_from_its_day_and_of_its_acts_only() -> None:
    [complaints, denunciations] = TRANSITIONS
    assert not complaints.covers(A.SUSPEND, date(2026, 6, 30))
    assert complaints.covers(A.SUSPEND, date(2026, 7, 1))
    assert not complaints.covers(A.DETERMINE_COMPLEX, date(2026, 7, 1))
    assert denunciations.covers(A.EXTEND, date(2026, 7, 1))


@pytest.mark.parametrize(
    "wrong",
    [{"transition": "CT-KHONG-CO"}, {"action": A.ACCEPT}, {"chosen_by": ""}],
    ids=["no such clause", "another act", "nothing to override"],
)
def test_a_row_names_only_a_clause_that_speaks_of_it(wrong: dict[str, object]) -> None:
    table = OF_CASES[P.COMPLAINT_FIRST]
    suspend = next(step for step in table.steps if step.action is A.SUSPEND)
    broken: Step = replace(suspend, **wrong)  # type: ignore[arg-type]  # the fields are checked by the dataclass itself
    found = check_steps({"thử": replace(table, steps=(*table.steps, broken))})
    assert any("quy định chuyển tiếp" in sentence for sentence in found)
