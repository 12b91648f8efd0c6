"""Codes of statements in words, for the desk."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from app.domain.errors import StatementRefused
from app.domain.statements.models import Statement
from app.domain.statements.snapshot import Phase, phase_of
from app.web.work import now

_REFUSED: dict[str, LazyString] = {
    "published": _l("This statement is published already; its text is fixed."),
    "not_published": _l("This statement is not published yet."),
    "slug_taken": _l("Another statement has this name in its address: choose another one."),
    "same_language": _l("There is a text in this language already: change that one, or choose another language."),
    "too_many_texts": _l("There are as many languages as a statement can have."),
    "nothing_in_hand": _l("No change of this text is being written: begin one."),
    "too_many_founders": _l("There are as many founding signatories as a statement can have."),
    "closes_before_it_opens": _l("It would close before it opens: choose a later closing time, or an earlier opening."),
    "closes_before_it_is_published": _l("It would close before it is published: choose other times."),
    "in_the_past": _l("This moment is over: choose one that is still to come."),
    "closed": _l("This statement is closed already: open it again to give it another closing time."),
    "never_closes": _l("This statement has no closing time, so nothing is late: give it one first."),
    "late_before_closing": _l("Late endorsements come after the closing: choose a later moment."),
    "other_language": _l("The authoritative text of a published statement stays in its language."),
    "no_note": _l("Write in a sentence what changed and why: readers see it beside the revision."),
    "unchanged": _l("Nothing in the text is different from what is published."),
}
STATES: dict[str, LazyString] = {
    "draft": _l("draft"),
    "planned": _l("planned"),
    Phase.EARLY: _l("published, not open yet"),
    Phase.OPEN: _l("open"),
    Phase.CLOSED: _l("closed"),
    Phase.LATE: _l("closed, late ones allowed"),
}
DONE: dict[str, LazyString] = {
    "stored": _l("The draft is kept. Nobody but editors sees it yet."),
    "written": _l("Kept."),
    "removed": _l("Taken out."),
    "published": _l("Published. Readers see it from this moment on."),
    "planned": _l("Planned. It is published by itself at that moment."),
    "cancelled": _l("No longer planned. It waits for somebody to publish it."),
    "closed": _l("Closed. Whoever sent the form before has a day more to confirm."),
    "closing": _l("The closing time is kept; readers see it at once."),
    "reopened": _l("Open again."),
    "late": _l("Late endorsements are taken after the closing, and marked so."),
    "late_ended": _l("No more late endorsements are taken."),
    "revised": _l("The new revision is published."),
    "dropped": _l("What was being written is thrown away."),
    "discarded": _l("The draft is thrown away."),
}
EVENTS: dict[str, LazyString] = {
    "statement:stored": _l("%(who)s began the draft"),
    "statement:edited": _l("%(who)s changed the text"),
    "statement:text_removed": _l("%(who)s took a translation out"),
    "statement:refiled": _l("%(who)s changed the sections, the date or the time zone"),
    "statement:planned": _l("%(who)s planned the publication"),
    "statement:plan_cancelled": _l("%(who)s cancelled the planned publication"),
    "statement:published": _l("%(who)s published it"),
    "statement:closed": _l("%(who)s closed it"),
    "statement:closing_set": _l("%(who)s changed the closing time"),
    "statement:reopened": _l("%(who)s opened it again"),
    "statement:late_allowed": _l("%(who)s allowed late endorsements"),
    "statement:late_ended": _l("%(who)s ended the late endorsements"),
    "statement:revision_begun": _l("%(who)s began to write the next revision"),
    "statement:revision_discarded": _l("%(who)s threw away the revision that was being written"),
    "statement:revised": _l("%(who)s published a new revision"),
    "statement:delivered": _l("%(who)s delivered it"),
    "statement:delivery_made": _l("%(who)s made the file of a delivery"),
    "statement:careful": _l("%(who)s said that it is under attack"),
    "statement:careful_ended": _l("%(who)s said that the attack is over"),
}


def why_refused(error: StatementRefused) -> str:
    """What to say and to do."""
    words = _REFUSED.get(error.code)
    return str(words) if words is not None else _("This cannot be done as it stands.")


def state_of(statement: Statement) -> str:
    """A key of STATES."""
    if statement.published_at is not None:
        return phase_of(statement, now())
    return "planned" if statement.publish_at is not None else "draft"
