"""Periods of complaints after the decision: sending, publication, the next right, effect, enforcement."""

from datetime import date
from functools import partial

from caseflow.law.period import Period
from caseflow.law.terms import Confidence, Nature, Roll, Unit, Variant

_law = partial(
    Period,
    subject="khiếu nại",
    since=date(2012, 7, 1),
    edition="LKN-2011",
    confidence=Confidence.SEEN,
)
_published = partial(
    Period,
    subject="quyết định giải quyết khiếu nại",
    basis="NĐ 124/2020 Đ29",
    since=date(2020, 12, 10),
    edition="ND124-2020",
    confidence=Confidence.PRESS,
)
_window = partial(
    _law,
    label="Khiếu nại lần hai",
    unit=Unit.CALENDAR_DAYS,
    ends="gửi đơn khiếu nại lần hai",
    basis="LKN Đ33.1",
    nature=Nature.RIGHT,
)
_received = partial(_window, family="KN-W2-RECV", start="ngày nhận quyết định giải quyết lần đầu")
_expired = partial(
    _window,
    family="KN-W2-EXPIRE",
    start="ngày hết thời hạn giải quyết lần đầu mà không được giải quyết",
    after="KN-GQ1",
)
_effect = partial(
    _law,
    start="ngày ban hành quyết định",
    unit=Unit.CALENDAR_DAYS,
    rolls=Roll.NONE,
    ends="quyết định có hiệu lực pháp luật",
    nature=Nature.EFFECT,
)
_effect_first = partial(
    _effect,
    family="KN-EFF1",
    label="Quyết định lần đầu có hiệu lực",
    subject="khiếu nại lần đầu",
    basis="LKN Đ44.1",
    note="Nếu không có khiếu nại lần hai.",
)
_effect_second = partial(
    _effect,
    family="KN-EFF2",
    label="Quyết định lần hai có hiệu lực",
    subject="khiếu nại lần hai",
    basis="LKN Đ44.2",
)
_sue = partial(
    Period,
    code="KN-SUE",
    label="Khởi kiện vụ án hành chính",
    subject="khiếu nại",
    amount=1,
    unit=Unit.YEARS,
    ends="khởi kiện tại Tòa án",
    basis="L.TTHC Đ116",
    since=date(2016, 7, 1),
    edition="LTTHC-2015",
    confidence=Confidence.PRESS,
    nature=Nature.RIGHT,
)

SENDING = (
    _law(
        code="KN-SEND1",
        label="Gửi quyết định giải quyết lần đầu",
        subject="khiếu nại lần đầu",
        start="ngày có quyết định giải quyết",
        amount=3,
        unit=Unit.WORKING_DAYS,
        ends="gửi quyết định",
        basis="LKN Đ32",
    ),
    _law(
        code="KN-SEND2",
        label="Gửi quyết định giải quyết lần hai",
        subject="khiếu nại lần hai",
        start="ngày có quyết định giải quyết",
        amount=7,
        unit=Unit.CALENDAR_DAYS,
        ends="gửi quyết định",
        basis="LKN Đ41.1",
    ),
    _law(
        code="KN-KL-SEND2",
        label="Gửi quyết định giải quyết lần hai về kỷ luật",
        subject="khiếu nại quyết định kỷ luật",
        start="ngày ban hành quyết định",
        amount=7,
        unit=Unit.CALENDAR_DAYS,
        ends="gửi quyết định",
        basis="LKN Đ56.2",
    ),
    _published(
        code="KN-PUB",
        label="Công khai quyết định giải quyết khiếu nại",
        start="ngày ban hành quyết định",
        amount=15,
        unit=Unit.CALENDAR_DAYS,
        ends="công khai",
    ),
    _published(
        code="KN-PUB-POST",
        label="Thời gian niêm yết quyết định",
        start="ngày niêm yết hoặc đăng cổng thông tin",
        amount=15,
        unit=Unit.CALENDAR_DAYS,
        ends="được gỡ",
        nature=Nature.MINIMUM,
        at_least=True,
    ),
    _published(
        code="KN-PUB-MEET",
        label="Thông báo cuộc họp công khai quyết định",
        start="ngày họp",
        amount=3,
        unit=Unit.CALENDAR_DAYS_BEFORE,
        rolls=Roll.BACKWARD,
        ends="gửi thông báo",
    ),
)

NEXT_RIGHTS = (
    _received(code="KN-W2-RECV", amount=30),
    _received(code="KN-W2-R", variant=Variant.REMOTE, amount=45, note="Có thể dài hơn, không quá 45 ngày."),
    _expired(code="KN-W2-EXPIRE", amount=30),
    _expired(code="KN-W2-R", variant=Variant.REMOTE, amount=45, note="Có thể dài hơn, không quá 45 ngày."),
    _sue(family="KN-SUE-RECV", start="ngày nhận hoặc biết được quyết định giải quyết"),
    _sue(
        family="KN-SUE-EXPIRE",
        start="ngày hết thời hạn giải quyết mà không được giải quyết",
        after="KN-GQ1",
    ),
    _sue(
        family="KN-SUE-EXPIRE2",
        start="ngày hết thời hạn giải quyết lần hai mà không được giải quyết",
        after="KN-GQ2",
    ),
)

EFFECT = (
    _effect_first(code="KN-EFF1", amount=30),
    _effect_first(code="KN-EFF1-R", variant=Variant.REMOTE, amount=45),
    _effect_second(code="KN-EFF2", amount=30),
    _effect_second(code="KN-EFF2-R", variant=Variant.REMOTE, amount=45),
    _effect(
        code="KN-KL-EFF",
        label="Quyết định về kỷ luật có hiệu lực",
        subject="khiếu nại quyết định kỷ luật",
        amount=30,
        basis="LKN Đ57.1",
    ),
    _published(
        code="KN-ENF",
        label="Thi hành quyết định giải quyết khiếu nại",
        start="ngày quyết định có hiệu lực",
        amount=5,
        unit=Unit.WORKING_DAYS,
        ends="thi hành hoặc ban hành văn bản chỉ đạo thi hành",
        basis="NĐ 124/2020 Đ31",
    ),
)
