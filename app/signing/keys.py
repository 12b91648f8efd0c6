"""The key file: a line for each key, the newest first, in the form of Go's sumdb/note, outside database and backups."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.ledger.notes import ED25519, Verifier, verifier_of
from app.domain.ledger.strict import Malformed, base64, from_base64

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

_PREFIX = "PRIVATE+KEY+"


class KeyRefused(Exception):
    """The key file cannot be used; the message is a line that says why."""


def make(path: Path, origin: str) -> Verifier:
    """A new key in a new file, for its owner alone. Raises KeyRefused where there is a file already."""
    key = _generate()
    try:
        _write_new(path, _line(origin, key))
    except FileExistsError:
        raise KeyRefused(f"{path} is there already, and a key is never overwritten.") from None
    return verifier_of(origin, key)


def add(path: Path, origin: str) -> Verifier:
    """A new key before the others of the file; both sign until the old line is taken out. Raises KeyRefused."""
    others = "".join(_line(origin, one) for one in read(path, origin))
    key = _generate()
    part = path.with_name(f".{path.name}.part")
    part.unlink(missing_ok=True)
    _write_new(part, _line(origin, key) + others)
    part.replace(path)
    return verifier_of(origin, key)


def read(path: Path | None, origin: str) -> list[Ed25519PrivateKey]:
    """The keys, the newest first; none where there is no file. Raises KeyRefused."""
    if path is None or not path.is_file():
        return []
    if path.stat().st_mode & 0o077:
        raise KeyRefused(f"{path} can be read by others than its owner: chmod 600 it.")
    try:
        found = [_key(line, origin) for line in path.read_text("ascii").splitlines()]
    except (Malformed, ValueError) as error:
        raise KeyRefused(f"{path} holds no key of this ledger: {error}") from None
    return found


def _generate() -> Ed25519PrivateKey:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.generate()


def _line(origin: str, key: Ed25519PrivateKey) -> str:
    verifier = verifier_of(origin, key)
    return f"{_PREFIX}{origin}+{verifier.id.hex()}+{base64(bytes([ED25519]) + key.private_bytes_raw())}\n"


def _key(line: str, origin: str) -> Ed25519PrivateKey:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    name, _, rest = line.removeprefix(_PREFIX).partition("+")
    content = from_base64(rest.partition("+")[2], "the key", size=33)
    if name != origin:
        raise Malformed(f"it is for {name}, and this ledger is {origin}")
    key = Ed25519PrivateKey.from_private_bytes(content[1:])
    if _line(origin, key) != line + "\n":
        raise Malformed("a line is damaged")
    return key


def _write_new(path: Path, content: str) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def fingerprint(verifier: Verifier) -> str:
    """SHA-256 of the vkey in hex, short enough to be read aloud."""
    return sha256(verifier.vkey.encode()).hexdigest()[:16]
