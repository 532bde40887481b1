"""Suspicions in the house: raised and lifted with a saving or by the timetable, heard once, decided by a person."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import delete, func, select, update

from caseflow.law.errors import MissingFactError, NotPermittedError, StaleEditError
from caseflow.law.flags.facts import Thresholds
from caseflow.law.flags.suspicion import Flag, Verdict
from caseflow.law.terms import Action, Channel, PetitionKind
from caseflow.services import cases, flags, petitions, reception
from caseflow.services.citizens import Person
from caseflow.services.flag_facts import thresholds_in
from caseflow.services.identity import seal
from caseflow.services.steps import Recording
from caseflow.store import journal
from caseflow.store.alerts import Alert, Delivery
from caseflow.store.cases import Case
from caseflow.store.db import db
from caseflow.store.deadlines import Deadline
from caseflow.store.flags import THRESHOLDS, confirmed_group
from caseflow.store.forms import keep_setting
from caseflow.store.matters import Matter, MatterFlag
from caseflow.store.offices import office_by_code
from caseflow.store.petitions import Petition, PetitionEntry
from caseflow.store.reception import Visit
from caseflow.store.subjects import Event
from tests.conftest import SettableClock
from tests.factories import NOTICE, SENDER, Enter, Entered, Province
from tests.services.sweeping import at, heard, only, said, swept
from tests.web.queries import asked

pytestmark = pytest.mark.usefixtures("inside")

COMMUNE = "XA-18880"
AGAINST_COMMUNE = {"author": "commune_chair", "in_competence": "no"}
RECEIVED = date(2026, 11, 10)
FAMILY = "NGHI-VUOT-CAP"


def rows(matter_id: int | None = None) -> list[MatterFlag]:
    """The suspicions as they stand in the database."""
    db.session.rollback()
    query = select(MatterFlag).order_by(MatterFlag.id)
    if matter_id is not None:
        query = query.where(MatterFlag.matter_id == matter_id)
    return list(db.session.scalars(query.execution_options(populate_existing=True)))


def standing(matter_id: int | None = None) -> list[str]:
    return [row.flag for row in rows(matter_id) if row.lifted_at is None]


def asking() -> list[Deadline]:
    db.session.rollback()
    return list(db.session.scalars(select(Deadline).where(Deadline.family.startswith("NGHI-"))))


def too_high(enter: Enter, **known: object) -> Entered:
    """A complaint against a commune's chair, filed at the province's board."""
    return enter.a_complaint(received_on=RECEIVED, facts=AGAINST_COMMUNE, **known)  # type: ignore[arg-type]


@contextmanager
def deciding(
    enter: Enter, it: Entered, verdict: Verdict, *, by: str = "truongban", reason: str = "Đã kiểm tra"
) -> Iterator[None]:
    with enter.acting(by, "quyết định nghi vấn") as reader:
        matter = db.session.get_one(Matter, it.matter_id)
        flag = db.session.scalars(
            select(MatterFlag).where(MatterFlag.matter_id == it.matter_id).order_by(MatterFlag.id.desc())
        ).first()
        assert flag is not None
        flags.decide(matter, flag.id, verdict, reason=reason, reader=reader, now=enter.clock())
        yield


def decide(enter: Enter, it: Entered, verdict: Verdict, **told: str) -> None:
    with deciding(enter, it, verdict, **told):
        pass


# Raised with the saving


def test_classifying_raises_it_once_with_reasons_and_articles(enter: Enter) -> None:
    it = too_high(enter)
    (row,) = rows()
    assert (row.flag, row.subject_id, row.verdict, row.lifted_at) == ("vuot_cap", it.entry_id, "", None)
    assert "UBND xã" in row.reasons[0]
    assert "NĐ 154/2026 Đ15.3" in row.basis
    enter.step(it, Action.RECLASSIFY, RECEIVED, known(AGAINST_COMMUNE))
    assert len(rows()) == 1


def known(more: Mapping[str, object]) -> dict[str, object]:
    return {"kind": "complaint", "field": "land", "instance": "first", "eligible": "yes", **more}


def test_reclassifying_against_somebody_else_lifts_it_and_back_again_is_the_same_row(enter: Enter) -> None:
    it = too_high(enter)
    enter.step(it, Action.RECLASSIFY, RECEIVED, known({"author": "province_chair", "in_competence": "yes"}))
    (row,) = rows()
    assert row.lifted_at is not None
    assert asking() == []
    enter.step(it, Action.RECLASSIFY, RECEIVED, known(AGAINST_COMMUNE))
    (row,) = rows()
    assert row.lifted_at is None
    assert len(asking()) == 1


@pytest.mark.parametrize("kind", [PetitionKind.FEEDBACK])
def test_feedback_and_a_visit_raise_nothing(enter: Enter, kind: PetitionKind) -> None:
    enter.a_classified(kind, received_on=RECEIVED, facts={"in_competence": "no"})
    enter.a_visit(kind=PetitionKind.COMPLAINT)
    assert rows() == []


def test_a_paper_that_an_office_passed_on_is_no_vuot_cap(enter: Enter) -> None:
    enter.a_complaint(received_on=RECEIVED, facts=AGAINST_COMMUNE, channel=Channel.AGENCY)
    assert rows() == []


def test_saving_asks_no_more_than_a_few_questions_more(enter: Enter, inside: Flask, clock: SettableClock) -> None:
    it = enter.a_case(received_on=RECEIVED, accepted_on=RECEIVED)
    with asked(inside) as statements, enter.acting("xulydon"):
        flags.review(it.matter_id, now=clock())
    asked_of = [words for words in statements if "journal" not in words and not words.startswith("SAVEPOINT")]
    reading = [
        words for words in asked_of if words.startswith("SELECT") and "user_account" not in words.split("WHERE")[0]
    ]
    assert len(reading) <= 4 + 2, "\n\n".join(reading)  # two of them find out who acts


# The period of the lower body, and the timetable


def settled_below(enter: Enter, clock: SettableClock) -> tuple[Entered, Entered]:
    """The commune accepted on Monday 02/11/2026 (strict end 02/12); the same people then file at the province."""
    clock.set(date(2026, 11, 2))
    below = enter.a_case(at=COMMUNE, by="xa1-don", received_on=date(2026, 11, 2), facts={"author": "commune_chair"})
    clock.set(RECEIVED)
    with enter.acting("xulydon", "vào sổ đơn") as reader:
        board = office_by_code("BTCD")
        assert board is not None
        entry = petitions.register(
            office=board,
            paper=petitions.Paper("Khiếu nại lên tỉnh"),
            letter=petitions.Letter(Channel.POST),
            senders=(SENDER,),
            received_on=RECEIVED,
            reader=reader,
            now=clock(),
            matter=db.session.get_one(Matter, below.matter_id),
        )
        above = Entered(below.matter_id, below.matter_code, petition_id=entry.petition_id, entry_id=entry.id)
    enter.step(above, Action.CLASSIFY, RECEIVED, known(AGAINST_COMMUNE))
    return below, above


def test_filed_too_early_becomes_lawful_by_the_timetable_and_its_row_is_closed(
    enter: Enter, clock: SettableClock
) -> None:
    below, above = settled_below(enter, clock)
    assert standing(below.matter_id) == ["vuot_cap"]
    (row,) = rows()
    assert row.subject_id == above.entry_id
    assert "từ ngày 03/12/2026" in row.reasons[2]
    matter = db.session.get_one(Matter, below.matter_id)
    assert matter.look_again_on == date(2026, 12, 3)
    swept(at(date(2026, 12, 2), 23))
    assert standing() == ["vuot_cap"]
    assert [row.family for row in asking()] == [FAMILY]
    before = said(FAMILY)
    swept(at(date(2026, 12, 3), 7))
    assert standing() == []
    assert asking() == []
    swept(at(date(2026, 12, 21), 7))
    assert said(FAMILY) == before
    assert list(journal.broken_lines()) == []


def test_a_decision_below_lifts_it_with_the_saving(enter: Enter, clock: SettableClock) -> None:
    below, _ = settled_below(enter, clock)
    clock.set(date(2026, 11, 20))
    enter.step(below, Action.VERIFY, facts={"verifier": enter.office_id(COMMUNE)}, by="xa1-don")
    with enter.acting("xa1") as reader:
        facts = {"result": "wrong", "no_difference": "yes"}
        recording = Recording(Action.DECIDE, date(2026, 11, 20), facts, NOTICE)
        cases.take(recording, case=db.session.get_one(Case, below.case_id), reader=reader, now=clock())
    assert standing() == []


def test_a_matter_of_before_is_read_by_the_next_sweep(enter: Enter, clock: SettableClock) -> None:
    it = too_high(enter)
    db.session.execute(delete(MatterFlag))
    db.session.execute(delete(Deadline).where(Deadline.family == FAMILY))
    db.session.execute(update(Matter).values(look_again_on=Matter.opened_on))
    db.session.commit()
    swept(clock())
    assert standing(it.matter_id) == ["vuot_cap"]
    assert said(FAMILY) == [(FAMILY, "den-han")]


def test_one_bad_matter_is_postponed_and_stops_nobody(
    enter: Enter, clock: SettableClock, caplog: pytest.LogCaptureFixture
) -> None:
    bad = enter.a_case(received_on=RECEIVED, accepted_on=RECEIVED)
    enter.step(bad, Action.VERIFY, facts={"verifier": enter.office_id("TINH")})
    good = enter.a_petition()
    db.session.execute(update(Event).where(Event.action == Action.VERIFY).values(facts={"verifier": "hỏng"}))
    db.session.execute(update(Matter).values(look_again_on=clock.today))
    db.session.commit()
    assert swept(clock()).failed == 1
    assert f"Vụ việc số {bad.matter_id} " in caplog.text
    days = dict(db.session.execute(select(Matter.id, Matter.look_again_on)).all())
    assert days[bad.matter_id] == date(2026, 11, 24)
    assert days[good.matter_id] == date(2028, 11, 23)  # two years after it was opened


# Heard


def test_the_head_of_the_board_hears_at_once_and_once(enter: Enter, clock: SettableClock) -> None:
    too_high(enter)
    only(FAMILY)
    went = swept(clock())
    assert (went.raised, said(FAMILY)) == (1, [(FAMILY, "den-han")])
    assert heard(FAMILY) == {"truongban"}
    deliveries = db.session.scalar(select(func.count()).select_from(Delivery))
    again = swept(clock())
    assert (again.raised, again.delivered) == (0, 0)
    assert db.session.scalar(select(func.count()).select_from(Delivery)) == deliveries
    assert db.session.scalars(select(Alert.label).where(Alert.deadline_key.contains(FAMILY))).all() == ["Nghi vượt cấp"]


def test_what_lies_for_a_week_is_heard_above_too(enter: Enter, clock: SettableClock) -> None:
    too_high(enter)
    only(FAMILY)
    swept(clock())
    swept(at(date(2026, 11, 30)))  # 24/11 is a day off
    assert said(FAMILY) == [(FAMILY, "den-han")]
    swept(at(date(2026, 12, 1)))
    assert said(FAMILY) == [(FAMILY, "den-han"), (FAMILY, "qua-5")]
    assert heard(FAMILY) == {"truongban", "truongdonvi", "thamquyen"}


def test_a_verdict_meets_the_row_and_what_was_confirmed_the_leader_hears_once(
    enter: Enter, clock: SettableClock
) -> None:
    it = too_high(enter)
    only(FAMILY)
    swept(clock())
    decide(enter, it, Verdict.CONFIRMED)
    (row,) = asking()
    assert (row.met_on, row.next_alert_at) == (clock.today, None)
    swept(clock())
    swept(clock())
    assert said("VUOT-CAP") == [("VUOT-CAP", "den-han")]
    assert heard("VUOT-CAP") == {"lanhdao"}


def test_what_was_rejected_is_not_raised_again_for_the_same_facts(enter: Enter, clock: SettableClock) -> None:
    it = too_high(enter)
    decide(enter, it, Verdict.REJECTED)
    enter.step(it, Action.RECLASSIFY, RECEIVED, known(AGAINST_COMMUNE))
    (row,) = rows()
    assert (row.verdict, row.verdict_reason, row.lifted_at) == ("rejected", "Đã kiểm tra", None)
    only(FAMILY)
    assert swept(clock()).raised == 0


def test_other_facts_raise_a_row_of_their_own_that_says_what_is_new(enter: Enter) -> None:
    it = too_high(enter)
    decide(enter, it, Verdict.REJECTED)
    enter.step(it, Action.RECLASSIFY, RECEIVED, known({"author": "department_head", "in_competence": "no"}))
    old, new = rows()
    assert (old.verdict, old.lifted_at is not None) == ("rejected", True)
    assert (new.verdict, new.lifted_at) == ("", None)
    assert new.whats_new.startswith("Mới so với lần trước (đã bác bỏ): ")
    assert "Giám đốc sở" in new.whats_new


def test_who_may_decide_and_what_it_takes(enter: Enter) -> None:
    it = too_high(enter)
    for login in ("xulydon", "tiepdan", "lanhdao", "xa1"):
        with pytest.raises(NotPermittedError):
            decide(enter, it, Verdict.CONFIRMED, by=login)
    with pytest.raises(MissingFactError):
        decide(enter, it, Verdict.CONFIRMED, reason="  ")
    decide(enter, it, Verdict.CONFIRMED, by="truongdonvi")
    with pytest.raises(StaleEditError):
        decide(enter, it, Verdict.REJECTED)


# Đông người


def test_a_group_becomes_a_doan_when_a_person_says_so(enter: Enter, clock: SettableClock) -> None:
    it = enter.a_visit(people_present=7, on=clock.today)
    assert standing() == ["dong_nguoi"]
    assert groups() == 0
    only("NGHI-DONG-NGUOI")
    swept(clock())
    assert heard("NGHI-DONG-NGUOI") >= {"truongban"}
    decide(enter, it, Verdict.CONFIRMED)
    assert db.session.get_one(Visit, it.visit_id).is_group
    assert groups() == 1


def groups() -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(Visit).where(confirmed_group())) or 0


def test_visits_that_add_up_never_become_a_doan(enter: Enter) -> None:
    it = enter.a_visit(people_present=3)
    assert rows() == []
    with enter.acting("tiepdan", "tiếp công dân") as reader:
        board = office_by_code("BTCD")
        assert board is not None
        reception.receive(
            office=board,
            people=(Person("Người Thứ Hai Thử"),),
            telling=reception.Telling("Đến tiếp", people_present=2),
            reader=reader,
            now=enter.clock(),
            matter=db.session.get_one(Matter, it.matter_id),
        )
    assert standing(it.matter_id) == ["dong_nguoi_nhieu_luot"]
    decide(enter, it, Verdict.CONFIRMED)
    assert groups() == 0


def test_a_petition_of_five_signatories(enter: Enter) -> None:
    enter.a_petition(signatories=5)
    enter.a_petition(signatories=4)
    assert standing() == ["dong_nguoi"]


# Kéo dài, lòng vòng, nhiều nơi


def test_the_thresholds_of_a_province_count(enter: Enter) -> None:
    with enter.acting("quantri"):
        keep_setting(THRESHOLDS, '{"petitions": 1, "years": "hai", "other": 3}', basis="QĐ 1/QĐ-UBND")
    enter.a_petition()
    assert standing() == ["keo_dai"]
    assert thresholds_in('{"petitions": 1, "years": "hai"}') == Thresholds(petitions=1)
    assert thresholds_in("[1]") == thresholds_in("hỏng") == thresholds_in(None) == Thresholds()


def test_a_paper_passed_on_until_it_is_back(enter: Enter, province: Province) -> None:
    it = enter.a_feedback(received_on=RECEIVED, facts={"in_competence": "no"})
    enter.step(it, Action.FORWARD, RECEIVED, {"to_office": province.offices["SO-NNMT"]})
    entry = entered_at("SO-NNMT", enter, "so-don")
    there = Entered(it.matter_id, it.matter_code, entry_id=entry)
    facts = {"kind": "feedback", "field": "policy", "instance": "first", "eligible": "yes", "in_competence": "no"}
    enter.step(there, Action.CLASSIFY, RECEIVED, facts, by="so-don")
    assert standing() == []
    enter.step(there, Action.FORWARD, RECEIVED, {"to_office": province.offices["BTCD"]}, by="so-don")
    (row,) = rows()
    assert row.flag == "chuyen_vong"
    assert "Ban Tiếp công dân tỉnh → Sở Nông nghiệp và Môi trường" in row.reasons[0]


def entered_at(code: str, enter: Enter, login: str) -> int:
    """Enter the paper that waits at an office."""
    with enter.acting(login, "tiếp nhận") as reader:
        query = select(PetitionEntry).where(
            PetitionEntry.office_id == enter.office_id(code), PetitionEntry.from_entry_id.is_not(None)
        )
        entry = db.session.scalars(query).one()
        petitions.receive(entry, received_on=RECEIVED, reader=reader, now=enter.clock())
        return entry.id


def test_the_same_words_at_two_offices_once_they_are_one_matter(enter: Enter) -> None:
    below = enter.a_petition("Khiếu nại thu hồi đất", at=COMMUNE, by="xa1-don")
    above = enter.a_complaint("Khiếu nại thu hồi đất", received_on=RECEIVED)
    assert standing() == []
    enter.step(above, Action.JOIN, RECEIVED, {"matter": below.matter_code}, by="thamquyen")
    assert standing(below.matter_id) == ["gui_nhieu_noi"]
    assert rows(above.matter_id) == []


# What moves, and what is secret


def test_a_suspicion_goes_where_its_paper_goes_with_its_verdict(enter: Enter) -> None:
    other = enter.a_petition("Vụ việc cũ", at=COMMUNE, by="xa1-don")
    it = too_high(enter)
    decide(enter, it, Verdict.REJECTED)
    enter.step(it, Action.JOIN, RECEIVED, {"matter": other.matter_code}, by="thamquyen")
    assert [(row.flag, row.verdict) for row in rows(other.matter_id)] == [
        ("vuot_cap", "rejected"),
        ("gui_nhieu_noi", ""),  # now that both papers lie in one matter
    ]
    assert rows(it.matter_id) == []


def test_when_a_denunciation_leaves_nothing_on_the_open_side_tells_of_it(enter: Enter, clock: SettableClock) -> None:
    """Two papers of six people each; one turns out to be a denunciation."""
    stays = enter.a_petition("Đề nghị sửa đường", signatories=2)
    with enter.acting("xulydon", "vào sổ đơn") as reader:
        board = office_by_code("BTCD")
        assert board is not None
        entry = petitions.register(
            office=board,
            paper=petitions.Paper("Đơn của sáu người", signatories=6),
            letter=petitions.Letter(Channel.POST),
            senders=(SENDER,),
            received_on=RECEIVED,
            reader=reader,
            now=clock(),
            matter=db.session.get_one(Matter, stays.matter_id),
        )
        leaves = Entered(stays.matter_id, "", petition_id=entry.petition_id, entry_id=entry.id)
    assert standing(stays.matter_id) == ["dong_nguoi"]
    facts = {"kind": "denunciation", "field": "administration", "instance": "first", "eligible": "yes"}
    gone = enter.step(leaves, Action.CLASSIFY, RECEIVED, facts | {"in_competence": "yes"})
    assert gone.matter_id != stays.matter_id
    assert rows(stays.matter_id) == []
    assert standing(gone.matter_id) == ["dong_nguoi"]


def test_the_reason_of_a_verdict_on_a_denunciation_names_nobody(enter: Enter) -> None:
    it = enter.a_denunciation(
        "Tố cáo cán bộ xã", senders=(SENDER,), facts={"author": "commune_staff", "in_competence": "no"}
    )
    assert standing(it.matter_id) == ["vuot_cap"]
    decide(enter, it, Verdict.CONFIRMED, reason=f"Đã hỏi {SENDER.name}")
    (row,) = rows(it.matter_id)
    assert SENDER.name not in row.verdict_reason
    assert "Đã hỏi" in row.verdict_reason


def test_sealing_twice_keeps_what_was_decided(enter: Enter, clock: SettableClock) -> None:
    it = enter.a_denunciation(facts={"author": "commune_staff", "in_competence": "no"})
    decide(enter, it, Verdict.CONFIRMED)
    with enter.acting("xulydon"):
        seal(db.session.get_one(Petition, it.petition_id), by_id=None, now=clock())
    assert [row.verdict for row in rows(it.matter_id)] == ["confirmed"]


def test_every_flag_of_the_law_fits_its_column() -> None:
    assert all(len(flag.value) <= 32 for flag in Flag)
