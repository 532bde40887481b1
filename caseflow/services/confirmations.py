"""A legal officer confirms rows of the rule table against the text of the law, or takes a confirmation back."""

from collections.abc import Collection
from datetime import datetime

from caseflow.law.confirming import Confirmed, digest_of, in_doubt, key_of
from caseflow.law.errors import MissingFactError, NotPermittedError, Refusal
from caseflow.law.period import Period
from caseflow.law.rights import Reader, Right
from caseflow.store import journal
from caseflow.store.db import db
from caseflow.store.offices import root_path
from caseflow.store.rules import (
    RuleWithdrawal,
    rules_in_force,
    rules_rewritten,
    standing_confirmation,
    write_confirmation,
)
from caseflow.text import tidy


def waiting() -> list[Period]:
    """The rows whose source leaves a doubt and that nobody has confirmed as they stand."""
    return [row for row in rules_in_force().periods if row.is_unconfirmed]


def confirm(digests: Collection[str], *, note: str, reader: Reader, now: datetime) -> int:
    """Confirm rows as they stood when they were read, each named by its digest; how many were not confirmed before.

    Refuses without a note, without a row, and where a row has changed meanwhile.
    """
    _check_person(reader)
    if not digests:
        raise MissingFactError("Cần chọn ít nhất một quy định.", field="rows")
    if not note.strip():
        raise MissingFactError("Cần ghi đã đối chiếu với văn bản nào.", field="note")
    rows = {digest_of(row): row for row in in_doubt()}
    if set(digests) - rows.keys():
        raise Refusal("Có quy định đã đổi từ khi trang được mở; hãy xem lại.", field="rows")
    whats = [Confirmed(key_of(rows[digest]), digest) for digest in sorted(set(digests))]
    keys = [write_confirmation(what, by_id=reader.user_id, at=now, note=tidy(note)) for what in whats]
    written = [key for key in keys if key is not None]
    if written:
        journal.note("rule_confirmation", written, "new", {"what": [str(what) for what in whats], "note": tidy(note)})
    rules_rewritten()
    return len(written)


def withdraw(confirmation_id: int, *, note: str, reader: Reader, now: datetime) -> None:
    """Take a confirmation back, saying why: its row is in doubt again. NotFoundError where none stands."""
    _check_person(reader)
    confirmation = standing_confirmation(confirmation_id)
    if not note.strip():
        raise MissingFactError("Cần ghi vì sao rút xác nhận.", field="note")
    db.session.add(RuleWithdrawal(confirmation_id=confirmation.id, by_id=reader.user_id, at=now, note=tidy(note)))
    db.session.flush()
    rules_rewritten()


def _check_person(reader: Reader) -> None:
    if not reader.may_at(Right.CONFIRM_RULES, root_path()):
        raise NotPermittedError("Bảng quy định dùng cho cả tỉnh; chỉ cán bộ pháp chế cấp tỉnh được xác nhận.")
