"""What the table of a reception day cannot say: whether an online day was connected an hour before it began."""

from datetime import date

import pytest

from caseflow.law.reception_days import connected_in_time

DAY = date(2026, 12, 15)


@pytest.mark.parametrize(
    ("starts_at", "connected_at", "on", "in_time"),
    [
        ("07:30", "06:29", DAY, True),
        ("07:30", "06:30", DAY, True),
        ("07:30", "06:31", DAY, False),
        ("00:30", "00:10", DAY, False),
        ("07:30", "", DAY, None),
        ("07:30", "sáng sớm", DAY, None),
        ("07:30", "06:31", date(2026, 6, 30), None),  # NĐ 154/2026 is in force from 01/07/2026
    ],
)
def test_all_points_are_connected_an_hour_before(
    starts_at: str, connected_at: str, on: date, in_time: bool | None
) -> None:
    assert connected_in_time(starts_at, connected_at, on) is in_time
