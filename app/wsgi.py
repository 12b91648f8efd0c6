"""The application for any WSGI server: `app.wsgi:application`."""

from __future__ import annotations

import gc

from app import create_app

application = create_app()

# What start-up made stays for ever: the collector need not walk it in the middle of somebody's request.
gc.collect()
gc.freeze()
