"""Handing letters to a mail server over SMTP; the only place that speaks to one."""

import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Protocol

from caseflow.jobs.carrying import UndeliveredError, house_of, message_id
from caseflow.settings import Settings

TIMEOUT = 10.0
CLOSING = 421
NO_ADDRESS = (553, "không có địa chỉ nào")


@dataclass(frozen=True, slots=True)
class Mail:
    """A letter as it leaves the house; the same key again is the same letter sent again."""

    to: str
    subject: str
    text: str
    key: str
    at: datetime


class Mailer(Protocol):
    """What can carry a letter."""

    def send(self, mail: Mail) -> None:
        """Carry one letter; UndeliveredError when it did not leave."""


@dataclass(frozen=True, slots=True)
class SmtpMailer:
    """The office's mail server: plain on its own network, else over TLS, with a name and password where it asks."""

    host: str
    port: int
    sender: str
    tls: str = ""
    user: str = ""
    password: str = field(default="", repr=False)
    timeout: float = TIMEOUT
    trusted: ssl.SSLContext = field(default_factory=ssl.create_default_context, compare=False, repr=False)

    def send(self, mail: Mail) -> None:
        """Hand one letter over; UndeliveredError with the server's own words when it is not taken."""
        try:
            server = self._server()
            try:
                self._greet(server)
                server.send_message(self._message(mail))
            finally:
                _part(server)
        except smtplib.SMTPRecipientsRefused as no:
            raise _refused(*next(iter(no.recipients.values()), NO_ADDRESS)) from no
        except (smtplib.SMTPDataError, smtplib.SMTPSenderRefused) as no:
            raise _refused(no.smtp_code, no.smtp_error) from no
        except (ValueError, smtplib.SMTPNotSupportedError) as unfit:
            raise UndeliveredError(f"Địa chỉ thư không dùng được: {unfit}", nobody_answers=False) from unfit
        except (OSError, smtplib.SMTPException) as broken:
            raise UndeliveredError(f"{type(broken).__name__}: {broken}", nobody_answers=True) from broken

    def _server(self) -> smtplib.SMTP:
        if self.tls == "tls":
            return smtplib.SMTP_SSL(
                self.host, self.port, local_hostname=self._house, timeout=self.timeout, context=self.trusted
            )
        return smtplib.SMTP(self.host, self.port, local_hostname=self._house, timeout=self.timeout)

    def _greet(self, server: smtplib.SMTP) -> None:
        """Agree on TLS and sign in, where that is set; a server that cannot is not spoken to in the open."""
        try:
            if self.tls == "starttls":
                server.starttls(context=self.trusted)
            if self.user:
                server.login(self.user, self.password)
        except smtplib.SMTPNotSupportedError as unable:
            raise UndeliveredError(
                f"Máy chủ thư không có TLS hoặc đăng nhập: {unable}", nobody_answers=True
            ) from unable

    @property
    def _house(self) -> str:
        return house_of(self.sender)

    def _message(self, mail: Mail) -> EmailMessage:
        message = EmailMessage(policy=SMTP)
        message["From"] = self.sender
        message["To"] = mail.to
        message["Subject"] = mail.subject
        message["Date"] = format_datetime(mail.at)
        message["Message-ID"] = message_id(mail.key, self.sender)
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(mail.text)
        return message


def _part(server: smtplib.SMTP) -> None:
    """Take leave; a letter that was taken stays taken, however rudely the server parts."""
    with suppress(OSError, smtplib.SMTPException):
        server.quit()


def _refused(code: int, words: bytes | str) -> UndeliveredError:
    said = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return UndeliveredError(f"{code} {said}", nobody_answers=code == CLOSING)


def mailer_of(settings: Settings) -> Mailer | None:
    """The mailer of an installation; None where no mail server is set, and no letters are written."""
    if not settings.smtp_host:
        return None
    return SmtpMailer(
        settings.smtp_host,
        settings.smtp_port,
        settings.mail_from,
        settings.smtp_tls,
        settings.smtp_user,
        settings.smtp_password,
    )
