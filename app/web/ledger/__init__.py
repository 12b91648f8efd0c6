"""The public ledger: pages for people, and its files for whoever verifies."""

from app.web.ledger import files, people
from app.web.ledger.blueprint import bp

__all__ = ["bp", "files", "people"]
