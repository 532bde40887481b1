"""Histories of a procedure written as a jurist would: a day, an act, its facts; and the clocks that come of them."""

from collections.abc import Mapping
from datetime import date

from caseflow.law.clocks import read
from caseflow.law.marks import Clock
from caseflow.law.procedures import PROCEDURES
from caseflow.law.tables import INTAKE, OF_CASES, Table
from caseflow.law.terms import Action, Nature, Procedure
from caseflow.law.workflow import Happening, History, replay
from tests.law.calendars import OFFICIAL

Facts = Mapping[str, object]
Act = tuple[str, Action] | tuple[str, Action, Facts]
__all__ = ["PROCEDURES", "Act", "Facts", "clock_of", "happened", "left", "of_case", "of_entry", "told"]


def happened(acts: tuple[Act, ...]) -> list[Happening]:
    """The acts as events, recorded in the order in which they are written here."""
    return [
        Happening(str(place), act[1], date.fromisoformat(act[0]), place, act[2] if len(act) > 2 else {})
        for place, act in enumerate(acts, 1)
    ]


def told(table: Table, *acts: Act) -> History:
    """A history by a table of steps. Raises HistoryError where an act is unlawful."""
    return replay(table.steps, happened(acts), start=table.start)


def of_case(procedure: Procedure, *acts: Act) -> History:
    """The history of a case; it was opened on the first of the acts' days unless it says so itself."""
    opening: tuple[Act, ...] = () if acts and acts[0][1] is Action.OPEN else ((acts[0][0], Action.OPEN),)
    return told(OF_CASES[procedure], *opening, *acts)


def of_entry(received: str, *acts: Act, **facts: object) -> History:
    """The history of a paper received by an office of the province."""
    receipt: Act = (received, Action.RECEIVE, {"received_on": received, "provincial": True, **facts})
    return told(INTAKE, receipt, *acts)


def clock_of(history: History, family: str, today: str) -> Clock:
    """The last clock of a family."""
    found = read(history.marks, calendar=OFFICIAL, today=date.fromisoformat(today))
    return [clock for clock in found if clock.family == family][-1]


def left(history: History, today: str) -> set[str]:
    """The families of the duties that are still to be done."""
    found = read(history.marks, calendar=OFFICIAL, today=date.fromisoformat(today))
    return {clock.family for clock in found if clock.met_on is None and clock.period.nature is Nature.DUTY}
