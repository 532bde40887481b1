"""Citizens and organisations who come or write. Whoever denounces is not here but in the vault."""

from sqlalchemy import Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from caseflow.store.db import Model


class Citizen(Model):
    """A person or an organisation; the number of the identity paper is encrypted, found again by a blind index."""

    __tablename__ = "citizen"
    id: Mapped[int] = mapped_column(primary_key=True)
    is_organisation: Mapped[bool] = mapped_column(default=False)
    name: Mapped[str]
    sort_key: Mapped[str]
    folded: Mapped[str]
    born: Mapped[int | None]
    sex: Mapped[str] = mapped_column(String(8), default="")
    paper_type: Mapped[str] = mapped_column(default="")
    paper_key: Mapped[str] = mapped_column(
        String(36), default=""
    )  # what the cipher is bound to; random, so that it is known before the row is
    paper_cipher: Mapped[bytes | None] = mapped_column(LargeBinary)
    paper_index: Mapped[str | None] = mapped_column(String(64))
    phone: Mapped[str] = mapped_column(default="")
    address: Mapped[str] = mapped_column(default="")
    unit_code: Mapped[str] = mapped_column(String(12), default="")
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}
    __table_args__ = (
        Index("ix_citizen_folded", "folded"),
        Index("ix_citizen_paper_index", "paper_index"),
        Index("ix_citizen_phone", "phone"),
    )
