"""Offices come into being, are corrected, renamed, closed. Nothing is lost: a closed office hangs below its successor.

So whoever works at the successor reaches the old records, and old names stay on old papers.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from caseflow.law.errors import MissingFactError, Refusal
from caseflow.law.terms import Authority, OfficeKind
from caseflow.store.db import db
from caseflow.store.forms import keep_setting
from caseflow.store.offices import Office, OfficeSuccessor, office_by_code, offices_within
from caseflow.store.people import RolePost, posts_at
from caseflow.text import fold, tidy


@dataclass(frozen=True, slots=True)
class Sort:
    """What sort of body an office is."""

    kind: OfficeKind
    authority: Authority = Authority.ADMINISTRATIVE
    unit_code: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """From which day a change of an office holds, and by which document."""

    on: date
    basis: str


def found_office(
    *, code: str, name: str, parent: Office, sort: Sort, since: date | None, short_name: str = ""
) -> Office:
    """A new office below another. Refuses a code that is taken."""
    code = code.strip().upper()
    if not code:
        raise MissingFactError("Cần ghi mã cơ quan.", field="code")
    if office_by_code(code):
        raise Refusal(f"Đã có cơ quan mang mã {code}.", field="code")
    office = Office(
        code=code,
        kind=sort.kind,
        authority=sort.authority,
        unit_code=sort.unit_code,
        parent_id=parent.id,
        since=since,
    )
    correct_name(office, name=name, short_name=short_name)
    db.session.add(office)
    db.session.flush()
    office.path = f"{parent.path}{office.id}."
    return office


def correct_name(office: Office, *, name: str, short_name: str) -> None:
    """Put right a name that was typed wrong: the office is the same, old records show the right name too."""
    if not tidy(name):
        raise MissingFactError("Cần ghi tên cơ quan.", field="name")
    office.name, office.short_name, office.folded = tidy(name), tidy(short_name), fold(name)


def rename(office: Office, *, name: str, code: str, change: Change) -> Office:
    """The office bears a new name from a day on: a successor takes its place, its people and the offices below it."""
    _check_may_end(office, change)
    successor = found_office(
        code=code or f"{office.code}-{change.on:%Y}",
        name=name,
        parent=db.session.get_one(Office, office.parent_id),
        sort=Sort(office.kind, office.authority, office.unit_code),
        since=change.on,
    )
    successor.remote = office.remote
    _succeed(office, successor, change)
    for post in posts_at(office.id, on=change.on):
        _carry_over(post, successor, change)
    return successor


def close(office: Office, *, successor: Office, change: Change) -> None:
    """The office ends, another takes over its records and the offices below it; its people are appointed anew."""
    _check_may_end(office, change)
    if successor.path.startswith(office.path):
        raise Refusal("Cơ quan kế thừa không thể là chính cơ quan này hoặc cơ quan trực thuộc nó.", field="successor")
    if successor.until is not None:
        raise Refusal("Cơ quan kế thừa đã chấm dứt hoạt động.", field="successor")
    _succeed(office, successor, change)


def _check_may_end(office: Office, change: Change) -> None:
    if office.parent_id is None:
        raise Refusal("Cơ quan đứng đầu không thể đổi tên theo văn bản hay đóng; tên viết sai thì sửa tên.")
    if office.until is not None:
        raise Refusal(f"Cơ quan này đã chấm dứt hoạt động sau ngày {office.until:%d/%m/%Y}.")
    if not change.basis.strip():
        raise MissingFactError("Cần ghi văn bản làm căn cứ.", field="basis")
    if office.since is not None and change.on <= office.since:
        raise MissingFactError(f"Ngày phải sau ngày thành lập {office.since:%d/%m/%Y}.", field="on")


def _succeed(office: Office, successor: Office, change: Change) -> None:
    for below in offices_within([office.path]):
        if below.parent_id == office.id:
            _move(below, successor)
    office.until = change.on - timedelta(days=1)
    _move(office, successor)
    db.session.add(
        OfficeSuccessor(office_id=office.id, successor_id=successor.id, on=change.on, basis=tidy(change.basis))
    )


def _move(office: Office, parent: Office) -> None:
    """Hang an office, with all below it, under another."""
    before, after = office.path, f"{parent.path}{office.id}."
    for below in offices_within([before]):
        below.path = after + below.path.removeprefix(before)
    office.parent_id = parent.id
    db.session.flush()


def _carry_over(post: RolePost, successor: Office, change: Change) -> None:
    """The same person in the same role at the successor; the old post ends the day before."""
    db.session.add(
        RolePost(
            user_id=post.user_id,
            role=post.role,
            office_id=successor.id,
            since=max(change.on, post.since or change.on),
            until=post.until,
            stands_in_for_id=post.stands_in_for_id,
            document=tidy(change.basis),
        )
    )
    post.until = change.on - timedelta(days=1)


def set_remote(office: Office, *, remote: bool, basis: str) -> None:
    """Whether travel to the office is hard, by decision of the province: it only pre-fills what a step records."""
    if not basis.strip():
        raise MissingFactError("Cần ghi văn bản của tỉnh làm căn cứ.", field="basis")
    office.remote = remote
    keep_setting(remote_setting(office.id), "yes" if remote else "no", basis=tidy(basis))


def tell_reception(office: Office, *, address: str, hours: str, phone: str) -> None:
    """Where and when the office receives citizens, as the public page says it; without an address it is not listed."""
    if (tidy(hours) or tidy(phone)) and not tidy(address):
        raise MissingFactError("Cần ghi nơi tiếp.", basis="LTCD Đ24.2", field="reception_address")
    office.reception_address, office.reception_hours, office.phone = tidy(address), tidy(hours), tidy(phone)


def remote_setting(office_id: int) -> str:
    """The name under which the document of that decision is kept."""
    return f"remote:{office_id}"
