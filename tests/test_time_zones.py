"""The same results wherever the server stands: five time zones, from fourteen hours before Vietnam's to seven after."""

import os
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

from tests.conftest import settled
from tests.databases import Databases

ROOT = Path(__file__).resolve().parent.parent
ZONES = ("UTC", "Asia/Ho_Chi_Minh", "America/Los_Angeles", "Pacific/Kiritimati", "Pacific/Marquesas")


def test_every_time_zone_of_a_server_says_the_same(databases: Databases, engine: str, tmp_path: Path) -> None:
    with ExitStack() as open_ones:
        running = {}
        for zone in ZONES:
            url = open_ones.enter_context(databases.on(engine).copy(settled))
            home = tmp_path / zone.replace("/", "-")
            command = [sys.executable, "-m", "tests.zone_probe", url, str(home)]
            environment = os.environ | {"TZ": zone, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
            running[zone] = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE)  # noqa: S603 - our own program
        said = {zone: program.communicate()[0] for zone, program in running.items()}
        assert {zone: program.returncode for zone, program in running.items()} == dict.fromkeys(ZONES, 0)
    words = said["UTC"].decode()
    assert "receive | 2026-08-21 | 00:00 21/08/2026 | 2026-08-20T17:00:00+00:00" in words
    assert "accept | 2026-12-31 | 23:59 31/12/2026 | 2026-12-31T16:59:00+00:00" in words
    assert "KN-TL-NEW | 2026-08-21 | 2026-09-03 | 2026-09-03 | 2026-12-31" in words
    assert "KN-GQ1 | 2026-12-31 | 2027-01-30 | 2027-02-01 | None" in words
    lines = words.splitlines()
    unlike = {zone: sorted(set(other.decode().splitlines()) ^ set(lines)) for zone, other in said.items()}
    assert not any(unlike.values()), unlike
    assert set(said.values()) == {said["UTC"]}
