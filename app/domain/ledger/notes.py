"""Signed notes and the heads of the tree as such (C2SP signed-note, tlog-checkpoint), read strictly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from app.domain.ledger.strict import Malformed, base64, from_base64, from_decimal

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

ED25519 = 0x01  # signature types
COSIGNATURE = 0x04
MOST_SIGNATURES = 32
LONGEST_NOTE = 65_536  # characters
_DASH = "\u2014 "


@dataclass(frozen=True)
class Verifier:
    """A public key with the name under which it signs; `kind` is its signature type."""

    name: str
    kind: int
    key: bytes

    @property
    def id(self) -> bytes:
        """The four bytes that stand before each of its signatures."""
        return sha256(self.name.encode() + b"\n" + bytes([self.kind]) + self.key).digest()[:4]

    @property
    def vkey(self) -> str:
        """As it is written down and handed on."""
        return f"{self.name}+{self.id.hex()}+{base64(bytes([self.kind]) + self.key)}"

    @classmethod
    def from_vkey(cls, text: str) -> Verifier:
        """Raises Malformed where it is none, or its id is not that of its key."""
        name, _, rest = text.partition("+")
        _, _, encoded = rest.partition("+")
        content = from_base64(encoded, "the key")
        verifier = cls(checked_name(name), content[0] if content else 0, content[1:])
        if len(content) != 33 or verifier.kind not in (ED25519, COSIGNATURE) or verifier.vkey != text:
            raise Malformed("that is no key for Ed25519 in the form name+id+key")
        return verifier

    def signed(self, text: str, signature: bytes) -> bool:
        """Whether this key made this signature under this text."""
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

        message = text.encode()
        if self.kind == COSIGNATURE:
            if len(signature) != 72 or signature[0] >> 7:
                return False
            message = cosigned(text, int.from_bytes(signature[:8], "big"))
            signature = signature[8:]
        try:
            Ed25519PublicKey.from_public_bytes(self.key).verify(signature, message)
        except (InvalidSignature, ValueError):
            return False
        return True


@dataclass(frozen=True)
class Signature:
    """One line under a note."""

    name: str
    id: bytes
    content: bytes

    @property
    def line(self) -> str:
        """With its end."""
        return f"{_DASH}{self.name} {base64(self.id + self.content)}\n"

    def is_by(self, verifier: Verifier) -> bool:
        """Whether it says to be by this key."""
        return (self.name, self.id) == (verifier.name, verifier.id)


@dataclass(frozen=True)
class Note:
    """A text, its last newline included, and what stands under it."""

    text: str
    signatures: tuple[Signature, ...]

    def __str__(self) -> str:
        return self.text + "\n" + "".join(one.line for one in self.signatures)

    @classmethod
    def parse(cls, note: str) -> Note:
        """Raises Malformed where it is no signed note to the letter."""
        text, gap, lines = note.rpartition("\n\n")
        if not gap or not lines.endswith("\n") or len(note) > LONGEST_NOTE or has_controls(note):
            raise Malformed("that is no signed note")
        found = tuple(_signature(line) for line in lines.removesuffix("\n").split("\n"))
        if len(found) > MOST_SIGNATURES:
            raise Malformed("too many signatures")
        return cls(text + "\n", found)

    def signers(self, verifiers: Sequence[Verifier]) -> list[Verifier]:
        """Which of these keys signed it. Raises Malformed where a signature in the name of one is not its own."""
        found = []
        for verifier in verifiers:
            lines = [one for one in self.signatures if one.is_by(verifier)]
            if not all(verifier.signed(self.text, one.content) for one in lines):
                raise Malformed(f"a signature of {verifier.name} is not valid")
            if lines:
                found.append(verifier)
        return found

    def with_signatures(self, *more: Signature) -> Note:
        """The same note with these lines below the others; one by the same key is replaced."""
        named = {(one.name, one.id) for one in more}
        kept = [one for one in self.signatures if (one.name, one.id) not in named]
        return Note(self.text, (*kept, *more))


@dataclass(frozen=True)
class Checkpoint:
    """The head of the tree at one size."""

    origin: str
    size: int
    root: bytes

    @property
    def text(self) -> str:
        """What is signed."""
        return f"{self.origin}\n{self.size}\n{base64(self.root)}\n"

    @classmethod
    def parse(cls, text: str) -> Checkpoint:
        """Raises Malformed; also where lines of extension follow, which this ledger never writes."""
        lines = text.split("\n")
        if len(lines) != 4 or lines[3] or not lines[0]:
            raise Malformed("that is no head of a ledger")
        return cls(lines[0], from_decimal(lines[1], "the size"), from_base64(lines[2], "the root", size=32))


def sign(text: str, name: str, key: Ed25519PrivateKey) -> Signature:
    """The signature of this key under this text."""
    return Signature(name, verifier_of(name, key).id, key.sign(text.encode()))


def cosign(text: str, name: str, key: Ed25519PrivateKey, *, time: int) -> Signature:
    """A witness's `cosignature/v1`: this was, at that POSIX time, the largest consistent head that it saw."""
    signature = key.sign(cosigned(text, time))
    return Signature(name, verifier_of(name, key, COSIGNATURE).id, time.to_bytes(8, "big") + signature)


def cosigned(text: str, time: int) -> bytes:
    """What a witness signs."""
    return f"cosignature/v1\ntime {time}\n{text}".encode()


def verifier_of(name: str, key: Ed25519PrivateKey, kind: int = ED25519) -> Verifier:
    """The public half."""
    return Verifier(checked_name(name), kind, key.public_key().public_bytes_raw())


def checked_name(name: str) -> str:
    """The name, if a key can have it. Raises Malformed."""
    if not name or "+" in name or any(letter.isspace() for letter in name) or has_controls(name):
        raise Malformed("that is no name of a key")
    return name


def has_controls(text: str) -> bool:
    """Whether there is any character that notes must not have."""
    return any(letter < " " and letter != "\n" for letter in text)


def from_bytes(content: bytes, what: str) -> str:
    """UTF-8 as text. Raises Malformed."""
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        raise Malformed(f"{what} is not UTF-8") from None


def _signature(line: str) -> Signature:
    """Raises Malformed."""
    name, gap, encoded = line.removeprefix(_DASH).partition(" ")
    if not line.startswith(_DASH) or not gap:
        raise Malformed("a line under the note is no signature")
    content = from_base64(encoded, "a signature")
    if len(content) < 5:
        raise Malformed("a signature is too short")
    return Signature(checked_name(name), content[:4], content[4:])
