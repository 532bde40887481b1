"""The vocabulary of the house: every closed set of the law, English in code, Vietnamese on screen.

One idea has one word. A member's value is what the database keeps; its label is what a person reads.
"""

from enum import StrEnum
from typing import Self


class Term(StrEnum):
    """A word of the law: a value for the machine and a label for the screen."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        """Keep the Vietnamese label beside the value."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member


class PetitionKind(Term):
    """What a petition is, by its content and not by its title (TT 05/2021)."""

    COMPLAINT = "complaint", "khiếu nại"
    DENUNCIATION = "denunciation", "tố cáo"
    FEEDBACK = "feedback", "kiến nghị, phản ánh"
    LAND_DISPUTE = "land_dispute", "tranh chấp đất đai"
    CIVIL = "civil", "dân sự, dân nguyện"
    JUDICIAL = "judicial", "tố tụng, thi hành án"
    CRIME_REPORT = "crime_report", "tin báo, tố giác tội phạm"
    PARTY = "party", "vụ việc của tổ chức Đảng"
    INFORMATION = "information", "thông tin có nội dung tố cáo, không phải đơn tố cáo"


SEALED_KINDS = frozenset({PetitionKind.DENUNCIATION, PetitionKind.INFORMATION})
"""Kinds whose very existence is secret (LTC Đ8, Đ25, Đ56)."""


class Instance(Term):
    """Which time the matter is settled: a complaint first or second, a denunciation first, again, or over its delay."""

    FIRST = "first", "lần đầu"
    SECOND = "second", "lần hai"
    AGAIN = "again", "tố cáo tiếp"
    OVERDUE = "overdue", "tố cáo quá hạn giải quyết"


class Procedure(Term):
    """One lawful procedure, with a table of steps of its own (hồ sơ giải quyết is one of them on a matter)."""

    COMPLAINT_FIRST = "complaint-first", "khiếu nại lần đầu"
    COMPLAINT_SECOND = "complaint-second", "khiếu nại lần hai"
    DISCIPLINE_FIRST = "discipline-first", "khiếu nại quyết định kỷ luật lần đầu"
    DISCIPLINE_SECOND = "discipline-second", "khiếu nại quyết định kỷ luật lần hai"
    DENUNCIATION_FIRST = "denunciation-first", "tố cáo lần đầu"
    DENUNCIATION_AGAIN = "denunciation-again", "tố cáo tiếp"
    DENUNCIATION_OVERDUE = "denunciation-overdue", "tố cáo quá hạn giải quyết"
    FEEDBACK = "feedback-first", "kiến nghị, phản ánh lần đầu"
    LAND_DISPUTE = "land-dispute", "tranh chấp đất đai"
    PROTECTION = "protection", "bảo vệ người tố cáo"
    LONG_PENDING = "long-pending", "rà soát vụ việc tồn đọng, kéo dài"


class ContestedObject(Term):
    """What a complaint is against; it decides the time-bar and the procedure (LKN Đ9, Đ48; Luật Đất đai Đ236)."""

    ACT = "act", "quyết định, hành vi hành chính"
    LAND_SETTLEMENT = "land_settlement", "quyết định giải quyết tranh chấp đất đai"
    DISCIPLINE = "discipline", "quyết định kỷ luật cán bộ, công chức"
    DISMISSAL = "dismissal", "quyết định kỷ luật buộc thôi việc"


class ProxyPaper(Term):
    """In what form a private person's power of attorney is (NĐ 124/2020 Đ5.3)."""

    NOTARISED = "notarised", "đã công chứng"
    CERTIFIED = "certified", "đã chứng thực"
    PLAIN = "plain", "chưa công chứng, chứng thực"


class Field(Term):
    """The field a petition is about; which of them a kind may have stands in FIELDS."""

    LAND = "land", "đất đai"
    POLICY = "policy", "chế độ, chính sách"
    ADMINISTRATION = "administration", "hành chính"
    CORRUPTION = "corruption", "tham nhũng"
    JUSTICE = "justice", "tư pháp"
    OTHER = "other", "khác"


FIELDS: dict[PetitionKind, tuple[Field, ...]] = {
    PetitionKind.COMPLAINT: (Field.LAND, Field.POLICY, Field.OTHER),
    PetitionKind.DENUNCIATION: (Field.ADMINISTRATION, Field.CORRUPTION, Field.JUSTICE, Field.OTHER),
    PetitionKind.FEEDBACK: (Field.POLICY, Field.LAND, Field.OTHER),
    PetitionKind.LAND_DISPUTE: (Field.LAND,),
    PetitionKind.CIVIL: (Field.OTHER,),
    PetitionKind.JUDICIAL: (Field.JUSTICE,),
    PetitionKind.CRIME_REPORT: (Field.JUSTICE,),
    PetitionKind.PARTY: (Field.OTHER,),
    PetitionKind.INFORMATION: (Field.ADMINISTRATION, Field.CORRUPTION, Field.JUSTICE, Field.OTHER),
}
"""One list per kind (TT 06/2025, form 02/XLD): for a denunciation, land counts as hành chính."""


class Channel(Term):
    """How a petition came in (nguồn đơn)."""

    RECEPTION = "reception", "trực tiếp tại nơi tiếp công dân"
    POST = "post", "bưu chính"
    AGENCY = "agency", "cơ quan khác chuyển đến"
    HAND = "hand", "nộp tại văn thư"
    LEADER = "leader", "lãnh đạo chuyển"
    PRESS = "press", "báo chí chuyển đến"
    ONLINE = "online", "trực tuyến"


class VisitKind(Term):
    """The three kinds of reception (LTCD Điều 2.1)."""

    REGULAR = "regular", "thường xuyên"
    PERIODIC = "periodic", "định kỳ"
    EXTRAORDINARY = "extraordinary", "đột xuất"


class VisitOutcome(Term):
    """How a visit ended at the desk."""

    PAPER_TAKEN = "paper_taken", "nhận đơn"
    WORDS_RECORDED = "words_recorded", "ghi lời trình bày"
    GUIDED = "guided", "hướng dẫn"
    EXPLAINED = "explained", "giải thích, không có đơn"
    REFUSED = "refused", "từ chối tiếp"


class EntryStatus(Term):
    """Where a petition stands at one office."""

    NEW = "new", "chưa vào sổ"
    RECEIVED = "received", "mới nhận"
    AWAITING_SUPPLEMENT = "awaiting_supplement", "chờ bổ sung"
    CLASSIFIED = "classified", "đã phân loại"
    PROPOSED = "proposed", "đề xuất thụ lý"
    IN_CASE = "in_case", "đã thụ lý"
    NOT_ACCEPTED = "not_accepted", "không thụ lý"
    GUIDED = "guided", "đã hướng dẫn"
    FORWARDED = "forwarded", "đã chuyển đơn"
    REQUIRED = "required", "đã yêu cầu cấp dưới giải quyết"
    INSPECTED = "inspected", "đã giao thanh tra, kiểm tra"
    RETURNED = "returned", "đã trả đơn"
    ANSWERED = "answered", "đã thông báo"
    FILED = "filed", "đã lưu đơn"
    JOINED = "joined", "đã nhập vụ việc"
    VOIDED = "voided", "đã hủy số"


class CaseStatus(Term):
    """Where a settlement case stands."""

    NEW = "new", "chưa lập"
    AWAITING = "awaiting", "chờ thụ lý"
    ACCEPTED = "accepted", "đã thụ lý"
    NOT_ACCEPTED = "not_accepted", "không thụ lý"
    VERIFYING = "verifying", "đang xác minh"
    DIALOGUE = "dialogue", "đã đối thoại"
    SUSPENDED = "suspended", "tạm đình chỉ"
    TERMINATED = "terminated", "đình chỉ"
    DECIDED = "decided", "đã có quyết định giải quyết"
    CONTESTED = "contested", "có khiếu nại lần hai hoặc khởi kiện"
    IN_EFFECT = "in_effect", "quyết định có hiệu lực"
    ENFORCING = "enforcing", "đang thi hành"
    CONCLUDED = "concluded", "đã có kết luận"
    ACTING = "acting", "đang xử lý theo kết luận"
    HANDLING = "handling", "đang xem xét, giải quyết"
    ANSWERED = "answered", "đã trả lời"
    REVIEWING = "reviewing", "đang xem xét lại"
    PASSED_UP = "passed_up", "cấp trên đã nhận giải quyết"
    AWAITING_REPORT = "awaiting_report", "chờ báo cáo việc chậm giải quyết"
    REPORTED = "reported", "đã có báo cáo việc chậm giải quyết"
    CONCILIATED = "conciliated", "đã hòa giải"
    PROTECTED = "protected", "đang được bảo vệ"
    PLANNED = "planned", "đã có kế hoạch rà soát"
    REVIEWED = "reviewed", "đã rà soát"
    ENDED_NOTICE = "ended_notice", "đã thông báo chấm dứt xem xét"
    CLOSED = "closed", "kết thúc"


class VisitStatus(Term):
    """Where a visit stands whose steps are written down; most visits are told by their outcome alone."""

    RECEIVED = "received", "chưa ghi kết quả tiếp"
    PAPER_TAKEN = "paper_taken", "đã nhận đơn"
    WORDS_RECORDED = "words_recorded", "đã ghi lời trình bày"
    GUIDED = "guided", "đã hướng dẫn"
    EXPLAINED = "explained", "đã giải thích"
    REFUSED = "refused", "đã từ chối tiếp"
    REFUSAL_DUE = "refusal_due", "từ chối tiếp, chờ thông báo"
    REFUSAL_DOUBTFUL = "refusal_doubtful", "từ chối tiếp, hình thức còn vướng mắc"
    REFUSAL_ISSUED = "refusal_issued", "đã thông báo từ chối tiếp"
    TOLD_ACCEPTED = "told_accepted", "đã báo được thụ lý"
    TOLD_MORE_TIME = "told_more_time", "đã báo cần thêm thời gian xác minh"
    TOLD_NOT_ACCEPTED = "told_not_accepted", "đã báo từ chối thụ lý"
    TOLD_FORWARDED = "told_forwarded", "đã báo chuyển nơi khác"


class DayStatus(Term):
    """Where a reception day stands."""

    NEW = "new", "chưa lập"
    PLANNED = "planned", "dự kiến"
    POSTED = "posted", "đã công bố"
    HELD = "held", "đã tổ chức"
    POSTPONED = "postponed", "đã hoãn"
    CANCELLED = "cancelled", "đã hủy"


Status = EntryStatus | CaseStatus | VisitStatus | DayStatus


class Action(Term):
    """An act of procedure; the label is the verb on the button."""

    # a petition entry at an office
    RECEIVE = "receive", "vào sổ"
    CLASSIFY = "classify", "phân loại"
    RECLASSIFY = "reclassify", "phân loại lại"
    ASK_SUPPLEMENT = "ask_supplement", "yêu cầu bổ sung"
    SUPPLEMENT = "supplement", "nhận bổ sung"
    PROPOSE = "propose", "đề xuất thụ lý"
    GUIDE = "guide", "hướng dẫn"
    FORWARD = "forward", "chuyển đơn"
    RETURN = "return", "trả đơn"
    INFORM = "inform", "thông báo đã giải quyết"
    FILE = "file", "lưu đơn"
    JOIN = "join", "nhập vào vụ việc"
    PART = "part", "tách khỏi vụ việc"
    TAKE_REPLY = "take_reply", "nhận phúc đáp"
    URGE = "urge", "đôn đốc"
    URGE_AGAIN = "urge_again", "đôn đốc lần hai"
    URGE_THIRD = "urge_third", "đôn đốc lần ba"
    REPORT_SLOW = "report_slow", "báo cáo Chủ tịch UBND việc chậm phúc đáp"
    REQUIRE = "require", "yêu cầu cấp dưới giải quyết"
    INSPECT = "inspect", "giao thanh tra, kiểm tra"
    SETTLED = "settled", "ghi nhận vụ việc đã giải quyết"
    REPORT_BACK = "report_back", "báo kết quả cho nơi chuyển đơn"
    RELAY = "relay", "báo lại công dân"
    GIVE_BACK = "give_back", "trả lại bản gốc"
    TELL_RESULT = "tell_result", "trả lời công dân"
    VOID = "void", "hủy số"
    # a settlement case
    OPEN = "open", "lập hồ sơ"
    ACCEPT = "accept", "thụ lý"
    REFUSE = "refuse", "không thụ lý"
    DETERMINE_REMOTE = "determine_remote", "xác định vùng đi lại khó khăn"
    DETERMINE_COMPLEX = "determine_complex", "ghi nhận vụ việc phức tạp"
    NOTIFY_ACCEPTANCE = "notify_acceptance", "thông báo việc thụ lý"
    NOTIFY_REFUSAL = "notify_refusal", "thông báo không thụ lý cho người tố cáo"
    VERIFY = "verify", "giao xác minh"
    EXTEND = "extend", "gia hạn"
    EXTEND_AGAIN = "extend_again", "gia hạn lần hai"
    INVITE_DIALOGUE = "invite_dialogue", "mời đối thoại"
    SEND_INVITATION = "send_invitation", "gửi giấy mời đối thoại"
    WITHDRAW_PART = "withdraw_part", "ghi nhận rút một phần"
    WITHDRAW = "withdraw", "ghi nhận rút toàn bộ"
    HALT_ENFORCEMENT = "halt_enforcement", "tạm đình chỉ thi hành quyết định bị khiếu nại"
    ANNOUNCE_MEETING = "announce_meeting", "thông báo họp công khai quyết định"
    LIFT_HALT = "lift_halt", "hủy việc tạm đình chỉ thi hành"
    HOLD_DIALOGUE = "hold_dialogue", "đối thoại"
    SUSPEND = "suspend", "tạm đình chỉ"
    CONTINUE = "continue", "tiếp tục giải quyết"
    TERMINATE = "terminate", "đình chỉ"
    SEND_SUSPENSION = "send_suspension", "gửi quyết định tạm đình chỉ, đình chỉ, tiếp tục"
    DECIDE = "decide", "ra quyết định giải quyết"
    SEND_DECISION = "send_decision", "gửi quyết định"
    RECORD_DELIVERY = "record_delivery", "ghi ngày người khiếu nại nhận quyết định"
    PUBLISH = "publish", "công khai"
    TAKE_SECOND = "take_second", "ghi nhận khiếu nại lần hai"
    TAKE_LAWSUIT = "take_lawsuit", "ghi nhận khởi kiện"
    TAKE_JUDGMENT = "take_judgment", "ghi nhận bản án, quyết định của Tòa án"
    END_SECOND = "end_second", "ghi nhận khiếu nại lần hai không được giải quyết"
    PASS_UP = "pass_up", "ghi nhận cấp trên nhận giải quyết do quá hạn"
    AMEND_DECISION = "amend_decision", "ra quyết định sửa đổi, thay thế"
    ORDER_REVIEW = "order_review", "yêu cầu xem xét lại quyết định"
    KEEP_DECISION = "keep_decision", "giữ nguyên quyết định sau khi xem xét lại"
    TAKE_EFFECT = "take_effect", "xác nhận có hiệu lực"
    ENFORCE = "enforce", "chỉ đạo thi hành"
    EXECUTE = "execute", "ghi kết quả thi hành"
    CONCLUDE = "conclude", "kết luận nội dung tố cáo"
    SEND_CONCLUSION = "send_conclusion", "gửi kết luận"
    ACT = "act", "xử lý theo kết luận"
    FIND_CRIME = "find_crime", "phát hiện dấu hiệu tội phạm"
    SEND_TO_POLICE = "send_to_police", "chuyển hồ sơ cho cơ quan điều tra"
    HANDLE_PROPOSAL = "handle_proposal", "ghi kết quả xử lý kiến nghị"
    REPORT_HANDLING = "report_handling", "báo kết quả xử lý cho người giải quyết tố cáo"
    FIX_COMPETENCE = "fix_competence", "xử lý về thẩm quyền giải quyết"
    ASK_REPORT = "ask_report", "yêu cầu báo cáo việc chậm giải quyết"
    TAKE_REPORT = "take_report", "nhận báo cáo việc chậm giải quyết"
    ORDER_SETTLE = "order_settle", "yêu cầu giải quyết và xử lý trách nhiệm"
    # what stands beside a case
    PROTECT = "protect", "áp dụng biện pháp bảo vệ"
    REFUSE_PROTECTION = "refuse_protection", "không áp dụng biện pháp bảo vệ"
    CHANGE_PROTECTION = "change_protection", "thay đổi biện pháp bảo vệ"
    END_PROTECTION = "end_protection", "chấm dứt bảo vệ"
    CONCILIATE = "conciliate", "lập biên bản hòa giải"
    PLAN_REVIEW = "plan_review", "lập kế hoạch, tổ công tác rà soát"
    REVIEW = "review", "rà soát, kiểm tra lại"
    END_CONSIDERATION = "end_consideration", "thông báo chấm dứt xem xét, giải quyết"
    STRIKE_OFF = "strike_off", "đưa ra khỏi danh sách"
    ANSWER = "answer", "trả lời bằng văn bản"
    CLOSE = "close", "kết thúc"
    # work given by a document
    ASSIGN = "assign", "giao việc"
    REPORT = "report", "báo cáo kết quả"
    # a visit to the desk
    TAKE_PAPER = "take_paper", "nhận đơn"
    RECORD_WORDS = "record_words", "ghi lời trình bày"
    ENTER_WORDS = "enter_words", "vào sổ thành đơn"
    EXPLAIN = "explain", "giải thích"
    REFUSE_VISIT = "refuse_visit", "từ chối tiếp"
    REFUSE_IN_WRITING = "refuse_in_writing", "từ chối tiếp bằng văn bản"
    REFUSE_PROLONGED = "refuse_prolonged", "từ chối tiếp vụ việc cố tình kéo dài"
    REFUSE_IN_DOUBT = "refuse_in_doubt", "từ chối tiếp, hình thức còn vướng mắc"
    ISSUE_REFUSAL = "issue_refusal", "thông báo từ chối tiếp"
    EXPLAIN_REFUSAL = "explain_refusal", "giải thích trực tiếp việc từ chối"
    TELL_ACCEPTED = "tell_accepted", "báo được thụ lý"
    TELL_MORE_TIME = "tell_more_time", "báo cần thêm thời gian xác minh"
    TELL_NOT_ACCEPTED = "tell_not_accepted", "báo từ chối thụ lý"
    TELL_FORWARDED = "tell_forwarded", "báo đã chuyển nơi khác"
    # a day on which leaders receive
    PLAN_DAY = "plan_day", "lập lịch ngày tiếp"
    POST_DAY = "post_day", "công bố, niêm yết lịch"
    AMEND_DAY = "amend_day", "đổi giờ, nơi, nội dung đã công bố"
    NOTIFY_ONLINE = "notify_online", "thông báo phiên tiếp trực tuyến"
    TEST_ONLINE = "test_online", "kiểm tra đường truyền"
    CONNECT_ONLINE = "connect_online", "kết nối các điểm cầu"
    HOLD_DAY = "hold_day", "ghi ngày tiếp đã tổ chức"
    POSTPONE_DAY = "postpone_day", "hoãn, chuyển ngày tiếp"
    CANCEL_DAY = "cancel_day", "hủy ngày tiếp"
    ANNOUNCE_CHANGE = "announce_change", "niêm yết thông báo hoãn, hủy"
    # a duty that comes round
    HOLD_BRIEFING = "hold_briefing", "ghi giao ban đã họp"


class Signer(Term):
    """Who signs a step in law (the recorded fact names the person)."""

    OFFICER = "officer", "cán bộ tiếp nhận, xử lý"
    HEAD = "head", "thủ trưởng cơ quan"
    AUTHORITY = "authority", "người có thẩm quyền giải quyết"
    CITIZEN = "citizen", "công dân"
    ANOTHER_OFFICE = "another_office", "cơ quan khác"


class Role(Term):
    """What a person is at an office, between two dates."""

    RECEPTION = "reception", "tiếp công dân"
    HANDLER = "handler", "xử lý đơn"
    SETTLER = "settler", "cán bộ giải quyết"
    UNIT_HEAD = "unit_head", "trưởng đơn vị"
    AUTHORITY = "authority", "người có thẩm quyền giải quyết"
    CLERK = "clerk", "văn thư"
    BOARD_HEAD = "board_head", "Trưởng Ban Tiếp công dân"
    LEADER = "leader", "lãnh đạo"
    JURIST = "jurist", "pháp chế"
    INSPECTOR = "inspector", "thanh tra"
    DAN_VAN = "dan_van", "Hành chính - Tổ chức"
    ADMIN = "admin", "quản trị"


class OfficeKind(Term):
    """What sort of body an office is."""

    PROVINCE = "province", "UBND tỉnh"
    DEPARTMENT = "department", "sở, ngành"
    COMMUNE = "commune", "xã, phường, đặc khu"
    UNIT = "unit", "đơn vị trực thuộc"
    BOARD = "board", "Ban Tiếp công dân"
    PARTY_COMMITTEE = "party_committee", "Tỉnh ủy"
    COUNCIL = "council", "HĐND"
    DEPUTIES = "deputies", "Đoàn ĐBQH"
    OUTSIDE = "outside", "cơ quan ngoài hệ thống"


class Authority(Term):
    """Which sort of body settles (TT 05/2021)."""

    ADMINISTRATIVE = "administrative", "hành chính"
    ELECTED = "elected", "dân cử"
    JUDICIAL = "judicial", "tố tụng, thi hành án"
    PARTY = "party", "Đảng, đoàn thể"
    PUBLIC_UNIT = "public_unit", "đơn vị sự nghiệp"
    ENTERPRISE = "enterprise", "doanh nghiệp nhà nước"


class SubjectKind(Term):
    """Everything that can have events, deadlines, documents and parties."""

    PETITION = "petition", "đơn"
    ENTRY = "entry", "đơn tại cơ quan"
    CASE = "case", "hồ sơ giải quyết"
    VISIT = "visit", "lượt tiếp"
    RECEPTION_DAY = "reception_day", "ngày tiếp công dân"
    ASSIGNMENT = "assignment", "việc được giao"
    DUTY = "duty", "việc định kỳ"
    MATTER = "matter", "vụ việc"


class PartyRole(Term):
    """What a person is to a subject."""

    PETITIONER = "petitioner", "người đứng đơn"
    VISITOR = "visitor", "người đến"
    REPRESENTATIVE = "representative", "người đại diện"
    AUTHORISED = "authorised", "người được ủy quyền"
    LAWYER = "lawyer", "luật sư, trợ giúp viên pháp lý"
    RESPONDENT = "respondent", "người bị khiếu nại, bị tố cáo, bị phản ánh"


class AssignmentRole(Term):
    """How an assigned office or person takes part."""

    LEAD = "lead", "chủ trì"
    SUPPORT = "support", "phối hợp"


class Unit(Term):
    """In what a statutory period is counted."""

    CALENDAR_DAYS = "CD", "ngày"
    WORKING_DAYS = "WD", "ngày làm việc"
    HOURS = "H", "giờ"
    YEARS = "Y", "năm"
    NOW = "NOW", "ngay trong ngày"
    CALENDAR_DAYS_BEFORE = "CD_BEFORE", "ngày trước"
    WORKING_DAYS_BEFORE = "WD_BEFORE", "ngày làm việc trước"
    HOURS_BEFORE = "H_BEFORE", "giờ trước"
    DAY_OF_MONTH = "DAY", "ngày cố định trong tháng"
    PER_WEEK = "PER_WEEK", "lần mỗi tuần"
    PER_MONTH = "PER_MONTH", "lần mỗi tháng"
    PER_QUARTER = "PER_QUARTER", "lần mỗi quý"
    PAUSE = "PAUSE", "tạm dừng"
    BY_DOCUMENT = "DOC", "ngày ghi trong văn bản"
    VALIDITY = "VALIDITY", "hiệu lực của giấy tờ"
    NO_FIGURE = "NO_FIGURE", "kịp thời, luật không ghi số"


class Roll(Term):
    """What happens when a period ends on a day off (BLDS Điều 148.5 and its readings)."""

    FORWARD = "forward", "dời sang ngày làm việc kế tiếp"
    BACKWARD = "backward", "đếm lùi, không dời"
    NONE = "none", "không dời"


class Variant(Term):
    """Which wording of a period family applies."""

    NORMAL = "normal", "thông thường"
    COMPLEX = "complex", "phức tạp"
    REMOTE = "remote", "vùng đi lại khó khăn"
    REMOTE_COMPLEX = "remote_complex", "phức tạp, vùng đi lại khó khăn"
    SEVERAL_PLACES = "several_places", "xác minh nhiều nơi hoặc ủy quyền"
    THIRD_PARTY = "third_party", "có bên thứ ba"


class Confidence(Term):
    """How sure the source of a rule row is."""

    SEEN = "S", "đã đọc toàn văn điều luật"
    PRESS = "P", "theo báo chí hoặc cổng thông tin"
    MEMORY = "M", "chưa xác minh"
    INFERRED = "I", "suy luận"


class Anchor(Term):
    """From which day a step starts a clock."""

    EVENT = "event", "ngày của bước này"
    RECEIVED = "received", "ngày nhận đơn"
    TYPED = "typed", "ngày ghi trong bước này"
    SET = "set", "ngày của bước này, đến hạn ghi trong văn bản"
    KNOWN = "known", "ngày đã biết từ bước trước"
    RIPE = "ripe", "ngày hết thời hạn mà bước này phải chờ"


class ClockState(Term):
    """How a clock stands on a given day; computed, never stored."""

    RUNNING = "running", "đang chạy"
    PAUSED = "paused", "đang tạm dừng"
    OVERDUE = "overdue", "quá hạn"
    MET = "met", "đã xong"
    MET_LATE = "met_late", "xong muộn"
    PENDING = "pending", "chưa mở"
    LAPSED = "lapsed", "đã hết"


class Nature(Term):
    """Whose a period is: only a duty can be overdue; the others lapse."""

    DUTY = "duty", "nghĩa vụ của cơ quan"
    RIGHT = "right", "thời hiệu, quyền của công dân"
    EFFECT = "effect", "thời điểm có hiệu lực"
    MINIMUM = "minimum", "thời gian tối thiểu"
