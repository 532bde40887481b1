"""The bench is run by hand; that what it fills can still be read and rebuilt is seen on every build."""

from flask import Flask

from caseflow.store.db import db
from tests.bench.clocks_bench import fill, time_one_case, timed


def test_what_the_bench_fills_is_rebuilt_without_a_difference(app: Flask) -> None:
    with app.app_context():
        fill(30)
        _, _, first = timed(keep=True)
        _, _, again = timed(keep=False)
        db.session.remove()
    assert sum(batch.rows for batch in again) == sum(batch.rows for batch in first) > 30
    assert [difference for batch in again for difference in batch.differences] == []


def test_the_case_of_forty_events_has_its_clocks() -> None:
    assert time_one_case(times=1)[2] > 0
