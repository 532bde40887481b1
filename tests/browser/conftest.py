"""A real Chromium, a real server, a real mailbox, and the people of the small world in front of them."""

import socket
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from threading import Thread

import pytest
from aiosmtpd.controller import Controller
from flask import Flask
from jinja2 import FileSystemBytecodeCache
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Response, WebError, sync_playwright
from werkzeug.serving import WSGIRequestHandler, make_server

from caseflow.app import create_app
from caseflow.settings import Settings
from caseflow.store.db import db
from tests.browser.audit import DESK
from tests.browser.chromium import ABSENT, ARGUMENTS, find_chromium, is_required
from tests.browser.mailbox import Mailbox
from tests.browser.officer import Officer
from tests.conftest import SettableClock, settings_for, settled
from tests.databases import Databases

collect_ignore_glob = [] if find_chromium() or is_required() else ["test_*.py"]
LOCALHOST = "127.0.0.1"
SERVER_ERROR = 500
NOT_THERE = 400

Somebody = Callable[..., Officer]


class Silent(WSGIRequestHandler):
    """Serves without a line per request."""

    def log(self, type: str, message: str, *args: object) -> None:  # noqa: A002 - werkzeug's own name
        """Say nothing."""


@pytest.fixture
def engine() -> str:
    """One engine where a test names none: browsers are slow, and the rooms below are tested on both."""
    return "sqlite"


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """The browser, open as long as the tests of this folder run."""
    path = find_chromium()
    assert path, ABSENT
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    """A mail server that keeps what it is sent."""
    with closing(socket.create_server((LOCALHOST, 0))) as free:
        box = Mailbox(port=free.getsockname()[1])
    server = Controller(box, hostname=LOCALHOST, port=box.port)
    server.start()
    yield box
    server.stop()


@pytest.fixture
def door() -> Iterator[socket.socket]:
    """A port of our own, known before the house that will answer there is built."""
    with closing(socket.create_server((LOCALHOST, 0))) as listening:
        yield listening


@pytest.fixture
def address(door: socket.socket) -> str:
    """Where the house can be reached."""
    return f"http://{LOCALHOST}:{door.getsockname()[1]}"


@pytest.fixture
def settle(tmp_path: Path, address: str, mailbox: Mailbox) -> Callable[[str], Settings]:
    """The settings for a database: the house knows its own address and has a mail server."""

    def settings(database_url: str) -> Settings:
        home = tmp_path / "home"
        return settings_for(database_url, home, base_url=address, smtp_host=LOCALHOST, smtp_port=mailbox.port)

    return settings


@pytest.fixture
def app(
    databases: Databases,
    engine: str,
    clock: SettableClock,
    compiled: FileSystemBytecodeCache,
    settle: Callable[[str], Settings],
) -> Iterator[Flask]:
    """The house, wired as in production."""
    with databases.on(engine).copy(settled) as url:
        house = create_app(settle(url), clock)
        house.jinja_env.bytecode_cache = compiled
        yield house
        with house.app_context():
            db.engine.dispose()


@pytest.fixture
def served(app: Flask, door: socket.socket, address: str) -> Iterator[str]:
    """The house at work behind its door."""
    port = door.getsockname()[1]
    server = make_server(LOCALHOST, port, app, threaded=True, request_handler=Silent, fd=door.fileno())
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield address
    server.shutdown()
    thread.join()
    server.server_close()


class Watch:
    """Opens browsers and writes down what no page may do: break its policy, throw, lack a file, fail."""

    def __init__(self, chromium: Browser) -> None:
        self.chromium = chromium
        self.open: list[BrowserContext] = []
        self.seen: list[str] = []

    def context(self, *, scripts: bool = True) -> BrowserContext:
        """A browser with cookies of its own."""
        context = self.chromium.new_context(
            viewport=DESK, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh", java_script_enabled=scripts
        )
        context.on("console", self._console)
        context.on("weberror", self._error)
        context.on("response", self._response)
        self.open.append(context)
        return context

    def _console(self, message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            self.seen.append(f"{message.location['url']}: {message.text}")

    def _error(self, error: WebError) -> None:
        self.seen.append(f"thrown: {error.error}")

    def _response(self, response: Response) -> None:
        is_file_missing = "/static/" in response.url and response.status >= NOT_THERE
        if is_file_missing or response.status >= SERVER_ERROR:
            self.seen.append(f"{response.status} {response.url}")


@pytest.fixture
def watch(chromium: Browser) -> Iterator[Watch]:
    """Browsers, watched to the end of the test."""
    watching = Watch(chromium)
    yield watching
    for context in watching.open:
        context.close()
    assert not watching.seen, "\n".join(watching.seen)


@pytest.fixture
def somebody(watch: Watch, served: str) -> Somebody:
    """A person of the small world at a browser of their own; nobody in particular without a login."""

    def sit_down(login: str = "", *, scripts: bool = True) -> Officer:
        return Officer(watch.context(scripts=scripts).new_page(), served, login, scripts=scripts)

    return sit_down
