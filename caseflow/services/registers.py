"""Numbers of the office's books: given once, without gap or double, whoever writes beside us."""

from caseflow.store.db import db, insert_or
from caseflow.store.offices import Office
from caseflow.store.registers import RegisterBook, RegisterNumber

PETITIONS = "don"
VISITS = "tiep"
MATTERS = "vuviec"
CASES = "hoso"


def give_number(*, office: Office, book: str, year: int) -> RegisterNumber:
    """The next number of an office's book, taken inside the caller's transaction: a rollback gives it back.

    It is written with what it was given to, once that is told as its `subject`.
    """
    added = insert_or(RegisterBook).values(office_id=office.id, book=book, year=year, next_number=2)
    row = added.on_conflict_do_update(
        index_elements=["office_id", "book", "year"], set_={"next_number": RegisterBook.next_number + 1}
    ).returning(RegisterBook.next_number)
    given = int(db.session.execute(row).scalar_one()) - 1
    number = RegisterNumber(office_id=office.id, book=book, year=year, number=given)
    db.session.add(number)
    return number


def void_number(subject_id: int, *, book: str, reason: str) -> None:
    """Mark a number as given by mistake; it stays in the book and is never given again."""
    given = db.session.query(RegisterNumber).filter_by(subject_id=subject_id, book=book).first()
    if given is not None:
        given.voided, given.reason = True, reason
