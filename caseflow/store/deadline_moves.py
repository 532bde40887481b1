"""When a due date moved: from what to what, by which event, why; so that nobody must remember what a date was."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from caseflow.law.terms import Term as Vocabulary
from caseflow.store.db import Model, Term
from caseflow.store.subjects import Event


class MoveKind(Vocabulary):
    """What became of a date."""

    MOVED = "moved", "đổi"
    APPEARED = "appeared", "có thêm"
    GONE = "gone", "không còn"
    PAUSED = "paused", "tạm dừng"
    RESUMED = "resumed", "tính tiếp"


class MoveWhy(Vocabulary):
    """What moved it; the words of a typed reason stay at the event that was corrected."""

    STEP = "step", "bước mới"
    CORRECTION = "correction", "sửa bước đã ghi"
    CALENDAR = "calendar", "lịch làm việc thay đổi"
    REREAD = "reread", "tính lại"


class DeadlineMove(Model):
    """A date of one clock that moved. A clock is named by its natural key, as alerts name it; it may be gone since.

    Of what appears there is no date before, of what is gone or rests none after. `cause` is what now sets the date: the
    event, with the version of the calendar where that decided.
    """

    __tablename__ = "deadline_move"
    id: Mapped[int] = mapped_column(primary_key=True)
    subject_id: Mapped[int] = mapped_column(ForeignKey("subject.id"))
    deadline_key: Mapped[str] = mapped_column(String(160))
    family: Mapped[str] = mapped_column(String(32))
    code: Mapped[str] = mapped_column(String(32))
    label: Mapped[str]
    kind: Mapped[MoveKind] = mapped_column(Term(MoveKind))
    from_strict: Mapped[date | None]
    from_legal: Mapped[date | None]
    to_strict: Mapped[date | None]
    to_legal: Mapped[date | None]
    event_id: Mapped[int | None] = mapped_column(ForeignKey("event.id"))
    why: Mapped[MoveWhy] = mapped_column(Term(MoveWhy))
    cause: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime]
    event: Mapped[Event | None] = relationship()

    __table_args__ = (Index("ix_deadline_move_subject_id_id", "subject_id", "id"),)
