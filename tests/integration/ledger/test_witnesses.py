"""Partners who saw a head: what they sign is carried from then on, and nobody else's is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click import ClickException
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from flask import Flask

from app.domain.ledger.notes import COSIGNATURE, cosign, verifier_of
from app.web.work import unit_of_work
from tests.factories import a_statement
from tests.integration.ledger.published import Published

AT = datetime(2026, 11, 23, 8, tzinfo=UTC)


def ledger(app: Flask, *arguments: str) -> tuple[int, str]:
    done = app.test_cli_runner().invoke(args=["ledger", *arguments])
    return done.exit_code, done.output


def test_a_cosignature_of_a_known_witness_is_carried(
    make_app: Callable[..., Flask], key_file: Path, tmp_path: Path
) -> None:
    key, stranger = Ed25519PrivateKey.generate(), Ed25519PrivateKey.generate()
    witness = verifier_of("partner.example/w", key, COSIGNATURE)
    app = make_app(
        ledger_key_file=str(key_file), ledger_head_file=str(tmp_path / "head.sqlite"), ledger_witnesses=witness.vkey
    )
    published = Published(app)
    with app.test_request_context(), unit_of_work() as session:
        a_statement(session, at=AT)
    note = published.note
    lines = "".join(
        cosign(note.text, name, one, time=1_790_000_000).line
        for name, one in (("partner.example/w", key), ("partner.example/w", stranger), ("stranger.example/w", stranger))
    )
    (tmp_path / "lines").write_text(f"Seen at noon\n{lines}")
    assert ledger(app, "cosign", str(tmp_path / "lines")) == (0, "partner.example/w: 1 leaves\n")
    assert published.note.signers([witness]) == [witness]
    assert len(published.note.signatures) == 2
    assert witness.vkey in published.get("policy").decode()
    (tmp_path / "lines").write_text("nothing\n")
    assert ledger(app, "cosign", str(tmp_path / "lines"))[0] == 1


def test_a_site_does_not_start_with_witnesses_that_are_none(make_app: Callable[..., Flask]) -> None:
    ours = verifier_of("sign.example.org/ledger", Ed25519PrivateKey.generate())
    for setting in ("partner", ours.vkey):
        with pytest.raises(ClickException, match="LEDGER_WITNESSES cannot be read"):
            make_app(ledger_witnesses=setting)
