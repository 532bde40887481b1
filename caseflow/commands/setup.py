"""`caseflow init`: tables, the calendar of working days, the first office, the first administrator."""

from argparse import ArgumentParser, Namespace, _SubParsersAction
from datetime import datetime

from sqlalchemy import select

from caseflow.commands import schema
from caseflow.commands.house import open_house
from caseflow.commands.terminal import say
from caseflow.law.clock import local_date
from caseflow.law.terms import Role
from caseflow.services import likeness
from caseflow.services.founding import found_administrator, found_office, load_calendar
from caseflow.services.people import hash_password, new_password
from caseflow.settings import Settings
from caseflow.store.calendar import calendar_version
from caseflow.store.db import db
from caseflow.store.indexing import fill_in
from caseflow.store.offices import Office
from caseflow.store.people import active_holders
from caseflow.store.transactions import transaction


def add_to(subparsers: "_SubParsersAction[ArgumentParser]") -> None:
    """Add `init`."""
    command = subparsers.add_parser("init", help="lập cơ sở dữ liệu, lịch, cơ quan gốc và tài khoản quản trị đầu tiên")
    command.add_argument("--office", default="UBND tỉnh Quảng Trị", help="tên cơ quan gốc (mặc định: %(default)s)")
    command.add_argument("--admin", default="quantri", help="tên đăng nhập của quản trị (mặc định: %(default)s)")
    command.set_defaults(run=run)


def run(args: Namespace, settings: Settings) -> int:
    """Set an installation up, or complete it; what is there already stays as it is."""
    password = new_password()
    hashed = hash_password(password, cost=settings.hash_cost)
    with open_house(settings) as app:
        schema.upgrade()
        now: datetime = app.config["CLOCK"]()
        with transaction(by_id=None, act="lập hệ thống", now=now):
            if calendar_version() == 0:
                load_calendar(now=now)
            office = db.session.scalar(select(Office).order_by(Office.id)) or found_office(args.office)
            is_new = not active_holders(Role.ADMIN, local_date(now))
            if is_new:
                found_administrator(args.admin, hashed=hashed, office=office)
            indexed, compared = fill_in(), likeness.fill_in()
    say(f"Dữ liệu: {settings.home}")
    if indexed:
        say(f"Đã lập chỉ mục tìm kiếm cho {indexed} vụ việc.")
    if compared:
        say(f"Đã ghi dấu so sánh cho {compared} đơn, lượt tiếp.")
    if is_new:
        say(f"Tài khoản quản trị: {args.admin}")
        say(f"Mật khẩu dùng một lần: {password}")
        say("Mật khẩu này chỉ hiện ở đây một lần và phải đổi khi đăng nhập lần đầu.")
    else:
        say("Đã có tài khoản quản trị; không đổi gì.")
    say("Chạy máy chủ: caseflow serve   Chạy công việc định kỳ: caseflow work")
    return 0
