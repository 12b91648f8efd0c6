"""Addresses of pages, as they stand in mails."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from flask import current_app


def absolute_url(endpoint: str, **values: Any) -> str:
    """The address of a page as it stands in a mail: at BASE_URL, whatever host a request came by."""
    site = urlsplit(current_app.config["BASE_URL"])
    if not current_app.url_map.is_endpoint_expecting(endpoint, "locale"):
        values.pop("locale", None)
    return current_app.url_map.bind(site.netloc, url_scheme=site.scheme).build(endpoint, values, force_external=True)
