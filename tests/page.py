"""A browser without a window: visits pages, checks each answer it gets, fills the very forms that it was served."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from urllib.parse import urljoin, urlsplit
from xml.etree.ElementTree import Element

from flask import Flask
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from tests.checks import check_answer, check_document, parse, words
from tests.forms import ServedForm

REDIRECTS = (301, 302, 303, 307, 308)
MOST_REDIRECTS = 3
Status = int | tuple[int, ...]


def multipart(fields: dict[str, Any]) -> dict[str, Any]:
    """What to send a form with files as; in memory, where Werkzeug would leave an open file behind."""
    boundary, body = encode_multipart(fields)
    return {"data": body, "content_type": f'multipart/form-data; boundary="{boundary}"'}


class Browser:
    """One person's browser: keeps cookies, comes by https, checks every answer (tests/checks.py)."""

    def __init__(self, app: Flask, *, base_url: str | None = None, **environ: Any) -> None:
        self.app = app
        self.base_url = base_url or app.config["BASE_URL"]
        self.client = app.test_client()
        self.environ = environ  # such as REMOTE_ADDR="203.0.113.7"

    def visit(self, path: str, *, status: Status = 200, **options: Any) -> Page:
        """GET the page; redirects are followed unless `status` is one. Options go to Flask's client."""
        return self.request("GET", path, status=status, **options)

    __call__ = visit

    def request(self, method: str, path: str, *, status: Status = 200, **options: Any) -> Page:
        """Any request; a path or an address of this site. `status` may be several that are all right."""
        path, expected = self._path(path), (status,) if isinstance(status, int) else status
        for _ in range(MOST_REDIRECTS + 1):
            with self.client.open(
                path, method=method, base_url=self.base_url, environ_overrides=self.environ, **options
            ) as response:
                moved = response.status_code in REDIRECTS and not set(expected) & set(REDIRECTS)
                said = f"{method} {path}: {response.status_code} instead of {status}"
                assert moved or response.status_code in expected, f"{said}\n{response.text[:4000]}"
                page = Page(self, method, path, response)
            if not moved:
                return page
            path, method = self._path(urljoin(path, response.headers["Location"])), "GET"
            options = {"headers": options["headers"]} if "headers" in options else {}
        raise AssertionError(f"more than {MOST_REDIRECTS} redirects, the last to {path}")

    @property
    def cookies(self) -> dict[str, str]:
        """What this browser keeps, by name."""
        return {cookie.key: cookie.value for cookie in self.client._cookies.values()}

    def _path(self, address: str) -> str:
        parts = urlsplit(address)
        if parts.netloc:
            assert f"{parts.scheme}://{parts.netloc}" == self.base_url, f"leads away from the site: {address}"
        return parts._replace(scheme="", netloc="", fragment="").geturl() or "/"


class Page:
    """What came back. HTML is read strictly; anything else has its text and its headers."""

    def __init__(self, browser: Browser, method: str, path: str, response: TestResponse) -> None:
        self.browser, self.path = browser, path
        self.status, self.headers = response.status_code, response.headers
        self.body: bytes = response.get_data()
        self.is_html = response.mimetype == "text/html" and method != "HEAD" and bool(self.body)
        check_answer(browser.app, method, path, response)
        self.document: Element | None = None
        if self.is_html and self.status not in range(300, 400):
            self.document = parse(self.source)
            check_document(self.document, self.source, browser.base_url)

    @property
    def source(self) -> str:
        """The body as it came."""
        return self.body.decode()

    @property
    def text(self) -> str:
        """The words of the page as one reads them, white space run together; of other files the whole body."""
        return words(self.one("body")) if self.document is not None else self.source

    @property
    def title(self) -> str:
        """The title of the window."""
        return words(self.one("title"))

    @property
    def h1(self) -> str:
        """The heading of the page."""
        return words(self.one("h1"))

    @property
    def errors(self) -> list[str]:
        """What the summary above the form says, line by line."""
        return [words(line) for line in self.all(".//*[@id='errors']//li")]

    def all(self, path: str) -> list[Element]:
        """Every element at this ElementTree path, such as `.//main//li[@class='…']`."""
        assert self.document is not None, f"{self.path} is no HTML page"
        return self.document.findall(path)

    def one(self, tag: str) -> Element:
        """The one element of this tag."""
        found = self.all(f".//{tag}")
        assert len(found) == 1, f"{len(found)} × <{tag}> on {self.path}"
        return found[0]

    def links(self) -> dict[str, str]:
        """Address by words of every link on the page; the first of each words wins."""
        return {words(link): link.get("href", "") for link in reversed(self.all(".//a[@href]"))}

    def link(self, text: str) -> str:
        """The address of the link whose words are this, or begin or contain it where only one does."""
        links = self.links()
        found = [text] if text in links else [label for label in links if text in label]
        addresses = {links[label] for label in found}
        assert len(addresses) == 1, f"{len(addresses)} links {text!r} on {self.path}; there are {list(links)}"
        return addresses.pop()

    def follow(self, text: str, *, status: Status = 200) -> Page:
        """Use the link with these words."""
        return self.browser.visit(urljoin(self.path, self.link(text)), status=status)

    def forms(self) -> list[ServedForm]:
        """The forms of the page."""
        assert self.document is not None, f"{self.path} is no HTML page"
        return [ServedForm(form, self.document) for form in self.all(".//form")]

    def form(self, *names: str, button: str | None = None, action: str | None = None) -> ServedForm:
        """The one form that has fields of these names and that button; those of <main> come first."""
        assert self.document is not None, f"{self.path} is no HTML page"
        inside = [ServedForm(form, self.document) for form in self.all(".//main//form")]
        for forms in (inside, self.forms()):
            fitting = [form for form in forms if form.has(*names, button=button, action=action)]
            if fitting:
                break
        assert len(fitting) == 1, (
            f"{len(fitting)} forms on {self.path} with {names}, button {button!r}, action {action!r}; there are:\n"
            + "\n".join(map(str, self.forms()))
        )
        return fitting[0]

    def submit(
        self,
        values: dict[str, Any] | None = None,
        *,
        button: str | None = None,
        form: str | None = None,
        tamper: dict[str, str | list[str]] | None = None,
        files: dict[str, tuple[bytes, str]] | None = None,
        status: Status = 200,
        **options: Any,
    ) -> Page:
        """Fill the served form and press its button (named by its words or value; `form` by the end of its action).

        A name that the form lacks, an option that a list lacks, or a button that is not there is a failure. `tamper`
        sends what no honest browser would; None takes a field away. `files`: what is chosen in a file field, with its
        name.
        """
        values = values or {}
        found = self.form(*values, button=button, action=form)
        data = found.filled(values, button)
        for name, value in (tamper or {}).items():
            data = [pair for pair in data if pair[0] != name]
            if value is not None:
                data += [(name, one) for one in ([value] if isinstance(value, str) else value)]
        address = urljoin(self.path, found.action_of(button))
        headers = {"Sec-Fetch-Site": "same-origin", "Origin": self.browser.base_url, **options.pop("headers", {})}
        fields: dict[str, list[str]] = {}
        for name, value in data:
            fields.setdefault(name, []).append(value)
        if found.element.get("enctype") == "multipart/form-data":
            attached = {name: FileStorage(BytesIO(raw), filename) for name, (raw, filename) in (files or {}).items()}
            sending: dict[str, Any] = multipart(fields | attached)
        else:
            assert not files, f"{found} takes no files"
            sending = {"data": fields} if found.method == "POST" else {"query_string": fields}
        return self.browser.request(found.method, address, status=status, headers=headers, **sending, **options)
