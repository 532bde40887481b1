"""`caseflow demo`: an invented province in a home of its own, served together with its regular jobs."""

import os
import shutil
from argparse import ArgumentParser, Namespace, _SubParsersAction
from threading import Thread

from sqlalchemy import inspect

from caseflow.app import create_app
from caseflow.commands import schema
from caseflow.commands.house import open_house
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
    command.add_argument("--again", action="store_true", help="lập lại tỉnh hư cấu như lúc đầu, bỏ mọi thứ đã ghi thử")
    command.set_defaults(run=run, is_demo=True)


def run(args: Namespace, settings: Settings) -> int:
    """Build the invented province unless it stands, then serve it."""
    if args.again or not args.prepare:  # what is put back is not taken from under those who are at work in it
        check_free(settings)
    prepare(settings, again=args.again)
    if args.prepare:
        return 0
    show_accounts()
    keep_timetable_beside(settings)
    serve(settings)
    return 0


def prepare(settings: Settings, *, again: bool = False, count: int = province.COUNT) -> None:
    """Make the province, once, or `again` as it was at the start. Refuses a database of somebody's earnest work."""
    with open_house(settings):
        if _is_in_earnest():
            raise Refusal("Cơ sở dữ liệu này chứa dữ liệu thật, không phải bản chạy thử; không ghi gì vào đây.")
    with open_house(settings):
        schema.upgrade()
        if province.is_built() and not again:
            return
        was_begun = setting(province.SETTING) is not None
    with open_house(settings):
        if was_begun:
            schema.empty()
            schema.upgrade()
            shutil.rmtree(settings.files, ignore_errors=True)
    say(f"Đang lập {'lại ' if was_begun else ''}dữ liệu hư cấu của hai năm, mất khoảng một phút.")
    with open_house(settings) as app:
        province.build(app, Progress(), count=count)
    say("Đã lập xong.")


def _is_in_earnest() -> bool:
    """Whether there are accounts, and nothing says that they are invented."""
    if User.__tablename__ not in inspect(db.engine).get_table_names():
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


def keep_timetable_beside(settings: Settings) -> None:
    """Run the regular jobs in a process of their own, which ends when the last process of the server has ended."""
    reading, held = os.pipe()
    if os.fork() == 0:
        os.close(held)
        Thread(target=_end_with, args=(reading,), daemon=True).start()
        timetable.run(create_app(settings))
        os._exit(0)
    os.close(reading)


def _end_with(reading: int) -> None:
    """Wait until nobody holds the other end of a pipe, however they ended; then end too."""
    os.read(reading, 1)
    os._exit(0)
