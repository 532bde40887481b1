"""A publication in words: as the public will read it, with what still leads to a person marked, and how it stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from caseflow.law.publications import PublicationRule, PublicationState, PublicField, rule_of
from caseflow.law.revealing import Piece, one_form, pieces, revealing
from caseflow.law.rights import Right
from caseflow.law.secrecy import Redactor
from caseflow.services.dossiers import Dossier
from caseflow.services.publications import Draft, holds, known_people
from caseflow.store.cases import Case
from caseflow.store.documents import Document
from caseflow.store.matters import Matter
from caseflow.store.publications import Publication, publications_of
from caseflow.store.subjects import Event

TONES = {
    PublicationState.PREPARED: "soon",
    PublicationState.RETURNED: "late",
    PublicationState.POSTED: "enough",
    PublicationState.REPLACED: "quiet",
    PublicationState.WITHDRAWN: "late",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One field as the public will read it, cut where it leads to a person."""

    label: str
    pieces: Sequence[Piece]

    @property
    def is_revealing(self) -> bool:
        """Whether it may not be told like that."""
        return any(piece.is_revealing for piece in self.pieces)


def preview(
    draft: Draft, *, matter: Matter, case: Case, event: Event, document: Document | None, rule: PublicationRule
) -> list[Line]:
    """What the public would read of a draft."""
    known = known_people(matter.id)
    told = {
        PublicField.NUMBER: _number(document, event),
        PublicField.OFFICE: case.office.name,
        PublicField.FIELD: matter.field.label if matter.field else "",
        PublicField.AREA: draft.area,
        PublicField.CONTENT: draft.content,
        PublicField.RESULT: draft.result,
    }
    chosen = [field for field in rule.fields if field in draft.fields and told[field].strip()]
    checked = frozenset({PublicField.NUMBER, PublicField.AREA, PublicField.CONTENT, PublicField.RESULT})
    return [_line(field.label, told[field], known if field in checked else None) for field in chosen]


def _number(document: Document | None, event: Event) -> str:
    number = f"Số {document.number}, " if document and document.number else ""
    on = (document.issued_on if document else None) or event.on
    return f"{number}ngày {on:%d/%m/%Y}"


def _line(label: str, words: str, known: Redactor | None) -> Line:
    shown = one_form(words)
    return Line(label, list(pieces(shown, revealing(shown, known) if known else ())))


def state_of(one: Publication, today: date) -> str:
    """How a publication stands on a day, in words."""
    if one.state is PublicationState.POSTED and one.until is not None:
        said = "đang đăng đến hết" if one.stands_on(today) else "đã hết hạn đăng"
        return f"{said} {one.until:%d/%m/%Y}"
    return one.state.label


def tone_of(one: Publication, today: date) -> str:
    """The tone of that."""
    is_over = one.state is PublicationState.POSTED and not one.stands_on(today)
    return "quiet" if is_over else TONES[one.state]


@dataclass(frozen=True, slots=True)
class PublicationView:
    """How the publishing of one decision or conclusion stands, and where one goes on with it."""

    paper: str
    on: date
    state: str
    tone: str
    publication_id: int | None
    event_id: int
    may_prepare: bool


def publication_views(dossier: Dossier) -> list[PublicationView]:
    """The decisions and conclusions of a matter that the law publishes; two questions, however many there are."""
    due = [
        (read.record, event, rule)
        for read in dossier.cases
        if isinstance(read.record, Case)
        for event in dossier.events
        if event.subject_id == read.record.id
        and event.superseded_by_id is None
        and (rule := rule_of(read.record.procedure, read.record.petition_kind, event.action))
    ]
    if not due:
        return []
    newest: dict[int, Publication] = {}
    for row in publications_of(dossier.matter.id):
        newest.setdefault(row.publication.event_id, row.publication)
    prepares = {case.id: holds(Right.PREPARE_PUBLICATION, case, dossier.reader) for case, _, _ in due}
    return [_view(event, rule, newest.get(event.id), dossier.today, prepares[case.id]) for case, event, rule in due]


def _view(event: Event, rule: PublicationRule, one: Publication | None, today: date, prepares: bool) -> PublicationView:
    state = state_of(one, today) if one else "chưa soạn trên cổng"
    waits = one is not None and one.state is PublicationState.PREPARED
    return PublicationView(
        rule.paper,
        event.on,
        state,
        tone_of(one, today) if one else "plain",
        one.id if one else None,
        event.id,
        prepares and not waits,
    )
