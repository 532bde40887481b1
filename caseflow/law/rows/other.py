"""Periods of feedback, of handling petitions, of land disputes, of reports and of personal data."""

from datetime import date
from functools import partial

from caseflow.law.period import Period
from caseflow.law.terms import Confidence, Nature, Roll, Unit, Variant

_land_decree = partial(
    Period,
    subject="tranh chấp đất đai",
    start="ngày thụ lý",
    unit=Unit.CALENDAR_DAYS,
    ends="quyết định giải quyết tranh chấp",
    basis="NĐ 151/2025",
    since=date(2025, 7, 1),
    edition="ND151-2025",
    confidence=Confidence.PRESS,
)
_report = partial(
    Period,
    subject="báo cáo thống kê",
    start="ngày kết thúc kỳ báo cáo (ngày 14)",
    unit=Unit.DAY_OF_MONTH,
    basis="TT 06/2025/TT-TTCP Đ7.2.a",
    since=date(2025, 9, 30),
    edition="TT06-2025",
    confidence=Confidence.SEEN,
)
_data_subject = partial(
    Period,
    subject="yêu cầu của chủ thể dữ liệu cá nhân",
    start="ngày nhận yêu cầu",
    basis="NĐ 356/2025",
    since=date(2026, 1, 1),
    edition="ND356-2025",
    confidence=Confidence.PRESS,
)
_stop = partial(
    _data_subject,
    label="Ngừng xử lý dữ liệu cá nhân",
    unit=Unit.CALENDAR_DAYS,
    ends="thực hiện rút lại đồng ý, hạn chế hoặc phản đối",
)

FEEDBACK = (
    Period(
        code="KNPA-RESULT",
        label="Thông báo kết quả kiến nghị, phản ánh",
        subject="kiến nghị, phản ánh qua tiếp công dân",
        start="ngày tiếp nhận",
        amount=10,
        unit=Unit.WORKING_DAYS,
        ends="thông báo kết quả",
        basis="LTCD Đ28.1",
        since=date(2014, 7, 1),
        edition="LTCD-2013",
        confidence=Confidence.SEEN,
    ),
    Period(
        code="KNPA-PROC-45",
        label="Xử lý kiến nghị, phản ánh (trách nhiệm cá nhân)",
        subject="kiến nghị, phản ánh",
        start="ngày nhận đơn",
        amount=45,
        unit=Unit.CALENDAR_DAYS,
        ends="xử lý đơn",
        basis="NĐ 154/2026 Đ41.3.b",
        since=date(2026, 7, 1),
        edition="ND154-2026",
        confidence=Confidence.SEEN,
    ),
    Period(
        code="KNPA-QDHC-TRANSFER",
        label="Chuyển phản ánh về quy định hành chính",
        subject="phản ánh, kiến nghị về quy định hành chính",
        start="ngày tiếp nhận",
        amount=5,
        unit=Unit.WORKING_DAYS,
        ends="chuyển cơ quan có thẩm quyền",
        basis="NĐ 20/2008",
        since=date(2008, 3, 3),
        edition="ND20-2008",
        confidence=Confidence.MEMORY,
    ),
)

HANDLING = (
    Period(
        code="XLD-10",
        label="Xử lý đơn",
        subject="xử lý đơn cấp tỉnh",
        start="ngày tiếp nhận đơn",
        amount=10,
        unit=Unit.WORKING_DAYS,
        ends="ban hành hướng xử lý",
        basis="TT 05/2021; thủ tục hành chính “xử lý đơn”",
        since=date(2021, 11, 15),
        edition="TT05-2021",
        confidence=Confidence.PRESS,
        note="Thủ tục 315145 trên cổng ghi “10 ngày”: ngày hay ngày làm việc chưa ngã ngũ.",
    ),
    Period(
        code="XLD-REPLY",
        label="Phúc đáp của nơi nhận đơn chuyển",
        subject="đơn đã chuyển",
        start="ngày ghi trong văn bản chuyển đơn",
        amount=None,
        unit=Unit.BY_DOCUMENT,
        rolls=Roll.NONE,
        ends="nhận phúc đáp",
        basis="NĐ 154/2026 Đ32.1",
        since=date(2026, 7, 1),
        edition="ND154-2026",
        confidence=Confidence.SEEN,
        note="Không phúc đáp: đôn đốc lần 1, 2, 3, rồi báo cáo Chủ tịch.",
    ),
    Period(
        code="TOGIAC",
        label="Chuyển tin báo, tố giác tội phạm",
        subject="tin báo, tố giác tội phạm",
        start="ngày tiếp nhận",
        amount=None,
        unit=Unit.NOW,
        rolls=Roll.NONE,
        ends="chuyển cơ quan điều tra",
        basis="LTC Đ27.1; BLTTHS Đ144–146",
        since=date(2018, 1, 1),
        edition="BLTTHS-2015",
        confidence=Confidence.MEMORY,
    ),
)

LAND = (
    Period(
        code="TRANHCHAP-HG",
        label="Hòa giải tranh chấp đất đai tại xã",
        subject="tranh chấp đất đai",
        start="ngày nhận đơn yêu cầu",
        amount=30,
        unit=Unit.CALENDAR_DAYS,
        ends="biên bản hòa giải",
        basis="Luật Đất đai 2024 Đ235",
        since=date(2024, 8, 1),
        edition="LDD-2024",
        confidence=Confidence.MEMORY,
    ),
    _land_decree(code="TRANHCHAP-XA", label="Chủ tịch UBND xã giải quyết tranh chấp đất đai", amount=45),
    _land_decree(
        code="TRANHCHAP-XA-R",
        family="TRANHCHAP-XA",
        variant=Variant.REMOTE,
        label="Chủ tịch UBND xã giải quyết tranh chấp đất đai (vùng đi lại khó khăn)",
        amount=55,
    ),
    _land_decree(code="TRANHCHAP-TINH", label="Chủ tịch UBND tỉnh giải quyết tranh chấp đất đai", amount=50),
    _land_decree(
        code="TRANHCHAP-TINH-R",
        family="TRANHCHAP-TINH",
        variant=Variant.REMOTE,
        label="Chủ tịch UBND tỉnh giải quyết tranh chấp đất đai (vùng đi lại khó khăn)",
        amount=60,
    ),
    Period(
        code="TRANHCHAP-KN",
        label="Khiếu nại, khởi kiện quyết định giải quyết tranh chấp",
        subject="quyết định giải quyết tranh chấp đất đai",
        start="ngày nhận quyết định giải quyết tranh chấp",
        amount=30,
        unit=Unit.CALENDAR_DAYS,
        ends="gửi đơn khiếu nại hoặc khởi kiện",
        basis="Luật Đất đai 2024 Đ236",
        since=date(2024, 8, 1),
        edition="LDD-2024",
        confidence=Confidence.PRESS,
        nature=Nature.RIGHT,
        note="Thay cho thời hiệu 90 ngày của LKN Đ9.",
    ),
)

REPORTS = (
    _report(
        code="RPT-17",
        label="Gửi báo cáo thống kê lên tỉnh",
        amount=17,
        ends="xã, phường, sở, ngành gửi báo cáo lên tỉnh",
    ),
    _report(
        code="RPT-20",
        label="Gửi báo cáo thống kê lên Thanh tra Chính phủ",
        amount=20,
        ends="tỉnh gửi báo cáo lên Thanh tra Chính phủ",
    ),
)

PERSONAL_DATA = (
    _data_subject(
        code="PD-REPLY",
        label="Phản hồi yêu cầu của chủ thể dữ liệu",
        amount=2,
        unit=Unit.WORKING_DAYS,
        ends="phản hồi",
    ),
    _stop(code="PD-STOP", amount=15),
    _stop(code="PD-STOP-3P", family="PD-STOP", variant=Variant.THIRD_PARTY, amount=20),
    _data_subject(
        code="PD-STOP-EXT",
        label="Gia hạn ngừng xử lý dữ liệu cá nhân",
        start="ngày hết thời hạn hiện tại",
        amount=15,
        unit=Unit.CALENDAR_DAYS,
        ends="thực hiện rút lại đồng ý, hạn chế hoặc phản đối",
        extends="PD-STOP",
        note="Một lần, không quá 15 ngày.",
    ),
    Period(
        code="PD-BREACH",
        label="Thông báo vi phạm dữ liệu cá nhân",
        subject="bảo vệ dữ liệu cá nhân",
        start="lúc phát hiện vi phạm",
        amount=72,
        unit=Unit.HOURS,
        rolls=Roll.NONE,
        ends="thông báo cơ quan chuyên trách",
        basis="Luật 91/2025",
        since=date(2026, 1, 1),
        edition="L91-2025",
        confidence=Confidence.MEMORY,
    ),
)
