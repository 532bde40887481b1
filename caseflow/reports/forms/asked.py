"""What is asked of a form: of which offices, for which period, counted how."""

from dataclasses import dataclass

from caseflow.law.counting_settings import Counting
from caseflow.law.report_periods import ReportPeriod


@dataclass(frozen=True, slots=True)
class Asked:
    """What is counted: the offices at or below some paths, a period, and how the province counts what is open."""

    paths: tuple[str, ...]
    period: ReportPeriod
    counting: Counting
