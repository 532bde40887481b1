"""Numbers of the office's books: given once, without gap or double, whoever writes beside us."""

from caseflow.store.db import db
from caseflow.store.registers import RegisterNumber, take_number

PETITIONS = "don"
VISITS = "tiep"
MATTERS = "vuviec"
CASES = "hoso"


def give_number(*, office_id: int, book: str, year: int) -> RegisterNumber:
    """The next number of an office's book, taken inside the caller's transaction: a rollback gives it back.

    It is written with what it was given to, once that is told as its `subject`.
    """
    number = RegisterNumber(office_id=office_id, book=book, year=year, number=take_number(office_id, book, year))
    db.session.add(number)
    return number


def void_number(subject_id: int, *, book: str, reason: str) -> None:
    """Mark a number as given by mistake; it stays in the book and is never given again."""
    given = db.session.query(RegisterNumber).filter_by(subject_id=subject_id, book=book).first()
    if given is not None:
        given.voided, given.reason = True, reason
