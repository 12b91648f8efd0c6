"""Passwords: Argon2id, long rather than complicated, and never a hint of which accounts exist."""

from __future__ import annotations

import threading
import unicodedata
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from app.domain.errors import AccountRefused, Overloaded

SHORTEST, LONGEST = 15, 128
AT_ONCE = 2  # hashes in one process: each takes 64 MiB and a tenth of a second
PATIENCE = 5  # seconds that a sign-in waits for its turn to hash

_hasher = PasswordHasher()  # RFC 9106, second recommended option
_turns = threading.BoundedSemaphore(AT_ONCE)

# What people choose when asked for fifteen characters (a part of it is enough to be refused).
_COMMON = (
    "password", "passwort", "qwerty", "azerty", "123456", "abcdefg", "letmein", "iloveyou", "administrator",
    "changeme", "welcome", "111111", "000000", "aaaaaa",
)  # fmt: skip


def check_password(password: str, *, forbidden: tuple[str, ...] = ()) -> str:
    """The password as it is hashed (NFC). Raises AccountRefused: short, long, common, or made of what all know."""
    if len(password) > LONGEST:  # before anything is computed with it
        raise AccountRefused("password_long")
    password = unicodedata.normalize("NFC", password)
    if len(password) < SHORTEST:
        raise AccountRefused("password_short")
    folded = password.casefold()
    rest = folded
    for word in (*_COMMON, *(known.casefold() for known in forbidden if len(known) > 3)):
        rest = rest.replace(word, "")
    if len(set(folded)) < 5 or len(rest) < SHORTEST // 2:
        raise AccountRefused("password_common")
    return password


def new_hash(password: str, *, forbidden: tuple[str, ...] = ()) -> str:
    """A new password, good enough, hashed. Raises as `check_password` and `hash_password` do."""
    return hash_password(check_password(password, forbidden=forbidden))


def hash_password(password: str) -> str:
    """Argon2id with a salt and its parameters. Raises Overloaded where too many are hashed already."""
    with _Turn():
        return _hasher.hash(password)


def verify(password_hash: str | None, password: str) -> bool:
    """Whether it is the password; without a hash one is computed all the same. Raises Overloaded."""
    if len(password) > LONGEST:
        return False
    with _Turn():
        nobody = _nobody()  # whoever asks first, known or not, pays for it
        try:
            _hasher.verify(password_hash or nobody, unicodedata.normalize("NFC", password))
        except (VerificationError, InvalidHashError):
            return False
    return bool(password_hash)


def outdated(password_hash: str) -> bool:
    """Whether it was made with other parameters than are used today."""
    return _hasher.check_needs_rehash(password_hash)


@cache
def _nobody() -> str:
    return _hasher.hash("nobody has this password, but checking it takes as long")


class _Turn:
    """One of the few turns to hash."""

    def __enter__(self) -> None:
        if not _turns.acquire(timeout=PATIENCE):
            raise Overloaded

    def __exit__(self, *_: object) -> None:
        _turns.release()
