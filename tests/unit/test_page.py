"""The tests' own browser: that it sees what is wrong, and fills forms as a real one does."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask, Response, redirect, request

from tests.checks import HEADERS, HSTS
from tests.page import Browser, Page

GOOD = """<!doctype html>
<html lang="en" dir="ltr">
<head><title>{prefix}Sign · Site</title><link rel="stylesheet" href="/site.css"></head>
<body><main id="main"><h1>Sign</h1>
{main}
</main></body>
</html>"""
FORM = """<form method="post" action="/echo">
<input type="hidden" name="csrf_token" value="good"><input type="hidden" name="version" value="3">
<label>Name <input name="name" value="Ana"></label>
<label>Note <textarea name="note">
one
two</textarea></label>
<label>Country <select name="country">
<option value="">Choose</option><option value="AM">Armenia</option></select></label>
<label><input type="checkbox" name="public" value="y" checked> Public</label>
<label><input type="checkbox" name="rows" value="1"> One</label>
<label><input type="checkbox" name="rows" value="2"> Two</label>
<label><input type="radio" name="side" value="left" checked> Left</label>
<label><input type="radio" name="side" value="right"> Right</label>
<label>Off <input name="off" value="x" disabled></label>
<button type="submit" name="action" value="keep">Keep it</button>
<button type="submit" name="action" value="drop" formaction="/echo?drop">Drop it</button>
</form>"""

Visit = Callable[..., Page]


@pytest.fixture
def show() -> Callable[..., Page]:
    """`show(main)`: the page with this in its <main>, as the tests' browser sees it."""
    app = Flask(__name__)
    app.config.update(BASE_URL="https://sign.example.org", HSTS=True)
    app.after_request(_with_headers)
    app.add_url_rule("/echo", "echo", _echo, methods=["GET", "POST"])
    app.add_url_rule("/thanks", "thanks", lambda: GOOD.format(prefix="", main="<p>Thanks</p>"))

    def show(main: str = "", *, page: str = GOOD, prefix: str = "", status: int = 200, **headers: str) -> Page:
        app.view_functions["show"] = lambda: (page.format(prefix=prefix, main=main), status, headers)
        return Browser(app).visit("/", status=status)

    app.add_url_rule("/", "show", lambda: "")
    return show


def _with_headers(response: Response) -> Response:
    for name, value in {**HEADERS, "Strict-Transport-Security": HSTS, "Cache-Control": "no-store"}.items():
        response.headers.setdefault(name, value)
    return response


def _echo() -> object:
    """What was sent, line by line; without a name it leads on to the thanks."""
    if not request.form.get("name"):
        return redirect("/thanks", 303)
    pairs = [f"{name}={value!r}" for name, values in request.form.lists() for value in values]
    return GOOD.format(prefix="", main=f"<p>{' '.join(pairs)}</p>")


def test_a_good_page_is_read(show: Visit) -> None:
    page = show('<p>Read <a href="/thanks">the thanks</a>.</p>')
    assert (page.status, page.h1, page.title) == (200, "Sign", "Sign · Site")
    assert page.text == "Sign Read the thanks."
    assert page.link("thanks") == "/thanks"
    assert page.follow("the thanks").text == "Sign Thanks"


@pytest.mark.parametrize(
    "main",
    [
        "<p>a < b</p>",
        "<p>open</b>",
        "<h1>Another</h1>",
        '<p id="main">twice</p>',
        '<input name="nameless">',
        '<p aria-describedby="nothing">x</p>',
        '<a href="#nowhere">x</a>',
        '<a href="javascript:alert(1)">x</a>',
        '<a href="/x"></a>',
        '<p style="color: red">x</p>',
        '<p onclick="x()">x</p>',
        "<script>x()</script>",
        '<script src="https://cdn.example.com/x.js"></script>',
        '<script src="//cdn.example.com/x.js"></script>',
        '<img src="https://cdn.example.com/x.png" alt="">',
        '<img src="/x.png">',
        '<form action="/x"><button type="submit">x</button></form>',
        '<form method="get"><button type="submit">x</button></form>',
        '<form method="post" action="/x"><button type="submit">x</button></form>',
        '<form method="get" action="https://example.com/x"><button type="submit">x</button></form>',
        "<p>Dear %(name)s</p>",
        '<div id="errors"><ul><li>Name</li></ul></div>',
    ],
)
def test_a_bad_page_is_a_failure(show: Visit, main: str) -> None:
    with pytest.raises(Exception, match=r"."):
        show(main)


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        ("<!doctype html>", ""),
        ('lang="en" ', ""),
        (' dir="ltr"', ""),
        ("<h1>Sign</h1>", ""),
        ("<title>{prefix}Sign", "<title>{prefix}Else"),
        ("<title>{prefix}Sign", "<title>Error: Sign"),
        ("/site.css", "https://cdn.example.com/site.css"),
    ],
)
def test_a_bad_frame_is_a_failure(show: Visit, good: str, bad: str) -> None:
    with pytest.raises(Exception, match=r"."):
        show(page=GOOD.replace(good, bad, 1))


@pytest.mark.parametrize("name", [*HEADERS, "Strict-Transport-Security", "Cache-Control"])
def test_another_header_is_a_failure(show: Visit, name: str) -> None:
    with pytest.raises(AssertionError, match=name if name in HEADERS else "."):
        show(**{name: "public, max-age=1"})


def test_another_status_is_a_failure(show: Visit) -> None:
    with pytest.raises(AssertionError, match="404 instead of 200"):
        show().browser.visit("/nowhere")


@pytest.mark.parametrize(
    "cookie",
    [
        "form=1; Secure; HttpOnly; Path=/; SameSite=Lax",
        "__Host-form=1; HttpOnly; Path=/; SameSite=Lax",
        "__Host-form=1; Secure; Path=/; SameSite=Lax",
        "__Host-form=1; Secure; HttpOnly; Path=/x; SameSite=Lax",
        "__Host-form=1; Secure; HttpOnly; Path=/",
    ],
)
def test_a_careless_cookie_is_a_failure(show: Visit, cookie: str) -> None:
    with pytest.raises(AssertionError, match="form=1"):
        show(**{"Set-Cookie": cookie})


def test_errors_are_read_from_the_summary(show: Visit) -> None:
    page = show(
        '<div id="errors"><ul><li><a href="#main">Write a name.</a></li></ul></div>', prefix="Error: ", status=400
    )
    assert page.errors == ["Write a name."]


def test_a_form_is_sent_as_it_was_served(show: Visit) -> None:
    assert show(FORM).submit(button="Keep it").text == (
        "Sign csrf_token='good' version='3' name='Ana' note='one\\r\\ntwo' country='' public='y' side='left' "
        "action='keep'"
    )


def test_a_form_is_filled(show: Visit) -> None:
    values = {"name": "Aram", "note": "x", "country": "AM", "public": False, "rows": ["1", "2"], "side": "right"}
    assert show(FORM).submit(values, button="drop").text == (
        "Sign csrf_token='good' version='3' name='Aram' note='x' country='AM' rows='1' rows='2' side='right' "
        "action='drop'"
    )


def test_what_no_honest_browser_sends_is_said_apart(show: Visit) -> None:
    page = show(FORM).submit({}, button="keep", tamper={"csrf_token": None, "version": "1", "side": ["a", "b"]})
    assert "csrf_token" not in page.text
    assert "version='1' side='a' side='b'" in page.text


def test_a_redirect_after_the_form_is_followed(show: Visit) -> None:
    assert show(FORM).submit({"name": ""}, button="keep").path == "/thanks"
    assert show(FORM).submit({"name": ""}, button="keep", status=303).headers["Location"] == "/thanks"


@pytest.mark.parametrize(
    "values",
    [{"nothing": "x"}, {"version": "4"}, {"off": "y"}, {"country": "XX"}, {"side": "top"}, {"rows": ["1", "7"]}],
)
def test_a_field_or_choice_that_is_not_there_is_a_failure(show: Visit, values: dict[str, object]) -> None:
    with pytest.raises(AssertionError):
        show(FORM).submit(values, button="keep")


def test_a_button_must_be_chosen_where_there_are_two(show: Visit) -> None:
    with pytest.raises(AssertionError, match="say which button"):
        show(FORM).submit({})
    with pytest.raises(AssertionError, match="button 'burn'"):
        show(FORM).submit({}, button="burn")


def test_the_values_of_a_form_can_be_read(show: Visit) -> None:
    form = show(FORM).form("name")
    assert (form.value("name"), form.value("public"), form.value("side"), form.value("rows")) == (
        "Ana",
        True,
        "left",
        [],
    )
    assert form.options("country") == {"": "Choose", "AM": "Armenia"}
