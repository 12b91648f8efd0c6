"""The form that endorses a statement, and the page that says: look into your mailbox."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from flask_babel import format_timedelta
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from app.domain.endorsements.queries import is_submitted
from app.domain.errors import RateLimited, RevisionChanged, StatementClosed
from app.domain.invitations import answers
from app.domain.statements import queries as statements
from app.domain.statements.models import Statement
from app.extensions import db
from app.web import limits, waiting
from app.web.blocking import is_kept_out
from app.web.changed import difference
from app.web.endorse import invited, proof, suspicions
from app.web.endorse.blueprint import bp
from app.web.endorse.forms import EndorseForm
from app.web.endorse.reading import as_read
from app.web.endorse.submission import Served, serve, served
from app.web.invitees import inviting_to
from app.web.locale import current_locale
from app.web.work import now, unit_of_work

Page = str | Response | tuple[str, int] | tuple[str, int, dict[str, str]]


@bp.route("/<locale:locale>/statements/<slug>/endorse", methods=["GET", "POST"])
def form(locale: str, slug: str) -> Page:
    """The form; a good one leads on to the mailbox, everything else comes back with what was typed."""
    form = EndorseForm()
    if not form.is_submitted():
        return _form(slug, invited.filled_in(slug, request.args.get("invitation", "")))
    seen = served(slug, form.revision.data or "")
    if not form.validate() or not _is_fresh(form, seen) or seen is None:
        return _form(slug, form, seen, status=400)
    try:
        with unit_of_work() as session:
            _endorse(session, locale, slug, form, seen)
    except (RevisionChanged, StatementClosed):
        return _form(slug, form, seen, status=409)
    except RateLimited as error:
        return _form(slug, form, seen, status=429, wait=error.seconds)
    return redirect(url_for("endorse.sent", slug=slug), 303)


@bp.get("/<locale:locale>/statements/<slug>/endorse/sent")
def sent(locale: str, slug: str) -> Page:
    """The same page for everybody who sent the form: new, repeated, unknown."""
    statement = statements.published(db.session(), slug)
    text = statements.current_revision(db.session(), statement.id).text_in(locale)
    return render_template("endorse/sent.html", statement=statement, text=text, usual=waiting.typical())


def _endorse(session: Session, locale: str, slug: str, form: EndorseForm, seen: Served) -> None:
    """Once; the same form sent again spends no limit."""
    details = form.details(form.email.data)
    submission_id = seen.submission_id(details)
    if not is_submitted(session, submission_id):
        limits.spend_endorsement(details.email)
    if is_kept_out(session, details.email):
        return  # and nobody is told: the page that follows is the same for all
    statement = statements.published(session, slug)
    suspicion = suspicions.first(session, form, seen, careful=statement.careful_since is not None)
    answers.endorse(
        session,
        statement,
        details,
        invitation=inviting_to(session, form.invitation.data or "", statement.id),
        revision_seen=seen.revision,
        submission_id=submission_id,
        locale=locale,
        at=now(),
        suspicion=suspicion,
        held=suspicion is not None,
        source=limits.network(),
    )


def _is_fresh(form: EndorseForm, seen: Served | None) -> bool:
    """Whether the page was served by us within a day; otherwise the form says what to do."""
    if seen is not None and seen.fresh:
        return True
    form.form_errors.append(
        _("This page was open for more than a day. Nothing you wrote is lost: check it and send it again.")
    )
    return False


def _form(
    slug: str,
    form: EndorseForm,
    seen: Served | None = None,
    *,
    status: int = 200,
    wait: int | None = None,
) -> Page:
    """The form, with what was typed, beside the text as it is now and what changed in it since it was read."""
    statement = statements.published(db.session(), slug)
    if not statement.accepts(now()):
        return _closed(statement, 409 if form.is_submitted() else 200)
    revision = statements.current_revision(db.session(), statement.id)
    text, changes = revision.text_in(current_locale()), None
    if seen is not None and seen.revision != revision.number:
        before = statements.published_revision(db.session(), statement.slug, seen.revision)
        changes = difference(before, revision, current_locale())
        status = 409
        form.form_errors.append(
            _("The text was changed while this page was open. Read what changed, and send the form again if you agree.")
        )
    if wait is not None:
        form.form_errors.append(too_many(wait))
    form.revision.data = token = serve(statement.slug, revision.number)
    work = proof.challenge(served(statement.slug, token)) if statement.careful_since else None
    page = render_template(
        "endorse/form.html",
        statement=statement,
        revision=revision,
        form=form,
        seen=seen,
        changes=changes,
        work=work,
        late=statement.takes_late(now()),
        **as_read(text),
    )
    return page, status, {"Retry-After": str(wait)} if wait is not None else {}


def too_many(seconds: int) -> str:
    """What to say when a limit was reached, by no fault of the person's."""
    return _(
        "Very many requests came in a short time, from your network or from everywhere. Nothing you wrote is lost: "
        "wait %(time)s, then press the button again.",
        time=format_timedelta(seconds, granularity="minute"),
    )


def _closed(statement: Statement, status: int) -> Page:
    """Not open: not yet, or not any more."""
    text = statements.current_revision(db.session(), statement.id).text_in(current_locale())
    begins = [moment for moment in (statement.published_at, statement.opens_at) if moment and moment > now()]
    opens_at = max(begins, default=None)
    return render_template("endorse/closed.html", statement=statement, text=text, opens_at=opens_at), status
