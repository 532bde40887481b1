"""The duty roster through the pages: filled, copied from the week before, seen at the desk, kept as a register."""

from flask import Flask
from sqlalchemy import select

from caseflow.store.db import db
from caseflow.store.roster import DeskShift
from tests.conftest import SignIn
from tests.factories import Province

WEEK, NEXT = "/lich/truc?tuan=2026-11-23", "/lich/truc?tuan=2026-11-30"
EDIT, EDIT_NEXT = "/lich/truc/sua?tuan=2026-11-23", "/lich/truc/sua?tuan=2026-11-30"


def test_a_week_is_filled_copied_seen_and_kept_as_a_register(sign_in: SignIn, province: Province, app: Flask) -> None:
    head, desk = sign_in("truongban"), str(province.people["tiepdan"])
    assert "chưa xếp" in head.text(WEEK)
    assert "registers.css" in head.text(WEEK)  # whose sheet lies across
    assert "Thứ Ba" not in head.text(EDIT)  # 24/11/2026 is a day off
    saved = head.submit(EDIT, **{"cells-0-first": desk, "cells-3-first": desk})  # Monday morning, Wednesday afternoon
    assert "Đã lưu lịch trực" in saved.get_data(as_text=True)
    with app.app_context():
        assert len(db.session.scalars(select(DeskShift)).all()) == 2
    copied = head.get(f"{EDIT_NEXT}&nhu-tuan-truoc=1")
    head.send(copied, **{"cells-9-first": ""})
    with app.app_context():
        days = [f"{one.on:%d/%m} {one.half}" for one in db.session.scalars(select(DeskShift).order_by(DeskShift.id))]
    assert days == ["23/11 morning", "25/11 afternoon", "30/11 morning", "02/12 afternoon"]
    counter = sign_in("tiepdan").text("/tiep-dan")
    assert "Trực buổi sáng nay" in counter
    assert "Ca tới của tôi: sáng nay" in counter
    book = head.text("/so/lich-truc")  # of this month
    assert book.count("Ban Tiếp công dân tỉnh</td>") == 3


def test_who_fills_after_somebody_else_is_told_and_loses_nothing(sign_in: SignIn, province: Province) -> None:
    desk = str(province.people["tiepdan"])
    one, other = sign_in("truongban"), sign_in("truongban")
    opened = other.get(EDIT)
    one.submit(EDIT, **{"cells-0-first": desk})
    told = other.send(opened, **{"cells-1-first": desk})
    assert told.status_code == 409
    page = told.get_data(as_text=True)
    assert "vừa được người khác sửa" in page
    assert f'selected value="{desk}"' in page


def test_who_reads_sees_the_roster_and_does_not_fill_it(sign_in: SignIn) -> None:
    reader = sign_in("tiepdan")
    assert "Xếp lịch tuần này" not in reader.text(WEEK)
    assert reader.get(EDIT).status_code == 403
    assert "chưa xếp" in reader.text("/lich/truc?tuan=hôm-nào")
