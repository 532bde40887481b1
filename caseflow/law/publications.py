"""Results published by law: which papers, for how long at least, in what states (NĐ 124/2020 Đ29; LTC Đ40). Pure."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256

from caseflow.law.periods import PERIODS, in_force
from caseflow.law.tables import OF_CASES
from caseflow.law.terms import Action, PetitionKind, Procedure, Term


class PublicationState(Term):
    """Where the text of a publication is; that its time on the portal is over is read off its last day."""

    PREPARED = "prepared", "chờ duyệt"
    RETURNED = "returned", "trả lại để sửa"
    POSTED = "posted", "đã đăng"
    REPLACED = "replaced", "đã thay bằng bản khác"
    WITHDRAWN = "withdrawn", "đã gỡ trước hạn"


class PublicField(Term):
    """What may be told of a paper; each is ticked on purpose."""

    NUMBER = "number", "Số, ngày văn bản"
    OFFICE = "office", "Cơ quan ban hành"
    FIELD = "field", "Lĩnh vực"
    AREA = "area", "Địa bàn (xã, phường)"
    CONTENT = "content", "Tóm tắt nội dung"
    RESULT = "result", "Tóm tắt kết quả"


@dataclass(frozen=True, slots=True)
class PublicationRule:
    """Which acts of a kind of case are published, as what, by which families of periods, telling what at most."""

    actions: frozenset[Action]
    paper: str
    family: str
    posting: str
    fields: tuple[PublicField, ...]


RULES: Mapping[PetitionKind, PublicationRule] = {
    PetitionKind.COMPLAINT: PublicationRule(
        frozenset({Action.DECIDE, Action.AMEND_DECISION}),
        "Quyết định giải quyết khiếu nại",
        "KN-PUB",
        "KN-PUB-POST",
        tuple(PublicField),
    ),
    PetitionKind.DENUNCIATION: PublicationRule(
        frozenset({Action.CONCLUDE}),
        "Kết luận nội dung tố cáo",
        "TC-PUB",
        "TC-PUB-POST",
        tuple(field for field in PublicField if field is not PublicField.AREA),
    ),
}
"""Of a denunciation the conclusion alone, without the commune: in a small one it would lead to whoever denounced."""


def rule_of(procedure: Procedure, kind: PetitionKind, action: Action) -> PublicationRule | None:
    """How an act is published; nothing where the law publishes none, and never of a record of protection."""
    rule = RULES.get(kind)
    if rule is None or procedure is Procedure.PROTECTION or action not in rule.actions:
        return None
    published = any(step.action is Action.PUBLISH for step in OF_CASES[procedure].steps)
    return rule if published else None


@dataclass(frozen=True, slots=True)
class LeastPosting:
    """How many days a posting stands at least, and the article that says so."""

    days: int
    basis: str


def least_posting(rule: PublicationRule, *, on: date) -> LeastPosting:
    """The least time of a posting by the wording in force on the day it is posted."""
    period = in_force(PERIODS, on=on, code=rule.posting)
    return LeastPosting(period.amount or 0, period.basis)


def last_day(posted_on: date, days: int) -> date:
    """The last day of a posting of so many days; the day of posting is not counted."""
    return posted_on + timedelta(days=days)


def digest_of(told: Mapping[str, str]) -> str:
    """The digest of all that the public will read, by which what was approved is known to be what is posted."""
    return sha256(json.dumps(told, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
