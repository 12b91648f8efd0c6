"""Endorsements: one organisation behind one revision, from the form to the register."""

# Whoever knows endorsements asks them when the text changes: no revision is published without.
from app.domain.endorsements import rebinding

__all__ = ["rebinding"]
