"""Four sweepers race over the same clocks and are killed at random; the drill in full stands in tests/drills."""

from pathlib import Path

from tests.conftest import settings_for, settled
from tests.databases import Databases
from tests.drills.alert_race import Race, run


def test_sweepers_that_race_and_are_killed_raise_each_alert_exactly_once(
    databases: Databases, engine: str, tmp_path: Path
) -> None:
    with databases.on(engine).copy(settled) as url:
        race = Race(clocks=600, kills=8, cuts=8 if engine == "postgresql" else 0, pause=(0.05, 0.3))
        outcome = run(settings_for(url, tmp_path / "home"), race)
    assert outcome.is_clean, outcome
    assert outcome.expected > race.clocks / 3
    assert outcome.kills > 0
