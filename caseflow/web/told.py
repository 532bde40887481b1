"""One line of a history as a page shows it."""

from dataclasses import dataclass
from datetime import date, datetime

from caseflow.law.clock import VIETNAM


@dataclass(frozen=True, slots=True)
class Told:
    """One line of the history."""

    on: date
    recorded_at: datetime
    title: str
    by: str = ""
    body: str = ""
    document: str = ""
    edit_url: str = ""
    superseded: bool = False
    late_entry: bool = False
    shifts: tuple[str, ...] = ()

    @property
    def legal_date_text(self) -> str:
        """The day on which it took effect."""
        return f"{self.on:%d/%m/%Y}"

    @property
    def recorded_text(self) -> str:
        """When it was written down."""
        return f"lúc {self.recorded_at.astimezone(VIETNAM):%H:%M %d/%m/%Y}"
