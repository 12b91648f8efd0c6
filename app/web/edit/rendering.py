"""The preview while somebody writes: the text as readers will see it, by a request that changes nothing."""

from __future__ import annotations

from typing import NamedTuple

from flask import jsonify, render_template
from markupsafe import Markup
from werkzeug.wrappers import Response

from app.domain.statements.files import LARGEST_FILE, is_language
from app.web.edit.blueprint import bp
from app.web.edit.forms import TextForm
from app.web.forms import printable
from app.web.locale import direction_of
from app.web.markdown import to_html


class Shown(NamedTuple):
    """A text while it is written."""

    title: str
    addressed_to: str
    body: Markup
    language: str
    direction: str


@bp.post("/rendered-text")
def render() -> Response:
    """The typed text as a piece of a page, for static/js/writing.js."""
    return jsonify(html=render_template("edit/rendered.html", shown=as_shown(TextForm())))


def as_shown(form: TextForm) -> Shown:
    """What was typed, good or not, as it would look."""
    language = form.language.data if is_language(form.language.data or "") else "en"
    return Shown(
        title=printable(form.title.data or ""),
        addressed_to=printable(form.addressed_to.data or ""),
        body=to_html(printable(form.body.data or "")[:LARGEST_FILE].replace("\r\n", "\n")),
        language=language,
        direction=direction_of(language),
    )
