"""Looking at who denounced: a recorded act of whoever holds the denunciation, or by a second person's leave."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from caseflow.law.clock import local_date
from caseflow.law.errors import MissingFactError, NotFoundError, NotPermittedError, Refusal, StaleEditError
from caseflow.law.escalation import IDENTITY_REQUEST
from caseflow.law.rights import Post, Reader, Right
from caseflow.law.secrecy import is_named
from caseflow.services.deadlines import Wanted, write
from caseflow.services.identity import PERSON, WORDS, Identity, identity_in, seal_words
from caseflow.store import journal
from caseflow.store.calendar import working_calendar
from caseflow.store.db import db
from caseflow.store.deadlines import Origin, deadlines_to_rewrite
from caseflow.store.matters import may_see
from caseflow.store.openings import is_given_to, leaves_of, waiting_of
from caseflow.store.oversight import respondents_among
from caseflow.store.people import find_user, names_of, reader_of
from caseflow.store.sealing import sealed_in
from caseflow.store.subjects import Subject
from caseflow.store.vault import IdentityLook, IdentityOpening, SealedIdentity, open_up

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
    leaves = leaves_of(subject.matter_id, reader.user_id, now)
    opening = next((leave for leave in leaves if _is_still_in_post(leave, reader)), None)
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
    post = _post_for(subject, reader)
    opening = IdentityOpening(
        subject_id=subject.id,
        asked_by_id=reader.user_id,
        asked_at=now,
        reason=reason.strip(),
        allowed=None,
        post_role=post.role if post else None,
        post_office_id=post.office_id if post else None,
    )
    db.session.add(opening)
    db.session.flush()
    _keep_deadline(opening, now=now)
    seal_words(subject, by_id=reader.user_id, now=now)
    return opening


def answer_opening(
    opening: IdentityOpening, *, allow: bool, hours: int, reader: Reader, now: datetime
) -> IdentityOpening:
    """Allow or refuse a request, for so many hours from now; never one's own, and only once."""
    subject = db.session.get_one(Subject, opening.subject_id)
    if opening.asked_by_id == reader.user_id:
        raise NotPermittedError("Đề nghị của chính mình phải do người khác duyệt.", basis=BASIS)
    if not may_oversee(subject, reader):
        raise NotPermittedError("Bạn không có quyền duyệt đề nghị này.", basis=BASIS)
    if not opening.waits:
        raise StaleEditError("Đề nghị này đã được rút." if opening.ended_at else "Đề nghị này đã được trả lời.")
    if allow and not 1 <= hours <= LONGEST:
        raise MissingFactError(f"Thời gian cho xem từ 1 đến {LONGEST} giờ.", field="hours")
    opening.answered_by_id, opening.answered_at, opening.allowed = reader.user_id, now, allow
    opening.until = now + timedelta(hours=hours) if allow else None
    db.session.flush()
    _keep_deadline(opening, now=now)
    return opening


def end_opening(opening: IdentityOpening, *, reader: Reader, now: datetime) -> IdentityOpening:
    """End a leave before its time, or take a request back before it is answered; closing again is refused as stale.

    Whoever asked may do both; whoever may approve there ends a leave.
    """
    subject = db.session.get_one(Subject, opening.subject_id)
    is_own = opening.asked_by_id == reader.user_id
    if not is_own and not may_oversee(subject, reader):
        raise NotPermittedError("Chỉ người đề nghị và người có quyền duyệt kết thúc được.", basis=BASIS)
    if not (opening.is_open_at(now) or (opening.waits and is_own)):
        raise StaleEditError("Đề nghị này đang chờ trả lời, hoặc đã hết hiệu lực.")
    opening.ended_at, opening.ended_by_id = now, reader.user_id
    db.session.flush()
    _keep_deadline(opening, now=now)
    return opening


def may_oversee(subject: Subject, reader: Reader) -> bool:
    """Whether a reader answers requests on a denunciation and sees who looked at whom; never whoever is denounced."""
    return reader.may_at(Right.APPROVE_IDENTITY, subject.office.path) and _may_know(subject, reader)


def fit_to_answer(opening_id: int, people: frozenset[int], on: date) -> frozenset[int]:
    """Who of some people may hear that a request waits: not the asker, nobody who is denounced.

    Of these those who can answer it; all of them where nobody can, so that it does not wait unheard.
    """
    opening = db.session.get_one(IdentityOpening, opening_id)
    subject = db.session.get_one(Subject, opening.subject_id)
    denounced = respondents_among([subject.matter_id or 0]).get(subject.matter_id or 0, ())
    names = names_of(people)
    fit = frozenset(key for key in people if key != opening.asked_by_id and not is_named(names[key], denounced))
    path = subject.office.path
    return frozenset(key for key in fit if reader_of(key, on).may_at(Right.APPROVE_IDENTITY, path)) or fit


def opening_in(deadline_key: str) -> int:
    """The request of which a deadline's natural key speaks."""
    return int(deadline_key.split(":")[3])


def _keep_deadline(opening: IdentityOpening, *, now: datetime) -> None:
    """A request is due at once: those who may answer hear of it until it is answered or taken back."""
    cause, asked_on = f"opening:{opening.id}", local_date(opening.asked_at)
    wanted = Wanted(
        IDENTITY_REQUEST,
        cause,
        1,
        IDENTITY_REQUEST,
        "Đề nghị xem danh tính chờ duyệt",
        Origin.LOCAL,
        asked_on,
        asked_on,
        working_calendar().roll_forward(asked_on),
        None if opening.waits else local_date(now),
        paused=False,
        cause=cause,
    )
    rows = {row.start_cause: row for row in deadlines_to_rewrite(opening.subject_id) if row.family == IDENTITY_REQUEST}
    write(opening.subject_id, wanted, rows.get(cause), now=now)
    db.session.flush()


def _post_for(subject: Subject, reader: Reader) -> Post | None:
    """The first of a reader's posts that by itself lets them know of the denunciation: the leave falls with it."""
    return next((post for post in reader.posts if _may_know(subject, Reader(reader.user_id, (post,)))), None)


def _is_still_in_post(opening: IdentityOpening, reader: Reader) -> bool:
    """Whether the post in which a leave was asked is still held; a request from before posts were noted asks none."""
    held = {(post.role, post.office_id) for post in reader.posts}
    return opening.post_role is None or (opening.post_role, opening.post_office_id) in held


def _may_know(subject: Subject, reader: Reader) -> bool:
    """Whether a reader may be shown who denounced, or decide on it: by right, in scope, not themselves denounced."""
    by_right = reader.may(Right.READ_SECRET) or reader.may(Right.SEE_IDENTITY)
    return by_right and may_see(subject.matter_id, reader) and not _is_denounced(subject, reader)


def _is_denounced(subject: Subject, reader: Reader) -> bool:
    """Whether somebody of the reader's name is named among the denounced; a namesake is refused too."""
    key = subject.matter_id or 0
    return is_named(find_user(reader.user_id).name, respondents_among([key]).get(key, ()))
