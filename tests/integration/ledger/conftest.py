"""A site that holds the key of its ledger."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from app.domain.ledger.policy import Policy
from app.signing import keys
from config import Config
from tests.integration.ledger.published import Published

ORIGIN = "sign.example.org/ledger"


@pytest.fixture
def key_file(tmp_path: Path) -> Path:
    """With a key in it."""
    path = tmp_path / "ledger.key"
    keys.make(path, ORIGIN)
    return path


@pytest.fixture
def app(make_app: Callable[..., Flask], config: Config, key_file: Path, tmp_path: Path) -> Flask:
    """The site, signing as it goes."""
    return make_app(ledger_key_file=str(key_file), ledger_head_file=str(tmp_path / "ledger-head.sqlite"))


@pytest.fixture
def published(app: Flask) -> Published:
    """What anybody can fetch of the ledger."""
    return Published(app)


@pytest.fixture
def policy(published: Published) -> Policy:
    """Whom the site asks to believe."""
    return Policy.parse(published.get("policy").decode())
