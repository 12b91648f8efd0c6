"""The page behind a personal link: read, endorse, say no, or be forgotten. Opening it changes and records nothing."""

from __future__ import annotations

from flask import redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.domain.errors import DomainError, NotFound, StatementClosed
from app.domain.invitations import erasure, operations
from app.domain.invitations.models import Invitation, InvitationState
from app.domain.invitations.queries import standing
from app.domain.invitations.retention import CONTACTS_KEPT
from app.domain.moderators.queries import names
from app.domain.statements.queries import current_revision
from app.extensions import db
from app.web.countries import country_name
from app.web.invite.answer_forms import EraseForm, NoForm
from app.web.invite.blueprint import bp
from app.web.invitees import invited_by
from app.web.locale import direction_of
from app.web.markdown import to_html
from app.web.work import leave_no_trace, now, unit_of_work

Page = str | Response | tuple[str, int]


class DeadLink(Exception):
    """The link is wrong, or what it led to is erased; which of these is nobody's business."""


@bp.errorhandler(DeadLink)
def _dead_link(_error: DeadLink) -> tuple[str, int]:
    return render_template("invite/dead.html"), 404


@bp.get("/<locale:locale>/invitations/<link>")
def answer(locale: str, link: str) -> Page:
    """Who invites to what, and the two ways; or what was answered."""
    return _page(locale, link, _behind(link))


@bp.route("/<locale:locale>/invitations/<link>/no", methods=["GET", "POST"])
def refuse(locale: str, link: str) -> Page:
    """Say no; only the POST does. Twice is as good as once."""
    invitation = _behind(link)
    form = NoForm()
    if not _may_refuse(invitation):
        return redirect(url_for("invite.answer", link=link), 303)
    if not form.validate_on_submit():
        page = render_template("invite/no.html", form=form, **_facts(locale, link, invitation))
        return page, 400 if form.is_submitted() else 200
    try:
        with unit_of_work() as session:
            operations.say_no(session, invitation.public_id, reason=form.reason.data or "", at=now())
    except StatementClosed:
        pass  # in this very moment; the page says so
    except DomainError:
        raise DeadLink from None
    return redirect(url_for("invite.answer", link=link), 303)


@bp.route("/<locale:locale>/invitations/<link>/erase", methods=["GET", "POST"])
def erase(locale: str, link: str) -> Page:
    """What is stored, and what erasing it means; only the POST with its box ticked does it."""
    invitation = _behind(link)
    form = EraseForm()
    if not form.validate_on_submit():
        stored = _stored(locale, invitation)
        page = render_template("invite/erase.html", form=form, stored=stored, **_facts(locale, link, invitation))
        return page, 400 if form.is_submitted() else 200
    try:
        with unit_of_work() as session:
            erasure.erase(session, invitation.public_id, at=now())
    except NotFound:
        pass  # with its statement, in this very moment
    leave_no_trace()
    return redirect(url_for("invite.erased"), 303)


@bp.get("/<locale:locale>/invitations/erased")
def erased(locale: str) -> str:
    """Nothing is stored any more; the same page for everybody."""
    return render_template("invite/erased.html")


def _behind(link: str) -> Invitation:
    invitation = invited_by(db.session(), link)
    if invitation is None:
        raise DeadLink
    return invitation


def _may_refuse(invitation: Invitation) -> bool:
    waits = invitation.is_open or invitation.state == InvitationState.BOUNCED
    return waits and invitation.statement.accepts(now())


def _page(locale: str, link: str, invitation: Invitation) -> Page:
    facts = _facts(locale, link, invitation)
    withdrawn = invitation.state == InvitationState.WITHDRAWN
    if withdrawn:
        return render_template("invite/withdrawn.html", **facts), 410
    return render_template("invite/answer.html", **facts, may_refuse=_may_refuse(invitation))


def _facts(locale: str, link: str, invitation: Invitation) -> dict[str, object]:
    """Who asks whom, and the beginning of the text."""
    text = current_revision(db.session(), invitation.statement_id).text_in(locale)
    return {
        "invitation": invitation,
        "link": link,
        "standing": standing(invitation),
        "statement": invitation.statement,
        "text": text,
        "beginning": to_html(text.body.split("\n\n", 1)[0]),
        "text_direction": direction_of(text.language),
        "is_open": invitation.statement.accepts(now()),
        "until": invitation.statement.closes_at if invitation.statement.is_open(now()) else None,
        "who": names(db.session()).get(invitation.mailing.moderator_id or 0, ""),
        "kept": CONTACTS_KEPT,
    }


def _stored(locale: str, invitation: Invitation) -> list[tuple[str, str]]:
    """Everything about people, as rows of (term, value)."""
    return [
        (_("Organisation"), invitation.organisation),
        (_("In Latin letters"), invitation.organisation_latin),
        (_("Country"), country_name(invitation.country, locale)),
        (_("Website"), invitation.website),
        (_("Who is written to"), invitation.contact),
        (_("E-mail address"), invitation.email or ""),
        (_("Why not"), invitation.reason),
    ]
