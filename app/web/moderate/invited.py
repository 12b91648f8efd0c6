"""Whether an endorsement answers an invitation, in plain sentences. It is no proof: an editor wrote the address."""

from __future__ import annotations

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.domain.endorsements.models import Endorsement
from app.domain.invitations.models import Invitation
from app.domain.invitations.operations import address_hash
from app.domain.invitations.queries import of_endorsement, said_no
from app.domain.moderators.queries import names
from app.keyed import for_invitations
from app.web.bidi import set_apart
from app.web.templating import moment


def invited(session: Session, endorsement: Endorsement) -> list[str]:
    """Who invited it, at which address; and whether somebody else at the organisation said no."""
    who = names(session)
    sentences = [_sentence(one, endorsement, who) for one in of_endorsement(session, endorsement.id)]
    refused = said_no(session, endorsement.statement_id, for_invitations(endorsement.organisation_key))
    if refused is not None and refused.answered_at is not None:
        sentences.append(
            _(
                "Somebody at an organisation of this name was invited, too, and said no on %(when)s.",
                when=moment(refused.answered_at),
            )
        )
    return sentences


def _sentence(one: Invitation, endorsement: Endorsement, who: dict[int, str]) -> str:
    facts = {
        "who": set_apart(who.get(one.mailing.moderator_id or 0) or _("an administrator")),
        "when": moment(one.created_at),
    }
    if endorsement.email and address_hash(endorsement.email, for_invitations) == one.address_hash:
        return _("It was invited by %(who)s on %(when)s, at the address that it signed with.", **facts)
    return _("It was invited by %(who)s on %(when)s, at another address than the one that it signed with.", **facts)
