"""Ladders of alerts: as they stand, and writing one after seeing what it would send."""

import re
from collections.abc import Mapping, Sequence

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import BooleanField, FieldList, FormField, HiddenField, IntegerField, StringField, ValidationError
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from caseflow.law.errors import Refusal
from caseflow.law.escalation import AlertChannel, Hearing, Ladder, Rung
from caseflow.law.hearing import OFFICER
from caseflow.law.ladders import ANY_LENGTH, FROM_THE_FIRST, LONGEST, Group, hearers
from caseflow.law.rights import Right
from caseflow.law.terms import Role
from caseflow.services import ladders
from caseflow.services.ladders import Preview
from caseflow.store.ladders import ladder_rows
from caseflow.text import tidy
from caseflow.web.access import me, needs, now, writing
from caseflow.web.errors import place, status_of
from caseflow.web.fields import TicksField, WholeField
from caseflow.web.forms import PartForm
from caseflow.web.keyed import KeyedForm, remember, taken_before

blueprint = Blueprint("ladders", __name__, url_prefix="/quan-tri/thang-canh-bao")

TO_MANAGE = Right.MANAGE_ALERTS
GROUP = "nhom"
RUNGS, HEARINGS = 4, 5
WORDS_MOST = 200
NAMES: Mapping[str, str] = {OFFICER: "cán bộ phụ trách", **{role.value: role.label for role in Role}}
HALF = "Cần ghi số ngày của dòng này."
PARTED = re.compile(r"[,; ]+")


class DaysField(StringField):
    """Several numbers of days, typed as 7, 3, 1; none is nothing typed."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Keep what was typed; whether it is numbers is said when the form is checked."""
        self.data = valuelist[0].strip() if valuelist else ""

    def pre_validate(self, form: PartForm) -> None:  # noqa: ARG002 - the signature is WTForms'
        """Refuse what is no number of days."""
        if not all(word.isdecimal() for word in self.words()):
            raise ValidationError("Ghi các số ngày, cách nhau bằng dấu phẩy, như 7, 3, 1.")

    def words(self) -> list[str]:
        """The numbers as typed."""
        return [word for word in PARTED.split(self.data or "") if word]

    def days(self) -> tuple[int, ...]:
        """The numbers."""
        return tuple(int(word) for word in self.words())


class RungPart(PartForm):
    """For periods up to so many working days: when to warn."""

    up_to = WholeField("Thời hạn đến (ngày làm việc)", [Optional()])
    before = DaysField("Báo trước (ngày làm việc)", [Length(max=60)])

    def says_half(self) -> bool:
        """Whether it says when to warn, but not for which periods."""
        return bool(self.before.data) and not self.up_to.data


class HearingPart(PartForm):
    """From which level on somebody hears too."""

    who = TicksField("Người nghe", choices=dict(NAMES))
    from_days = IntegerField("Từ mức (ngày; âm là trước hạn)", [Optional(), NumberRange(-LONGEST, LONGEST)])
    channels = TicksField("Gửi ra ngoài qua", choices={channel.value: channel.label for channel in AlertChannel})
    words = StringField("Lời kèm theo từ mức này", [Length(max=WORDS_MOST)])

    def says_half(self) -> bool:
        """Whether it says who hears or what is said, but not from when on."""
        return bool(self.who.data or self.words.data) and self.from_days.data is None


class LadderForm(KeyedForm):
    """A ladder of one group."""

    rungs = FieldList(FormField(RungPart), "Mức trước hạn", min_entries=RUNGS, max_entries=RUNGS)
    overdue = DaysField("Mức quá hạn (ngày làm việc)", [InputRequired("Cần ghi ít nhất một mức."), Length(max=60)])
    every = WholeField("Sau đó nhắc lại sau mỗi (ngày làm việc)", [InputRequired("Cần ghi số ngày.")])
    hearings = FieldList(FormField(HearingPart), "Ai nghe", min_entries=HEARINGS, max_entries=HEARINGS)
    urgent = BooleanField("Khẩn: gửi cả ngoài giờ làm việc")
    basis = StringField("Căn cứ", [InputRequired("Cần ghi căn cứ."), Length(max=200)])
    seen = HiddenField()

    def offer(self, group: Group) -> None:
        """Offer those who may hear of the records of a group."""
        choices = [(OFFICER, NAMES[OFFICER]), *((role.value, role.label) for role in hearers(group))]
        for entry in self.hearings:
            entry.form.who.choices = choices

    def validate_rungs(self, field: FieldList) -> None:
        """Refuse a row, but the last, that says only half."""
        _refuse_half(field.entries[:-1], "up_to")

    def validate_hearings(self, field: FieldList) -> None:
        """Refuse a row, but the first, that says only half."""
        _refuse_half(field.entries[1:], "from_days")

    def ladder(self) -> Ladder:
        """What was typed: the last rung is of any length, the first hearing from the first level on."""
        *shorter, longest = (entry.form for entry in self.rungs)
        rungs = [Rung(part.up_to.data, part.before.days()) for part in shorter if part.up_to.data]
        rungs.append(Rung(ANY_LENGTH, longest.before.days()))
        hearings = [_hearing(part.form, first=number == 0) for number, part in enumerate(self.hearings)]
        return Ladder(
            tuple(rungs),
            self.overdue.days(),
            self.every.data,
            tuple(one for one in hearings if one.roles or one.officer or one.words),
            urgent=bool(self.urgent.data),
        )


def _refuse_half(rows: Sequence[FormField], name: str) -> None:
    for row in rows:
        if row.form.says_half():
            row.form[name].errors = [HALF]
            raise ValidationError(HALF)


def _hearing(part: HearingPart, *, first: bool) -> Hearing:
    who = part.who.data or []
    roles = tuple(Role(name) for name in who if name != OFFICER)
    channels = tuple(AlertChannel(name) for name in part.channels.data or [])
    from_days = FROM_THE_FIRST if first else part.from_days.data or 0
    return Hearing(from_days, roles, OFFICER in who, channels, tidy(part.words.data or ""))


def _filled(ladder: Ladder) -> LadderForm:
    """The form as a ladder stands; the first row of who hears is of those who hear from the first level on."""
    *shorter, longest = ladder.rungs
    rows: list[dict[str, object]] = [{"up_to": rung.up_to, "before": _words(rung.before)} for rung in shorter]
    rows += [{} for _ in range(RUNGS - 1 - len(rows))] + [{"before": _words(longest.before)}]
    first = [one for one in ladder.hearings if one.from_days <= FROM_THE_FIRST]
    hears = [_row(first)]
    hears += [{"from_days": one.from_days} | _row([one]) for one in ladder.hearings if one not in first]
    hears += [_row([]) for _ in range(HEARINGS - len(hears))]
    kept = {"rungs": rows, "hearings": hears, "overdue": _words(ladder.overdue), "every": ladder.every}
    return LadderForm(formdata=None, data=kept | {"urgent": ladder.urgent})


def _row(of: Sequence[Hearing]) -> dict[str, object]:
    """Who hears in a row of the form, by which channels, with which words; a blank one goes by all channels."""
    channels = {channel.value for one in of for channel in one.channels} if of else set(AlertChannel)
    return {
        "who": [name for one in of for name in _who(one)],
        "channels": sorted(channels),
        "words": " ".join(one.words for one in of if one.words),
    }


def _words(days: Sequence[int]) -> str:
    return ", ".join(str(one) for one in days)


def _who(one: Hearing) -> list[str]:
    return [OFFICER] * one.officer + [role.value for role in one.roles]


@blueprint.get("")
@needs(TO_MANAGE)
def index() -> ResponseReturnValue:
    """The ladder of every group as it stands, and what it rests on."""
    rows = ladder_rows()
    lines = [(group, ladders.ladder_in_force(group), rows.get(group)) for group in Group]
    return render_template(
        "ladders/index.html", lines=lines, names=NAMES, any_length=ANY_LENGTH, who=_who, channels=AlertChannel
    )


@blueprint.route("/sua", methods=["GET", "POST"])
@needs(TO_MANAGE)
def edit() -> ResponseReturnValue:
    """Write a ladder: first what it would send, then, on a second press, the ladder itself."""
    group = _chosen()
    form = LadderForm() if request.method == "POST" else _filled(ladders.ladder_in_force(group))
    form.offer(group)
    if not form.validate_on_submit():
        return _show(form, group), status_of(form)
    ladder = form.ladder()
    try:
        if form.seen.data != repr(ladder):
            return _preview(form, group, ladder)
        with writing("đổi thang cảnh báo"):
            led_to = taken_before(form) or _write(form, group, ladder)
    except Refusal as refusal:
        status = place(form, refusal)
        return _show(form, group), status
    return redirect(led_to)


def _chosen() -> Group:
    wanted = request.args.get(GROUP, "")
    return next((group for group in Group if group.value == wanted), Group.USUAL)


def _preview(form: LadderForm, group: Group, ladder: Ladder) -> str:
    found = ladders.preview(group, ladder, now=now())
    form.seen.data = repr(ladder)
    return _show(form, group, found)


def _show(form: LadderForm, group: Group, found: Preview | None = None) -> str:
    if found is None:
        form.seen.data = ""
    return render_template("ladders/edit.html", form=form, group=group, preview=found, names=NAMES)


def _write(form: LadderForm, group: Group, ladder: Ladder) -> str:
    moved = ladders.set_ladder(group, ladder, basis=form.basis.data, reader=me().reader, now=now())
    led_to = url_for("ladders.index")
    remember(form, led_to)
    flash(f"Đã đổi thang cảnh báo; {moved} thời hạn được đặt lại lúc báo.", "success")
    return led_to
