"""The rows of the law are those that were last read and agreed to: steps.txt and periods.txt beside this file.

A row changed on purpose is written anew by `python -m tests.law.write_rows`, and the difference is read.
"""

import pytest

from tests.law.write_rows import HERE, TEXTS


@pytest.mark.parametrize("file", TEXTS)
def test_the_rows_are_as_they_were_agreed_to(file: str) -> None:
    agreed = (HERE / file).read_text(encoding="utf-8").splitlines()
    assert TEXTS[file]().splitlines() == agreed, "xem khác biệt, rồi: python -m tests.law.write_rows"
