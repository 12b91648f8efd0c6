"""The way in for moderators: signing in and out, setting up an account, looking after it."""

from app.web.sign_in import account, factor, set_up, views
from app.web.sign_in.blueprint import bp

__all__ = ["account", "bp", "factor", "set_up", "views"]
