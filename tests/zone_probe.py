"""What the house says in whatever time zone the server stands: run as a program, its output is compared byte for byte.

python -m tests.zone_probe postgresql://… /a/folder
"""

import sys
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import select

from caseflow.app import create_app
from caseflow.jobs.sweep import sweep
from caseflow.law.clock import VIETNAM
from caseflow.law.clocks import explain, sentences
from caseflow.law.terms import Action, PetitionKind
from caseflow.store import journal
from caseflow.store.alerts import Alert
from caseflow.store.db import db
from caseflow.store.deadlines import Deadline
from caseflow.store.subjects import Event
from caseflow.web.filters import moment
from tests.conftest import SettableClock, settings_for
from tests.factories import Enter
from tests.law.examples import COUNTED, calendar_of, clock_of

EVERY = 9
AT_MIDNIGHT = datetime(2026, 8, 20, 17, 0, tzinfo=UTC)  # the first moment of Friday 21/08/2026 in Vietnam
BEFORE_MIDNIGHT = datetime(2026, 12, 31, 16, 59, tzinfo=UTC)  # the last minute of the year in Vietnam


def say(*words: object) -> None:
    """One line."""
    sys.stdout.write(" | ".join(str(word) for word in words) + "\n")


def say_periods() -> None:
    """A ninth of the worked examples, and every one that knows an hour, day by day."""
    for example in (one for number, one in enumerate(COUNTED) if number % EVERY == 0 or one.hour):
        clock, calendar = clock_of(example), calendar_of(example)
        hour = clock.moment.astimezone(VIETNAM) if clock.moment else ""
        say(example.id, clock.due_strict, clock.due_legal, hour, clock.state.value, clock.cause)
        say(*(f"{day.on} {day.number} {day.reason}" for day in explain(clock, calendar, clock.due_legal)))
        say(*sentences(clock, calendar, clock.due_legal))


def say_a_case(database_url: str, home: Path) -> None:
    """A petition received at the first moment of a day, its case accepted in the last minute of a year, a sweep."""
    clock = SettableClock(AT_MIDNIGHT)
    app = create_app(settings_for(database_url, home), clock)
    with app.app_context():
        enter = Enter(app, clock)
        it = enter.a_classified(PetitionKind.COMPLAINT, "Khiếu nại lúc nửa đêm")
        it = enter.step(it, Action.PROPOSE)
        clock.moment = BEFORE_MIDNIGHT
        it = enter.step(it, Action.ACCEPT)
        sweep(clock(), by_mail=False)
        for event in db.session.scalars(select(Event).order_by(Event.id)):
            say(event.action.value, event.on, moment(event.recorded_at), event.recorded_at.astimezone(UTC).isoformat())
        for row in db.session.scalars(select(Deadline).order_by(Deadline.id)):
            next_at = row.next_alert_at.astimezone(UTC).isoformat() if row.next_alert_at else ""
            say(row.code, row.start_on, row.due_strict, row.due_legal, row.met_on, next_at)
        for alert in db.session.scalars(select(Alert).order_by(Alert.deadline_key, Alert.level)):
            say(alert.deadline_key, alert.level, alert.cause, alert.raised_at.astimezone(UTC).isoformat())
        for line in journal.lines():  # its digests are of ciphers too, which are never the same twice
            say(line.seq, line.at.astimezone(UTC).isoformat(), line.act)
        say("broken", *journal.broken_lines(known_head=journal.head()))
        say(it.matter_code)
        db.session.remove()
        db.engine.dispose()


if __name__ == "__main__":
    say_periods()
    say_a_case(sys.argv[1], Path(sys.argv[2]))
