"""The invented province's offices and accounts in the database, and who acts for which office."""

from dataclasses import dataclass
from datetime import date, datetime

from caseflow.demo.offices import OFFICE_BY_CODE, OFFICES, PROVINCE, OfficeSpec
from caseflow.demo.places import REMOTE
from caseflow.demo.staff import STAFF
from caseflow.law.rights import Reader
from caseflow.law.terms import OfficeKind, Role
from caseflow.store.db import db
from caseflow.store.offices import Office
from caseflow.store.people import RolePost, User, reader_of
from caseflow.text import fold, sort_key

PASSWORD = "caseflow-demo"  # noqa: S105 - the invented province is open to everybody who starts it
SETTLED_HERE = ("SO-", PROVINCE, "TTRA", "BQL")
FIRST_DAY = date(2025, 1, 1)
RECEPTION_HOURS = "thứ Hai đến thứ Sáu, 7 giờ 30 đến 11 giờ 30 và 13 giờ 30 đến 17 giờ"


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who acts: the reader they are, and the post under their signature."""

    reader: Reader
    name: str
    post: str


class Cast:
    """Who acts for an office in which role; the nearest such person at the office, or above it."""

    def __init__(self, offices: dict[str, int], actors: dict[tuple[str, Role], list[Actor]]) -> None:
        self.offices = offices
        self._actors = actors

    def of(self, code: str, *roles: Role, turn: int = 0) -> Actor:
        """The person who takes this turn in the first of the roles that somebody holds at the office or above it."""
        while code:
            for role in roles:
                found = self._actors.get((code, role))
                if found:
                    return found[turn % len(found)]
            code = OFFICE_BY_CODE[code].parent_code or ""
        raise LookupError(f"nobody acts as {roles}")

    def works_here(self, code: str) -> bool:
        """Whether an office keeps its book in this system already: the departments do, and two communes in five."""
        if code.startswith("XA-"):
            return int(code.removeprefix("XA-")) % 5 < 2  # noqa: PLR2004 - two in five
        return code.startswith(SETTLED_HERE)


def _reception(spec: OfficeSpec) -> dict[str, str]:
    """Where citizens are received: at the board and in the communes; the addresses are no real ones."""
    if spec.kind not in (OfficeKind.BOARD, OfficeKind.COMMUNE):
        return {}
    return {"reception_address": f"Trụ sở {spec.name} (địa chỉ mẫu)", "reception_hours": RECEPTION_HOURS}


def write_offices() -> dict[str, int]:
    """Every office, parents before children; the ids by code."""
    ids: dict[str, int] = {}
    paths: dict[str, str] = {}
    for spec in OFFICES:
        parent = spec.parent_code
        office = Office(
            code=spec.code,
            name=spec.name,
            short_name=spec.short,
            folded=fold(spec.name),
            kind=spec.kind,
            authority=spec.authority,
            parent_id=ids[parent] if parent else None,
            unit_code=spec.unit_code or "",
            remote=(spec.unit_code or "") in REMOTE,
            **_reception(spec),
        )
        db.session.add(office)
        db.session.flush()
        ids[spec.code] = office.id
        paths[spec.code] = f"{paths[parent] if parent else ''}{office.id}."
        office.path = paths[spec.code]
    return ids


LETTER_TIMES = {"truongban": "07:30", "giaiquyet": "07:30 14:00", "thamquyen": "16:30"}
"""When those who chose so have their letters."""


def write_staff(offices: dict[str, int], *, password_hash: str) -> None:
    """Every account with its dated roles; all share the password that is printed at the start."""
    for spec in STAFF:
        user = User(
            login=spec.login,
            name=spec.name,
            sort_key=sort_key(spec.name),
            email=spec.email,
            password_hash=password_hash,
            digest_times=LETTER_TIMES.get(spec.login, ""),
        )
        user.posts = [RolePost(role=role, office_id=offices[code], since=FIRST_DAY) for role, code in spec.roles]
        db.session.add(user)
    db.session.flush()


def gather(now: datetime) -> Cast:
    """The cast of a province that has been written already."""
    offices = dict(db.session.execute(db.select(Office.code, Office.id)).all())
    users = dict(db.session.execute(db.select(User.login, User.id)).all())
    actors: dict[tuple[str, Role], list[Actor]] = {}
    for spec in STAFF:
        actor = Actor(reader_of(users[spec.login], now.date()), spec.name, spec.post)
        for role, code in spec.roles:
            actors.setdefault((code, role), []).append(actor)
    return Cast(offices, actors)
