"""The invented accounts: one memorable login per role at the province, a handful at every other office.

Names have four syllables, so that no real officer of a real office is likely to be named.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from caseflow.demo.chance import seeded, weighted
from caseflow.demo.names import FAMILIES, FEMALE_GIVEN, MALE_GIVEN
from caseflow.demo.offices import (
    BOARD,
    DEPARTMENTS,
    INSPECTORATE,
    OFFICE_BY_CODE,
    PROVINCE,
    PROVINCE_OFFICE,
    commune_office,
)
from caseflow.demo.places import spoken
from caseflow.law.terms import Role
from caseflow.reference.files import Commune, units
from caseflow.text import fold

EMAIL_DOMAIN = "quangtri.example.invalid"
_SEED = 19_990
_MIDDLES = ("Văn", "Đình", "Viết", "Đức", "Quốc", "Công", "Bá")

Roles = tuple[tuple[Role, str], ...]


@dataclass(frozen=True, slots=True)
class StaffSpec:
    """One account: login, invented name, post as it stands under a signature, e-mail, roles with their office."""

    login: str
    name: str
    post: str
    email: str
    roles: Roles


_AT_THE_BOARD: tuple[tuple[str, str, Roles], ...] = (
    ("tiepdan", "Chuyên viên Ban Tiếp công dân tỉnh", ((Role.RECEPTION, BOARD),)),
    ("tiepdan2", "Chuyên viên Ban Tiếp công dân tỉnh", ((Role.RECEPTION, BOARD),)),
    ("xulydon", "Chuyên viên Ban Tiếp công dân tỉnh", ((Role.HANDLER, BOARD),)),
    ("xulydon2", "Chuyên viên Ban Tiếp công dân tỉnh", ((Role.HANDLER, BOARD),)),
    ("xulydon3", "Chuyên viên Ban Tiếp công dân tỉnh", ((Role.HANDLER, BOARD),)),
    ("phobantcd", "Phó Trưởng Ban Tiếp công dân tỉnh", ((Role.UNIT_HEAD, BOARD),)),
    (
        "truongban",
        "Phó Chánh Văn phòng, Trưởng Ban Tiếp công dân tỉnh",
        ((Role.BOARD_HEAD, BOARD), (Role.UNIT_HEAD, BOARD)),
    ),
    ("vanthu", "Văn thư Văn phòng UBND tỉnh", ((Role.CLERK, BOARD), (Role.CLERK, PROVINCE))),
)
_AT_THE_PROVINCE: tuple[tuple[str, str, Roles], ...] = (
    (
        "giaiquyet",
        "Chuyên viên Phòng Nội chính",
        ((Role.SETTLER, PROVINCE), (Role.HANDLER, PROVINCE)),
    ),
    ("giaiquyet2", "Chuyên viên Phòng Nội chính", ((Role.SETTLER, PROVINCE),)),
    ("giaiquyet3", "Thanh tra viên Thanh tra tỉnh", ((Role.SETTLER, PROVINCE),)),
    ("truongdonvi", "Trưởng phòng Nội chính", ((Role.UNIT_HEAD, "VP-NC"), (Role.UNIT_HEAD, PROVINCE))),
    ("thamquyen", "Chủ tịch UBND tỉnh", ((Role.AUTHORITY, PROVINCE),)),
    ("phochutich", "Phó Chủ tịch UBND tỉnh", ((Role.LEADER, PROVINCE),)),
    ("lanhdao", "Chánh Văn phòng UBND tỉnh", ((Role.LEADER, PROVINCE_OFFICE), (Role.LEADER, PROVINCE))),
    ("phapche", "Chuyên viên pháp chế Văn phòng UBND tỉnh", ((Role.JURIST, PROVINCE),)),
    ("thanhtra", "Thanh tra viên Thanh tra tỉnh", ((Role.INSPECTOR, PROVINCE), (Role.INSPECTOR, INSPECTORATE))),
    ("danvan", "Chuyên viên Phòng Hành chính - Tổ chức", ((Role.DAN_VAN, "VP-HCTC"),)),
    ("quantri", "Quản trị hệ thống, Trung tâm Tin học tỉnh", ((Role.ADMIN, PROVINCE),)),
)
_AT_THE_SHARED_HOUSE: tuple[tuple[str, str, Roles], ...] = (
    ("tinhuy", "Bí thư Tỉnh ủy", ((Role.AUTHORITY, "TINH-UY"),)),
    ("tinhuy-don", "Chuyên viên Văn phòng Tỉnh ủy", ((Role.RECEPTION, "TINH-UY"), (Role.HANDLER, "TINH-UY"))),
    ("hdnd", "Phó Chủ tịch HĐND tỉnh", ((Role.AUTHORITY, "HDND"),)),
    ("hdnd-don", "Chuyên viên Văn phòng Đoàn ĐBQH và HĐND", ((Role.RECEPTION, "HDND"), (Role.HANDLER, "HDND"))),
    ("dbqh", "Phó Trưởng Đoàn ĐBQH tỉnh", ((Role.AUTHORITY, "DBQH"),)),
    ("dbqh-don", "Chuyên viên Văn phòng Đoàn ĐBQH và HĐND", ((Role.RECEPTION, "DBQH"), (Role.HANDLER, "DBQH"))),
)


def _officer_name(rng: Random) -> str:
    """Four syllables; the third is a given name too."""
    women = rng.random() < 2 / 5
    given = FEMALE_GIVEN if women else MALE_GIVEN
    third, last = rng.sample(given, 2)
    return f"{weighted(rng, FAMILIES)} {'Thị' if women else rng.choice(_MIDDLES)} {third} {last}"


def _of_a_department(code: str, name: str) -> Iterator[tuple[str, str, Roles]]:
    """Handler, settler, head of the advising room, and the head who signs."""
    login = fold(OFFICE_BY_CODE[code].short)
    desk = ((Role.RECEPTION, code), (Role.HANDLER, code), (Role.CLERK, code))
    head = "Chánh Thanh tra tỉnh" if code == INSPECTORATE else f"Giám đốc {name}"
    if code == "BQL-KKT":
        head = f"Trưởng {name[0].lower()}{name[1:]}"
    yield f"{login}-don", f"Chuyên viên {name}", desk
    yield f"{login}-giaiquyet", f"Chuyên viên {name}", ((Role.SETTLER, code),)
    yield f"{login}-truongphong", f"Trưởng phòng {name}", ((Role.UNIT_HEAD, code),)
    yield login, head, ((Role.AUTHORITY, code),)


def _of_a_commune(commune: Commune) -> Iterator[tuple[str, str, Roles]]:
    """The chair who signs, the office head who settles and reviews, the officer at the desk."""
    code, login, name = commune_office(commune.code), f"xa{commune.code}", f"UBND {spoken(commune)}"
    desk = ((Role.RECEPTION, code), (Role.HANDLER, code), (Role.CLERK, code))
    yield login, f"Chủ tịch {name}", ((Role.AUTHORITY, code),)
    yield f"{login}-vp", f"Chánh Văn phòng HĐND và {name}", ((Role.SETTLER, code), (Role.UNIT_HEAD, code))
    yield f"{login}-don", f"Công chức {name}", desk


def _posts() -> Iterator[tuple[str, str, Roles]]:
    yield from _AT_THE_BOARD
    yield from _AT_THE_PROVINCE
    yield from _AT_THE_SHARED_HOUSE
    for code, name, _ in DEPARTMENTS:
        yield from _of_a_department(code, name)
    for commune in units():
        yield from _of_a_commune(commune)


def _accounts(rng: Random) -> Iterator[StaffSpec]:
    for login, post, roles in _posts():
        yield StaffSpec(login, _officer_name(rng), post, f"{login}@{EMAIL_DOMAIN}", roles)


STAFF: tuple[StaffSpec, ...] = tuple(_accounts(seeded(_SEED)))
"""Every account; the names are the same each time."""
