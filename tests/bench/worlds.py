"""A province of many matters, written in bulk: what the pages of the house are measured on."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

from sqlalchemy import delete, func, insert, select, text, update

from caseflow.law.terms import Action, AssignmentRole, CaseStatus, EntryStatus, PartyRole, PetitionKind, SubjectKind
from caseflow.store.cases import Case
from caseflow.store.citizens import Citizen
from caseflow.store.db import db, is_postgresql
from caseflow.store.deadlines import REPLY, Deadline, Origin
from caseflow.store.matters import MatterOffice
from caseflow.store.nearest import keep_nearest
from caseflow.store.offices import Office
from caseflow.store.petitions import PetitionEntry
from caseflow.store.subjects import Assignment, Event, Party, Subject
from caseflow.text import fold, sort_key
from tests.bench.clocks_bench import CHUNK, NOW, TODAY, Row, events_of, fill

ABOUT = (
    *("tranh chấp ranh giới đất", "thu hồi đất và bồi thường", "xây dựng trái phép", "ô nhiễm môi trường"),
    *("đường hư hỏng, ngập nước", "chậm chi trả trợ cấp", "chế độ người có công", "lấn chiếm vỉa hè"),
)
PLACES = ("xã Hòa Bình", "phường Đông Hòa", "xã Vĩnh Lộc", "phường Linh Trung", "xã Phước Kiển")
FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Phan", "Vũ", "Đặng")
MIDDLE, GIVEN = ("Văn", "Thị", "Hữu", "Ngọc"), ("An", "Bình", "Châu", "Dũng", "Hạnh", "Lan", "Sơn", "Yến")
CLOSED = 4  # of ten
AT_A_COMMUNE = 100  # one in so many never reached the board
WORK, FORWARDED = 200, 300  # of one in so many work was given to a commune; one in so many was forwarded to it


def province(matters: int) -> None:
    """So many matters with petition, entry and case; six of ten are open, each with what is due of it."""
    fill(matters)
    offices = {code: key for key, code in db.session.execute(select(Office.id, Office.code))}
    for start in range(0, matters, CHUNK):
        numbers = range(start, min(matters, start + CHUNK))
        _dress(numbers, offices)
        db.session.commit()
    _give(range(0, matters, WORK), offices, 3 * matters)
    _forward(range(1, matters, FORWARDED), offices, 4 * matters)
    db.session.commit()
    _count_on()
    db.session.execute(text("ANALYZE"))
    db.session.commit()


def _count_on() -> None:
    """Have PostgreSQL give keys beyond those that were written."""
    for table in ("matter", "subject", "citizen") if is_postgresql() else ():
        last = f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))"  # noqa: S608 - our own names
        db.session.execute(text(last))


def lengthen(matter_id: int, events: int) -> None:
    """Give an open matter so many events in all: its case is suspended again and again, then talked of again and again.

    Each suspension opens clocks of its own; there are no more than ten.
    """
    case, n = 3 * matter_id, matter_id - 1
    entry, first = 3 * n + 2, TODAY - timedelta(days=130)
    own = db.session.scalar(select(func.count()).where(Event.subject_id == entry)) or 0
    begun = [(Action.OPEN, 0), (Action.ACCEPT, 2), (Action.VERIFY, 3)]
    turns = (Action.SUSPEND, Action.CONTINUE) * 10 + (Action.HOLD_DIALOGUE,) * events
    again = ((act, 4 + at // 2) for at, act in enumerate(turns[: events - own - len(begun)]))
    db.session.execute(delete(Event.__table__).where(Event.subject_id == case))  # type: ignore[arg-type]
    db.session.execute(insert(Event.__table__), list(events_of(case, (*begun, *again), first)))  # type: ignore[arg-type]
    db.session.commit()


def multiply_open(times: int) -> None:
    """Have each date that is open stand there so many times, as if its clock had started as often."""
    table = Deadline.__table__
    copied = [column for column in table.c if column.name != "id"]
    for n in range(1, times):
        again = (table.c.start_cause + f"#{n}" if column.name == "start_cause" else column for column in copied)
        ones = select(*again).where(table.c.met_on.is_(None), table.c.start_cause.not_like("%#%"))
        db.session.execute(insert(table).from_select([column.name for column in copied], ones))  # type: ignore[arg-type]
    db.session.commit()


def make_due(wanted: int, at: datetime) -> int:
    """Have a sweep find exactly so many due at a moment: dates that have come; how many open dates there are in all."""
    row = Deadline.__table__.c
    first = select(row.id).where(row.met_on.is_(None), row.due_legal <= at.date()).order_by(row.id).limit(wanted)
    for which, when in ((row.met_on.is_(None), at + timedelta(days=1)), (row.id.in_(first), at)):
        db.session.execute(update(Deadline.__table__).where(which).values(next_alert_at=when))  # type: ignore[arg-type]
    due, waiting = (
        db.session.scalar(select(func.count()).where(which)) or 0
        for which in (row.next_alert_at <= at, row.next_alert_at.is_not(None))
    )
    if due != wanted:
        raise RuntimeError(f"only {due} of {waiting:,} dates have come")
    db.session.execute(text("ANALYZE"))
    db.session.commit()
    return waiting


def _dress(numbers: range, offices: dict[str, int]) -> None:
    chance = Random(numbers.start)  # noqa: S311 - the same province again
    closed = [n for n in numbers if n % 10 < CLOSED]
    titles = {n: f"Về việc {chance.choice(ABOUT)} tại {chance.choice(PLACES)} số {n}" for n in numbers}
    names = {n: f"{chance.choice(FAMILY)} {chance.choice(MIDDLE)} {chance.choice(GIVEN)} {n % 97}" for n in numbers}
    named = [
        {"id": n + 1, "words": titles[n], "folded": fold(titles[n]), "kind": PetitionKind.COMPLAINT.value}
        for n in numbers
    ]
    db.session.execute(text("UPDATE matter SET title = :words, folded = :folded, kind = :kind WHERE id = :id"), named)
    petitions = [{"id": 3 * n + 1, "words": titles[n], "folded": fold(titles[n])} for n in numbers]
    db.session.execute(text("UPDATE petition SET summary = :words, folded = :folded WHERE id = :id"), petitions)
    db.session.execute(
        update(Subject.__table__).where(Subject.matter_id.in_([n + 1 for n in closed])).values(is_open=False)  # type: ignore[arg-type]
    )
    given = [key for n in numbers if n % 3 for key in (3 * n + 2, 3 * n + 3)]
    officer = 1 + numbers.start // CHUNK % 12
    db.session.execute(update(Subject.__table__).where(Subject.id.in_(given)).values(responsible_id=officer))  # type: ignore[arg-type]
    db.session.execute(
        update(Case.__table__).where(Case.id.in_([3 * n + 3 for n in closed])).values(status=CaseStatus.CLOSED)  # type: ignore[arg-type]
    )
    tables: tuple[tuple[object, Iterator[Row]], ...] = (
        (MatterOffice, (row for n in numbers for row in _passed(n, offices))),
        (Citizen, (_citizen(n, names[n]) for n in numbers)),
        (Party, (_party(n) for n in numbers)),
        (Deadline, (row for n in numbers for row in _due(n, chance))),
    )
    for table, rows in tables:
        db.session.execute(insert(table.__table__), list(rows))  # type: ignore[attr-defined]  # a mapped class
    keep_nearest([n + 1 for n in numbers])


def _shared(kind: SubjectKind, office_id: int) -> Row:
    return {"kind": kind, "office_id": office_id, "secret": False, "created_at": NOW, "version": 1}


def _give(numbers: range, offices: dict[str, int], keys: int) -> None:
    """Work given to a commune on some matters; of nine in ten it has been reported."""
    shared = _shared(SubjectKind.ASSIGNMENT, offices["BTCD"])
    given = [(keys + at + 1, n, at % 10 > 0) for at, n in enumerate(numbers)]
    rows = [{"id": key, "matter_id": n + 1, "is_open": not is_done} | shared for key, n, is_done in given]
    work = {"to_office_id": offices["XA-18880"], "role": AssignmentRole.LEAD, "on": TODAY, "due_on": TODAY}
    db.session.execute(insert(Subject.__table__), rows)  # type: ignore[arg-type]
    of_cases = [{"id": key, "of_id": 3 * n + 3, "done_on": TODAY if done else None} | work for key, n, done in given]
    db.session.execute(insert(Assignment.__table__), of_cases)  # type: ignore[arg-type]


def _forward(numbers: range, offices: dict[str, int], keys: int) -> None:
    """Papers forwarded to a commune, whose answer is awaited."""
    shared = _shared(SubjectKind.ENTRY, offices["XA-18880"])
    sent = [(keys + at + 1, n) for at, n in enumerate(numbers)]
    rows = [{"id": key, "matter_id": n + 1, "is_open": True} | shared for key, n in sent]
    db.session.execute(insert(Subject.__table__), rows)  # type: ignore[arg-type]
    paper = {"number": "", "received_on": TODAY, "status": EntryStatus.NEW, "from_office_id": offices["BTCD"]}
    paper |= {"from_sender": "", "letter_number": "1/CV"}
    entries = [{"id": key, "petition_id": 3 * n + 1, "from_entry_id": 3 * n + 2} | paper for key, n in sent]
    db.session.execute(insert(PetitionEntry.__table__), entries)  # type: ignore[arg-type]
    dues = [_deadline(3 * n + 2, REPLY, TODAY, n % 20, met=False) for _, n in sent]
    db.session.execute(insert(Deadline.__table__), dues)  # type: ignore[arg-type]


def _passed(n: int, offices: dict[str, int]) -> Iterator[Row]:
    if n % AT_A_COMMUNE:
        yield {"matter_id": n + 1, "office_id": offices["BTCD"]}
    if n % 50 == 0 or n % FORWARDED == 1:
        yield {"matter_id": n + 1, "office_id": offices["XA-18880"]}


def _citizen(n: int, name: str) -> Row:
    return {
        "id": n + 1,
        "name": name,
        "sort_key": sort_key(name),
        "folded": fold(name),
        "phone": f"09{n:08d}",
        "unit_code": "18880",
        "is_organisation": False,
        "sex": "",
        "paper_type": "",
        "paper_key": "",
        "address": "",
        "version": 1,
    }


def _party(n: int) -> Row:
    return {
        "subject_id": 3 * n + 1,
        "role": PartyRole.PETITIONER,
        "citizen_id": n + 1,
        "sealed_id": None,
        "post": "",
        "place": 0,
    }


def _due(n: int, chance: Random) -> Iterator[Row]:
    """What was due and is done; of an open matter one date more, late for one in ten."""
    entry, case = 3 * n + 2, 3 * n + 3
    received = TODAY - timedelta(days=5 + n % 135)
    for family, days in (("XLD-10", 14), ("TCD-PROC-45", 45), ("KN-TL", 10)):
        yield _deadline(entry, family, received, days, met=True)
    if n % 10 >= CLOSED:
        late = chance.random() < 0.1
        days = chance.randint(-40, -1) if late else chance.randint(0, 60)
        yield _deadline(case, "KN-GQ1", TODAY - timedelta(days=20), 20 + days, met=False)


def _deadline(subject_id: int, family: str, start: object, days: int, *, met: bool) -> Row:
    due = start + timedelta(days=days)  # type: ignore[operator]  # a date
    return {
        "subject_id": subject_id,
        "family": family,
        "start_cause": f"event:{subject_id}",
        "occurrence": 1,
        "code": family,
        "label": "Giải quyết khiếu nại lần đầu",
        "origin": Origin.STATUTORY,
        "start_on": start,
        "due_strict": due,
        "due_legal": due,
        "met_on": start if met else None,
        "paused": False,
        "cause": f"event:{subject_id}",
        "next_alert_at": None,
    }
