"""The province's own rules: their list, adding one and ending one after seeing how many records that touches."""

from datetime import date

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import HiddenField, IntegerField, SelectField, StringField
from wtforms.validators import InputRequired, Length, Optional

from caseflow.law.errors import NotFoundError, Refusal
from caseflow.law.local_rules import INTAKE, UNITS, LocalRule, actions_of
from caseflow.law.rights import Right
from caseflow.law.tables import TABLES
from caseflow.law.terms import Action, PetitionKind, Unit
from caseflow.services import local_rules
from caseflow.services.invitations import basis_of_days, days_before, set_days_before
from caseflow.services.local_rules import Touched
from caseflow.store.rules import LocalRuleRow, find_local_rule, local_rule_rows
from caseflow.store.transactions import rehearsal
from caseflow.web.access import me, needs, now, today, writing
from caseflow.web.errors import place, status_of
from caseflow.web.fields import DayField, TicksField, WholeField
from caseflow.web.keyed import KeyedForm, remember, taken_before
from caseflow.web.row_keys import key_in
from caseflow.web.saving import answer

blueprint = Blueprint("local_rules", __name__, url_prefix="/quan-tri/quy-che")

TO_MANAGE = Right.MANAGE_LOCAL_RULES
WHICH, TABLE = "so", "bang"
LABELS = {name: table.label for name, table in TABLES.items()}


class RuleForm(KeyedForm):
    """What a rule says: how long, counted how, from which step to which, since when, on what basis."""

    label = StringField("Tên thời hạn", [InputRequired("Cần ghi tên thời hạn."), Length(max=120)])
    basis = StringField("Căn cứ", [InputRequired("Cần ghi căn cứ."), Length(max=200)])
    amount = IntegerField("Số ngày", [InputRequired("Cần ghi số ngày.")])
    unit = SelectField("Tính theo", choices={unit.value: unit.label for unit in UNITS})
    starts = SelectField("Bắt đầu từ bước")
    ends = TicksField("Kết thúc ở bước")
    kind = SelectField("Loại đơn", choices={"": "mọi loại", **{kind.value: kind.label for kind in PetitionKind}})
    since = DayField("Có hiệu lực từ ngày", [InputRequired("Cần ghi ngày (dd/mm/yyyy).")])
    until = DayField("Đến hết ngày", [Optional()])
    seen = HiddenField()

    def offer(self, table: str) -> None:
        """Offer the steps of a table; the kinds only where the table is of every kind."""
        steps = {action.value: action.label for action in actions_of(table)}
        self.starts.choices, self.ends.choices = steps, steps
        if table != INTAKE:
            del self.kind

    def rule(self, table: str) -> LocalRule:
        """What was typed, as the law floor takes it."""
        kind = self.kind.data if self.kind else ""
        return LocalRule(
            id=0,
            label=self.label.data,
            basis=self.basis.data,
            amount=self.amount.data,
            unit=Unit(self.unit.data),
            since=self.since.data,
            until=self.until.data or date.max,
            table=table,
            starts=Action(self.starts.data),
            ends=tuple(Action(action) for action in self.ends.data),
            kind=PetitionKind(kind) if kind else None,
        )


class EndForm(KeyedForm):
    """After which day a rule starts no more clocks."""

    until = DayField("Hết hiệu lực sau ngày", [InputRequired("Cần ghi ngày (dd/mm/yyyy).")])
    seen = HiddenField()


@blueprint.get("")
@needs(TO_MANAGE)
def index() -> ResponseReturnValue:
    """Every rule of the province, those in force first."""
    rules = [(row, row.value()) for row in local_rule_rows()]
    return render_template("local_rules/index.html", rules=rules, labels=LABELS, on=today())


@blueprint.route("/them", methods=["GET", "POST"])
@needs(TO_MANAGE)
def add() -> ResponseReturnValue:
    """Add a rule: first which table of steps, then what it says, then how many records it touches, then for good."""
    table = request.args.get(TABLE, "")
    if table not in TABLES:
        return render_template("local_rules/choose.html", labels=LABELS, name=TABLE)
    form = RuleForm()
    form.offer(table)
    if not form.validate_on_submit():
        return _show_rule(form, table), status_of(form)
    rule = form.rule(table)
    try:
        if form.seen.data != repr(rule):
            form.seen.data = repr(rule)
            with rehearsal():
                touched = local_rules.add_rule(rule, reader=me().reader, now=now())
            return _show_rule(form, table, touched)
        with writing("thêm quy định nội bộ"):
            led_to = taken_before(form) or _add(form, rule)
    except Refusal as refusal:
        status = place(form, refusal)
        return _show_rule(form, table), status
    return redirect(led_to)


def _show_rule(form: RuleForm, table: str, touched: Touched | None = None) -> str:
    return render_template("local_rules/form.html", form=form, table=TABLES[table], touched=touched)


def _add(form: RuleForm, rule: LocalRule) -> str:
    touched = local_rules.add_rule(rule, reader=me().reader, now=now())
    return _written(form, f"Đã thêm quy định nội bộ; {_count(touched)}.")


def _written(form: KeyedForm, sentence: str) -> str:
    led_to = url_for("local_rules.index")
    remember(form, led_to)
    flash(sentence, "success")
    return led_to


def _count(touched: Touched) -> str:
    return f"{touched.still_open} hồ sơ đang mở và {touched.closed} hồ sơ đã xong được tính lại"


@blueprint.route("/ket-thuc", methods=["GET", "POST"])
@needs(TO_MANAGE)
def end() -> ResponseReturnValue:
    """End a rule: first how many records lose its clock, then for good."""
    row = _chosen()
    if row is None:
        flash("Không có quy định nội bộ này, hoặc nó đã được kết thúc.", "info")
        return redirect(url_for("local_rules.index"))
    form, rule = EndForm(), row.value()
    if not form.validate_on_submit():
        return render_template("local_rules/end.html", form=form, rule=rule, touched=None), status_of(form)
    shown = f"{rule.id}/{form.until.data}"
    try:
        if form.seen.data != shown:
            form.seen.data = shown
            with rehearsal():
                touched = local_rules.end_rule(rule.id, until=form.until.data, reader=me().reader, now=now())
            return render_template("local_rules/end.html", form=form, rule=rule, touched=touched)
        with writing("kết thúc quy định nội bộ"):
            led_to = taken_before(form) or _end(form, rule)
    except Refusal as refusal:
        status = place(form, refusal)
        return render_template("local_rules/end.html", form=form, rule=rule, touched=None), status
    return redirect(led_to)


def _chosen() -> LocalRuleRow | None:
    """The rule that the address names, if it is there and not ended."""
    try:
        found = find_local_rule(key_in(request.args.get(WHICH, "")) or 0)
    except NotFoundError:
        return None
    return found if found.ended_at is None else None


def _end(form: EndForm, rule: LocalRule) -> str:
    touched = local_rules.end_rule(rule.id, until=form.until.data, reader=me().reader, now=now())
    return _written(form, f"Đã kết thúc quy định nội bộ {rule.code}; {_count(touched)}.")


class InvitationsForm(KeyedForm):
    """How long before its day an invitation leaves, by which document."""

    days = WholeField("Gửi giấy mời trước ngày tiếp (ngày làm việc)", [InputRequired("Cần ghi số ngày.")])
    basis = StringField("Văn bản của tỉnh", [InputRequired("Cần ghi văn bản làm căn cứ."), Length(max=200)])


@blueprint.route("/giay-moi", methods=["GET", "POST"])
@needs(Right.MANAGE_LOCAL_RULES)
def invitations() -> ResponseReturnValue:
    """Set how long before its day an invitation leaves: no law says so."""
    form = InvitationsForm(data={"days": days_before(), "basis": basis_of_days()})
    return answer(
        form,
        "đặt hạn gửi giấy mời",
        save=lambda: _set_invitations(form),
        show=lambda: render_template("local_rules/invitations.html", form=form),
    )


def _set_invitations(form: InvitationsForm) -> str:
    set_days_before(form.days.data, basis=form.basis.data, reader=me().reader, now=now())
    led_to = url_for("local_rules.index")
    remember(form, led_to)
    flash("Đã đặt hạn gửi giấy mời; các ngày tiếp sắp tới được tính lại.", "success")
    return led_to
