"""How a mail is read: its parts, its words, everything in it that would be fetched."""

from __future__ import annotations

import re
from email.message import EmailMessage
from html.parser import HTMLParser

HEADERS = [
    "From",
    "To",
    "Date",
    "Message-ID",
    "Auto-Submitted",
    "Subject",
    "MIME-Version",
    "Content-Type",
    "Content-Language",
]


def part(mail: EmailMessage, kind: str) -> str:
    body = mail.get_body((kind,))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


def masked(text: str) -> str:
    """The text with tokens and other chances taken out."""
    return re.sub(r"/[\w-]+\.[\w-]+\.[\w-]{20,}", "/TOKEN", text)


class Reading(HTMLParser):
    """The words of an HTML part in order, its links, and everything that would be fetched."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words, self.links, self.tags, self.html_attributes = [], [], set(), {}  # type: ignore[var-annotated]
        self._inside: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self._inside.append(tag)
        given = dict(attributes)
        if tag == "html":
            self.html_attributes = given
        elif tag == "a":
            self.links.append(given.pop("href"))
            assert not given
        else:
            assert given in ({}, {"charset": "utf-8"}), f"<{tag} {given}>"

    def handle_data(self, data: str) -> None:
        if "title" not in self._inside[-1:] and "a" not in self._inside[-1:]:
            self.words += data.split()

    def handle_endtag(self, tag: str) -> None:
        while self._inside and self._inside.pop() != tag:
            pass
