"""Which language a page speaks: the first part of its path; at the desk what its moderator chose; else what the address
or the browser asks for. No cookie is needed for any of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from babel import Locale
from flask import Flask, current_app, g, has_request_context, request, url_for
from werkzeug.routing import BaseConverter

from app.extensions import babel

# Pages with no language in their path: links from a page in one say it in the address, and it goes on from there.
ASKING = ("site.privacy", "site.accessibility", "sign_in.sign_in", "sign_in.set_up", "mailbox.index", "mailbox.message")


@dataclass(frozen=True)
class Language:
    """A language of the site, in its own words, with the address of this page in it."""

    code: str
    name: str
    direction: str
    url: str
    current: bool


def locale_converter(locales: tuple[str, ...]) -> type[BaseConverter]:
    """`<locale:locale>` in a path: one of these and nothing else, so that `/sign-out` is not taken for a language."""

    class LocaleConverter(BaseConverter):
        part_isolating = True
        regex = "|".join(map(re.escape, locales))

    return LocaleConverter


def init_locale(app: Flask) -> None:
    """Bind Babel, the converter, and what templates need to know of languages."""
    app.url_map.converters["locale"] = locale_converter(app.config["LOCALES"])
    babel.init_app(app, locale_selector=_for_babel)
    app.context_processor(_words_for_templates)
    app.url_defaults(_keep_locale)


def current_locale() -> str:
    """The language of the mail being written, else of this request."""
    chosen = g.get("locale")
    if chosen is None and has_request_context():
        asked = (_of_path(), getattr(g.get("moderator"), "locale", ""), _of_query())
        chosen = next((one for one in asked if one in current_app.config["LOCALES"]), None) or preferred_locale()
    return chosen or str(current_app.config["LOCALES"][0])


def _of_path() -> str:
    """Also where the rest of the path leads nowhere."""
    return (request.view_args or {}).get("locale") or request.path[1:].partition("/")[0]


def _of_query() -> str:
    """Nothing of a query that is no text: the page that says so speaks a language, too."""
    try:
        return request.args.get("language", "")
    except UnicodeDecodeError:
        return ""


def _for_babel() -> str:
    """As Babel writes it: pt_BR, where paths and HTML say pt-BR."""
    return current_locale().replace("-", "_")


def babel_locale() -> str:
    """The locale whose dates and figures fit the page: our English is British."""
    locale = _for_babel()
    return "en_GB" if locale == "en" else locale


def preferred_locale() -> str:
    """The site's language that the browser likes best."""
    locales: tuple[str, ...] = current_app.config["LOCALES"]
    return request.accept_languages.best_match(locales, locales[0]) or locales[0]


@lru_cache
def native_name(code: str) -> str:
    """A language in its own words, such as `Հայերեն`."""
    locale = Locale.parse(code, sep="-")
    name = locale.get_display_name(locale) or code
    return name[:1].upper() + name[1:]


@lru_cache
def direction_of(code: str) -> str:
    """`ltr` or `rtl`."""
    return Locale.parse(code, sep="-").text_direction


def _words_for_templates() -> dict[str, Any]:
    locale = current_locale()
    words = {"locale": locale, "direction": direction_of(locale), "languages": _languages(locale)}
    if g.get("moderator") is not None:
        here = request.full_path.rstrip("?") if request.method == "GET" else ""
        words |= {
            "desk_languages": [_language(code, locale, "") for code in current_app.config["LOCALES"]],
            "here": here,
        }
    return words


def _languages(locale: str) -> list[Language]:
    """This page in every language of the site; none where it cannot be had in another, as after a form."""
    codes = current_app.config["LOCALES"]
    rule = request.url_rule if has_request_context() else None
    if len(codes) < 2 or rule is None or "GET" not in (rule.methods or ()):
        return []
    name = "locale" if "locale" in rule.arguments else "language"
    if name == "language" and rule.endpoint not in ASKING:
        return []
    values = dict(request.view_args or {})
    if rule.endpoint == "sign_in.sign_in":
        values["next"] = request.args.get("next")
    return [_language(code, locale, url_for(rule.endpoint, **{**values, name: code})) for code in codes]


def _language(code: str, locale: str, url: str) -> Language:
    return Language(code, native_name(code), direction_of(code), url, code == locale)


def _keep_locale(endpoint: str, values: dict[str, Any]) -> None:
    """Links lead to pages in the language of this one."""
    if "locale" not in values and current_app.url_map.is_endpoint_expecting(endpoint, "locale"):
        values["locale"] = current_locale()
    elif endpoint in ASKING and len(current_app.config["LOCALES"]) > 1:
        values.setdefault("language", current_locale())
