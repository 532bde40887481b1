"""The sentence frames of the demo: one text file per theme, a section per use, a frame per line."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from caseflow.law.terms import Field, PetitionKind, Term

Sections = Mapping[str, tuple[str, ...]]


class Theme(Term):
    """What a petition is about, finer than the field of the forms; the value names the file of frames."""

    COMPENSATION = "compensation", "bồi thường, giải phóng mặt bằng"
    CERTIFICATE = "certificate", "giấy chứng nhận quyền sử dụng đất"
    LAND = "land", "quản lý đất đai"
    CONSTRUCTION = "construction", "xây dựng, trật tự đô thị"
    OFFICIALS = "officials", "cán bộ, công chức"
    BUSINESS = "business", "doanh nghiệp"
    SCHOOL = "school", "trường học"
    JUSTICE = "justice", "công an, tòa án, thi hành án"
    ENVIRONMENT = "environment", "môi trường"
    POLICY = "policy", "chế độ, chính sách"
    LIVING = "living", "đời sống, hạ tầng"
    CIVIL = "civil", "dân sự"
    DISPUTE = "dispute", "tranh chấp đất đai"


LAND_THEMES = frozenset({Theme.COMPENSATION, Theme.CERTIFICATE, Theme.LAND, Theme.DISPUTE})


@cache
def frames(name: str) -> Sections:
    """The sections of one file; a line beginning with # is a note."""
    lines = files("caseflow.demo").joinpath("wording", f"{name}.txt").read_text(encoding="utf-8").splitlines()
    sections: dict[str, list[str]] = {}
    for line in lines:
        if line.startswith("["):
            current = sections.setdefault(line.strip("[]"), [])
        elif line and not line.startswith("#"):
            current.append(line)
    return {name: tuple(found) for name, found in sections.items()}


_TAKEN = ("nhận", "chiếm", "khống", "trục lợi", "thu lợi", "ăn chặn", "thất thoát")


_DENOUNCED = {
    Theme.JUSTICE: Field.JUSTICE,
    Theme.BUSINESS: Field.OTHER,
    Theme.ENVIRONMENT: Field.OTHER,
    Theme.LIVING: Field.OTHER,
}


def field_of(kind: PetitionKind, theme: Theme, summary: str) -> Field:
    """The field the forms count it under; for a denunciation land is hành chính (form 02/XLD)."""
    if kind is PetitionKind.DENUNCIATION:
        taken = any(word in summary for word in _TAKEN)
        return Field.CORRUPTION if taken else _DENOUNCED.get(theme, Field.ADMINISTRATION)
    if theme in LAND_THEMES:
        return Field.LAND
    return Field.POLICY if theme is Theme.POLICY else Field.OTHER
