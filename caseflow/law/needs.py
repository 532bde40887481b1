"""What must be known before a step is lawful, by name: one sentence and one test each."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from caseflow.law.ask import is_true
from caseflow.law.competence import Author
from caseflow.law.periods import PERIODS
from caseflow.law.representatives import MANY, size_of
from caseflow.law.terms import Action, Instance, PetitionKind, ProxyPaper
from caseflow.law.turning_points import TWO_TIERS


@dataclass(frozen=True, slots=True)
class Need:
    """A recorded fact without which a step is refused, and the sentence of the refusal."""

    sentence: str
    holds: Callable[[Mapping[str, object]], bool]
    field: str = ""  # the question of the step's own form that it is about


def _recorded(name: str, sentence: str) -> tuple[str, Need]:
    return name, Need(sentence, lambda known: is_true(known.get(name)))


def _not_recorded(name: str, sentence: str) -> tuple[str, Need]:
    return f"!{name}", Need(sentence, lambda known: not is_true(known.get(name)))


SEVERAL_PEOPLE = 2
MOST_EXTENDED = 30
"""The days of one extension (LTC Đ30.2, 30.3)."""
AMENDED_ON, RECEIVED_ON = f"{Action.AMEND_DECISION.value}_on", f"{Action.RECORD_DELIVERY.value}_on"
HALTED_ON, LIFTED_ON = f"{Action.HALT_ENFORCEMENT.value}_on", f"{Action.LIFT_HALT.value}_on"
INVITED_ON = (f"{Action.INVITE_DIALOGUE.value}_on", f"{Action.SEND_INVITATION.value}_on")
CARRIED_OUT_ON = (f"{Action.ENFORCE.value}_on", f"{Action.EXECUTE.value}_on")
FORMAL = frozenset({ProxyPaper.NOTARISED, ProxyPaper.CERTIFIED})
PROXY_RULES = tuple(row for row in PERIODS if row.family == "KN-UQ")
DISTRICT_AUTHORS = frozenset({Author.DISTRICT_UNIT, Author.DISTRICT_CHAIR})


def _is_open(known: Mapping[str, object], name: str) -> bool:
    """Whether a question was answered with yes, or not asked at all."""
    return known.get(name) in (None, "") or is_true(known.get(name))


def _not_for_withdrawal(known: Mapping[str, object]) -> bool:
    return "withdrawn" not in (known.get("termination_ground"), known.get("ending_ground"))


IN_PERSON = (None, "", "in_person")


def _chaired_by_whom_it_may(known: Mapping[str, object]) -> bool:
    """The chair of the province holds a dialogue in person on four grounds, else sends a deputy or an agency's head.

    NĐ 124/2020 Đ28 (sửa bởi NĐ 155/2026). Five people on the petition are many, whether somebody ticked it or not.
    """
    chair = known.get("chaired_by")
    if known.get("settler") != "province_chair" or chair in IN_PERSON:
        return True
    in_person = bool(known.get("attendance_grounds")) or group_size(known) >= MANY
    return not in_person and chair in ("deputy", "agency_head")


def _head_in_person(known: Mapping[str, object]) -> bool:
    """The head of a provincial agency who settles a second complaint holds the dialogue in person (Đ28.2.a)."""
    return known.get("settler") != "agency_head" or known.get("chaired_by") in IN_PERSON


def _amended_since(known: Mapping[str, object]) -> bool:
    """Whether the decision was replaced after the last day on which one was received."""
    amended, received = known.get(AMENDED_ON), known.get(RECEIVED_ON)
    return amended is not None and (received is None or str(received) < str(amended))


def _is_halted(known: Mapping[str, object]) -> bool:
    """Whether a suspension of the contested decision stands: ordered, and not lifted since (LKN Đ35)."""
    ordered, lifted = known.get(HALTED_ON), known.get(LIFTED_ON)
    return is_true(known.get("halted")) and (not lifted or str(lifted) < str(ordered or ""))


def _must_be_settled(known: Mapping[str, object]) -> bool:
    """Whether this office owes an answer on the merits: a complaint or denunciation that is eligible and its own."""
    own = is_true(known.get("eligible")) and is_true(known.get("in_competence"))
    return own and known.get("kind") in (PetitionKind.COMPLAINT, PetitionKind.DENUNCIATION)


def _is_carried_out(known: Mapping[str, object]) -> bool:
    """Whether a decision was directed to be carried out, or left everything as it was (NĐ 124/2020 Đ31)."""
    nothing = known.get("second_result") == "upheld" or known.get("result") == "wrong"
    return nothing or any(known.get(day) for day in CARRIED_OUT_ON)


def group_size(known: Mapping[str, object]) -> int:
    """How many people stand on the petition, as far as is known."""
    return int(str(known.get("group_size") or 1))


def _is_represented(known: Mapping[str, object]) -> bool:
    people, sent = group_size(known), int(str(known.get("representatives") or 0))
    if people < SEVERAL_PEOPLE:
        return True
    if people < MANY:
        return bool(known.get("appointment"))
    size = size_of(people)
    return bool(known.get("appointment")) and size.least <= sent <= size.most


def _is_of_a_district(known: Mapping[str, object]) -> bool:
    """Whether a first settlement of what a former district did has been asked for since the districts ended."""
    received = known.get("received_on")
    late = received is not None and str(received) >= TWO_TIERS.isoformat()
    return late and known.get("author") in DISTRICT_AUTHORS and known.get("instance") == Instance.FIRST


def _is_by_a_valid_proxy(known: Mapping[str, object]) -> bool:
    """Whether a complaint is one's own, is found unfit, or rests on a power of attorney in the form of its day.

    The rows of KN-UQ hold from 01/07/2026; of a paper made before then nothing is asked here.
    """
    paper, made_on = known.get("proxy_paper"), known.get("proxy_on")
    if not paper or not is_true(known.get("eligible")):
        return True
    if not made_on:
        return False
    return paper in FORMAL or not any(str(row.since) <= str(made_on) <= str(row.until) for row in PROXY_RULES)


def _criteria(known: Mapping[str, object]) -> int:
    found = known.get("criteria")
    return len(found) if isinstance(found, list | tuple) else 0


NOTHING_TO_SEND = "stopped"
"""Set by every suspension and termination: without one there is nothing to send, and nothing to say of it."""

NEEDS: dict[str, Need] = dict(
    (
        _recorded("eligible", "Đơn chưa được xác định là đủ điều kiện xử lý."),
        _recorded("in_competence", "Đơn không thuộc thẩm quyền cơ quan này; hãy hướng dẫn hoặc chuyển đơn."),
        _not_recorded(
            "in_competence",
            "Đơn thuộc thẩm quyền cơ quan này; không hướng dẫn, chuyển đi nơi khác.",
        ),
        (
            "ground_of_extraordinary",
            Need(
                "Tiếp đột xuất phải nêu căn cứ.",
                lambda known: not is_true(known.get("extraordinary")) or bool(known.get("extraordinary_ground")),
                field="extraordinary_ground",
            ),
        ),
        (
            "ground_of_online",
            Need(
                "Tiếp trực tuyến phải nêu trường hợp.",
                lambda known: not is_true(known.get("online")) or bool(known.get("online_ground")),
                field="online_ground",
            ),
        ),
        _recorded("online", "Ngày này tiếp trực tiếp; bước này chỉ có ở phiên trực tuyến."),
        _not_recorded("transferred", "Tố cáo này đã được chuyển đến một lần; cùng nội dung chỉ chuyển đơn một lần."),
        _not_recorded("guided_before", "Đã hướng dẫn một lần về cùng nội dung (TT 05/2021); không hướng dẫn lại."),
        (
            "proxy",
            Need(
                "Khiếu nại theo ủy quyền chỉ đủ điều kiện khi ghi ngày lập giấy ủy quyền và giấy đã công chứng hoặc "
                "chứng thực (từ 01/07/2026, NĐ 124/2020 Đ5.3).",
                _is_by_a_valid_proxy,
                field="proxy_paper",
            ),
        ),
        _recorded("no_second_known", "Chưa có lời xác nhận rằng không biết có khiếu nại lần hai hoặc khởi kiện."),
        (
            "delivered",
            Need(
                "Chưa ghi ngày người khiếu nại nhận quyết định; hiệu lực: chưa xác định.",
                lambda known: is_true(known.get("delivered")) and not _amended_since(known),
            ),
        ),
        (
            "invited",
            Need(
                "Chưa ghi việc mời đối thoại bằng văn bản.",
                lambda known: is_true(known.get("invited")) or any(known.get(day) for day in INVITED_ON),
            ),
        ),
        (
            "not_withdrawn",
            Need(
                "Toàn bộ khiếu nại đã được rút: phải đình chỉ, không ra quyết định giải quyết.",
                lambda known: not (is_true(known.get("withdrawn")) and _is_open(known, "all_withdraw")),
            ),
        ),
        (
            "nothing_to_settle",
            Need(
                "Đơn đủ điều kiện và thuộc thẩm quyền: phải đề xuất thụ lý, không lưu, không trả.",
                lambda known: not _must_be_settled(known),
            ),
        ),
        (
            "carried_out",
            Need("Chưa có văn bản chỉ đạo thi hành, chưa ghi kết quả thi hành quyết định.", _is_carried_out),
        ),
        (
            "within_extension",
            Need(
                f"Mỗi lần gia hạn từ 1 đến {MOST_EXTENDED} ngày.",
                lambda known: 1 <= int(str(known.get("extended_by", MOST_EXTENDED))) <= MOST_EXTENDED,
                field="extended_by",
            ),
        ),
        _recorded(NOTHING_TO_SEND, "Chưa có quyết định tạm đình chỉ, đình chỉ hay tiếp tục nào để gửi."),
        _recorded("extended_once", "Chưa có quyết định gia hạn lần một."),
        _not_recorded("extended_once", "Đã gia hạn một lần; chỉ vụ việc đặc biệt phức tạp mới được gia hạn lần hai."),
        _not_recorded("extended_twice", "Đã gia hạn hai lần; luật không cho gia hạn nữa."),
        _recorded("dialogue_held", "Giải quyết lần này bắt buộc phải đối thoại trước khi ra quyết định."),
        ("halted", Need("Chưa có quyết định tạm đình chỉ thi hành nào để hủy.", _is_halted)),
        _recorded("crime_found", "Chưa ghi ngày phát hiện dấu hiệu tội phạm."),
        _recorded("without_denouncer", "Chưa xác nhận đã bỏ mọi thông tin về người tố cáo."),
        _recorded("urged", "Chưa đôn đốc lần một."),
        _recorded("urged_again", "Chưa đôn đốc lần hai."),
        _recorded("urged_third", "Chưa đôn đốc đủ ba lần."),
        _not_recorded("urged", "Đã đôn đốc lần một; hãy ghi đôn đốc lần hai."),
        _not_recorded("urged_again", "Đã đôn đốc lần hai; hãy ghi đôn đốc lần ba."),
        _not_recorded("urged_third", "Đã đôn đốc ba lần; hãy báo cáo Chủ tịch UBND."),
        _recorded("originals_to_return", "Đơn này không có bản gốc phải trả."),
        _recorded("from_outside", "Đơn này không do cơ quan, báo chí chuyển đến; không có nơi phải báo kết quả."),
        _recorded("citizen_asked", "Công dân không yêu cầu được báo lại."),
        ("decided", Need("Hồ sơ này chưa có quyết định giải quyết.", lambda known: bool(known.get("decide_on")))),
        (
            "dialogue_unless_agreed",
            Need(
                "Yêu cầu và kết quả xác minh còn khác nhau: phải đối thoại trước khi ra quyết định.",
                lambda known: is_true(known.get("dialogue_held")) or _is_open(known, "no_difference"),
            ),
        ),
        (
            "chaired_by_whom_it_may",
            Need(
                "Chủ tịch UBND tỉnh phải trực tiếp đối thoại trong bốn trường hợp; ngoài ra chỉ giao cấp phó hoặc "
                "thủ trưởng cơ quan.",
                _chaired_by_whom_it_may,
                field="chaired_by",
            ),
        ),
        (
            "head_in_person",
            Need("Giải quyết lần hai: thủ trưởng cơ quan phải trực tiếp đối thoại.", _head_in_person, "chaired_by"),
        ),
        (
            "withdrawal_recorded",
            Need(
                "Chưa ghi việc rút toàn bộ khiếu nại của tất cả những người khiếu nại.",
                lambda known: (
                    _not_for_withdrawal(known) or (is_true(known.get("withdrawn")) and _is_open(known, "all_withdraw"))
                ),
            ),
        ),
        (
            "withdrawal_ends",
            Need(
                "Chưa ghi việc rút toàn bộ tố cáo, chưa xem xét dấu hiệu theo Điều 33.3, hoặc có dấu hiệu: vẫn phải "
                "giải quyết.",
                lambda known: (
                    _not_for_withdrawal(known)
                    or (
                        is_true(known.get("withdrawn"))
                        and is_true(known.get("signs_examined"))
                        and not known.get("signs")
                    )
                ),
            ),
        ),
        (
            "group_signed",
            Need(
                "Nhiều người cùng khiếu nại: đơn phải có đủ chữ ký của tất cả mọi người.",
                lambda known: group_size(known) < SEVERAL_PEOPLE or is_true(known.get("all_signed")),
                field="all_signed",
            ),
        ),
        (
            "group_represented",
            Need(
                "Nhiều người cùng khiếu nại: cần văn bản cử người đại diện, 1 hoặc 2 người khi có từ 5 đến 10 người, "
                "nhiều nhất 5 người khi trên 10 người.",
                _is_represented,
                field="appointment",
            ),
        ),
        (
            "two_verifiers",
            Need(
                "Tổ xác minh phải có ít nhất hai người.",
                lambda known: int(str(known.get("team_size") or SEVERAL_PEOPLE)) >= SEVERAL_PEOPLE,
                field="team_size",
            ),
        ),
        (
            "successor_basis",
            Need(
                "Quyết định, hành vi của cấp huyện (cũ): cần ghi căn cứ chọn cơ quan kế thừa.",
                lambda known: not _is_of_a_district(known) or bool(known.get("successor_basis")),
                field="successor_basis",
            ),
        ),
        (
            "one_criterion",
            Need("Cần ghi ít nhất một trong bảy tiêu chí phức tạp.", lambda known: _criteria(known) >= 1),
        ),
        (
            "two_criteria",
            Need(
                "Vụ việc đặc biệt phức tạp phải có từ hai tiêu chí trở lên.",
                lambda known: _criteria(known) > 1,
            ),
        ),
    )
)
