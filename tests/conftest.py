"""What every room's tests may ask for. Nothing starts unless asked for; the law asks for nothing."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from flask import Flask
from jinja2 import FileSystemBytecodeCache

from caseflow.app import create_app
from caseflow.law.clock import VIETNAM, local_date
from caseflow.law.rights import Reader
from caseflow.settings import Settings
from caseflow.store.db import db
from caseflow.store.people import reader_of
from caseflow.store.schema import whole_schema
from tests.databases import Databases
from tests.factories import MONDAY, PASSWORD, Enter, Province, found_province, small_world
from tests.visitor import Visitor

pytest_plugins = ("tests.browser.chromium",)
ENGINES = ("sqlite", "postgresql")
SignIn = Callable[[str], Visitor]


class SettableClock:
    """A clock that shows what a test set it to."""

    def __init__(self, moment: datetime = MONDAY) -> None:
        self.moment = moment

    def __call__(self) -> datetime:
        return self.moment

    @property
    def today(self) -> date:
        """The legal date it shows."""
        return local_date(self.moment)

    def set(self, day: date, at: time = time(10, 0)) -> None:
        """Show a time of day in Vietnam."""
        self.moment = datetime.combine(day, at, VIETNAM).astimezone(UTC)

    def forward(self, **length: float) -> None:
        """Move on by so many days or hours."""
        self.moment += timedelta(**length)


def settings_for(database_url: str, home: Path, **other: object) -> Settings:
    """Settings as in production, save for fixed secrets and the cheapest hash."""
    home.mkdir(parents=True, exist_ok=True)
    given: dict[str, object] = {
        "home": home,
        "database_url": database_url,
        "secret": "kiểm thử " * 8,
        "vault_key": b"kiem thu" * 4,
        "hash_cost": 8,
    }
    return Settings(**(given | other))  # type: ignore[arg-type]  # the fields are checked by the dataclass itself


def nothing(_database_url: str) -> None:
    """Fill a template with nothing at all."""


def bare(database_url: str) -> None:
    """Fill a template with the tables alone."""
    app = create_app(settings_for(database_url, Path("/nonexistent").parent), SettableClock())
    with app.app_context():
        whole_schema().create_all(db.engine)
        db.engine.dispose()


def settled(database_url: str) -> None:
    """Fill a template with the tables and the small world."""
    bare(database_url)
    app = create_app(settings_for(database_url, Path("/nonexistent").parent), SettableClock())
    with app.app_context():
        found_province()
        db.session.remove()
        db.engine.dispose()


@pytest.fixture(scope="session")
def databases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databases]:
    """The templates of this worker."""
    with Databases(tmp_path_factory.mktemp("databases")) as both:
        yield both


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    """The engine a test runs on; every test that touches a database runs on both."""
    return str(request.param)


@pytest.fixture
def engine_url(databases: Databases, engine: str) -> Iterator[str]:
    """The address of a database that has its tables and nothing in them."""
    with databases.on(engine).copy(bare) as url:
        yield url


@pytest.fixture
def empty_url(databases: Databases, engine: str) -> Iterator[str]:
    """The address of a database without a single table."""
    with databases.on(engine).copy(nothing) as url:
        yield url


@pytest.fixture
def clock() -> SettableClock:
    """The time the house is told: Monday 2026-11-23, ten in the morning, until a test sets it."""
    return SettableClock()


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> FileSystemBytecodeCache:
    """Templates compiled once for all tests of this worker."""
    return FileSystemBytecodeCache(str(tmp_path_factory.mktemp("compiled")))


@pytest.fixture
def app(
    databases: Databases, engine: str, clock: SettableClock, compiled: FileSystemBytecodeCache, tmp_path: Path
) -> Iterator[Flask]:
    """The house, wired as in production, with the small world in its database. No context stands open."""
    with databases.on(engine).copy(settled) as url:
        house = create_app(settings_for(url, tmp_path / "home"), clock)
        house.jinja_env.bytecode_cache = compiled
        yield house
        with house.app_context():
            db.engine.dispose()


@pytest.fixture
def inside(app: Flask) -> Iterator[Flask]:
    """The house with a context open, for tests of store and services; beside a client it would be in the way."""
    with app.app_context():
        yield app


@pytest.fixture
def province(app: Flask) -> Province:
    """The small world: its codes, logins and keys."""
    with app.app_context():
        return small_world()


@pytest.fixture
def enter(app: Flask, clock: SettableClock) -> Enter:
    """Factories of visits, petitions and cases."""
    return Enter(app, clock)


@pytest.fixture
def reader(app: Flask, province: Province, clock: SettableClock) -> Callable[[str], Reader]:
    """What somebody of the small world holds today."""

    def read(login: str) -> Reader:
        with app.app_context():
            return reader_of(province.people[login], clock.today)

    return read


@pytest.fixture
def client(app: Flask) -> Visitor:
    """Somebody who has not signed in."""
    return Visitor(app)


@pytest.fixture
def sign_in(app: Flask) -> SignIn:
    """Sign in through the page, as a person of the small world; each call is a browser of its own."""

    def enter_by_the_door(login: str) -> Visitor:
        visitor = Visitor(app)
        arrived = visitor.submit("/dang-nhap", login=login, password=PASSWORD)
        assert arrived.status_code == 200, f"{login}: {arrived.status}"
        assert arrived.request.path != "/dang-nhap", f"{login} was not let in"
        return visitor

    return enter_by_the_door
