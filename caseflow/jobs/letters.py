"""Sending the letters that wait: claimed, sent, settled, one by one; no transaction is open while one is sent.

One loop for every channel. Whoever falls between sending and settling leaves a letter that is sent again under the same
key when its lease has ended; anywhere else nothing is sent twice, and nowhere is anything lost.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import current_app

from caseflow.jobs.carrying import Carrier, UndeliveredError
from caseflow.jobs.smtp import Mail, Mailer, mailer_of
from caseflow.jobs.sweep import Swept
from caseflow.jobs.webhook import hook_of
from caseflow.law.clock import VIETNAM
from caseflow.services.letters import Letter, arrived, claim_letter, put_off
from caseflow.settings import Settings
from caseflow.store.alerts import EMAIL, WEBHOOK
from caseflow.store.forms import is_practice
from caseflow.store.transactions import transaction

ACT = "gửi thư báo thời hạn"
TEMPLATE = "emails/alert.txt"
LINES_SHOWN = 50
MOST_LETTERS = 500
"""So many letters in one run at most, so that a run has an end; the rest follow a minute later."""


@dataclass(frozen=True, slots=True)
class ByMail:
    """Letters as e-mails, with the article and the way to each record."""

    mailer: Mailer
    base_url: str
    channel: str = EMAIL

    def carry(self, letter: Letter, now: datetime) -> None:
        """Hand one letter to the mail server."""
        self.mailer.send(compose(letter, now, self.base_url))


def carriers(settings: Settings) -> list[Carrier]:
    """What carries the letters of this installation, as far as it is set; nothing out of a practice province."""
    if is_practice():
        return []
    mailer, hook = mailer_of(settings), hook_of(settings)
    found: list[Carrier] = [ByMail(mailer, settings.base_url)] if mailer else []
    return [*found, hook] if hook else found


def channels(by: Sequence[Carrier]) -> dict[str, bool]:
    """By which of the ways a sweep has to tell people, besides their inboxes."""
    set_up = {carrier.channel for carrier in by}
    return {"by_mail": EMAIL in set_up, "by_webhook": WEBHOOK in set_up}


def deliver_all(by: Sequence[Carrier], now: datetime) -> Swept:
    """Send what is due on every channel; one that does not answer holds up no other."""
    swept = Swept()
    for carrier in by:
        swept += deliver(carrier, now)
    return swept


def deliver(carrier: Carrier, now: datetime) -> Swept:
    """Send the letters that are due on one channel; a failure keeps the letter for later and is counted in alerts.

    When the server itself does not answer, the run ends: the letters not yet claimed have lost no time.
    """
    swept = Swept()
    for _ in range(MOST_LETTERS):
        with transaction(by_id=None, act=ACT, now=now):
            letter = claim_letter(now, carrier.channel)
        if letter is None:
            break
        try:
            carrier.carry(letter, now)
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
    return Mail(to=letter.to, subject=letter.headline, text=text, key=letter.key, at=now)
