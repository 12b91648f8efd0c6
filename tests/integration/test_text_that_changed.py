"""What was read is what is signed: newer revisions, old pages, opening and closing (F11)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from app.domain.endorsements.models import Endorsement
from app.domain.events.operations import ADMINISTRATOR
from app.domain.statements.models import Statement
from app.domain.statements.operations import close
from app.web.endorse import signing, submission
from app.web.work import now
from tests.factories import a_statement
from tests.page import Browser
from tests.revisions import a_revision
from tests.signatories import a_form, form_of


def everything(read: Any) -> list[Endorsement]:
    with read() as session:
        return list(session.scalars(sa.select(Endorsement).order_by(Endorsement.id)))


def test_a_form_that_was_open_for_more_than_a_day_asks_once_more(
    clock: Any, reader: Browser, appeal: Statement, read: Any
) -> None:
    page = reader.visit(form_of("appeal"))
    clock.shift(timedelta(hours=24, seconds=1))
    back = page.submit(a_form(organisation="Slow Forum"), status=400)
    assert "more than a day" in back.errors[0]
    assert everything(read) == []
    back.submit()
    assert [one.organisation for one in everything(read)] == ["Slow Forum"]


@pytest.mark.parametrize("token", [None, "", "forged", "x" * 5000, "\x00", "é.ü.ß"], ids=range(6))
def test_a_form_without_its_revision_is_not_taken(
    reader: Browser, appeal: Statement, read: Any, token: str | None
) -> None:
    page = reader.visit(form_of("appeal"))
    back = page.submit(a_form(organisation="Kept"), tamper={"revision": token}, status=400)
    assert back.form("organisation").value("organisation") == "Kept"
    assert everything(read) == []


def test_the_revision_of_another_statement_is_not_ours(
    reader: Browser, appeal: Statement, write: Any, read: Any
) -> None:
    with write() as session:
        a_statement(session, slug="other")
    foreign = reader.visit(form_of("other")).form("organisation").value("revision")
    reader.visit(form_of("appeal")).submit(a_form(), tamper={"revision": foreign}, status=400)
    assert everything(read) == []


def test_f11_a_text_that_changed_meanwhile_is_shown_before_anybody_signs_it(
    clock: Any, reader: Browser, appeal: Statement, write: Any, read: Any
) -> None:
    for number in range(2, 7):
        page = reader.visit(form_of("appeal"))
        with write() as session:
            body = f"We, the undersigned, demand that the archives be opened.\n\nNow, {number}."
            a_revision(session, "appeal", title="For open archives", body=body, at=now())
        clock.shift(timedelta(hours=20 * (number - 2)))  # a form of yesterday knows what it showed, too
        values = a_form()
        back = page.submit(values, status=409)
        assert "The text was changed while this page was open" in back.errors[-1]
        assert back.all(".//ins")
        assert back.all(".//del")
        assert f"revision {number - 1} became revision {number}" in back.text
        assert back.form("organisation").value("organisation") == values["organisation"]
        assert len(everything(read)) == number - 2
        back.submit()
        assert len(everything(read)) == number - 1
    with read() as session:
        signed = session.scalars(sa.select(Endorsement).order_by(Endorsement.id)).all()
        assert [one.revision.number for one in signed] == [2, 3, 4, 5, 6]


def test_before_it_opens_and_after_it_closed_the_page_says_when(
    reader: Browser, write: Any, read: Any, clock: Any
) -> None:
    with write() as session:
        a_statement(session, slug="later", opens_at=now() + timedelta(days=1), closes_at=now() + timedelta(days=2))
    early = reader.visit(form_of("later"))
    assert early.h1 == "Not open yet"
    assert "24 November 2026, 08:00 UTC" in early.text
    clock.shift(timedelta(days=1))
    page = reader.visit(form_of("later"))
    clock.shift(timedelta(days=1))
    late = page.submit(a_form(), status=409)
    assert late.h1 == "Closed for endorsements"
    assert "25 November 2026, 08:00 UTC" in late.text
    assert reader.visit(form_of("later")).h1 == "Closed for endorsements"
    assert everything(read) == []


def test_what_happens_in_the_moment_of_sending_is_noticed(
    reader: Browser, appeal: Statement, write: Any, read: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def meanwhile(act: Callable[..., Any], what: Any) -> None:
        def read_and_wait(slug: str, token: str) -> submission.Served | None:
            with write() as session:
                act(session, what, by=ADMINISTRATOR, at=now())
            return submission.served(slug, token)

        monkeypatch.setattr(signing, "served", read_and_wait)

    page = reader.visit(form_of("appeal"))
    meanwhile(lambda session, slug, **_: a_revision(session, slug), "appeal")
    assert "The text was changed" in page.submit(a_form(), status=409).errors[0]
    meanwhile(close, "appeal")
    assert page.submit(a_form(), status=409).h1 == "Closed for endorsements"
    assert everything(read) == []
