"""A reader's journey: the statements, one of them, who signed it, how its text changed."""

from app.web.statement import documents, previewing, views
from app.web.statement.blueprint import bp

__all__ = ["bp", "documents", "previewing", "views"]
