"""Codes of the domain in words, for the desk."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from app.domain.blocks import BlockKind
from app.domain.endorsements.records import OfferedReason
from app.domain.endorsements.states import Action, Reason, State
from app.domain.moderators.models import Digest
from app.domain.outbox.models import MessageKind

STATES: dict[str, LazyString] = {
    State.UNCONFIRMED: _l("not confirmed yet"),
    State.PENDING: _l("waiting"),
    State.APPROVED: _l("approved"),
    State.DECLINED: _l("declined"),
    State.WITHDRAWN: _l("withdrawn"),
}
ACTIONS: dict[str, LazyString] = {
    Action.APPROVE: _l("Approve"),
    Action.DECLINE: _l("Decline"),
    Action.RECONSIDER: _l("Reconsider"),
    Action.WITHDRAW: _l("Withdraw for the signatory"),
    Action.AMEND: _l("Amend"),
}
REASONS: dict[str, LazyString] = {
    Reason.NOT_AN_ORGANISATION: _l("It is not an organisation"),
    Reason.DUPLICATE: _l("It is here already"),
    Reason.NO_AUTHORITY: _l("The person may not sign for it"),
    Reason.NOT_GENUINE: _l("It was not the organisation that sent this"),
    Reason.OUT_OF_SCOPE: _l("The statement is meant for other organisations"),
    Reason.AT_ITS_REQUEST: _l("The organisation asked for it"),
    Reason.MISTAKE: _l("It was decided by mistake"),
    Reason.OTHER: _l("Another reason, in the note"),
}
SUSPICIONS: dict[str, LazyString] = {
    "honeypot": _l("A field that people do not see was filled in: probably by a robot."),
    "too_fast": _l("The form was filled in within three seconds: probably by a robot."),
    "no_proof": _l("The browser did not prove that it is no robot. Browsers without JavaScript cannot."),
}
BLOCKS: dict[str, LazyString] = {
    BlockKind.ADDRESS: _l("An e-mail address"),
    BlockKind.DOMAIN: _l("A mail domain, with all that is under it"),
    BlockKind.NETWORK: _l("A network or an address of the internet"),
}
EVENTS: dict[str, LazyString] = {  # the beginning of a sentence; when it was follows
    "endorsement:endorsed": _l("%(who)s sent the form"),
    "endorsement:endorsed_again": _l("%(who)s sent the form again"),
    "endorsement:founded": _l("%(who)s entered it as a founding signatory"),
    "endorsement:founder_changed": _l("%(who)s changed it while the statement was a draft"),
    "endorsement:founder_moved": _l("%(who)s moved it on the list"),
    "endorsement:founder_removed": _l("%(who)s took it out of the draft"),
    "endorsement:imported": _l("%(who)s imported it from a spreadsheet"),
    "endorsement:confirmed": _l("%(who)s confirmed it by e-mail"),
    "endorsement:looked_at": _l("%(who)s looked again at the evidence"),
    "endorsement:record_looked_up": _l("%(who)s asked the name server for the record"),
    "endorsement:approved": _l("%(who)s approved it"),
    "endorsement:declined": _l("%(who)s declined it"),
    "endorsement:reconsidered": _l("%(who)s took it back to the queue"),
    "endorsement:withdrawn": _l("%(who)s withdrew it"),
    "invitation:accepted": _l("With it, %(who)s answered an invitation"),
    "invitation:erased": _l("%(who)s erased the invitation"),
    "endorsement:contact_erased": _l("%(who)s erased the contact data, as its time was over"),
    "endorsement:undone": _l("%(who)s undid the decision, as if it had not been taken"),
    "endorsement:stood_by": _l("%(who)s said that it stands by the newer text"),
    "endorsement:stayed": _l("%(who)s said that it stays with the text that it signed"),
    "endorsement:voice_asked": _l("%(who)s asked a second person"),
    "endorsement:voice_answered": _l("A second person answered"),
    "endorsement:kept": _l("%(who)s kept it: another endorsement is of the same organisation"),
    "endorsement:kept_apart": _l("%(who)s told it apart from an organisation that looks alike"),
    "endorsement:assigned": _l("%(who)s assigned it to themselves"),
    "endorsement:let_go": _l("%(who)s let it go"),
    "endorsement:note_left": _l("%(who)s left a note"),
    "endorsement:links_renewed": _l("%(who)s asked for a new link"),
    "endorsement:amended": _l("%(who)s corrected the details"),
    "endorsement:amendment_proposed": _l("%(who)s proposed a change of what readers see"),
    "endorsement:amendment_accepted": _l("%(who)s accepted the proposed change"),
    "endorsement:amendment_refused": _l("%(who)s refused the proposed change"),
}
MESSAGES: dict[str, LazyString] = {
    MessageKind.CONFIRM: _l("the link to confirm"),
    MessageKind.ALREADY: _l("that it is with us already"),
    MessageKind.LINK: _l("a new link"),
    MessageKind.APPROVED: _l("that it is listed"),
    MessageKind.DECLINED: _l("that it was declined"),
    MessageKind.WITHDRAWN: _l("that it is withdrawn"),
    MessageKind.AMENDED: _l("that its details were corrected"),
    MessageKind.AMENDMENT: _l("what became of the proposed change"),
    MessageKind.SECOND_VOICE: _l("a question to a second person"),
    MessageKind.MERGED: _l("that it is here already, by another endorsement"),
    MessageKind.WAITING: _l("that endorsements wait"),
    MessageKind.INVITATION: _l("an invitation to the desk"),
    MessageKind.REVISED: _l("a question whether it stands by the new text"),
    MessageKind.ASKED: _l("an invitation to endorse"),
    MessageKind.REMINDER: _l("a reminder of the invitation"),
}
DIGESTS: dict[str, LazyString] = {
    Digest.IMMEDIATELY: _l("immediately, whenever one comes in"),
    Digest.HOURLY: _l("once an hour at the most"),
    Digest.DAILY: _l("once a day at the most"),
    Digest.NEVER: _l("never"),
}
FIELDS: dict[str, LazyString] = {
    "organisation": _l("Name"),
    "organisation_latin": _l("Name in Latin letters"),
    "also_known_as": _l("Also known as"),
    "country": _l("Country"),
    "website": _l("Website"),
    "representative": _l("Representative"),
    "position": _l("Position"),
    "show_representative": _l("Representative is shown"),
}


def reason_label(reason: OfferedReason) -> str:
    """The reason as the desk reads it: an editor's words, or the translated ones of a built-in reason."""
    return reason.label or str(REASONS[reason.code])
