"""An editor delivers: has everything of one moment packed into one file, and finds what was delivered before."""

from app.web.deliver import views
from app.web.deliver.blueprint import bp

__all__ = ["bp", "views"]
