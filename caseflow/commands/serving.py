"""`caseflow serve` and `caseflow work`: the web server, and the regular jobs as a process of their own."""

import gc
import os
import signal
import socket
from argparse import ArgumentParser, Namespace, _SubParsersAction
from functools import partial

from flask import Flask
from gunicorn.app.base import BaseApplication

from caseflow.app import create_app
from caseflow.commands import schema
from caseflow.commands.house import leave_alone, open_house
from caseflow.commands.terminal import say
from caseflow.jobs import timetable
from caseflow.law.errors import Refusal
from caseflow.settings import Settings


def add_to(subparsers: "_SubParsersAction[ArgumentParser]") -> None:
    """Add `serve` and `work`."""
    subparsers.add_parser("serve", help="chạy máy chủ web").set_defaults(run=run_server)
    subparsers.add_parser("work", help="chạy các công việc định kỳ: quét hạn, gửi cảnh báo").set_defaults(run=run_jobs)


STOPS = (signal.SIGTERM, signal.SIGQUIT)


class Server(BaseApplication):  # type: ignore[misc]  # gunicorn ships no types
    """Gunicorn as a part of this program: the application is built once, and its memory shared by the workers.

    Building it opens no connection: each worker opens its own with its first request.
    """

    def __init__(self, settings: Settings, *, workers: int = 2) -> None:
        self.settings = settings
        self.workers = workers
        super().__init__()

    def load_config(self) -> None:
        """What gunicorn is told; nothing is read from files or the environment."""
        told = {
            "bind": f"{self.settings.host}:{self.settings.port}",
            "workers": self.workers,
            "worker_class": "gthread",
            "threads": 8,
            "timeout": 60,
            "preload_app": True,
            "when_ready": _share,
            "max_requests": 10_000,  # a worker is renewed now and then, so that no leak grows old
            "max_requests_jitter": 1_000,
            "control_socket_disable": True,  # it would lie in the home folder of whoever starts the server
            "loglevel": "warning",
        }
        for name, value in told.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """The application, before any worker."""
        return create_app(self.settings)

    def run(self) -> None:
        """Serve until stopped.

        A worker that has just begun would still have the arbiter's ear, which only notes a signal: told to stop in that
        moment, it would be waited for through the whole of the graceful time. So it is born able to be stopped.
        """
        hold, release = (partial(signal.pthread_sigmask, how, STOPS) for how in (signal.SIG_BLOCK, signal.SIG_UNBLOCK))
        os.register_at_fork(before=hold, after_in_parent=release, after_in_child=_let_be_stopped)
        super().run()


def _share(_arbiter: object) -> None:
    """Have the workers share what stands already: the collector's touch would give each a copy of its own."""
    gc.collect()
    leave_alone()


def _let_be_stopped() -> None:
    for told in STOPS:
        signal.signal(told, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPS)


def run_server(_args: Namespace, settings: Settings) -> int:
    """Serve until stopped."""
    with open_house(settings):
        schema.check_current()
    serve(settings)
    return 0


def serve(settings: Settings) -> None:
    """Say where, and serve."""
    check_free(settings)
    say(f"Địa chỉ: http://{settings.host}:{settings.port}   Dữ liệu: {settings.home}")
    say("Dừng: Ctrl+C")
    Server(settings).run()


def check_free(settings: Settings) -> None:
    """Refuse an address that something else listens on, before any work is done for it."""
    with socket.socket() as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind((settings.host, settings.port))
        except OSError as taken:
            raise Refusal(
                f"Không dùng được địa chỉ {settings.host}:{settings.port} (có chương trình khác đang dùng?); "
                "chọn cổng khác bằng biến CASEFLOW_PORT."
            ) from taken


def run_jobs(_args: Namespace, settings: Settings) -> int:
    """Keep the timetable until stopped."""
    with open_house(settings):
        schema.check_current()
    say(f"Công việc định kỳ đang chạy. Dữ liệu: {settings.home}   Dừng: Ctrl+C")
    app = create_app(settings)
    leave_alone()
    timetable.run(app)
    return 0
