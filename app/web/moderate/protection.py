"""Keeping robots and trolls out: block lists, and care where a statement is under attack."""

from __future__ import annotations

import ipaddress
from functools import partial
from typing import Any

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from publicsuffixlist import PublicSuffixList
from werkzeug.wrappers import Response
from wtforms import RadioField
from wtforms.validators import StopValidation

from app.domain.blocks import BlockKind, all_blocks, block, lift
from app.domain.endorsements.queries import by_public_id
from app.domain.events.operations import Actor
from app.domain.moderators.queries import names
from app.domain.statements.operations import be_careful
from app.domain.statements.queries import all_statements
from app.domain.text import InvalidText, clean_email, clean_line, email_domain, is_free_mail
from app.extensions import db
from app.web.blocking import hashed, hint
from app.web.desk import desk_nav
from app.web.forms import Form, TextField
from app.web.labels import BLOCKS
from app.web.limits import is_of_many
from app.web.messages import sentence
from app.web.moderate.blueprint import bp
from app.web.sessions import still_in
from app.web.work import now, unit_of_work

Page = str | Response | tuple[str, int]
WIDEST = {4: 16, 6: 32}  # prefixes of the largest networks that can be blocked


class BlockForm(Form):
    """One entry for the block list."""

    kind = RadioField(_l("What to block"), choices=lambda: {kind: str(BLOCKS[kind]) for kind in BlockKind})
    value = TextField(_l("Which"), partial(clean_line, longest=254), required=_l("Write what shall be blocked."))
    note = TextField(_l("Why"), partial(clean_line, longest=300))

    def validate_value(self, field: Any) -> None:
        read = {BlockKind.ADDRESS: _address, BlockKind.DOMAIN: _domain, BlockKind.NETWORK: _network}
        if self.kind.data in read:
            field.data = read[BlockKind(self.kind.data)](field.data)

    @property
    def entry(self) -> dict[str, str]:
        """Value, what is shown of it, and the note."""
        text, note = self.value.data or "", self.note.data or ""
        if self.kind.data == BlockKind.ADDRESS:
            return {"value": hashed(text), "shown": hint(text), "note": note}
        return {"value": text, "shown": text, "note": note}


@bp.route("/protection", methods=["GET", "POST"])
def protection() -> Page:
    """What is blocked, a form to block more, and which statements are under attack."""
    form = BlockForm(data=_asked())
    if form.validate_on_submit():
        with unit_of_work() as session:
            block(session, BlockKind(form.kind.data), **form.entry, moderator_id=still_in(session).id, at=now())
        return redirect(url_for("moderate.protection", done="blocked"), 303)
    session = db.session()
    page = render_template(
        "moderate/protection.html",
        form=form,
        blocks=all_blocks(session),
        kinds=BLOCKS,
        who=names(session),
        statements=[one for one in all_statements(session) if one.published_at],
        done=request.args.get("done", ""),
        desk_nav=desk_nav("protection"),
    )
    return page, 400 if form.is_submitted() else 200


@bp.post("/protection/<public_id>")
def unblock(public_id: str) -> Response:
    """Take an entry off the list."""
    with unit_of_work() as session:
        lift(session, public_id, moderator_id=still_in(session).id, at=now())
    return redirect(url_for("moderate.protection", done="lifted"), 303)


@bp.post("/protection/statements/<slug>")
def careful(slug: str) -> Response:
    """Look for robots among those who endorse this statement, or no longer."""
    with unit_of_work() as session:
        by = Actor.moderator(still_in(session).id)
        be_careful(session, slug, request.form.get("careful") == "on", by=by, at=now())
    return redirect(url_for("moderate.protection", done="careful"), 303)


def _asked() -> dict[str, str]:
    """What a link on an endorsement's page proposes to block; the address itself stands in no link."""
    if not request.args.get("of"):
        return {"kind": BlockKind.ADDRESS}
    email = by_public_id(db.session(), request.args["of"]).email or ""
    if request.args.get("kind") == BlockKind.DOMAIN:
        return {"kind": BlockKind.DOMAIN, "value": email_domain(email)}
    return {"kind": BlockKind.ADDRESS, "value": email}


def _address(text: str) -> str:
    try:
        return clean_email(text)
    except InvalidText as error:
        raise StopValidation(sentence(error)) from None


def _domain(text: str) -> str:
    """The domain; what anybody may have an address at is none that can be blocked."""
    domain = _address(f"x@{text.rpartition('@')[2]}").removeprefix("x@")
    if is_free_mail(domain):
        raise StopValidation(_("Anybody can have an address there. Block the address instead."))
    if PublicSuffixList().privatesuffix(domain) is None:
        raise StopValidation(_("This is no single owner’s domain. Write the whole of it, such as example.org."))
    return domain


def _network(text: str) -> str:
    try:
        network = ipaddress.ip_network(text, strict=False)
    except ValueError:
        raise StopValidation(_("Write an address or a network, such as 203.0.113.7 or 203.0.113.0/24.")) from None
    if is_of_many(network):
        raise StopValidation(_("Behind this network stands everybody who comes by a proxy or by Tor."))
    if network.prefixlen < WIDEST[network.version]:
        raise StopValidation(_("This network is too large: many who have done nothing would be kept out."))
    return str(network)
