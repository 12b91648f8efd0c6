"""Files that are no lists, that are too large, and that no honest person sends."""

from __future__ import annotations

from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
import sqlalchemy as sa
from werkzeug.datastructures import FileStorage

from app.domain.endorsements.models import Endorsement
from tests.integration.desk.sheets import BytesIO, csv, sent, verdicts
from tests.page import Browser, multipart

pytestmark = pytest.mark.usefixtures("appeal")


@pytest.fixture
def names(read: Any) -> Any:
    """The names of all endorsements."""

    def look() -> set[str]:
        with read() as session:
            return set(session.scalars(sa.select(Endorsement.organisation)))

    return look


def bomb() -> bytes:
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * 90_000_000)
    return file.getvalue()


@pytest.mark.parametrize(
    ("raw", "name", "said"),
    [
        (b"%PDF-1.7 ...", "list.pdf", "This is a PDF"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
            "list.xls",
            "(.xls), or one with a password",
        ),
        (b"", "list.csv", "There is nothing in this file"),
        (b"PK\x03\x04" + b"\0" * 100, "list.xlsx", "The file is damaged"),
        (b"\x89PNG\r\n\x1a\n", "list.png", "This is a picture"),
        (b"x" * 5_000_001, "list.csv", "The file is larger than 5 MB"),
    ],
    ids=["pdf", "xls", "empty", "damaged", "picture", "too large"],
)
def test_what_is_no_list_is_said_and_nothing_typed_is_lost(
    moderator: Browser, raw: bytes, name: str, said: str
) -> None:
    page = sent(moderator, raw, name, agreed="by pigeon", status=400)
    assert said in page.errors[0]
    assert page.form("agreed").value("agreed") == "by pigeon"


def test_a_bomb_does_not_go_off(moderator: Browser) -> None:
    assert "it cannot be a list" in sent(moderator, bomb(), "list.xlsx", status=400).errors[0]


def test_without_a_file_nothing_happens(moderator: Browser) -> None:
    form = moderator.visit("/moderation/imports/")
    page = form.submit({"agreed": "by e-mail"}, form="/imports/", status=400)
    assert page.errors == ["Choose a file."]


def test_only_this_form_takes_a_large_body_and_only_of_a_moderator(reader: Browser, moderator: Browser) -> None:
    here = "/moderation/imports/"
    for browser, path, size, status in (
        (reader, here, 200_000, 403),
        (moderator, "/moderation/protection", 200_000, 413),
        (moderator, f"{here}nothing/settings", 200_000, 413),
        (moderator, here, 200_000, 400),  # for want of a token
        (moderator, here, 16_500_000, 413),
    ):
        body = multipart({"file": FileStorage(BytesIO(b"x" * size), "x.csv")})
        browser.request("POST", path, status=status, headers={"Sec-Fetch-Site": "same-origin"}, **body)


def test_hostile_names_are_only_shown(moderator: Browser, names: Any) -> None:
    raw = csv(
        "Organisation,Website,<b>Head</b>",
        "<script>alert(1)</script> Union,javascript:alert(1),${7*7}",
        "\"=cmd|' /C calc'!A0\",,%d",
        "Evil \u202egnissorc Union,,%s",
        "100% of %d Committee (%s?),,",
    )
    page = sent(moderator, raw, "../../<img src=x onerror=alert(1)>.csv")
    assert "<script>alert" not in page.source
    assert page.h1 == "<img src=x onerror=alert(1)>.csv"
    assert verdicts(page)[3] == "must be fixed"
    assert "\u202e" not in page.source
    page = page.follow("Import 3 organisations").submit(button="Import 3 organisations")
    assert "Evil gnissorc Union" in names()
