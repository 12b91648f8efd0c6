"""The site itself: its look, what it keeps about people, and what machines ask for; in development, its mailbox."""

from app.web.site import machines, mailbox, pages
from app.web.site.blueprint import bp

__all__ = ["bp", "machines", "mailbox", "pages"]
