"""Suspicions (dấu hiệu): one pure reading of the facts of a matter. For officers only; a person decides on each."""

from caseflow.law.flags.circulation import circular, sent_around
from caseflow.law.flags.course import complexity, prolonged
from caseflow.law.flags.crowds import crowds
from caseflow.law.flags.facts import MatterFacts, Thresholds
from caseflow.law.flags.suspicion import Reading
from caseflow.law.flags.upward import skipped_level

DEFAULTS = Thresholds()


def read_flags(facts: MatterFacts, thresholds: Thresholds = DEFAULTS) -> Reading:
    """Every suspicion that the facts of a day give rise to, and when to look again though nothing happens."""
    parts = (
        skipped_level(facts),
        crowds(facts),
        prolonged(facts, thresholds),
        complexity(facts, thresholds),
        circular(facts),
        sent_around(facts),
    )
    return Reading.of(parts, after=facts.today)
