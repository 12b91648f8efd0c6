"""The text that is signed, as a page shows it."""

from __future__ import annotations

from typing import Any

from app.domain.statements.models import RevisionText
from app.web.locale import direction_of
from app.web.markdown import to_html


def as_read(text: RevisionText) -> dict[str, Any]:
    """What the template needs of a text: itself, its body as safe HTML, its direction."""
    return {"text": text, "body": to_html(text.body), "text_direction": direction_of(text.language)}
