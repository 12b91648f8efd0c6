"""Asking organisations to endorse: the editors' lists, and the page behind each personal link."""

from app.web.invite import answering, letter, lists, mending, overview
from app.web.invite.blueprint import bp

__all__ = ["answering", "bp", "letter", "lists", "mending", "overview"]
