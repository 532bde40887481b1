"""The legal texts the rules rest on: number, title, in force from when to when, how sure we are."""

from dataclasses import dataclass
from datetime import date

from caseflow.law.terms import Confidence

OPEN = date.max


@dataclass(frozen=True, slots=True)
class Instrument:
    """One legal text; `key` is what a rule row calls the edition of its wording."""

    key: str
    number: str
    title: str
    since: date
    until: date
    note: str
    confidence: Confidence


S, P, M = Confidence.SEEN, Confidence.PRESS, Confidence.MEMORY

INSTRUMENTS: tuple[Instrument, ...] = (
    Instrument(
        "LKN-2011",
        "02/2011/QH13",
        "Luật Khiếu nại",
        date(2012, 7, 1),
        OPEN,
        "Được sửa đổi bởi Luật 42/2013, 81/2025, 84/2025 và 136/2025.",
        S,
    ),
    Instrument(
        "LTCD-2013",
        "42/2013/QH13",
        "Luật Tiếp công dân",
        date(2014, 7, 1),
        OPEN,
        "Thay Chương V Luật Khiếu nại; được sửa đổi bởi Luật 136/2025.",
        S,
    ),
    Instrument(
        "LTC-2018",
        "25/2018/QH14",
        "Luật Tố cáo",
        date(2019, 1, 1),
        OPEN,
        "Được sửa đổi bởi Luật 59/2020, 81/2025, 84/2025 và 136/2025.",
        S,
    ),
    Instrument(
        "L136-2025",
        "136/2025/QH15",
        "Luật sửa đổi Luật Tiếp công dân, Luật Khiếu nại, Luật Tố cáo",
        date(2026, 7, 1),
        OPEN,
        "Điều 1 sửa Luật Tiếp công dân, Điều 2 sửa Luật Khiếu nại, Điều 3 sửa Luật Tố cáo.",
        S,
    ),
    Instrument(
        "ND64-2014",
        "64/2014/NĐ-CP",
        "Nghị định hướng dẫn Luật Tiếp công dân",
        date(2014, 8, 15),
        date(2026, 6, 30),
        "Bị thay thế bởi Điều 44 Nghị định 154/2026.",
        S,
    ),
    Instrument(
        "ND154-2026",
        "154/2026/NĐ-CP",
        "Nghị định hướng dẫn Luật Tiếp công dân",
        date(2026, 7, 1),
        OPEN,
        "45 điều; thay Nghị định 64/2014.",
        S,
    ),
    Instrument(
        "ND75-2012",
        "75/2012/NĐ-CP",
        "Nghị định hướng dẫn Luật Khiếu nại",
        date(2012, 11, 20),
        date(2020, 12, 9),
        "Bị thay thế bởi Nghị định 124/2020.",
        S,
    ),
    Instrument(
        "ND124-2020",
        "124/2020/NĐ-CP",
        "Nghị định hướng dẫn Luật Khiếu nại",
        date(2020, 12, 10),
        OPEN,
        "Không bị thay thế; được sửa đổi bởi Nghị định 155/2026.",
        S,
    ),
    Instrument(
        "ND155-2026",
        "155/2026/NĐ-CP",
        "Nghị định sửa đổi Nghị định 124/2020",
        date(2026, 7, 1),
        OPEN,
        "Bổ sung Điều 3a, 7a, 28a, 28b, 30a, 41a; bãi bỏ Điều 9. Điều 22.1: rút đơn, tạm đình chỉ, đình chỉ, "
        "đối thoại theo nghị định mới cả với khiếu nại thụ lý trước ngày 01/07/2026 chưa có quyết định.",
        S,
    ),
    Instrument(
        "ND31-2019",
        "31/2019/NĐ-CP",
        "Nghị định hướng dẫn Luật Tố cáo",
        date(2019, 5, 28),
        OPEN,
        "Được sửa đổi bởi Nghị định 156/2026.",
        S,
    ),
    Instrument(
        "ND156-2026",
        "156/2026/NĐ-CP",
        "Nghị định sửa đổi Nghị định 31/2019",
        date(2026, 7, 1),
        OPEN,
        "Sửa Điều 4, 15, 18, 21–23; thêm Điều 19a; mẫu 02, 03 mới. Điều 10.1: tố cáo thụ lý trước ngày "
        "01/07/2026 đang giải quyết theo nghị định mới.",
        S,
    ),
    Instrument(
        "ND141-2025",
        "141/2025/NĐ-CP",
        "Nghị định phân định thẩm quyền hai cấp trong lĩnh vực thanh tra",
        date(2025, 7, 1),
        date(2027, 2, 28),
        "Từ 01/07/2026 nội dung theo Luật 136/2025; ngày hết hiệu lực là chậm nhất theo nguyên tắc.",
        M,
    ),
    Instrument(
        "TT02-2025",
        "02/2025/TT-TTCP",
        "Thông tư hướng dẫn thực hiện chính quyền hai cấp",
        date(2025, 7, 1),
        OPEN,
        "Mới đọc phần đầu; ngày hiệu lực chưa xác minh.",
        M,
    ),
    Instrument(
        "TT04-2021",
        "04/2021/TT-TTCP",
        "Thông tư về quy trình tiếp công dân",
        date(2021, 11, 15),
        OPEN,
        "Nội dung nay phần lớn nằm trong Nghị định 154/2026; chưa thấy điều khoản bãi bỏ.",
        P,
    ),
    Instrument(
        "TT05-2021",
        "05/2021/TT-TTCP",
        "Thông tư về quy trình xử lý đơn",
        date(2021, 11, 15),
        OPEN,
        "Thay Thông tư 07/2014; chưa thấy điều khoản bãi bỏ.",
        P,
    ),
    Instrument(
        "TT06-2025",
        "06/2025/TT-TTCP",
        "Thông tư về chế độ báo cáo công tác thanh tra, tiếp công dân, giải quyết khiếu nại, tố cáo",
        date(2025, 9, 30),
        OPEN,
        "Kỳ báo cáo và hạn gửi: Điều 7.",
        S,
    ),
    Instrument(
        "NQ116-2025",
        "116/2025/UBTVQH15",
        "Nghị quyết về tiếp công dân, xử lý đơn của Quốc hội, Hội đồng nhân dân",
        date(2025, 12, 24),
        OPEN,
        "Dành cho HĐND, đại biểu Quốc hội, không cho UBND; ghi theo ngày ban hành, ngày hiệu lực xem văn bản.",
        P,
    ),
    Instrument(
        "NQ28-2026",
        "28/2026/QH16",
        "Nghị quyết về phát triển văn hóa",
        date(2026, 7, 1),
        OPEN,
        "Ngày 24/11 là ngày nghỉ, lần đầu năm 2026.",
        P,
    ),
    Instrument(
        "BLDS-2015",
        "91/2015/QH13",
        "Bộ luật Dân sự",
        date(2017, 1, 1),
        OPEN,
        "Cách tính thời hạn: Điều 145–148, 151.",
        S,
    ),
    Instrument(
        "BLLD-2019",
        "45/2019/QH14",
        "Bộ luật Lao động",
        date(2021, 1, 1),
        OPEN,
        "Nghỉ lễ, tết: Điều 111, 112.",
        S,
    ),
    Instrument(
        "LTTHC-2015",
        "93/2015/QH13",
        "Luật Tố tụng hành chính",
        date(2016, 7, 1),
        OPEN,
        "Thời hiệu khởi kiện: Điều 116.",
        P,
    ),
    Instrument(
        "BLTTHS-2015",
        "101/2015/QH13",
        "Bộ luật Tố tụng hình sự",
        date(2018, 1, 1),
        OPEN,
        "Tố giác, tin báo về tội phạm: Điều 144–146.",
        M,
    ),
    Instrument(
        "LDD-2024",
        "31/2024/QH15",
        "Luật Đất đai",
        date(2024, 8, 1),
        OPEN,
        "Hòa giải và giải quyết tranh chấp đất đai: Điều 235, 236.",
        P,
    ),
    Instrument(
        "ND151-2025",
        "151/2025/NĐ-CP",
        "Nghị định phân định thẩm quyền hai cấp trong lĩnh vực đất đai",
        date(2025, 7, 1),
        OPEN,
        "Thời hạn giải quyết tranh chấp đất đai của Chủ tịch UBND xã, tỉnh.",
        P,
    ),
    Instrument(
        "QD11-2019",
        "11-QĐi/TW",
        "Quy định về trách nhiệm của người đứng đầu cấp ủy trong tiếp dân",
        date(2019, 2, 18),
        OPEN,
        "Văn bản của Đảng, theo dõi riêng.",
        P,
    ),
    Instrument(
        "ND20-2008",
        "20/2008/NĐ-CP",
        "Nghị định về tiếp nhận, xử lý phản ánh, kiến nghị về quy định hành chính",
        date(2008, 3, 3),
        OPEN,
        "Được sửa đổi bởi Nghị định 48/2013 và 92/2017; chế độ riêng, không lẫn với đơn kiến nghị.",
        M,
    ),
    Instrument(
        "L91-2025",
        "91/2025/QH15",
        "Luật Bảo vệ dữ liệu cá nhân",
        date(2026, 1, 1),
        OPEN,
        "Thay Nghị định 13/2023, hết hiệu lực ngày 31/12/2025.",
        P,
    ),
    Instrument(
        "ND356-2025",
        "356/2025/NĐ-CP",
        "Nghị định hướng dẫn Luật Bảo vệ dữ liệu cá nhân",
        date(2026, 1, 1),
        OPEN,
        "Thời hạn trả lời yêu cầu của chủ thể dữ liệu.",
        P,
    ),
)
