"""The offices of the invented province: the real tree of the UBND tỉnh with one UBND per commune of the official list.

Codes are ASCII and stable: TINH, BTCD, SO-NNMT, XA-19702. Only the bodies exist; whoever works there is invented.
"""

from dataclasses import dataclass

from caseflow.demo.places import spoken
from caseflow.law.terms import Authority, OfficeKind
from caseflow.reference.files import Commune, units

PROVINCE = "TINH"
PROVINCE_OFFICE = "VP"
BOARD = "BTCD"
INSPECTORATE = "TTRA"
POLICE = "CONG-AN"
COURT = "TAND"
ENFORCEMENT = "THADS"

_ADMINISTRATIVE, _PARTY, _JUDICIAL = Authority.ADMINISTRATIVE, Authority.PARTY, Authority.JUDICIAL


@dataclass(frozen=True, slots=True)
class OfficeSpec:
    """One office: code, full and short name, kind, sort of authority, parent and, for a commune, its unit."""

    code: str
    name: str
    short: str
    kind: OfficeKind
    authority: Authority
    parent_code: str | None = None
    unit_code: str | None = None


_TREE = (
    OfficeSpec(PROVINCE, "UBND tỉnh Quảng Trị", "UBND", OfficeKind.PROVINCE, _ADMINISTRATIVE),
    OfficeSpec(
        PROVINCE_OFFICE,
        "Văn phòng UBND tỉnh Quảng Trị",
        "VPUB",
        OfficeKind.DEPARTMENT,
        _ADMINISTRATIVE,
        PROVINCE,
    ),
    OfficeSpec(BOARD, "Ban Tiếp công dân tỉnh", "BTCD", OfficeKind.BOARD, _ADMINISTRATIVE, PROVINCE_OFFICE),
)

_ROOMS = (
    ("VP-NC", "Phòng Nội chính", "PNC"),
    ("VP-HCTC", "Phòng Hành chính - Tổ chức", "HCTC"),
    ("VP-QTTV", "Phòng Quản trị - Tài vụ", "QTTV"),
    ("VP-TTPVHCC", "Trung tâm Phục vụ hành chính công tỉnh", "TTPVHCC"),
    ("VP-TTTH", "Trung tâm Tin học tỉnh", "TTTH"),
    ("VP-TTXT", "Trung tâm Xúc tiến Đầu tư, Thương mại và Du lịch tỉnh", "TTXT"),
)

DEPARTMENTS = (
    ("SO-NNMT", "Sở Nông nghiệp và Môi trường", "SNNMT"),
    ("SO-XD", "Sở Xây dựng", "SXD"),
    ("SO-TC", "Sở Tài chính", "STC"),
    ("SO-NV", "Sở Nội vụ", "SNV"),
    ("SO-TP", "Sở Tư pháp", "STP"),
    ("SO-GDDT", "Sở Giáo dục và Đào tạo", "SGDĐT"),
    ("SO-YT", "Sở Y tế", "SYT"),
    ("SO-CT", "Sở Công Thương", "SCT"),
    ("SO-VHTTDL", "Sở Văn hóa, Thể thao và Du lịch", "SVHTTDL"),
    ("SO-KHCN", "Sở Khoa học và Công nghệ", "SKHCN"),
    ("SO-DTTG", "Sở Dân tộc và Tôn giáo", "SDTTG"),
    ("SO-NGV", "Sở Ngoại vụ", "SNgV"),
    ("BQL-KKT", "Ban Quản lý Khu kinh tế tỉnh", "BQLKKT"),
    (INSPECTORATE, "Thanh tra tỉnh", "TTT"),
)
"""Code, name and the letters of its document numbers."""

_PUBLIC_UNITS = (
    ("SO-NNMT-VPDK", "Văn phòng Đăng ký đất đai tỉnh", "VPĐKĐĐ", "SO-NNMT"),
    ("SO-NNMT-PTQD", "Trung tâm Phát triển quỹ đất tỉnh", "TTPTQĐ", "SO-NNMT"),
)

_SHARING = (
    OfficeSpec("TINH-UY", "Tỉnh ủy Quảng Trị", "TU", OfficeKind.PARTY_COMMITTEE, _PARTY),
    OfficeSpec("HDND", "HĐND tỉnh Quảng Trị", "HĐND", OfficeKind.COUNCIL, Authority.ELECTED),
    OfficeSpec("DBQH", "Đoàn ĐBQH tỉnh Quảng Trị", "ĐĐBQH", OfficeKind.DEPUTIES, Authority.ELECTED),
)

_OUTSIDE = (
    (POLICE, "Công an tỉnh Quảng Trị", "CAT", _JUDICIAL),
    (COURT, "Tòa án nhân dân tỉnh Quảng Trị", "TAND", _JUDICIAL),
    ("VKSND", "Viện kiểm sát nhân dân tỉnh Quảng Trị", "VKSND", _JUDICIAL),
    (ENFORCEMENT, "Thi hành án dân sự tỉnh Quảng Trị", "THADS", _JUDICIAL),
    ("BHXH", "Bảo hiểm xã hội tỉnh Quảng Trị", "BHXH", _ADMINISTRATIVE),
    ("UBKT", "Ủy ban Kiểm tra Tỉnh ủy Quảng Trị", "UBKT", _PARTY),
    ("MTTQ", "Ủy ban MTTQ Việt Nam tỉnh Quảng Trị", "MTTQ", _PARTY),
    ("TTCP", "Thanh tra Chính phủ", "TTCP", _ADMINISTRATIVE),
    ("BTCDTW", "Ban Tiếp công dân Trung ương", "BTCDTW", _ADMINISTRATIVE),
)


def commune_office(code: str) -> str:
    """The code of the UBND of a commune."""
    return f"XA-{code}"


def _of_commune(commune: Commune) -> OfficeSpec:
    """The UBND of a commune; its documents end in UBND."""
    code, name = commune_office(commune.code), f"UBND {spoken(commune)}"
    return OfficeSpec(code, name, "UBND", OfficeKind.COMMUNE, _ADMINISTRATIVE, PROVINCE, commune.code)


OFFICES: tuple[OfficeSpec, ...] = (
    *_TREE,
    *(OfficeSpec(c, n, s, OfficeKind.UNIT, _ADMINISTRATIVE, PROVINCE_OFFICE) for c, n, s in _ROOMS),
    *(OfficeSpec(c, n, s, OfficeKind.DEPARTMENT, _ADMINISTRATIVE, PROVINCE) for c, n, s in DEPARTMENTS),
    *(OfficeSpec(c, n, s, OfficeKind.UNIT, Authority.PUBLIC_UNIT, p) for c, n, s, p in _PUBLIC_UNITS),
    *_SHARING,
    *(OfficeSpec(c, n, s, OfficeKind.OUTSIDE, a) for c, n, s, a in _OUTSIDE),
    *(_of_commune(commune) for commune in units()),
)
"""Every office, parents before children."""
OFFICE_BY_CODE = {office.code: office for office in OFFICES}
