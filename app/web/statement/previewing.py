"""The reader's page of what is not published yet, for editors alone: a draft, or the next revision of a text."""

from __future__ import annotations

from flask import request

from app.domain.statements.models import Revision, RevisionText, Statement
from app.domain.statements.queries import by_slug
from app.domain.statements.snapshot import phase_of
from app.domain.statements.writing import as_draft, working_texts
from app.extensions import db
from app.web.statement import pages
from app.web.statement.blueprint import bp
from app.web.work import now


@bp.get("/moderation/statements/<slug>/preview/<locale:locale>")
def preview(locale: str, slug: str) -> str:
    """Exactly what readers will see, made anew each time and kept nowhere."""
    statement = by_slug(db.session(), slug)
    language = request.args.get("language", "") or locale
    return pages.page(statement, _next_revision(statement), phase_of(statement, now()), language, preview=True)


def _next_revision(statement: Statement) -> Revision:
    """The one that readers do not see yet: a draft's first, or what is being written, as if it were published."""
    newest = statement.revisions[-1]
    if statement.published_at is None or not working_texts(db.session(), statement.id):
        return newest
    draft = as_draft(db.session(), statement)
    number = newest.number + 1
    texts = [
        RevisionText(
            position=place, language=one.language, title=one.title, addressed_to=one.addressed_to, body=one.body
        )
        for place, one in enumerate(draft.texts)
    ]
    return Revision(number=number, digest=draft.digest(number), texts=texts)
