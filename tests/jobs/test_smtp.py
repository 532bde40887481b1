"""A letter over TLS and with a password, spoken over the wire to a server that asks for both."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from caseflow.jobs.carrying import UndeliveredError
from caseflow.jobs.smtp import Mail, SmtpMailer
from tests.jobs.post_office import LOCALHOST, PostOffice, free_port

NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
LETTER = Mail("canbo@example.invalid", "Đến hạn thụ lý", "Còn 1 ngày làm việc", "k1", NOW)
USER, PASSWORD = "canhbao", "mat-khau-thu-nghiem"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate of this machine, signed by itself, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "may chu thu")])
    began = datetime.now(UTC) - timedelta(days=1)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(began)
        .not_valid_after(began + timedelta(days=30))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(LOCALHOST))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "server.pem"
    path.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + made.public_bytes(serialization.Encoding.PEM)
    )
    return path


def _checked(_server: SMTP, _session: Session, _envelope: Envelope, _how: str, given: object) -> AuthResult:
    assert isinstance(given, LoginPassword)
    return AuthResult(success=(given.login, given.password) == (USER.encode(), PASSWORD.encode()))


@contextmanager
def guarded(certificate: Path, tls: str) -> Iterator[PostOffice]:
    """A server that takes letters over TLS only, from those who sign in."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    office = PostOffice(free_port())
    if tls == "tls":
        controller = Controller(
            office,
            hostname=LOCALHOST,
            port=office.port,
            ssl_context=context,
            authenticator=_checked,
            auth_require_tls=False,  # all of it is inside TLS already, of which the server is not told
        )
    else:
        controller = Controller(
            office,
            hostname=LOCALHOST,
            port=office.port,
            tls_context=context,
            require_starttls=True,
            authenticator=_checked,
            auth_required=True,
        )
    controller.start()
    try:
        yield office
    finally:
        controller.stop()


def mailer(office: PostOffice, tls: str, certificate: Path | None, password: str = PASSWORD) -> SmtpMailer:
    trusted = ssl.create_default_context(cafile=str(certificate) if certificate else None)
    return SmtpMailer(
        LOCALHOST, office.port, "caseflow@example.invalid", tls, USER, password, timeout=5.0, trusted=trusted
    )


@pytest.mark.parametrize("tls", ["tls", "starttls"])
def test_a_letter_goes_over_tls_to_a_server_that_asks_for_a_password(certificate: Path, tls: str) -> None:
    with guarded(certificate, tls) as office:
        mailer(office, tls, certificate).send(LETTER)
        assert [letter["Subject"] for letter in office.letters] == ["Đến hạn thụ lý"]


@pytest.mark.parametrize("tls", ["tls", "starttls"])
def test_a_wrong_password_keeps_the_letter_here(certificate: Path, tls: str) -> None:
    with guarded(certificate, tls) as office, pytest.raises(UndeliveredError) as refused:
        mailer(office, tls, certificate, "sai").send(LETTER)
    assert refused.value.nobody_answers  # no letter would pass: the server, not this one, was the reason
    assert PASSWORD not in str(refused.value)
    assert office.letters == []


@pytest.mark.parametrize("tls", ["tls", "starttls"])
def test_a_server_nobody_vouches_for_gets_no_letter(certificate: Path, tls: str) -> None:
    with guarded(certificate, tls) as office, pytest.raises(UndeliveredError, match="CERTIFICATE_VERIFY_FAILED"):
        mailer(office, tls, None).send(LETTER)
    assert office.letters == []


def test_a_server_without_tls_gets_no_password() -> None:
    office = PostOffice(free_port())
    controller = Controller(office, hostname=LOCALHOST, port=office.port)
    controller.start()
    try:
        with pytest.raises(UndeliveredError, match="không có TLS"):
            mailer(office, "starttls", None).send(LETTER)
    finally:
        controller.stop()
    assert office.letters == []
