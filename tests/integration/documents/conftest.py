"""One statement in three scripts with a founder and later signatories, as the maker makes its documents."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from pypdf import PdfReader

from app.documents.contents import Contents, contents
from app.documents.making import reading
from app.documents.statement import document
from app.domain.endorsements.operations import list_founder
from app.domain.endorsements.states import State
from app.domain.events.operations import ADMINISTRATOR
from app.domain.statements.draft import Founder, TextDraft
from app.domain.statements.models import Statement
from tests.factories import a_statement, an_endorsement

AT = datetime(2026, 11, 23, 8, tzinfo=UTC)
LONG = (
    "Union for the Defence of Fundamental Freedoms, Independent Media and Access to Public Archives in Eastern Europe"
)
TEXTS = (
    TextDraft(
        language="en",
        title="Open the archives",
        addressed_to="the Minister",
        body="We ask:\n\n## Now\n\n1. Open them.\n\n[Why](https://example.org/why)\n\n![x](http://127.0.0.1/spy.png)",
    ),
    TextDraft(
        language="hy", title="Բացե՛ք արխիվները", addressed_to="նախարարին", body="Մենք պահանջում ենք բացել արխիվները։"
    ),
    TextDraft(language="ar", title="افتحوا الأرشيفات", addressed_to="الوزير", body="نطالب بفتح الأرشيفات الآن."),
)
HOSTILE = '<img src="file:///etc/passwd"><script>alert(1)</script> & Sons'


@pytest.fixture
def spoken(make_app: Any) -> Flask:
    """The site in the languages of the text, and in one that it has no text in."""
    return make_app(locales=("en", "hy", "ar", "fr"))


@pytest.fixture
def archives(spoken: Flask, write: Any) -> Statement:
    with write() as session:
        statement = a_statement(session, at=AT, slug="archives", texts=TEXTS)
        founder = Founder(name="«Ասպարեզ» ակումբ", latin="Asparez", country="AM", website="", agreed="by e-mail")
        list_founder(session, statement, founder, place=1, locale="en", by=ADMINISTRATOR, at=AT)
        for name, country in ((LONG, "FR"), (HOSTILE, "GE"), ("مركز القاهرة", "EG")):
            an_endorsement(session, statement, at=AT, state=State.APPROVED, organisation=name, country=country)
        return statement


@pytest.fixture
def shown(spoken: Flask, archives: Statement) -> Contents:
    with spoken.app_context(), reading() as session:
        return contents(session, "archives", at=AT)


@pytest.fixture
def printed(spoken: Flask, shown: Contents) -> Any:
    """`printed("ar")`: the document in that language, read by another program."""

    def read(locale: str) -> PdfReader:
        with spoken.app_context():
            return PdfReader(BytesIO(document(shown, locale)))

    return read
