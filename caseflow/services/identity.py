"""Sealing who denounced: out of citizens, texts and file names into the vault (LTC Đ56). Looking is a recorded act."""

from datetime import datetime

from caseflow.store.petitions import Petition
from caseflow.store.reception import Visit


def seal(petition: Petition, *, by_id: int | None, now: datetime) -> None:
    """Placeholder body, written next."""


def seal_visit(visit: Visit, *, by_id: int | None, now: datetime) -> None:
    """Placeholder body, written next."""
