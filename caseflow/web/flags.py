"""Suspicions on screen: deciding on one, with a reason; and their chapter of the rule book. For officers only."""

from dataclasses import asdict

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from wtforms import IntegerField, StringField
from wtforms.validators import InputRequired, Length, NumberRange

from caseflow.law.errors import Refusal
from caseflow.law.flags.facts import Thresholds
from caseflow.law.flags.rows import FLAGS
from caseflow.law.flags.suspicion import Flag, Verdict
from caseflow.law.rights import Right
from caseflow.services.dossiers import read_dossier
from caseflow.services.flag_facts import thresholds_in
from caseflow.services.flags import decide as decide_flag
from caseflow.services.flags import keep_thresholds, mark_hotspot, unmark_hotspot
from caseflow.store.flags import THRESHOLDS, find_flag, standing_flag
from caseflow.store.forms import basis_of, setting
from caseflow.store.matters import find_matter
from caseflow.web.access import me, needs, now, today, writing
from caseflow.web.errors import place, status_of
from caseflow.web.forms import HouseForm
from caseflow.web.keyed import remember, taken_before
from caseflow.web.suspicions import DecideForm, MarkForm, form_of, may_decide, suspicion_view

blueprint = Blueprint("flags", __name__)
MARK, UNMARK = "mark", "unmark"


@blueprint.route("/vu-viec/<code>/dau-hieu/<int:flag_id>", methods=["GET", "POST"])
@needs(Right.DECIDE_FLAGS)
def decide(code: str, flag_id: int) -> ResponseReturnValue:
    """Confirm or reject one suspicion; sent twice, decided once."""
    find_flag(find_matter(code, me().reader), flag_id)
    form = form_of(flag_id)
    if not form.validate_on_submit():
        return _show(code, flag_id, form), status_of(form)
    verdict = Verdict.CONFIRMED if form.confirm.data else Verdict.REJECTED
    try:
        with writing(f"nghi vấn: {verdict.label}"):
            led_to = taken_before(form) or _decide(code, flag_id, verdict, form)
    except Refusal as refusal:
        status = place(form, refusal)
        return _show(code, flag_id, form), status
    return redirect(led_to)


def _decide(code: str, flag_id: int, verdict: Verdict, form: DecideForm) -> str:
    matter = find_matter(code, me().reader)
    decide_flag(matter, flag_id, verdict, reason=form.reason.data or "", reader=me().reader, now=now())
    led_to = url_for("matters.show", code=code)
    remember(form, led_to)
    flash(f"Nghi vấn {verdict.label}.", "success")
    return led_to


@blueprint.route("/vu-viec/<code>/diem-nong", methods=["GET", "POST"])
@needs(Right.MARK_HOTSPOT)
def hotspot(code: str) -> ResponseReturnValue:
    """A leader marks a matter as a trouble spot, or takes the mark away; sent twice, done once."""
    form = MarkForm()
    if not form.validate_on_submit():
        return _show_mark(code, form), status_of(form)
    try:
        with writing("điểm nóng"):
            led_to = taken_before(form) or _mark(code, form)
    except Refusal as refusal:
        status = place(form, refusal)
        return _show_mark(code, form), status
    return redirect(led_to)


def _mark(code: str, form: MarkForm) -> str:
    matter = find_matter(code, me().reader)
    marking = form.act.data == MARK
    change = mark_hotspot if marking else unmark_hotspot
    change(matter, reason=form.reason.data or "", reader=me().reader, now=now())
    led_to = url_for("matters.show", code=code)
    remember(form, led_to)
    flash("Đã đánh dấu điểm nóng." if marking else "Đã bỏ đánh dấu điểm nóng.", "success")
    return led_to


def _show_mark(code: str, form: MarkForm) -> str:
    matter = find_matter(code, me().reader)
    standing = standing_flag(matter.id, Flag.HOTSPOT)
    if not form.is_submitted():
        form.act.data = UNMARK if standing else MARK
    return render_template("matters/hotspot.html", matter=matter, standing=standing, form=form)


def _show(code: str, flag_id: int, form: DecideForm) -> str:
    dossier = read_dossier(code, reader=me().reader, today=today())
    flag = find_flag(dossier.matter, flag_id)
    return render_template(
        "matters/decide_flag.html",
        matter=dossier.matter,
        suspicion=suspicion_view(flag, dossier, form=form if may_decide(dossier) and flag.is_pending else None),
        form=form,
    )


class ThresholdsForm(HouseForm):
    """From when on the province speaks of prolonged and of many, by which document."""

    years = IntegerField("Kéo dài từ (năm)", [InputRequired("Cần ghi số năm."), NumberRange(1, 50, "Từ 1 đến 50 năm.")])
    petitions = IntegerField(
        "Kéo dài từ (số đơn)", [InputRequired("Cần ghi số đơn."), NumberRange(2, 1000, "Từ 2 đến 1000 đơn.")]
    )
    past_cap_days = IntegerField(
        "Quá tổng thời hạn dài nhất (ngày)",
        [InputRequired("Cần ghi số ngày."), NumberRange(0, 3650, "Từ 0 đến 3650 ngày.")],
    )
    many = IntegerField(
        "Nhiều người để nghi phức tạp (người)",
        [InputRequired("Cần ghi số người."), NumberRange(2, 1000, "Từ 2 đến 1000 người.")],
    )
    basis = StringField("Văn bản của tỉnh", [InputRequired("Cần ghi văn bản làm căn cứ."), Length(max=200)])


@blueprint.route("/quan-tri/nguong-keo-dai", methods=["GET", "POST"])
@needs(Right.MANAGE_LOCAL_RULES)
def thresholds() -> ResponseReturnValue:
    """The province's own thresholds: no law gives these numbers."""
    form = ThresholdsForm(data=asdict(thresholds_in(setting(THRESHOLDS))) | {"basis": basis_of(THRESHOLDS)})
    if not form.validate_on_submit():
        return render_template("local_rules/thresholds.html", form=form), status_of(form)
    names = Thresholds.__dataclass_fields__
    limits = Thresholds(**{name: form[name].data for name in names})
    try:
        with writing("ngưỡng nghi vấn"):
            keep_thresholds(limits, basis=form.basis.data, reader=me().reader, today=today())
    except Refusal as refusal:
        status = place(form, refusal)
        return render_template("local_rules/thresholds.html", form=form), status
    flash("Đã đặt ngưỡng; mọi vụ việc được xem lại trong lượt rà tới.", "success")
    return redirect(url_for("flags.chapter"))


@blueprint.get("/so-tay/dau-hieu")
@needs(Right.READ_RULEBOOK)
def chapter() -> ResponseReturnValue:
    """What each suspicion means, whether the law has a test for it, what it leaves out, with its articles."""
    return render_template(
        "rulebook/flags.html",
        flags=FLAGS,
        on=today(),
        usual=Thresholds(),
        limits=thresholds_in(setting(THRESHOLDS)),
    )
