"""Citizens and organisations who come or write. Whoever denounces is not here but in the vault."""

import re

from sqlalchemy import Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from caseflow.store.cipher import blind_index, decrypt
from caseflow.store.db import Model

PAPER = "citizen:paper_cipher"
SHORTEST_PHONE, SHORTEST_PAPER = 9, 6
"""A few figures are no number by which anybody is known."""


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


def paper_number(citizen: Citizen) -> str:
    """The number of a citizen's identity paper, in clear."""
    if citizen.paper_cipher is None:
        return ""
    return decrypt(citizen.paper_cipher, bound_to=f"{PAPER}:{citizen.paper_key}")


def masked_number(citizen: Citizen) -> str:
    """The last four digits of it: enough to tell people apart where others see it."""
    number = paper_number(citizen)
    return f"•••• {number[-4:]}" if number else ""


def paper_index(number: str) -> str | None:
    """By what an identity paper is found again, however it is typed; None for what is no number ("không có", "0")."""
    plain = re.sub(r"[^a-z0-9]", "", number.lower())
    is_number = len(plain) >= SHORTEST_PAPER and re.search(r"\d", plain)
    return blind_index(plain, purpose="paper") if is_number else None


def spellings(phone: str) -> frozenset[str]:
    """The ways in which one number is typed: in one piece, in groups, with the code of the country."""
    digits = re.sub(r"\D", "", phone)
    digits = f"0{digits[2:]}" if digits.startswith("84") else digits
    if len(digits) < SHORTEST_PHONE:
        return frozenset()
    groups = (digits[:4], digits[4:7], digits[7:])
    parted = {between.join(groups) for between in " .-"}
    return frozenset({phone.strip(), digits, *parted, f"+84{digits[1:]}", f"84{digits[1:]}"})
