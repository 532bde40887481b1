"""A mail server for tests, spoken to over the wire: it takes letters, or answers what it was told to answer."""

import socket
from collections.abc import Iterator
from contextlib import closing, contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

LOCALHOST = "127.0.0.1"


class PostOffice:
    """Keeps what it takes; `answers` are given first, one per letter, before it takes letters again."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.letters: list[EmailMessage] = []
        self.recipients: list[list[str]] = []
        self.answers: list[str] = []
        self.refused_addresses: set[str] = set()
        self.asked = 0
        self.parting = "221 2.0.0 bye"

    async def handle_RCPT(  # noqa: N802 - aiosmtpd calls it by this name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        """Take an address or refuse it."""
        if address in self.refused_addresses:
            return "550 5.1.1 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd calls it by this name
        """Take a letter, or answer what was ordered."""
        self.asked += 1
        if self.answers:
            return self.answers.pop(0)
        assert isinstance(envelope.content, bytes)
        letter = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(letter, EmailMessage)
        self.letters.append(letter)
        self.recipients.append(list(envelope.rcpt_tos))
        return "250 OK"

    async def handle_QUIT(self, _server: SMTP, _session: Session, _envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd calls it by this name
        """Say good-bye, or something rude."""
        return self.parting


def free_port() -> int:
    """A port on which nobody listens just now."""
    with closing(socket.socket()) as door:
        door.bind((LOCALHOST, 0))
        return int(door.getsockname()[1])


@contextmanager
def open_post_office(port: int) -> Iterator[PostOffice]:
    """A server that answers on a port of this machine."""
    office = PostOffice(port)
    controller = Controller(office, hostname=LOCALHOST, port=port, enable_SMTPUTF8=False)
    controller.start()
    try:
        yield office
    finally:
        controller.stop()


@contextmanager
def silent_server() -> Iterator[int]:
    """The port of a server that lets everybody in and never says a word."""
    with closing(socket.create_server((LOCALHOST, 0))) as door:
        yield int(door.getsockname()[1])
