"""Who was signed out while a decision waited for its turn to be written has decided nothing (M4)."""

from __future__ import annotations

from typing import Any

import pytest

from app.domain.endorsements.amendments import amend
from app.domain.endorsements.queries import the
from app.domain.endorsements.states import State
from app.domain.events.operations import ADMINISTRATOR, SIGNATORY
from app.domain.moderators.operations import retire
from app.web.moderate import amending, deciding
from app.web.work import now, unit_of_work
from tests.accounts import MODERATOR
from tests.factories import some_details
from tests.integration.desk.reading import DESK
from tests.page import Browser


@pytest.fixture
def retired_meanwhile(monkeypatch: pytest.MonkeyPatch, write: Any) -> Any:
    """`retired_meanwhile(view_module)`: the moderator is retired just before the view begins its unit of work."""

    def arrange(module: Any) -> None:
        def late() -> Any:
            with write() as session:
                retire(session, MODERATOR.email, by=ADMINISTRATOR, at=now())
            return unit_of_work()

        monkeypatch.setattr(module, "unit_of_work", late)

    return arrange


def test_a_decision_of_somebody_retired_a_moment_ago_is_none(
    moderator: Browser, waiting: Any, row: Any, retired_meanwhile: Any
) -> None:
    public_id = waiting()
    page = moderator.visit(DESK + public_id)
    retired_meanwhile(deciding)
    page.submit({}, button="Approve", status=403)
    assert row(public_id).state is State.PENDING
    assert row(public_id).decisions == []


def test_nor_is_a_correction(moderator: Browser, waiting: Any, row: Any, retired_meanwhile: Any) -> None:
    public_id = waiting(organisation="Asparez Club")
    page = moderator.visit(f"{DESK}{public_id}/amend")
    retired_meanwhile(amending)
    page.submit({"organisation": "Somebody Else"}, button="Keep these details", status=403)
    assert row(public_id).organisation == "Asparez Club"


def test_nor_an_accepted_change(moderator: Browser, waiting: Any, row: Any, write: Any, retired_meanwhile: Any) -> None:
    public_id = waiting(State.APPROVED, organisation="Asparez Club")
    with write() as session:
        wanted = some_details(organisation="Somebody Else")
        amend(session, public_id, wanted, version=the(session, public_id).version, by=SIGNATORY, at=now())
    page = moderator.visit(DESK + public_id)
    retired_meanwhile(amending)
    page.submit({}, button="Accept the change", status=403)
    assert row(public_id).organisation == "Asparez Club"
