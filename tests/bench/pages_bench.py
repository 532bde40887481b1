"""How fast pages are beside the plainest page of this machine, at 1,000 matters and at 100,000.

By hand: python -m tests.bench.pages_bench [--size N ...] [--engine sqlite|postgresql]
Both servers run gunicorn with two workers on one database engine; every round asks each address in turn.
"""

import http.client
import multiprocessing
import socket
import sys
import time
from argparse import ArgumentParser
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

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
from tests.bench.worlds import province
from tests.conftest import settings_for, settled
from tests.databases import Databases
from tests.factories import PASSWORD
from tests.visitor import Visitor

SIZES = (1_000, 100_000)
ROUNDS, TIMES = 5, 25
FORK = multiprocessing.get_context("fork")


class FloorServer(Server):
    """The floor, served as the house is."""

    def __init__(self, settings: Settings, address: str) -> None:
        self.address = address
        super().__init__(settings)

    def load(self) -> Flask:
        """The plainest application, in a worker."""
        return floor_app(self.address)


@contextmanager
def served(server: Server) -> Iterator[int]:
    """A server in a process of its own; its port."""
    process = FORK.Process(target=server.run, daemon=False)
    process.start()
    port = server.settings.port
    try:
        for _ in range(200):
            time.sleep(0.05)
            try:
                http.client.HTTPConnection("127.0.0.1", port, timeout=5).request("GET", "/")
                break
            except OSError:
                continue
        time.sleep(1)  # the other worker
        yield port
    finally:
        process.terminate()
        process.join(10)


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
        began = time.perf_counter()
        self.connection.request("GET", path, headers=self.headers)
        answer = self.connection.getresponse()
        body = answer.read()
        took = (time.perf_counter() - began) * 1000
        if answer.status != http.client.OK:
            raise RuntimeError(f"{path}: {answer.status}")
        return took, len(body)


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
    deep = db.session.scalars(select(Matter.code).where(Matter.id == matters // 2 + 5)).one()
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
        "one matter": f"/vu-viec/{deep}",
    }


def sign_in(settings: Settings, login: str) -> str:
    """The cookie of somebody who has signed in."""
    app = create_app(settings)
    visitor = Visitor(app)
    visitor.submit("/dang-nhap", login=login, password=PASSWORD)
    cookie = visitor.client.get_cookie(app.config["SESSION_COOKIE_NAME"])
    if cookie is None:
        raise RuntimeError("no cookie")
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
    return f"{cookie.key}={cookie.value}"


def bench(engine: str, size: int, folder: Path, databases: Databases, logins: Sequence[str]) -> None:
    """Print the figures of one size on one engine."""
    with databases.on(engine).copy(settled) as url, databases.on(engine).copy(_nothing) as floor_url:
        settings = settings_for(url, folder / "home", port=free_port())
        app = create_app(settings)
        with app.app_context():
            began = time.perf_counter()
            province(size)
            paths = paths_in(size)
            db.session.remove()
            db.engine.dispose()
        fill_floor(floor_url, size)
        say(f"\n{engine}, {size:,} matters (filled in {time.perf_counter() - began:.0f} s)")
        cookies = {login: sign_in(settings, login) for login in logins}
        with (
            served(Server(settings)) as port,
            served(FloorServer(settings_for(floor_url, folder / "home", port=free_port()), floor_url)) as floor_port,
        ):
            for login, cookie in cookies.items():
                found = measured(Client(floor_port), Client(port, cookie), paths)
                for name, (p50, ratio, length) in found.items():
                    say(f"  {login:<11} {name:<24} p50 {p50:8.1f} ms  {ratio:6.1f} x floor  {length:>8,} bytes")


def _nothing(_url: str) -> None:
    """An empty database."""


def main(arguments: list[str]) -> int:
    """Print the figures."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, action="append")
    parser.add_argument("--engine", choices=("sqlite", "postgresql"), action="append")
    parser.add_argument("--login", action="append")
    args = parser.parse_args(arguments)
    with ExitStack() as open_ones:
        folder = Path(open_ones.enter_context(TemporaryDirectory()))
        databases = open_ones.enter_context(Databases(folder))
        for engine in args.engine or ("sqlite", "postgresql"):
            for size in args.size or SIZES:
                bench(engine, size, folder, databases, args.login or ("truongban", "xa1"))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
