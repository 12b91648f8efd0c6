"""All statements at the desk, and one of them: where it stands, and what can be done next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import current_app, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.domain.endorsements.desk import QueueFilter, queue_count
from app.domain.endorsements.founders import founders
from app.domain.endorsements.queries import register_count
from app.domain.endorsements.states import State
from app.domain.events.models import ActorKind, Event
from app.domain.moderators.queries import names
from app.domain.statements.models import RevisionText, Statement
from app.domain.statements.queries import all_statements, by_slug, events_of
from app.domain.statements.working import WorkingText
from app.domain.statements.writing import texts_in_hand
from app.extensions import db
from app.web.bidi import set_apart
from app.web.desk import desk_nav
from app.web.edit.blueprint import bp
from app.web.edit.words import DONE, EVENTS, STATES, state_of
from app.web.locale import direction_of, native_name
from app.web.times import said_in


@dataclass(frozen=True)
class Row:
    """One statement of the list."""

    statement: Statement
    title: str
    state: str
    listed: int
    waiting: int


@dataclass(frozen=True)
class Language:
    """A text in hand, or a published one."""

    code: str
    name: str
    direction: str
    title: str
    is_first: bool


@dataclass(frozen=True)
class Line:
    """Something that was done to the statement, and when."""

    at: datetime
    what: str
    detail: str


@bp.get("/statements/")
def index() -> str:
    """Every statement, drafts too, the newest first."""
    session = db.session()
    return render_template(
        "edit/index.html",
        rows=[_row(session, statement) for statement in all_statements(session)],
        states=STATES,
        done=DONE.get(request.args.get("done", "")),
        desk_nav=desk_nav("statements"),
    )


@bp.get("/statements/<slug>")
def show(slug: str) -> str:
    """Where it stands, what it says in which languages, what can be done, and what was done."""
    session = db.session()
    statement = by_slug(session, slug)
    newest = statement.revisions[-1]
    in_hand = texts_in_hand(session, statement)
    return render_template(
        "edit/show.html",
        statement=statement,
        row=_row(session, statement),
        states=STATES,
        languages=languages(in_hand or newest.texts),
        is_being_revised=statement.published_at is not None and bool(in_hand),
        revision=newest,
        founders=len(founders(session, statement.id)),
        lines=_lines(session, statement),
        locale_of_preview=current_app.config["LOCALES"][0],
        public_url=url_for("statement.show", slug=slug, locale=current_app.config["LOCALES"][0]),
        done=DONE.get(request.args.get("done", "")),
        desk_nav=desk_nav("statements"),
    )


def languages(texts: Sequence[RevisionText | WorkingText]) -> list[Language]:
    """The texts, the authoritative one first, each with the name of its language."""
    return [
        Language(text.language, native_name(text.language), direction_of(text.language), text.title, place == 0)
        for place, text in enumerate(texts)
    ]


def _row(session: Session, statement: Statement) -> Row:
    return Row(
        statement,
        statement.revisions[-1].texts[0].title,
        state_of(statement),
        register_count(session, statement.id).organisations,
        queue_count(session, QueueFilter(state=State.PENDING, statement_id=statement.id)),
    )


def _lines(session: Session, statement: Statement) -> list[Line]:
    who = names(session)
    return [
        Line(event.at, _sentence(event, who), _detail(event, statement)) for event in events_of(session, statement.id)
    ]


def _sentence(event: Event, who: Mapping[int, str]) -> str:
    people = {ActorKind.ADMINISTRATOR: _("an administrator"), ActorKind.SYSTEM: _("the site")}
    name = who.get(event.moderator_id or 0)
    whoever = set_apart(name) if name else people.get(ActorKind(event.actor_kind), "")
    sentence = str(EVENTS.get(event.tag, event.tag)) % {"who": whoever}
    return sentence[:1].upper() + sentence[1:]


def _detail(event: Event, statement: Statement) -> str:
    """For when, in which language."""
    planned, moment, language = (event.facts.get(name) for name in ("planned_for", "moment", "language"))
    if planned:
        return _("as planned for %(moment)s", moment=said_in(datetime.fromisoformat(planned), statement.zone))
    if moment:
        return _("for %(moment)s", moment=said_in(datetime.fromisoformat(moment), statement.zone))
    return native_name(language) if language else ""
