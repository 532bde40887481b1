"""Confirming the rule table: the rows that wait, ticked all at once, and what was confirmed or taken back before."""

from collections.abc import Sequence

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import HiddenField, StringField
from wtforms.validators import InputRequired, Length

from caseflow.law import book
from caseflow.law.confirming import digest_of, in_doubt
from caseflow.law.errors import Refusal
from caseflow.law.period import Period
from caseflow.law.rights import Right
from caseflow.services import confirmations
from caseflow.store.rules import confirmations as given
from caseflow.web.access import me, needs, now, writing
from caseflow.web.errors import place, status_of
from caseflow.web.fields import TicksField
from caseflow.web.keyed import KeyedForm, remember, taken_before
from caseflow.web.row_keys import key_in

blueprint = Blueprint("confirming", __name__, url_prefix="/so-tay/xac-nhan")

ALL = "tat-ca"


class ConfirmForm(KeyedForm):
    """The rows that are right, and against which text they were held."""

    rows = TicksField("Quy định", validate_choice=False)
    note = StringField("Đã đối chiếu với", [InputRequired("Cần ghi đã đối chiếu với văn bản nào."), Length(max=500)])


class WithdrawForm(KeyedForm):
    """Which confirmation is taken back, and why."""

    confirmation = HiddenField()
    why = StringField("Vì sao rút", [InputRequired("Cần ghi vì sao rút xác nhận."), Length(max=500)])

    def chosen(self) -> int:
        """The key of the confirmation; one that is none finds nothing."""
        return key_in(self.confirmation.data or "") or 0


@blueprint.route("", methods=["GET", "POST"])
@needs(Right.CONFIRM_RULES)
def index() -> ResponseReturnValue:
    """Every row that waits, to be ticked all, some or none, with one note for what is ticked."""
    waiting = confirmations.waiting()
    form = ConfirmForm()
    form.rows.choices = [(digest_of(row), row.code) for row in waiting]
    if request.method == "GET":
        form.rows.data = [digest_of(row) for row in waiting] if request.args.get("chon") == ALL else []
    if not form.validate_on_submit():
        return _page(form, waiting), status_of(form)
    try:
        with writing("xác nhận căn cứ quy định"):
            led_to = taken_before(form) or _confirm(form)
    except Refusal as refusal:
        status = place(form, refusal)
        return _page(form, waiting), status
    return redirect(led_to)


def _confirm(form: ConfirmForm) -> str:
    count = confirmations.confirm(form.rows.data, note=form.note.data, reader=me().reader, now=now())
    led_to = url_for("confirming.index")
    remember(form, led_to)
    flash(f"Đã xác nhận căn cứ của {count} quy định.", "success")
    return led_to


def _page(form: ConfirmForm, waiting: Sequence[Period]) -> str:
    """The form with its rows, and what was ever confirmed under it."""
    labels = {digest_of(row): row.label for row in in_doubt()}
    return render_template(
        "rulebook/confirm.html",
        form=form,
        waiting=list(zip(form.rows, waiting, strict=True)),
        length=book.length,
        given=[(one, labels.get(one.digest)) for one in given()],
        all_url=url_for("confirming.index", chon=ALL),
    )


@blueprint.route("/rut", methods=["GET", "POST"])
@needs(Right.CONFIRM_RULES)
def withdraw() -> ResponseReturnValue:
    """Take one confirmation back; it stays on the list, with who took it back and why."""
    form = WithdrawForm()
    if request.method == "GET":
        form.confirmation.data = request.args.get("so", "")
    standing = next((one for one in given() if one.id == form.chosen() and one.withdrawal is None), None)
    if standing is None:
        flash("Không có xác nhận này, hoặc nó đã được rút.", "info")
        return redirect(url_for("confirming.index"))
    if not form.validate_on_submit():
        return render_template("rulebook/withdraw.html", form=form, one=standing), status_of(form)
    try:
        with writing("rút xác nhận căn cứ quy định"):
            led_to = taken_before(form) or _withdraw(form)
    except Refusal as refusal:
        status = place(form, refusal)
        return render_template("rulebook/withdraw.html", form=form, one=standing), status
    return redirect(led_to)


def _withdraw(form: WithdrawForm) -> str:
    confirmations.withdraw(form.chosen(), note=form.why.data, reader=me().reader, now=now())
    led_to = url_for("confirming.index")
    remember(form, led_to)
    flash("Đã rút xác nhận; quy định này lại chờ xác nhận.", "success")
    return led_to
