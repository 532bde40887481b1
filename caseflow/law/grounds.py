"""The grounds and criteria that the law lists: for refusing, not accepting, suspending, terminating, calling complex.

Rows only: code, text, article, and the days between which the ground exists.
"""

from dataclasses import dataclass
from datetime import date

from caseflow.law.turning_points import NEW_LAW


@dataclass(frozen=True, slots=True)
class Ground:
    """One listed ground."""

    code: str
    text: str
    basis: str
    since: date = date.min
    until: date = date.max
    written: bool = False  # a written notice signed by the head is due (NĐ 154/2026 Đ4.3)


REFUSAL_OF_RECEPTION = (
    Ground("9.1", "say do dùng chất kích thích, mất năng lực hành vi", "LTCD Đ9.1"),
    Ground("9.2", "đe dọa, xúc phạm, vi phạm nội quy nơi tiếp công dân", "LTCD Đ9.2"),
    Ground(
        "9.3",
        "vụ việc đã giải quyết đúng, đã kiểm tra, thông báo bằng văn bản, đã giải thích mà cố tình kéo dài",
        "LTCD Đ9.3",
        written=True,
    ),
    Ground("4.1.a", "mang vũ khí, vật nguy hiểm không gửi lại", "NĐ 154/2026 Đ4.1.a", NEW_LAW),
    Ground("4.1.b", "không chấp hành kiểm tra an ninh", "NĐ 154/2026 Đ4.1.b", NEW_LAW),
    Ground(
        "4.1.c", "tự ghi âm, ghi hình, phát trực tiếp sau khi được nhắc, làm mất trật tự", "NĐ 154/2026 Đ4.1.c", NEW_LAW
    ),
    Ground("4.1.d", "kích động, gây rối trật tự", "NĐ 154/2026 Đ4.1.d", NEW_LAW),
    Ground(
        "4.1.đ",
        "không đủ năng lực hành vi mà không có người đại diện hợp pháp",
        "NĐ 154/2026 Đ4.1.đ",
        NEW_LAW,
    ),
    Ground("4.1.e", "người đại diện không có giấy tờ chứng minh", "NĐ 154/2026 Đ4.1.e", NEW_LAW),
    Ground("4.1.g", "nội dung không phải khiếu nại, tố cáo, kiến nghị, phản ánh", "NĐ 154/2026 Đ4.1.g", NEW_LAW),
    Ground(
        "4.1.h",
        "kiến nghị, phản ánh đã được tiếp, hướng dẫn hoặc trả lời bằng văn bản, không có tình tiết mới",
        "NĐ 154/2026 Đ4.1.h",
        NEW_LAW,
        written=True,
    ),
    Ground(
        "4.1.i",
        "đã có bản án có hiệu lực, cơ quan có thẩm quyền trả lời bằng văn bản là không thuộc trường hợp xem xét lại",
        "NĐ 154/2026 Đ4.1.i",
        NEW_LAW,
    ),
    Ground("4.1.k", "đang được cơ quan có thẩm quyền khác giải quyết", "NĐ 154/2026 Đ4.1.k", NEW_LAW),
)

INELIGIBILITY = (
    Ground("unsigned", "không có họ tên, địa chỉ, chữ ký hoặc điểm chỉ", "TT 05/2021"),
    Ground("language", "không viết bằng tiếng Việt và không có bản dịch công chứng", "TT 05/2021"),
    Ground("illegible", "chữ không đọc được, đơn rách nát", "TT 05/2021"),
    Ground("insulting", "có nội dung chống Nhà nước, chia rẽ, xúc phạm", "TT 05/2021"),
    Ground("sent_around", "đã gửi nhiều cơ quan, trong đó có cơ quan có thẩm quyền", "TT 05/2021"),
    Ground("guided_before", "đã được hướng dẫn một lần về cùng nội dung", "TT 05/2021"),
    Ground("anonymous", "tố cáo không rõ họ tên, địa chỉ, không có căn cứ kiểm tra", "LTC Đ25"),
)

NON_ACCEPTANCE = (
    Ground(
        "11.1",
        "quyết định, hành vi trong nội bộ, chỉ đạo cấp dưới, văn bản quy phạm, bí mật nhà nước",
        "LKN Đ11.1",
    ),
    Ground("11.2", "không liên quan trực tiếp đến quyền, lợi ích của người khiếu nại", "LKN Đ11.2"),
    Ground("11.3", "không đủ năng lực hành vi, không có người đại diện", "LKN Đ11.3"),
    Ground("11.4", "người đại diện không hợp pháp", "LKN Đ11.4"),
    Ground("11.5", "đơn không có chữ ký hoặc điểm chỉ", "LKN Đ11.5"),
    Ground("11.6", "đã hết thời hiệu, thời hạn mà không có lý do chính đáng", "LKN Đ11.6"),
    Ground("11.7", "đã có quyết định giải quyết lần hai", "LKN Đ11.7"),
    Ground("11.8", "đã thông báo đình chỉ mà 30 ngày không khiếu nại tiếp", "LKN Đ11.8"),
    Ground("11.9", "Tòa án đã thụ lý hoặc đã giải quyết, trừ khi Tòa án đình chỉ", "LKN Đ11.9"),
    Ground("10.3", "nội dung đã rút mà việc rút không do bị đe dọa, ép buộc", "LKN Đ10.3", NEW_LAW),
)

DENUNCIATION_CONDITIONS = (
    Ground("29.1.a", "hình thức, thông tin người tố cáo không theo Điều 23", "LTC Đ29.1.a"),
    Ground("29.1.b", "không đủ năng lực hành vi, không có người đại diện", "LTC Đ29.1.b"),
    Ground("29.1.c", "không thuộc thẩm quyền giải quyết", "LTC Đ29.1.c"),
    Ground("29.1.d", "nội dung không có cơ sở xác định người vi phạm, hành vi vi phạm", "LTC Đ29.1.d"),
    Ground(
        "29.1",
        "xuất phát từ khiếu nại đã giải quyết đúng mà không có chứng cứ người giải quyết vi phạm",
        "LTC Đ29.1",
    ),
)

COMPLEXITY = (
    Ground("a", "phải xác minh tại từ hai địa điểm trở lên cho một nội dung", "NĐ 124/2020 Đ3a; NĐ 31/2019 Đ3"),
    Ground("b", "có từ hai nội dung phải xác minh trở lên", "NĐ 124/2020 Đ3a; NĐ 31/2019 Đ3"),
    Ground(
        "c",
        "nhiều người về một nội dung, hoặc nội dung liên quan đến lợi ích của nhiều người",
        "NĐ 124/2020 Đ3a; NĐ 31/2019 Đ3",
    ),
    Ground("d", "có yếu tố nước ngoài, ở nước ngoài", "NĐ 124/2020 Đ3a; NĐ 31/2019 Đ3"),
    Ground("đ", "liên quan đến nhiều cơ quan quản lý", "NĐ 124/2020 Đ3a; NĐ 31/2019 Đ3"),
    Ground("e", "các cơ quan còn ý kiến khác nhau", "NĐ 124/2020 Đ3a; NĐ 31/2019 Đ3"),
    Ground("g", "chứng cứ mâu thuẫn, cần thời gian hoặc giám định", "NĐ 124/2020 Đ3a; NĐ 31/2019 Đ3"),
)

SUSPENSION = (
    Ground("obstacle", "bất khả kháng, trở ngại khách quan, người khiếu nại không thể tham gia", "LKN Đ11a.1", NEW_LAW),
    Ground("waiting", "phải chờ kết quả giải quyết của cơ quan khác liên quan trực tiếp", "LKN Đ11a.1", NEW_LAW),
)

TERMINATION = (
    Ground("withdrawn", "rút toàn bộ nội dung khiếu nại", "LKN Đ10; Đ11a.2.a"),
    Ground(
        "ended",
        "người khiếu nại chết, tổ chức chấm dứt mà quyền, nghĩa vụ không được thừa kế",
        "LKN Đ11a.2.b",
        NEW_LAW,
    ),
    Ground("no_object", "không còn đối tượng, nội dung để giải quyết", "LKN Đ11a.2.c", NEW_LAW),
    Ground("court", "Tòa án đã thụ lý hoặc đã có bản án, quyết định", "LKN Đ11a.2.d", NEW_LAW),
)

DENUNCIATION_SUSPENSION = (
    Ground("waiting", "phải chờ kết quả giải quyết của cơ quan khác hoặc vụ việc khác có liên quan", "LTC Đ34.1"),
    Ground("supplement", "phải xác minh bổ sung, giám định bổ sung, giám định lại", "LTC Đ34.1"),
)

DENUNCIATION_TERMINATION = (
    Ground("withdrawn", "rút toàn bộ nội dung tố cáo, không thuộc Điều 33.3", "LTC Đ34.3"),
    Ground("ended", "người bị tố cáo là cá nhân chết, nội dung chỉ liên quan đến người đó", "LTC Đ34.3"),
    Ground("judged", "đã có bản án, quyết định có hiệu lực về nội dung tố cáo", "LTC Đ34.3"),
)


WITHDRAWAL_SIGNS = (
    Ground("violation", "có dấu hiệu vi phạm pháp luật", "LTC Đ33.3"),
    Ground("threat", "việc rút do bị đe dọa, mua chuộc", "LTC Đ33.3"),
    Ground("coercion", "việc rút do bị ép buộc", "NĐ 31/2019 Đ4 (sửa bởi NĐ 156/2026)", NEW_LAW),
    Ground("slander", "lợi dụng việc tố cáo để vu khống, xúc phạm", "LTC Đ33.3"),
)
"""With one of these a withdrawn denunciation is settled all the same."""

DIALOGUE_IN_PERSON = (
    Ground("many", "nhiều người cùng khiếu nại về một nội dung", "NĐ 124/2020 Đ28", NEW_LAW),
    Ground("disagree", "các cơ quan có ý kiến khác nhau", "NĐ 124/2020 Đ28", NEW_LAW),
    Ground("heated", "thái độ gay gắt, dư luận quan tâm", "NĐ 124/2020 Đ28", NEW_LAW),
    Ground("security", "ảnh hưởng đến an ninh chính trị, trật tự", "NĐ 124/2020 Đ28", NEW_LAW),
)
"""When the chair of the province holds the dialogue in person."""

PROTECTION_MEASURES = (
    Ground("secrecy", "bảo vệ bí mật thông tin", "LTC Đ56"),
    Ground("post", "bảo vệ vị trí công tác, việc làm", "LTC Đ57"),
    Ground("life", "bảo vệ tính mạng, sức khỏe, tài sản, danh dự, nhân phẩm", "LTC Đ58"),
)

PROTECTION_ENDS = (
    Ground("settled", "đã có kết luận hoặc quyết định đình chỉ", "LTC Đ54.2"),
    Ground("no_ground", "căn cứ áp dụng không còn", "LTC Đ54.2"),
    Ground("asked", "người được bảo vệ đề nghị", "LTC Đ54.2"),
    Ground("failed", "người được bảo vệ cố ý không thực hiện nghĩa vụ", "LTC Đ54.2 (sửa bởi Luật 136/2025)", NEW_LAW),
)


def in_force(rows: tuple[Ground, ...], on: date) -> tuple[Ground, ...]:
    """The grounds that exist on a day."""
    return tuple(ground for ground in rows if ground.since <= on <= ground.until)


EXTRAORDINARY_RECEPTION = (
    Ground(
        "18.3.a",
        "vụ việc gay gắt, phức tạp, đông người, liên quan nhiều cơ quan hoặc các cơ quan còn ý kiến khác nhau",
        "LTCD Đ18.3.a",
    ),
    Ground(
        "18.3.b",
        "nếu không chỉ đạo kịp thời có thể gây hậu quả nghiêm trọng về tài sản, tính mạng, an ninh, trật tự",
        "LTCD Đ18.3.b",
    ),
)

ONLINE_RECEPTION = (
    Ground("20.1", "vụ việc phức tạp, kéo dài, liên quan nhiều cơ quan, địa phương", "NĐ 154/2026 Đ20", NEW_LAW),
    Ground(
        "20.2",
        "người ở vùng sâu, xa, khó khăn, đối tượng chính sách, người cao tuổi, khuyết tật có nguyện vọng",
        "NĐ 154/2026 Đ20",
        NEW_LAW,
    ),
    Ground("20.3", "thiên tai, dịch bệnh, yêu cầu về an ninh, trật tự", "NĐ 154/2026 Đ20", NEW_LAW),
    Ground(
        "20.4",
        "tố cáo phức tạp mà người tố cáo không yêu cầu bảo vệ bí mật và bảo đảm được bí mật",
        "NĐ 154/2026 Đ20.4",
        NEW_LAW,
    ),
    Ground("20.5", "yêu cầu khác do người đứng đầu quyết định", "NĐ 154/2026 Đ20", NEW_LAW),
)
