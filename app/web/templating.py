"""What every template may use: strict names, the one stylesheet, dates and countries in the reader's language."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from babel import Locale
from babel.dates import format_date, format_skeleton, format_timedelta, get_datetime_format
from babel.numbers import format_decimal
from flask import Flask, current_app, g, url_for
from jinja2 import StrictUndefined

from app.documents.able import can_make_documents
from app.web.countries import country_name
from app.web.embedding import absolute, oembed_url
from app.web.locale import babel_locale, current_locale
from app.web.markdown import to_html
from app.web.names import named

_NO_WEEKS = 10_000  # as many would have to be over before days are counted in weeks


def init_templates(app: Flask) -> None:
    """Strict templates: an unknown name is an error, not an empty place."""
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(
        date=_date, moment=moment, clock=clock, duration=_duration, number=_number, country=_country, named=named
    )
    app.jinja_env.filters.update(markdown=to_html, language=language_name)
    app.jinja_env.globals.update(absolute=absolute, oembed_url=oembed_url)
    app.context_processor(_names)


@cache
def stylesheet(static_folder: str) -> tuple[str, bytes]:
    """The one stylesheet of the site, from the files in static/css, with the digest that names it."""
    folder = Path(static_folder) / "css"
    first = [folder / f"{name}.css" for name in ("tokens", "base", "layout")]
    files = [*first, *sorted((folder / "components").glob("*.css")), folder / "print.css"]
    content = b"\n".join(file.read_bytes() for file in files)
    return sha256(content).hexdigest()[:16], content


@cache
def _version_of(*paths: Path) -> str:
    return sha256(b"".join(path.read_bytes() for path in paths)).hexdigest()[:16]


def _asset_url(name: str) -> str:
    """The address of static/<name>, new whenever its content is."""
    return url_for("static", filename=name, v=_version_of(Path(str(current_app.static_folder)) / name))


def _script_url(name: str) -> str:
    """The address of static/js/<name>.js, new whenever any script is: one may import another under the same version."""
    scripts = sorted((Path(str(current_app.static_folder)) / "js").glob("*.js"))
    return url_for("static", filename=f"js/{name}.js", v=_version_of(*scripts))


def _names() -> dict[str, Any]:
    digest, _ = stylesheet(str(current_app.static_folder))
    return {
        "site_name": current_app.config["SITE_NAME"],
        "stylesheet_url": url_for("site.stylesheet", digest=digest),
        "script_url": _script_url,
        "asset_url": _asset_url,
        "home_url": url_for("statement.index"),
        "privacy_url": url_for("site.privacy"),
        "has_documents": can_make_documents(),
        "moderator": g.get("moderator"),
    }


def _date(value: date) -> str:
    return format_date(value, format="long", locale=babel_locale())


def moment(value: datetime) -> str:
    """Date and time with the zone said: everything on this site is in UTC unless it says otherwise."""
    pattern = str(get_datetime_format("medium", locale=babel_locale()))
    return pattern.replace("{1}", _date(value.astimezone(UTC))).replace("{0}", time_of_day(value))


def clock(value: datetime) -> str:
    """The time of day to the second, for what is over in a minute."""
    return f"{format_skeleton('Hms', value.astimezone(UTC), locale=babel_locale())} UTC"


def time_of_day(value: datetime) -> str:
    """Hour and minute, for what began a moment ago."""
    return f"{format_skeleton('Hm', value.astimezone(UTC), locale=babel_locale())} UTC"


def _duration(value: timedelta) -> str:
    """How long, such as `15 minutes` or `7 days`."""
    if value.days and not value.seconds:
        return format_timedelta(value, granularity="day", threshold=_NO_WEEKS, locale=babel_locale())
    return format_timedelta(value, locale=babel_locale())


def _number(value: int) -> str:
    return format_decimal(value, locale=babel_locale())


def language_name(code: str) -> str:
    """A language in the reader's own words, such as `Armenian`."""
    return Locale.parse(code, sep="-").get_display_name(babel_locale()) or code


def _country(code: str | None) -> str:
    return country_name(code, current_locale())
