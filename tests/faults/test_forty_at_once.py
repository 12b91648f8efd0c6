"""Forty organisations endorse at once, all confirm, two moderators decide at once; then everything is counted."""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

from tests.live import Site, receiving, serving
from tests.visitor import Visitor

STATEMENT = "/en/statements/security-council-and-osce"
FORTY = [(f"Forum {number} for Open Courts", f"office@courts-{number}.example") for number in range(40)]
EDITOR = ("lusine@coalition.example", "a walk along the river Debed")
COLLEAGUE = ("aram@coalition.example", "seven bridges over the Hrazdan")


def test_database_page_events_and_mails_agree_to_the_last_one(tmp_path: Path) -> None:
    with receiving() as mailbox, serving(tmp_path, mailbox) as site, ThreadPoolExecutor(16) as crowd:
        editor = _editor(site)
        colleague = _colleague(site)

        assert Counter(crowd.map(lambda one: _endorse(site, *one), FORTY)) == {303: 40}
        links = {address: mailbox.link_to(address) for _, address in FORTY}
        # Each presses the button twice at once: it counts once.
        confirmed = list(crowd.map(lambda address: _confirm(site, links[address]), [a for _, a in FORTY] * 2))
        assert Counter(confirmed) == {200: 80}

        queue = sorted(set(re.findall(r"/moderation/endorsements/([a-z0-9]{16})", editor.get("/moderation/"))))
        assert len(queue) == 40
        seen = {one: editor.get(f"/moderation/endorsements/{one}") for one in queue}
        seen_too = {one: colleague.get(f"/moderation/endorsements/{one}") for one in queue}
        decide = lambda who, pages, one: _decide(who, pages[one], one)  # noqa: E731
        ours = [crowd.submit(decide, _same(editor), seen, one) for one in queue]
        theirs = [crowd.submit(decide, _same(colleague), seen_too, one) for one in reversed(queue)]
        answers = Counter(job.result() for job in ours + theirs)
        assert answers == {303: 40, 409: 40}

        assert not any("is listed" in str(message["Subject"]) for message in mailbox.messages), "held for a minute"
        site.let_held_mail_leave()  # without anybody asking for a page
        page = Visitor(site.port).get(STATEMENT)
        for name, address in FORTY:
            assert name in page
            assert name in mailbox.newest_to(address, number=2)
        assert ">49<" in re.sub(r"\s", "", page)
    mails = Counter(str(message["To"]) for message in mailbox.messages)
    assert all(mails[address] == 2 for _, address in FORTY), "one to confirm, one to say that it is listed"
    assert len({message["Message-ID"] for message in mailbox.messages}) == len(mailbox.messages)
    _database_agrees(site.database)


def _database_agrees(path: Path) -> None:
    with closing(sqlite3.connect(path)) as database:
        count = lambda query: database.execute(query).fetchone()[0]  # noqa: E731
        assert count("PRAGMA integrity_check") == "ok"
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        assert count("SELECT count(*) FROM endorsement WHERE state = 'approved'") == 49
        assert count("SELECT count(*) FROM endorsement WHERE state <> 'approved'") == 0
        assert count("SELECT count(*) FROM decision") == 40
        events = Counter(tag for (tag,) in database.execute("SELECT tag FROM event WHERE tag LIKE 'endorsement:%'"))
        assert events == {
            "endorsement:founded": 9,
            "endorsement:endorsed": 40,
            "endorsement:confirmed": 40,
            "endorsement:approved": 40,
        }
        assert count("SELECT count(*) FROM message WHERE sent_at IS NULL AND endorsement_id IS NOT NULL") == 0


def _endorse(site: Site, name: str, address: str) -> int:
    visitor = Visitor(site.port)
    fields = {
        "organisation": name,
        "country": "AM",
        "website": address.partition("@")[2],
        "representative": "Anahit Petrosyan",
        "position": "Director",
        "email": address,
        "privacy": "y",
    }
    visitor.post(f"{STATEMENT}/endorse", fields)
    return visitor.status


def _confirm(site: Site, link: str) -> int:
    visitor = Visitor(site.port)
    html = visitor.get(link)
    if 'name="authorised"' in html:  # else somebody has pressed the button a moment ago, and the page says so
        visitor.submit(link, html, {"authorised": "y"})
    return visitor.status


def _decide(visitor: Visitor, html: str, public_id: str) -> int:
    form = next(form for form in re.findall(r"<form.*?</form>", html, re.DOTALL) if 'value="approve"' in form)
    visitor.submit(f"/moderation/endorsements/{public_id}", f"<main>{form}</main>", {"action": "approve"})
    return visitor.status


def _same(visitor: Visitor) -> Visitor:
    """The same person in another tab, so that answers do not mix."""
    return Visitor(visitor.port, dict(visitor.cookies))


def _editor(site: Site) -> Visitor:
    visitor = Visitor(site.port)
    address, password = EDITOR
    html = visitor.get(site.first_editor_link)
    visitor.submit(site.first_editor_link, html, {"name": "Lusine", "email": address} | _passwords(html, password))
    return _signed_in(site, *EDITOR)


def _colleague(site: Site) -> Visitor:
    site.command("moderator", "add", COLLEAGUE[0], "--name", "Aram", "--role", "moderator", "--password-stdin",
                 stdin=COLLEAGUE[1])  # fmt: skip
    return _signed_in(site, *COLLEAGUE)


def _signed_in(site: Site, address: str, password: str) -> Visitor:
    visitor = Visitor(site.port)
    visitor.post("/sign-in", {"email": address, "password": password})
    assert visitor.status == 303, visitor.body
    return visitor


def _passwords(html: str, password: str) -> dict[str, str]:
    names = [re.search(r'name="([^"]+)"', tag) for tag in re.findall(r'<input[^>]*type="password"[^>]*>', html)]
    return {name[1]: password for name in names if name}
