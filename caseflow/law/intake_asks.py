"""The facts that handling a petition at an office asks for, by name. Rows only."""

from caseflow.law.ask import Ask, FactType, choices_of
from caseflow.law.competence import Author
from caseflow.law.grounds import INELIGIBILITY
from caseflow.law.terms import ContestedObject, Field, Instance, PetitionKind

LODGING = "Thời hiệu, lần giải quyết trước"
"""What only a complaint is asked, and often is not known at the desk."""

FOUR_OUTCOMES = (
    ("accepted", "được thụ lý để giải quyết"),
    ("more_time", "cần thêm thời gian để kiểm tra, xác minh trước khi thụ lý"),
    ("refused", "từ chối thụ lý"),
    ("forwarded", "đã chuyển đến cơ quan có thẩm quyền"),
)
"""What a citizen is told within ten working days (LTCD Đ28.1)."""

ASKS_OF_INTAKE: tuple[Ask, ...] = (
    Ask(
        "kind",
        "Loại đơn",
        FactType.CHOICE,
        choices=choices_of(PetitionKind),
        help="Theo nội dung và yêu cầu, không theo tên đơn",
    ),
    Ask("field", "Lĩnh vực", FactType.CHOICE, choices=choices_of(Field)),
    Ask("instance", "Lần", FactType.CHOICE, choices=choices_of(Instance)),
    Ask(
        "author",
        "Khiếu nại, tố cáo ai",
        FactType.CHOICE,
        required=False,
        choices=choices_of(Author),
        help="Người ra quyết định, có hành vi bị khiếu nại, hoặc người bị tố cáo; từ đó suy ra thẩm quyền",
    ),
    Ask("eligible", "Đủ điều kiện xử lý", FactType.YES_NO, basis="TT 05/2021"),
    Ask(
        "ineligible_because",
        "Lý do không đủ điều kiện",
        FactType.CHOICE,
        required=False,
        grounds=INELIGIBILITY,
    ),
    Ask("in_competence", "Thuộc thẩm quyền cơ quan này", FactType.YES_NO),
    Ask(
        "several_places",
        "Kiểm tra tại nhiều địa điểm hoặc ủy quyền",
        FactType.YES_NO,
        required=False,
        basis="LTC Đ24.1",
    ),
    Ask("what_is_missing", "Nội dung cần bổ sung", FactType.LONG_TEXT),
    Ask(
        "competent_office",
        "Cơ quan có thẩm quyền giải quyết",
        FactType.OFFICE,
        required=False,
        help="Để trống nếu là cơ quan này",
    ),
    Ask("to_office", "Cơ quan nhận", FactType.OFFICE),
    Ask(
        "reply_by",
        "Đề nghị phúc đáp trước ngày",
        FactType.DATE,
        required=False,
        help="Ngày ghi trong phiếu chuyển",
        basis="NĐ 154/2026 Đ32.1",
    ),
    Ask("guided_to", "Hướng dẫn đến cơ quan", FactType.TEXT),
    Ask("reason", "Lý do", FactType.LONG_TEXT),
    Ask("answer", "Nội dung trả lời", FactType.LONG_TEXT),
    Ask("matter", "Nhập vào vụ việc số", FactType.MATTER),
    Ask(
        "contested_object",
        "Khiếu nại về",
        FactType.CHOICE,
        required=False,
        choices=choices_of(ContestedObject),
        help="Để trống nếu là quyết định, hành vi hành chính; từ đó có thời hiệu và thủ tục",
        basis="LKN Đ9; Đ48",
        part=LODGING,
    ),
    Ask(
        "contested_known_on",
        "Ngày nhận hoặc biết quyết định, hành vi",
        FactType.DATE,
        required=False,
        past=True,
        before="received_on",
        help="Thời hiệu tính từ ngày này",
        basis="LKN Đ9; Đ48",
        part=LODGING,
    ),
    Ask(
        "obstacle_from",
        "Trở ngại từ ngày",
        FactType.DATE,
        required=False,
        past=True,
        before="received_on",
        help="Ốm đau, thiên tai, địch họa, công tác, học tập ở xa: không tính vào thời hiệu",
        basis="LKN Đ9",
        part=LODGING,
    ),
    Ask(
        "obstacle_to",
        "đến hết ngày",
        FactType.DATE,
        required=False,
        past=True,
        before="received_on",
        basis="LKN Đ9",
        part=LODGING,
    ),
    Ask(
        "first_received_on",
        "Ngày nhận quyết định giải quyết lần đầu",
        FactType.DATE,
        required=False,
        past=True,
        before="received_on",
        help="Khiếu nại lần hai: hạn 30 ngày tính từ ngày này",
        basis="LKN Đ33.1; Đ48",
        part=LODGING,
    ),
    Ask(
        "first_expired_on",
        "Ngày hết hạn giải quyết lần đầu mà chưa giải quyết",
        FactType.DATE,
        required=False,
        past=True,
        before="received_on",
        help="Khi lần đầu quá hạn mà không có quyết định",
        basis="LKN Đ33.1",
        part=LODGING,
    ),
    Ask(
        "successor_basis",
        "Căn cứ chọn cơ quan kế thừa",
        FactType.TEXT,
        required=False,
        help="Bắt buộc với quyết định, hành vi của cấp huyện (cũ): mặc định là xã; là tỉnh khi liên quan từ hai xã "
        "hoặc phức tạp",
        basis="Luật 72/2025 Đ54",
    ),
    Ask("new_facts", "Có tình tiết mới (đơn tiếp theo, không phải đơn trùng)", FactType.YES_NO, basis="TT 05/2021"),
    Ask(
        "return_to",
        "Trả đơn cho",
        FactType.CHOICE,
        choices=(("citizen", "người gửi đơn"), ("forwarder", "cơ quan đã chuyển đơn đến")),
    ),
    Ask(
        "told_outcome",
        "Kết quả thông báo",
        FactType.CHOICE,
        choices=FOUR_OUTCOMES,
        help="Một trong bốn kết quả của LTCD Đ28.1",
        basis="LTCD Đ28.1",
    ),
    Ask("citizen_asked", "Công dân có yêu cầu được báo lại", FactType.YES_NO, basis="LTCD Đ28.2"),
    Ask("papers_given_back", "Bản gốc đã trả", FactType.LONG_TEXT, help="Ghi tên từng giấy tờ, số tờ"),
)
