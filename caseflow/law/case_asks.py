"""The facts that settling a case asks for, by name. Rows only."""

from caseflow.law.ask import Ask, FactType
from caseflow.law.grounds import (
    COMPLEXITY,
    DENUNCIATION_CONDITIONS,
    DENUNCIATION_SUSPENSION,
    DENUNCIATION_TERMINATION,
    DIALOGUE_IN_PERSON,
    NON_ACCEPTANCE,
    PROTECTION_ENDS,
    PROTECTION_MEASURES,
    SUSPENSION,
    TERMINATION,
    WITHDRAWAL_SIGNS,
)

MANY = "Nhiều người cùng khiếu nại"
IN_FIGURES = "Kết quả bằng số"

RESULTS_OF_COMPLAINT = (
    ("right", "khiếu nại đúng"),
    ("wrong", "khiếu nại sai"),
    ("partly", "khiếu nại đúng một phần"),
)
RESULTS_OF_SECOND = (("upheld", "công nhận kết quả lần đầu"), ("changed", "hủy, sửa kết quả lần đầu"))
RESULTS_OF_DENUNCIATION = (
    ("right", "tố cáo đúng"),
    ("wrong", "tố cáo sai"),
    ("partly", "tố cáo có đúng, có sai"),
)

DIALOGUE_SETTLERS = (
    ("province_chair", "Chủ tịch UBND tỉnh"),
    ("agency_head", "thủ trưởng cơ quan chuyên môn thuộc UBND tỉnh"),
    ("other", "người có thẩm quyền khác"),
)
DIALOGUE_CHAIRS = (
    ("in_person", "người giải quyết khiếu nại trực tiếp"),
    ("deputy", "cấp phó được giao"),
    ("agency_head", "thủ trưởng cơ quan được giao"),
    ("verifier", "người có trách nhiệm xác minh"),
)
EXECUTIONS = (
    ("money_recovered", "đã thu hồi tiền cho Nhà nước (đồng)"),
    ("land_recovered", "đã thu hồi đất cho Nhà nước (m²)"),
    ("money_returned", "đã trả tiền cho tổ chức, cá nhân (đồng)"),
    ("land_returned", "đã trả đất cho tổ chức, cá nhân (m²)"),
    ("people_handled", "đã xử lý người vi phạm (người)"),
    ("finished", "đã thi hành xong"),
)
"""What is recorded of executing a decision, by date (TT 06/2025, 05/KQTH)."""

AMOUNTS = (
    ("money_to_recover", "Kiến nghị thu hồi tiền cho Nhà nước (đồng)"),
    ("land_to_recover", "Kiến nghị thu hồi đất cho Nhà nước (m²)"),
    ("money_to_return", "Trả lại tiền cho tổ chức, cá nhân (đồng)"),
    ("land_to_return", "Trả lại đất cho tổ chức, cá nhân (m²)"),
    ("bodies_restored", "Số tổ chức được trả lại quyền lợi"),
    ("people_restored", "Số cá nhân được trả lại quyền lợi"),
    ("people_to_discipline", "Số người kiến nghị xử lý"),
    ("officials_to_discipline", "trong đó cán bộ, công chức, viên chức"),
    ("police_cases", "Số vụ chuyển cơ quan điều tra"),
    ("police_people", "Số người chuyển cơ quan điều tra"),
)
"""What a decision or conclusion orders, each a column of the same name in the table of decisions."""
ORDERED = tuple(name for name, _ in AMOUNTS)

ASKS_OF_CASES: tuple[Ask, ...] = (
    Ask(
        "ground",
        "Căn cứ không thụ lý",
        FactType.CHOICE,
        grounds=NON_ACCEPTANCE,
        basis="LKN Đ11",
    ),
    Ask(
        "condition",
        "Điều kiện không đáp ứng",
        FactType.CHOICE,
        grounds=DENUNCIATION_CONDITIONS,
        basis="LTC Đ29.1",
    ),
    Ask(
        "criteria",
        "Tiêu chí phức tạp",
        FactType.SEVERAL,
        grounds=COMPLEXITY,
        help="Một trong bảy tiêu chí; ghi rõ chứng cứ",
    ),
    Ask("evidence", "Chứng cứ của tiêu chí", FactType.LONG_TEXT),
    Ask("suspension_ground", "Căn cứ tạm đình chỉ", FactType.CHOICE, grounds=SUSPENSION),
    Ask("termination_ground", "Căn cứ đình chỉ", FactType.CHOICE, grounds=TERMINATION),
    Ask("stay_ground", "Căn cứ tạm đình chỉ", FactType.CHOICE, grounds=DENUNCIATION_SUSPENSION),
    Ask("ending_ground", "Căn cứ đình chỉ", FactType.CHOICE, grounds=DENUNCIATION_TERMINATION),
    Ask("verifier", "Giao cho cơ quan, đơn vị", FactType.OFFICE),
    Ask("verifiers", "Thành viên tổ xác minh", FactType.LONG_TEXT, basis="LTC Đ31"),
    Ask("team_size", "Số thành viên", FactType.NUMBER, help="Ít nhất hai người", basis="LTC Đ31"),
    Ask("due_on", "Hạn ghi trong văn bản", FactType.DATE, required=False),
    Ask("dialogue_on", "Ngày đối thoại", FactType.DATE),
    Ask("result", "Kết quả giải quyết", FactType.CHOICE, choices=RESULTS_OF_COMPLAINT),
    Ask("second_result", "Kết quả giải quyết lần hai", FactType.CHOICE, choices=RESULTS_OF_SECOND),
    Ask("conclusion", "Kết luận", FactType.CHOICE, choices=RESULTS_OF_DENUNCIATION),
    Ask("summary", "Tóm tắt nội dung", FactType.LONG_TEXT, required=False),
    Ask("proof", "Chứng cứ ngày nhận", FactType.TEXT, help="Phiếu báo phát, biên bản giao nhận"),
    Ask(
        "no_second_known",
        "Không biết có khiếu nại lần hai hoặc khởi kiện",
        FactType.YES_NO,
        basis="LKN Đ44",
    ),
    Ask("no_lawsuit_known", "Không biết có khởi kiện", FactType.YES_NO, basis="LKN Đ44.2"),
    Ask("sent_to", "Đã gửi cho", FactType.TEXT),
    Ask("ground_on", "Ngày có (hoặc hết) căn cứ", FactType.DATE, required=False, past=True, basis="NĐ 124/2020 Đ28b"),
    Ask("withdrawn_content", "Nội dung đã rút", FactType.LONG_TEXT, basis="LKN Đ10; LTC Đ33.1"),
    Ask(
        "withdrawal_paper",
        "Rút bằng",
        FactType.CHOICE,
        choices=(("petition", "đơn rút"), ("minutes", "biên bản ghi lời rút")),
        basis="LKN Đ10; LTC Đ33.1",
    ),
    Ask(
        "all_withdraw",
        "Mọi người khiếu nại đều rút",
        FactType.YES_NO,
        help="Khiếu nại đông người: chỉ đình chỉ khi tất cả đều rút",
        basis="NĐ 124/2020 Đ7a",
    ),
    Ask(
        "signs",
        "Dấu hiệu theo Điều 33.3",
        FactType.SEVERAL,
        required=False,
        grounds=WITHDRAWAL_SIGNS,
        help="Có một dấu hiệu thì vẫn giải quyết, không đình chỉ",
        basis="LTC Đ33.3; NĐ 31/2019 Đ4",
    ),
    Ask(
        "all_signed",
        "Đơn có đủ chữ ký của những người khiếu nại",
        FactType.YES_NO,
        required=False,
        help="Khi nhiều người cùng khiếu nại",
        basis="NĐ 124/2020 Đ16.1",
        part=MANY,
    ),
    Ask(
        "representatives",
        "Số người đại diện",
        FactType.NUMBER,
        required=False,
        help="5 đến 10 người: 1 hoặc 2; trên 10 người: nhiều nhất 5",
        basis="LTCD Đ29",
        part=MANY,
    ),
    Ask(
        "appointment",
        "Văn bản cử người đại diện",
        FactType.TEXT,
        required=False,
        help="Có chữ ký của tất cả mọi người",
        basis="NĐ 124/2020 Đ16.1",
        part=MANY,
    ),
    Ask(
        "no_difference",
        "Yêu cầu và kết quả xác minh không còn khác nhau",
        FactType.YES_NO,
        help="Còn khác nhau thì phải đối thoại trước khi ra quyết định",
        basis="LKN Đ30.1",
    ),
    Ask(
        "settler",
        "Người giải quyết",
        FactType.CHOICE,
        choices=DIALOGUE_SETTLERS,
        basis="NĐ 124/2020 Đ28",
    ),
    Ask("chaired_by", "Người chủ trì đối thoại", FactType.CHOICE, choices=DIALOGUE_CHAIRS, basis="NĐ 124/2020 Đ28"),
    Ask(
        "attendance_grounds",
        "Chủ tịch UBND tỉnh phải trực tiếp vì",
        FactType.SEVERAL,
        required=False,
        grounds=DIALOGUE_IN_PERSON,
        basis="NĐ 124/2020 Đ28",
    ),
    Ask(
        "absent",
        "Người khiếu nại vắng mặt không có lý do chính đáng",
        FactType.YES_NO,
        required=False,
        help="Lập biên bản; việc giải quyết vẫn tiếp tục",
        basis="LKN Đ30.6; NĐ 124/2020 Đ28.5",
    ),
    Ask(
        "second_ended",
        "Khiếu nại lần hai",
        FactType.CHOICE,
        choices=(("refused", "không được thụ lý"), ("terminated", "đã đình chỉ giải quyết")),
        basis="LKN Đ44.1",
    ),
    Ask(
        "judgment",
        "Kết quả xét xử",
        FactType.CHOICE,
        choices=(
            ("upheld", "giữ nguyên quyết định"),
            ("quashed", "hủy quyết định"),
            ("partly", "hủy một phần quyết định"),
            ("dismissed", "đình chỉ, trả lại đơn khởi kiện"),
        ),
    ),
    Ask("executed", "Kết quả thi hành", FactType.CHOICE, choices=EXECUTIONS),
    Ask("amount", "Số lượng (đồng, m², người, tổ chức)", FactType.NUMBER, required=False),
    *(Ask(name, label, FactType.NUMBER, required=False, part=IN_FIGURES) for name, label in AMOUNTS),
    Ask("found_on", "Ngày phát hiện", FactType.DATE, past=True, basis="LTC Đ27.1"),
    Ask(
        "without_denouncer",
        "Đã bỏ mọi thông tin về người tố cáo",
        FactType.YES_NO,
        help="Công khai không được làm lộ người tố cáo",
        basis="LTC Đ40.3",
    ),
    Ask(
        "measures",
        "Biện pháp bảo vệ",
        FactType.SEVERAL,
        grounds=PROTECTION_MEASURES,
        basis="LTC Đ51",
    ),
    Ask(
        "urgent",
        "Khẩn cấp",
        FactType.YES_NO,
        required=False,
        help="Yêu cầu qua điện thoại, sau đó bằng văn bản: áp dụng ngay",
        basis="LTC Đ50.3; NĐ 31/2019 Đ7.2",
    ),
    Ask(
        "protection_ended",
        "Lý do chấm dứt",
        FactType.CHOICE,
        grounds=PROTECTION_ENDS,
        basis="LTC Đ54.2",
    ),
    Ask("conciliated", "Hòa giải thành", FactType.YES_NO, basis="Luật Đất đai 2024 Đ235"),
    Ask(
        "land_settler",
        "Người giải quyết tranh chấp",
        FactType.CHOICE,
        choices=(("commune", "Chủ tịch UBND xã"), ("province", "Chủ tịch UBND tỉnh")),
        basis="NĐ 151/2025",
    ),
    Ask("review_criteria", "Tiêu chí đưa vào danh sách", FactType.LONG_TEXT),
    Ask("way", "Cách gửi, hình thức", FactType.TEXT),
)
