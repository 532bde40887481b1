"""One sweep as a program of its own, told by its environment; what it took, above the start of the program, as JSON."""

import json
import os
import re
import sys
import time
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from flask import Flask

from caseflow.app import create_app
from caseflow.commands.house import leave_alone
from caseflow.jobs.sweep import Swept, sweep
from caseflow.settings import Settings
from tests.web.queries import asked


@dataclass(frozen=True, slots=True)
class Spent:
    """What a sweep did, in how many seconds by the clock and of the processor, in how many statements.

    And the most memory its program ever held, in MiB.
    """

    swept: Swept
    seconds: float
    worked: float
    statements: int
    memory: float


def swept_at(app: Flask, now: datetime) -> Spent:
    """Sweep once; letters are made ready, as where there is a mail server."""
    with app.app_context(), asked(app) as statements:
        began, idle = time.perf_counter(), time.process_time()
        swept = sweep(now, by_mail=True)
        seconds, worked = time.perf_counter() - began, time.process_time() - idle
    return Spent(swept, seconds, worked, len(statements), _most_memory())


def _most_memory() -> float:
    """What this program held at most (getrusage would tell of whoever started it as well)."""
    found = re.search(r"^VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text(), re.MULTILINE)
    return int(found[1]) / 1024 if found else 0.0


if __name__ == "__main__":
    house = create_app(Settings.from_env(os.environ))
    leave_alone()  # as the command does
    sys.stdout.write(json.dumps(asdict(swept_at(house, datetime.fromisoformat(sys.argv[1])))))
