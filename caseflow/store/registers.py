"""Registers: the books of an office and the numbers given in them, without gap or double."""

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from caseflow.store.db import Model, db, insert_or, table_of
from caseflow.store.subjects import Subject


class RegisterBook(Model):
    """One book of an office for a year, and the number it will give next."""

    __tablename__ = "register_book"
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"), primary_key=True)
    book: Mapped[str] = mapped_column(String(16), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    next_number: Mapped[int] = mapped_column(default=1)


def take_number(office_id: int, book: str, year: int) -> int:
    """The next number of a book; whoever takes one at the same time waits until this transaction has ended."""
    next_number = table_of(RegisterBook).c.next_number
    taken = insert_or(RegisterBook).on_conflict_do_update(
        index_elements=["office_id", "book", "year"], set_={"next_number": next_number + 1}
    )
    first = {"office_id": office_id, "book": book, "year": year, "next_number": 2}
    return int(db.session.execute(taken.returning(next_number), first).scalar_one()) - 1


class RegisterNumber(Model):
    """A number given."""

    __tablename__ = "register_number"
    id: Mapped[int] = mapped_column(primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    book: Mapped[str] = mapped_column(String(16))
    year: Mapped[int]
    number: Mapped[int]
    subject_id: Mapped[int | None] = mapped_column(ForeignKey("subject.id"), index=True)
    subject: Mapped[Subject | None] = relationship()
    voided: Mapped[bool] = mapped_column(default=False)
    reason: Mapped[str] = mapped_column(default="")

    __table_args__ = (UniqueConstraint("office_id", "book", "year", "number"),)
