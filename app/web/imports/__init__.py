"""Importing at the desk: a spreadsheet is uploaded, looked at record by record, mended, and imported in one step."""

import app.web.imports.confirming
import app.web.imports.fixing
import app.web.imports.preview
import app.web.imports.settings
import app.web.imports.upload  # noqa: F401  # the views hang themselves on the blueprint
from app.web.imports.blueprint import bp

__all__ = ["bp"]
