"""Passwords: which are taken, and what hashing and checking them promise."""

from __future__ import annotations

import threading
import time

import pytest
from argon2 import PasswordHasher, extract_parameters

from app.domain.errors import AccountRefused, Overloaded
from app.domain.moderators import passwords
from app.domain.moderators.passwords import LONGEST, SHORTEST, check_password, hash_password, outdated, verify

GOOD = "a walk along the river Debed"


@pytest.fixture(scope="module")
def hashed() -> str:
    return hash_password(GOOD)


@pytest.mark.parametrize(
    "password",
    [
        GOOD,
        "four unrelated words here",
        "abcdefghijklmno",  # fifteen, and in no list
        "գետի ափով մինչև լեռը",
        "شارع طويل تحت القمر",
        "長い橋を渡って海へ行く猫と犬と鳥",
        "  spaces are part of it  ",
        "🐈🐕🐇🐎🐓🐄🐖🐐🐑🦆🦉🦊🐢🐬🐝",
        "x7" * 8 + "Qz!0pL",
        "tab\tand\nline break too",
        "y" + "aqwsxcderfv" * 11 + "123456",
    ],
)
def test_long_ones_are_taken_in_every_script(password: str) -> None:
    assert check_password(password)


def code_of(password: str, *forbidden: str) -> str:
    with pytest.raises(AccountRefused) as refused:
        check_password(password, forbidden=forbidden)
    return refused.value.code


@pytest.mark.parametrize("password", ["", "a", "Tr0ub4dor&3", "a walk to town"])
def test_short_ones_are_refused_whatever_signs_they_have(password: str) -> None:
    assert len(password) < SHORTEST
    assert code_of(password) == "password_short"


def test_marks_do_not_make_a_password_longer() -> None:
    assert code_of("e\u0301" * 14) == "password_short"


@pytest.mark.parametrize("length", [LONGEST + 1, 10_000_000])
def test_endless_ones_are_refused_before_anything_is_computed(length: int) -> None:
    started = time.perf_counter()
    assert code_of("\ufdfa" * length) == "password_long"
    assert time.perf_counter() - started < 0.5
    assert not verify(None, "\ufdfa" * length)


def test_the_longest_is_taken() -> None:
    assert check_password((GOOD * 10)[:LONGEST])


@pytest.mark.parametrize(
    "password",
    [
        "passwordpassword",
        "Password123456789"[:17],
        "PASSWORD!PASSWORD",
        "qwertyqwertyqwerty",
        "123456123456123456",
        "aaaaaaaaaaaaaaaaaaaa",
        "abababababababababab",
        "iloveyouiloveyou!!",
        "changemechangeme1",
    ],
)
def test_what_everybody_takes_is_refused(password: str) -> None:
    assert code_of(password) == "password_common"


@pytest.mark.parametrize(
    "password", ["lusine@coalition.example", "LUSINE@coalition.example1", "Lusine Sargsyan", "Lusine Sargsyan12"]
)
def test_what_colleagues_know_is_refused(password: str) -> None:
    assert code_of(password, "lusine@coalition.example", "Lusine Sargsyan") == "password_common"


def test_a_short_name_does_not_forbid_every_word_with_it() -> None:
    assert check_password("an anchor and an anvil", forbidden=("An",))


def test_it_is_argon2id_with_the_parameters_of_rfc_9106(hashed: str) -> None:
    found = extract_parameters(hashed)
    assert hashed.startswith("$argon2id$v=19$")
    assert (found.memory_cost, found.time_cost, found.parallelism) == (65536, 3, 4)
    assert (found.salt_len, found.hash_len) == (16, 32)


def test_the_same_password_is_never_hashed_alike(hashed: str) -> None:
    assert hash_password(GOOD) != hashed


def test_only_the_password_itself_is_right(hashed: str) -> None:
    assert verify(hashed, GOOD)
    assert not verify(hashed, GOOD.upper())
    assert not verify(hashed, f"{GOOD} ")
    assert not verify(hashed, "")


def test_every_way_to_write_a_letter_is_the_same_password() -> None:
    stored = hash_password(check_password("caf\u00e9 on the corner"))
    assert verify(stored, "cafe\u0301 on the corner")


@pytest.mark.parametrize("broken", ["", "x", "$argon2id$v=19$m=65536", "$2b$12$abcdefghijklmnopqrstuv", None])
def test_without_a_good_hash_nothing_is_right(broken: str | None) -> None:
    assert not verify(broken, GOOD)
    assert not verify(broken, "nobody has this password, but checking it takes as long")


def test_without_a_hash_it_takes_as_long(hashed: str) -> None:
    def quickest(password_hash: str | None) -> float:
        times = []
        for _ in range(5):
            started = time.process_time()
            verify(password_hash, "a wrong password of some length")
            times.append(time.process_time() - started)
        return min(times)

    verify(None, GOOD)
    known, unknown = quickest(hashed), quickest(None)
    assert 0.5 < known / unknown < 2


def test_a_hash_made_with_less_is_outdated(hashed: str) -> None:
    assert not outdated(hashed)
    assert outdated(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(GOOD))


def test_two_are_hashed_at_once_and_the_next_waits_its_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "PATIENCE", 0.05)
    with passwords._Turn(), passwords._Turn():
        for ask in (lambda: hash_password(GOOD), lambda: verify(None, GOOD)):
            with pytest.raises(Overloaded):
                ask()
    assert hash_password(GOOD)


def test_a_turn_is_given_back_even_after_a_failure() -> None:
    for _ in range(4):
        with pytest.raises(RuntimeError), passwords._Turn():
            raise RuntimeError
    done = threading.Event()
    with passwords._Turn(), passwords._Turn():
        done.set()
    assert done.is_set()
