"""The overview of the desk, and how often its moderators are written to."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from app.domain.endorsements.decisions import approve, decline
from app.domain.endorsements.queries import the
from app.domain.endorsements.states import Reason, State
from app.domain.moderators.queries import by_email
from app.domain.statements.models import Statement
from app.domain.statements.queries import by_slug
from tests import accounts
from tests.conftest import MORNING
from tests.factories import a_moderator, a_statement, a_verdict, an_endorsement
from tests.page import Browser, Page
from tests.signatories import endorse, sign

Waiting = Any
OVERVIEW = "/moderation/overview"
BEGAN = MORNING - timedelta(hours=5)


def rows(page: Page) -> list[list[str]]:
    """Every row of figures on the page, as words."""
    return [[" ".join("".join(cell.itertext()).split()) for cell in row] for row in page.all(".//table/tbody/tr")]


def test_while_there_is_nothing_it_says_so(moderator: Browser) -> None:
    page = moderator.visit(OVERVIEW)
    assert "Nothing waits for a decision." in page.text
    assert "There is no statement yet." in page.text
    assert "Nothing was decided." in page.text
    assert "Pictures of growth and countries appear here" in page.text


def test_it_says_how_many_wait_and_since_when_statement_by_statement(
    clock: Any, moderator: Browser, write: Any
) -> None:
    with write() as session:
        first = a_statement(session, at=BEGAN, title="For open archives")
        second = a_statement(session, at=BEGAN, title="من أجل الأرشيف")
        for hours in (1, 2):
            an_endorsement(session, first, at=BEGAN + timedelta(hours=hours))
        an_endorsement(session, first, at=BEGAN, organisation="Twin")
        an_endorsement(session, first, at=BEGAN + timedelta(hours=3), organisation="«TWIN»")
        an_endorsement(session, second, state=State.APPROVED, at=BEGAN)
    page = moderator.visit(OVERVIEW)
    assert "4 endorsements wait for a decision, the oldest for 5 hours, since 23 November 2026, 03:00 UTC." in page.text
    assert "2 of them carry a warning." in page.text
    assert rows(page)[:2] == [
        ["من أجل الأرشيف", "0", "0", "1", "–"],
        ["For open archives", "4", "0", "0", "23 November 2026, 03:00 UTC"],
    ]
    assert "Twin" in page.follow("For open archives").text


def test_it_says_who_decided_what_in_the_last_seven_days(
    clock: Any, moderator: Browser, write: Any, waiting: Waiting
) -> None:
    names = [waiting() for _ in range(4)]
    with write() as session:
        us = by_email(session, accounts.MODERATOR.email)
        assert us is not None
        other = a_moderator(session, name="<b>Aram</b>")
        for name, by, days in zip(names, (us, us, other, other), (0, 1, 0, 8), strict=True):
            at = MORNING - timedelta(days=days) + timedelta(minutes=1)
            verdict = a_verdict(session, the(session, name), by=by, at=at, reason=Reason.OTHER)
            (approve if days < 1 else decline)(session, name, verdict)
    clock.shift(timedelta(minutes=2))
    assert rows(moderator.visit(OVERVIEW))[1:] == [
        [accounts.MODERATOR.name, "1", "1", "0"],
        ["<b>Aram</b>", "1", "0", "0"],
    ]


def test_growth_and_countries_are_pictures_with_their_numbers_in_words(
    clock: Any, moderator: Browser, write: Any
) -> None:
    with write() as session:
        for number, country in enumerate(["GE", "GE", "FR"]):
            statement = a_statement(session, at=MORNING, slug=f"s{number}")
            at = MORNING + timedelta(days=number)
            an_endorsement(session, statement, state=State.APPROVED, at=at, country=country)
    page = moderator.visit(OVERVIEW)
    bars = [" ".join("".join(bar.itertext()).split()) for bar in page.all(".//ul[@class='bars']/li")]
    assert bars == ["Georgia 2", "France 1"]
    assert "1 on 23 November 2026, 3 by 25 November 2026" in page.text
    one = moderator.visit(f"{OVERVIEW}?statement=s0")
    assert not one.all(".//ul[@class='bars']")
    for nonsense in ("", "nothing", "s0&statement=s1", "%00", "x" * 3000):
        moderator.visit(f"{OVERVIEW}?statement={nonsense}", status=(200, 400, 414))


def test_it_asks_the_database_as_much_for_many_as_for_few(
    moderator: Browser, write: Any, appeal: Statement, count_queries: Any
) -> None:
    counts = []
    for _ in range(2):
        with write() as session:
            for _ in range(10):
                an_endorsement(session, by_slug(session, "appeal"), state=State.APPROVED)
        with count_queries() as queries:
            moderator.visit(OVERVIEW)
        counts.append(len(queries))
    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    ("label", "mails"),
    [("immediately, whenever one comes in", 1), ("once a day at the most", 1), ("never", 0)],
)
def test_everybody_chooses_how_often_to_be_written_to(
    clock: Any, reader: Browser, moderator: Browser, appeal: Statement, sent: Any, label: str, mails: int
) -> None:
    choice = {"immediately, whenever one comes in": "immediately", "once a day at the most": "daily"}.get(
        label, "never"
    )
    page = moderator.visit("/account")
    assert page.form("digest").value("digest") == "hourly"
    after = page.submit({"digest": choice}, form="/account/digest")
    assert "We keep to that from now on." in after.text
    assert after.form("digest").value("digest") == choice
    endorse(reader, "appeal", organisation="Secret Society", note="Nobody may know.")
    sign(reader, sent[-1].link)
    found = [mail for mail in sent if mail.kind == "waiting"]
    assert len(found) == mails
    for mail in found:
        assert "Secret" not in mail.text
        assert "Nobody may know" not in mail.text
        assert [word for word in mail.text.split() if "://" in word] == ["https://sign.example.org/moderation/"]


@pytest.mark.parametrize("digest", [None, "", "weekly", ["daily", "never"]], ids=range(4))
def test_another_choice_there_is_not(moderator: Browser, read: Any, digest: Any) -> None:
    page = moderator.visit("/account").submit({}, form="/account/digest", tamper={"digest": digest}, status=(200, 400))
    assert page.status == 200 or page.errors == ["Choose how often we shall write to you."]
    with read() as session:
        us = by_email(session, accounts.MODERATOR.email)
        assert us is not None
        assert us.digest in ("hourly", "daily")
