"""Somebody with the plainest of browsers in front of a live site: keeps cookies, fills in the form as served."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape
from http.client import HTTPConnection
from urllib.parse import urlencode, urlsplit


@dataclass
class Visitor:
    """One person, one connection after another."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    status: int = 0
    location: str = ""
    body: str = ""

    def get(self, url: str) -> str:
        """Ask for a page, following redirects; its HTML."""
        self._ask("GET", url)
        while self.status in (302, 303):
            self._ask("GET", self.location)
        return self.body

    def post(self, url: str, fields: dict[str, str]) -> str:
        """Send the form on the page at `url` with these fields, redirects not followed."""
        return self.submit(url, self.get(url), fields)

    def submit(self, url: str, html: str, fields: dict[str, str]) -> str:
        """Send the form of a page that was read before, with its hidden fields and these."""
        main = html[html.index("<main") :]
        hidden = {}
        for tag in re.findall(r"<input[^>]*>", main):
            if 'type="hidden"' in tag:
                name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
                assert name
                hidden[name[1]] = unescape(value[1]) if value else ""
        self._ask("POST", url, urlencode({**hidden, **fields}))
        return self.body

    def _ask(self, method: str, url: str, body: str | None = None) -> None:
        parts = urlsplit(url)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        self.body = answer.read().decode()
        self.status, self.location = answer.status, answer.headers.get("Location", "")
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        connection.close()
