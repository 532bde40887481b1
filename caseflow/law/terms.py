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


THREE_KINDS = frozenset({PetitionKind.COMPLAINT, PetitionKind.DENUNCIATION, PetitionKind.FEEDBACK})


class Instance(Term):
    """Which time the matter is settled: a complaint first or second, a denunciation first or again."""

    FIRST = "first", "lần đầu"
    SECOND = "second", "lần hai"
    AGAIN = "again", "tố cáo tiếp"


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
}
"""One list per kind (TT 06/2025, form 02/XLD): for a denunciation, land counts as hành chính."""


class Channel(Term):
    """How a petition came in (nguồn đơn)."""

    RECEPTION = "reception", "trực tiếp tại nơi tiếp công dân"
    POST = "post", "bưu chính"
    AGENCY = "agency", "cơ quan khác chuyển đến"
    HAND = "hand", "nộp tại văn thư"
    LEADER = "leader", "lãnh đạo chuyển"
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
    CLOSED = "closed", "kết thúc"


Status = EntryStatus | CaseStatus


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
    TAKE_REPLY = "take_reply", "nhận phúc đáp"
    URGE = "urge", "đôn đốc"
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
    TAKE_EFFECT = "take_effect", "xác nhận có hiệu lực"
    ENFORCE = "enforce", "chỉ đạo thi hành"
    CONCLUDE = "conclude", "kết luận nội dung tố cáo"
    SEND_CONCLUSION = "send_conclusion", "gửi kết luận"
    ACT = "act", "xử lý theo kết luận"
    ANSWER = "answer", "trả lời bằng văn bản"
    CLOSE = "close", "kết thúc"
    # work given by a document
    ASSIGN = "assign", "giao việc"
    REPORT = "report", "báo cáo kết quả"


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
