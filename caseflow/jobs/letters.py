"""Sending the letters that wait: claimed, sent, settled, one by one; no transaction is open while one is sent."""

from datetime import datetime

from flask import current_app

from caseflow.jobs.smtp import Mail, Mailer, UndeliveredError, mailer_of
from caseflow.jobs.sweep import Swept
from caseflow.law.clock import VIETNAM
from caseflow.services.letters import Letter, arrived, claim_letter, put_off
from caseflow.settings import Settings
from caseflow.store.forms import is_practice
from caseflow.store.transactions import transaction

ACT = "gửi thư báo thời hạn"
TEMPLATE = "emails/alert.txt"
LINES_SHOWN = 50
MOST_LETTERS = 500
"""So many letters in one run at most, so that a run has an end; the rest follow a minute later."""


def carrier(settings: Settings) -> Mailer | None:
    """What carries the letters of this installation; nothing without a mail server, nor from a practice province."""
    return None if is_practice() else mailer_of(settings)


def deliver(mailer: Mailer, now: datetime, *, base_url: str) -> Swept:
    """Send the letters that are due; a failure keeps the letter for later and is counted in alerts.

    When the server itself does not answer, the run ends: the letters not yet claimed have lost no time.
    """
    swept = Swept()
    for _ in range(MOST_LETTERS):
        with transaction(by_id=None, act=ACT, now=now):
            letter = claim_letter(now)
        if letter is None:
            break
        try:
            mailer.send(compose(letter, now, base_url))
        except UndeliveredError as why:
            with transaction(by_id=None, act=ACT, now=now):
                put_off(letter, now, str(why))
            swept += Swept(failed=len(letter.delivery_ids))
            if why.nobody_answers:
                break
        else:
            with transaction(by_id=None, act=ACT, now=now):
                arrived(letter, now)
            swept += Swept(delivered=len(letter.delivery_ids))
    return swept


def compose(letter: Letter, now: datetime, base_url: str) -> Mail:
    """The words of a letter."""
    shown = letter.lines[:LINES_SHOWN]
    text = current_app.jinja_env.get_template(TEMPLATE).render(  # a letter is no page: nobody asked for it
        lines=shown,
        more=len(letter.lines) - len(shown),
        base_url=base_url,
        sent_at=now.astimezone(VIETNAM),
    )
    return Mail(to=letter.to, subject=_subject(letter), text=text, key=letter.key, at=now)


def _subject(letter: Letter) -> str:
    if len(letter.lines) > 1:
        return f"{len(letter.lines)} thời hạn cần lưu ý"
    only = letter.lines[0]
    return f"{only.code}: {only.left}" if only.code else f"Thời hạn cần lưu ý: {only.left}"
