"""What a sweep costs that finds a thousand due dates: among ten thousand open ones, a hundred thousand, a million.

By hand: python -m tests.bench.sweep_bench [--open N ...] [--due 1000] [--engine sqlite|postgresql]
Each sweep is a program of its own; seconds are those above its start. The second finds nothing due.
"""

import json
import os
import subprocess
import sys
from argparse import ArgumentParser
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from caseflow.app import create_app
from caseflow.jobs.sweep import Swept
from caseflow.settings import Settings
from caseflow.store.db import db
from tests.bench.clocks_bench import NOW, say
from tests.bench.one_sweep import Spent
from tests.bench.pages_bench import told
from tests.bench.worlds import CLOSED, make_due, multiply_open, province
from tests.conftest import settled
from tests.databases import Databases

OPEN, DUE, MOST = (10_000, 100_000, 1_000_000), 1_000, 100_000
GOAL_SECONDS, GOAL_MIB, GOAL_GROWTH = 0.2, 120, 1.3
GOAL_IDLE_SECONDS, GOAL_IDLE_STATEMENTS = 0.02, 5


def swept(env: Mapping[str, str]) -> Spent:
    """One sweep in a program of its own."""
    words = (sys.executable, "-m", "tests.bench.one_sweep", NOW.isoformat())
    answer = json.loads(subprocess.run(words, env={**os.environ, **env}, stdout=subprocess.PIPE, check=True).stdout)  # noqa: S603 - its own program
    return Spent(**answer | {"swept": Swept(**answer["swept"])})


def bench(engine: str, open_ones: int, due: int, folder: Path, databases: Databases) -> float:
    """Print the figures among so many open dates; what of the processor the sweep takes that finds the due ones."""
    with databases.on(engine).copy(settled) as url:
        env = told(url, folder)
        with create_app(Settings.from_env(env)).app_context():
            times = max(1, open_ones // MOST)  # beyond so many, a date stands there more than once
            province(open_ones // times * 10 // (10 - CLOSED))
            multiply_open(times)
            waiting = make_due(due, NOW)
            db.session.remove()
            db.engine.dispose()
        first, second = swept(env), swept(env)
    say(f"\n{engine}, {due:,} due of {waiting:,} open")
    say(f"  {_in_words(first)}; goals {GOAL_SECONDS} s, {GOAL_MIB} MiB")
    say(f"  again: {_in_words(second)}; goals {GOAL_IDLE_SECONDS} s, {GOAL_IDLE_STATEMENTS} statements")
    if first.swept.raised != due or second.swept != Swept():
        raise RuntimeError(f"{due} were due: {first.swept}, then {second.swept}")
    return first.worked


def _in_words(spent: Spent) -> str:
    did = f"{spent.swept.raised:,} alerts, {spent.swept.delivered:,} told"
    took = f"{spent.seconds:.3f} s, of the processor {spent.worked:.3f} s, {spent.statements} statements"
    return f"{did}: {took}, {spent.memory:.0f} MiB at most"


def main(arguments: list[str]) -> int:
    """Print the figures."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--open", type=int, action="append")
    parser.add_argument("--due", type=int, default=DUE)
    parser.add_argument("--engine", choices=("sqlite", "postgresql"), action="append")
    args = parser.parse_args(arguments)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory()))
        databases = stack.enter_context(Databases(folder))
        for engine in args.engine or ("sqlite", "postgresql"):
            took = [bench(engine, size, args.due, folder, databases) for size in args.open or OPEN]
            say(f"  of the processor the last takes {took[-1] / took[0]:.2f} times the first (goal {GOAL_GROWTH})")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
