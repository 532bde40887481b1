"""Documents and the files that hold them, by content digest; what was sent, to whom, with what proof."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from sqlalchemy import ForeignKey, String, and_, or_, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from caseflow.law.errors import NotFoundError
from caseflow.law.rights import Reader, Right
from caseflow.store.db import Model, db
from caseflow.store.matters import Matter, visible
from caseflow.store.offices import offices_under
from caseflow.store.subjects import Event, Subject
from caseflow.store.vault import SealedIdentity


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
    subject: Mapped[Subject] = relationship()
    events: Mapped[list[Event]] = relationship(foreign_keys=[Event.document_id])


class StoredFile(Model):
    """A file kept by the digest of its bytes.

    A secret one is kept as a cipher bound to its row in the vault, where its own name lies too; it is shown only to
    those who may see the identity behind it.
    """

    __tablename__ = "stored_file"
    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), index=True)
    digest: Mapped[str] = mapped_column(String(64), index=True)
    name: Mapped[str]
    media_type: Mapped[str]
    size: Mapped[int]
    secret: Mapped[bool] = mapped_column(default=False)
    sealed_id: Mapped[str | None] = mapped_column(ForeignKey("sealed_identity.id"))
    redacted_copy_of_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"))
    added_at: Mapped[datetime]
    added_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    document: Mapped[Document] = relationship(back_populates="files")
    sealed: Mapped[SealedIdentity | None] = relationship()


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


def find_file(file_id: int, reader: Reader) -> StoredFile:
    """One file by key, if the reader may know of what it belongs to; NotFoundError otherwise.

    A secret file is found too: it is its content, not its being there, that needs more.
    """
    of_no_matter = and_(Subject.matter_id.is_(None), Subject.office_id.in_(offices_under(reader.paths(Right.READ))))
    query = (
        select(StoredFile)
        .join(Document, Document.id == StoredFile.document_id)
        .join(Subject, Subject.id == Document.subject_id)
        .outerjoin(Matter, Matter.id == Subject.matter_id)
        .where(StoredFile.id == file_id, or_(of_no_matter, and_(Matter.id.is_not(None), visible(reader))))
    )
    found = db.session.scalar(query)
    if found is None:
        raise NotFoundError("Không có tệp này, hoặc nó không thuộc phạm vi của bạn.")
    return found


def documents_of(subject_id: int) -> Sequence[Document]:
    """The papers of a subject, in the order in which they were written down."""
    return db.session.scalars(select(Document).where(Document.subject_id == subject_id).order_by(Document.id)).all()


def papers_by_key(keys: Collection[int]) -> Sequence[Document]:
    """Some papers, by their keys."""
    return db.session.scalars(select(Document).where(Document.id.in_(keys))).all() if keys else ()


def clear_files_of_matter(matter_id: int) -> Sequence[StoredFile]:
    """The files of a matter that are not secret."""
    query = (
        select(StoredFile)
        .join(Document, Document.id == StoredFile.document_id)
        .join(Subject, Subject.id == Document.subject_id)
        .where(Subject.matter_id == matter_id, StoredFile.secret.is_(False))
        .order_by(StoredFile.id)
    )
    return db.session.scalars(query).all()


def kept_digests() -> frozenset[str]:
    """The digest of every file that a row speaks of."""
    return frozenset(db.session.scalars(select(StoredFile.digest).distinct()))


def is_kept(digest: str) -> bool:
    """Whether any row speaks of a content."""
    return db.session.scalar(select(StoredFile.id).where(StoredFile.digest == digest).limit(1)) is not None
