"""The list of reasons is the editors': what they change holds from the next decision on, and never backwards."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from app.domain.endorsements.decisions import decline
from app.domain.endorsements.reasons import all_reasons
from app.domain.endorsements.states import State
from tests.accounts import EDITOR, signed_in
from tests.factories import a_statement, a_verdict, an_endorsement
from tests.integration.desk.reading import DESK, decide
from tests.integration.mail.test_injection import INJECTIONS
from tests.page import Browser, Page

REASONS = "/moderation/reasons"
LEVON = "levon@asparez.am"


def add(editor: Browser, label: str = "Not from the region", words: str = "It is for the region.", **more: Any) -> Page:
    values = {"label": label, "words_en": words, "decline": True} | more
    return editor.visit(f"{REASONS}/new").submit(values, button="Keep it", status=(200, 400))


def offered(browser: Browser, public_id: str, button: str = "Decline") -> dict[str, str]:
    return browser.visit(DESK + public_id).form("reason", button=button).options("reason")


def code_of(read: Any, label: str) -> str:
    with read() as session:
        return next(one.code for one in all_reasons(session) if one.label == label)


def place(editor: Browser, code: str, do: str) -> Page:
    page = editor.visit(REASONS)
    form = next(one for one in page.forms() if one.action.endswith(f"{code}/place"))
    data = {"csrf_token": form.value("csrf_token"), "do": do}
    return editor.request("POST", form.action, data=data)


def test_a_reason_that_an_editor_adds_is_offered_and_its_words_are_mailed(
    editor: Browser, moderator: Browser, waiting: Callable[..., str], sent: Any, row: Any, read: Any, tags: Any
) -> None:
    public_id = waiting(email=LEVON)
    page = add(editor)
    assert "Kept." in page.text
    assert "Not from the region" in page.text
    code = code_of(read, "Not from the region")
    assert offered(moderator, public_id)[code] == "Not from the region"
    assert code not in offered(moderator, public_id, "Withdraw")
    decide(moderator, public_id, "Decline", reason=code, note="Sorry.")
    assert "It is for the region." in sent.to(LEVON)[-1].text
    assert "Sorry." in sent.to(LEVON)[-1].text
    assert row(public_id).decisions[0].words == "It is for the region.\n\nSorry."
    assert "reason:added" in tags()
    assert "Not from the region" in moderator.visit(DESK + public_id).text


def test_what_was_sent_keeps_its_words(
    editor: Browser, moderator: Browser, waiting: Callable[..., str], sent: Any, read: Any, tags: Any
) -> None:
    public_id = waiting(email=LEVON)
    add(editor)
    code = code_of(read, "Not from the region")
    decide(moderator, public_id, "Decline", reason=code)
    page = editor.visit(f"{REASONS}/{code}")
    assert page.form("label", button="Keep it").value("words_en") == "It is for the region."
    page.submit({"label": "Elsewhere", "words_en": "Other words."}, button="Keep it")
    assert "It is for the region." in sent.to(LEVON)[-1].text
    assert "reason:changed" in tags()
    assert "in the mail: It is for the region." in moderator.visit(DESK + public_id).text


def test_a_built_in_reason_can_have_words_of_its_own_and_lose_them(
    editor: Browser, moderator: Browser, waiting: Callable[..., str], sent: Any
) -> None:
    page = editor.visit(f"{REASONS}/out_of_scope")
    assert "meant for other organisations than yours" in page.text
    page.submit({"words_en": "Libraries only."}, button="Keep it")
    decide(moderator, waiting(email=LEVON), "Decline", reason="out_of_scope")
    assert "Libraries only." in sent.to(LEVON)[-1].text
    editor.visit(f"{REASONS}/out_of_scope").submit({"words_en": ""}, button="Keep it")
    decide(moderator, waiting(email="b@asparez.am"), "Decline", reason="out_of_scope")
    assert "meant for other organisations than yours" in sent.to("b@asparez.am")[-1].text


def test_a_retired_reason_is_not_offered_nor_taken_and_comes_back(
    editor: Browser, moderator: Browser, waiting: Callable[..., str], row: Any, tags: Any
) -> None:
    public_id = waiting()
    page = moderator.visit(DESK + public_id)
    assert "retired" in place(editor, "no_authority", "retire").text
    place(editor, "no_authority", "retire")
    assert "no_authority" not in offered(moderator, public_id)
    late = page.submit({"reason": "no_authority", "note": "Kept."}, button="Decline", status=400)
    assert "Choose a reason" in late.errors[0]
    assert late.form("note", button="decline").value("note") == "Kept."
    assert row(public_id).state is State.PENDING
    place(editor, "no_authority", "restore")
    assert "no_authority" in offered(moderator, public_id)
    assert [tag for tag in tags() if tag.startswith("reason:")] == ["reason:retired", "reason:restored"]


def test_the_order_is_the_editors(editor: Browser, moderator: Browser, waiting: Callable[..., str]) -> None:
    public_id = waiting()
    for _ in range(9):
        place(editor, "other", "up")
    assert list(offered(moderator, public_id))[:2] == ["", "other"]
    place(editor, "duplicate", "sideways")
    assert list(offered(moderator, public_id))[2] == "not_an_organisation"


@pytest.mark.parametrize(
    ("values", "error"),
    [
        ({"label": ""}, "how colleagues will find"),
        ({"decline": False}, "at least one decision"),
        ({"words": ""}, "in one language at least"),
        ({"label": "x" * 81}, "80"),
        ({"words": "x" * 1001}, ""),
        ({"words": "a\u202eb"}, ""),
    ],
)
def test_what_is_missing_is_said_and_nothing_typed_is_lost(
    editor: Browser, values: dict[str, Any], error: str, read: Any
) -> None:
    page = add(editor, **values)
    assert page.status == 400
    assert len(page.errors) == 1
    assert error in page.errors[0]
    form = page.form("label", button="Keep it")
    assert form.value("label") == values.get("label", "Not from the region")
    assert form.value("words_en") == values.get("words", "It is for the region.")
    with read() as session:
        assert len(all_reasons(session)) == 8


def test_a_reason_without_a_mail_needs_no_words_for_one(editor: Browser, read: Any) -> None:
    page = add(editor, words="", decline=False, reconsider=True)
    assert page.status == 200


def test_moderators_do_not_change_the_list(moderator: Browser) -> None:
    assert "Reasons" not in moderator.visit("/moderation/").links()
    moderator.visit(REASONS, status=403)
    moderator.visit(f"{REASONS}/other", status=403)


def test_unknown_ones_are_not_found(editor: Browser) -> None:
    editor.visit(f"{REASONS}/nothing", status=404)
    token = editor.visit(REASONS).form(action="/sign-out").value("csrf_token")
    editor.request("POST", f"{REASONS}/nothing/place", data={"csrf_token": token, "do": "up"}, status=404)


def test_each_signatory_reads_their_language_or_another(make_app: Any, write: Any, sent: Any, read: Any) -> None:
    app = make_app(locales=("en", "ar", "hy"))
    editor = signed_in(app, EDITOR)
    words = {"words_ar": "البيان لمنظمات المنطقة.", "words_hy": "Հայտարարությունը տարածաշրջանի համար է:"}
    add(editor, words="", **words)
    code = code_of(read, "Not from the region")
    for locale, expected in (("ar", words["words_ar"]), ("hy", words["words_hy"]), ("en", words["words_ar"])):
        with write() as session:
            one = an_endorsement(session, a_statement(session), locale=locale, email=f"{locale}@asparez.am")
            decline(session, one.public_id, a_verdict(session, one, reason=code))
        assert expected in sent.to(f"{locale}@asparez.am")[-1].text


def test_hostile_words_change_no_mail(editor: Browser, write: Any, sent: Any, read: Any) -> None:
    new = editor.visit(f"{REASONS}/new")
    for number, text in enumerate(INJECTIONS):
        page = new.submit(
            {"label": f"Reason {number}", "decline": True},
            button="Keep it",
            tamper={"words_en": text},
            status=(303, 400),
        )
        if page.status == 400:
            continue
        code = code_of(read, f"Reason {number}")
        with write() as session:
            one = an_endorsement(session, a_statement(session), email=f"levon{number}@asparez.am")
            decline(session, one.public_id, a_verdict(session, one, reason=code))
        mail = sent.to(f"levon{number}@asparez.am")[-1]
        assert [address.addr_spec for address in mail.email["To"].addresses] == [f"levon{number}@asparez.am"]
        assert mail.email["Bcc"] is None
        assert len(list(mail.email.walk())) == 3
        assert mail.html.count("<a ") == 1
        assert "<script" not in mail.html
