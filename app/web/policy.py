"""One table: every endpoint and who may use it. A route without a row, or a row without a route, stops the start-up."""

from __future__ import annotations

from enum import Enum, auto

from flask import Flask


class Access(Enum):
    """Who may use a route, and what follows for cookies and caches."""

    PUBLIC = auto()  # anybody; no cookie is read or set; caches may keep it
    FORM = auto()  # anybody; has a form, so a CSRF cookie; never cached
    KEEPS_INPUT = auto()  # as FORM, but the view itself answers a stale CSRF token, so that nothing typed is lost
    LINK = auto()  # whoever holds the mailed link in the path; never cached
    MODERATOR = auto()  # signed in
    EDITOR = auto()  # signed in, and an editor
    DEVELOPMENT = auto()  # registered in development only; 404 elsewhere


POLICY: dict[str, Access] = {
    "static": Access.PUBLIC,
    "site.stylesheet": Access.PUBLIC,
    "site.privacy": Access.PUBLIC,
    "site.accessibility": Access.PUBLIC,
    "site.robots": Access.PUBLIC,
    "site.security": Access.PUBLIC,
    "site.sitemap": Access.PUBLIC,
    "site.health": Access.PUBLIC,
    "mailbox.index": Access.DEVELOPMENT,
    "mailbox.message": Access.DEVELOPMENT,
    "statement.home": Access.PUBLIC,
    "statement.index": Access.PUBLIC,
    "statement.show": Access.PUBLIC,
    "statement.signatories": Access.PUBLIC,
    "statement.revisions": Access.PUBLIC,
    "statement.revision": Access.PUBLIC,
    "statement.revisions_data": Access.PUBLIC,
    "statement.text": Access.PUBLIC,
    "statement.share": Access.PUBLIC,
    "data.signatories": Access.PUBLIC,
    "data.schema": Access.PUBLIC,
    "data.feed": Access.PUBLIC,
    "data.embed": Access.PUBLIC,
    "data.count": Access.PUBLIC,
    "data.oembed": Access.PUBLIC,
    "ledger.home": Access.PUBLIC,
    "ledger.index": Access.PUBLIC,
    "ledger.about": Access.PUBLIC,
    "ledger.checkpoint": Access.PUBLIC,
    "ledger.tile": Access.PUBLIC,
    "ledger.vkey": Access.PUBLIC,
    "ledger.policy": Access.PUBLIC,
    "statement.document": Access.PUBLIC,
    "statement.picture": Access.PUBLIC,
    "statement.press": Access.PUBLIC,
    "endorse.form": Access.KEEPS_INPUT,
    "endorse.sent": Access.PUBLIC,
    "endorse.find": Access.FORM,
    "endorse.own": Access.LINK,
    "endorse.confirm": Access.LINK,
    "endorse.amend": Access.LINK,
    "endorse.withdraw": Access.LINK,
    "endorse.representative": Access.LINK,
    "endorse.resend": Access.LINK,
    "endorse.data": Access.LINK,
    "endorse.erase": Access.LINK,
    "endorse.erased": Access.PUBLIC,
    "endorse.receipt": Access.LINK,
    "endorse.stand_by": Access.LINK,
    "endorse.voice": Access.LINK,
    "endorse.check_dns": Access.LINK,
    "invite.index": Access.EDITOR,
    "invite.show": Access.EDITOR,
    "invite.columns": Access.EDITOR,
    "invite.record": Access.EDITOR,
    "invite.choose": Access.EDITOR,
    "invite.letter": Access.EDITOR,
    "invite.send": Access.EDITOR,
    "invite.discard": Access.EDITOR,
    "invite.overview": Access.EDITOR,
    "invite.remind": Access.EDITOR,
    "invite.withdraw": Access.EDITOR,
    "invite.answer": Access.LINK,
    "invite.refuse": Access.LINK,
    "invite.erase": Access.LINK,
    "invite.erased": Access.PUBLIC,
    "sign_in.sign_in": Access.FORM,
    "sign_in.set_up": Access.LINK,
    "sign_in.sign_out": Access.FORM,
    "sign_in.account": Access.MODERATOR,
    "sign_in.password": Access.MODERATOR,
    "sign_in.factor": Access.MODERATOR,
    "sign_in.factor_off": Access.MODERATOR,
    "sign_in.digest": Access.MODERATOR,
    "sign_in.language": Access.MODERATOR,
    "moderate.overview": Access.MODERATOR,
    "moderate.queue": Access.MODERATOR,
    "moderate.show": Access.MODERATOR,
    "moderate.decide": Access.MODERATOR,
    "moderate.preview": Access.MODERATOR,
    "moderate.review": Access.MODERATOR,
    "moderate.decide_many": Access.MODERATOR,
    "moderate.batch": Access.MODERATOR,
    "moderate.undo_many": Access.MODERATOR,
    "moderate.reason_list": Access.EDITOR,
    "moderate.new_reason": Access.EDITOR,
    "moderate.reason": Access.EDITOR,
    "moderate.place_reason": Access.EDITOR,
    "moderate.undo": Access.MODERATOR,
    "moderate.assign": Access.MODERATOR,
    "moderate.assign_many": Access.MODERATOR,
    "moderate.looking": Access.MODERATOR,
    "moderate.notes": Access.MODERATOR,
    "moderate.compare": Access.MODERATOR,
    "moderate.settle": Access.MODERATOR,
    "moderate.amend": Access.MODERATOR,
    "moderate.amendment": Access.MODERATOR,
    "moderate.ask": Access.MODERATOR,
    "moderate.stand_by": Access.MODERATOR,
    "moderate.answers": Access.MODERATOR,
    "moderate.look_again": Access.MODERATOR,
    "moderate.check_dns": Access.MODERATOR,
    "moderate.mail": Access.MODERATOR,
    "moderate.retry": Access.MODERATOR,
    "moderate.export": Access.EDITOR,
    "moderate.protection": Access.MODERATOR,
    "moderate.unblock": Access.MODERATOR,
    "moderate.careful": Access.EDITOR,
    "deliver.index": Access.EDITOR,
    "deliver.pack": Access.EDITOR,
    "imports.index": Access.MODERATOR,
    "imports.show": Access.MODERATOR,
    "imports.settings": Access.MODERATOR,
    "imports.choices": Access.MODERATOR,
    "imports.fix": Access.MODERATOR,
    "imports.accept": Access.MODERATOR,
    "imports.compare": Access.MODERATOR,
    "imports.confirm": Access.MODERATOR,
    "imports.erase": Access.MODERATOR,
    "edit.index": Access.EDITOR,
    "edit.new": Access.EDITOR,
    "edit.render": Access.EDITOR,
    "edit.show": Access.EDITOR,
    "edit.write": Access.EDITOR,
    "edit.filing": Access.EDITOR,
    "edit.discard": Access.EDITOR,
    "edit.translate": Access.EDITOR,
    "edit.text": Access.EDITOR,
    "edit.remove_text": Access.EDITOR,
    "edit.publication": Access.EDITOR,
    "edit.closing": Access.EDITOR,
    "edit.late": Access.EDITOR,
    "edit.founders": Access.EDITOR,
    "edit.founder": Access.EDITOR,
    "edit.place_founder": Access.EDITOR,
    "edit.begin_revision": Access.EDITOR,
    "edit.drop_revision": Access.EDITOR,
    "edit.revision": Access.EDITOR,
    "statement.preview": Access.EDITOR,
}

# Bytes that a body may have where a form has a file, or a whole text; everywhere else MAX_CONTENT_LENGTH holds. More
# than a file or text may have, so that whoever sends one that is somewhat too large is told so on the page.
LARGE_BODIES: dict[str, int] = {
    "imports.index": 16_000_000,
    "invite.index": 16_000_000,
    **dict.fromkeys(("edit.new", "edit.render", "edit.write", "edit.translate", "edit.text"), 480_000),
}


def check_policy(app: Flask) -> None:
    """Raises RuntimeError naming every endpoint that the table and the routes do not share."""
    routes = {rule.endpoint for rule in app.url_map.iter_rules()}
    expected = {
        endpoint for endpoint, access in POLICY.items() if access is not Access.DEVELOPMENT or app.config["DEVELOPMENT"]
    }
    if routes != expected:
        raise RuntimeError(f"routes and policy differ: {', '.join(sorted(routes ^ expected))}")
