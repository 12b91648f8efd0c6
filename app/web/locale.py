"""Which language a page speaks: the first part of its path, else what the browser asks for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from babel import Locale
from flask import Flask, current_app, g, has_request_context, request, url_for
from werkzeug.routing import BaseConverter

from app.extensions import babel


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
    """The language of this request: of its path, of the mail being written, or the best the browser accepts."""
    chosen = g.get("locale")
    if chosen is None and has_request_context():
        chosen = (request.view_args or {}).get("locale") or preferred_locale()
    return chosen or str(current_app.config["LOCALES"][0])


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
    return {"locale": locale, "direction": direction_of(locale), "languages": _languages(locale)}


def _languages(locale: str) -> list[Language]:
    codes = current_app.config["LOCALES"]
    arguments = dict(request.view_args or {}) if has_request_context() else {}
    if len(codes) < 2 or "locale" not in arguments or request.endpoint is None:
        return []
    return [
        Language(
            code,
            native_name(code),
            direction_of(code),
            url_for(request.endpoint, **{**arguments, "locale": code}),
            code == locale,
        )
        for code in codes
    ]


def _keep_locale(endpoint: str, values: dict[str, Any]) -> None:
    """Links lead to pages in the language of this one."""
    if "locale" not in values and current_app.url_map.is_endpoint_expecting(endpoint, "locale"):
        values["locale"] = current_locale()
