"""Documents and the files that hold them, by content digest; what was sent, to whom, with what proof."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from caseflow.store.db import Model


class Document(Model):
    """A paper: kind, number, date, signatory. It may have files; it may be only on paper."""

    __tablename__ = "document"
    id: Mapped[int] = mapped_column(primary_key=True)
    subject_id: Mapped[int] = mapped_column(ForeignKey("subject.id"), index=True)
    kind: Mapped[str]
    number: Mapped[str] = mapped_column(default="")
    issued_on: Mapped[date | None]
    signatory: Mapped[str] = mapped_column(default="")
    files: Mapped[list["StoredFile"]] = relationship(back_populates="document", order_by="StoredFile.id")


class StoredFile(Model):
    """A file kept by its digest. A secret one is shown only to those who may see the identity behind it."""

    __tablename__ = "stored_file"
    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), index=True)
    digest: Mapped[str] = mapped_column(String(64), index=True)
    name: Mapped[str]
    media_type: Mapped[str]
    size: Mapped[int]
    secret: Mapped[bool] = mapped_column(default=False)
    redacted_copy_of_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"))
    added_at: Mapped[datetime]
    added_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    document: Mapped[Document] = relationship(back_populates="files")


class Dispatch(Model):
    """A document sent: to whom, how, when it left, when it was received, and the proof (many clocks hang on these)."""

    __tablename__ = "dispatch"
    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), index=True)
    event_id: Mapped[int | None] = mapped_column(ForeignKey("event.id"), index=True)
    recipient: Mapped[str] = mapped_column(default="")
    to_office_id: Mapped[int | None] = mapped_column(ForeignKey("office.id"))
    to_party_id: Mapped[int | None] = mapped_column(ForeignKey("party.id"))
    way: Mapped[str] = mapped_column(default="")
    sent_on: Mapped[date | None]
    received_on: Mapped[date | None]
    proof: Mapped[str] = mapped_column(default="")
