"""Who must settle (thẩm quyền), by date: before and after the two-tier government and Luật 136/2025. Rows only.

What it yields is a proposal on the form; a person decides.
"""

from dataclasses import dataclass
from datetime import date

from caseflow.law.errors import NoRuleError
from caseflow.law.terms import Instance, PetitionKind, Term
from caseflow.law.turning_points import DISTRICTS_END, NEW_LAW, OLD_LAW_ENDS, TWO_TIERS


class Author(Term):
    """Whose decision, act or conduct is contested, or whom a denunciation names."""

    COMMUNE_STAFF = "commune_staff", "công chức, đơn vị thuộc UBND xã"
    COMMUNE = "commune", "UBND xã (tập thể)"
    COMMUNE_CHAIR = "commune_chair", "Chủ tịch, Phó Chủ tịch UBND xã"
    COMMUNE_POLICE = "commune_police", "Trưởng Công an xã (thi hành án hình sự)"
    DISTRICT_UNIT = "district_unit", "phòng, ban cấp huyện (cũ)"
    DISTRICT_CHAIR = "district_chair", "Chủ tịch UBND huyện (cũ)"
    DEPARTMENT_UNIT = "department_unit", "đơn vị, công chức thuộc sở"
    DEPARTMENT_HEAD = "department_head", "Giám đốc, Phó Giám đốc sở"
    PROVINCE_CHAIR = "province_chair", "Chủ tịch, Phó Chủ tịch UBND tỉnh"


class Settler(Term):
    """The person who must settle."""

    COMMUNE_CHAIR = "commune_chair", "Chủ tịch UBND xã"
    DISTRICT_HEAD = "district_head", "trưởng phòng cấp huyện (cũ)"
    DISTRICT_CHAIR = "district_chair", "Chủ tịch UBND huyện (cũ)"
    UNIT_HEAD = "unit_head", "thủ trưởng đơn vị thuộc sở"
    DEPARTMENT_HEAD = "department_head", "Giám đốc sở"
    PROVINCE_CHAIR = "province_chair", "Chủ tịch UBND tỉnh"
    POLICE_DIRECTOR = "police_director", "Giám đốc Công an tỉnh"
    MINISTER = "minister", "Bộ trưởng quản lý lĩnh vực"
    PRIME_MINISTER = "prime_minister", "Thủ tướng Chính phủ"
    SUCCESSOR = "successor", "cơ quan kế thừa, do cán bộ chọn và ghi căn cứ"


@dataclass(frozen=True, slots=True)
class Competence:
    """One row: for this author, kind and instance, this settler, in force between two days."""

    kind: PetitionKind
    instance: Instance
    author: Author
    settler: Settler
    basis: str
    since: date = date.min
    until: date = date.max
    note: str = ""


KN = PetitionKind.COMPLAINT
TC = PetitionKind.DENUNCIATION
FIRST, SECOND = Instance.FIRST, Instance.SECOND
INFERRED = "Luật không nói rõ về UBND xã với tư cách tập thể: suy luận, coi như Chủ tịch UBND xã."
POLICE = "NĐ 184/2025 (theo báo chí, chưa xác minh)"
CHOSEN = "Mặc định là xã; là tỉnh hoặc sở được giao khi liên quan từ hai xã hoặc phức tạp. Cán bộ chọn và ghi căn cứ."
A, B = Author, Settler


def _upward(basis: str, instance: Instance) -> tuple[Competence, ...]:
    """A further denunciation, or one of delay, goes to the superior of whoever settled or should have."""
    return (
        Competence(TC, instance, A.COMMUNE_STAFF, B.DISTRICT_CHAIR, basis, until=DISTRICTS_END),
        Competence(TC, instance, A.COMMUNE_STAFF, B.PROVINCE_CHAIR, basis, since=TWO_TIERS),
        Competence(TC, instance, A.COMMUNE_CHAIR, B.PROVINCE_CHAIR, basis, until=DISTRICTS_END),
        Competence(TC, instance, A.COMMUNE_CHAIR, B.PRIME_MINISTER, basis, since=TWO_TIERS),
        Competence(TC, instance, A.DISTRICT_UNIT, B.PROVINCE_CHAIR, basis),
        Competence(TC, instance, A.DISTRICT_CHAIR, B.PRIME_MINISTER, basis),
        Competence(TC, instance, A.DEPARTMENT_UNIT, B.PROVINCE_CHAIR, basis),
        Competence(TC, instance, A.DEPARTMENT_HEAD, B.PRIME_MINISTER, basis),
    )


COMPETENCES: tuple[Competence, ...] = (
    Competence(
        KN,
        FIRST,
        A.COMMUNE_STAFF,
        B.COMMUNE_CHAIR,
        "LKN Đ17",
        until=OLD_LAW_ENDS,
        note="Với thủ trưởng đơn vị thuộc UBND xã, luật năm 2011 không nói rõ: suy luận.",
    ),
    Competence(KN, FIRST, A.COMMUNE_STAFF, B.COMMUNE_CHAIR, "LKN Đ17 (sửa bởi Luật 136/2025 Đ2 k7)", since=NEW_LAW),
    Competence(KN, FIRST, A.COMMUNE_CHAIR, B.COMMUNE_CHAIR, "LKN Đ17"),
    Competence(KN, FIRST, A.COMMUNE, B.COMMUNE_CHAIR, "LKN Đ17", note=INFERRED),
    Competence(KN, FIRST, A.COMMUNE_POLICE, B.POLICE_DIRECTOR, POLICE, since=TWO_TIERS),
    Competence(KN, FIRST, A.DISTRICT_UNIT, B.DISTRICT_HEAD, "LKN Đ17", until=DISTRICTS_END),
    Competence(
        KN, FIRST, A.DISTRICT_UNIT, B.SUCCESSOR, "Luật 72/2025 Đ54 (chưa xác minh)", since=TWO_TIERS, note=CHOSEN
    ),
    Competence(KN, FIRST, A.DISTRICT_CHAIR, B.DISTRICT_CHAIR, "LKN Đ18.1", until=DISTRICTS_END),
    Competence(
        KN, FIRST, A.DISTRICT_CHAIR, B.SUCCESSOR, "Luật 72/2025 Đ54 (chưa xác minh)", since=TWO_TIERS, note=CHOSEN
    ),
    Competence(KN, FIRST, A.DEPARTMENT_UNIT, B.UNIT_HEAD, "LKN Đ19"),
    Competence(KN, FIRST, A.DEPARTMENT_HEAD, B.DEPARTMENT_HEAD, "LKN Đ20.1"),
    Competence(KN, FIRST, A.PROVINCE_CHAIR, B.PROVINCE_CHAIR, "LKN Đ21.1"),
    Competence(KN, SECOND, A.COMMUNE_STAFF, B.DISTRICT_CHAIR, "LKN Đ18.2", until=DISTRICTS_END),
    Competence(
        KN, SECOND, A.COMMUNE_STAFF, B.PROVINCE_CHAIR, "NĐ 141/2025; LKN Đ21.2", since=TWO_TIERS, until=OLD_LAW_ENDS
    ),
    Competence(KN, SECOND, A.COMMUNE_STAFF, B.PROVINCE_CHAIR, "LKN Đ21.2 (sửa bởi Luật 136/2025 Đ2 k8)", since=NEW_LAW),
    Competence(KN, SECOND, A.COMMUNE, B.DISTRICT_CHAIR, "LKN Đ18.2", until=DISTRICTS_END, note=INFERRED),
    Competence(
        *(KN, SECOND, A.COMMUNE, B.PROVINCE_CHAIR, "NĐ 141/2025; LKN Đ21.2"),
        since=TWO_TIERS,
        until=OLD_LAW_ENDS,
        note=INFERRED,
    ),
    Competence(
        *(KN, SECOND, A.COMMUNE, B.PROVINCE_CHAIR, "LKN Đ21.2 (sửa bởi Luật 136/2025 Đ2 k8)"),
        since=NEW_LAW,
        note=INFERRED,
    ),
    Competence(KN, SECOND, A.COMMUNE_CHAIR, B.DISTRICT_CHAIR, "LKN Đ18.2", until=DISTRICTS_END),
    Competence(
        KN, SECOND, A.COMMUNE_CHAIR, B.PROVINCE_CHAIR, "NĐ 141/2025; LKN Đ21.2", since=TWO_TIERS, until=OLD_LAW_ENDS
    ),
    Competence(KN, SECOND, A.COMMUNE_CHAIR, B.PROVINCE_CHAIR, "LKN Đ21.2 (sửa bởi Luật 136/2025 Đ2 k8)", since=NEW_LAW),
    Competence(KN, SECOND, A.DISTRICT_UNIT, B.DISTRICT_CHAIR, "LKN Đ18.2", until=DISTRICTS_END),
    Competence(KN, SECOND, A.DISTRICT_UNIT, B.PROVINCE_CHAIR, "LKN Đ21.2", since=TWO_TIERS),
    Competence(KN, SECOND, A.DISTRICT_CHAIR, B.PROVINCE_CHAIR, "LKN Đ21.2"),
    Competence(KN, SECOND, A.DEPARTMENT_UNIT, B.DEPARTMENT_HEAD, "LKN Đ20.2"),
    Competence(KN, SECOND, A.DEPARTMENT_HEAD, B.PROVINCE_CHAIR, "LKN Đ21.2"),
    Competence(KN, SECOND, A.PROVINCE_CHAIR, B.MINISTER, "LKN Đ23.3"),
    Competence(TC, FIRST, A.COMMUNE_STAFF, B.COMMUNE_CHAIR, "LTC Đ13.1"),
    Competence(TC, FIRST, A.COMMUNE_POLICE, B.POLICE_DIRECTOR, POLICE, since=TWO_TIERS),
    Competence(TC, FIRST, A.COMMUNE_CHAIR, B.DISTRICT_CHAIR, "LTC Đ13.2", until=DISTRICTS_END),
    Competence(
        TC, FIRST, A.COMMUNE_CHAIR, B.PROVINCE_CHAIR, "NĐ 141/2025; LTC Đ13", since=TWO_TIERS, until=OLD_LAW_ENDS
    ),
    Competence(TC, FIRST, A.COMMUNE_CHAIR, B.PROVINCE_CHAIR, "LTC Đ13 (sửa bởi Luật 136/2025)", since=NEW_LAW),
    Competence(TC, FIRST, A.DISTRICT_UNIT, B.DISTRICT_CHAIR, "LTC Đ13.2", until=DISTRICTS_END),
    Competence(TC, FIRST, A.DISTRICT_UNIT, B.SUCCESSOR, "LTC Đ12.4-12.5", since=TWO_TIERS, note=CHOSEN),
    Competence(TC, FIRST, A.DISTRICT_CHAIR, B.PROVINCE_CHAIR, "LTC Đ13", until=DISTRICTS_END),
    Competence(TC, FIRST, A.DISTRICT_CHAIR, B.SUCCESSOR, "LTC Đ12.4-12.5", since=TWO_TIERS, note=CHOSEN),
    Competence(TC, FIRST, A.DEPARTMENT_UNIT, B.DEPARTMENT_HEAD, "LTC Đ13"),
    Competence(TC, FIRST, A.DEPARTMENT_HEAD, B.PROVINCE_CHAIR, "LTC Đ13"),
    Competence(TC, FIRST, A.PROVINCE_CHAIR, B.PRIME_MINISTER, "LTC Đ13.8", until=OLD_LAW_ENDS),
    Competence(
        TC,
        FIRST,
        A.PROVINCE_CHAIR,
        B.PRIME_MINISTER,
        "LTC Đ13.8.c (sửa bởi Luật 136/2025)",
        since=NEW_LAW,
        note="Thủ tướng có thể ủy quyền cho Tổng Thanh tra Chính phủ.",
    ),
    *_upward("LTC Đ37", Instance.AGAIN),
    *_upward("LTC Đ38", Instance.OVERDUE),
)


def settler_of(kind: PetitionKind, instance: Instance, author: Author, *, on: date) -> Competence:
    """The row that says who settles, for a petition received on a day. Raises NoRuleError where no row speaks."""
    for row in COMPETENCES:
        if (row.kind, row.instance, row.author) == (kind, instance, author) and row.since <= on <= row.until:
            return row
    raise NoRuleError(f"Không có quy định thẩm quyền cho {kind.label} {instance.label} đối với {author.label}.")
