"""The journal: who wrote what kind of row when, and whether the chain still holds. Never the words themselves."""

import json
from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from wtforms import IntegerField, StringField
from wtforms.validators import Length, NumberRange, Optional

from caseflow.law.rights import Right
from caseflow.store import journal
from caseflow.store.people import names_of
from caseflow.web.access import needs, now
from caseflow.web.errors import status_of
from caseflow.web.forms import HouseForm
from caseflow.web.paging import key_reached

blueprint = Blueprint("journal", __name__, url_prefix="/nhat-ky")

PER_PAGE = 25
MOST_SHOWN = 50
TABLES = {
    "alert": "cảnh báo",
    "assignment": "giao việc",
    "calendar_day": "ngày trong lịch",
    "citizen": "người",
    "deadline": "thời hạn",
    "decision": "quyết định, kết luận",
    "delivery": "chuyển cảnh báo",
    "dispatch": "văn bản gửi đi",
    "document": "văn bản",
    "event": "bước",
    "execution": "kết quả thi hành",
    "export": "bảng tính đã xuất",
    "handover": "bàn giao",
    "identity_look": "lượt xem danh tính",
    "identity_opening": "yêu cầu xem danh tính",
    "matter": "vụ việc",
    "matter_flag": "dấu hiệu của vụ việc",
    "matter_link": "liên hệ vụ việc",
    "office": "cơ quan",
    "office_successor": "kế thừa cơ quan",
    "party": "người trong hồ sơ",
    "petition": "đơn",
    "petition_entry": "đơn trong sổ",
    "register_number": "số trong sổ",
    "role_post": "vai trò",
    "saved_view": "bộ lọc đã lưu",
    "sealed_identity": "danh tính niêm phong",
    "setting": "thiết đặt",
    "settlement_case": "hồ sơ giải quyết",
    "sign_in": "phiên đăng nhập",
    "stored_file": "tệp",
    "user_account": "tài khoản",
    "visit": "lượt tiếp",
    "visit_paper": "tài liệu nhận",
}
"""What the tables are called; a table without a name here is shown by its own."""


class HeadForm(HouseForm):
    """A head of the chain printed earlier, to hold the journal against."""

    number = IntegerField("Dòng cuối đã in", [Optional(), NumberRange(min=1, max=2**31 - 1)])
    digest = StringField("Mã của dòng đó", [Length(max=64)])

    def known(self) -> tuple[int, str] | None:
        """The head as typed, if both parts were."""
        digest = (self.digest.data or "").strip().lower()
        return (self.number.data, digest) if self.number.data and digest else None


@dataclass(frozen=True, slots=True)
class Line:
    """A line as the page shows it."""

    seq: int
    at: datetime
    by: str
    act: str
    rows: str
    digest: str


def _line(line: journal.JournalLine, names: dict[int, str]) -> Line:
    counted = Counter(TABLES.get(change[0], change[0]) for change in json.loads(line.changes))
    return Line(
        seq=line.seq,
        at=line.at,
        by=names.get(line.by_id, "hệ thống") if line.by_id else "hệ thống",
        act=line.act,
        rows=", ".join(f"{count} {table}" for table, count in counted.most_common()),
        digest=line.digest,
    )


@blueprint.get("")
@needs(Right.READ_JOURNAL)
def index() -> ResponseReturnValue:
    """The lines, the latest first."""
    found = journal.lines(before=key_reached(), limit=PER_PAGE + 1)
    further = found[PER_PAGE - 1].seq if len(found) > PER_PAGE else None
    shown = found[:PER_PAGE]
    names = names_of({line.by_id for line in shown if line.by_id})
    return render_template(
        "journal/index.html", lines=[_line(line, names) for line in shown], further=further, form=HeadForm()
    )


@blueprint.post("/kiem-tra")
@needs(Right.READ_JOURNAL)
def verify() -> ResponseReturnValue:
    """Read the whole chain; where it does not hold, say where and why. The head is there to be printed."""
    form = HeadForm()
    if not form.validate_on_submit():
        return render_template("journal/verify.html", form=form, broken=None, head=None, at=now()), status_of(form)
    broken = list(journal.broken_lines(known_head=form.known()))
    return render_template(
        "journal/verify.html",
        form=form,
        broken=broken[:MOST_SHOWN],
        total=len(broken),
        head=journal.head(),
        at=now(),
    )
