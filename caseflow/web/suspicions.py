"""The suspicions on the page of a matter: why, what may lawfully be done, what a person decided, the form to decide."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import url_for
from wtforms import HiddenField, SubmitField, TextAreaField, ValidationError
from wtforms.validators import InputRequired, Length

from caseflow.law.clock import local_date
from caseflow.law.flags.rows import Way, ways_on
from caseflow.law.flags.suspicion import BY_HAND, Flag, Verdict
from caseflow.law.main_line import lawful
from caseflow.law.rights import Right
from caseflow.services.dossiers import Dossier, ReadRecord
from caseflow.store.matters import MatterFlag
from caseflow.web.keyed import KeyedForm
from caseflow.web.step_views import step_url


class DecideForm(KeyedForm):
    """What a person says of a suspicion, and why."""

    reason = TextAreaField("Lý do", [InputRequired("Cần ghi lý do."), Length(max=1000)])
    confirm = SubmitField("Xác nhận")
    reject = SubmitField("Bác bỏ")

    def validate_reject(self, _field: SubmitField) -> None:
        """One of the two buttons must have been pressed."""
        if bool(self.confirm.data) is bool(self.reject.data):
            raise ValidationError("Hãy chọn xác nhận hoặc bác bỏ.")


class MarkForm(KeyedForm):
    """Why a matter is a trouble spot, or is one no longer."""

    act = HiddenField()
    reason = TextAreaField("Lý do", [InputRequired("Cần ghi lý do."), Length(max=1000)])


def form_of(flag_id: int) -> DecideForm:
    """The form of one suspicion: several may stand on a page, each with names of its own."""
    return DecideForm(prefix=f"nghi-van-{flag_id}-")


@dataclass(frozen=True, slots=True)
class WayView:
    """A lawful way on, and where its step is taken, if it is open now."""

    words: str
    basis: str
    url: str


@dataclass(frozen=True, slots=True)
class SuspicionView:
    """A suspicion as a page shows it."""

    title: str
    note: str
    reasons: tuple[str, ...]
    whats_new: str
    basis: str
    verdict_reason: str
    ways: tuple[WayView, ...]
    url: str
    form: DecideForm | None


def suspicions(dossier: Dossier) -> list[SuspicionView]:
    """The suspicions that stand, each with the form where this reader may decide on it."""
    may = may_decide(dossier)
    return [
        suspicion_view(flag, dossier, form=form_of(flag.id) if may and flag.is_pending else None)
        for flag in dossier.flags
        if flag.lifted_at is None
    ]


def lifted(dossier: Dossier) -> list[SuspicionView]:
    """The suspicions whose facts are gone, for the record."""
    return [suspicion_view(flag, dossier) for flag in dossier.flags if flag.lifted_at is not None]


def may_decide(dossier: Dossier, right: Right = Right.DECIDE_FLAGS) -> bool:
    """Whether this reader carries the right at an office that the matter passed through."""
    paths = {read.record.office.path for read in dossier.records} | {visit.office.path for visit in dossier.visits}
    paths |= {work.to_office.path for work in dossier.assignments}
    return any(dossier.reader.may_at(right, path) for path in paths)


def suspicion_view(flag: MatterFlag, dossier: Dossier, *, form: DecideForm | None = None) -> SuspicionView:
    """One suspicion."""
    standing = flag.lifted_at is None and flag.verdict != Verdict.REJECTED.value
    return SuspicionView(
        title=title_of(flag),
        note=_note(flag),
        reasons=tuple(map(str, flag.reasons)),
        whats_new=flag.whats_new,
        basis=flag.basis,
        verdict_reason=flag.verdict_reason,
        ways=tuple(_ways(flag, dossier)) if standing else (),
        url=url_for("flags.decide", code=dossier.matter.code, flag_id=flag.id),
        form=form,
    )


def title_of(flag: MatterFlag) -> str:
    """A suspicion by its name on screen; what a person confirmed is no mere suspicion."""
    label = Flag(flag.flag).label
    return label.capitalize() if flag.verdict == Verdict.CONFIRMED.value else f"Nghi {label}"


def _note(flag: MatterFlag) -> str:
    words = Verdict(flag.verdict).label
    if flag.decided_at is not None:
        by = f", {flag.decided_by.name}" if flag.decided_by else ""
        words += f" ngày {local_date(flag.decided_at):%d/%m/%Y}{by}"
    if flag.lifted_at is not None and Flag(flag.flag) in BY_HAND:
        words = f"bỏ đánh dấu{words.removeprefix(Verdict(flag.verdict).label)}"
    elif flag.lifted_at is not None:
        words = f"không còn căn cứ từ ngày {local_date(flag.lifted_at):%d/%m/%Y} ({words})"
    return words


def _ways(flag: MatterFlag, dossier: Dossier) -> Iterator[WayView]:
    about = next((read for read in dossier.records if read.record.id == flag.subject_id), None)
    kind = (about.kind if about else None) or dossier.matter.kind
    for way in ways_on(Flag(flag.flag), kind, dossier.today):
        yield WayView(way.words, way.basis, _url_of(way, about, dossier))


def _url_of(way: Way, about: ReadRecord | None, dossier: Dossier) -> str:
    """Where the step of a way is taken, while the tables allow it and it is this reader's to take."""
    if way.action is None or about is None or not about.record.is_open:
        return ""
    roles = dossier.roles_on(about.record)
    open_now = lawful(about.steps, about.history.status, kind=about.kind, on=dossier.today)
    if any(step.action is way.action and step.recorded_by & roles for step in open_now):
        return step_url(dossier.matter.code, about.record, way.action)
    return ""
