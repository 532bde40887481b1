"""What the forms count: each column of a small world counted by hand, the records behind it, sums over the quarters."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from caseflow.law.counting_settings import Counting
from caseflow.law.report_periods import period_of
from caseflow.law.terms import Action, PetitionKind, VisitOutcome
from caseflow.reports.forms.asked import Asked
from caseflow.reports.forms.form import Nature, Number, OfficialForm
from caseflow.reports.forms.forms import FORMS
from caseflow.reports.forms.reading import Sheet, behind, read
from caseflow.reports.forms.tt06_2025.gqkn03 import GQKN03
from caseflow.reports.forms.tt06_2025.gqtc04 import GQTC04
from caseflow.reports.forms.tt06_2025.kqth05 import KQTH05
from caseflow.reports.forms.tt06_2025.tcd01 import TCD01
from caseflow.reports.forms.tt06_2025.xld02 import XLD02
from caseflow.services import reception, reception_days
from caseflow.services.reception import Telling
from caseflow.services.reception_days import Held
from caseflow.store.db import db
from caseflow.store.matters import Matter
from caseflow.store.offices import offices_within, root_path
from caseflow.store.reception_days import ReceptionDay
from tests.conftest import SettableClock
from tests.factories import SENDER, Enter, Entered, Province, office_of

pytestmark = pytest.mark.usefixtures("inside")

USUAL = Counting()
QUARTER = "2026-Q4"
NOTHING: Mapping[str, Any] = {}
GROUP: Mapping[str, Any] = {
    "people_present": 6,
    "is_group": True,
    "representatives_paper": "Giấy cử",
    "appointed_by": 6,
}


def sheet(form: OfficialForm, key: str = QUARTER, counting: Counting = USUAL) -> Sheet:
    asked = Asked((root_path(),), period_of(key), counting)
    return read(form, asked, offices_within([root_path()]))


def numbers(form: OfficialForm, key: str = QUARTER, counting: Counting = USUAL) -> dict[int, Number]:
    """What stands in the total row, noughts left out."""
    return {number: value for number, value in sheet(form, key, counting).total.values.items() if value}


def visit(
    enter: Enter,
    *,
    on: date,
    session_id: int | None = None,
    matter_id: int | None = None,
    told: Mapping[str, Any] = NOTHING,
) -> int:
    """A visit at the board, perhaps about a matter that is known, perhaps to a leader."""
    with enter.acting("tiepdan") as reader:
        made = reception.receive(
            office=office_of("BTCD"),
            people=[SENDER],
            telling=Telling("Hỏi về đất", **{"outcome": VisitOutcome.EXPLAINED, **told}),
            reader=reader,
            now=enter.clock(),
            on=on,
            session_id=session_id,
            matter=db.session.get(Matter, matter_id) if matter_id else None,
        )
        return made.matter_id or 0


def held(enter: Enter, on: date, *, by_head: bool) -> int:
    """A day of the chair that was posted and held; its session."""
    key = enter.a_day(on, posted_on=on)
    with enter.acting("truongban") as reader:
        day = db.session.get_one(ReceptionDay, key)
        one = Held(day.hosts[0].office_id, by_head, "Người tiếp", document="" if by_head else "GUQ 1")
        reception_days.hold(day, [one], reader=reader, now=enter.clock())
        return day.sessions[0].id


@pytest.fixture
def received(enter: Enter, clock: SettableClock) -> None:
    """Two regular visits, one to the head, one to a stand-in; one refused, one of another quarter."""
    clock.set(datetime(2026, 12, 10, 3, 0, tzinfo=UTC))
    head, stand_in = held(enter, date(2026, 10, 15), by_head=True), held(enter, date(2026, 11, 16), by_head=False)
    known = visit(enter, on=date(2026, 9, 15))
    visit(enter, on=date(2026, 10, 1), told=GROUP)
    visit(enter, on=date(2026, 10, 15), session_id=head, matter_id=known)
    visit(enter, on=date(2026, 11, 16), session_id=stand_in)
    visit(enter, on=date(2026, 11, 17), told={"outcome": VisitOutcome.REFUSED, "refusal_ground": "9.1"})
    visit(enter, on=date(2026, 9, 14))


@pytest.mark.usefixtures("received")
def test_reception_is_counted_by_who_received_and_a_matter_once_under_the_head() -> None:
    assert numbers(TCD01) == {
        1: 4,
        2: 9,
        3: 3,
        4: 1,
        5: 2,
        6: 7,
        7: 1,
        8: 1,
        9: 6,
        10: 1,
        11: 1,
        12: 1,
        13: 1,
        16: 1,
        17: 1,
        18: 1,
        19: 1,
    }


@pytest.mark.usefixtures("received")
def test_what_the_circular_leaves_open_is_counted_as_set_and_said_in_the_note() -> None:
    other = Counting(people_present=False, matters_per_visit=True, days_by_session=False)
    found = numbers(TCD01, counting=other)
    assert (found[6], found[7], found[10], found.get(16, 0)) == (2, 2, 2, 0)
    assert sheet(TCD01).notes != sheet(TCD01, counting=other).notes
    assert all(note for note in sheet(TCD01).notes)


@pytest.mark.usefixtures("received")
def test_behind_every_number_of_reception_stand_as_many_visits() -> None:
    counted = sheet(TCD01)
    for number in (1, 4, 5, 8, 11, 17):
        found = behind(TCD01, number, counted.asked, None)
        assert len(found) == counted.total.values[number], number


@pytest.fixture
def papers(enter: Enter, clock: SettableClock, province: Province) -> dict[str, Entered]:
    """Papers of the board: of each end one, some open, some of before."""
    clock.set(datetime(2026, 12, 10, 3, 0, tzinfo=UTC))
    early, late = date(2026, 9, 10), date(2026, 10, 5)
    made = {
        "first": enter.a_complaint(received_on=late),
        "denounced": enter.a_denunciation(received_on=late),
        "feedback": enter.a_feedback(received_on=late),
        "forwarded": enter.a_complaint(received_on=late, facts={"in_competence": "no"}),
        "guided": enter.a_complaint(received_on=late, facts={"in_competence": "no"}),
        "ineligible": enter.a_complaint(
            received_on=late, facts={"eligible": "no", "ineligible_because": "sent_around"}
        ),
        "open": enter.a_complaint(received_on=early),
        "before": enter.a_complaint(received_on=date(2026, 8, 3)),
        "dispute": enter.a_classified(PetitionKind.LAND_DISPUTE, received_on=late),
    }
    for name in ("first", "denounced", "feedback"):
        enter.step(made[name], Action.PROPOSE, date(2026, 10, 6))
    enter.step(made["before"], Action.PROPOSE, date(2026, 8, 4))
    to = {"to_office": province.offices["XA-18880"], "reply_by": date(2026, 11, 30)}
    enter.step(made["forwarded"], Action.FORWARD, date(2026, 10, 7), to)
    enter.step(made["guided"], Action.GUIDE, date(2026, 10, 7), {"guided_to": "Tòa án"})
    enter.step(made["ineligible"], Action.FILE, date(2026, 10, 7), {"reason": "Trùng đơn"})
    enter.step(made["dispute"], Action.GUIDE, date(2026, 10, 7), {"guided_to": "Tòa án"})
    return made


@pytest.mark.usefixtures("papers")
def test_papers_are_counted_by_what_became_of_them() -> None:
    """Received in the quarter: seven. Open when it began: one. Processed in it: all seven."""
    assert numbers(XLD02) == {
        1: 8,
        2: 7,
        3: 5,
        4: 3,
        5: 3,
        6: 1,
        7: 1,
        9: 1,
        12: 1,
        13: 1,
        15: 1,
        19: 1,
        20: 1,
        23: 2,
        24: 1,
        25: 1,
    }


@pytest.mark.usefixtures("papers")
def test_a_kind_without_a_column_is_said_and_no_row_is_broken() -> None:
    found = sheet(XLD02)
    assert found.total.broken == []
    assert any("loại không có cột" in note for note in found.notes)


@pytest.mark.usefixtures("papers")
def test_a_stock_opens_with_what_the_period_before_left_and_loses_what_was_processed() -> None:
    third, fourth = (numbers(XLD02, f"2026-{part}") for part in ("Q3", "Q4"))
    received = 7
    assert fourth[1] == third[1] - third[2] + received


@pytest.mark.usefixtures("papers", "received", "carried_out")
@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.code)
def test_flows_of_the_quarters_add_up_to_the_longer_periods(form: OfficialForm) -> None:
    quarters = [sheet(form, f"2026-Q{number}").total.values for number in range(1, 5)]
    for key, last in (("2026-6T", 2), ("2026-9T", 3), ("2026", 4)):
        whole = sheet(form, key).total.values
        for column in form.columns:
            if column.nature is Nature.FLOW:
                assert whole[column.number] == sum(values[column.number] for values in quarters[:last]), column


@pytest.mark.usefixtures("papers")
def test_the_total_is_the_sum_of_the_lines_and_an_office_with_nothing_has_none() -> None:
    found = sheet(XLD02)
    assert [line.name for line in found.lines] == ["UBND tỉnh Quảng Trị", "Ban Tiếp công dân tỉnh"]
    for column in XLD02.columns:
        assert found.total.values[column.number] == sum(line.values[column.number] for line in found.lines)


@pytest.fixture
def settled(enter: Enter, clock: SettableClock) -> None:
    """Complaints decided, refused and waiting; a denunciation concluded. Money is written down in đồng."""
    clock.set(datetime(2026, 12, 10, 3, 0, tzinfo=UTC))
    on = date(2026, 10, 5)
    decided = enter.a_case(received_on=on, accepted_on=date(2026, 10, 8))
    enter.step(decided, Action.VERIFY, date(2026, 10, 12), {"verifier": enter.office_id("SO-NNMT")})
    said = {"result": "partly", "money_to_recover": 5_500_000, "people_restored": 2}
    enter.step(decided, Action.DECIDE, date(2026, 11, 2), said)
    refused = enter.step(enter.a_complaint(received_on=on), Action.PROPOSE, date(2026, 10, 6))
    enter.step(refused, Action.REFUSE, date(2026, 10, 8), {"ground": "11.6"})
    enter.step(enter.a_complaint(received_on=on), Action.PROPOSE, date(2026, 10, 6))
    it, _ = enter.a_conclusion()
    assert it.case_id


@pytest.mark.usefixtures("settled")
def test_complaints_are_counted_by_where_their_cases_stand_and_by_decisions_of_their_own_day() -> None:
    assert numbers(GQKN03) == {1: 3, 2: 3, 3: 1, 4: 1, 5: 1, 7: 1, 10: 1, 13: Decimal("5.5"), 18: 2}
    early = numbers(GQKN03, "2026-09-15..2026-10-07")  # nothing was accepted, refused or decided by then
    assert early == {1: 3, 2: 3, 3: 3}


@pytest.mark.usefixtures("settled")
def test_a_denunciation_is_counted_in_the_quarter_in_which_it_was_processed_and_in_that_of_its_conclusion() -> None:
    """Proposed on 24/08, in the third quarter; concluded on 15/09, in the fourth."""
    assert numbers(GQTC04, "2026-Q3") == {1: 1, 2: 1, 4: 1}
    assert numbers(GQTC04) == {7: 1, 8: 1}


@pytest.fixture
def carried_out(enter: Enter, clock: SettableClock) -> None:
    """Decided in September; of 5.5 million to recover two came in November, the rest in December, and it was done."""
    clock.set(datetime(2026, 12, 10, 3, 0, tzinfo=UTC))
    it = enter.a_case(received_on=date(2026, 8, 21), accepted_on=date(2026, 9, 1))
    enter.step(it, Action.VERIFY, date(2026, 9, 3), {"verifier": enter.office_id("SO-NNMT")})
    enter.step(it, Action.DECIDE, date(2026, 9, 21), {"result": "right", "money_to_recover": 5_500_000})
    enter.step(it, Action.RECORD_DELIVERY, date(2026, 9, 25), {"proof": "phiếu báo phát"})
    enter.step(it, Action.TAKE_EFFECT, date(2026, 10, 22), {"no_second_known": "yes"})
    for on, what, amount in (
        (date(2026, 11, 20), "money_recovered", 2_000_000),
        (date(2026, 11, 20), "people_handled", 3),
        (date(2026, 11, 23), "officials_handled", 1),
        (date(2026, 12, 2), "money_recovered", 3_500_000),
        (date(2026, 12, 4), "finished", 0),
    ):
        enter.step(it, Action.EXECUTE, on, {"executed": what, "amount": amount})


@pytest.mark.usefixtures("carried_out")
def test_what_is_carried_out_is_counted_by_its_day_and_what_is_left_goes_over() -> None:
    october, november, december = "2026-10-01..2026-10-31", "2026-11-01..2026-11-30", "2026-12-01..2026-12-10"
    assert numbers(KQTH05, "2026-08-01..2026-09-20") == {}
    assert numbers(KQTH05, october) == {1: 1, 3: Decimal("5.5")}
    assert numbers(KQTH05, november) == {1: 1, 3: Decimal("5.5"), 5: 2, 11: 3, 12: 1}
    assert numbers(KQTH05, december) == {1: 1, 2: 1, 3: Decimal("3.5"), 5: Decimal("3.5")}
    assert numbers(KQTH05) == {1: 1, 2: 1, 3: Decimal("5.5"), 5: Decimal("5.5"), 11: 3, 12: 1}
    assert numbers(KQTH05, "2027-Q1") == {}


@pytest.mark.usefixtures("settled", "papers")
@pytest.mark.parametrize("form", [GQKN03, GQTC04, KQTH05], ids=lambda form: form.code)
def test_the_forms_agree_with_each_other(form: OfficialForm) -> None:
    found = sheet(form)
    said = {check.words for check in found.total.checks if check.holds}
    assert {one.words for one in form.across} <= said
    assert all(line.broken == [] for line in found.lines)
    assert any(found.total.values.values())
