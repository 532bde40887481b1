"""Looking at who denounced: a recorded act of whoever holds the denunciation, or by a second person's leave."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from caseflow.law.errors import MissingFactError, NotFoundError, NotPermittedError, Refusal, StaleEditError
from caseflow.law.rights import Reader, Right
from caseflow.services.identity import PERSON, WORDS, Identity, identity_in, seal_words
from caseflow.store import journal
from caseflow.store.db import db
from caseflow.store.matters import may_see
from caseflow.store.openings import is_given_to, leave_of, waiting_of
from caseflow.store.people import find_user
from caseflow.store.sealing import respondents_of, sealed_in
from caseflow.store.subjects import Subject
from caseflow.store.vault import IdentityLook, IdentityOpening, SealedIdentity, open_up
from caseflow.text import fold

BASIS = "LTC Đ56.2"
LONGEST = 72

LABELS = {
    "summary": "Tóm tắt",
    "body": "Nội dung đầy đủ",
    "title": "Tên vụ việc",
    "request": "Yêu cầu",
    "name": "Tên giấy tờ",
    "facts": "Dữ kiện của một bước",
    "recipient": "Nơi nhận văn bản",
    "post": "Người bị tố cáo",
    "reason": "Lý do",
}


@dataclass(frozen=True, slots=True)
class Original:
    """Words as they were typed before they were cleaned."""

    label: str
    words: str

    @property
    def pair(self) -> tuple[str, str]:
        """Both, as a list of facts takes them."""
        return self.label, self.words


@dataclass(frozen=True, slots=True)
class Seen:
    """What one look shows."""

    people: tuple[Identity, ...]
    originals: tuple[Original, ...]


@dataclass(frozen=True, slots=True)
class Access:
    """On what grounds a person may look: the work is theirs, or somebody allowed it."""

    is_standing: bool
    opening: IdentityOpening | None = None


def access_of(subject: Subject, *, reader: Reader, now: datetime) -> Access | None:
    """The grounds on which a reader may look at who denounced, if any.

    Whoever carries neither READ_SECRET nor SEE_IDENTITY never may, nor whoever is denounced.
    """
    if subject.matter_id is None or not _may_know(subject, reader):
        return None
    if is_given_to(subject.matter_id, reader.user_id):
        return Access(is_standing=True)
    opening = leave_of(subject.matter_id, reader.user_id, now)
    return Access(is_standing=False, opening=opening) if opening else None


def look(subject: Subject, *, reader: Reader, reason: str, now: datetime) -> Seen:
    """The people who denounced and their original words, in clear; the look is written down with its reason.

    Raises NotPermittedError without grounds, MissingFactError without a reason, NotFoundError where nothing is sealed.
    """
    rows = [] if subject.matter_id is None else list(sealed_in(subject.matter_id))
    contents = [(row, open_up(row)) for row in rows]
    shown = [(row, content) for row, content in contents if content["kind"] in (PERSON, WORDS)]
    if not shown:
        raise NotFoundError("Vụ việc này không có danh tính nào được niêm phong.")
    record_looks(subject, [row for row, _ in shown], reader=reader, reason=reason, now=now)
    return Seen(
        people=tuple(identity_in(content) for _, content in shown if content["kind"] == PERSON),
        originals=tuple(
            Original(LABELS.get(place.rpartition(":")[2], "Nội dung khác"), str(words))
            for _, content in shown
            if content["kind"] == WORDS
            for place, words in content["words"].items()
        ),
    )


def record_looks(
    subject: Subject, rows: Sequence[SealedIdentity], *, reader: Reader, reason: str, now: datetime
) -> None:
    """Write down that somebody looks at rows of the vault; refuses as `look` does."""
    access = access_of(subject, reader=reader, now=now)
    if access is None:
        raise NotPermittedError(
            "Danh tính người tố cáo chỉ mở cho người đang được giao giải quyết, hoặc khi có người khác duyệt cho xem.",
            basis=BASIS,
        )
    if not reason.strip():
        raise MissingFactError("Cần ghi lý do xem danh tính.", basis=BASIS, field="reason")
    opening_id = access.opening.id if access.opening else None
    for row in rows:
        db.session.add(
            IdentityLook(sealed_id=row.id, user_id=reader.user_id, opening_id=opening_id, at=now, reason=reason.strip())
        )
        journal.note("sealed_identity", [row.id], "look", {"user_id": reader.user_id, "opening_id": opening_id})
    db.session.flush()
    seal_words(subject, by_id=reader.user_id, now=now)


def ask_opening(subject: Subject, *, reader: Reader, reason: str, now: datetime) -> IdentityOpening:
    """Ask to see an identity that one has no standing access to; a second person will answer."""
    if subject.matter_id is None or not _may_know(subject, reader):
        raise NotPermittedError("Vai trò hiện nay của bạn không được xem danh tính người tố cáo.", basis=BASIS)
    if not reason.strip():
        raise MissingFactError("Cần ghi lý do xin xem danh tính.", basis=BASIS, field="reason")
    if access_of(subject, reader=reader, now=now):
        raise Refusal("Bạn đang được xem danh tính của vụ việc này, không cần đề nghị.")
    if waiting_of(subject.matter_id, reader.user_id):
        raise Refusal("Bạn đã có một đề nghị đang chờ duyệt.")
    opening = IdentityOpening(
        subject_id=subject.id, asked_by_id=reader.user_id, asked_at=now, reason=reason.strip(), allowed=None
    )
    db.session.add(opening)
    seal_words(subject, by_id=reader.user_id, now=now)
    return opening


def answer_opening(
    opening: IdentityOpening, *, allow: bool, hours: int, reader: Reader, now: datetime
) -> IdentityOpening:
    """Allow or refuse a request, for so many hours from now; never one's own, and only once."""
    subject = db.session.get_one(Subject, opening.subject_id)
    may_approve = reader.may_at(Right.APPROVE_IDENTITY, subject.office.path) and _may_know(subject, reader)
    if opening.asked_by_id == reader.user_id:
        raise NotPermittedError("Đề nghị của chính mình phải do người khác duyệt.", basis=BASIS)
    if not may_approve:
        raise NotPermittedError("Bạn không có quyền duyệt đề nghị này.", basis=BASIS)
    if opening.answered_at is not None:
        raise StaleEditError("Đề nghị này đã được trả lời.")
    if allow and not 1 <= hours <= LONGEST:
        raise MissingFactError(f"Thời gian cho xem từ 1 đến {LONGEST} giờ.", field="hours")
    opening.answered_by_id, opening.answered_at, opening.allowed = reader.user_id, now, allow
    opening.until = now + timedelta(hours=hours) if allow else None
    db.session.flush()
    return opening


def _may_know(subject: Subject, reader: Reader) -> bool:
    """Whether a reader may be shown who denounced, or decide on it: by right, in scope, not themselves denounced."""
    by_right = reader.may(Right.READ_SECRET) or reader.may(Right.SEE_IDENTITY)
    return by_right and may_see(subject.matter_id, reader) and not _is_denounced(subject, reader)


def _is_denounced(subject: Subject, reader: Reader) -> bool:
    """Whether somebody of the reader's name is named among the denounced; a namesake is refused too."""
    own = f" {fold(find_user(reader.user_id).name)} "
    denounced = respondents_of(subject.matter_id) if subject.matter_id else ()
    return any(own in f" {_only_words(words)} " for words in denounced)


def _only_words(words: str) -> str:
    return " ".join("".join(char if char.isalnum() else " " for char in fold(words)).split())
