"""What the public is told: every stage has words, none of them the office's own; time limits are those of the rows."""

from datetime import date

import pytest

from caseflow.law.periods import PERIODS, rows_of
from caseflow.law.public_guide import limits
from caseflow.law.public_words import OF_CASE, OF_ENTRY, OF_OUTCOME, OF_VISIT, OWED, stage
from caseflow.law.terms import CaseStatus, EntryStatus, PetitionKind, VisitOutcome, VisitStatus

WORDS = (*OF_ENTRY.values(), *OF_CASE.values(), *OF_VISIT.values())


def test_words_written_alike_in_two_vocabularies_are_told_apart() -> None:
    assert len({stage(EntryStatus.RECEIVED), stage(VisitStatus.RECEIVED)}) == 2
    assert len({stage(EntryStatus.GUIDED), stage(VisitStatus.GUIDED)}) == 2


def test_every_stage_has_words_for_the_public() -> None:
    assert (set(OF_ENTRY), set(OF_CASE), set(OF_VISIT)) == (set(EntryStatus), set(CaseStatus), set(VisitStatus))
    assert set(OF_OUTCOME) == {None, *VisitOutcome}
    assert all(words.endswith(".") and words[0].isupper() for words in WORDS)


def test_no_stage_tells_of_a_denunciation_or_of_protection() -> None:
    told = " ".join(WORDS).lower()
    assert "tố cáo" not in told
    assert "bảo vệ" not in told
    assert stage(CaseStatus.PROTECTED) == stage(CaseStatus.HANDLING)


def test_a_visit_without_steps_is_told_by_its_outcome() -> None:
    assert stage(None, VisitOutcome.GUIDED) == "Đã hướng dẫn nơi có thẩm quyền."
    assert stage(VisitStatus.TOLD_FORWARDED, VisitOutcome.WORDS_RECORDED).startswith("Đã thông báo")


def test_every_family_that_is_owed_has_rows() -> None:
    assert set(OWED) <= {row.family for row in PERIODS}


def told(kind: PetitionKind, on: date) -> dict[str, tuple[str, str]]:
    return {limit.what: (limit.length, limit.basis) for limit in limits(kind, on=on)}


@pytest.mark.parametrize(("on", "length"), [(date(2026, 6, 30), "10 ngày"), (date(2026, 7, 1), "7 ngày làm việc")])
def test_the_limits_are_those_of_the_wording_in_force(on: date, length: str) -> None:
    assert told(PetitionKind.COMPLAINT, on)["Cơ quan báo có thụ lý hay không"][0] == length


def test_the_limits_name_their_articles() -> None:
    complaint = told(PetitionKind.COMPLAINT, date(2026, 11, 23))
    assert complaint["Giải quyết lần đầu"] == ("30 ngày", "LKN Đ28")
    assert complaint["Giải quyết lần đầu, vùng sâu, vùng xa, việc phức tạp"] == ("60 ngày", "LKN Đ28")
    assert told(PetitionKind.FEEDBACK, date(2026, 11, 23)) == {
        "Cơ quan báo kết quả xử lý": ("10 ngày làm việc", rows_of("KNPA-RESULT")[0].basis)
    }
    denunciation = told(PetitionKind.DENUNCIATION, date(2026, 11, 23))
    assert denunciation["Giải quyết tố cáo"] == ("30 ngày", rows_of("TC-GQ")[0].basis)
    assert all(basis for _, basis in denunciation.values())
