"""The facts that steps ask for: how each is called, typed and explained. Forms of steps are made of these."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum

from caseflow.law.competence import Author
from caseflow.law.grounds import (
    COMPLEXITY,
    DENUNCIATION_CONDITIONS,
    DENUNCIATION_SUSPENSION,
    DENUNCIATION_TERMINATION,
    INELIGIBILITY,
    NON_ACCEPTANCE,
    SUSPENSION,
    TERMINATION,
    Ground,
    in_force,
)
from caseflow.law.terms import FIELDS, Field, Instance, PetitionKind, Term


class FactType(Enum):
    """How a fact is typed on screen."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    DATE = "date"
    YES_NO = "yes_no"
    CHOICE = "choice"
    SEVERAL = "several"
    OFFICE = "office"
    PERSON = "person"
    MATTER = "matter"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Ask:
    """A fact a step asks for."""

    name: str
    label: str
    type: FactType
    required: bool = True
    help: str = ""
    basis: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    grounds: tuple[Ground, ...] = ()  # where the choices are grounds of law

    @property
    def offered(self) -> dict[str, str]:
        """Every choice there ever was, with its label."""
        return dict(self.choices) | {ground.code: f"{ground.text} ({ground.basis})" for ground in self.grounds}

    def open_on(self, day: date) -> frozenset[str]:
        """The choices that the law knows on a day."""
        return frozenset(dict(self.choices)) | {ground.code for ground in in_force(self.grounds, day)}


def _of(term: type[Term]) -> tuple[tuple[str, str], ...]:
    return tuple((member.value, member.label) for member in term)


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

ASKS: dict[str, Ask] = {
    ask.name: ask
    for ask in (
        Ask(
            "kind",
            "Loại đơn",
            FactType.CHOICE,
            choices=_of(PetitionKind),
            help="Theo nội dung và yêu cầu, không theo tên đơn",
        ),
        Ask("field", "Lĩnh vực", FactType.CHOICE, choices=_of(Field)),
        Ask("instance", "Lần", FactType.CHOICE, choices=_of(Instance)),
        Ask(
            "author",
            "Khiếu nại, tố cáo ai",
            FactType.CHOICE,
            required=False,
            choices=_of(Author),
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
        Ask("verifiers", "Thành viên tổ xác minh (ít nhất hai người)", FactType.LONG_TEXT, basis="LTC Đ31"),
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
        Ask("way", "Cách gửi, hình thức", FactType.TEXT),
    )
}


INSTANCES = {
    PetitionKind.COMPLAINT: (Instance.FIRST, Instance.SECOND),
    PetitionKind.DENUNCIATION: (Instance.FIRST, Instance.AGAIN),
}
"""The instances of the kinds that have more than one way of coming again (LKN Đ7; LTC Đ37)."""


YES = frozenset({"yes", "true", "True", "1"})
YES_OR_NO = YES | {"no", "false", "False", "0"}


def is_true(value: object) -> bool:
    """Whether a recorded fact says yes."""
    return str(value) in YES


@dataclass(frozen=True, slots=True)
class Need:
    """A recorded fact without which a step is refused, and the sentence of the refusal."""

    sentence: str
    holds: Callable[[Mapping[str, object]], bool]


def _recorded(name: str, sentence: str) -> tuple[str, Need]:
    return name, Need(sentence, lambda known: is_true(known.get(name)))


def _not_recorded(name: str, sentence: str) -> tuple[str, Need]:
    return f"!{name}", Need(sentence, lambda known: not is_true(known.get(name)))


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
        _not_recorded("transferred", "Tố cáo này đã được chuyển đến một lần; cùng nội dung chỉ chuyển đơn một lần."),
        _recorded("no_second_known", "Chưa có lời xác nhận rằng không biết có khiếu nại lần hai hoặc khởi kiện."),
        _recorded("delivered", "Chưa ghi ngày người khiếu nại nhận quyết định; hiệu lực: chưa xác định."),
        _recorded(NOTHING_TO_SEND, "Chưa có quyết định tạm đình chỉ, đình chỉ hay tiếp tục nào để gửi."),
        _recorded("extended_once", "Chưa có quyết định gia hạn lần một."),
        _not_recorded("extended_once", "Đã gia hạn một lần; chỉ vụ việc đặc biệt phức tạp mới được gia hạn lần hai."),
        _not_recorded("extended_twice", "Đã gia hạn hai lần; luật không cho gia hạn nữa."),
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


def fields_of(kind: PetitionKind) -> tuple[tuple[str, str], ...]:
    """The fields that a kind of petition may have (TT 06/2025)."""
    return tuple((member.value, member.label) for member in FIELDS[kind])


def wording(name: str, value: object) -> str:
    """A recorded fact in words: the label of a choice, có / không, or the text itself."""
    ask = ASKS.get(name)
    if ask is None:
        return str(value)
    if ask.type is FactType.YES_NO:
        return "có" if is_true(value) else "không"
    labels = ask.offered
    if isinstance(value, list | tuple):
        return "; ".join(labels.get(str(part), str(part)) for part in value)
    return labels.get(str(value), str(value))


def favourable(asks: Collection[str]) -> dict[str, object]:
    """Answers with which a step may be tried before anything was typed: yes, and as many criteria as any rule wants."""
    yes: dict[str, object] = {name: "yes" for name in asks if ASKS[name].type is FactType.YES_NO}
    several = {name: list(ASKS[name].offered)[:2] for name in asks if ASKS[name].type is FactType.SEVERAL}
    return yes | several
