"""How fast pages are beside the plainest page of this machine, at 1,000 matters and at 100,000.

By hand: python -m tests.bench.pages_bench [--size N ...] [--engine sqlite|postgresql]
Both servers run gunicorn with two workers on one database engine; every round asks each address in turn. The house is a
program of its own, so that what its workers hold in memory at the end is theirs.
"""

import http.client
import multiprocessing
import os
import re
import socket
import subprocess
import sys
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from http import HTTPStatus
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import NamedTuple
from urllib.parse import urlencode

from flask import Flask
from sqlalchemy import select

from caseflow.app import create_app
from caseflow.commands.serving import Server
from caseflow.settings import Settings
from caseflow.store.db import db
from caseflow.store.matters import Matter
from caseflow.store.offices import Office
from tests.bench.clocks_bench import say
from tests.bench.floor import fill_floor, floor_app
from tests.bench.worlds import lengthen, province
from tests.conftest import settings_for, settled
from tests.databases import Databases
from tests.factories import PASSWORD
from tests.visitor import Visitor

SIZES = (1_000, 100_000)
ROUNDS, TIMES = 5, 25
LONG = (20, 200)  # events of a matter
BOARD, MATTER = "truongban", "one matter"  # which no commune knows of
GOAL_MIB = 75
FORK = multiprocessing.get_context("fork")
PROGRAM = """import os
from caseflow.commands.serving import Server
from caseflow.settings import Settings
Server(Settings.from_env(os.environ)).run()"""


class FloorServer(Server):
    """The floor, served as the house is."""

    def __init__(self, settings: Settings, address: str) -> None:
        self.address = address
        super().__init__(settings)

    def load(self) -> Flask:
        """The plainest application."""
        return floor_app(self.address)


@contextmanager
def floor_served(server: FloorServer) -> Iterator[int]:
    """The floor in a process of its own; its port."""
    process = FORK.Process(target=server.run, daemon=False)
    process.start()
    try:
        _await(server.settings.port)
        yield server.settings.port
    finally:
        process.terminate()
        process.join(10)


@contextmanager
def house_served(env: Mapping[str, str]) -> Iterator[int]:
    """The house as a program of its own, told by its environment; the process whose children are its workers."""
    with subprocess.Popen([sys.executable, "-c", PROGRAM], env={**os.environ, **env}) as program:  # noqa: S603 - its own program
        try:
            _await(int(env["CASEFLOW_PORT"]))
            yield program.pid
        finally:
            program.terminate()


def _await(port: int) -> None:
    for _ in range(200):
        time.sleep(0.05)
        try:
            http.client.HTTPConnection("127.0.0.1", port, timeout=5).request("GET", "/")
            break
        except OSError:
            continue
    time.sleep(1)  # the other worker


def workers_of(pid: int) -> list[int]:
    """The workers of a server."""
    return [int(key) for key in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def memory_of(pid: int) -> float:
    """What a process holds in memory, in MiB: its own pages, and its part of those that it shares (PSS)."""
    found = re.search(r"^Pss: +(\d+) kB", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.MULTILINE)
    return int(found[1]) / 1024 if found else 0.0


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


class Client:
    """One connection that is kept, with the cookie of one person."""

    def __init__(self, port: int, cookie: str = "") -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        self.headers = {"Cookie": cookie} if cookie else {}

    def many(self, path: str) -> list[tuple[float, int]]:
        """A page asked again and again over a fresh connection, once before it counts."""
        self.connection.close()  # one that rested has been hung up by the server
        return [self.get(path) for _ in range(TIMES + 1)][1:]

    def get(self, path: str) -> tuple[float, int]:
        """Milliseconds and bytes of a page that answers 200."""
        return self._ask("GET", path, (HTTPStatus.OK,))

    def post(self, path: str, fields: Sequence[tuple[str, str]]) -> float:
        """Milliseconds of a form that is taken and leads on."""
        return self._ask("POST", path, (HTTPStatus.FOUND, HTTPStatus.SEE_OTHER), urlencode(fields))[0]

    def _ask(
        self, method: str, path: str, wanted: tuple[HTTPStatus, ...], body: str | None = None
    ) -> tuple[float, int]:
        form = {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
        began = time.perf_counter()
        self.connection.request(method, path, body, headers=self.headers | form)
        answer = self.connection.getresponse()
        read = answer.read()
        took = (time.perf_counter() - began) * 1000
        if answer.status not in wanted:
            raise RuntimeError(f"{path}: {answer.status}")
        return took, len(read)


def measured(floor: Client, house: Client, paths: Mapping[str, str]) -> dict[str, tuple[float, float, int]]:
    """Of each address its p50, how many times the floor's of the same round that is (median of rounds), its bytes."""
    ratios: dict[str, list[float]] = {name: [] for name in paths}
    times: dict[str, list[float]] = {name: [] for name in ("floor", *paths)}
    sizes: dict[str, int] = {}
    for _ in range(ROUNDS):
        base = median(took for took, _ in floor.many("/list"))
        times["floor"].append(base)
        for name, path in paths.items():
            answers = house.many(path)
            p50 = median(took for took, _ in answers)
            ratios[name].append(p50 / base)
            times[name].append(p50)
            sizes[name] = answers[-1][1]
    found = {name: (median(times[name]), median(ratios[name]), sizes[name]) for name in paths}
    return {"floor": (median(times["floor"]), 1.0, 0), **found}


def paths_in(matters: int) -> dict[str, str]:
    """The pages that are measured."""
    office = db.session.scalars(select(Office.id).where(Office.code == "XA-18880")).one()
    middle = matters // 2 + 5  # of those whose dates are open
    codes = [db.session.scalars(select(Matter.code).where(Matter.id == middle + each)).one() for each in range(3)]
    for each, events in enumerate(LONG, 1):
        lengthen(middle + each, events)
    return {
        "home": "/",
        "matters, first page": "/vu-viec",
        "matters, newest first": "/vu-viec?thu_tu=moi",
        "matters, overdue": "/vu-viec?han=qua",
        "matters, due soon": "/vu-viec?han=sap",
        "matters, closed": "/vu-viec?tinh_trang=ho-so-closed",
        "matters, of a commune": f"/vu-viec?co_quan={office}",
        "matters, deep": f"/vu-viec?sau=2026-11-25_{matters // 2}",
        "entries, first page": "/don",
        MATTER: f"/vu-viec/{codes[0]}",
        **{f"{MATTER}, {n} events": f"/vu-viec/{code}" for n, code in zip(LONG, codes[1:], strict=True)},
    }


def signed_in(app: Flask, login: str) -> Visitor:
    """Somebody who has signed in."""
    visitor = Visitor(app)
    visitor.submit("/dang-nhap", login=login, password=PASSWORD)
    return visitor


def cookie_of(visitor: Visitor) -> str:
    """The cookie that somebody holds by now."""
    cookie = visitor.client.get_cookie(visitor.client.application.config["SESSION_COOKIE_NAME"])
    if cookie is None:
        raise RuntimeError("no cookie")
    return f"{cookie.key}={cookie.value}"


class Standing(NamedTuple):
    """A province that is served beside the floor: the same house in this process, its server, both ports."""

    app: Flask
    pid: int
    port: int
    floor_port: int


def told(url: str, folder: Path) -> dict[str, str]:
    """What a program of the house is told of a database of the bench."""
    secrets = dict.fromkeys(("CASEFLOW_SECRET", "CASEFLOW_VAULT_KEY"), "kiem thu " * 8)
    home = {"CASEFLOW_HOME": str(folder / "home"), "CASEFLOW_PORT": str(free_port())}
    return {"CASEFLOW_DATABASE_URL": url, **secrets, **home}


@contextmanager
def standing(engine: str, size: int, folder: Path, databases: Databases) -> Iterator[Standing]:
    """So many matters and as many rows of the floor, served."""
    with databases.on(engine).copy(settled) as url, databases.on(engine).copy(_nothing) as floor_url:
        env = told(url, folder)
        app = create_app(Settings.from_env(env))
        began = time.perf_counter()
        with app.app_context():
            province(size)
            db.session.remove()
        fill_floor(floor_url, size)
        say(f"\n{engine}, {size:,} matters (filled in {time.perf_counter() - began:.0f} s)")
        floor = FloorServer(settings_for(floor_url, folder / "home", port=free_port()), floor_url)
        with house_served(env) as pid, floor_served(floor) as floor_port:
            yield Standing(app, pid, int(env["CASEFLOW_PORT"]), floor_port)
        with app.app_context():
            db.engine.dispose()


def bench(engine: str, size: int, folder: Path, databases: Databases, logins: Sequence[str]) -> None:
    """Print the figures of one size on one engine."""
    with standing(engine, size, folder, databases) as it:
        with it.app.app_context():
            paths = paths_in(size)
            db.session.remove()
        cookies = {login: cookie_of(signed_in(it.app, login)) for login in logins}
        for login, cookie in cookies.items():
            asked = {name: path for name, path in paths.items() if login == BOARD or not name.startswith(MATTER)}
            found = measured(Client(it.floor_port), Client(it.port, cookie), asked)
            for name, (p50, ratio, length) in found.items():
                say(f"  {login:<11} {name:<24} p50 {p50:8.1f} ms  {ratio:6.1f} x floor  {length:>8,} bytes")
        held = [memory_of(worker) for worker in workers_of(it.pid)]
        say(f"  memory of each worker: {', '.join(f'{one:.0f} MiB' for one in held)} (goal {GOAL_MIB})")


def _nothing(_url: str) -> None:
    """An empty database."""


def on_each(
    parser: ArgumentParser, arguments: list[str], run: Callable[[Namespace, str, int, Path, Databases], None]
) -> int:
    """Run a bench on each engine at each size that is asked for."""
    parser.add_argument("--size", type=int, action="append")
    parser.add_argument("--engine", choices=("sqlite", "postgresql"), action="append")
    args = parser.parse_args(arguments)
    with ExitStack() as open_ones:
        folder = Path(open_ones.enter_context(TemporaryDirectory()))
        databases = open_ones.enter_context(Databases(folder))
        for engine in args.engine or ("sqlite", "postgresql"):
            for size in args.size or SIZES:
                run(args, engine, size, folder, databases)
    return 0


def main(arguments: list[str]) -> int:
    """Print the figures."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--login", action="append")

    def run(args: Namespace, engine: str, size: int, folder: Path, databases: Databases) -> None:
        bench(engine, size, folder, databases, args.login or (BOARD, "xa1"))

    return on_each(parser, arguments, run)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
