"""From a mailed link to the endorsement behind it, and back. Every link that does not open is the same dead link."""

from __future__ import annotations

from flask import render_template, url_for

from app.domain.endorsements.models import Endorsement
from app.domain.endorsements.queries import by_public_id, was_confirmed_with
from app.domain.endorsements.rebinding import MAY_STAND
from app.domain.endorsements.states import State
from app.domain.errors import NotFound
from app.extensions import db
from app.links import Link, Purpose, read, sign
from app.web.endorse.blueprint import bp
from app.web.endorse.forms import FindForm


class DeadLink(Exception):
    """The link is wrong, too old, replaced, or for something else; which of these is nobody's business."""


@bp.errorhandler(DeadLink)
def _dead_link(_error: DeadLink) -> tuple[str, int]:
    """One page for all of them, that offers a new link."""
    return render_template("endorse/link.html", form=FindForm(formdata=None)), 404


def managed(link: str) -> Endorsement:
    """The endorsement that this link manages. Raises DeadLink."""
    found, endorsement = _behind(Purpose.MANAGE, link)
    if endorsement.link_version != found.version:
        raise DeadLink
    return endorsement


def to_stand_by(link: str) -> Endorsement:
    """The signed endorsement whose organisation answers to a newer text by this link. Raises DeadLink."""
    found, endorsement = _behind(Purpose.STAND_BY, link)
    if endorsement.link_version != found.version or endorsement.state not in MAY_STAND:
        raise DeadLink
    return endorsement


def to_confirm(link: str) -> tuple[Endorsement, int]:
    """The endorsement that this link confirms, or has confirmed, and the version it is bound to. Raises DeadLink."""
    found, endorsement = _behind(Purpose.CONFIRM, link)
    if endorsement.state is State.WITHDRAWN:
        raise DeadLink
    if endorsement.state is State.UNCONFIRMED and endorsement.version != found.version:
        raise DeadLink
    if endorsement.state is not State.UNCONFIRMED and not was_confirmed_with(db.session(), endorsement, found.version):
        raise DeadLink
    return endorsement, found.version


def own_url(endorsement: Endorsement) -> str:
    """The address of the signatory's own page, by a fresh link."""
    return url_for("endorse.own", link=sign(Purpose.MANAGE, endorsement.public_id, endorsement.link_version))


def stand_by_url(endorsement: Endorsement) -> str:
    """The address at which the organisation says whether it stands by the newest text, by a fresh link."""
    return url_for("endorse.stand_by", link=sign(Purpose.STAND_BY, endorsement.public_id, endorsement.link_version))


def withdraw_url(endorsement: Endorsement) -> str:
    """The address at which the signatory takes it back, by a fresh link."""
    return url_for("endorse.withdraw", link=sign(Purpose.MANAGE, endorsement.public_id, endorsement.link_version))


def amend_url(endorsement: Endorsement) -> str:
    """The address at which the signatory corrects the details, by a fresh link."""
    return url_for("endorse.amend", link=sign(Purpose.MANAGE, endorsement.public_id, endorsement.link_version))


def confirm_url(endorsement: Endorsement) -> str:
    """The address at which an unconfirmed endorsement is signed, by a fresh link."""
    return url_for("endorse.confirm", link=sign(Purpose.CONFIRM, endorsement.public_id, endorsement.version))


def _behind(purpose: Purpose, link: str) -> tuple[Link, Endorsement]:
    found = read(purpose, link)
    if found is None:
        raise DeadLink
    try:
        return found, by_public_id(db.session(), found.subject)
    except NotFound:
        raise DeadLink from None
