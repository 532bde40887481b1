"""Periods of complaints (khiếu nại): time-bar, acceptance, settlement and dialogue."""

from datetime import date
from functools import partial

from caseflow.law.period import Period
from caseflow.law.terms import Confidence, Nature, Roll, Unit, Variant
from caseflow.law.turning_points import NEW_LAW, OLD_LAW_ENDS

_law = partial(
    Period,
    subject="khiếu nại",
    since=date(2012, 7, 1),
    edition="LKN-2011",
    confidence=Confidence.SEEN,
)
_new = partial(
    Period,
    subject="khiếu nại",
    since=NEW_LAW,
    edition="ND155-2026",
    confidence=Confidence.SEEN,
)
_accept_old = partial(
    _law,
    label="Thông báo thụ lý hoặc không thụ lý",
    start="ngày nhận đơn",
    amount=10,
    unit=Unit.CALENDAR_DAYS,
    ends="thông báo thụ lý hoặc không thụ lý",
    until=OLD_LAW_ENDS,
)
_accept_new = partial(
    _new,
    code="KN-TL-NEW",
    label="Thông báo thụ lý hoặc không thụ lý",
    start="ngày nhận đơn",
    amount=7,
    unit=Unit.WORKING_DAYS,
    ends="thông báo thụ lý hoặc không thụ lý (mẫu 03, 04)",
    edition="L136-2025",
)
_settle = partial(_law, start="ngày thụ lý", unit=Unit.CALENDAR_DAYS, ends="ban hành quyết định giải quyết khiếu nại")
_first = partial(
    _settle,
    family="KN-GQ1",
    label="Giải quyết khiếu nại lần đầu",
    subject="khiếu nại lần đầu",
    basis="LKN Đ28",
)
_second = partial(
    _settle,
    family="KN-GQ2",
    label="Giải quyết khiếu nại lần hai",
    subject="khiếu nại lần hai",
    basis="LKN Đ37",
)
_discipline = partial(
    _settle,
    family="KN-KL-GQ",
    label="Giải quyết khiếu nại quyết định kỷ luật",
    subject="khiếu nại quyết định kỷ luật",
    basis="LKN Đ50",
)
_time_bar = partial(_law, unit=Unit.CALENDAR_DAYS, ends="gửi đơn khiếu nại", nature=Nature.RIGHT)
_disciplinary_bar = partial(
    _time_bar,
    label="Thời hiệu khiếu nại quyết định kỷ luật",
    subject="khiếu nại quyết định kỷ luật",
    basis="LKN Đ48",
)

ACCEPTANCE = (
    _time_bar(
        code="KN-THOIHIEU",
        label="Thời hiệu khiếu nại",
        start="ngày nhận hoặc biết được quyết định, hành vi hành chính",
        amount=90,
        basis="LKN Đ9",
        note="Thời gian có trở ngại không tính vào thời hiệu.",
    ),
    _disciplinary_bar(code="KN-KL-TH1", start="ngày nhận quyết định kỷ luật", amount=15),
    _disciplinary_bar(code="KN-KL-TH2", start="ngày nhận quyết định giải quyết lần đầu", amount=10),
    _disciplinary_bar(
        code="KN-KL-TH2-BTV",
        label="Thời hiệu khiếu nại lần hai quyết định buộc thôi việc",
        start="ngày nhận quyết định giải quyết lần đầu",
        amount=30,
    ),
    _accept_old(code="KN-TL1-OLD", family="KN-TL", subject="khiếu nại lần đầu", basis="LKN Đ27"),
    _accept_new(
        family="KN-TL",
        subject="khiếu nại lần đầu",
        basis="LKN Đ27 (sửa bởi Luật 136/2025 Đ2 k15b); NĐ 124/2020 Đ16.1",
    ),
    _accept_old(code="KN-TL2-OLD", family="KN-TL2", subject="khiếu nại lần hai", basis="LKN Đ36.1"),
    _accept_new(
        family="KN-TL2",
        subject="khiếu nại lần hai",
        basis="LKN Đ36.1 (sửa bởi Luật 136/2025 Đ2 k15b); NĐ 124/2020 Đ16.1",
    ),
    _accept_old(code="KN-KL-TL-OLD", family="KN-KL-TL", subject="khiếu nại quyết định kỷ luật", basis="LKN Đ50"),
    _accept_new(
        family="KN-KL-TL",
        subject="khiếu nại quyết định kỷ luật",
        basis="LKN Đ50 (sửa bởi Luật 136/2025 Đ2 k15b); NĐ 124/2020 Đ16.1",
    ),
    _new(
        code="KN-UQ-NOTARY",
        family="KN-UQ",
        label="Giấy ủy quyền của cá nhân: công chứng hoặc chứng thực",
        start="ngày lập giấy ủy quyền",
        amount=None,
        unit=Unit.VALIDITY,
        rolls=Roll.NONE,
        ends="được chấp nhận nếu công chứng hoặc chứng thực",
        basis="NĐ 124/2020 Đ5.3 (sửa bởi NĐ 155/2026)",
        until=date(2026, 12, 31),
    ),
    _new(
        code="KN-UQ-CERT",
        family="KN-UQ",
        label="Giấy ủy quyền của cá nhân: chứng thực",
        start="ngày lập giấy ủy quyền",
        amount=None,
        unit=Unit.VALIDITY,
        rolls=Roll.NONE,
        ends="được chấp nhận nếu chứng thực; thôi yêu cầu công chứng",
        basis="NĐ 155/2026 Đ21.2",
        since=date(2027, 1, 1),
    ),
)

SETTLEMENT = (
    _first(code="KN-GQ1", amount=30),
    _first(code="KN-GQ1-C", variant=Variant.COMPLEX, amount=45, basis="LKN Đ28; NĐ 124/2020 Đ3a"),
    _first(code="KN-GQ1-R", variant=Variant.REMOTE, amount=45),
    _first(code="KN-GQ1-RC", variant=Variant.REMOTE_COMPLEX, amount=60),
    _second(code="KN-GQ2", amount=45),
    _second(code="KN-GQ2-C", variant=Variant.COMPLEX, amount=60, basis="LKN Đ37; NĐ 124/2020 Đ3a"),
    _second(code="KN-GQ2-R", variant=Variant.REMOTE, amount=60),
    _second(code="KN-GQ2-RC", variant=Variant.REMOTE_COMPLEX, amount=70),
    _discipline(code="KN-KL-GQ", amount=30),
    _discipline(code="KN-KL-GQ-C", variant=Variant.COMPLEX, amount=45),
    _new(
        code="KN-DT-NOTICE",
        label="Gửi giấy mời đối thoại",
        start="ngày đối thoại",
        amount=5,
        unit=Unit.CALENDAR_DAYS_BEFORE,
        rolls=Roll.BACKWARD,
        ends="gửi giấy mời",
        basis="NĐ 124/2020 Đ28.1 (sửa bởi NĐ 155/2026)",
        at_least=True,
    ),
    _new(
        code="KN-TDC-ISSUE",
        label="Ra quyết định tạm đình chỉ, đình chỉ, tiếp tục",
        start="ngày có hoặc hết căn cứ",
        amount=None,
        unit=Unit.NOW,
        rolls=Roll.NONE,
        ends="ban hành quyết định (mẫu 14a, 14b)",
        basis="NĐ 124/2020 Đ28b (bổ sung bởi NĐ 155/2026)",
    ),
    _new(
        code="KN-TDC-SEND",
        label="Gửi quyết định tạm đình chỉ, đình chỉ, tiếp tục",
        start="ngày ra quyết định",
        amount=3,
        unit=Unit.WORKING_DAYS,
        ends="gửi cho các bên",
        basis="NĐ 124/2020 Đ28b (bổ sung bởi NĐ 155/2026)",
    ),
    _new(
        code="KN-TDC-PAUSE",
        label="Tạm đình chỉ giải quyết khiếu nại",
        start="ngày quyết định tạm đình chỉ",
        amount=None,
        unit=Unit.PAUSE,
        rolls=Roll.NONE,
        ends="quyết định tiếp tục giải quyết; tính tiếp từ ngày ấy",
        basis="LKN Đ11a; NĐ 124/2020 Đ28b.2",
        confidence=Confidence.PRESS,
        note="NĐ 124/2020 Đ28b đã đọc toàn văn; LKN Đ11a theo báo chí.",
    ),
    _law(
        code="KN-DC-30",
        label="Tiếp tục khiếu nại sau thông báo đình chỉ",
        start="ngày có thông báo đình chỉ",
        amount=30,
        unit=Unit.CALENDAR_DAYS,
        ends="tiếp tục khiếu nại",
        basis="LKN Đ11.8",
        nature=Nature.RIGHT,
        note="Quá hạn mà không tiếp tục: khiếu nại không được thụ lý.",
    ),
)
