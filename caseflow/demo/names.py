"""Invented people with believable Vietnamese names.

The parts are chosen so that no well-known leader's name can come together. Every identity number begins with
999 and every telephone with 0999: no such number is issued to anyone.
"""

from dataclasses import dataclass
from random import Random

from caseflow.demo.chance import weighted
from caseflow.demo.places import hamlet, street, words
from caseflow.law.terms import Term

ID_PREFIX = "999"
PHONE_PREFIX = "0999"

FAMILIES: tuple[tuple[str, float], ...] = (
    ("Nguyễn", 30), ("Lê", 12), ("Trần", 11), ("Hoàng", 8), ("Hồ", 6), ("Phan", 6), ("Phạm", 5), ("Võ", 5),
    ("Trương", 3), ("Đặng", 3), ("Đỗ", 2), ("Dương", 2), ("Cao", 2), ("Đinh", 2), ("Bùi", 2), ("Mai", 2),
    ("Ngô", 1), ("Thái", 1), ("Tạ", 1), ("Cái", 1), ("Đoàn", 1), ("Trịnh", 1), ("Lưu", 1), ("Văn", 1),
)  # fmt: skip
MALE_MIDDLES: tuple[tuple[str, float], ...] = (
    ("Văn", 34), ("Hữu", 9), ("Đức", 6), ("Đình", 7), ("Viết", 5), ("Công", 5), ("Quốc", 4), ("Thanh", 5),
    ("Ngọc", 5), ("Bá", 4), ("Khắc", 3), ("Sỹ", 2), ("Như", 2), ("Văn Khánh", 2), ("Hữu Nhật", 2),
)  # fmt: skip
FEMALE_MIDDLES: tuple[tuple[str, float], ...] = (
    ("Thị", 58), ("Thị Thu", 7), ("Thị Ngọc", 6), ("Thị Bích", 4), ("Thị Hoài", 4), ("Ngọc", 3),
    ("Thu", 4), ("Mỹ", 3), ("Diệu", 3), ("Như", 2),
)  # fmt: skip
MALE_GIVEN = words(
    "An Bảo Bền Cảnh Châu Danh Dần Đạt Điền Đoàn Hào Hảo Hậu Hiền Hiệp Hiếu Hoan Hoạt Huấn Huy Hữu Khánh Khoa "
    "Khôi Kiên Kỳ Lành Lộc Lợi Luận Mạnh Nam Năm Nghị Nhân Nhật Nhơn Ninh Phi Quân Quyền Quý Quyết Sáng Tài "
    "Tâm Tân Thạch Thanh Thành Thảo Thế Thiện Thịnh Thuận Thức Tiếp Tín Toàn Toản Trí Trình Trung Tuấn Tuệ "
    "Tuyên Tường Ty Vinh Vĩnh Vỹ Vượng Ý"
)
FEMALE_GIVEN = words(
    "Ái Bé Bông Cam Cúc Diễm Diệp Dung Duyên Đào Gái Hạnh Hằng Hiên Hiền Hoan Huệ Hương Hường Huyền Lài Lành "
    "Lệ Liên Liễu Loan Lụa Lựu Lý Mận Mơ Na Nga Ngà Ngọc Nguyệt Nhàn Nhạn Nhung Nương Oanh Phượng Quyên Quỳnh "
    "Sen Sim Sương Thảo Thắm Thìn Thơm Thúy Thủy Thương Tình Trâm Trang Trinh Tuyết Uyên Vân Vui Xanh Xuyến Yến"
)


class Sex(Term):
    """As an identity paper writes it."""

    MALE = "male", "nam"
    FEMALE = "female", "nữ"


@dataclass(frozen=True, slots=True)
class InventedPerson:
    """Somebody who does not exist; papers and telephone may be missing, as at every desk."""

    name: str
    sex: Sex
    born: int
    id_number: str | None
    phone: str | None
    address: str


def full_name(rng: Random, sex: Sex) -> str:
    """Family, middle and given name; Hồ Thị Trâm, Lê Văn Khánh Thuận."""
    middles, given = (MALE_MIDDLES, MALE_GIVEN) if sex is Sex.MALE else (FEMALE_MIDDLES, FEMALE_GIVEN)
    family, middle, last = weighted(rng, FAMILIES), weighted(rng, middles), rng.choice(given)
    while last in middle.split(" ") or last == family:
        last = rng.choice(given)
    return f"{family} {middle} {last}"


def initials(rng: Random) -> str:
    """N.V.T.: how a respondent is named, so that no real officer of a real commune is ever accused."""
    return "".join(f"{rng.choice('BCDĐHKLMNPQTV')}." for _ in range(3))


def person(rng: Random, *, home: str | None = None) -> InventedPerson:
    """A new invented citizen; one in twelve shows no paper, one in five leaves no telephone."""
    sex = weighted(rng, ((Sex.MALE, 56), (Sex.FEMALE, 44)))
    born = int(rng.triangular(1938, 2003, 1966))
    id_number = f"{ID_PREFIX}{rng.randrange(10**9):09d}" if rng.random() < 11 / 12 else None
    phone = f"{PHONE_PREFIX}{rng.randrange(10**6):06d}" if rng.random() < 4 / 5 else None
    place = home or hamlet(rng)
    line = f"số {rng.randrange(2, 240)} {street(rng)}, {place}" if rng.random() < 1 / 6 else place
    return InventedPerson(full_name(rng, sex), sex, born, id_number, phone, line)
