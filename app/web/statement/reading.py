"""A text and a statement as templates show them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from app.domain.endorsements.queries import RegisterCount
from app.domain.statements.models import RevisionText, Statement
from app.domain.statements.snapshot import Phase
from app.web.locale import direction_of
from app.web.markdown import summary, to_html


@dataclass(frozen=True)
class Item:
    """One statement of the list."""

    statement: Statement
    text: RevisionText
    phase: Phase
    count: RegisterCount


def as_read(text: RevisionText) -> dict[str, Any]:
    """The text, its body as safe HTML, its direction, and how it begins."""
    return {
        "text": text,
        "body": to_html(text.body),
        "text_direction": direction_of(text.language),
        "summary": summary(text.body),
    }
