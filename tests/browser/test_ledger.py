"""The ledger checked in the reader's own browser: right when all is right, and every kind of tampering is caught."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Route, expect

from tests.browser.people import STATEMENT, Reader

pytestmark = pytest.mark.browser

LEDGER = "/en/ledger/"
RIGHT = "All of this is right."
WRONG = "This is not right."
Change = Callable[[bytes], bytes]


def verdict_on(reader: Reader, path: str = LEDGER) -> str:
    """What the page says in the end, and the step at which it ended."""
    reader.goes_to(path)
    reader.page.get_by_role("button", name="Check now").click()
    verdict = reader.page.locator("[data-check=verdict]")
    expect(verdict).not_to_be_empty(timeout=20_000)
    return f"{verdict.inner_text()} {reader.page.locator('[data-check=steps] li').last.inner_text()}"


def tampering(reader: Reader, files: str, change: Change) -> None:
    """From now on these files come to the reader otherwise than the site sends them."""

    def altered(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=change(answer.body()))

    reader.page.route(files, altered)


def in_json(change: Callable[[Any], object]) -> Change:
    def changed(body: bytes) -> bytes:
        value = json.loads(body)
        change(value)
        return json.dumps(value).encode()

    return changed


def test_a_reader_checks_everything_and_it_is_right(reader: Reader) -> None:
    assert verdict_on(reader).startswith(RIGHT)
    assert "is in the ledger and stands" in reader.reads()
    assert "looks for the first time" in reader.reads()
    assert verdict_on(reader).startswith(RIGHT)
    assert "None of them was changed since" in reader.reads()
    reader.finds_nothing_inaccessible()
    assert verdict_on(reader, f"{STATEMENT}/signatories").startswith(RIGHT)


def test_without_web_crypto_it_says_what_else_there_is(reader: Reader) -> None:
    reader.page.add_init_script("Object.defineProperty(globalThis.crypto, 'subtle', {value: undefined})")
    reader.goes_to(LEDGER)
    assert not reader.page.get_by_role("button", name="Check now").is_visible()
    assert "undersigned-verify" in reader.page.locator("[data-without-script]").inner_text()


def flipped(place: int) -> Change:
    return lambda body: body[:place] + bytes([body[place] ^ 1]) + body[place + 1 :]


def add_a_name(register: Any) -> None:
    register["signatories"].append({**register["signatories"][0], "name": "Amnesty International", "ledger": None})


def add_one_twice(register: Any) -> None:
    register["signatories"].append(register["signatories"][0])


def hide_a_name(register: Any) -> None:
    register["signatories"].pop()


def hide_a_name_and_say_so(register: Any) -> None:
    register["signatories"].pop()
    register["ledger"]["undisclosed"] += 2


def swap_two(register: Any) -> None:
    first, second = register["signatories"][:2]
    first["ledger"], second["ledger"] = second["ledger"], first["ledger"]


def rename(register: Any) -> None:
    register["signatories"][0]["name"] += " Ltd"


def rename_with_its_payload(register: Any) -> None:
    rename(register)
    register["signatories"][0]["ledger"]["payload"]["name"] += " Ltd"


def move_to_another_text(register: Any) -> None:
    register["signatories"][0]["revision"] += 1


REGISTER, TEXTS = "**/signatories.json", "**/revisions/1/*.md"
TAMPERED: dict[str, tuple[str, Change, str]] = {
    "a letter of an entry": ("**/ledger/tile/entries/**", flipped(20), "The entries are not those that were signed"),
    "an entry less": ("**/ledger/tile/entries/**", lambda body: body[:-40], "A file is not as it should be"),
    "a letter of the root": ("**/ledger/checkpoint", lambda body: body.replace(b"\n", b"\n1", 1), "signature"),
    "another signature": ("**/ledger/checkpoint", lambda body: body[:-12] + b"AAAAAAAA" + body[-4:], "signature"),
    "a name that nobody recorded": (REGISTER, in_json(add_a_name), "is not in the ledger"),
    "a name twice": (REGISTER, in_json(add_one_twice), "does not stand"),
    "a name less": (REGISTER, in_json(hide_a_name), "stand in the ledger, but not on the list"),
    "a hidden number that is wrong": (REGISTER, in_json(hide_a_name_and_say_so), "but not on the list"),
    "two openings changed round": (REGISTER, in_json(swap_two), "otherwise than the ledger recorded it"),
    "another name": (REGISTER, in_json(rename), "otherwise than the ledger recorded it"),
    "another text under a name": (REGISTER, in_json(move_to_another_text), "otherwise than the ledger recorded it"),
    "another name in the opening as well": (REGISTER, in_json(rename_with_its_payload), "What the list says"),
    "a letter of the text": (TEXTS, flipped(5), "is not the one in the ledger"),
}


@pytest.mark.parametrize(("files", "change", "says"), TAMPERED.values(), ids=TAMPERED)
def test_a_site_that_tampers_is_caught(reader: Reader, files: str, change: Change, says: str) -> None:
    tampering(reader, files, change)
    found = verdict_on(reader)
    assert found.startswith(WRONG), found
    assert says in found


def test_a_past_that_was_rewritten_is_caught(reader: Reader) -> None:
    verdict_on(reader)
    reader.page.evaluate(
        """() => { const key = Object.keys(localStorage).find((one) => one.startsWith("undersigned.ledger"));
        localStorage.setItem(key, JSON.stringify({ size: 2, root: "00".repeat(32) })); }"""
    )
    found = verdict_on(reader)
    assert found.startswith(WRONG)
    assert "the past was changed" in found


def test_what_cannot_be_read_is_no_accusation(reader: Reader) -> None:
    reader.page.route("**/ledger/checkpoint", lambda route: route.fulfill(status=404))
    assert verdict_on(reader).startswith("This could not be checked to the end.")
