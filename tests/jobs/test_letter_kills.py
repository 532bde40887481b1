"""A sender killed at every step of a letter; the drill in full stands in tests/drills."""

from pathlib import Path

from tests.conftest import settings_for, settled
from tests.databases import Databases
from tests.drills.letter_kills import Step, run


def test_no_letter_is_lost_or_torn_and_none_doubled_that_no_kill_excuses(
    databases: Databases, engine: str, tmp_path: Path
) -> None:
    with databases.on(engine).copy(settled) as url:
        outcome = run(settings_for(url, tmp_path / "home"), people=16, kills=2 * len(Step))
    assert outcome.is_clean, outcome
    assert outcome.kills == 2 * len(Step)
    assert outcome.doubled == outcome.excused == 4  # each of them was sent again, and under the same key
