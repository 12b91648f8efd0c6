"""The editors' journey: statements at the desk, from the draft to the last revision."""

import app.web.edit.founders
import app.web.edit.listing
import app.web.edit.rendering
import app.web.edit.revising
import app.web.edit.scheduling
import app.web.edit.texts
import app.web.edit.writing  # noqa: F401  # the views hang themselves on the blueprint
from app.web.edit.blueprint import bp

__all__ = ["bp"]
