"""The one settings value of the house: frozen, read once from the environment, loud when wrong."""

import hashlib
import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

MINIMUM_SECRET = 32
WAYS_OF_TLS = ("", "starttls", "tls")


class SettingsError(Exception):
    """A setting is missing or unsafe; the sentence says which."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Where data lives, which database, which keys, which mail server. Keys are bytes and never in the database."""

    home: Path
    database_url: str
    secret: str
    vault_key: bytes
    base_url: str = "http://127.0.0.1:8020"
    host: str = "127.0.0.1"
    port: int = 8020
    smtp_host: str = ""
    smtp_port: int = 25
    smtp_tls: str = ""
    smtp_user: str = ""
    smtp_password: str = field(default="", repr=False)
    mail_from: str = "caseflow@localhost"
    webhook_url: str = ""
    webhook_secret: str = field(default="", repr=False)
    is_demo: bool = False
    hash_cost: int = 19_456  # KiB of memory for Argon2id, as OWASP advises for two cores
    secure_cookies: bool = False
    proxies: int = 0  # how many of the office's own proxies stand before the house

    @property
    def journal_key(self) -> bytes:
        """The key of the journal's row digests, derived so that one secret is enough."""
        return hashlib.sha256(b"journal:" + self.vault_key).digest()

    @property
    def tracking_key(self) -> bytes:
        """The key of the look-up codes' digests: another secret, and the codes handed out lead nowhere."""
        return hashlib.sha256(b"tracking:" + self.secret.encode()).digest()

    @property
    def files(self) -> Path:
        """The folder of attached files."""
        return self.home / "files"

    @classmethod
    def from_env(cls, env: Mapping[str, str], *, home: Path | None = None, is_demo: bool = False) -> "Settings":
        """Read CASEFLOW_… once; the demo's home is a folder of its own. Raises SettingsError for an unsafe value."""
        place = home or Path(env.get("CASEFLOW_HOME") or Path.home() / ".local" / "share" / "caseflow")
        place = place / "demo" if is_demo else place
        place.mkdir(mode=0o700, parents=True, exist_ok=True)  # citizens' names lie here
        host, port = env.get("CASEFLOW_HOST", "127.0.0.1"), _number("CASEFLOW_PORT", env.get("CASEFLOW_PORT", "8020"))
        base_url = env.get("CASEFLOW_BASE_URL", f"http://{host}:{port}")
        return cls(
            home=place,
            database_url=_database(env.get("CASEFLOW_DATABASE_URL", ""), place),
            secret=_secret(env.get("CASEFLOW_SECRET", ""), place / "secret"),
            vault_key=hashlib.sha256(_secret(env.get("CASEFLOW_VAULT_KEY", ""), place / "vault.key").encode()).digest(),
            base_url=base_url,
            host=host,
            port=port,
            smtp_host=env.get("CASEFLOW_SMTP_HOST", ""),
            smtp_port=_number("CASEFLOW_SMTP_PORT", env.get("CASEFLOW_SMTP_PORT", "25")),
            smtp_tls=_one_of("CASEFLOW_SMTP_TLS", env.get("CASEFLOW_SMTP_TLS", ""), WAYS_OF_TLS),
            smtp_user=env.get("CASEFLOW_SMTP_USER", ""),
            smtp_password=env.get("CASEFLOW_SMTP_PASSWORD", ""),
            mail_from=env.get("CASEFLOW_MAIL_FROM", "caseflow@localhost"),
            webhook_url=_address("CASEFLOW_WEBHOOK_URL", env.get("CASEFLOW_WEBHOOK_URL", "")),
            webhook_secret=_webhook_secret(env),
            is_demo=is_demo,
            secure_cookies=base_url.startswith("https://"),
            proxies=_number("CASEFLOW_PROXIES", env.get("CASEFLOW_PROXIES", "0")),
        )


def _database(url: str, home: Path) -> str:
    if not url:
        return f"sqlite:///{home / 'caseflow.db'}"
    return url.replace("postgresql://", "postgresql+psycopg://", 1) if url.startswith("postgresql://") else url


def _secret(given: str, kept: Path) -> str:
    """A secret given, or one made once and kept beside the data, readable by its owner only."""
    if given:
        if len(given) < MINIMUM_SECRET:
            raise SettingsError(
                f"Khóa quá ngắn: cần ít nhất {MINIMUM_SECRET} ký tự (CASEFLOW_SECRET, CASEFLOW_VAULT_KEY)."
            )
        return given
    if not kept.exists():
        kept.touch(mode=0o600)
        kept.write_text(secrets.token_hex(32), encoding="utf-8")
    return kept.read_text(encoding="utf-8").strip()


def _address(name: str, url: str) -> str:
    """An address that can be posted to, or none."""
    try:
        fit = urlsplit(url).scheme in ("http", "https") and bool(urlsplit(url).hostname) and urlsplit(url).port != 0
    except ValueError:
        fit = False
    if url and not fit:
        raise SettingsError(f"{name} phải là một địa chỉ http:// hoặc https://.")
    return url


def _webhook_secret(env: Mapping[str, str]) -> str:
    """What the gateway knows this house by; as long as any other key, where there is a gateway."""
    given = env.get("CASEFLOW_WEBHOOK_SECRET", "")
    if env.get("CASEFLOW_WEBHOOK_URL") and len(given) < MINIMUM_SECRET:
        raise SettingsError(f"Khóa quá ngắn: CASEFLOW_WEBHOOK_SECRET cần ít nhất {MINIMUM_SECRET} ký tự.")
    return given


def _number(name: str, words: str) -> int:
    if not words.isdigit():
        raise SettingsError(f"{name} phải là một số, không phải “{words}”.")
    return int(words)


def _one_of(name: str, word: str, known: Collection[str]) -> str:
    if word not in known:
        raise SettingsError(f"{name} phải là một trong: {', '.join(filter(None, known))}; không phải “{word}”.")
    return word
