"""What it costs to write a visit down, alone and with a petition, beside the plainest saving of this machine.

By hand: python -m tests.bench.create_bench [--size N ...] [--engine sqlite|postgresql]
An officer of the desk sends the form that the page gives, one after another; the forms are opened beforehand.
"""

import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from statistics import median

from flask import Flask
from sqlalchemy import func, select

from caseflow.store.db import db
from caseflow.store.petitions import PetitionEntry
from caseflow.store.reception import Visit
from tests.bench.clocks_bench import say
from tests.bench.pages_bench import ROUNDS, TIMES, Client, Standing, cookie_of, on_each, signed_in, standing
from tests.bench.worlds import ABOUT, FAMILY, GIVEN, PLACES
from tests.databases import Databases
from tests.visitor import Visitor, filled

Sent = tuple[str, list[tuple[str, str]]]
ALONE, WITH_PETITION = "a visit alone", "a visit with a petition"
KINDS = {
    ALONE: {"outcome": "guided"},
    WITH_PETITION: {"outcome": "paper_taken", "kind": "complaint", "papers-0-name": "Đơn khiếu nại"},
}
GOALS = {ALONE: 3.0, WITH_PETITION: 7.0}
FLOOR = "floor"


def opened(desk: Visitor, kind: str, numbers: Iterator[int]) -> Sent:
    """A form of the desk, opened and filled in, not yet sent; each is another person's, about something else."""
    n = next(numbers)
    who = {"people-0-name": f"{FAMILY[n % 8]} Văn {GIVEN[n % 7]} {n}", "people-0-phone": f"08{n:08d}"}
    about = f"Về việc {ABOUT[n % 8]} tại {PLACES[n % 5]} số {n}"
    url, fields = filled(desk.get("/tiep-dan/moi"), **who, summary=about, **KINDS[kind])
    return url, [(name, str(value)) for name, value in fields.items(multi=True)]


def written(app: Flask) -> dict[str, int]:
    """How many rows there are of each kind."""
    with app.app_context():
        counted = {
            ALONE: db.session.scalar(select(func.count()).select_from(Visit)) or 0,
            WITH_PETITION: db.session.scalar(select(func.count()).select_from(PetitionEntry)) or 0,
        }
        db.session.remove()
    return counted


def measured(it: Standing) -> dict[str, tuple[float, list[float]]]:
    """Of each kind its p50 in milliseconds, and how many times the floor's it is in each round."""
    numbers, desk = count(1), signed_in(it.app, "tiepdan")
    sheets = {kind: [[opened(desk, kind, numbers) for _ in range(TIMES + 1)] for _ in range(ROUNDS)] for kind in KINDS}
    plain: list[Sent] = [("/create", [("title", f"Về việc số {n}")]) for n in range(TIMES + 1)]
    times: dict[str, list[float]] = {kind: [] for kind in (FLOOR, *KINDS)}
    floor, house = Client(it.floor_port), Client(it.port, cookie_of(desk))
    for turn in range(ROUNDS):
        times[FLOOR].append(_sent(floor, plain))
        for kind in KINDS:
            times[kind].append(_sent(house, sheets[kind][turn]))
    return {
        kind: (median(took), [a / b for a, b in zip(took, times[FLOOR], strict=True)]) for kind, took in times.items()
    }


def _sent(client: Client, sheets: list[Sent]) -> float:
    """The p50 of sending forms over a fresh connection, the first of which does not count."""
    client.connection.close()
    return median([client.post(*sheet) for sheet in sheets][1:])


def bench(engine: str, size: int, folder: Path, databases: Databases) -> None:
    """Print the figures of one size on one engine; whatever was sent must have been written."""
    with standing(engine, size, folder, databases) as it:
        before = written(it.app)
        found = measured(it)
        added = {kind: now - before[kind] for kind, now in written(it.app).items()}
    for kind, (p50, ratios) in found.items():
        spread = f"{median(ratios):5.1f} x floor ({min(ratios):.1f} to {max(ratios):.1f})"
        goal = f"  goal {GOALS[kind]:.0f}" if kind in GOALS else ""
        say(f"  {kind:<24} p50 {p50:7.1f} ms  {spread}{goal}")
    sent = ROUNDS * (TIMES + 1)
    if added != {ALONE: 2 * sent, WITH_PETITION: sent}:
        raise RuntimeError(f"{sent} of each kind were sent, written were {added}")


def main(arguments: list[str]) -> int:
    """Print the figures."""
    return on_each(ArgumentParser(description=__doc__), arguments, lambda _args, *where: bench(*where))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
