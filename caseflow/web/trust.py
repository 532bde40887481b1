"""Whether alerts reach people: the last sweep, what waits and why, what was given up; within which hours is sent."""

from datetime import datetime, time

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import StringField
from wtforms.validators import InputRequired, Length

from caseflow.law.errors import Refusal
from caseflow.law.escalation import AlertChannel
from caseflow.law.rights import Right
from caseflow.law.sending_hours import Hours
from caseflow.services import sending_hours
from caseflow.services.letters import send_again, send_all_again
from caseflow.services.pulse import pulse
from caseflow.settings import Settings
from caseflow.store.alerts import EMAIL, WEBHOOK
from caseflow.store.forms import is_practice
from caseflow.store.outbox import AGAIN, CLAIMED, DUE, HELD, dead_letters, unheard, what_waits
from caseflow.web.access import me, needs, now, writing
from caseflow.web.errors import place, status_of
from caseflow.web.fields import HourField
from caseflow.web.keyed import KeyedForm, remember, taken_before

blueprint = Blueprint("trust", __name__, url_prefix="/quan-tri/canh-bao")

TO_MANAGE = Right.MANAGE_ALERTS
SHOWN = 50
CHANNELS = {channel.value: channel.label for channel in AlertChannel}
WHY = {
    HELD: "chờ đến giờ gửi",
    DUE: "chờ lượt gửi tới",
    AGAIN: "chờ gửi lại sau lỗi",
    CLAIMED: "đang gửi",
}


class HoursForm(KeyedForm):
    """Within which hours of a working day something is sent."""

    start = HourField("Từ", [InputRequired("Cần ghi giờ (giờ:phút).")])
    end = HourField("Đến", [InputRequired("Cần ghi giờ (giờ:phút).")])
    basis = StringField("Căn cứ", [InputRequired("Cần ghi căn cứ."), Length(max=200)])

    def hours(self) -> Hours:
        """What was typed."""
        return Hours(self.start.data or time.min, self.end.data or time.min)


@blueprint.get("")
@needs(TO_MANAGE)
def index() -> ResponseReturnValue:
    """What can be relied on, and what cannot."""
    paths = me().reader.paths(TO_MANAGE)
    unheard_ones, unheard_count = unheard(paths, now(), limit=SHOWN)
    dead, dead_count = dead_letters(paths, limit=SHOWN)
    return render_template(
        "trust/index.html",
        pulse=pulse(now()),
        unheard=[one for one in unheard_ones if not one.secret],
        unheard_count=unheard_count,
        waiting=what_waits(now()),
        dead=dead,
        dead_count=dead_count,
        hours=sending_hours.working_hours(),
        basis=sending_hours.basis_of_hours(),
        opens=_opens(now()),
        ways=_ways(),
        channels=CHANNELS,
        why=WHY,
    )


def _ways() -> list[str]:
    """By which channels this installation sends; a practice province by none."""
    settings: Settings = current_app.config["SETTINGS"]
    set_up = {EMAIL: bool(settings.smtp_host), WEBHOOK: bool(settings.webhook_url)}
    return [] if is_practice() else [name for channel, name in CHANNELS.items() if set_up[channel]]


def _opens(moment: datetime) -> datetime | None:
    """When the next letters may leave, if not now."""
    return None if sending_hours.may_send(moment) else sending_hours.next_opening(moment)


@blueprint.post("/gui-lai")
@needs(TO_MANAGE)
def send_one_again() -> ResponseReturnValue:
    """Have a letter that was given up tried again; a second press finds it under way already."""
    with writing("gửi lại thư báo"):
        again = send_again(request.form.get("thu", ""), reader=me().reader, now=now())
    if again:
        flash("Thư sẽ được gửi lại ở lượt gửi tới.", "success")
    else:
        flash("Thư này không còn trong danh sách; nó đang được gửi lại, hoặc cảnh báo đã đóng.", "info")
    return redirect(url_for("trust.index"))


@blueprint.post("/gui-lai-tat-ca")
@needs(TO_MANAGE)
def send_all() -> ResponseReturnValue:
    """Have every letter of one channel that was given up tried again."""
    channel = request.form.get("kenh", "")
    with writing("gửi lại mọi thư báo của một kênh"):
        again = send_all_again(channel, reader=me().reader, now=now()) if channel in CHANNELS else 0
    words = f"{again} cảnh báo sẽ được gửi lại từ lượt gửi tới." if again else "Không còn thư nào của kênh này."
    flash(words, "success" if again else "info")
    return redirect(url_for("trust.index"))


@blueprint.route("/gio-gui", methods=["GET", "POST"])
@needs(TO_MANAGE)
def hours() -> ResponseReturnValue:
    """Set within which hours something is sent."""
    form = HoursForm()
    if request.method == "GET":
        kept = sending_hours.working_hours()
        form.start.data, form.end.data, form.basis.data = kept.start, kept.end, sending_hours.basis_of_hours()
    if not form.validate_on_submit():
        return render_template("trust/hours.html", form=form), status_of(form)
    try:
        with writing("đặt giờ gửi cảnh báo"):
            if taken_before(form) is None:
                sending_hours.set_hours(form.hours(), basis=form.basis.data, reader=me().reader, now=now())
                remember(form, url_for("trust.index"))
    except Refusal as refusal:
        status = place(form, refusal)
        return render_template("trust/hours.html", form=form), status
    return redirect(url_for("trust.index"))
