"""The private, append-only audit trail."""

from app.domain.events.models import Event
from app.domain.events.operations import Actor, record

__all__ = ["Actor", "Event", "record"]
