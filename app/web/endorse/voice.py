"""The second voice: somebody else at the organisation reads what was claimed in its name, and says whether it is so."""

from __future__ import annotations

from functools import partial

from flask import render_template
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response
from wtforms import RadioField

from app.domain.endorsements import second_voice
from app.domain.endorsements.second_voice import ASKED_IN
from app.domain.endorsements.voices import Answer, Voice, voice_of
from app.domain.errors import NotFound, StaleDecision
from app.domain.text import clean_paragraphs
from app.extensions import db
from app.links import Purpose, read
from app.web.endorse import facts, links
from app.web.endorse.blueprint import bp
from app.web.endorse.reading import as_read
from app.web.forms import Form, ParagraphsField, VersionField
from app.web.work import now, unit_of_work

Page = str | Response | tuple[str, int]
ANSWERS = {
    Answer.YES: _l("Yes: our organisation endorses this statement, and this person may sign for it."),
    Answer.NO: _l("No: our organisation does not endorse it, or this person may not sign for it."),
}


class VoiceForm(Form):
    """Yes or no; neither is chosen beforehand, so that no mail scanner answers."""

    answer = RadioField(
        _l("Is this so?"), choices=lambda: {code: str(words) for code, words in ANSWERS.items()}, validate_choice=False
    )
    note = ParagraphsField(_l("Anything the moderators should know"), partial(clean_paragraphs, longest=500))
    version = VersionField()

    @property
    def said(self) -> Answer:
        """Which of the two."""
        return Answer(self.answer.data)

    def validate_answer(self, field: RadioField) -> None:
        if field.data not in list(Answer):
            field.errors = [_("Choose one of the two. Nothing was answered yet.")]


@bp.route("/<locale:locale>/voices/<link>", methods=["GET", "POST"])
def voice(locale: str, link: str) -> Page:
    """What was claimed, and the question; only the POST answers. Once is enough, and twice does no harm."""
    asked = _behind(link)
    form = VoiceForm(version=asked.endorsement.version)
    if asked.answer is not None:
        return _answered(locale, asked)
    if not form.validate_on_submit() or form.answer.errors:
        return _page(locale, link, asked, form, 400 if form.is_submitted() else 200)
    try:
        with unit_of_work() as session:
            seen, note = form.version.data, form.note.data
            second_voice.answer(session, asked.public_id, form.said, version=seen, note=note, at=now())
    except StaleDecision:
        return _changed(locale, link, form)
    except NotFound:
        raise links.DeadLink from None  # erased in this very moment
    return _answered(locale, _behind(link))


def _answered(locale: str, asked: Voice) -> Page:
    text = asked.endorsement.revision.text_in(locale)
    return render_template("endorse/voice_answered.html", voice=asked, text=text)


def _changed(locale: str, link: str, form: VoiceForm) -> Page:
    """The page again, with what is claimed now."""
    asked = _behind(link)
    form.version.object_data = asked.endorsement.version
    form.form_errors.append(
        _("What was claimed changed while you read. It stands below as it is now: answer once more.")
    )
    return _page(locale, link, asked, form, 409)


def _behind(link: str) -> Voice:
    found = read(Purpose.VOICE, link)
    try:
        if found is not None and (asked := voice_of(db.session(), found.subject)).endorsement.state in ASKED_IN:
            return asked
    except NotFound:
        pass  # erased; the page is the same as for every link that does not open
    raise links.DeadLink


def _page(locale: str, link: str, asked: Voice, form: VoiceForm, status: int) -> Page:
    endorsement = asked.endorsement
    claimed = [row for row in facts.everything(endorsement.details) if row[0] != str(facts.TERMS["note"])]
    page = render_template(
        "endorse/voice.html",
        endorsement=endorsement,
        claimed=[*claimed, (str(facts.TERMS["email"]), endorsement.email)],
        link=link,
        form=form,
        **as_read(endorsement.revision.text_in(locale)),
    )
    return page, status
