"""For the head of a page: where it is, and where it is in each language of the site."""

from __future__ import annotations

from typing import Any

from flask import current_app, url_for


def addresses(endpoint: str, **values: Any) -> dict[str, Any]:
    """For the head of a page: its own address, and that of each language with its code."""
    base = current_app.config["BASE_URL"]
    locales = current_app.config["LOCALES"]
    alternates = [(code, base + url_for(endpoint, **{**values, "locale": code})) for code in locales]
    return {
        "canonical": base + url_for(endpoint, **values),
        "alternates": [*alternates, ("x-default", alternates[0][1])] if len(alternates) > 1 else [],
    }
