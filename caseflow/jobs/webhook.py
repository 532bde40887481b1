"""Handing letters to a gateway of SMS or Zalo: one signed POST each, over HTTP; the only place that speaks to one.

What it carries is less than an e-mail: the codes of matters and one line. Who takes it can tell by the signature that
it comes from this house, by its timestamp that it is fresh, and by the key that it is no second message.
"""

import hashlib
import hmac
import json
from dataclasses import dataclass, field
from datetime import datetime
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import urlsplit

from caseflow.jobs.carrying import UndeliveredError, message_id
from caseflow.services.letters import Letter
from caseflow.settings import Settings
from caseflow.store.alerts import WEBHOOK

TIMEOUT = 10.0
CODES_SHOWN = 50
SIGNATURE, TIMESTAMP, KEY = "X-Caseflow-Signature", "X-Caseflow-Timestamp", "Idempotency-Key"
OUT_OF_ORDER = frozenset({HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_MANY_REQUESTS})
"""Answers that say that the gateway, not this letter, was the reason; so does every failure of its own (5xx)."""


def signature(secret: str, timestamp: str, body: bytes) -> str:
    """What proves that a body was sent at a time by who knows the secret: HMAC-SHA256 over "timestamp.body"."""
    return "sha256=" + hmac.new(secret.encode(), timestamp.encode() + b"." + body, hashlib.sha256).hexdigest()


@dataclass(frozen=True, slots=True)
class Hook:
    """The gateway of an installation; what it leads on to a telephone it finds by the login."""

    url: str
    secret: str = field(repr=False)
    sender: str = "caseflow@localhost"
    timeout: float = TIMEOUT
    channel: str = WEBHOOK

    def carry(self, letter: Letter, now: datetime) -> None:
        """Post one letter; UndeliveredError with the gateway's answer when it does not take it."""
        body = self._body(letter, now)
        timestamp = str(int(now.timestamp()))
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            TIMESTAMP: timestamp,
            SIGNATURE: signature(self.secret, timestamp, body),
            KEY: message_id(letter.key, self.sender),
        }
        try:
            status, reason = self._post(body, headers)
        except (OSError, HTTPException) as broken:
            raise UndeliveredError(f"{type(broken).__name__}: {broken}", nobody_answers=True) from broken
        if not HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:  # it is not followed elsewhere either
            at_fault = status in OUT_OF_ORDER or status >= HTTPStatus.INTERNAL_SERVER_ERROR
            raise UndeliveredError(f"{status} {reason}".strip(), nobody_answers=at_fault)

    def _body(self, letter: Letter, now: datetime) -> bytes:
        told = {
            "id": message_id(letter.key, self.sender),
            "to": letter.to,
            "codes": sorted({line.code for line in letter.lines if line.code})[:CODES_SHOWN],
            "text": letter.headline,
            "sent_at": now.isoformat(),
        }
        return json.dumps(told, ensure_ascii=False).encode()

    def _post(self, body: bytes, headers: dict[str, str]) -> tuple[int, str]:
        where = urlsplit(self.url)
        speak = HTTPSConnection if where.scheme == "https" else HTTPConnection
        door = speak(where.hostname or "", where.port, timeout=self.timeout)
        try:
            path = where.path or "/"
            door.request("POST", f"{path}?{where.query}" if where.query else path, body=body, headers=headers)
            answer = door.getresponse()
            return answer.status, answer.reason
        finally:
            door.close()


def hook_of(settings: Settings) -> Hook | None:
    """The gateway of an installation; None where none is set, and nothing is written for it."""
    if not settings.webhook_url:
        return None
    return Hook(settings.webhook_url, settings.webhook_secret, settings.mail_from)
