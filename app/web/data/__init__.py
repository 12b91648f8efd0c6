"""The register as data, and in other people's pages: files, a feed, a frame, a badge."""

from app.web.data import embed, feed, files, oembed
from app.web.data.blueprint import bp

__all__ = ["bp", "embed", "feed", "files", "oembed"]
