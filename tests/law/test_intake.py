"""The clocks of a petition entry, from its receipt to its outcome, as the rows of intake start, change and end them."""

from collections.abc import Mapping
from datetime import date

import pytest

from caseflow.law.clocks import read
from caseflow.law.errors import Refusal
from caseflow.law.intake import CLOSED_ENTRIES, INTAKE_STEPS
from caseflow.law.marks import Clock
from caseflow.law.terms import Action, ClockState, EntryStatus, Nature, PetitionKind
from caseflow.law.workflow import Happening, History, replay
from tests.law.calendars import OFFICIAL

A = Action
TODAY = date(2026, 11, 23)
Facts = Mapping[str, object]
Acts = tuple[tuple[Action, date, Facts], ...]
KNOWN: Facts = {"instance": "first", "eligible": "yes", "in_competence": "yes"}
DENUNCIATION: Facts = {**KNOWN, "kind": "denunciation"}
COMPLAINT: Facts = {**KNOWN, "kind": "complaint"}
FEEDBACK: Facts = {**KNOWN, "kind": "feedback"}
TO_SETTLE = frozenset({PetitionKind.COMPLAINT, PetitionKind.DENUNCIATION})
SETTLED_BY_US = frozenset({PetitionKind.COMPLAINT, PetitionKind.DENUNCIATION, PetitionKind.FEEDBACK})


def entry(*acts: tuple[Action, date, Facts], received_on: date = date(2026, 8, 21)) -> History:
    """The history of an entry received at the desk of an office of the province."""
    receipt = {"received_on": received_on.isoformat(), "via_reception": True, "provincial": True}
    whole = [(A.RECEIVE, received_on, receipt), *acts]
    happenings = [Happening(str(place), action, on, place, facts) for place, (action, on, facts) in enumerate(whole, 1)]
    return replay(INTAKE_STEPS, happenings, start=EntryStatus.NEW)


def clocks(history: History) -> dict[str, Clock]:
    """The clocks of a history by family; no family has two."""
    found = read(history.marks, calendar=OFFICIAL, today=TODAY)
    assert len({clock.family for clock in found}) == len(found)
    return {clock.family: clock for clock in found}


def running(history: History) -> set[str]:
    """The duties that are still to be done."""
    told = clocks(history).items()
    return {family for family, clock in told if clock.met_on is None and clock.period.nature is Nature.DUTY}


def test_a_denunciation_to_be_checked_at_several_places_has_ten_working_days() -> None:
    checked = clocks(entry((A.CLASSIFY, date(2026, 8, 24), {**DENUNCIATION, "several_places": "yes"})))["TC-XLBD"]
    # 22 (made up), 24-28 August, 3-4, 7-8 September
    assert (checked.code, checked.due_legal) == ("TC-XLBD-EXT", date(2026, 9, 8))


@pytest.mark.parametrize("answer", [{}, {"several_places": "no"}], ids=["not said", "no"])
def test_a_denunciation_checked_at_one_place_has_seven_working_days(answer: Facts) -> None:
    checked = clocks(entry((A.CLASSIFY, date(2026, 8, 24), {**DENUNCIATION, **answer})))["TC-XLBD"]
    assert (checked.code, checked.due_legal) == ("TC-XLBD", date(2026, 9, 3))


def test_finding_out_later_that_it_is_one_place_only_gives_the_shorter_period_back() -> None:
    history = entry(
        (A.CLASSIFY, date(2026, 8, 24), {**DENUNCIATION, "several_places": "yes"}),
        (A.RECLASSIFY, date(2026, 8, 25), {**DENUNCIATION, "several_places": "no"}),
    )
    assert clocks(history)["TC-XLBD"].code == "TC-XLBD"


def test_feedback_that_turns_out_to_be_a_complaint_gets_the_common_duties_back() -> None:
    history = entry((A.CLASSIFY, date(2026, 8, 24), FEEDBACK), (A.RECLASSIFY, date(2026, 8, 26), COMPLAINT))
    assert running(history) == {"XLD-10", "TCD-RESULT", "TCD-PROC-45", "KN-TL"}
    assert clocks(history)["TCD-PROC-45"].start_on == date(2026, 8, 21)


def test_a_complaint_that_turns_out_to_be_feedback_keeps_no_clock_of_a_complaint() -> None:
    history = entry((A.CLASSIFY, date(2026, 8, 24), COMPLAINT), (A.RECLASSIFY, date(2026, 8, 26), FEEDBACK))
    assert running(history) == {"XLD-10", "KNPA-RESULT", "KNPA-PROC-45"}


def test_classifying_anew_after_a_supplement_begins_without_the_clocks_of_the_first_classification() -> None:
    history = entry(
        (A.CLASSIFY, date(2026, 8, 24), COMPLAINT),
        (A.ASK_SUPPLEMENT, date(2026, 8, 25), {"what_is_missing": "quyết định bị khiếu nại"}),
        (A.SUPPLEMENT, date(2026, 8, 28), {}),
        (A.CLASSIFY, date(2026, 9, 3), {**COMPLAINT, "in_competence": "no"}),
    )
    assert running(history) == {"XLD-10", "TCD-RESULT", "TCD-PROC-45"}


def test_a_citizen_who_has_been_told_need_not_be_told_again_when_the_paper_is_classified() -> None:
    history = entry(
        (A.TELL_RESULT, date(2026, 8, 24), {"answer": "đã nhận"}), (A.CLASSIFY, date(2026, 8, 26), FEEDBACK)
    )
    assert running(history) == {"XLD-10", "KNPA-PROC-45"}


def test_the_delay_that_is_denounced_is_asked_about_within_five_working_days_from_receipt_on() -> None:
    facts = {**DENUNCIATION, "instance": "overdue"}
    classified = entry((A.CLASSIFY, date(2026, 8, 24), facts))
    asked = clocks(classified)["TC-LATE-ASK"]
    assert (asked.start_on, asked.due_legal) == (date(2026, 8, 21), date(2026, 8, 27))  # 22 (worked), 24 to 27 August
    proposed = entry((A.CLASSIFY, date(2026, 8, 24), facts), (A.PROPOSE, date(2026, 8, 25), {}))
    assert "TC-LATE-ASK" not in running(proposed)  # the record that is opened keeps it


def test_what_a_paper_turns_out_not_to_be_leaves_no_answer_to_the_press() -> None:
    facts = {**DENUNCIATION, "from_outside": True}
    assert "TC-PRESS" in running(entry((A.CLASSIFY, date(2026, 8, 24), facts)))
    mended = entry((A.CLASSIFY, date(2026, 8, 24), facts), (A.RECLASSIFY, date(2026, 8, 25), COMPLAINT))
    assert "TC-PRESS" not in running(mended)


def test_who_forwarded_a_paper_is_answered_when_it_was_joined_too() -> None:
    facts = {**DENUNCIATION, "from_outside": True}
    joined = ((A.CLASSIFY, date(2026, 8, 24), facts), (A.JOIN, date(2026, 8, 25), {"matter": "VV-2026-00001"}))
    assert "TC-PRESS" in running(entry(*joined))
    assert "TC-PRESS" not in running(entry(*joined, (A.REPORT_BACK, date(2026, 8, 26), {})))


@pytest.mark.parametrize("outcome", [A.RETURN, A.FILE])
@pytest.mark.parametrize("kind", ["complaint", "denunciation"])
def test_what_must_be_settled_is_neither_filed_away_nor_returned(kind: str, outcome: Action) -> None:
    done = (outcome, date(2026, 8, 26), {"reason": "…"})
    with pytest.raises(Refusal, match="phải đề xuất thụ lý"):
        entry((A.CLASSIFY, date(2026, 8, 24), {**KNOWN, "kind": kind}), done)
    for missing in ("eligible", "in_competence"):
        known = {**KNOWN, "kind": kind, missing: "no"}
        assert entry((A.CLASSIFY, date(2026, 8, 24), known), done).status in CLOSED_ENTRIES


@pytest.mark.parametrize(("remote", "late"), [("no", True), ("yes", False)])
def test_who_lives_in_a_remote_area_has_forty_five_days_for_a_second_complaint(remote: str, *, late: bool) -> None:
    facts = {**COMPLAINT, "instance": "second", "first_received_on": "2026-07-10", "remote_area": remote}
    window = clocks(entry((A.CLASSIFY, date(2026, 8, 24), facts)))["KN-W2-RECV"]
    assert (window.state is ClockState.MET_LATE) is late  # lodged on 21 August, the forty-second day


def test_the_result_may_be_told_after_the_case_was_accepted() -> None:
    history = entry(
        (A.CLASSIFY, date(2026, 8, 24), COMPLAINT),
        (A.PROPOSE, date(2026, 8, 25), {}),
        (A.ACCEPT, date(2026, 8, 27), {}),
        (A.TELL_RESULT, date(2026, 8, 28), {"answer": "đã thụ lý"}),
    )
    assert history.status is EntryStatus.IN_CASE
    assert running(history) == set()


def test_a_paper_that_was_never_supplemented_may_be_filed() -> None:
    history = entry(
        (A.ASK_SUPPLEMENT, date(2026, 8, 25), {"what_is_missing": "chữ ký"}),
        (A.FILE, date(2026, 9, 25), {"reason": "không bổ sung"}),
    )
    assert history.status is EntryStatus.FILED
    assert running(history) == set()


@pytest.mark.parametrize("kind", PetitionKind)
@pytest.mark.parametrize("mine", ["yes", "no"])
@pytest.mark.parametrize("outcome", [A.GUIDE, A.FORWARD, A.REQUIRE, A.INSPECT, A.RETURN, A.INFORM, A.FILE, A.JOIN])
def test_no_duty_of_an_entry_outlives_its_outcome(kind: PetitionKind, mine: str, outcome: Action) -> None:
    lawful = any(step.action is outcome and kind in step.kinds for step in INTAKE_STEPS)
    away_from_us = outcome in (A.GUIDE, A.FORWARD, A.REQUIRE) and mine == "yes" and kind in SETTLED_BY_US
    not_ours = outcome is A.INSPECT and mine == "no"
    to_settle = outcome in (A.RETURN, A.FILE) and mine == "yes" and kind in TO_SETTLE
    if lawful and not away_from_us and not not_ours and not to_settle:
        known = {**KNOWN, "kind": kind.value, "in_competence": mine}
        history = entry((A.CLASSIFY, date(2026, 8, 24), known), (outcome, date(2026, 8, 26), {}))
        assert history.status in CLOSED_ENTRIES
        assert running(history) == set()


@pytest.mark.parametrize("kind", sorted(SETTLED_BY_US))
@pytest.mark.parametrize("outcome", [A.GUIDE, A.FORWARD])
def test_what_an_office_must_settle_itself_is_not_sent_away(kind: PetitionKind, outcome: Action) -> None:
    known = {**KNOWN, "kind": kind.value}
    if (kind, outcome) == (PetitionKind.DENUNCIATION, A.GUIDE):
        sentence = "Không thể hướng dẫn"  # a denunciation is never guided elsewhere (LTC Đ24.2)
    else:
        sentence = "thuộc thẩm quyền cơ quan này"
    with pytest.raises(Refusal, match=sentence):
        entry((A.CLASSIFY, date(2026, 8, 24), known), (outcome, date(2026, 8, 26), {}))


def test_a_denunciation_is_transferred_once() -> None:
    def received(*, transferred: bool) -> History:
        day = date(2026, 8, 21)
        receipt: Facts = {"received_on": day.isoformat(), "provincial": False, "transferred": transferred}
        elsewhere: Facts = {**DENUNCIATION, "in_competence": "no"}
        asked: Facts = {"reply_by": "2026-10-15"}
        acts = ((A.RECEIVE, day, receipt), (A.CLASSIFY, day, elsewhere), (A.FORWARD, day, asked))
        happened = [Happening(str(n), action, on, n, facts) for n, (action, on, facts) in enumerate(acts, 1)]
        return replay(INTAKE_STEPS, happened, start=EntryStatus.NEW)

    assert received(transferred=False).status is EntryStatus.FORWARDED
    with pytest.raises(Refusal, match="chỉ chuyển đơn một lần") as refused:
        received(transferred=True)
    assert "TT 05/2021 Đ14.1" in refused.value.basis


def test_an_answer_asked_for_by_a_day_is_waited_for_from_the_day_of_forwarding() -> None:
    history = entry(
        (A.CLASSIFY, date(2026, 8, 24), {**COMPLAINT, "in_competence": "no"}),
        (A.FORWARD, date(2026, 8, 26), {"reply_by": "2026-10-15"}),
    )
    reply = clocks(history)["XLD-REPLY"]
    assert (reply.start_on, reply.due_legal) == (date(2026, 8, 26), date(2026, 10, 15))


def test_somebody_who_was_guided_before_about_the_same_matter_is_not_guided_again() -> None:
    def guided(*, before: bool) -> History:
        day = date(2026, 8, 21)
        receipt: Facts = {"received_on": day.isoformat(), "provincial": False, "guided_before": before}
        elsewhere: Facts = {**COMPLAINT, "in_competence": "no"}
        acts: Acts = ((A.RECEIVE, day, receipt), (A.CLASSIFY, day, elsewhere), (A.GUIDE, day, {}))
        happened = [Happening(str(n), action, on, n, facts) for n, (action, on, facts) in enumerate(acts, 1)]
        return replay(INTAKE_STEPS, happened, start=EntryStatus.NEW)

    assert guided(before=False).status is EntryStatus.GUIDED
    with pytest.raises(Refusal, match="không hướng dẫn lại"):
        guided(before=True)


@pytest.mark.parametrize(
    ("paper", "made_on", "fit"),
    [
        ("", "", True),  # one's own complaint
        ("certified", "2026-07-01", True),
        ("notarised", "2026-12-31", True),
        ("notarised", "2027-01-01", True),  # more than is asked
        ("plain", "2026-06-30", True),  # the rule is not in force
        ("plain", "2026-07-01", False),
        ("plain", "2027-01-01", False),
        ("certified", "", False),  # of which day nobody knows
    ],
)
def test_a_power_of_attorney_has_the_form_of_the_day_it_was_made(paper: str, made_on: str, *, fit: bool) -> None:
    known: Facts = {**COMPLAINT, "proxy_paper": paper, "proxy_on": made_on}
    classify: tuple[Action, date, Facts] = (A.CLASSIFY, date(2027, 2, 1), known)
    if fit:
        assert entry(classify, received_on=date(2027, 2, 1)).status is EntryStatus.CLASSIFIED
    else:
        with pytest.raises(Refusal, match="giấy ủy quyền"):
            entry(classify, received_on=date(2027, 2, 1))
    found_unfit: Facts = {**known, "eligible": "no"}
    refused = entry((A.CLASSIFY, date(2027, 2, 1), found_unfit), received_on=date(2027, 2, 1))
    assert refused.status is EntryStatus.CLASSIFIED


def test_feedback_on_a_regulation_that_is_not_ours_is_transferred_within_five_working_days() -> None:
    about: Facts = {**FEEDBACK, "in_competence": "no", "about_regulation": "yes"}
    classified = entry((A.CLASSIFY, date(2026, 8, 24), about))
    # received on 21/08: made-up Saturday 22, 24, 25, 26, 27
    assert clocks(classified)["KNPA-QDHC-TRANSFER"].due_legal == date(2026, 8, 27)
    sent = entry((A.CLASSIFY, date(2026, 8, 24), about), (A.FORWARD, date(2026, 8, 26), {}))
    assert running(sent) == set()
    for other in ({"about_regulation": "no"}, {"in_competence": "yes"}):
        assert "KNPA-QDHC-TRANSFER" not in clocks(entry((A.CLASSIFY, date(2026, 8, 24), {**about, **other})))


@pytest.mark.parametrize(
    ("on", "basis"),
    [(date(2026, 6, 30), "TT 05/2021 Đ14.2"), (date(2026, 7, 1), "NĐ 154/2026 Đ15.3; TT 05/2021 Đ14.2")],
)
def test_a_subordinate_is_required_to_settle_by_the_article_of_the_day(on: date, basis: str) -> None:
    elsewhere: Facts = {**COMPLAINT, "in_competence": "no"}
    required = entry((A.CLASSIFY, on, elsewhere), (A.REQUIRE, on, {"reply_by": "2026-09-01"}), received_on=on)
    assert required.taken[-1].step.basis == basis


def test_before_the_new_law_an_office_is_urged_without_the_ladder_and_the_ladder_begins_with_it() -> None:
    june = date(2026, 6, 1)
    elsewhere: Facts = {**DENUNCIATION, "in_competence": "no"}
    acts: Acts = ((A.CLASSIFY, june, elsewhere), (A.FORWARD, june, {}))
    for on in (date(2026, 6, 20), date(2026, 6, 30)):
        acts = (*acts, (A.URGE, on, {"reply_by": "2026-07-20"}))
    urged = entry(*acts, received_on=june)
    assert urged.taken[-1].step.document == "Văn bản đôn đốc"
    assert "XLD-REPLY" not in clocks(urged)
    ladder = entry(*acts, (A.URGE, date(2026, 7, 1), {"reply_by": "2026-07-20"}), received_on=june)
    assert ladder.taken[-1].step.document == "Văn bản đôn đốc lần 1"
    assert clocks(ladder)["XLD-REPLY"].due_legal == date(2026, 7, 20)
    with pytest.raises(Refusal):
        entry(*acts, (A.URGE_AGAIN, date(2026, 6, 30), {}), received_on=june)
    with pytest.raises(Refusal):
        entry(*acts, (A.REPORT_SLOW, date(2026, 6, 30), {}), received_on=june)
