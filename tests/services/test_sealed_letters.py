"""Telling a denouncer by sealed letter: owed until prepared, one to each, no name anywhere but on the cover."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from caseflow.law.denouncer_notices import LetterState, LetterWay
from caseflow.law.errors import (
    MissingFactError,
    NotFoundError,
    NotPermittedError,
    Refusal,
    StaleEditError,
    StepNotAllowedError,
)
from caseflow.law.rights import Reader
from caseflow.law.secrecy import DENOUNCER
from caseflow.law.terms import Action, PetitionKind
from caseflow.services import corrections, sealed_letters
from caseflow.services.citizens import Person
from caseflow.services.dossiers import read_dossier
from caseflow.services.steps import Paper, Recording
from caseflow.store.cases import Case
from caseflow.store.db import db
from caseflow.store.documents import Dispatch
from caseflow.store.dossiers import find_record
from caseflow.store.journal import JournalLine
from caseflow.store.matters import Matter
from caseflow.store.petitions import PetitionEntry
from caseflow.store.sealed_letters import SealedLetter, find_letter
from caseflow.store.subjects import Event, Subject
from caseflow.store.vault import IdentityLook
from tests.canaries import Scanner, canaries
from tests.conftest import SettableClock
from tests.factories import NOTICE, Enter, Entered, Province
from tests.services.test_sealing import whole_database

pytestmark = pytest.mark.usefixtures("inside")

FIRST, SECOND = canaries(2, seed=21)
SCANNER = Scanner([FIRST, SECOND])
PAPER = Paper("15/TB-UBND", date(2026, 11, 23), "Đặng Quốc Hưng Thử")


def person(of: object) -> Person:
    canary = FIRST if of is FIRST else SECOND
    return Person(canary.name, phone=canary.phone, paper_number=canary.paper_number, address=canary.address)


@pytest.fixture
def accepted(enter: Enter, province: Province) -> Entered:
    """A denunciation by two people, accepted on Tuesday 17/11/2026, in the hands of a handler."""
    it = enter.a_case(
        PetitionKind.DENUNCIATION,
        accepted_on=date(2026, 11, 17),
        received_on=date(2026, 11, 16),
        senders=(person(FIRST), person(SECOND)),
    )
    with enter.acting("truongban", "giao hồ sơ"):
        db.session.get_one(Case, it.case_id).responsible_id = province.people["xulydon"]
    return it


def event_of(it: Entered, action: Action) -> Event:
    subject_id = it.case_id or it.entry_id
    query = select(Event).where(Event.subject_id == subject_id, Event.action == action)
    return db.session.scalars(query.order_by(Event.id.desc())).first() or pytest.fail(f"no {action}")


def prepare(
    enter: Enter, it: Entered, action: Action = Action.ACCEPT, *, by: str = "xulydon", paper: Paper = PAPER
) -> int:
    """Prepare the letters of an act; the key of the first."""
    with enter.acting(by, "lập thư mật") as reader:
        event = event_of(it, action)
        letters = sealed_letters.prepare(
            event,
            record=find_record(db.session.get_one(Matter, it.matter_id), event.subject_id),
            way=LetterWay.POST,
            paper=paper,
            reader=reader,
            now=enter.clock(),
        )
        return letters[0].id


def owed(it: Entered, reader: Reader, today: date) -> list[tuple[Action, int, date | None]]:
    code = db.session.get_one(Matter, it.matter_id).code
    dossier = read_dossier(code, reader=reader, today=today)
    found = sealed_letters.owed_in(dossier)
    return [(one.notice.action, one.people, one.due_on) for one in found]


def letter(letter_id: int) -> SealedLetter:
    return db.session.get_one(SealedLetter, letter_id)


def states(it: Entered) -> list[tuple[int, LetterState]]:
    query = select(SealedLetter).join(SealedLetter.subject).where(Subject.matter_id == it.matter_id)
    letters = db.session.scalars(query.order_by(SealedLetter.id))
    return [(one.place, one.state) for one in letters]


def test_acceptance_is_owed_to_each_until_a_letter_is_prepared(
    enter: Enter, accepted: Entered, reader: Callable[[str], Reader], clock: SettableClock
) -> None:
    # five working days from Tuesday 17/11; Tuesday 24/11 is the day of culture, off from 2026 on: 18, 19, 20, 23, 25
    assert owed(accepted, reader("xulydon"), clock.today) == [(Action.ACCEPT, 2, date(2026, 11, 25))]
    prepare(enter, accepted)
    assert owed(accepted, reader("xulydon"), clock.today) == []
    assert states(accepted) == [(1, LetterState.PREPARED), (2, LetterState.PREPARED)]


def test_every_act_that_must_be_told_is_owed_in_its_order(
    enter: Enter, accepted: Entered, reader: Callable[[str], Reader], clock: SettableClock
) -> None:
    enter.step(accepted, Action.EXTEND, date(2026, 11, 18), {"criteria": ["a"], "evidence": "biên bản"})
    enter.step(accepted, Action.SUSPEND, date(2026, 11, 19), {"stay_ground": "waiting"})
    enter.step(accepted, Action.CONTINUE, date(2026, 11, 20))
    acts = [action for action, _, _ in owed(accepted, reader("xulydon"), clock.today)]
    assert acts == [Action.ACCEPT, Action.EXTEND, Action.SUSPEND, Action.CONTINUE]


def test_a_transfer_is_owed_on_the_entry(enter: Enter, reader: Callable[[str], Reader], clock: SettableClock) -> None:
    it = enter.a_denunciation(senders=(person(FIRST),), facts={"in_competence": "no"})
    enter.step(it, Action.FORWARD, facts={"to_office": enter.office_id("SO-NNMT")})
    assert owed(it, reader("xulydon"), clock.today) == [(Action.FORWARD, 1, None)]
    prepare(enter, it, Action.FORWARD)
    assert owed(it, reader("xulydon"), clock.today) == []


def test_nothing_is_owed_where_nobody_signed(
    enter: Enter, reader: Callable[[str], Reader], clock: SettableClock
) -> None:
    it = enter.a_case(PetitionKind.DENUNCIATION, senders=())
    assert owed(it, reader("xulydon"), clock.today) == []
    with pytest.raises(Refusal, match="đã có thư"):
        prepare(enter, it)


def test_of_a_complaint_there_is_nothing_to_seal(
    enter: Enter, reader: Callable[[str], Reader], clock: SettableClock
) -> None:
    it = enter.a_case()
    assert owed(it, reader("xulydon"), clock.today) == []
    with pytest.raises(StepNotAllowedError):
        prepare(enter, it)


def test_a_step_that_tells_nobody_has_no_letter(enter: Enter, accepted: Entered) -> None:
    with pytest.raises(StepNotAllowedError):
        prepare(enter, accepted, Action.OPEN)


def test_nobody_is_written_to_twice(enter: Enter, accepted: Entered) -> None:
    prepare(enter, accepted)
    with pytest.raises(Refusal, match="đã có thư"):
        prepare(enter, accepted)


@pytest.mark.parametrize(
    ("paper", "field"),
    [
        (replace(PAPER, number=" "), "paper_number"),
        (replace(PAPER, signatory=""), "paper_signatory"),
        (replace(PAPER, issued_on=date(2026, 11, 24)), "paper_on"),  # tomorrow
        (replace(PAPER, issued_on=date(2026, 11, 16)), "paper_on"),  # the day before the act
    ],
)
def test_a_letter_needs_its_paper(enter: Enter, accepted: Entered, paper: Paper, field: str) -> None:
    with pytest.raises(MissingFactError) as no:
        prepare(enter, accepted, paper=paper)
    assert (no.value.field, no.value.basis) == (field, "LTC Đ29.3")


@pytest.mark.parametrize("login", ["tiepdan", "lanhdao", "xa1-don", "quantri", "thanhtra"])
def test_only_who_works_on_it_prepares_and_sends(enter: Enter, accepted: Entered, login: str) -> None:
    with pytest.raises(NotPermittedError):
        prepare(enter, accepted, by=login)
    letter_id = prepare(enter, accepted)
    with pytest.raises(NotPermittedError), enter.acting(login) as reader:
        sealed_letters.record_sent(letter(letter_id), on=date(2026, 11, 23), reader=reader, now=enter.clock())


def test_a_letter_goes_its_way(enter: Enter, accepted: Entered, clock: SettableClock) -> None:
    letter_id = prepare(enter, accepted)
    with enter.acting("xulydon") as reader:
        sealed_letters.record_sent(letter(letter_id), on=date(2026, 11, 23), reader=reader, now=clock())
    assert letter(letter_id).state is LetterState.SENT
    clock.set(date(2026, 11, 26))
    with enter.acting("xulydon") as reader:
        proof = f"Phiếu báo phát, bà {FIRST.name} ký"
        sealed_letters.record_delivered(
            letter(letter_id), on=date(2026, 11, 26), proof=proof, reader=reader, now=clock()
        )
    assert (letter(letter_id).state, letter(letter_id).proof) == (
        LetterState.DELIVERED,
        f"Phiếu báo phát, bà {DENOUNCER} ký",
    )


def test_a_letter_that_came_back_is_owed_again(
    enter: Enter, accepted: Entered, reader: Callable[[str], Reader], clock: SettableClock
) -> None:
    letter_id = prepare(enter, accepted)
    with enter.acting("xulydon") as handler:
        sealed_letters.record_sent(letter(letter_id), on=clock.today, reader=handler, now=clock())
    with enter.acting("xulydon") as handler:
        why = f"{FIRST.name} không có ở {FIRST.address}"
        sealed_letters.record_failed(letter(letter_id), on=clock.today, why=why, reader=handler, now=clock())
    assert letter(letter_id).state is LetterState.RETURNED
    assert FIRST.tag not in letter(letter_id).why_failed
    assert [(action, people) for action, people, _ in owed(accepted, reader("xulydon"), clock.today)] == [
        (Action.ACCEPT, 1)
    ]
    prepare(enter, accepted)
    assert states(accepted) == [
        (1, LetterState.RETURNED),
        (2, LetterState.PREPARED),
        (1, LetterState.PREPARED),
    ]


def test_a_letter_prepared_by_mistake_is_put_aside_before_it_leaves(enter: Enter, accepted: Entered) -> None:
    letter_id = prepare(enter, accepted)
    with enter.acting("xulydon") as reader:
        sealed_letters.record_failed(
            letter(letter_id), on=enter.clock.today, why="Ghi nhầm số", reader=reader, now=enter.clock()
        )
    assert letter(letter_id).state is LetterState.DROPPED


def test_what_happened_to_a_letter_happens_in_order_and_on_days_that_were(
    enter: Enter, accepted: Entered, clock: SettableClock
) -> None:
    letter_id = prepare(enter, accepted)
    with pytest.raises(StaleEditError), enter.acting("xulydon") as reader:
        sealed_letters.record_delivered(letter(letter_id), on=clock.today, proof="x", reader=reader, now=clock())
    for day in (date(2026, 11, 22), date(2026, 11, 24)):  # before the paper; tomorrow
        with pytest.raises(MissingFactError) as no, enter.acting("xulydon") as reader:
            sealed_letters.record_sent(letter(letter_id), on=day, reader=reader, now=clock())
        assert no.value.field == "on"
    with enter.acting("xulydon") as reader:
        sealed_letters.record_sent(letter(letter_id), on=clock.today, reader=reader, now=clock())
    with pytest.raises(StaleEditError), enter.acting("xulydon") as reader:
        sealed_letters.record_sent(letter(letter_id), on=clock.today, reader=reader, now=clock())
    with pytest.raises(MissingFactError) as no, enter.acting("xulydon") as reader:
        sealed_letters.record_delivered(letter(letter_id), on=clock.today, proof=" ", reader=reader, now=clock())
    assert no.value.field == "proof"


def test_the_cover_is_a_look_at_one_person_written_down(enter: Enter, accepted: Entered) -> None:
    letter_id = prepare(enter, accepted)
    with enter.acting("xulydon", "in bì thư mật") as reader:
        cover = sealed_letters.open_cover(letter(letter_id), reader=reader, now=enter.clock())
        assert (cover.person.name, cover.person.address) == (FIRST.name, FIRST.address)
        assert cover.notice.basis == "LTC Đ29.3"
    looks = db.session.scalars(select(IdentityLook)).all()
    assert [(look.sealed_id, look.reason) for look in looks] == [
        (letter(letter_id).sealed_id, "In bì thư mật: Thông báo việc thụ lý tố cáo")
    ]
    last = db.session.scalars(select(JournalLine).order_by(JournalLine.seq.desc()).limit(1)).one()
    assert (last.act, '"look"' in last.changes) == ("in bì thư mật", True)
    assert SCANNER.find("journal", last.changes) == []


@pytest.mark.parametrize("login", ["truongban", "lanhdao", "truongdonvi", "thamquyen", "vanthu", "thanhtra"])
def test_without_leave_nobody_prints_a_cover(enter: Enter, accepted: Entered, login: str) -> None:
    letter_id = prepare(enter, accepted)
    with pytest.raises(NotPermittedError), enter.acting(login) as reader:
        sealed_letters.open_cover(letter(letter_id), reader=reader, now=enter.clock())
    assert db.session.scalars(select(IdentityLook)).all() == []


def test_a_letter_that_has_left_opens_no_more(enter: Enter, accepted: Entered) -> None:
    letter_id = prepare(enter, accepted)
    with enter.acting("xulydon") as reader:
        sealed_letters.record_sent(letter(letter_id), on=enter.clock.today, reader=reader, now=enter.clock())
    with pytest.raises(StaleEditError), enter.acting("xulydon") as reader:
        sealed_letters.open_cover(letter(letter_id), reader=reader, now=enter.clock())


def test_a_letter_of_one_matter_is_found_on_no_other(enter: Enter, accepted: Entered) -> None:
    letter_id = prepare(enter, accepted)
    other = enter.a_denunciation(senders=(person(SECOND),))
    with pytest.raises(NotFoundError):
        find_letter(db.session.get_one(Matter, other.matter_id), letter_id)


def test_a_corrected_act_keeps_the_letters_that_told_of_it(
    enter: Enter, accepted: Entered, reader: Callable[[str], Reader], clock: SettableClock
) -> None:
    prepare(enter, accepted)
    with enter.acting("xulydon", "sửa bước") as handler:
        corrections.correct(
            event_of(accepted, Action.ACCEPT),
            Recording(Action.ACCEPT, date(2026, 11, 18), {}, NOTICE),
            record=db.session.get_one(Case, accepted.case_id),
            reason=f"{SECOND.name} báo ghi nhầm ngày",
            reader=handler,
            now=clock(),
        )
    assert owed(accepted, reader("xulydon"), clock.today) == []
    assert SCANNER.find("database", whole_database()) == []
    with pytest.raises(Refusal, match="đã có thư"):
        prepare(enter, accepted)


def test_a_dispatch_to_the_denouncer_never_holds_the_name(enter: Enter, accepted: Entered) -> None:
    sent_to = f"ông Hồ Văn Địa; bà {FIRST.name}, {FIRST.address}; {SECOND.name.upper()} ({SECOND.phone})"
    enter.step(accepted, Action.NOTIFY_ACCEPTANCE, date(2026, 11, 18), {"sent_to": sent_to})
    db.session.rollback()
    dispatch = db.session.scalars(select(Dispatch)).one()
    fact = event_of(accepted, Action.NOTIFY_ACCEPTANCE).facts["sent_to"]
    assert dispatch.recipient == fact
    assert dispatch.recipient.startswith(f"ông Hồ Văn Địa; bà {DENOUNCER}")
    assert dispatch.recipient.endswith(f"{DENOUNCER} ({DENOUNCER})")
    assert SCANNER.find("database", whole_database()) == []


def test_letters_and_their_way_leave_no_name_in_the_database(enter: Enter, accepted: Entered) -> None:
    letter_id = prepare(enter, accepted, paper=Paper(f"15/{FIRST.name}", None, SECOND.name))
    with enter.acting("xulydon") as reader:
        sealed_letters.open_cover(letter(letter_id), reader=reader, now=enter.clock())
    assert letter(letter_id).document.number == f"15/{DENOUNCER}"
    assert SCANNER.find("database", whole_database()) == []


def test_the_entry_of_a_case_brings_its_own_denouncers_alone(
    enter: Enter, accepted: Entered, reader: Callable[[str], Reader], clock: SettableClock
) -> None:
    """A further paper on the same matter that was not taken into the case is no recipient of its notices."""
    other = enter.a_denunciation(senders=(person(SECOND),))
    enter.step(other, Action.JOIN, facts={"matter": accepted.matter_code})
    assert db.session.get_one(PetitionEntry, other.entry_id).matter_id == accepted.matter_id
    assert [people for _, people, _ in owed(accepted, reader("xulydon"), clock.today)] == [2]
