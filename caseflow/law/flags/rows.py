"""The suspicions as rows: what each means, whether the law has a test for it, what it leaves out, what may be done.

The same rows stand in the rule book, say who hears of a suspicion, and offer the lawful ways on beside it.
"""

from dataclasses import dataclass
from datetime import date

from caseflow.law.flags.facts import Thresholds
from caseflow.law.flags.suspicion import Flag
from caseflow.law.terms import Action, PetitionKind
from caseflow.law.turning_points import NEW_LAW, OLD_LAW_ENDS

KN, TC = PetitionKind.COMPLAINT, PetitionKind.DENUNCIATION
LIMITS = Thresholds()


@dataclass(frozen=True, slots=True)
class Way:
    """A lawful way on: the step that takes it, if the tables know one, for which kinds, in force between two days."""

    words: str
    basis: str
    action: Action | None = None
    kinds: frozenset[PetitionKind] = frozenset()
    since: date = date.min
    until: date = date.max

    def is_open(self, kind: PetitionKind | None, on: date) -> bool:
        """Whether it is a way for a kind of petition on a day."""
        return (not self.kinds or kind in self.kinds) and self.since <= on <= self.until


@dataclass(frozen=True, slots=True)
class FlagRow:
    """One suspicion as the rule book tells it.

    `asks` names the family of the alert that a pending one raises, `tells` that of the alert when it is confirmed;
    empty where it only waits on the page.
    """

    flag: Flag
    meaning: str
    formal: str
    basis: str
    exceptions: tuple[str, ...] = ()
    threshold: str = ""
    ways: tuple[Way, ...] = ()
    asks: str = ""
    tells: str = ""


_REQUIRE = "Yêu cầu cấp dưới có thẩm quyền giải quyết"
_RECEIVE = Way("Trưởng Ban hoặc người đứng đầu tiếp người đại diện", "LTCD Đ30.1")
_APPOINT = Way("Hướng dẫn cử người đại diện bằng văn bản", "LTCD Đ29")

FLAGS: tuple[FlagRow, ...] = (
    FlagRow(
        Flag.SKIPPED_LEVEL,
        "Khiếu nại, tố cáo gửi đến cấp cao hơn cấp có thẩm quyền ở lần giải quyết hiện nay",
        "Luật không định nghĩa; suy từ thẩm quyền theo ngày nhận đơn",
        "LKN Đ17-21; LTC Đ12-13; NĐ 154/2026 Đ15.3; TT 05/2021 Đ14.2",
        (
            "đến trụ sở tiếp công dân, kiến nghị, phản ánh không bao giờ là vượt cấp",
            "khiếu nại lần hai sau quyết định lần đầu, hoặc từ ngày sau khi hết thời hạn lần đầu (LKN Đ33.1)",
            "tố cáo tiếp (LTC Đ37), tố cáo quá hạn chưa giải quyết (LTC Đ38)",
            "tố cáo người đứng đầu, cấp phó: thuộc cấp trên trực tiếp (LTC Đ12-13)",
            "đơn do cơ quan khác chuyển đến",
        ),
        ways=(
            Way("Hướng dẫn đến người có thẩm quyền", "LTCD Đ26.1b", Action.GUIDE, frozenset({KN})),
            Way(
                "Chuyển đơn đến cơ quan có thẩm quyền",
                "LTCD Đ26.1b (sửa bởi Luật 136/2025)",
                Action.FORWARD,
                frozenset({KN}),
                NEW_LAW,
            ),
            Way(
                "Chuyển đơn tố cáo đến cơ quan có thẩm quyền",
                "LTC Đ24.2; TT 05/2021 Đ14.1",
                Action.FORWARD,
                frozenset({TC}),
            ),
            Way(_REQUIRE, "TT 05/2021 Đ14.2", Action.REQUIRE, since=date(2021, 11, 15), until=OLD_LAW_ENDS),
            Way(_REQUIRE, "NĐ 154/2026 Đ15.3; TT 05/2021 Đ14.2", Action.REQUIRE, since=NEW_LAW),
        ),
        asks="NGHI-VUOT-CAP",
        tells="VUOT-CAP",
    ),
    FlagRow(
        Flag.CROWD,
        "Một lượt tiếp hoặc một đơn có từ 5 người về cùng một nội dung",
        "Luật không định nghĩa; TT 06/2025 tính đoàn đông người từ 5 người",
        "LTCD Đ29, Đ30; NĐ 124/2020 Đ6.2, Đ8, Đ16.1; TT 06/2025",
        ("2 đến 4 người là nhiều người, không phải đông người",),
        "từ 5 đến 10 người cử 1 hoặc 2 đại diện; trên 10 người cử nhiều nhất 5",
        (_RECEIVE, _APPOINT),
        asks="NGHI-DONG-NGUOI",
        tells="DONG-NGUOI",
    ),
    FlagRow(
        Flag.CROWD_ADDED_UP,
        "Nhiều lượt tiếp trong một ngày về cùng một vụ việc, cộng lại từ 5 người",
        "Luật không định nghĩa; chỉ để Trưởng Ban biết, báo cáo không tính là đoàn",
        "LTCD Đ29; TT 06/2025",
        ("người đã biết là một thì chỉ tính một lần", "không tự thành đoàn đông người trong báo cáo"),
        "cộng lại từ 5 người",
        (_RECEIVE, _APPOINT),
        asks="NGHI-DONG-NGUOI",
        tells="DONG-NGUOI",
    ),
    FlagRow(
        Flag.PROLONGED,
        "Vụ việc kéo dài, tồn đọng",
        "Luật không đặt con số; ngưỡng do tỉnh đặt",
        "Công văn 1644/TTCP-VP; Kế hoạch 2100/KH-TTCP (theo báo chí)",
        ("muốn từ chối tiếp vì cố tình kéo dài phải đủ bốn văn bản của LTCD Đ9.3",),
        f"quá tổng hạn dài nhất; có kết quả cuối cùng mà vẫn gửi; từ {LIMITS.years} năm; từ {LIMITS.petitions} đơn",
        (Way("Đưa vào danh sách rà soát vụ việc phức tạp, tồn đọng, kéo dài", "Kế hoạch 2100/KH-TTCP (theo báo chí)"),),
    ),
    FlagRow(
        Flag.COMPLEX,
        "Có dấu hiệu của một trong bảy tiêu chí phức tạp",
        "Có: bảy tiêu chí, chỉ có tác dụng khi người giải quyết ghi nhận",
        "NĐ 124/2020 Đ3a; NĐ 31/2019 Đ3.2",
        ("khiếu nại: chỉ từ 01/07/2026",),
        f"từ {LIMITS.many} người đứng đơn; từ 2 cơ quan xác minh hoặc được giao việc",
        (
            Way("Ghi nhận vụ việc phức tạp", "NĐ 124/2020 Đ3a", Action.DETERMINE_COMPLEX, frozenset({KN}), NEW_LAW),
            Way("Gia hạn", "LTC Đ30.2", Action.EXTEND, frozenset({TC})),
        ),
    ),
    FlagRow(
        Flag.ESPECIALLY_COMPLEX,
        "Có dấu hiệu của từ hai tiêu chí phức tạp trở lên (chỉ tố cáo)",
        "Có: từ hai trong bảy tiêu chí, chỉ có tác dụng khi người giải quyết quyết định gia hạn",
        "NĐ 31/2019 Đ3.3; LTC Đ30.3",
        ("khiếu nại không có mức đặc biệt phức tạp",),
        "từ hai tiêu chí",
        (Way("Gia hạn lần hai", "LTC Đ30.3", Action.EXTEND_AGAIN, frozenset({TC})),),
    ),
    FlagRow(
        Flag.CIRCULAR,
        "Đơn được các cơ quan chuyển qua lại, trở về nơi đã từng chuyển đi",
        "Luật không định nghĩa",
        "NĐ 154/2026 Đ32.1; LKN Đ21.3; TT 05/2021 Đ14.1",
        (),
        "đường đi của đơn trở lại một cơ quan",
        (
            Way("Chủ tịch UBND tỉnh quyết định khi tranh chấp thẩm quyền trong tỉnh", "LKN Đ21.3"),
            Way("Trưởng Ban báo cáo Chủ tịch UBND tỉnh", "NĐ 154/2026 Đ32.1", since=NEW_LAW),
        ),
    ),
    FlagRow(
        Flag.SENT_AROUND,
        "Người dân gửi cùng một đơn, hoặc đơn nối tiếp, thẳng đến nhiều cơ quan",
        "Có: đơn gửi nhiều cơ quan, trong đó có cơ quan có thẩm quyền, thì không xử lý",
        "TT 05/2021; LTC Đ24.3",
        ("đơn do cơ quan chuyển", "khiếu nại lần hai gửi cấp trên", "Ban Tiếp công dân và UBND tỉnh là một nơi"),
        "từ hai cơ quan",
        (
            Way("Lưu đơn, dẫn chiếu đến cơ quan có thẩm quyền", "TT 05/2021", Action.FILE),
            Way("Nhập vào vụ việc", "TT 05/2021", Action.JOIN),
        ),
    ),
    FlagRow(
        Flag.HOTSPOT,
        "Vụ việc là điểm nóng về an ninh, trật tự, dư luận",
        "Luật không đặt tiêu chí; lãnh đạo tự đánh dấu và tự bỏ, hệ thống không suy đoán",
        "NĐ 154/2026 Đ33.1 (họp giao ban an ninh, trật tự)",
        ("không bao giờ tự có, không bao giờ tự mất",),
        ways=(
            _RECEIVE,
            Way("Đưa vào họp giao ban hằng tháng của Ban Tiếp công dân", "NĐ 154/2026 Đ33.1", since=NEW_LAW),
        ),
        tells="DIEM-NONG",
    ),
)
ROW_OF: dict[Flag, FlagRow] = {row.flag: row for row in FLAGS}
"""The row of each suspicion."""


def ways_on(flag: Flag, kind: PetitionKind | None, on: date) -> tuple[Way, ...]:
    """The lawful ways on from a suspicion about a kind of petition, on a day."""
    return tuple(way for way in ROW_OF[flag].ways if way.is_open(kind, on))
