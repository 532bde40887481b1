"""First-use hints: a line where a new officer stumbles, until that officer says it was understood."""

from flask import Blueprint, Flask, g, redirect
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadRequest
from wtforms import HiddenField

from caseflow.law.rights import Right
from caseflow.services.people import understand
from caseflow.web.access import inside, me, needs, who, writing
from caseflow.web.forms import HouseForm

blueprint = Blueprint("hints", __name__, url_prefix="/goi-y")

HINTS = {
    "hom-nay": "Việc xếp theo hạn, hết hạn trước đứng trên. Bấm tên bước ở cuối dòng để ghi ngay.",
    "tiep-dan": "Chỉ cần họ tên và tóm tắt là lưu được; phần còn lại bổ sung sau. Những gì gõ được giữ nháp, đóng máy "
    "cũng không mất. Bên cạnh là các hạn sẽ bắt đầu khi lưu.",
    "thoi-han": "Mỗi đồng hồ là một thời hạn của luật. Mở “Vì sao là ngày này?” để xem từng ngày đã đếm và điều luật.",
    "buoc": "Chỉ các bước luật cho phép mới hiện ở đây. Không thấy bước cần tìm thì mở dòng cuối để biết lý do.",
    "loc": "Bộ lọc nằm trong địa chỉ trang: đánh dấu trang hoặc gửi địa chỉ cho người khác là mở lại đúng danh sách.",
}
"""What is said, by the place where it is said."""


class UnderstoodForm(HouseForm):
    """Which hint was understood, and where one stood."""

    place = HiddenField()
    next = HiddenField(default="/")


@blueprint.post("")
@needs(Right.SIGNED_IN)
def understood() -> ResponseReturnValue:
    """Do not say this again to whoever asks."""
    form = UnderstoodForm()
    if form.place.data not in HINTS:
        raise BadRequest
    with writing("đã hiểu gợi ý"):
        understand(form.place.data, user_id=me().user_id)
    return redirect(inside(form.next.data or "/"))


def hint_for(place: str) -> str:
    """What is to be said at a place to whoever asks; nothing once it was understood."""
    person = None if g.get("failed") else who()
    return HINTS[place] if person and place not in person.hints_seen else ""


def init_app(app: Flask) -> None:
    """Offer the hints to every page."""
    app.jinja_env.globals["hint_for"] = hint_for
