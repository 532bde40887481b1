"""The bench is run by hand; that what it fills can still be read and rebuilt is seen on every build."""

import tracemalloc
from itertools import count

import pytest
from flask import Flask
from sqlalchemy import func, select

from caseflow.jobs.sweep import Swept
from caseflow.store.db import db
from caseflow.store.deadlines import Deadline
from caseflow.store.matters import Matter
from caseflow.store.subjects import Event, Subject
from tests.bench.clocks_bench import NOW, fill, time_one_case, timed
from tests.bench.create_bench import ALONE, KINDS, WITH_PETITION, opened, written
from tests.bench.export_bench import signed_in, taken_out
from tests.bench.one_sweep import swept_at
from tests.bench.worlds import lengthen, make_due, multiply_open, province
from tests.conftest import SignIn


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


@pytest.mark.parametrize(("place", "quarter"), [("/vu-viec", "den_han=08/12/2026"), ("/don", "tu_ngay=15/10/2026")])
def test_a_list_is_taken_out_in_as_little_memory_however_long_it_is(app: Flask, place: str, quarter: str) -> None:
    app.config["EXPORT_BATCH"] = 100
    with app.app_context():
        province(3_000)
        db.session.remove()
    visitor, peaks, sizes = signed_in(app), list[int](), list[int]()
    for query in (
        "",
        quarter,
        "",
    ):  # the first time round warms what is made once, and what a driver keeps of statements
        tracemalloc.start()
        sizes.append(taken_out(visitor, place, query)[1])
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert sizes[2] > 3 * sizes[1]
    assert peaks[2] < 1.5 * peaks[1] + sizes[2], peaks


@pytest.mark.parametrize("events", [20, 40])
def test_a_matter_made_longer_holds_so_many_events_and_can_be_read(app: Flask, events: int) -> None:
    with app.app_context():
        province(20)
        lengthen(15, events)
        code = db.session.get_one(Matter, 15).code
        count_of = select(func.count()).select_from(Event).join(Subject, Subject.id == Event.subject_id)
        assert db.session.scalar(count_of.where(Subject.matter_id == 15)) == events
        db.session.remove()
    assert signed_in(app).get(f"/vu-viec/{code}/dien-bien").status_code == 200


def test_dates_that_are_open_can_be_made_many(app: Flask) -> None:
    open_ones = select(func.count()).where(Deadline.met_on.is_(None))
    with app.app_context():
        province(20)
        before = db.session.scalar(open_ones) or 0
        multiply_open(3)
        assert db.session.scalar(open_ones) == 3 * before
        db.session.remove()


@pytest.mark.parametrize("due", [1, 4])
def test_a_sweep_finds_what_was_made_due_and_nothing_else(app: Flask, due: int) -> None:
    with app.app_context():
        province(100)
        assert make_due(due, NOW) > 50
        db.session.remove()
    first = swept_at(app, NOW)
    assert (first.swept.raised, first.swept.failed) == (due, 0)
    assert first.swept.delivered >= due
    assert swept_at(app, NOW).swept == Swept()


def test_the_desk_takes_the_forms_that_the_bench_opens(app: Flask, sign_in: SignIn) -> None:
    desk, numbers = sign_in("tiepdan"), count(1)
    before = written(app)
    sheets = [opened(desk, kind, numbers) for kind in KINDS]
    assert [desk.client.post(url, data=dict(fields)).status_code for url, fields in sheets] == [302, 302]
    assert written(app) == {ALONE: before[ALONE] + 2, WITH_PETITION: before[WITH_PETITION] + 1}
