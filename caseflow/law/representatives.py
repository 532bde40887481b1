"""Who speaks for many (LTCD Đ29): how many representatives a group sends."""

CROWD = 5
LARGE = 10


def most_representatives(people: int) -> int:
    """The most that so many people on one content may send: two for five to ten, five beyond; fewer need none."""
    if people < CROWD:
        return people
    return 2 if people <= LARGE else 5
