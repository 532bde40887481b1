"""Looking at who denounced: for whoever holds the work, for others by a second person's leave; always written down."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from caseflow.law.errors import MissingFactError, NotFoundError, NotPermittedError, Refusal, StaleEditError
from caseflow.law.escalation import IDENTITY_REQUEST
from caseflow.law.rights import Reader
from caseflow.law.terms import Action, AssignmentRole, Role
from caseflow.services import looks
from caseflow.services.assignments import assign, report
from caseflow.services.citizens import Person
from caseflow.services.oversight import unless_denounced
from caseflow.services.rebuilding import rebuild
from caseflow.store.db import db
from caseflow.store.deadlines import Deadline, Origin
from caseflow.store.journal import JournalLine, broken_lines
from caseflow.store.list_facts import next_due_of_matters
from caseflow.store.matter_lists import MatterFilter, matters_by_due
from caseflow.store.openings import openings_waiting, subject_to_open
from caseflow.store.oversight import looks_of, looks_page, openings_page
from caseflow.store.people import RolePost, find_user
from caseflow.store.subjects import Assignment, Subject
from caseflow.store.vault import IdentityLook, IdentityOpening
from tests.canaries import Scanner, canaries
from tests.conftest import SettableClock
from tests.factories import BY_ROLE, Enter, Province
from tests.services.sweeping import Said, heard, said, swept

pytestmark = pytest.mark.usefixtures("inside")

(SOMEBODY,) = canaries(1, seed=12)
AUTHOR = Person(SOMEBODY.name, phone=SOMEBODY.phone, paper_number=SOMEBODY.paper_number, address=SOMEBODY.address)
SUMMARY = f"{SOMEBODY.name} tố cáo cán bộ phường nhận tiền"


class Vault:
    """Short words for what these tests do over and over."""

    def __init__(self, enter: Enter, province: Province) -> None:
        self.enter = enter
        self.province = province
        self.it = enter.a_denunciation(SUMMARY, senders=(AUTHOR,), respondent="ông Đặng Quốc Hưng, cán bộ phường")

    def subject(self) -> Subject:
        found = subject_to_open(self.it.matter_id)
        assert found is not None
        return found

    def look(self, login: str, reason: str = "Cần mời làm việc") -> looks.Seen:
        with self.enter.acting(login, "xem danh tính") as reader:
            return looks.look(self.subject(), reader=reader, reason=reason, now=self.enter.clock())

    def ask(self, login: str, reason: str = "Cần xác minh") -> int:
        with self.enter.acting(login, "đề nghị") as reader:
            opening = looks.ask_opening(self.subject(), reader=reader, reason=reason, now=self.enter.clock())
            return opening.id

    def answer(self, login: str, opening_id: int, *, allow: bool = True, hours: int = 24) -> None:
        with self.enter.acting(login, "trả lời") as reader:
            opening = db.session.get_one(IdentityOpening, opening_id)
            looks.answer_opening(opening, allow=allow, hours=hours, reader=reader, now=self.enter.clock())

    def end(self, login: str, opening_id: int) -> None:
        with self.enter.acting(login, "kết thúc") as reader:
            opening = db.session.get_one(IdentityOpening, opening_id)
            looks.end_opening(opening, reader=reader, now=self.enter.clock())

    def waits(self) -> list[tuple[date, date | None, Origin]]:
        """The deadlines of requests: due, met, whence."""
        db.session.rollback()
        rows = db.session.scalars(select(Deadline).where(Deadline.family == IDENTITY_REQUEST).order_by(Deadline.id))
        return [(row.due_legal, row.met_on, row.origin) for row in rows]

    def give_to(self, login: str) -> int:
        """Give the work on the entry to somebody."""
        with self.enter.acting("truongban", "giao việc"):
            work = assign(
                db.session.get_one(Subject, self.it.entry_id),
                to_office_id=self.province.offices["TINH"],
                to_user=find_user(self.province.people[login]),
                role=AssignmentRole.SUPPORT,
                on=date(2026, 11, 23),
                due_on=None,
                document=None,
                now=self.enter.clock(),
            )
            return work.id


@pytest.fixture
def vault(enter: Enter, province: Province) -> Vault:
    return Vault(enter, province)


def test_whoever_is_given_the_work_sees_the_person_and_the_words(vault: Vault) -> None:
    vault.give_to("giaiquyet")
    seen = vault.look("giaiquyet")
    assert [(person.name, person.phone, person.paper_number) for person in seen.people] == [
        (SOMEBODY.name, SOMEBODY.phone, SOMEBODY.paper_number)
    ]
    assert ("Tóm tắt", SUMMARY) in [original.pair for original in seen.originals]


def test_whoever_classified_it_works_on_it(vault: Vault) -> None:
    assert vault.look("xulydon").people[0].name == SOMEBODY.name


def test_standing_access_ends_with_the_work(vault: Vault) -> None:
    work_id = vault.give_to("giaiquyet")
    vault.look("giaiquyet")
    with vault.enter.acting("truongban"):
        report(db.session.get_one(Assignment, work_id), on=date(2026, 11, 23), document=None, now=vault.enter.clock())
    with pytest.raises(NotPermittedError):
        vault.look("giaiquyet")


@pytest.mark.parametrize("role", sorted(Role))
def test_no_role_by_itself_opens_an_identity(vault: Vault, role: Role) -> None:
    with vault.enter.acting("truongban"):
        db.session.get_one(Subject, vault.it.entry_id).responsible_id = None  # the handler who classified it
    with pytest.raises(NotPermittedError):
        vault.look(BY_ROLE[role])


def test_a_refused_look_names_its_article_and_leaves_no_trace(vault: Vault) -> None:
    with pytest.raises(NotPermittedError) as no:
        vault.look("lanhdao")
    assert no.value.basis == "LTC Đ56.2"
    assert db.session.scalars(select(IdentityLook)).all() == []


@pytest.mark.parametrize("role", [Role.RECEPTION, Role.ADMIN, Role.CLERK, Role.INSPECTOR])
def test_some_roles_never_see_who_denounced_though_the_work_is_theirs(vault: Vault, role: Role) -> None:
    vault.give_to(BY_ROLE[role])
    with pytest.raises(NotPermittedError):
        vault.look(BY_ROLE[role])
    with pytest.raises(NotPermittedError):
        vault.ask(BY_ROLE[role])


def test_a_look_without_a_reason_is_refused_at_its_field(vault: Vault) -> None:
    vault.give_to("giaiquyet")
    with pytest.raises(MissingFactError) as no:
        vault.look("giaiquyet", reason="  ")
    assert no.value.field == "reason"


def test_a_second_person_opens_it_for_some_hours(vault: Vault, clock: SettableClock) -> None:
    opening_id = vault.ask("lanhdao")
    with pytest.raises(NotPermittedError):
        vault.look("lanhdao")
    vault.answer("truongban", opening_id, hours=2)
    clock.forward(hours=1, minutes=59)
    assert vault.look("lanhdao").people[0].name == SOMEBODY.name
    clock.forward(minutes=1)
    with pytest.raises(NotPermittedError):
        vault.look("lanhdao")


def test_what_was_refused_stays_closed(vault: Vault) -> None:
    vault.answer("truongban", vault.ask("lanhdao"), allow=False)
    with pytest.raises(NotPermittedError):
        vault.look("lanhdao")


def test_nobody_approves_their_own_request(vault: Vault, reader: Callable[[str], Reader]) -> None:
    opening_id = vault.ask("truongban")
    with pytest.raises(NotPermittedError, match="người khác"):
        vault.answer("truongban", opening_id)
    assert [row.opening.id for row in openings_waiting(reader("truongban"))] == []
    assert [row.opening.id for row in openings_waiting(reader("truongdonvi"))] == [opening_id]


@pytest.mark.parametrize("login", ["xulydon", "tiepdan", "giaiquyet", "lanhdao", "quantri", "so", "xa1"])
def test_only_who_may_approve_there_answers(vault: Vault, login: str) -> None:
    opening_id = vault.ask("truongdonvi" if login == "lanhdao" else "lanhdao")
    with pytest.raises(NotPermittedError):
        vault.answer(login, opening_id)


@pytest.mark.parametrize("hours", [0, 73, -1])
def test_a_leave_lasts_between_one_hour_and_three_days(vault: Vault, hours: int) -> None:
    with pytest.raises(MissingFactError) as no:
        vault.answer("truongban", vault.ask("lanhdao"), hours=hours)
    assert no.value.field == "hours"


def test_a_request_is_answered_once_and_asked_once(vault: Vault) -> None:
    opening_id = vault.ask("lanhdao")
    with pytest.raises(Refusal, match="đang chờ"):
        vault.ask("lanhdao")
    vault.answer("truongban", opening_id, allow=False)
    with pytest.raises(StaleEditError):
        vault.answer("truongdonvi", opening_id)


def test_whoever_is_denounced_neither_looks_nor_approves(vault: Vault) -> None:
    # the denounced bears the name of the person of authority; without the last name it is somebody else
    other = vault.enter.a_denunciation(senders=(AUTHOR,), respondent="Đặng Quốc Hưng Thử (Phó Chủ tịch)")
    opening_id = vault.ask("lanhdao")
    vault.answer("thamquyen", opening_id)
    vault.it = other
    opening_id = vault.ask("lanhdao")
    with pytest.raises(NotPermittedError):
        vault.answer("thamquyen", opening_id)
    vault.give_to("thamquyen")
    with pytest.raises(NotPermittedError):
        vault.look("thamquyen")


def test_each_look_is_written_down_with_its_reason(vault: Vault, clock: SettableClock) -> None:
    vault.give_to("giaiquyet")
    vault.look("giaiquyet", "Mời làm việc")
    clock.forward(hours=1)
    vault.look("giaiquyet", f"Gọi cho bà {SOMEBODY.name}")
    rows = looks_of(vault.it.matter_id)
    name = find_user(vault.province.people["giaiquyet"]).name
    assert [(row.at, row.name, row.reason) for row in rows] == [
        (clock(), name, "Gọi cho bà [người tố cáo]"),
        (clock() - timedelta(hours=1), name, "Mời làm việc"),
    ]


def test_a_look_is_a_line_of_the_journal_without_the_identity(vault: Vault) -> None:
    vault.give_to("giaiquyet")
    vault.look("giaiquyet")
    last = db.session.scalars(select(JournalLine).order_by(JournalLine.seq.desc()).limit(1)).one()
    assert (last.by_id, last.act) == (vault.province.people["giaiquyet"], "xem danh tính")
    assert '"look"' in last.changes
    assert Scanner([SOMEBODY]).find("journal", last.changes) == []
    assert list(broken_lines()) == []


def test_an_open_matter_has_nothing_to_look_at(enter: Enter, vault: Vault) -> None:
    vault.it = enter.a_complaint()
    vault.give_to("giaiquyet")
    with pytest.raises(NotFoundError):
        vault.look("giaiquyet")


def test_a_leave_is_for_the_one_who_asked(vault: Vault) -> None:
    vault.answer("truongban", vault.ask("lanhdao"))
    with pytest.raises(NotPermittedError):
        vault.look("truongdonvi")


def test_a_leave_for_one_denunciation_opens_no_other(enter: Enter, vault: Vault) -> None:
    vault.answer("truongban", vault.ask("lanhdao"))
    vault.it = enter.a_denunciation(SUMMARY, senders=(AUTHOR,))
    with pytest.raises(NotPermittedError):
        vault.look("lanhdao")


def test_another_office_does_not_see_that_there_is_anything_to_ask_for(vault: Vault) -> None:
    with pytest.raises(NotPermittedError):
        vault.ask("xa2-don")


@pytest.mark.parametrize("login", ["lanhdao", "truongban", "truongdonvi"])
def test_a_leave_is_ended_early_by_whoever_asked_or_may_approve(vault: Vault, login: str) -> None:
    opening_id = vault.ask("lanhdao")
    vault.answer("truongban", opening_id, hours=24)
    vault.look("lanhdao")
    vault.end(login, opening_id)
    with pytest.raises(NotPermittedError):
        vault.look("lanhdao")
    with pytest.raises(StaleEditError):
        vault.end(login, opening_id)


@pytest.mark.parametrize("login", ["xulydon", "giaiquyet", "quantri", "thanhtra", "xa1"])
def test_nobody_else_ends_it(vault: Vault, login: str) -> None:
    opening_id = vault.ask("lanhdao")
    vault.answer("truongban", opening_id)
    with pytest.raises(NotPermittedError):
        vault.end(login, opening_id)
    vault.look("lanhdao")


def test_a_request_is_taken_back_by_the_asker_alone_and_answered_no_more(vault: Vault) -> None:
    opening_id = vault.ask("lanhdao")
    with pytest.raises(StaleEditError):
        vault.end("truongban", opening_id)
    vault.end("lanhdao", opening_id)
    with pytest.raises(StaleEditError, match="rút"):
        vault.answer("truongban", opening_id)
    vault.ask("lanhdao")  # and may be asked anew


def test_what_has_run_out_is_not_ended_again(vault: Vault, clock: SettableClock) -> None:
    opening_id = vault.ask("lanhdao")
    vault.answer("truongban", opening_id, hours=1)
    clock.forward(hours=1)
    with pytest.raises(StaleEditError):
        vault.end("lanhdao", opening_id)


def test_a_leave_falls_with_the_post_in_which_it_was_asked(vault: Vault, province: Province) -> None:
    opening_id = vault.ask("lanhdao")
    vault.answer("truongban", opening_id)
    with vault.enter.acting("quantri"):
        leader = db.session.scalars(select(RolePost).where(RolePost.user_id == province.people["lanhdao"])).one()
        leader.until = date(2026, 11, 22)
        head = RolePost(user_id=leader.user_id, role=Role.UNIT_HEAD, office_id=leader.office_id)
        db.session.add(head)  # another post in which the denunciation may be known
    with pytest.raises(NotPermittedError):
        vault.look("lanhdao")
    vault.answer("truongban", vault.ask("lanhdao"))
    assert vault.look("lanhdao").people[0].name == SOMEBODY.name


def test_a_request_waits_as_a_deadline_due_at_once_and_met_when_answered(vault: Vault, clock: SettableClock) -> None:
    day = clock.today
    opening_id = vault.ask("lanhdao")
    assert vault.waits() == [(day, None, Origin.LOCAL)]
    clock.set(date(2026, 11, 25))
    vault.answer("truongban", opening_id)
    assert vault.waits() == [(day, date(2026, 11, 25), Origin.LOCAL)]
    other = vault.ask("truongdonvi")
    vault.end("truongdonvi", other)
    assert vault.waits()[1] == (date(2026, 11, 25), date(2026, 11, 25), Origin.LOCAL)


def test_those_who_may_answer_are_told_and_nobody_else(vault: Vault, clock: SettableClock) -> None:
    vault.ask("truongban")
    swept(clock())
    assert said(IDENTITY_REQUEST) == [Said(IDENTITY_REQUEST, "den-han")]
    assert heard(IDENTITY_REQUEST) == {"truongdonvi", "thamquyen"}  # the asker is a head too, and is not told


def test_of_those_who_hear_only_who_can_answer_is_told_while_there_is_somebody(
    vault: Vault, clock: SettableClock, province: Province
) -> None:
    vault.it = vault.enter.a_denunciation(senders=(AUTHOR,), at="TINH", by="truongdonvi")
    opening = vault.ask("thamquyen")
    head, board = province.people["truongdonvi"], province.people["truongban"]  # the board lies below the province
    for heard_by, told in (({head, board}, {head}), ({board}, {board})):
        assert looks.fit_to_answer(opening, frozenset(heard_by), clock.today) == told


def test_whoever_is_denounced_is_not_told(vault: Vault, clock: SettableClock) -> None:
    vault.it = vault.enter.a_denunciation(senders=(AUTHOR,), respondent="Đặng Quốc Hưng Thử (Phó Chủ tịch)")
    vault.ask("lanhdao")
    swept(clock())
    assert heard(IDENTITY_REQUEST) == {"truongdonvi", "truongban"}


def test_a_step_or_a_rebuilding_leaves_the_request_waiting(vault: Vault, clock: SettableClock) -> None:
    vault.ask("lanhdao")
    vault.enter.step(vault.it, Action.PROPOSE)
    assert len(vault.waits()) == 1
    with vault.enter.acting("quantri"):
        rebuilt = rebuild([vault.it.entry_id or 0], clock(), keep=True)
    assert rebuilt.differences == ()
    assert len(vault.waits()) == 1


def test_a_waiting_request_is_the_work_of_nobody_else(vault: Vault, reader: Callable[[str], Reader]) -> None:
    before = {login: nearest(reader(login), vault.it.matter_id) for login in ("xulydon", "truongdonvi", "lanhdao")}
    vault.ask("lanhdao")
    after = {login: nearest(reader(login), vault.it.matter_id) for login in before}
    assert after == before


def nearest(reader: Reader, matter_id: int) -> list[tuple[date, str]]:
    db.session.rollback()
    rows = matters_by_due(reader, MatterFilter(), after=None, limit=10)
    label = next_due_of_matters([matter_id])[matter_id].label
    return [(row.due_on, label) for row in rows if row.id == matter_id]


OVERSEERS = ("truongban", "truongdonvi", "thamquyen", "thanhtra")


@pytest.mark.parametrize("login", OVERSEERS)
def test_heads_and_the_inspector_read_who_asked_and_who_looked(
    vault: Vault, reader: Callable[[str], Reader], login: str
) -> None:
    vault.answer("truongban", vault.ask("lanhdao"))
    vault.look("lanhdao")
    vault.look("xulydon", "Mời làm việc")
    asked = openings_page(reader(login), before=None, limit=10)
    looked = looks_page(reader(login), before=None, limit=10)
    assert [(row.asked_by, row.answered_by) for row in asked] == [("Bùi Văn An Thử", "Hoàng Đức Minh Thử")]
    assert [(row.name, row.by_leave) for row in looked] == [("Trần Văn Quý Thử", False), ("Bùi Văn An Thử", True)]
    assert looks_page(reader(login), before=looked[0].first_id, limit=10) == looked[1:]


@pytest.mark.parametrize("login", ["lanhdao", "xulydon", "giaiquyet", "quantri", "so", "xa1"])
def test_others_read_none_of_it(vault: Vault, reader: Callable[[str], Reader], login: str) -> None:
    vault.answer("truongban", vault.ask("lanhdao"))
    vault.look("lanhdao")
    assert openings_page(reader(login), before=None, limit=10) == []
    assert looks_page(reader(login), before=None, limit=10) == []


def test_whoever_is_denounced_does_not_read_who_asked(vault: Vault, reader: Callable[[str], Reader]) -> None:
    vault.it = vault.enter.a_denunciation(senders=(AUTHOR,), respondent="Đặng Quốc Hưng Thử (Phó Chủ tịch)")
    vault.ask("lanhdao")
    seen = {
        login: len(unless_denounced(openings_page(reader(login), before=None, limit=10), reader=reader(login)))
        for login in OVERSEERS
    }
    assert seen == {"truongban": 1, "truongdonvi": 1, "thamquyen": 0, "thanhtra": 1}
