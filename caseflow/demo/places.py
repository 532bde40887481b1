"""Places and things that exist on no map: hamlets, streets, projects, schools, companies.

Only the communes are real; they come from the reference file.
"""

from collections.abc import Callable
from random import Random

from caseflow.reference.files import Commune


def words(line: str) -> tuple[str, ...]:
    """The words of a list written as one line."""
    return tuple(line.split())


REMOTE = frozenset(words("18904 18922 19147 19204 19318 19435 19441 19483 19489 19555 19564 19567 19588 19594 19742"))
"""Mountain and island communes that the demo takes as hard to reach; no official list was found."""

_FIRST = words("Bàu Cồn Đồng Trằm Rú Khe Cửa Hói Nương Rào Tân Phước Mỹ Hòa Lộc Xuân Vĩnh")
_SECOND = words(
    "Sậy Mây Lau Trúc Sim Mưng Nứa Cát Sen Ngâu Lim Dẻ Chanh Thông Quế Lúa Trâm Bần Vọng Rạng Giếng Tràm Xoan "
    "Đước Phượng Trầm Nhạn Chuồn Trai"
)
_PROJECTS = (
    "Dự án Khu dân cư {0}",
    "Dự án đường {0} - {1}",
    "Dự án Khu tái định cư {0}",
    "Dự án cụm công nghiệp {0}",
    "Dự án hồ chứa nước {0}",
    "Dự án kè chống sạt lở {0}",
    "Dự án điện gió {0}",
    "Dự án khu du lịch sinh thái {0}",
    "Dự án mở rộng nghĩa trang {0}",
    "Dự án đường ven biển đoạn {0} - {1}",
    "Dự án trang trại điện mặt trời {0}",
    "Dự án đường dây 110 kV {0} - {1}",
)
_LEVELS = ("Mầm non", "Tiểu học", "THCS", "Tiểu học và THCS", "THPT")
_TRADES = ("TNHH", "CP", "TNHH MTV")


def landmark(rng: Random) -> str:
    """Two syllables that sound like a place of the region."""
    return f"{rng.choice(_FIRST)} {rng.choice(_SECOND)}"


def hamlet(rng: Random, commune: str = "Xã") -> str:
    """A hamlet as an address line names it: khu phố in a ward, thôn or bản elsewhere."""
    sorts = ("khu phố", "tổ dân phố") if commune.startswith("Phường") else ("thôn", "thôn", "thôn", "bản")
    return f"{rng.choice(sorts)} {landmark(rng)}"


def street(rng: Random) -> str:
    """A road named after two invented places, or a lane with a number."""
    if rng.random() < 1 / 3:
        return f"đường liên thôn {landmark(rng)}"
    return f"đường {landmark(rng)}"


def road(rng: Random) -> str:
    """A road as petitions speak of it."""
    if rng.random() < 1 / 2:
        return f"tuyến đường {landmark(rng)} - {landmark(rng)}"
    return street(rng)


def project(rng: Random) -> str:
    """A public project nobody has planned."""
    return rng.choice(_PROJECTS).format(landmark(rng), landmark(rng))


def school(rng: Random) -> str:
    """A school nobody goes to."""
    return f"Trường {rng.choice(_LEVELS)} {landmark(rng)}"


def company(rng: Random) -> str:
    """A company in no register; three words of landscape make a chance hit unlikely."""
    return f"Công ty {rng.choice(_TRADES)} {landmark(rng)} {rng.choice(_SECOND)}"


def spoken(commune: Commune) -> str:
    """The name inside a sentence: xã Hải Lăng."""
    return commune.name[0].lower() + commune.name[1:]


NAMED: dict[str, Callable[[Random], str]] = {
    "road": road,
    "project": project,
    "school": school,
    "company": company,
    "lake": lambda rng: f"{rng.choice(('hồ', 'đập', 'bàu'))} {' '.join(rng.sample(_SECOND, 2))}",
}
"""The slots of a sentence frame that a place fills."""
