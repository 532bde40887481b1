"""A gateway of messages for tests, spoken to over HTTP: it takes what is posted, or answers what it was told to."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from tests.jobs.post_office import LOCALHOST


@dataclass(frozen=True, slots=True)
class Posted:
    """One request as it arrived."""

    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Gateway:
    """Keeps what it takes; `answers` are given first, one per request, before it takes requests again."""

    port: int
    taken: list[Posted] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)
    asked: int = 0


@contextmanager
def open_gateway() -> Iterator[Gateway]:
    """A gateway that answers on a port of this machine."""

    class Door(BaseHTTPRequestHandler):
        """One request."""

        def do_POST(self) -> None:
            """Take what was posted, or answer what was ordered."""
            gateway.asked += 1
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if gateway.answers:
                self.send_response(gateway.answers.pop(0))
                self.send_header("Location", "/di-noi-khac")
            else:
                gateway.taken.append(Posted(self.path, dict(self.headers.items()), body))
                self.send_response(202)
            self.end_headers()

        def log_message(self, *_words: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer((LOCALHOST, 0), Door)
    gateway = Gateway(server.server_port)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield gateway
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
