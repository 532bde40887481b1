"""What a denouncer must be told, and by which article, read off the law by hand."""

import pytest

from caseflow.law.denouncer_notices import NOTICES, SERVED, LetterState, notice_of, notices_at
from caseflow.law.intake import INTAKE_STEPS
from caseflow.law.periods import PERIODS
from caseflow.law.steps.denunciation import DENUNCIATION, DENUNCIATION_AGAIN, DENUNCIATION_OVERDUE
from caseflow.law.terms import Action, PetitionKind, SubjectKind

A = Action
ARTICLES = {
    A.ACCEPT: "LTC Đ29.3",
    A.REFUSE: "LTC Đ24.1",
    A.EXTEND: "LTC Đ30.4",
    A.EXTEND_AGAIN: "LTC Đ30.4",
    A.SUSPEND: "LTC Đ34.4",
    A.CONTINUE: "LTC Đ34.2; Đ34.4",
    A.TERMINATE: "LTC Đ34.4",
    A.CONCLUDE: "LTC Đ35.3",
    A.FIX_COMPETENCE: "LTC Đ37.2",
    A.ORDER_SETTLE: "LTC Đ38",
}


def on_case(action: Action) -> str | None:
    found = notice_of(action, on=SubjectKind.CASE, kind=PetitionKind.DENUNCIATION)
    return found.basis if found else None


def test_each_act_on_a_case_that_must_be_told_names_its_article() -> None:
    assert {action: on_case(action) for action in Action if on_case(action)} == ARTICLES


def test_of_a_petition_only_its_transfer_is_told() -> None:
    told = {
        action: notice.basis
        for action in Action
        if (notice := notice_of(action, on=SubjectKind.ENTRY, kind=PetitionKind.DENUNCIATION))
    }
    assert told == {A.FORWARD: "LTC Đ24.2"}


@pytest.mark.parametrize("kind", [*(kind for kind in PetitionKind if kind is not PetitionKind.DENUNCIATION), None])
def test_whoever_does_not_denounce_gets_no_sealed_letter(kind: PetitionKind | None) -> None:
    assert not any(notice_of(notice.action, on=notice.on, kind=kind) for notice in NOTICES)
    assert not any(notices_at(action, on=SubjectKind.CASE, kind=kind) for action in Action)


def test_the_sending_to_the_others_reminds_of_the_letter() -> None:
    at_sending = {
        action: {notice.action for notice in notices_at(action, on=SubjectKind.CASE, kind=PetitionKind.DENUNCIATION)}
        for action in (A.NOTIFY_ACCEPTANCE, A.NOTIFY_REFUSAL, A.SEND_SUSPENSION, A.SEND_CONCLUSION, A.PUBLISH)
    }
    assert at_sending == {
        A.NOTIFY_ACCEPTANCE: {A.ACCEPT},
        A.NOTIFY_REFUSAL: {A.REFUSE},
        A.SEND_SUSPENSION: {A.SUSPEND, A.CONTINUE, A.TERMINATE},
        A.SEND_CONCLUSION: {A.CONCLUDE},
        A.PUBLISH: set(),
    }


@pytest.mark.parametrize("notice", NOTICES, ids=lambda notice: notice.action.value)
def test_a_notice_stands_on_a_step_that_exists_and_a_clock_that_it_starts(notice: object) -> None:
    row = next(one for one in NOTICES if one is notice)
    of_cases = (*DENUNCIATION, *DENUNCIATION_AGAIN, *DENUNCIATION_OVERDUE)
    steps = of_cases if row.on is SubjectKind.CASE else INTAKE_STEPS
    acts = [step for step in steps if step.action is row.action]
    assert acts != []
    if row.family:
        assert row.family in {period.family for period in PERIODS}
        assert all(row.family in {start.family for start in step.starts} for step in acts)
        assert all(row.family in step.ends for step in steps if step.action in row.sent_by)
    assert row.says.endswith(".")


def test_a_letter_that_came_back_or_never_left_tells_nobody() -> None:
    assert set(LetterState) - SERVED == {LetterState.RETURNED, LetterState.DROPPED}
