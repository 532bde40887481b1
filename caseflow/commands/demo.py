"""`caseflow demo`: an invented province in a home of its own, served together with its regular jobs."""

import os
import signal
from argparse import ArgumentParser, Namespace, _SubParsersAction
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from threading import Thread

from flask import Flask
from sqlalchemy import inspect

from caseflow.app import create_app
from caseflow.commands import schema
from caseflow.commands.serving import check_free, serve
from caseflow.commands.terminal import say
from caseflow.demo import province
from caseflow.demo.cast import PASSWORD
from caseflow.demo.staff import STAFF
from caseflow.jobs import timetable
from caseflow.law.errors import Refusal
from caseflow.law.terms import Role
from caseflow.settings import Settings
from caseflow.store.db import db
from caseflow.store.forms import setting
from caseflow.store.people import User


def add_to(subparsers: "_SubParsersAction[ArgumentParser]") -> None:
    """Add `demo`."""
    command = subparsers.add_parser("demo", help="chạy thử với một tỉnh hư cấu, trong thư mục dữ liệu riêng")
    command.add_argument("--prepare", action="store_true", help="chỉ lập dữ liệu hư cấu rồi thoát")
    command.set_defaults(run=run, is_demo=True)


def run(args: Namespace, settings: Settings) -> int:
    """Build the invented province unless it stands, then serve it."""
    if not args.prepare:
        check_free(settings)
    prepare(create_app(settings))
    if args.prepare:
        return 0
    show_accounts()
    jobs = get_context("spawn").Process(target=keep_timetable, args=(settings,), daemon=True)
    jobs.start()
    serve(settings)
    return 0


def prepare(app: Flask) -> None:
    """Make the province, once. Refuses a database in which somebody works in earnest."""
    with app.app_context():
        if _is_in_earnest():
            raise Refusal(
                "Cơ sở dữ liệu này chứa dữ liệu thật, không phải bản chạy thử; không ghi dữ liệu hư cấu vào đây."
            )
        schema.upgrade()
        if province.is_built():
            return
        if setting(province.SETTING) is not None:  # an earlier start was stopped half-way
            schema.empty()
            schema.upgrade()
        db.session.remove()
    say("Đang lập dữ liệu hư cấu của hai năm; chỉ lần đầu, mất vài phút.")
    province.build(app, Progress())
    say("Đã lập xong.")


def _is_in_earnest() -> bool:
    """Whether there are accounts, and nothing says that they are invented."""
    tables = inspect(db.engine).get_table_names()
    if User.__tablename__ not in tables:
        return False
    return setting(province.SETTING) is None and db.session.query(User.id).first() is not None


class Progress:
    """Says every tenth part that is done."""

    def __init__(self) -> None:
        self.said = 0

    def __call__(self, done: int, total: int) -> None:
        """Take note that so many of so many records are done."""
        tenth = 10 * done // max(total, 1)
        if tenth > self.said:
            self.said = tenth
            say(f"  {tenth * 10} %")


def show_accounts() -> None:
    """One account per role, and the password of all."""
    say(f"Mật khẩu của mọi tài khoản: {PASSWORD}")
    for role in Role:
        first = next(person for person in STAFF if any(held is role for held, _ in person.roles))
        say(f"  {first.login:<14} {role.label}")


def keep_timetable(settings: Settings) -> None:
    """The regular jobs, in a process beside the server's; ends with it, however that ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is the server's to answer
    Thread(target=_follow_parent, daemon=True).start()
    timetable.run(create_app(settings))


def _follow_parent() -> None:
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
    os._exit(0)
