"""What changed between two texts, word by word."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.domain.statements.differences import Change, Paragraph, Piece, paragraphs

TEXT = st.text(st.sampled_from("ab ,\n"), max_size=60)


def told(found: tuple[Paragraph, ...]) -> list[list[tuple[str, str]]]:
    return [[(piece.change.value, piece.text) for piece in paragraph.pieces] for paragraph in found]


def test_equal_texts_have_no_changed_paragraph() -> None:
    assert not any(paragraph.changed for paragraph in paragraphs("One.\n\nTwo.", "One.\n\nTwo."))


def test_words_that_changed_are_shown_in_their_paragraph() -> None:
    assert told(paragraphs("We ask that the archives be opened now.", "We demand that the archives be opened.")) == [
        [
            ("same", "We"),
            ("removed", " ask"),
            ("added", " demand"),
            ("same", " that the archives be opened"),
            ("removed", " now"),
            ("same", "."),
        ]
    ]


def test_a_new_paragraph_and_one_that_went_are_whole() -> None:
    assert told(paragraphs("First.\n\nSecond.", "First.\n\nSecond.\n\nThird.")) == [
        [("same", "First.")],
        [("same", "Second.")],
        [("added", "Third.")],
    ]
    assert paragraphs("First.\n\nSecond.", "First.")[1] == Paragraph((Piece(Change.REMOVED, "Second."),))


def test_paragraphs_with_nothing_in_common_are_not_mixed() -> None:
    assert told(paragraphs("Open the archives.", "Nobody shall be punished for it!")) == [
        [("removed", "Open the archives.")],
        [("added", "Nobody shall be punished for it!")],
    ]


def test_enormous_paragraphs_are_compared_as_wholes_and_in_time() -> None:
    old, new = "a of b " * 20_000, "a of c " * 20_000
    assert told(paragraphs(old, new)) == [[("removed", old)], [("added", new)]]
    many = "\n\n".join(["same"] * 10_000)
    assert sum(paragraph.changed for paragraph in paragraphs(many, f"{many}\n\nother")) >= 1


def test_a_word_in_a_long_paragraph_is_found() -> None:
    words = [f"word{number % 600}" for number in range(3_000)]
    changed = [*words[:1_500], "new", *words[1_500:]]
    pieces = paragraphs(" ".join(words), " ".join(changed))[0].pieces
    assert [piece.text for piece in pieces if piece.change is Change.ADDED] == [" new"]


@given(TEXT, TEXT)
def test_both_texts_can_be_read_from_it(old: str, new: str) -> None:
    def kept(dropped: Change) -> list[str]:
        told = ["".join(p.text for p in one.pieces if p.change is not dropped) for one in paragraphs(old, new)]
        return ["".join(words.split()) for words in told if words.strip()]

    def of(text: str) -> list[str]:
        return ["".join(part.split()) for part in text.split("\n\n") if part.strip()]

    assert "".join(kept(Change.ADDED)) == "".join(of(old))
    assert "".join(kept(Change.REMOVED)) == "".join(of(new))
