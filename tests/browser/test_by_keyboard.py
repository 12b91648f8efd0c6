"""The night before publication: a whole queue worked through without a mouse."""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import Site, somebody
from tests.browser.people import Moderator, Reader

pytestmark = pytest.mark.browser

PLACES = (
    "Artik", "Berd", "Charentsavan", "Dilijan", "Echmiadzin", "Gavar", "Hrazdan", "Ijevan", "Jermuk", "Kapan",
    "Lori", "Meghri", "Noyemberyan", "Oshakan", "Parakar", "Sevan", "Tashir", "Urtsadzor", "Vardenis", "Yeghegnadzor",
    "Abovyan", "Byureghavan", "Goris", "Martuni", "Masis", "Nurnus", "Sisian", "Spitak", "Stepanavan", "Vanadzor",
)  # fmt: skip
KINDS = ("Library", "Choir", "Bar Association", "Women’s Council", "Archive", "Film Club")


class Typist(Moderator):
    """Works with keys, and counts them."""

    presses = 0

    def presses_keys(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.presses += 1

    @contextmanager
    def gets_another_page(self) -> Iterator[None]:
        """A page is read before its keys do anything."""
        self.page.wait_for_selector("html[data-keys=ready]")
        with self.page.expect_navigation():
            yield

    def focus(self) -> str:
        return str(self.page.evaluate("document.activeElement.textContent")).strip()

    def focused(self) -> str:
        return str(self.page.evaluate("document.activeElement.id || document.activeElement.tagName"))


@pytest.fixture
def typist(site: Site, chromium: Browser, editor_account: tuple[str, str]) -> Iterator[Typist]:
    for person in somebody(Typist, site, chromium):
        person.site = site
        person.signs_in(*editor_account)
        yield person


@dataclass
class Night:
    """A statement of its own, where thirty organisations wait that agreed by e-mail."""

    slug: str
    names: list[str]
    queue: str


@pytest.fixture
def night(site: Site, tmp_path: Path) -> Night:
    slug = f"night-{secrets.token_hex(4)}"
    text = tmp_path / f"{slug}.md"
    text.write_text(
        f"---\nslug: {slug}\ntitle: The night\naddressed_to: all\nissued: 2026-11-20\nlanguage: en\n---\nIt is late."
    )
    site.command("statement", "import", str(text), "--publish")
    names = [f"{place} {KINDS[number % len(KINDS)]}" for number, place in enumerate(PLACES)]
    file = tmp_path / "night.csv"
    file.write_text("Organisation,Country\n" + "".join(f"{name},Armenia\n" for name in names))
    site.command("signatories", "import", str(file), "--statement", slug, "--agreed", "by e-mail")
    with closing(sqlite3.connect(site.database)) as database:
        ((number,),) = database.execute("SELECT id FROM statement WHERE slug = ?", [slug])
    return Night(slug, names, f"/moderation/?statement={number}")


def test_thirty_are_worked_through_with_the_keyboard_alone(typist: Typist, night: Night, reader: Reader) -> None:
    typist.goes_to(night.queue)
    typist.presses_keys("j")
    assert "Artik" in typist.focus()
    with typist.gets_another_page():
        typist.presses_keys("Enter")
    before, approved, declined = typist.presses, [], []
    for number in range(len(night.names)):
        name = typist.title()
        if number:
            assert typist.focus() == name, "the focus is on the next one's heading"
        if number == 10:
            typist.presses_keys("d")
            assert typist.focused() == "reason-decline"
            typist.presses_keys("ArrowDown", "ArrowDown", "ArrowDown")
            with typist.gets_another_page():
                typist.presses_keys("Enter")
            declined.append(name)
            typist.presses -= 5
            continue
        with typist.gets_another_page():
            typist.presses_keys("a")
        approved.append(name)
        if number == 20:
            with typist.gets_another_page():
                typist.presses_keys("u")
            assert "Undone" in typist.reads()
            assert typist.title() == name
            with typist.gets_another_page():
                typist.presses_keys("a")
            typist.presses -= 2
    assert (sorted([*approved, *declined])) == sorted(night.names)
    assert typist.presses - before <= 2 * len(approved)
    reader.goes_to(f"/en/statements/{night.slug}/signatories")
    assert sorted(reader.signatories()) == sorted(approved)


def test_lines_are_chosen_and_decided_together(typist: Typist, night: Night) -> None:
    typist.goes_to(night.queue)
    typist.presses_keys("/")
    assert typist.focused() == "q"
    typist.page.keyboard.type("choir a")  # no key does anything while one types
    assert typist.page.url.endswith(night.queue)
    typist.page.locator("#q").fill("Choir")
    with typist.page.expect_navigation():
        typist.presses_keys("Enter")
    typist.presses_keys("j", "x", "j", "x")
    assert typist.page.locator("[data-number]").inner_text() == "Chosen: 2"
    typist.page.locator("#all").focus()
    typist.presses_keys("Space")
    assert typist.page.locator("[data-number]").inner_text() == f"Chosen: {typist.page.locator('[data-row]').count()}"
    with typist.gets_another_page():
        typist.presses_keys("a")
    assert typist.title() == "Decide on several at once"
    with typist.gets_another_page():
        typist.presses_keys("a")
    assert "were approved" in typist.reads()
    with typist.gets_another_page():
        typist.presses_keys("u")
    assert "were put back" in typist.reads()
    with typist.gets_another_page():
        typist.presses_keys("g", "q")
    assert typist.title() == "Queue"


def test_keys_can_be_turned_off_and_do_nothing_with_others(typist: Typist, night: Night) -> None:
    typist.goes_to(night.queue)
    typist.presses_keys("Control+j", "Alt+k")
    assert typist.focused() == "BODY"
    typist.presses_keys("?")
    assert typist.page.locator("#keys").is_visible()
    typist.finds_nothing_inaccessible()
    typist.presses_keys("Escape")
    assert not typist.page.locator("#keys").is_visible()
    typist.presses_keys("?")
    typist.page.locator("#keys-on").focus()
    typist.presses_keys("Space", "Escape")
    for _ in range(2):
        typist.presses_keys("j")
        assert typist.page.locator("[data-row] a:focus").count() == 0
        typist.page.reload()
    typist.page.locator("#keys-open").click()
    typist.page.locator("#keys-on").check()
    typist.presses_keys("Escape", "j")
    assert typist.page.locator("[data-row] a:focus").count() == 1


def test_a_key_is_found_by_its_place_where_another_alphabet_is_switched_on(typist: Typist, night: Night) -> None:
    typist.goes_to(night.queue)
    typist.page.evaluate(
        "document.body.dispatchEvent(new KeyboardEvent('keydown', {key: 'о', code: 'KeyJ', bubbles: true}))"
    )
    assert typist.page.locator("[data-row] a:focus").count() == 1


def test_a_key_held_down_or_pressed_at_once_again_decides_nothing_unread(typist: Typist, night: Night) -> None:
    typist.goes_to(f"{night.queue}&q=choir")
    typist.presses_keys("j")
    with typist.gets_another_page():
        typist.presses_keys("o")
    first = typist.title()
    with typist.gets_another_page():
        typist.page.keyboard.down("a")
    second = typist.title()
    assert second != first
    typist.page.wait_for_selector("html[data-keys=ready]")
    typist.page.keyboard.down("a")  # the same press goes on: a repetition
    typist.page.wait_for_timeout(300)
    assert typist.title() == second
    typist.page.keyboard.up("a")


def test_two_see_each_other_and_are_sent_different_ways(
    typist: Typist, site: Site, chromium: Browser, night: Night, editor_account: tuple[str, str]
) -> None:
    account = ("nare@coalition.example", "nine boats on the lake of Sevan")
    site.command("moderator", "add", account[0], "--name", "Nare", "--role", "moderator", "--password-stdin",
                 stdin=account[1])  # fmt: skip
    for nare in somebody(Typist, site, chromium):
        nare.signs_in(*account)
        nare.goes_to(f"{night.queue}&q=library")
        nare.presses_keys("j")
        with nare.page.expect_response("**/looking"), nare.gets_another_page():
            nare.presses_keys("Enter")
        seen = nare.title()
        typist.goes_to(f"{night.queue}&q=library")
        assert "Nare is looking at this" in typist.page.locator("[data-row]", has_text=seen).inner_text()
        typist.page.get_by_role("link", name=seen).click()
        assert "Nare is looking at this" in typist.reads()
        with typist.gets_another_page():
            typist.presses_keys("a")
        assert typist.title() != seen
        with nare.gets_another_page():
            nare.presses_keys("m")
        assert "You have taken this" in nare.reads()
        with nare.gets_another_page():
            nare.presses_keys("j")
        assert nare.title() != seen
