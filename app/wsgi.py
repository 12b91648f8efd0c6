"""The application for any WSGI server: `app.wsgi:application`."""

from __future__ import annotations

import gc

from app import create_app
from app.catalogues import catalogue

application = create_app()
for locale in application.config["LOCALES"]:
    catalogue(locale.replace("-", "_"))

# What start-up made stays for ever: the collector need not walk it in the middle of somebody's request.
gc.collect()
gc.freeze()
