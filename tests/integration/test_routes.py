"""Every route × everybody × every method: what comes back is what the policy table says (M5)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from app.domain.base import Model
from app.domain.moderators.models import ModeratorSession
from app.web.policy import POLICY, Access
from tests import accounts
from tests.addresses import every_address
from tests.page import Browser

PEOPLE = ("anonymous", "moderator", "editor")
SAFE = ("GET", "HEAD", "OPTIONS")
METHODS = (*SAFE, "POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND")

IN = "in"  # the page, or a redirect that is not to sign-in
SIGN_IN = "sign in"  # a redirect to the sign-in page
CLOSED = "closed"  # 403
TOKEN = "token"  # 400 for want of a CSRF token, the page itself where it keeps what was typed

#                     reading:  anonymous  moderator  editor     changing, without a token:
MATRIX = {
    Access.PUBLIC: (          (IN,       IN,        IN),      (TOKEN,  TOKEN,  TOKEN)),
    Access.FORM: (            (IN,       IN,        IN),      (TOKEN,  TOKEN,  TOKEN)),
    Access.KEEPS_INPUT: (     (IN,       IN,        IN),      (TOKEN,  TOKEN,  TOKEN)),
    Access.LINK: (            (IN,       IN,        IN),      (TOKEN,  TOKEN,  TOKEN)),
    Access.MODERATOR: (       (SIGN_IN,  IN,        IN),      (CLOSED, TOKEN,  TOKEN)),
    Access.EDITOR: (          (SIGN_IN,  CLOSED,    IN),      (CLOSED, CLOSED, TOKEN)),
}  # fmt: skip


@pytest.fixture
def addresses(app: Flask) -> dict[str, str]:
    return every_address(app)


@pytest.fixture
def people(app: Flask) -> dict[str, Browser]:
    return {
        "anonymous": Browser(app),
        "moderator": accounts.signed_in(app, accounts.MODERATOR),
        "editor": accounts.signed_in(app, accounts.EDITOR),
    }


@pytest.fixture
def everything(read: Any) -> Callable[[], object]:
    """All that is stored, but for when a moderator was last seen."""

    def look() -> object:
        with read() as session:
            tables = [table for table in Model.metadata.sorted_tables if table is not ModeratorSession.__table__]
            return [sorted(map(tuple, session.execute(sa.select(table))), key=repr) for table in tables]

    return look


def verdict(app: Flask, browser: Browser, method: str, path: str, **headers: str) -> tuple[int, str]:
    """Status and, of a redirect, where it leads."""
    with browser.client.open(path, method=method, base_url=browser.base_url, headers=headers) as response:
        return response.status_code, response.headers.get("Location", "")


def methods_of(app: Flask, endpoint: str) -> set[str]:
    return {method for rule in app.url_map.iter_rules(endpoint) for method in rule.methods or ()}


def others_at(app: Flask, addresses: dict[str, str], endpoint: str) -> set[str]:
    """Methods that another endpoint answers at the same address."""
    same = [one for one, path in addresses.items() if path == addresses[endpoint] and one != endpoint]
    return {method for one in same for method in methods_of(app, one)}


def test_the_census_knows_every_route(app: Flask, addresses: dict[str, str]) -> None:
    assert set(addresses) == {rule.endpoint for rule in app.url_map.iter_rules()}


def test_every_route_answers_everybody_as_the_policy_says(
    app: Flask, addresses: dict[str, str], people: dict[str, Browser], everything: Callable[[], object]
) -> None:
    before, wrong = everything(), []
    for endpoint, path in addresses.items():
        reading, changing = MATRIX[POLICY[endpoint]]
        for place, person in enumerate(PEOPLE):
            for method in METHODS:
                if method in others_at(app, addresses, endpoint) - methods_of(app, endpoint):
                    continue
                status, location = verdict(app, people[person], method, path)
                if method not in methods_of(app, endpoint):
                    good = status == 405
                else:
                    row = reading if method in SAFE else changing
                    good = GOOD[row[place]](status, location)
                if not good:
                    wrong.append(f"{person} {method} {endpoint}: {status} {location}")
    assert not wrong, "\n".join(wrong)
    assert everything() == before, "a request without a token changed something"


GOOD: dict[str, Callable[[int, str], bool]] = {
    IN: lambda status, location: status in (200, 302, 303) and "/sign-in" not in location,
    SIGN_IN: lambda status, location: status == 303 and location.startswith("/sign-in"),
    CLOSED: lambda status, _: status == 403,
    TOKEN: lambda status, _: status == 400,
}


def test_what_comes_from_another_site_changes_nothing_even_with_a_token(
    app: Flask, addresses: dict[str, str], people: dict[str, Browser], everything: Callable[[], object]
) -> None:
    before = everything()
    for endpoint, path in addresses.items():
        if "POST" not in methods_of(app, endpoint):
            continue
        for browser in people.values():
            status, _ = verdict(app, browser, "POST", path, **{"Sec-Fetch-Site": "cross-site"})
            assert status == 403, endpoint
    assert everything() == before


def test_nothing_under_the_desk_is_open(app: Flask) -> None:
    """By address, so that a new page there cannot be put down as public by mistake."""
    inside = [rule for rule in app.url_map.iter_rules() if rule.rule.startswith(("/moderation", "/account"))]
    assert len(inside) > 8
    for rule in inside:
        expected = {Access.LINK} if rule.endpoint == "sign_in.set_up" else {Access.MODERATOR, Access.EDITOR}
        assert POLICY[rule.endpoint] in expected


def test_a_public_page_takes_no_form(app: Flask) -> None:
    for endpoint, access in POLICY.items():
        if access is Access.PUBLIC:
            assert methods_of(app, endpoint) <= set(SAFE)


def test_every_address_of_a_mailed_link_is_a_link(app: Flask) -> None:
    for rule in app.url_map.iter_rules():
        assert ("link" in rule.arguments) == (POLICY[rule.endpoint] is Access.LINK)
