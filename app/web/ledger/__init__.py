"""The public ledger: its files for whoever verifies."""

from app.web.ledger import files
from app.web.ledger.blueprint import bp

__all__ = ["bp", "files"]
