"""Every fact that a step may ask for, by its name; forms of steps are made of these."""

from caseflow.law.ask import Ask
from caseflow.law.case_asks import ASKS_OF_CASES, ORDERED
from caseflow.law.day_asks import ASKS_OF_DAYS
from caseflow.law.intake_asks import ASKS_OF_INTAKE

__all__ = ["ASKS", "ORDERED"]

ASKS: dict[str, Ask] = {ask.name: ask for ask in (*ASKS_OF_INTAKE, *ASKS_OF_CASES, *ASKS_OF_DAYS)}
