"""What every answer of the site must be, whatever a test asks it for."""

from __future__ import annotations

import re
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

import html5lib
from flask import Flask
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect
from werkzeug.test import TestResponse

from app.web.policy import POLICY, Access

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "geolocation=(), camera=(), microphone=(), payment=()",
    "X-Frame-Options": "DENY",
}
FRAMED = (
    HEADERS["Content-Security-Policy"]
    .replace("form-action 'self'", "form-action 'none'")
    .replace("frame-ancestors 'none'", "frame-ancestors *")
)
OPENED: dict[str, dict[str, str | None]] = {  # the few answers that differ, where they are no errors
    "data.embed": {"Content-Security-Policy": FRAMED, "X-Frame-Options": None},
    "statement.share": {"Content-Security-Policy": HEADERS["Content-Security-Policy"] + "; frame-src 'self'"},
    "data.signatories": {"Access-Control-Allow-Origin": "*"},
    "statement.revisions_data": {"Access-Control-Allow-Origin": "*"},
    "statement.text": {"Access-Control-Allow-Origin": "*"},
    **{f"ledger.{file}": {"Access-Control-Allow-Origin": "*"} for file in ("checkpoint", "policy", "tile", "vkey")},
}
HSTS = "max-age=63072000; includeSubDomains"

# What only an unfinished page would show.
UNFINISHED = re.compile(r"%\(\w+\)s|\{\{|\{%|lazy_gettext|LazyString|Undefined|Traceback|<function|<bound method")
_RESOURCES = ("script", "img", "link", "iframe", "source", "video", "audio", "object", "embed", "track", "image", "use")
_LABELLED = ("input", "select", "textarea")
_UNLABELLED_TYPES = ("hidden", "submit", "button")
_REFERENCES = ("aria-describedby", "aria-labelledby", "aria-controls", "aria-details", "for", "list", "form")


def parse(source: str) -> Element:
    """The document; anything that the HTML standard calls a parse error is a failure."""
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(source)


_ISOLATES = dict.fromkeys(map(ord, "\u2068\u2069"))


def words(element: Element) -> str:
    """The text of an element as one reads it: white space run together, without marks of direction."""
    return " ".join("".join(element.itertext()).translate(_ISOLATES).split())


def endpoint_of(app: Flask, method: str, path: str) -> str | None:
    """The endpoint that answers here, or None."""
    host = urlsplit(app.config["BASE_URL"]).netloc
    try:
        with app.app_context():  # the language of a path is matched against the site's
            return str(app.url_map.bind(host).match(urlsplit(path).path, method=method)[0])
    except (RequestRedirect, HTTPException):
        return None


def expected_headers(endpoint: str, status: int) -> dict[str, str | None]:
    """What an answer of this endpoint says, and (None) does not say."""
    opened = OPENED.get(endpoint, {}) if status < 400 else {}
    return {**HEADERS, "Access-Control-Allow-Origin": None, **opened}


def check_answer(app: Flask, method: str, path: str, response: TestResponse) -> None:
    """Headers, cookies and redirects."""
    where = f"{method} {path} ({response.status_code})"
    endpoint = endpoint_of(app, method, path) or ""
    for name, value in expected_headers(endpoint, response.status_code).items():
        assert response.headers.getlist(name) == ([] if value is None else [value]), f"{where}: {name}"
    hsts = [HSTS] if app.config["HSTS"] else []
    assert response.headers.getlist("Strict-Transport-Security") == hsts, where
    access = POLICY.get(endpoint)
    cookies, vary = response.headers.getlist("Set-Cookie"), response.headers.get("Vary", "")
    caching = response.headers.get("Cache-Control", "")
    if access is Access.PUBLIC:
        assert not cookies, f"{where} sets a cookie"
        assert "cookie" not in vary.lower(), f"{where} varies by cookie"
    else:
        assert caching == "no-store", f"{where} may be cached: {caching}"
    for cookie in cookies:
        _check_cookie(app, cookie, where)
    if response.status_code in range(300, 400) and response.status_code != 304:
        target = urlsplit(response.headers["Location"])
        assert not target.netloc or target.netloc == urlsplit(app.config["BASE_URL"]).netloc, f"{where} leads away"
        assert method in ("GET", "HEAD") or response.status_code == 303, f"{where} is answered by a 303"
    if response.status_code in (429, 503):
        assert int(response.headers["Retry-After"]) > 0, where


def _check_cookie(app: Flask, cookie: str, where: str) -> None:
    attributes = {part.strip().lower() for part in cookie.split(";")[1:]}
    assert {"httponly", "path=/"} <= attributes, f"{where}: {cookie}"
    assert {"samesite=lax", "samesite=strict"} & attributes, f"{where}: {cookie}"
    if app.config["BASE_URL"].startswith("https://"):
        assert cookie.startswith("__Host-"), f"{where}: {cookie}"
        assert "secure" in attributes, f"{where}: {cookie}"
        assert not any(attribute.startswith("domain") for attribute in attributes), f"{where}: {cookie}"


def check_document(document: Element, source: str, base_url: str) -> None:
    """The document is whole, names everything, and asks nobody else for anything."""
    elements = list(document.iter())
    elements = [one for one in elements if isinstance(one.tag, str)]
    ids = [one.get("id") for one in elements if one.get("id") is not None]
    assert len(ids) == len(set(ids)), f"ids twice: {sorted({one for one in ids if ids.count(one) > 1})}"
    assert all(ids), "an empty id"
    _check_frame(document)
    for element in elements:
        _check_element(element, set(ids), base_url)
    _check_labels(elements)
    for form in (one for one in elements if one.tag == "form"):
        _check_form(form, elements)
    found = UNFINISHED.search(source)
    assert not found, f"unfinished: {source[max(0, found.start() - 40) : found.end() + 40]}"


def _check_frame(document: Element) -> None:
    lang, direction = document.get("lang"), document.get("dir")
    assert lang, "no language"
    assert direction in ("ltr", "rtl"), "no direction"
    headings = [words(one) for one in document.iter("h1")]
    assert len(headings) == 1, f"{len(headings)} × h1"
    title = words(next(document.iter("title")))
    assert headings[0], "an empty h1"
    if lang == "en":
        assert title.startswith((headings[0], f"Error: {headings[0]}")), f"title {title!r}, heading {headings[0]!r}"
        wrong = document.find(".//*[@id='errors']") is not None
        assert title.startswith("Error: ") == wrong, f"title {title!r} of a page with{'' if wrong else 'out'} errors"
    else:
        assert headings[0] in title, f"title {title!r}, heading {headings[0]!r}"
    assert len(list(document.iter("main"))) == 1, "one <main>"


def _check_element(element: Element, ids: set[str | None], base_url: str) -> None:
    assert element.tag != "style", "an inline style"
    assert element.tag != "script" or element.get("src"), "an inline script"
    for name, value in element.attrib.items():
        assert not name.startswith("on"), f"{name}= in <{element.tag}>"
        assert name != "style", f"style= in <{element.tag}>"
        if name in _REFERENCES:
            missing = set(value.split()) - ids
            assert not missing, f"<{element.tag} {name}> names {missing}, which is not there"
        if name in ("src", "srcset", "data", "poster", "action", "formaction") or (
            name.endswith("href") and element.tag in _RESOURCES
        ):
            assert _is_own(value, base_url), f"<{element.tag} {name}={value}> asks somebody else"
        if name == "href" and element.tag == "a":
            assert urlsplit(value).scheme in ("", "http", "https", "mailto"), f"a link to {value}"
            assert not value.startswith("#") or value[1:] in ids, f"a link to {value}, which is not there"


def _is_own(address: str, base_url: str) -> bool:
    parts = urlsplit(address)
    return (not parts.netloc and not parts.scheme) or address.startswith(base_url + "/")


def _check_labels(elements: list[Element]) -> None:
    labels = {one.get("for") for one in elements if one.tag == "label" and words(one)}
    wrapped = {id(inner) for one in elements if one.tag == "label" and words(one) for inner in one.iter()}
    for element in elements:
        if element.tag in _LABELLED and element.get("type") not in _UNLABELLED_TYPES:
            named = element.get("aria-label") or element.get("aria-labelledby")
            assert named or element.get("id") in labels or id(element) in wrapped, (
                f"<{element.tag} name={element.get('name')}> has no label"
            )
        if element.tag in ("button", "a"):
            image = any(one.get("alt") or one.tag == "title" for one in element.iter())
            assert words(element) or element.get("aria-label") or image, f"an empty <{element.tag}>"
        if element.tag == "img":
            assert "alt" in element.attrib, "an image without alt"


def _check_form(form: Element, elements: list[Element]) -> None:
    assert form.get("action"), "a form without an action"
    assert form.get("method", "").lower() in ("get", "post"), "a form without a method"
    own = list(form.iter("input"))
    own += [one for one in elements if form.get("id") and one.get("form") == form.get("id")]
    tokens = [one for one in own if one.get("name") == "csrf_token" and one.get("value")]
    assert len(tokens) == (form.get("method", "").lower() == "post"), f"{len(tokens)} CSRF tokens in a form"
