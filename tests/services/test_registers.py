"""Numbers of the books: no gap and no double, whoever writes at the same moment."""

from concurrent.futures import ThreadPoolExecutor

from flask import Flask
from sqlalchemy import select

from caseflow.services.registers import give_number
from caseflow.store.db import db
from caseflow.store.registers import RegisterNumber
from caseflow.store.transactions import transaction
from tests.factories import MONDAY, Province

WRITERS = 50
FAILING = 7


class ChangedMyMindError(Exception):
    """What a writer raises who gives up after taking a number."""


def _think_again(place: int) -> None:
    if place % FAILING == 0:
        raise ChangedMyMindError


def _take(app: Flask, office_id: int, place: int) -> None:
    with app.app_context():
        try:
            with transaction(by_id=None, act="lấy số", now=MONDAY):
                give_number(office_id=office_id, book="don", year=2026)
                _think_again(place)
        except ChangedMyMindError:
            pass
        finally:
            db.session.remove()


def test_fifty_writers_take_numbers_without_gap_or_double(app: Flask, province: Province) -> None:
    office_id = province.offices["BTCD"]
    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(lambda place: _take(app, office_id, place), range(WRITERS)))
    with app.app_context():
        numbers = sorted(db.session.scalars(select(RegisterNumber.number).where(RegisterNumber.book == "don")))
    given = sum(1 for place in range(WRITERS) if place % FAILING)
    assert numbers == list(range(1, given + 1))


def test_each_office_book_and_year_counts_for_itself(app: Flask, province: Province) -> None:
    with app.app_context(), transaction(by_id=None, act="lấy số", now=MONDAY):
        board, commune = province.offices["BTCD"], province.offices["XA-18880"]
        assert [give_number(office_id=board, book="don", year=2026).number for _ in range(3)] == [1, 2, 3]
        assert give_number(office_id=board, book="tiep", year=2026).number == 1
        assert give_number(office_id=board, book="don", year=2027).number == 1
        assert give_number(office_id=commune, book="don", year=2026).number == 1
