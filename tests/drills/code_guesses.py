"""Whoever guesses look-up codes: no hit, one answer, one time, whatever the code is wrong in; and a limit that engages.

    python -m tests.drills.code_guesses                # 100,000 wrong codes
    python -m tests.drills.code_guesses --tries 2000 --engine postgresql

The clock moves a second with each try and the source changes before its limit, so that every try is looked at.
"""

import argparse
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import cycle, islice
from math import erfc, sqrt
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from flask import Flask

from caseflow.app import create_app
from caseflow.law.terms import PetitionKind, VisitOutcome
from caseflow.lookup_codes import grouped, new_code
from caseflow.services import identity, tracking
from caseflow.services.tracking import GUESSING
from caseflow.store.db import db
from caseflow.store.reception import Visit
from tests.conftest import SettableClock, settings_for, settled
from tests.databases import Databases
from tests.factories import Enter
from tests.visitor import Visitor, forms_of

ADDRESS = "/cong-khai/tra-cuu"
TRIES = 100_000
LEAST_P = 0.01
MOST_APART = 0.002  # seconds between medians


@dataclass
class Seen:
    """What the answers were: how often each, and how long each sort of wrong code took."""

    answers: Counter[tuple[int, str]] = field(default_factory=Counter)
    times: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))

    def furthest_apart(self) -> tuple[float, float]:
        """The largest difference of medians, in seconds, and the smallest p of two sorts having the same times."""
        sorts = list(self.times.values())
        pairs = [(one, other) for place, one in enumerate(sorts) for other in sorts[place + 1 :]]
        apart = max(abs(median(one) - median(other)) for one, other in pairs)
        return apart, min(mann_whitney(one, other) for one, other in pairs)


def mann_whitney(one: list[float], other: list[float]) -> float:
    """Two-sided p of the rank sum test, by the normal distribution; times hardly ever tie."""
    ranked = sorted([(value, 0) for value in one] + [(value, 1) for value in other])
    ranks = sum(rank for rank, (_, sort) in enumerate(ranked, start=1) if sort == 0)
    n, m = len(one), len(other)
    u = ranks - n * (n + 1) / 2
    return erfc(abs(u - n * m / 2) / sqrt(n * m * (n + m + 1) / 12) / sqrt(2))


def wrong_codes(enter: Enter) -> dict[str, Callable[[], str]]:
    """A code of each sort that leads nowhere."""
    told = enter.a_visit(outcome=VisitOutcome.EXPLAINED)
    revoked, standing = issue(enter, told.visit_id), issue(enter, told.visit_id)
    late = enter.a_visit("Phản ánh", outcome=VisitOutcome.EXPLAINED)
    secret = issue(enter, late.visit_id)
    with enter.acting("xulydon") as reader:
        visit = db.session.get_one(Visit, late.visit_id)
        visit.told_as = PetitionKind.DENUNCIATION
        identity.seal_visit(visit, by_id=reader.user_id, now=enter.clock())
    slip = standing[:-1] + ("0" if standing[-1] != "0" else "1")
    return {
        "unknown": lambda: grouped(new_code()),
        "ill-formed": lambda: grouped(slip),
        "revoked": lambda: grouped(revoked),
        "secret": lambda: grouped(secret),
    }


def issue(enter: Enter, visit_id: int | None) -> str:
    """A code for a visit."""
    with enter.acting("tiepdan") as reader:
        visit = db.session.get_one(Visit, visit_id)
        return tracking.issue(visit, asked=False, by_id=reader.user_id, now=enter.clock())


def guess(app: Flask, clock: SettableClock, codes: dict[str, Callable[[], str]], *, tries: int) -> Seen:
    """Try so many wrong codes, in turn of each sort."""
    visitor, seen = Visitor(app), Seen()
    (form,) = (form for form in forms_of(visitor.get(ADDRESS)) if form.method == "post")
    token = str(form.fields["csrf_token"])
    for number, (sort, code) in enumerate(islice(cycle(codes.items()), tries)):
        clock.forward(seconds=1)
        subscriber = number // (GUESSING.per_source - 1)
        source = f"2001:db8:{subscriber >> 16:x}:{subscriber & 0xFFFF:x}::1"
        typed = {"csrf_token": token, "code": code()}
        began = perf_counter()
        page = visitor.client.post(ADDRESS, data=typed, environ_overrides={"REMOTE_ADDR": source})
        seen.times[sort].append(perf_counter() - began)
        words = re.sub(r'name="csrf_token"[^>]*', "", page.get_data(as_text=True))
        seen.answers[page.status_code, words] += 1
    return seen


def main() -> int:
    """Print what was seen; 1 where a guess learned something."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--tries", type=int, default=TRIES)
    asked.add_argument("--engine", default="sqlite", choices=["sqlite", "postgresql"])
    given = asked.parse_args()
    with (
        TemporaryDirectory() as place,
        Databases(Path(place)) as databases,
        databases.on(given.engine).copy(settled) as url,
    ):
        clock = SettableClock()
        app = create_app(settings_for(url, Path(place) / "home"), clock)
        codes = wrong_codes(Enter(app, clock))
        seen = guess(app, clock, codes, tries=given.tries)
        with app.app_context():
            db.engine.dispose()
    apart, p = seen.furthest_apart()
    for (status, words), count in seen.answers.items():
        sys.stdout.write(f"{count} answers {status}, {len(words)} characters\n")
    for sort, times in seen.times.items():
        sys.stdout.write(f"{sort}: median {median(times) * 1000:.3f} ms of {len(times)}\n")
    sys.stdout.write(f"medians at most {apart * 1000:.3f} ms apart, smallest Mann-Whitney p {p:.4f}\n")
    learned = len(seen.answers) != 1 or {status for status, _ in seen.answers} != {404}
    return int(learned or (apart > MOST_APART and p < LEAST_P))


if __name__ == "__main__":
    sys.exit(main())
