"""A reader's journey: the statements, one of them, who signed it, how its text changed."""

from app.web.statement import documents, press, previewing, views
from app.web.statement.blueprint import bp

__all__ = ["bp", "documents", "press", "previewing", "views"]
