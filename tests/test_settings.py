"""Settings are read once, and loud when wrong."""

from pathlib import Path

import pytest

from caseflow.jobs.smtp import mailer_of
from caseflow.settings import Settings, SettingsError


def test_without_a_word_data_and_keys_are_kept_in_the_home(tmp_path: Path) -> None:
    settings = Settings.from_env({"CASEFLOW_HOME": str(tmp_path / "h")})
    assert settings.database_url == f"sqlite:///{tmp_path / 'h' / 'caseflow.db'}"
    assert (tmp_path / "h" / "secret").stat().st_mode & 0o077 == 0
    assert (tmp_path / "h" / "vault.key").stat().st_mode & 0o077 == 0


def test_keys_stay_the_same_at_the_next_start(tmp_path: Path) -> None:
    env = {"CASEFLOW_HOME": str(tmp_path)}
    assert Settings.from_env(env) == Settings.from_env(env)


def test_no_two_homes_share_a_key(tmp_path: Path) -> None:
    one = Settings.from_env({"CASEFLOW_HOME": str(tmp_path / "a")})
    other = Settings.from_env({"CASEFLOW_HOME": str(tmp_path / "b")})
    assert one.vault_key != other.vault_key
    assert one.secret != other.secret


@pytest.mark.parametrize("name", ["CASEFLOW_SECRET", "CASEFLOW_VAULT_KEY"])
def test_a_short_key_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(SettingsError, match="quá ngắn"):
        Settings.from_env({"CASEFLOW_HOME": str(tmp_path), name: "ngan"})


def test_a_port_that_is_no_number_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="CASEFLOW_PORT"):
        Settings.from_env({"CASEFLOW_HOME": str(tmp_path), "CASEFLOW_PORT": "tám nghìn"})


def test_a_postgresql_address_is_spoken_through_psycopg(tmp_path: Path) -> None:
    env = {"CASEFLOW_HOME": str(tmp_path), "CASEFLOW_DATABASE_URL": "postgresql://u@h/db"}
    assert Settings.from_env(env).database_url == "postgresql+psycopg://u@h/db"


def test_cookies_are_secure_where_the_address_is(tmp_path: Path) -> None:
    env = {"CASEFLOW_HOME": str(tmp_path), "CASEFLOW_BASE_URL": "https://btcd.example.invalid"}
    assert Settings.from_env(env).secure_cookies


def test_an_unknown_way_of_tls_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="starttls, tls"):
        Settings.from_env({"CASEFLOW_HOME": str(tmp_path), "CASEFLOW_SMTP_TLS": "yes"})


def test_no_password_shows_when_settings_or_a_mailer_are_printed(tmp_path: Path) -> None:
    env = {"CASEFLOW_HOME": str(tmp_path), "CASEFLOW_SMTP_HOST": "h", "CASEFLOW_SMTP_PASSWORD": "mat-khau-thu"}
    settings = Settings.from_env(env)
    assert settings.smtp_password == "mat-khau-thu"
    assert "mat-khau-thu" not in repr(settings) + repr(mailer_of(settings))


@pytest.mark.parametrize("url", ["ftp://cong.example.invalid", "cong.example.invalid", "https://", "http://h:99999/"])
def test_a_gateway_that_cannot_be_posted_to_is_refused(tmp_path: Path, url: str) -> None:
    with pytest.raises(SettingsError, match="CASEFLOW_WEBHOOK_URL"):
        Settings.from_env({"CASEFLOW_HOME": str(tmp_path), "CASEFLOW_WEBHOOK_URL": url})


def test_a_gateway_needs_a_key_that_is_no_short_one(tmp_path: Path) -> None:
    env = {"CASEFLOW_HOME": str(tmp_path), "CASEFLOW_WEBHOOK_URL": "https://cong.example.invalid/tin"}
    with pytest.raises(SettingsError, match="CASEFLOW_WEBHOOK_SECRET"):
        Settings.from_env(env | {"CASEFLOW_WEBHOOK_SECRET": "ngan"})
    assert (
        Settings.from_env(env | {"CASEFLOW_WEBHOOK_SECRET": "đủ dài " * 6}).webhook_url == env["CASEFLOW_WEBHOOK_URL"]
    )
