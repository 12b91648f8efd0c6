"""The application starts where it is safe, and says in one line what to set where it is not."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import FrozenInstanceError, fields
from pathlib import Path

import pytest
from flask import Flask

from app import create_app
from app.web import policy
from config import Config, UnsafeConfiguration
from tests.databases import ROOT
from tests.page import Browser

SAFE = {
    "SECRET_KEY": "jX3vPq8LmZ5tYw2Rk9Bn7Dc4Hf6Gs1VaUe0",
    "DATABASE_URL": "sqlite:////var/lib/undersigned/site.sqlite",
    "BASE_URL": "https://sign.example.org",
}
UNSAFE = {
    "no secret": {"SECRET_KEY": ""},
    "a short secret": {"SECRET_KEY": "jX3vPq8LmZ5tYw2R"},
    "a secret of one letter": {"SECRET_KEY": "a" * 64},
    "an example for a secret": {"SECRET_KEY": "changeme-jX3vPq8LmZ5tYw2Rk9Bn7Dc4Hf6"},
    "no address of its own": {"BASE_URL": ""},
    "an address with a path": {"BASE_URL": "https://sign.example.org/petitions"},
    "an address with a password": {"BASE_URL": "https://user:password@sign.example.org"},
    "plain http": {"BASE_URL": "http://sign.example.org"},
    "plain http that only looks like loopback": {"BASE_URL": "http://localhost.example.org", "DEVELOPMENT": "1"},
    "every mail shown to the public": {"DEVELOPMENT": "1"},
    "another database": {"DATABASE_URL": "mysql://localhost/site"},
    "another way to send mail": {"MAIL_URL": "https://mail.example.org"},
    "an unknown second factor": {"SECOND_FACTOR": "sometimes"},
    "limits kept elsewhere": {"RATELIMIT_STORAGE_URI": "memcached://localhost"},
    "a switch that is neither on nor off": {"RATELIMIT_ENABLED": "maybe"},
    "a port that is none": {"PORT": "0"},
    "endless proxies": {"TRUSTED_PROXIES": "99"},
    "a frame of somebody with more to say": {"EMBED_ORIGINS": "https://news.example;script-src"},
    "a language that is none": {"LOCALES": "en,klingon"},
    "a language without words": {"LOCALES": "en,eo"},
}


@pytest.mark.parametrize("fault", UNSAFE)
def test_an_unsafe_configuration_does_not_start(fault: str) -> None:
    with pytest.raises(UnsafeConfiguration) as refusal:
        Config.from_env(SAFE | UNSAFE[fault])
    words = str(refusal.value)
    assert "\n" not in words
    assert any(name in words for name in UNSAFE[fault])
    assert not any(len(value) > 15 and value in words for value in UNSAFE[fault].values())  # least of all a secret


def test_the_command_line_says_it_in_one_line_and_fails() -> None:
    environment = {"PATH": os.environ["PATH"], **SAFE, **UNSAFE["a short secret"]}
    for command in ("serve", "db upgrade"):
        result = subprocess.run(
            [sys.executable, "-m", "flask", "--app", "app", *command.split()],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
        )
        assert result.returncode != 0
        assert result.stderr.startswith("Error: SECRET_KEY is missing or too weak")
        assert len(result.stderr.splitlines()) == 1


def test_a_database_that_others_can_read_is_refused(tmp_path: Path) -> None:
    database = tmp_path / "site.sqlite"
    database.touch(mode=0o644)
    database.chmod(0o644)
    with pytest.raises(UnsafeConfiguration, match=r"site\.sqlite can be read by everybody"):
        Config.from_env(SAFE | {"DATABASE_URL": f"sqlite:///{database}"})
    database.chmod(0o600)
    Config.from_env(SAFE | {"DATABASE_URL": f"sqlite:///{database}"})


@pytest.mark.parametrize(
    "safe",
    [
        {},
        {"BASE_URL": "https://sign.example.org/"},
        {"BASE_URL": "http://statementsabcdefghij.onion"},
        {"BASE_URL": "https://sign.example.org:8443"},
        {"DATABASE_URL": "postgresql+psycopg:///undersigned"},
        {"MAIL_URL": "smtps://user:password@mail.example.org"},
        {"RATELIMIT_STORAGE_URI": "redis://localhost:6379"},
        {"BASE_URL": "", "DEVELOPMENT": "1"},
        {"LOCALES": "hy,ar"},
    ],
)
def test_a_safe_one_starts(safe: dict[str, str]) -> None:
    config = Config.from_env(SAFE | safe)
    assert not config.base_url.endswith("/")
    assert "en" in config.locales


def test_the_site_speaks_every_language_that_it_has_words_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("config.HERE", tmp_path)
    for name in ("hy", "pt_BR", "de", "ar"):
        (tmp_path / "app" / "translations" / name / "LC_MESSAGES").mkdir(parents=True)
        (tmp_path / "app" / "translations" / name / "LC_MESSAGES" / "messages.po").touch()
    assert Config.from_env(SAFE).locales == ("en", "de", "pt-BR", "hy", "ar")


def test_a_secret_of_development_is_made_once_and_kept_from_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("config.HERE", tmp_path)
    first, second = (Config.from_env({"DEVELOPMENT": "1"}) for _ in range(2))
    assert first.secret_key == second.secret_key
    assert len(first.secret_key) >= 32
    assert (tmp_path / "instance" / "secret_key").stat().st_mode & 0o777 == 0o600
    (tmp_path / "instance" / "secret_key").chmod(0o644)
    with pytest.raises(UnsafeConfiguration):
        Config.from_env({"DEVELOPMENT": "1"})


def test_settings_do_not_change_once_they_are_read(config: Config) -> None:
    for field in fields(Config):
        with pytest.raises(FrozenInstanceError):
            setattr(config, field.name, "else")


def test_no_secret_has_a_default() -> None:
    needed = {field.name for field in fields(Config) if field.default is field.default_factory}
    assert "secret_key" in needed


def test_the_mailbox_is_there_in_development_only(make_app: Callable[..., Flask]) -> None:
    Browser(make_app()).visit("/mailbox", status=404)
    development = make_app(development=True, base_url="http://127.0.0.1:8000")
    Browser(development).visit("/mailbox")


def test_an_application_can_be_made_more_than_once(config: Config, make_app: Callable[..., Flask]) -> None:
    first, second = make_app(), make_app(site_name="Another")
    assert (first.config["SITE_NAME"], second.config["SITE_NAME"]) == ("Joint statements", "Another")


def test_a_host_that_is_not_ours_is_not_answered(app: Flask) -> None:
    """Nobody writes an address of theirs into our pages or mails."""
    for host in ("evil.example", "sign.example.org.evil.example", "sign.example.org@evil.example", ""):
        answer = app.test_client().get("/privacy", headers={"Host": host})
        assert answer.status_code == 400
        assert "evil" not in answer.text


def test_a_route_without_a_row_stops_the_start(config: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(policy, "POLICY", {k: v for k, v in policy.POLICY.items() if k != "site.privacy"})
    with pytest.raises(RuntimeError, match=r"site\.privacy"):
        create_app(config)


def test_a_row_without_a_route_stops_it_too(config: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(policy.POLICY, "site.forgotten", policy.Access.PUBLIC)
    with pytest.raises(RuntimeError, match=r"site\.forgotten"):
        create_app(config)
