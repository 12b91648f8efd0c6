"""What a moderator is shown of an endorsement, looking again, and asking the name server."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask

from app import dns_proof
from app.domain.endorsements.evidence.models import Observation
from app.domain.endorsements.evidence.observing import observations
from app.domain.endorsements.states import State
from app.domain.errors import Overloaded
from tests.checks import words
from tests.integration.desk.reading import DESK
from tests.name_server import Answer, NameServer, name_server, status, texts
from tests.page import Browser, Page


def sentences(page: Page) -> list[str]:
    """What is said, in order, each with its mark, its weight and its moment."""
    return [words(one) for one in page.all(".//ul[@class='evidence__list']/li")]


@pytest.fixture
def stored(read: Any, row: Any) -> Callable[[str], list[tuple[str, str]]]:
    """`stored(public_id)`: kind and code of every observation."""

    def look(public_id: str) -> list[tuple[str, str]]:
        with read() as session:
            return [(one.kind, one.code) for one in observations(session, row(public_id).id)]

    return look


@pytest.fixture
def asked(app: Flask) -> Iterator[Callable[[Answer], Any]]:
    """`with asked(answer) as server:` the site asks this name server."""

    def serve(answer: Answer) -> Any:
        class Serving:
            def __enter__(self) -> NameServer:
                self.serving = name_server(answer)
                server = self.serving.__enter__()
                app.config["DNS_RESOLVER"] = (("127.0.0.1", server.port),)
                return server

            def __exit__(self, *error: Any) -> None:
                self.serving.__exit__(*error)

        return Serving()

    yield serve
    app.config["DNS_RESOLVER"] = ()


def test_each_observation_has_a_sign_a_sentence_a_weight_and_a_moment(moderator: Browser, waiting: Any) -> None:
    waiting(State.APPROVED, organisation="Amnesty International")
    page = moderator.visit(DESK + waiting(organisation="Аmnesty International", email="a@gmail.com"))
    spoof, mixed, same, mail, mailbox = sentences(page)
    assert spoof.startswith("! letters The name looks like “Amnesty International” but is written with other letters")
    assert "а (U+0430)" in spoof
    assert "speaks strongly against it · " in spoof
    assert "UTC" in spoof
    assert "Show it Amnesty International" in spoof
    assert mixed.startswith("! letters A word of the name mixes letters of two alphabets: Аmnesty.")
    assert same.startswith("! same as “Amnesty International” is on this statement already (approved): the same name")
    assert mail.startswith("? domain The address is with gmail.com, where anybody can have one. look closer")
    assert mailbox.startswith("✓ mailbox The link sent to a@gmail.com was used")


def test_markup_in_a_name_stays_text(moderator: Browser, waiting: Any) -> None:
    waiting(organisation="<b>Amnesty</b> <script>x</script>")
    page = moderator.visit(DESK + waiting(organisation="<b>AMNESTY</b> <script>x</script>"))
    assert "“<b>Amnesty</b> <script>x</script>” is on this statement already" in sentences(page)[0]


def test_an_unconfirmed_one_says_that_nothing_was_looked_at(moderator: Browser, waiting: Any, stored: Any) -> None:
    public_id = waiting(State.UNCONFIRMED, email="a@ngo.org")
    page = moderator.visit(DESK + public_id)
    assert sentences(page) == [
        "– mailbox The link sent to a@ngo.org was not used yet. Only then is everything else looked at. says little"
    ]
    assert "Look again" not in page.text
    assert stored(public_id) == []


def test_looking_again_sees_what_came_since_twice_as_well_as_once(
    moderator: Browser, waiting: Any, write: Any, stored: Any
) -> None:
    public_id = waiting()
    with write() as session:
        session.query(Observation).delete()
    page = moderator.visit(DESK + public_id)
    assert "Nobody has looked yet." in page.text
    page = page.submit(button="Look again")
    assert "mailbox" in sentences(page)[-1]
    before = stored(public_id)
    page = page.submit(button="Look again")
    assert stored(public_id) == before
    assert page.text.count("looked again at the evidence") == 2


@pytest.mark.parametrize("state", [State.APPROVED, State.DECLINED, State.WITHDRAWN])
def test_looking_again_is_possible_whatever_was_decided(moderator: Browser, waiting: Any, state: State) -> None:
    public_id = waiting(state)
    assert "mailbox" in " ".join(sentences(moderator.visit(DESK + public_id).submit(button="Look again"))) or (
        state is State.WITHDRAWN
    )


def test_the_name_server_is_asked_and_what_it_said_is_kept(
    app: Flask, moderator: Browser, waiting: Any, stored: Any, asked: Any
) -> None:
    public_id = waiting(website="https://www.ngo.am")
    with app.app_context():
        value = dns_proof.record_value(public_id, "ngo.am")
    with asked(texts("v=spf1 -all")) as server:
        page = moderator.visit(DESK + public_id).submit(button="Check DNS now")
        assert "There is no such record at ngo.am yet." in page.text
        assert server.asked == [("_undersigned.ngo.am.", "TXT", False)]
    with asked(texts(value)):
        page = page.submit(button="Check DNS now")
    assert sentences(page)[0].startswith("✓ DNS record The record was found at ngo.am")
    with asked(status("REFUSED")):
        page = page.submit(button="Check DNS now")
    assert stored(public_id)[0] == ("dns", "found")
    assert ("dns", "refused") in stored(public_id)
    assert page.text.count("asked the name server for the record") == 3


@pytest.mark.parametrize(
    "website", ["", "https://facebook.com/ngo", "https://ngo.wordpress.com", "https://localhost.local"]
)
def test_where_the_website_has_no_domain_of_its_own_nobody_is_asked(
    moderator: Browser, waiting: Any, asked: Any, website: str
) -> None:
    public_id = waiting(website=website)
    page = moderator.visit(DESK + public_id)
    assert "Check DNS now" not in page.text
    with asked(texts()) as server:
        page.submit(button="Look again", form="/evidence", tamper={}, status=200)
        moderator.client.post(f"{DESK}{public_id}/dns", base_url=moderator.base_url)
        assert server.asked == []


def test_too_many_questions_are_refused_with_the_time_to_wait(moderator: Browser, waiting: Any, asked: Any) -> None:
    public_id = waiting(website="https://ngo.am")
    with asked(status("NXDOMAIN")) as server:
        for _ in range(6):
            moderator.visit(DESK + public_id).submit(button="Check DNS now")
        page = moderator.visit(DESK + public_id).submit(button="Check DNS now", status=429)
        assert int(page.headers["Retry-After"]) > 60
        assert len(server.asked) == 6


def test_when_too_many_wait_for_name_servers_it_says_so_and_keeps_nothing(
    moderator: Browser, waiting: Any, stored: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_: Any) -> None:
        raise Overloaded

    public_id = waiting(website="https://ngo.am")
    monkeypatch.setattr(dns_proof, "look_up", busy)
    moderator.visit(DESK + public_id).submit(button="Check DNS now", status=503)
    assert "dns" not in dict(stored(public_id))


def test_strangers_cause_no_question(reader: Browser, waiting: Any, asked: Any, app: Flask) -> None:
    public_id = waiting(website="https://ngo.am")
    with asked(texts()) as server:
        for what in ("dns", "evidence"):
            with reader.client.post(f"{DESK}{public_id}/{what}", base_url=reader.base_url) as response:
                assert response.status_code == 403
        assert server.asked == []


def test_an_endorsement_that_is_not_there(moderator: Browser, waiting: Any) -> None:
    page = moderator.visit(DESK + waiting(website="https://ngo.am"))
    for what in ("dns", "evidence"):
        form = page.form(action=f"/{what}")
        data = dict(form.filled({}, None))
        headers = {"Sec-Fetch-Site": "same-origin", "Origin": moderator.base_url}
        moderator.request("POST", f"{DESK}nobody/{what}", data=data, headers=headers, status=404)


def test_a_name_from_right_to_left_does_not_turn_the_sentence_around_it(moderator: Browser, waiting: Any) -> None:
    waiting(organisation="האגודה לזכויות האזרח בישראל", country="IL")
    public_id = waiting(organisation="האגודה לזכויות האזרח בישאל", country="IL")
    page = moderator.visit(f"/moderation/endorsements/{public_id}")
    assert "“\u2068האגודה לזכויות האזרח בישראל\u2069” on this statement" in page.source
