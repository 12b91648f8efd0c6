"""Nothing that the form library says by itself reaches a page in its own words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import wtforms
from flask import Flask
from wtforms import IntegerField, RadioField

from app.web.form_words import FormWords
from app.web.forms import Form

SAID = {
    said
    for file in Path(wtforms.__file__).parent.rglob("*.py")
    for said in re.findall(r'gettext\(\s*"([^"]+)"', file.read_text("utf-8"))
}


@pytest.mark.parametrize("said", sorted(SAID))
def test_what_the_library_says_has_words_of_ours(app: Flask, said: str) -> None:
    with app.test_request_context():
        words = FormWords().gettext(said)
    assert words != said
    assert ":" in words, "it says what to do"


def test_fields_speak_them(app: Flask) -> None:
    class Several(Form):
        number = IntegerField("Number")
        choice = RadioField("Choice", choices={"a": "A"})

    with app.test_request_context(method="POST", data={"number": "many", "choice": "b"}):
        form = Several()
        assert not form.validate()
        assert form.number.errors == ["This is no whole number: write it in figures."]
        assert form.choice.errors == ["This cannot be chosen here: choose again from what is offered."]
