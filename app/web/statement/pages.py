"""What stands on the reader's pages, gathered for their templates."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from flask import current_app, render_template, url_for

from app.domain.endorsements.numbers import countries_listed, listed_by_revision
from app.domain.endorsements.queries import founders_agreed, register_count
from app.domain.endorsements.register import register_page
from app.domain.errors import NotFound
from app.domain.statements import queries
from app.domain.statements.meaning import meaning_since
from app.domain.statements.models import Revision, Statement
from app.domain.statements.snapshot import Phase, Snapshot, phase_of
from app.domain.text.collation import collation_of
from app.domain.text.countries import country_codes
from app.extensions import db
from app.web.addresses import addresses
from app.web.caching import kept_fact
from app.web.checking import check_site, check_words
from app.web.countries import by_name
from app.web.embedding import snippets
from app.web.locale import current_locale
from app.web.numbers import numbers
from app.web.statement.addresses import picture_url, text_addresses, text_languages
from app.web.statement.changes import Entry, history
from app.web.statement.reading import Item, as_read
from app.web.statement.recipe import RECIPE, as_data
from app.web.work import now

A_PAGE = 100  # signatories


def index(section: str) -> str:
    """The statements, the open ones first."""
    session, at = db.session(), now()
    found = queries.published_statements(session, at=at, section=section)
    return render_template(
        "statement/index.html",
        section=section,
        sections=queries.sections_in_use(session),
        items=[_item(statement) for statement in found],
        **addresses("statement.index", **({"section": section} if section else {})),
    )


def show(slug: str, phase: Phase, language: str) -> str:
    """One statement in that language if there is such a text, else in its own."""
    statement = queries.published(db.session(), slug)
    revision = queries.current_revision(db.session(), statement.id)
    return page(statement, revision, phase, language)


def page(statement: Statement, revision: Revision, phase: Phase, language: str, *, preview: bool = False) -> str:
    """The page of that revision; as a preview it says so, and leads to other previews."""
    session = db.session()
    asked = language if any(text.language == language for text in revision.texts) else current_locale()
    text = revision.text_in(asked)
    languages = text_languages(statement, revision, text, preview=preview)
    return render_template(
        "statement/show.html",
        statement=statement,
        revision=revision,
        phase=phase,
        preview=preview,
        falls_back=not text.is_for(asked),
        languages_of_text=languages,
        register=register_page(session, statement.id, most=A_PAGE, collation=collation_of(current_locale())),
        agreed=founders_agreed(session, statement.id),
        found=numbers(session, statement.id, current_locale()),
        picture_url=picture_url(statement),
        **as_read(text),
        **text_addresses(languages),
    )


def signatories(slug: str, seen: Snapshot, *, q: str, country: str, after: str) -> str:
    """One page of the register."""
    session = db.session()
    statement = queries.published(session, slug)
    revision = queries.current_revision(session, statement.id)
    country = country if country in country_codes() else ""
    collation = collation_of(current_locale())
    page = register_page(session, statement.id, after=after, country=country, q=q, most=A_PAGE, collation=collation)
    filters: dict[str, Any] = {name: value for name, value in (("q", q), ("country", country)) if value}
    more = {**filters, "after": page.entries[-1].cursor} if page.more else None
    return render_template(
        "statement/signatories.html",
        statement=statement,
        revision=revision,
        text=revision.text_in(current_locale()),
        entries=page.entries,
        count=page.count,
        countries=kept_fact(("countries", current_locale(), seen), partial(_countries, statement.id)),
        q=q,
        country=country,
        next_url=url_for("statement.signatories", slug=slug, **more) if more else None,
        first_url=url_for("statement.signatories", slug=slug, **filters) if after else None,
        site=check_site([statement]),
        words=check_words(),
        **addresses("statement.signatories", slug=slug),
    )


def share(slug: str) -> str:
    """What others put into their pages."""
    session = db.session()
    statement = queries.published(session, slug)
    text = queries.current_revision(session, statement.id).text_in(current_locale())
    return render_template(
        "statement/share.html",
        statement=statement,
        text=text,
        count=register_count(session, statement.id),
        snippets=snippets(slug, current_locale(), text.title),
        **addresses("statement.share", slug=slug),
    )


def revisions(slug: str) -> str:
    """The history of the text."""
    session = db.session()
    statement = queries.published(session, slug)
    found = queries.published_revisions(session, statement.id)
    return render_template(
        "statement/revisions.html",
        statement=statement,
        text=found[0].text_in(current_locale()),
        history=_history(statement, found),
        script=RECIPE,
        data_url=current_app.config["BASE_URL"] + url_for("statement.revisions_data", slug=slug),
        **addresses("statement.revisions", slug=slug),
    )


def revision(slug: str, number: int, language: str) -> str:
    """One revision, to be read as it was published."""
    session = db.session()
    statement = queries.published(session, slug)
    found = queries.published_revisions(session, statement.id)
    entry = next((one for one in _history(statement, found) if one.revision.number == number), None)
    if entry is None:
        raise NotFound(f"{slug}/{number}")
    text = entry.revision.text_in(language)
    return render_template(
        "statement/revision.html",
        statement=statement,
        entry=entry,
        newest=found[0],
        falls_back=not text.is_for(language),
        **as_read(text),
        **addresses("statement.revision", slug=slug, number=number),
    )


def revisions_data(slug: str) -> bytes:
    """The history of the text for machines, with all that it takes to recompute the digests."""
    statement = queries.published(db.session(), slug)
    history = _history(statement, queries.published_revisions(db.session(), statement.id))
    return as_data(statement, history, current_app.config["BASE_URL"])


def _history(statement: Statement, revisions: Sequence[Revision]) -> list[Entry]:
    session = db.session()
    return history(
        statement,
        revisions,
        since=meaning_since(session, statement.id),
        signed=listed_by_revision(session, statement.id),
    )


def _item(statement: Statement) -> Item:
    revision = queries.current_revision(db.session(), statement.id)
    count = register_count(db.session(), statement.id)
    return Item(statement, revision.text_in(current_locale()), phase_of(statement, now()), count)


def _countries(statement_id: int) -> list[tuple[str, str, int]]:
    """Code, name and number of organisations of each country on the register, by name."""
    listed = countries_listed(db.session(), statement_id)
    numbers = dict(listed)
    return [(code, name, numbers[code]) for code, name in by_name(numbers, current_locale())]
