"""The register in two small pictures, with the same in words."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app.domain.endorsements.states import State
from app.domain.statements.models import Statement
from app.domain.statements.queries import by_slug
from tests.conftest import MORNING
from tests.factories import an_endorsement
from tests.page import Browser

Write = Callable[[], AbstractContextManager[Session]]


def test_one_country_and_one_day_need_no_picture(app: Flask, statement: Statement) -> None:
    page = Browser(app).visit(f"/en/statements/{statement.slug}")
    assert "In numbers" not in page.text


@pytest.mark.usefixtures("clock")
def test_countries_stand_with_their_numbers_and_the_line_says_from_when_to_when(
    app: Flask, statement: Statement, write: Write
) -> None:
    with write() as session:
        found = by_slug(session, statement.slug)
        for number, country in enumerate(["GE", "GE", "FR"]):
            an_endorsement(
                session,
                found,
                state=State.APPROVED,
                at=MORNING + timedelta(days=number + 1),
                organisation=f"Forum {number}",
                country=country,
                email=f"office@forum-{number}.example",
            )
    page = Browser(app).visit(f"/en/statements/{statement.slug}")
    bars = [" ".join("".join(bar.itertext()).split()) for bar in page.all(".//ul[@class='bars']/li")]
    assert bars == ["Armenia 9", "Georgia 2", "France 1"]
    assert "9 on 23 November 2026, 12 by 26 November 2026" in page.text
    lengths = [rect.get("width") for rect in page.all(".//ul[@class='bars']/li//{*}rect")]
    assert lengths == ["100.0", "22.2", "11.1"]
