"""What it costs to write a visit down: so many statements at most, and one commit."""

import pytest
from flask import Flask

from tests.conftest import SignIn
from tests.web.queries import asked, committed

TYPED = {
    "people-0-name": "Hồ Thị Một Thử",
    "people-0-phone": "0912000001",
    "summary": "Đòi xem xét lại việc thu hồi đất",
}
PAPER = {"outcome": "paper_taken", "kind": "complaint", "papers-0-name": "Đơn khiếu nại"}


@pytest.mark.parametrize(
    ("told", "statements"),
    [({"outcome": "guided"}, 27), (PAPER, 53)],
    ids=["a visit alone", "a visit with a petition"],
)
def test_a_visit_is_written_in_few_statements_and_one_commit(
    app: Flask, sign_in: SignIn, told: dict[str, str], statements: int
) -> None:
    desk = sign_in("tiepdan")
    for _ in range(2):  # the first fills what is kept from one saving to the next
        shown = desk.get("/tiep-dan/moi")
        with asked(app) as questions, committed(app) as commits:
            answer = desk.send(shown, follow=False, **TYPED, **told)
    assert answer.status_code == 302
    assert len(commits) == 1
    assert len(questions) <= statements, "\n".join(questions)
