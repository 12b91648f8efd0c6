"""Whether this machine can make documents. Cheap to ask: nothing of WeasyPrint is loaded for it."""

from __future__ import annotations

import ctypes
from functools import cache
from importlib.util import find_spec

LIBRARIES = ("libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0")
PACKAGES = ("weasyprint", "pypdfium2")
DEBIAN = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-noto-core"


@cache
def can_make_documents() -> bool:
    """Whether WeasyPrint is installed, and Pango with it."""
    if not all(find_spec(package) for package in PACKAGES):
        return False
    try:
        for library in LIBRARIES:
            ctypes.CDLL(library)
    except OSError:
        return False
    return True
