"""What leaves the house in a spreadsheet is written down: who took which list, narrowed to what, how many rows."""

from caseflow.store import journal


def record_export(listed: str, rows: int, *, shown: str, query: str) -> None:
    """Note an export in the journal: what may be read of its filter as it is, the whole of it as a digest.

    Words searched for are most often somebody's name; they are in the digest alone.
    """
    journal.note("export", [listed, rows, shown], "take out", {"query": query})


def record_opening(register: str, lines: int, *, shown: str) -> None:
    """Note in the journal that a register of what is secret was opened: which, of which days, how many lines."""
    journal.note("register", [register, lines, shown], "open")
