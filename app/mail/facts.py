"""What a mail says, as facts for its templates; nothing where there is nothing to say any more."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.endorsements.desk import QueueFilter, oldest_waiting, queue_count
from app.domain.endorsements.duplicates import same_as
from app.domain.endorsements.models import Endorsement, Outcome
from app.domain.endorsements.overview import number_with_warnings
from app.domain.endorsements.rebinding import MAY_STAND
from app.domain.endorsements.records import Decision
from app.domain.endorsements.second_voice import ASKED_IN
from app.domain.endorsements.states import Action, State
from app.domain.invitations.models import Invitation
from app.domain.moderators.models import Digest, Moderator
from app.domain.outbox.models import Message, MessageKind
from app.links import Purpose, sign
from app.mail.addresses import absolute_url
from app.mail.asking import asking_facts, is_still_true
from app.mail.changes import changes
from app.mail.lines import lines_of, one_line
from app.mail.revising import revised_facts
from app.mail.words import DIGESTS, usual_words

# Where an endorsement must stand, when the mail leaves, for the mail still to be true.
_TRUE_IN: dict[MessageKind, tuple[State, ...]] = {
    MessageKind.CONFIRM: (State.UNCONFIRMED,),
    MessageKind.ALREADY: (State.PENDING, State.APPROVED),
    MessageKind.LINK: (State.PENDING, State.APPROVED, State.DECLINED, State.WITHDRAWN),
    MessageKind.APPROVED: (State.APPROVED,),
    MessageKind.DECLINED: (State.DECLINED,),
    MessageKind.WITHDRAWN: (State.WITHDRAWN,),
    MessageKind.MERGED: (State.DECLINED, State.WITHDRAWN),
    MessageKind.AMENDED: (State.PENDING, State.APPROVED),
    MessageKind.AMENDMENT: (State.APPROVED,),
    MessageKind.SECOND_VOICE: ASKED_IN,
    MessageKind.REVISED: MAY_STAND,
}
_DECIDED_BY = {MessageKind.DECLINED: Action.DECLINE, MessageKind.WITHDRAWN: Action.WITHDRAW}

Facts = dict[str, Any]


def facts_for(message: Message, session: Session, locale: str) -> Facts | None:
    """Everything that the templates of this message print, or None where it need not leave any more."""
    if _replaced(message, session):
        return None
    if message.endorsement_id is not None:
        return _of_endorsement(message, session, locale)
    if message.invitation_id is not None:
        return _of_invitation(message, session, locale)
    return _of_moderator(message, session)


def _replaced(message: Message, session: Session) -> bool:
    """Whether a newer message says the same thing of the same endorsement or account; older links are dead."""
    newer = session.scalar(
        sa.select(Message.id)
        .where(
            Message.id > message.id,
            Message.kind == message.kind,
            Message.endorsement_id.is_not_distinct_from(message.endorsement_id),
            Message.moderator_id.is_not_distinct_from(message.moderator_id),
            Message.invitation_id.is_not_distinct_from(message.invitation_id),
            Message.about.is_not_distinct_from(message.about),
        )
        .limit(1)
    )
    return newer is not None


def _of_endorsement(message: Message, session: Session, locale: str) -> Facts | None:
    kind = MessageKind(message.kind)
    endorsement = session.get(Endorsement, message.endorsement_id)
    if endorsement is None or endorsement.state not in _TRUE_IN[kind]:
        return None
    if kind is MessageKind.REVISED:
        return revised_facts(message, session, endorsement, locale)
    return {
        **endorsement_facts(endorsement, locale),
        **_amendment(endorsement, message, locale),
        "listed": _is_listed(kind, endorsement, session),
        **_decision(_DECIDED_BY.get(kind), endorsement, session, locale),
        "url": _url_for_signatory(kind, endorsement, locale, message.about or ""),
    }


def _amendment(endorsement: Endorsement, message: Message, locale: str) -> Facts:
    """What a moderator changed, or answered to; nothing where the mail is about something else."""
    if message.kind not in (MessageKind.AMENDED, MessageKind.AMENDMENT):
        return {}
    amendment = next(one for one in endorsement.amendments if str(one.id) == message.about)
    return {"accepted": amendment.outcome == Outcome.ACCEPTED, "changes": changes(amendment, locale)}


def endorsement_facts(endorsement: Endorsement, locale: str) -> Facts:
    """Which endorsement of what."""
    return {
        "organisation": one_line(endorsement.organisation),
        "title": one_line(endorsement.revision.text_in(locale).title),
    }


def _is_listed(kind: MessageKind, endorsement: Endorsement, session: Session) -> bool:
    """Whether the organisation is on the register: by this endorsement, or by the one that was kept in its place."""
    standing = same_as(session, endorsement.id) if kind is MessageKind.MERGED else endorsement
    return standing is not None and standing.state is State.APPROVED


def _url_for_signatory(kind: MessageKind, endorsement: Endorsement, locale: str, about: str) -> str:
    """The one link of the mail. It is bound to the row as it stands when the mail leaves, so that it opens."""
    if kind in (MessageKind.WITHDRAWN, MessageKind.MERGED):
        return statement_url(endorsement, locale)
    if kind is MessageKind.SECOND_VOICE:
        return absolute_url("endorse.voice", locale=locale, link=sign(Purpose.VOICE, about, 0))
    if kind is MessageKind.CONFIRM:
        token = sign(Purpose.CONFIRM, endorsement.public_id, endorsement.version)
        return absolute_url("endorse.confirm", locale=locale, link=token)
    token = sign(Purpose.MANAGE, endorsement.public_id, endorsement.link_version)
    return absolute_url("endorse.own", locale=locale, link=token)


def statement_url(endorsement: Endorsement, locale: str) -> str:
    """Where everybody reads the statement."""
    return absolute_url("statement.show", locale=locale, slug=endorsement.statement.slug)


def _decision(action: Action | None, endorsement: Endorsement, session: Session, locale: str) -> Facts:
    """What the moderator said, where one decided and did not undo it; `words` are empty where there are none."""
    decision = session.scalar(
        sa.select(Decision)
        .where(Decision.endorsement_id == endorsement.id, Decision.action == action, Decision.undone_at.is_(None))
        .order_by(Decision.id.desc())
        .limit(1)
    )
    if action is None or decision is None:
        return {"decided": False, "words": []}
    words = decision.words
    if words is None:
        words = usual_words(session, decision.reason, decision.note, locale)
    return {"decided": True, "words": lines_of(words)}


def _of_invitation(message: Message, session: Session, locale: str) -> Facts | None:
    invitation = session.get(Invitation, message.invitation_id)
    if invitation is None or not is_still_true(message, invitation):
        return None
    token = sign(Purpose.INVITEE, invitation.public_id, invitation.link_version)
    facts = asking_facts(session, asked_by=invitation.mailing, organisation=invitation.organisation, locale=locale)
    url = absolute_url("invite.answer", locale=locale, link=token)
    return {**facts, "contact": one_line(invitation.contact), "url": url}


def _of_moderator(message: Message, session: Session) -> Facts | None:
    moderator = session.get(Moderator, message.moderator_id)
    if moderator is None or moderator.retired_at is not None:
        return None
    if message.kind == MessageKind.INVITATION:
        if message.version != moderator.link_version:  # used, or replaced
            return None
        token = sign(Purpose.INVITATION, moderator.public_id, moderator.link_version)
        return {"role": moderator.role, "url": absolute_url("sign_in.set_up", link=token)}
    waiting = queue_count(session, QueueFilter())
    if not waiting or moderator.digest == Digest.NEVER:
        return None
    return {
        "waiting": waiting,
        "since": oldest_waiting(session),
        "warned": number_with_warnings(session),
        "how_often": DIGESTS[moderator.digest],
        "url": absolute_url("moderate.queue"),
    }
