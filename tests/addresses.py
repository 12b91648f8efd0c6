"""A site in use, and a working address for every one of its routes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import quote

from flask import Flask

from app.database import writing
from app.documents.kept import KINDS
from app.domain.blocks import BlockKind, block
from app.domain.endorsements.amendments import amend
from app.domain.endorsements.bulk import decide_many
from app.domain.endorsements.founders import add_founder, founders
from app.domain.endorsements.models import Endorsement
from app.domain.endorsements.second_voice import ask
from app.domain.endorsements.states import Action, State
from app.domain.events.operations import ADMINISTRATOR, SIGNATORY
from app.domain.ledger.queries import listing_of
from app.domain.outbox.models import MessageKind
from app.domain.outbox.operations import mark_failed, queue
from app.domain.statements.draft import Founder
from app.domain.statements.editing import begin_revision
from app.links import Purpose, sign
from app.signing.ledger import origin
from app.web.templating import stylesheet
from tests.documents import a_pack, put_on_the_shelf
from tests.factories import (
    a_guest_list,
    a_moderator,
    a_statement,
    a_verdict,
    an_endorsement,
    an_invitation,
)
from tests.heads import a_head
from tests.uploads import a_spreadsheet


def a_colleague_of(endorsement: Endorsement) -> str:
    """Another address at the organisation's domain."""
    return f"board@{(endorsement.email or '').rpartition('@')[2]}"


def every_address(app: Flask) -> dict[str, str]:
    """By endpoint. Whoever adds a route adds it here, and so to every test that walks over all of them."""
    at = datetime.now(UTC)
    with app.app_context():
        with writing() as session:
            statement = a_statement(session, at=at, slug="open-archives")
            draft = a_statement(session, at=at, slug="draft", published=False)
            add_founder(session, "draft", Founder(name="Open Shelves Union"), by=ADMINISTRATOR, at=at)
            (founder,) = founders(session, draft.id)
            begin_revision(session, "open-archives", by=ADMINISTRATOR, at=at)
            guest = a_moderator(session, at=at)
            waiting = an_endorsement(session, statement, at=at, by=guest)
            unconfirmed = an_endorsement(session, statement, at=at, state=State.UNCONFIRMED)
            listed = an_endorsement(session, statement, at=at, state=State.APPROVED, by=guest)
            details = replace(listed.details, organisation="Another name")
            amend(session, listed.public_id, details, version=listed.version, by=SIGNATORY, at=at)
            second = ask(session, waiting.public_id, a_colleague_of(waiting), moderator_id=guest.id, at=at)
            some = an_endorsement(session, statement, at=at)
            batch = decide_many(session, Action.APPROVE, {some.public_id: a_verdict(session, some, by=guest, at=at)})
            lost = queue(session, MessageKind.LINK, "x@example.org", locale="en", at=at, endorsement_id=waiting.id)
            entry = block(
                session,
                BlockKind.NETWORK,
                "203.0.113.9/32",
                shown="203.0.113.9/32",
                note="",
                moderator_id=guest.id,
                at=at,
            )
            sheet = a_spreadsheet(session, statement, at=at, by=guest)
            asked = an_invitation(session, statement, at=at)
            guests = a_guest_list(session, statement, by=guest, at=at)
            mark_failed(session, lost.id, at=at, error="550", permanent=True)
        with writing() as session:
            listing = listing_of(session, listed.id)
            a_head(session, origin())
        for kind in KINDS:
            put_on_the_shelf("open-archives", "en", kind)
        pack = a_pack("open-archives")
        own = sign(Purpose.MANAGE, waiting.public_id, waiting.link_version)
        confirm = sign(Purpose.CONFIRM, unconfirmed.public_id, unconfirmed.version)
        invitation = sign(Purpose.INVITATION, guest.public_id, guest.link_version)
        listed_link = sign(Purpose.MANAGE, listed.public_id, listed.link_version)
        stand_by = sign(Purpose.STAND_BY, listed.public_id, listed.link_version)
        voice = sign(Purpose.VOICE, second.public_id, 0)
        invited = sign(Purpose.INVITEE, asked.public_id, asked.link_version)
        digest, _ = stylesheet(str(app.static_folder))
    return {
        "static": "/static/img/icon.svg",
        "site.stylesheet": f"/style.{digest}.css",
        "site.privacy": "/privacy",
        "site.accessibility": "/accessibility",
        "site.robots": "/robots.txt",
        "site.security": "/.well-known/security.txt",
        "site.sitemap": "/sitemap.xml",
        "site.health": "/healthz",
        "statement.home": "/",
        "statement.index": "/en/",
        "statement.show": "/en/statements/open-archives",
        "statement.signatories": "/en/statements/open-archives/signatories",
        "statement.revisions": "/en/statements/open-archives/revisions",
        "statement.revision": "/en/statements/open-archives/revisions/1",
        "statement.revisions_data": "/statements/open-archives/revisions.json",
        "statement.text": "/statements/open-archives/revisions/1/en.md",
        "ledger.home": "/ledger/",
        "ledger.index": "/en/ledger/",
        "ledger.about": "/en/ledger/about",
        "data.signatories": "/statements/open-archives/signatories.json",
        "data.schema": "/schemas/signatories-v1.json",
        "data.feed": "/statements/open-archives/feed.atom",
        "data.embed": "/statements/open-archives/embed",
        "data.count": "/statements/open-archives/count.svg",
        "data.oembed": f"/oembed?url={quote(app.config['BASE_URL'] + '/en/statements/open-archives')}",
        "statement.share": "/en/statements/open-archives/share",
        "deliver.index": "/moderation/statements/open-archives/deliveries/",
        "deliver.pack": f"/moderation/statements/open-archives/deliveries/{pack}.zip",
        "statement.press": "/en/statements/open-archives/press",
        "statement.document": "/statements/open-archives/en.pdf",
        "statement.picture": "/statements/open-archives/en.png",
        "ledger.checkpoint": "/ledger/checkpoint",
        "ledger.tile": "/ledger/tile/0/000.p/1",
        "ledger.vkey": "/ledger/vkey",
        "ledger.policy": "/ledger/policy",
        "endorse.receipt": f"/en/endorsements/{listed_link}/receipts/{listing.opening if listing else 0}/receipt",
        "endorse.stand_by": f"/en/endorsements/{stand_by}/stand-by",
        "endorse.form": "/en/statements/open-archives/endorse",
        "endorse.sent": "/en/statements/open-archives/endorse/sent",
        "endorse.find": "/en/endorsements/",
        "endorse.own": f"/en/endorsements/{own}",
        "endorse.confirm": f"/en/endorsements/{confirm}/confirm",
        "endorse.amend": f"/en/endorsements/{own}/amend",
        "endorse.withdraw": f"/en/endorsements/{own}/withdraw",
        "endorse.representative": f"/en/endorsements/{own}/representative",
        "endorse.resend": f"/en/endorsements/{own}/resend",
        "endorse.data": f"/en/endorsements/{own}/data.json",
        "endorse.erase": f"/en/endorsements/{own}/erase",
        "endorse.erased": "/en/endorsements/erased",
        "endorse.voice": f"/en/voices/{voice}",
        "endorse.check_dns": f"/en/endorsements/{own}/dns",
        "invite.index": "/moderation/invitations/",
        "invite.show": f"/moderation/invitations/lists/{guests}",
        "invite.columns": f"/moderation/invitations/lists/{guests}/columns",
        "invite.record": f"/moderation/invitations/lists/{guests}/records/1",
        "invite.choose": f"/moderation/invitations/lists/{guests}/choices",
        "invite.letter": f"/moderation/invitations/lists/{guests}/letter",
        "invite.send": f"/moderation/invitations/lists/{guests}/send",
        "invite.discard": f"/moderation/invitations/lists/{guests}/discard",
        "invite.overview": "/moderation/invitations/statements/open-archives",
        "invite.remind": "/moderation/invitations/statements/open-archives/remind",
        "invite.withdraw": "/moderation/invitations/statements/open-archives/withdraw",
        "invite.answer": f"/en/invitations/{invited}",
        "invite.refuse": f"/en/invitations/{invited}/no",
        "invite.erase": f"/en/invitations/{invited}/erase",
        "invite.erased": "/en/invitations/erased",
        "sign_in.sign_in": "/sign-in",
        "sign_in.set_up": f"/account/set-up/{invitation}",
        "sign_in.sign_out": "/sign-out",
        "sign_in.account": "/account",
        "sign_in.password": "/account/password",
        "sign_in.factor": "/account/second-factor",
        "sign_in.factor_off": "/account/second-factor/off",
        "sign_in.digest": "/account/digest",
        "sign_in.language": "/account/language",
        "edit.index": "/moderation/statements/",
        "edit.new": "/moderation/new-statement",
        "edit.render": "/moderation/rendered-text",
        "edit.show": "/moderation/statements/open-archives",
        "edit.write": "/moderation/statements/draft/text",
        "edit.filing": "/moderation/statements/open-archives/filing",
        "edit.discard": "/moderation/statements/draft/discard",
        "edit.translate": "/moderation/statements/draft/translation",
        "edit.text": "/moderation/statements/open-archives/texts/en",
        "edit.remove_text": "/moderation/statements/open-archives/texts/en/removal",
        "edit.publication": "/moderation/statements/draft/publication",
        "edit.closing": "/moderation/statements/open-archives/closing",
        "edit.late": "/moderation/statements/open-archives/late",
        "edit.founders": "/moderation/statements/draft/founders",
        "edit.founder": f"/moderation/statements/draft/founders/{founder.public_id}",
        "edit.place_founder": f"/moderation/statements/draft/founders/{founder.public_id}/place",
        "edit.begin_revision": "/moderation/statements/open-archives/revision/begin",
        "edit.drop_revision": "/moderation/statements/open-archives/revision/drop",
        "edit.revision": "/moderation/statements/open-archives/revision",
        "statement.preview": "/moderation/statements/open-archives/preview/en",
        "moderate.overview": "/moderation/overview",
        "moderate.queue": "/moderation/",
        "moderate.show": f"/moderation/endorsements/{waiting.public_id}",
        "moderate.decide": f"/moderation/endorsements/{waiting.public_id}",
        "moderate.preview": f"/moderation/endorsements/{waiting.public_id}/mail/approve",
        "moderate.review": "/moderation/decisions",
        "moderate.decide_many": "/moderation/decisions/confirm",
        "moderate.batch": f"/moderation/decisions/{batch.public_id}",
        "moderate.undo_many": f"/moderation/decisions/{batch.public_id}/undo",
        "moderate.reason_list": "/moderation/reasons",
        "moderate.new_reason": "/moderation/reasons/new",
        "moderate.reason": "/moderation/reasons/other",
        "moderate.place_reason": "/moderation/reasons/other/place",
        "moderate.undo": f"/moderation/endorsements/{listed.public_id}/undo",
        "moderate.compare": f"/moderation/endorsements/{waiting.public_id}/duplicates/{listed.public_id}",
        "moderate.settle": f"/moderation/endorsements/{waiting.public_id}/duplicates/{listed.public_id}",
        "moderate.amend": f"/moderation/endorsements/{waiting.public_id}/amend",
        "moderate.amendment": f"/moderation/endorsements/{listed.public_id}/amendment",
        "moderate.assign": f"/moderation/endorsements/{waiting.public_id}/assignment",
        "moderate.assign_many": "/moderation/assignments",
        "moderate.looking": f"/moderation/endorsements/{waiting.public_id}/looking",
        "moderate.notes": f"/moderation/endorsements/{waiting.public_id}/notes",
        "moderate.stand_by": f"/moderation/endorsements/{waiting.public_id}/newer-text",
        "moderate.answers": "/moderation/statements/open-archives/answers",
        "moderate.ask": f"/moderation/endorsements/{waiting.public_id}/second-voice",
        "moderate.look_again": f"/moderation/endorsements/{waiting.public_id}/evidence",
        "moderate.check_dns": f"/moderation/endorsements/{waiting.public_id}/dns",
        "moderate.mail": "/moderation/mail",
        "moderate.retry": f"/moderation/mail/{lost.public_id}",
        "moderate.export": "/moderation/export",
        "moderate.protection": "/moderation/protection",
        "moderate.unblock": f"/moderation/protection/{entry.public_id}",
        "moderate.careful": "/moderation/protection/statements/open-archives",
        "imports.index": "/moderation/imports/",
        "imports.show": f"/moderation/imports/{sheet}",
        "imports.settings": f"/moderation/imports/{sheet}/settings",
        "imports.choices": f"/moderation/imports/{sheet}/choices",
        "imports.fix": f"/moderation/imports/{sheet}/records/2",
        "imports.accept": f"/moderation/imports/{sheet}/countries",
        "imports.compare": f"/moderation/imports/{sheet}/comparison",
        "imports.confirm": f"/moderation/imports/{sheet}/confirm",
        "imports.erase": f"/moderation/imports/{sheet}/erasure",
    }
