"""The registers of papers: every petition in the book, what was forwarded and answered, the denunciations apart.

Of what is secret the register of papers tells neither sender nor content; the sealed register alone says that there is
a denunciation, where it stands and when something is due, and names nobody either.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import joinedload

from caseflow.law.grounds import INELIGIBILITY
from caseflow.law.rights import Reader, Right
from caseflow.law.secrecy import KEPT_SECRET
from caseflow.law.terms import Action, Channel, EntryStatus, Field, PartyRole, PetitionKind
from caseflow.reports.acts import Act, acts_of, last_of, once, receivers
from caseflow.reports.people import named
from caseflow.reports.register import TICK, Cell, Column, Line, Mark, Register, Wanted, a_page
from caseflow.store.db import db
from caseflow.store.matters import Matter, visible
from caseflow.store.offices import Office, offices_under
from caseflow.store.people import User
from caseflow.store.petitions import Petition, PetitionEntry
from caseflow.store.subjects import Event, Party, Subject

E, S, P, M, U, V = (table.__table__ for table in (PetitionEntry, Subject, Petition, Matter, User, Event))
SENDING = Office.__table__.alias("sending")
CLASSIFYING = (Action.CLASSIFY, Action.RECLASSIFY)
ENDING = (Action.PROPOSE, Action.GUIDE, Action.FORWARD, Action.RETURN, Action.INFORM, Action.FILE, Action.JOIN)
URGING = (Action.URGE, Action.URGE_AGAIN, Action.URGE_THIRD)
GROUNDS = {ground.code: ground.text for ground in INELIGIBILITY}


class Entry(NamedTuple):
    """An entry as the registers of papers tell of it."""

    id: int
    petition_id: int
    number: str
    received_on: date
    status: EntryStatus
    kind: PetitionKind | None
    field: Field | None
    eligible: bool | None
    in_competence: bool | None
    processed_on: date | None
    outcome: Action | None
    from_sender: str
    letter_number: str
    letter_on: date | None
    channel: Channel
    signatories: int
    summary: str
    secret: bool
    code: str
    sender_office: str
    officer: str


def _entries(reader: Reader, wanted: Wanted, *further: ColumnElement[Any]) -> Select[Any]:
    """The entries of some offices that a reader may know of, in no order yet."""
    return (
        select(E.c.id, E.c.petition_id, E.c.number, E.c.received_on, E.c.status, E.c.petition_kind, E.c.field)
        .add_columns(E.c.eligible, E.c.in_competence, E.c.processed_on, E.c.outcome)
        .add_columns(E.c.from_sender, E.c.letter_number, E.c.letter_on)
        .add_columns(P.c.channel, P.c.signatories, P.c.summary, M.c.secret, M.c.code)
        .add_columns(func.coalesce(SENDING.c.name, ""), func.coalesce(U.c.name, ""), *further)
        .select_from(E)
        .join(S, S.c.id == E.c.id)
        .join(P, P.c.id == E.c.petition_id)
        .join(Matter, M.c.id == S.c.matter_id)
        .outerjoin(SENDING, SENDING.c.id == E.c.from_office_id)
        .outerjoin(U, U.c.id == S.c.responsible_id)
        .where(visible(reader), wanted.here(S.c.office_id))
        .where(S.c.office_id.in_(offices_under(reader.paths(Right.READ))))
    )


def _of_days(reader: Reader, wanted: Wanted, after: Mark | None, limit: int, *only: ColumnElement[bool]) -> list[Entry]:
    """So many entries in the order of the days on which they were received."""
    query = _entries(reader, wanted).where(wanted.days(E.c.received_on), *only)
    query, told = a_page(query, E.c.received_on, E.c.id, after, limit)
    return [Entry(*row) for row in db.session.execute(query, told)]


def _senders(entries: Collection[Entry]) -> dict[int, list[str]]:
    """Who stands on some papers, by name and address, in their order; of what is secret nobody is asked for."""
    open_ones = {entry.petition_id for entry in entries if not entry.secret}
    query = (
        select(Party)
        .where(Party.subject_id.in_(open_ones), Party.role == PartyRole.PETITIONER)
        .options(joinedload(Party.citizen))
        .order_by(Party.subject_id, Party.place, Party.id)
    )
    found: dict[int, list[str]] = {}
    for party in db.session.scalars(query):
        found.setdefault(party.subject_id, []).append(named(party))
    return found


def _sender(entry: Entry, senders: Mapping[int, list[str]]) -> str:
    return KEPT_SECRET if entry.secret else "\n".join(senders.get(entry.petition_id, []))


def _paper(number: str, on: date | None) -> str:
    return " ".join(part for part in (f"số {number}" if number else "", f"ngày {on:%d/%m/%Y}" if on else "") if part)


# Every petition in the book


def _petitions(reader: Reader, wanted: Wanted, after: Mark | None, limit: int) -> list[Line]:
    entries = _of_days(reader, wanted, after, limit)
    senders = _senders(entries)
    acts = acts_of([entry.id for entry in entries], (*CLASSIFYING, *ENDING))
    names = receivers(acts)
    return [
        Line(entry.received_on, entry.id, _petition(entry, _sender(entry, senders), acts.get(entry.id, []), names))
        for entry in entries
    ]


def _petition(entry: Entry, sender: str, acts: Sequence[Act], names: Mapping[int, str]) -> tuple[Cell, ...]:
    ending = last_of(acts, *ENDING)
    is_ending = ending is not None and entry.outcome is not None
    letter = "" if entry.secret else once((entry.from_sender, _paper(entry.letter_number, entry.letter_on)))
    return (
        entry.number or "chờ vào sổ",
        entry.received_on,
        sender,
        once((entry.channel.label, entry.sender_office, letter)),
        KEPT_SECRET if entry.secret else entry.summary,
        entry.kind.label if entry.kind else "chưa phân loại",
        entry.field.label if entry.field else "",
        entry.signatories,
        _eligible(entry, acts),
        TICK if entry.in_competence else "",
        _outcome(entry, ending if is_ending else None),
        _whither(entry, ending, names) if is_ending and ending else "",
        entry.processed_on,
        entry.officer,
        once((entry.code, entry.status.label)),
    )


def _eligible(entry: Entry, acts: Sequence[Act]) -> str:
    """Whether it is to be dealt with, and why not."""
    if entry.eligible is None:
        return ""
    classified = last_of(acts, *CLASSIFYING)
    why = GROUNDS.get(str(classified.facts.get("ineligible_because") or ""), "") if classified else ""
    return "có" if entry.eligible else ": ".join(part for part in ("không", why) if part)


def _outcome(entry: Entry, ending: Act | None) -> str:
    said = entry.outcome.label if entry.outcome else ""
    return once((said, ending.paper if ending and not entry.secret else ""))


def _whither(entry: Entry, ending: Act, names: Mapping[int, str]) -> str:
    """To whom it was sent or the sender was guided; a body typed by hand only where nothing is secret."""
    typed = "" if entry.secret else str(ending.facts.get("guided_to") or "")
    return names.get(ending.office_id or 0, "") or typed


PETITIONS = Register(
    slug="theo-doi-don",
    title="Sổ theo dõi đơn",
    basis="Luật Tiếp công dân, Điều 26; Thông tư 05/2021/TT-TTCP",
    columns=(
        Column("Số đơn", 12),
        Column("Ngày nhận", 12),
        Column("Người gửi đơn", 34),
        Column("Nguồn đơn, văn bản chuyển đến", 30),
        Column("Tóm tắt nội dung", 50),
        Column("Loại đơn", 16),
        Column("Lĩnh vực", 14),
        Column("Số người ký", 9),
        Column("Đủ điều kiện xử lý, lý do", 20),
        Column("Thuộc thẩm quyền (x)", 9),
        Column("Kết quả xử lý, văn bản", 26),
        Column("Chuyển, hướng dẫn đến", 28),
        Column("Ngày xử lý", 12),
        Column("Cán bộ xử lý", 22),
        Column("Ghi chú", 24),
    ),
    read=_petitions,
)

# What was forwarded, and what came back


def _forwarded(reader: Reader, wanted: Wanted, after: Mark | None, limit: int) -> list[Line]:
    query = _entries(reader, wanted, V.c.on, V.c.id).join(V, V.c.subject_id == E.c.id)
    query = query.where(V.c.action == Action.FORWARD, V.c.superseded_by_id.is_(None), wanted.days(V.c.on))
    query, told = a_page(query, V.c.on, V.c.id, after, limit)
    rows = [(Entry(*row[:-2]), row[-2], row[-1]) for row in db.session.execute(query, told)]
    entries = [entry for entry, _, _ in rows]
    acts = acts_of({entry.id for entry in entries}, (Action.FORWARD, Action.TAKE_REPLY, *URGING))
    names, senders = receivers(acts), _senders(entries)
    return [
        Line(on, key, _sent(entry, on, _sender(entry, senders), acts.get(entry.id, []), names))
        for entry, on, key in rows
    ]


def _sent(entry: Entry, on: date, sender: str, acts: Sequence[Act], names: Mapping[int, str]) -> tuple[Cell, ...]:
    """One letter: what followed it counts until the paper was forwarded again."""
    letter = next(act for act in acts if act.action is Action.FORWARD and act.on == on)
    again = next((act.on for act in acts if act.action is Action.FORWARD and act.on > on), date.max)
    after = [act for act in acts if on <= act.on < again]
    asked = str(letter.facts.get("reply_by") or "")
    reply = last_of(after, Action.TAKE_REPLY)
    return (
        "" if entry.secret else letter.number,
        on,
        names.get(letter.office_id or 0, ""),
        entry.number,
        sender,
        KEPT_SECRET if entry.secret else entry.summary,
        entry.kind.label if entry.kind else "",
        date.fromisoformat(asked) if asked else None,
        reply.on if reply else None,
        *(urged.on if (urged := last_of(after, which)) else None for which in URGING),
        "đã phúc đáp" if reply else ("chờ phúc đáp" if asked else "không yêu cầu phúc đáp"),
    )


FORWARDED = Register(
    slug="chuyen-don",
    title="Sổ chuyển đơn và phúc đáp",
    basis="Luật Tiếp công dân, Điều 26, 27; Nghị định 154/2026/NĐ-CP, Điều 32",
    columns=(
        Column("Số văn bản chuyển", 16),
        Column("Ngày chuyển", 12),
        Column("Cơ quan nhận", 30),
        Column("Số đơn", 12),
        Column("Người gửi đơn", 34),
        Column("Tóm tắt nội dung", 50),
        Column("Loại đơn", 16),
        Column("Đề nghị phúc đáp trước ngày", 12),
        Column("Ngày nhận phúc đáp", 12),
        Column("Đôn đốc lần 1", 12),
        Column("Đôn đốc lần 2", 12),
        Column("Đôn đốc lần 3", 12),
        Column("Ghi chú", 20),
    ),
    read=_forwarded,
)

# The denunciations, for those alone who may read them


def _denunciations(reader: Reader, wanted: Wanted, after: Mark | None, limit: int) -> list[Line]:
    entries = _of_days(reader, wanted, after, limit, M.c.secret.is_(True))
    acts = acts_of([entry.id for entry in entries], ENDING)
    names = receivers(acts)
    return [Line(entry.received_on, entry.id, _denunciation(entry, acts.get(entry.id, []), names)) for entry in entries]


def _denunciation(entry: Entry, acts: Sequence[Act], names: Mapping[int, str]) -> tuple[Cell, ...]:
    ending = last_of(acts, *ENDING)
    return (
        entry.number or "chờ vào sổ",
        entry.received_on,
        entry.code,
        KEPT_SECRET,
        entry.channel.label,
        entry.kind.label if entry.kind else "chưa phân loại",
        entry.field.label if entry.field else "",
        TICK if entry.in_competence else "",
        _outcome(entry, None),
        _whither(entry, ending, names) if ending and entry.outcome else "",
        entry.processed_on,
        entry.officer,
        entry.status.label,
    )


DENUNCIATIONS = Register(
    slug="to-cao",
    title="Sổ tố cáo, niêm phong",
    basis="Luật Tố cáo, Điều 8, 24, 56",
    columns=(
        Column("Số đơn", 12),
        Column("Ngày nhận", 12),
        Column("Vụ việc", 16),
        Column("Người tố cáo", 16),
        Column("Nguồn đơn", 22),
        Column("Loại đơn", 20),
        Column("Lĩnh vực", 16),
        Column("Thuộc thẩm quyền (x)", 9),
        Column("Kết quả xử lý", 22),
        Column("Chuyển đến", 28),
        Column("Ngày xử lý", 12),
        Column("Cán bộ xử lý", 22),
        Column("Tình trạng", 22),
    ),
    read=_denunciations,
    right=Right.READ_SECRET,
    sensitive=True,
)
