"""How the province counts what the circulars leave open: read with every report, set by its administrator."""

import json

from caseflow.law.counting_settings import Counting, plain, read
from caseflow.law.errors import MissingFactError, NotPermittedError
from caseflow.law.rights import Reader, Right
from caseflow.store.forms import basis_of, keep_setting, setting
from caseflow.store.offices import root_path
from caseflow.text import tidy

COUNTING = "cach_dem"
"""The setting of a province: its answers, as JSON."""


def counting_in_force() -> Counting:
    """The answers as they stand."""
    kept = setting(COUNTING)
    return read(json.loads(kept)) if kept else Counting()


def basis_of_counting() -> str:
    """The document of the province that says so; "" where nothing was set."""
    return basis_of(COUNTING)


def set_counting(counting: Counting, *, basis: str, reader: Reader) -> None:
    """Say how the province counts. Raises NotPermittedError without the right, MissingFactError without a document."""
    if not reader.may_at(Right.MANAGE_LOCAL_RULES, root_path()):
        raise NotPermittedError("Cách đếm dùng cho cả tỉnh; chỉ quản trị cấp tỉnh được đặt.")
    if not basis.strip():
        raise MissingFactError("Cần ghi văn bản của tỉnh làm căn cứ.", field="basis")
    keep_setting(COUNTING, json.dumps(plain(counting)), basis=tidy(basis))
