"""A statement as a file: what is read, and in which line what is wrong."""

from __future__ import annotations

from datetime import UTC, date, datetime
from textwrap import dedent

import pytest

from app.domain.statements.digest import text_file
from app.domain.statements.draft import Founder, StatementDraft, TextDraft
from app.domain.statements.files import StatementFileError, read_statement_files

GOOD = {
    "slug": "open-archives",
    "title": "Open the archives",
    "issued": "2026-11-02",
    "language": "en",
}


def a_file(body: str = "We ask.\n", extra: str = "", **changes: str | None) -> str:
    """A file with this front matter, one key a line; None leaves a key out. `slug` is on line 2."""
    values = {**GOOD, **changes}
    lines = [f"{key}: {value}" for key, value in values.items() if value is not None]
    return "\n".join(["---", *lines, *extra.splitlines(), "---", body])


def read(source: str, *translations: str) -> StatementDraft:
    names = [f"{number}.md" for number in range(len(translations))]
    return read_statement_files([("x.md", source), *zip(names, translations, strict=True)])


def refused(source: str, *translations: str) -> StatementFileError:
    with pytest.raises(StatementFileError) as caught:
        read(source, *translations)
    return caught.value


def test_a_whole_file_is_read() -> None:
    draft = read(
        dedent("""\
        ---
        slug: security-council-and-osce
        title: Immediately apply to the UN Security Council and the OSCE
        sections: [Joint, Announcements, Publications]
        addressed_to: the authorities of the Republic of Armenia
        issued: 2021-07-29
        language: en
        opens: 2021-07-29T09:00Z
        closes: 2021-08-31T18:00+04:00
        signatories:
          - Public Journalism Club
          - {name: Peace Dialogue NGO, country: AM, website: "https://example.org", agreed: "by e-mail, 28 July"}
          - name: Խաղաղության երկխոսություն
            latin: Khaghaghutyan yerkkhosutyun
        ---
        In view of …

        Thus, “typography” -- and 'quotes' (c) stay.
        """)
    )
    assert draft == StatementDraft(
        slug="security-council-and-osce",
        sections=("Joint", "Announcements", "Publications"),
        issued=date(2021, 7, 29),
        texts=(
            TextDraft(
                language="en",
                title="Immediately apply to the UN Security Council and the OSCE",
                addressed_to="the authorities of the Republic of Armenia",
                body="In view of …\n\nThus, “typography” -- and 'quotes' (c) stay.",
            ),
        ),
        opens_at=datetime(2021, 7, 29, 9, tzinfo=UTC),
        closes_at=datetime(2021, 8, 31, 14, tzinfo=UTC),
        founders=(
            Founder(name="Public Journalism Club"),
            Founder(
                name="Peace Dialogue NGO", country="AM", website="https://example.org", agreed="by e-mail, 28 July"
            ),
            Founder(name="Խաղաղության երկխոսություն", latin="Khaghaghutyan yerkkhosutyun"),
        ),
    )


def test_what_may_be_left_out_may_be_empty_too() -> None:
    bare = read(a_file())
    assert (bare.sections, bare.opens_at, bare.closes_at, bare.founders) == ((), None, None, ())
    assert bare.texts[0].addressed_to == ""
    assert read(a_file(sections="", opens="", closes="~", signatories="null", addressed_to="")) == bare


def test_windows_line_ends_and_a_byte_order_mark_change_nothing() -> None:
    assert read("\ufeff" + a_file(body="One.\n\nTwo.\n").replace("\n", "\r\n")) == read(a_file(body="One.\n\nTwo.\n"))


def test_words_that_yaml_takes_for_something_else_stay_words() -> None:
    draft = read(a_file(title="350", language="no", signatories="[{name: Yes, country: NO}, 350.org, 007]"))
    assert draft.texts[0].title == "350"
    assert draft.texts[0].language == "no"
    assert [founder.name for founder in draft.founders] == ["Yes", "350.org", "007"]
    assert draft.founders[0].country == "NO"


def test_decomposed_letters_are_composed() -> None:
    draft = read(a_file(title="Cafe\u0301", body="Cafe\u0301"))
    assert (draft.texts[0].title, draft.texts[0].body) == ("Café", "Café")


def test_three_dashes_in_the_text_end_nothing() -> None:
    assert read(a_file(body="One\n\n---\n\nTwo")).texts[0].body == "One\n\n---\n\nTwo"


def test_a_translation_counts_with_its_words_only() -> None:
    hy = a_file(slug=None, issued=None, language="hy", title="Բացեք արխիվները", body="Պահանջում ենք։")
    ar = a_file(language="ar", title="افتحوا الأرشيف", body="نطالب.", extra="signatories: [Somebody]")
    draft = read(a_file(), hy, ar)
    assert [text.language for text in draft.texts] == ["en", "hy", "ar"]
    assert draft.texts[1].title == "Բացեք արխիվները"
    assert draft.founders == ()


@pytest.mark.parametrize(
    ("source", "line", "key", "code"),
    [
        ("", 1, "", "no_front_matter"),
        ("# A title\n", 1, "", "no_front_matter"),
        ("---\nslug: x\n", 3, "", "front_matter_open"),
        ("---\n---\ntext", 1, "", "not_a_mapping"),
        ("---\n- a\n---\ntext", 2, "", "not_a_mapping"),
        ("---\nslug: [a\n---\ntext", 2, "", "not_yaml"),
        ("---\nslug: a\n\ttitle: b\n---\ntext", 3, "", "not_yaml"),
        ("---\nslug: a\ntitle: a\x07b\n---\ntext", 3, "", "control_character"),
        (f"---\nslug: {'[' * 5000}\n---\ntext", 1, "", "too_deep"),
        (a_file(colour="red"), 6, "", "unknown_key"),
        (a_file(extra="title: again"), 6, "", "twice"),
        (a_file(extra="? [a]\n: b"), 6, "", "not_a_text"),
        (a_file(slug=None), 2, "slug", "missing"),
        (a_file(title=""), 3, "title", "missing"),
        (a_file(title='" "'), 3, "title", "empty"),
        (a_file(title="[a]"), 3, "title", "not_a_text"),
        (a_file(title="!!python/object/apply:os.system ['true']"), 3, "title", "not_a_text"),
        (a_file(title="!evil x"), 3, "title", "not_a_text"),
        (a_file(title='"a\\nb"'), 3, "title", "line_break"),
        (a_file(title="a\u202eb"), 3, "title", "direction_character"),
        (a_file(title="a\u200bb"), 3, "title", "invisible_character"),
        (a_file(title="x" * 301), 3, "title", "too_long"),
        (a_file(slug="Open"), 2, "slug", "not_a_slug"),
        (a_file(slug="../../etc"), 2, "slug", "not_a_slug"),
        (a_file(slug="-a"), 2, "slug", "not_a_slug"),
        (a_file(slug="a" * 81), 2, "slug", "not_a_slug"),
        (a_file(issued="2026-13-01"), 4, "issued", "not_a_day"),
        (a_file(issued="2 November 2026"), 4, "issued", "not_a_day"),
        (a_file(language="english"), 5, "language", "not_a_language"),
        (a_file(language="EN"), 5, "language", "not_a_language"),
        (a_file(language="xx"), 5, "language", "not_a_language"),
        (a_file(language="../x"), 5, "language", "not_a_language"),
        (a_file(closes="2026-12-01T18:00"), 6, "closes", "no_offset"),
        (a_file(closes="2026-12-01"), 6, "closes", "no_offset"),
        (a_file(closes="tomorrow"), 6, "closes", "not_a_moment"),
        (a_file(closes="0001-01-01T00:00+14:00"), 6, "closes", "not_a_moment"),
        (a_file(opens="2026-12-01T18:00Z", closes="2026-12-01T22:00+04:00"), 7, "closes", "closes_before_it_opens"),
        (a_file(sections="Joint"), 6, "sections", "not_a_list"),
        (a_file(sections="[a, b, a]"), 6, "sections", "twice"),
        (a_file(sections=f"[{', '.join(map(str, range(11)))}]"), 6, "sections", "too_many"),
        (a_file(extra="sections:\n  - a\n  - [b]"), 8, "sections", "not_a_text"),
        (a_file(sections=f"[{'x' * 61}]"), 6, "sections", "too_long"),
        (a_file(signatories="Somebody"), 6, "signatories", "not_a_list"),
        (a_file(extra="signatories:\n  - A\n  - {latin: B}"), 8, "name", "missing"),
        (a_file(extra="signatories:\n  - A\n  - {name: B, land: AM}"), 8, "signatories", "unknown_key"),
        (a_file(extra="signatories:\n  - A\n  - name: B\n    country: Armenia"), 9, "country", "not_a_country"),
        (a_file(extra="signatories:\n  - A\n  - name: B\n    country: EU"), 9, "country", "not_a_country"),
        (a_file(extra="signatories:\n  - {name: B, website: 'javascript:x'}"), 7, "website", "website_scheme"),
        (a_file(extra="signatories:\n  - https://example.org/"), 7, "signatories", "looks_like_address"),
        (a_file(extra="signatories:\n  - A\n  - '«»'"), 8, "signatories", "no_letter"),
        (a_file(body="\n \n"), 7, "", "no_text"),
        (a_file(body="One.\n\nTwo \u202e three."), 9, "", "direction_character"),
        (a_file(body="One.\nTwo \x00."), 8, "", "control_character"),
        (a_file(body="\n\n\nvery\u200b"), 10, "", "invisible_character"),
        (a_file(body="x" * 256_001), 1, "", "file_too_large"),
    ],
)
def test_a_wrong_file_is_refused_with_its_line(source: str, line: int, key: str, code: str) -> None:
    error = refused(source)
    assert (error.file, error.line, error.key, error.code) == ("x.md", line, key, code)


def test_one_organisation_in_two_spellings_is_refused_with_both_lines() -> None:
    founders = "signatories:\n  - “Asparez” Journalists Club NGO\n  - Other\n  - name: «Asparez» Journalists' Club"
    error = refused(a_file(extra=founders))
    assert (error.line, error.key, error.code, error.found) == (9, "name", "same_organisation", "7")


def test_more_founders_than_a_page_could_hold_are_refused() -> None:
    most = "signatories:\n" + "\n".join(f"  - Organisation number {number}" for number in range(2_000))
    assert len(read(a_file(extra=most)).founders) == 2_000
    error = refused(a_file(extra=f"{most}\n  - One more"))
    assert (error.line, error.code, error.found) == (2_007, "too_many", "2000")


def test_a_translation_must_belong_to_the_first_file() -> None:
    error = refused(a_file(), a_file(slug="other", language="hy"))
    assert (error.file, error.line, error.code, error.found) == ("0.md", 2, "other_slug", "other")
    error = refused(a_file(), a_file(language="hy"), a_file(language="en"))
    assert (error.file, error.line, error.code, error.found) == ("1.md", 5, "same_language", "en")


def test_an_alias_that_multiplies_itself_is_no_list_of_names() -> None:
    bomb = "sections: &a [x, y]\nsignatories: [*a, *a]"
    assert refused(a_file(extra=bomb)).code == "not_a_text"


def test_the_founding_text_is_in_its_file_word_for_word() -> None:
    body = "One.\n\nTwo “three”."
    text = read(a_file(body=body, addressed_to="the Minister")).texts[0]
    assert text.file == f"# Open the archives\n\n*the Minister*\n\n{body}\n".encode()
    assert text.file == text_file(title=text.title, addressed_to=text.addressed_to, body=text.body)
