"""The journal's chain: whatever is changed, taken away or swapped afterwards is found, down to one byte."""

import random
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import text

from caseflow.law.terms import Action
from caseflow.store import journal
from caseflow.store.db import db, is_postgresql
from caseflow.store.journal import JournalLine, broken_lines, head
from caseflow.store.transactions import transaction
from tests.conftest import SettableClock
from tests.factories import MONDAY, Enter

pytestmark = pytest.mark.usefixtures("inside")

WORDS = ("act", "changes", "previous", "digest")
TAMPERINGS = 1000
Tamper = Callable[[random.Random, int], None]


@pytest.fixture
def lines(enter: Enter) -> int:
    """A journal as an office writes it; how many lines."""
    it = enter.a_complaint("Khiếu nại thu hồi đất")
    enter.step(it, Action.PROPOSE)
    enter.a_denunciation("Tố cáo cán bộ")
    enter.a_visit("Hỏi về “sổ đỏ”")
    return head()[0]


def run(statement: str, **values: object) -> None:
    db.session.execute(text(statement), values)


def change_one_character(chance: random.Random, last: int) -> None:
    """Any character of any field of words, as far as one bit."""
    seq, column = chance.randint(1, last), chance.choice(WORDS)
    before: str = db.session.scalar(text(f"SELECT {column} FROM journal WHERE seq = :seq"), {"seq": seq})  # noqa: S608 - our own names
    place = chance.randrange(len(before))
    other = chr(ord(before[place]) ^ (1 << chance.randrange(5)))
    after = before[:place] + (other if other.isprintable() else "~") + before[place + 1 :]
    run(f"UPDATE journal SET {column} = :after WHERE seq = :seq", after=after, seq=seq)  # noqa: S608 - our own names


def change_the_moment(chance: random.Random, last: int) -> None:
    """By a second or a year; on SQLite, where it is a text, any character of it."""
    seq = chance.randint(1, last)
    if is_postgresql():
        seconds = chance.choice((1, -1, 86_400, 31_536_000))
        run("UPDATE journal SET at = at + make_interval(secs => :s) WHERE seq = :seq", s=seconds, seq=seq)
        return
    before: str = db.session.scalar(text("SELECT at FROM journal WHERE seq = :seq"), {"seq": seq})
    place = chance.randrange(len(before))
    other = chance.choice([char for char in "0123456789 T:-.Z+" if char != before[place]])
    run("UPDATE journal SET at = :at WHERE seq = :seq", at=before[:place] + other + before[place + 1 :], seq=seq)


def change_the_person(chance: random.Random, last: int) -> None:
    seq = chance.randint(1, last)
    run("UPDATE journal SET by_id = coalesce(by_id, 0) + :more WHERE seq = :seq", more=chance.randint(1, 9), seq=seq)


def forget_the_person(chance: random.Random, last: int) -> None:
    seq = chance.randint(2, last)  # the first line was written by nobody
    run("UPDATE journal SET by_id = NULL WHERE seq = :seq", seq=seq)


def take_a_line_away(chance: random.Random, last: int) -> None:
    run("DELETE FROM journal WHERE seq = :seq", seq=chance.randint(1, last))


def close_the_gap(chance: random.Random, last: int) -> None:
    """Take a line away and number the rest anew."""
    seq = chance.randint(1, last)
    run("DELETE FROM journal WHERE seq = :seq", seq=seq)
    run("UPDATE journal SET seq = seq + 1000 WHERE seq > :seq", seq=seq)
    run("UPDATE journal SET seq = seq - 1001 WHERE seq > 1000")


def swap_two_lines(chance: random.Random, last: int) -> None:
    one, other = chance.sample(range(1, last + 1), 2)
    for before, after in ((one, -one), (other, one), (-one, other)):
        run("UPDATE journal SET seq = :after WHERE seq = :before", before=before, after=after)


def cut_the_tail(chance: random.Random, last: int) -> None:
    run("DELETE FROM journal WHERE seq > :seq", seq=chance.randint(0, last - 1))


def rewrite_the_tail(chance: random.Random, last: int) -> None:
    """Change a line and chain everything after it anew, as somebody who knows the program could."""
    first = chance.randint(1, last)
    previous = journal.GENESIS
    for line in db.session.query(JournalLine).order_by(JournalLine.seq):
        line.act = "việc khác" if line.seq == first else line.act
        line.previous = previous
        line.digest = previous = journal.line_digest(
            seq=line.seq, at=line.at, by_id=line.by_id, act=line.act, changes=line.changes, previous=line.previous
        )
    db.session.flush()


def rewrite_one_line(chance: random.Random, last: int) -> None:
    """Change a line and give it the digest it would have had."""
    line = db.session.get_one(JournalLine, chance.randint(1, last))
    line.act = "việc khác"
    line.digest = journal.line_digest(
        seq=line.seq, at=line.at, by_id=line.by_id, act=line.act, changes=line.changes, previous=line.previous
    )
    db.session.flush()


def add_a_line(chance: random.Random, last: int) -> None:
    run(
        "INSERT INTO journal (seq, at, by_id, act, changes, previous, digest) "
        "SELECT :new, at, by_id, act, changes, previous, digest FROM journal WHERE seq = :old",
        new=chance.choice((0, last + 1, last + 7)),
        old=chance.randint(1, last),
    )


TAMPERS: tuple[Tamper, ...] = (
    change_one_character,
    change_one_character,
    change_one_character,
    change_the_moment,
    change_the_person,
    forget_the_person,
    take_a_line_away,
    close_the_gap,
    swap_two_lines,
    cut_the_tail,
    rewrite_the_tail,
    rewrite_one_line,
    add_a_line,
)


def test_every_tampering_is_found(lines: int) -> None:
    chance, printed = random.Random(20261123), head()  # noqa: S311 - a repeatable choice, not a secret
    missed = []
    for number in range(TAMPERINGS):
        tamper = TAMPERS[number % len(TAMPERS)]
        tamper(chance, lines)
        if not list(broken_lines(known_head=printed)):
            missed.append((number, tamper.__name__))
        db.session.rollback()
    assert missed == []
    assert list(broken_lines(known_head=printed)) == []


@pytest.mark.usefixtures("inside", "lines")
def test_the_broken_line_is_named_with_what_is_wrong() -> None:
    run("UPDATE journal SET act = 'việc khác' WHERE seq = 3")
    assert [(broken.seq, broken.reason) for broken in broken_lines()] == [(3, "nội dung đã bị sửa")]
    run("DELETE FROM journal WHERE seq = 2")
    assert (3, "thiếu dòng 2") in [(broken.seq, broken.reason) for broken in broken_lines()]


def test_a_cut_tail_is_found_by_a_head_that_was_printed_and_only_by_that(lines: int) -> None:
    printed = head()
    run("DELETE FROM journal WHERE seq = :seq", seq=lines)
    assert list(broken_lines()) == []
    assert [broken.seq for broken in broken_lines(known_head=printed)] == [lines]


@pytest.mark.usefixtures("inside", "lines")
def test_a_longer_journal_still_holds_the_head_printed_before(enter: Enter) -> None:
    printed = head()
    enter.a_visit("Lượt nữa")
    assert list(broken_lines(known_head=printed)) == []


def test_what_wrote_nothing_leaves_no_line(lines: int) -> None:
    with transaction(by_id=None, act="không ghi gì", now=MONDAY):
        pass
    assert head()[0] == lines


def test_order_is_by_number_though_the_clock_goes_back(lines: int, enter: Enter, clock: SettableClock) -> None:
    clock.forward(hours=-2)
    enter.a_visit("Đồng hồ lùi")
    last, before = (db.session.get_one(JournalLine, seq) for seq in (lines + 1, lines))
    assert last.at == before.at - timedelta(hours=2)
    assert list(broken_lines()) == []


def test_a_row_digest_depends_on_a_key_that_is_not_in_the_database(app: Flask) -> None:
    row: dict[str, object] = {"name": "Lê Thị Bưởi Thử"}
    under_this_key = journal.row_digest(row)
    app.config["JOURNAL_KEY"] = b"another key"
    assert journal.row_digest(row) != under_this_key
