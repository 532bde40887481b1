"""Representatives of many people on one matter: how many, from among whom, appointed how.

LTCD Đ29 for those who come to the desk, NĐ 124/2020 Đ16.1 for those who complain together.
"""

from dataclasses import dataclass

from caseflow.law.errors import MissingFactError

MANY = 5
"""From how many people on a matter is one of many people, and those who come a group (LTCD Đ29; TT 06/2025)."""


@dataclass(frozen=True, slots=True)
class Size:
    """How many may represent a group of a size."""

    up_to: int
    least: int
    most: int


SIZES = (Size(10, 1, 2), Size(1_000_000, 1, 5))
"""From five to ten people one or two; beyond ten more, at most five (LTCD Đ29)."""


def size_of(people: int) -> Size:
    """How many may speak for so many people, from five on."""
    return next(size for size in SIZES if people <= size.up_to)


def is_unconfirmed(people: int, *, is_group: bool) -> bool:
    """Whether so many came that a person should say whether they are a group; no report counts them before."""
    return people >= MANY and not is_group


@dataclass(frozen=True, slots=True)
class Group:
    """Those who stand behind one matter: how many, how many speak for them, and the paper that says so.

    `members` are those of the representatives who belong to the group; `appointed_by` is how many signed the
    appointment, None where nobody has counted.
    """

    people: int
    representatives: int
    members: int
    appointment: str
    appointed_by: int | None = None


@dataclass(frozen=True, slots=True)
class Fields:
    """Where on a form the answers stand."""

    people: str = "people_present"
    representatives: str = "people"
    appointment: str = "representatives_paper"
    appointed_by: str = "appointed_by"


def check_group(group: Group, *, basis: str = "LTCD Đ29", fields: Fields = Fields()) -> None:
    """Refuse a group whose representatives are too few, too many, strangers to it or not appointed by all of it."""
    if group.people < MANY:
        raise MissingFactError(
            f"Đoàn đông người là từ {MANY:02d} người trở lên; ở đây có {group.people} người.",
            basis="TT 06/2025",
            field=fields.people,
        )
    size = size_of(group.people)
    if not size.least <= group.representatives <= size.most:
        raise MissingFactError(
            f"Đoàn {group.people} người cử {size.least} đến {size.most} người đại diện; "
            f"ở đây ghi {group.representatives} người.",
            basis=basis,
            field=fields.representatives,
        )
    if group.members < group.representatives:
        raise MissingFactError(
            "Người đại diện phải là người trong đoàn, có chung nội dung.", basis=basis, field=fields.representatives
        )
    if not group.appointment.strip():
        raise MissingFactError("Cần ghi văn bản cử người đại diện.", basis=basis, field=fields.appointment)
    if group.appointed_by is not None and group.appointed_by < group.people:
        raise MissingFactError(
            f"Văn bản cử người đại diện phải có chữ ký của tất cả {group.people} người; "
            f"ở đây mới có {group.appointed_by} người ký.",
            basis=basis,
            field=fields.appointed_by,
        )
