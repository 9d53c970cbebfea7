"""Long texts go into short components and come back as they were."""

from hypothesis import given
from hypothesis import strategies as st

from edi.edifact.wording import joined, pieces

WORDS = st.lists(st.text(st.characters(codec="latin-1", categories=["L", "N", "P"]), min_size=1, max_size=25))


@given(WORDS, st.integers(min_value=2, max_value=12))
def test_a_text_comes_back_from_its_pieces(words: list[str], width: int) -> None:
    text = " ".join(words)
    found = pieces(text, width, 10_000)
    assert all(len(piece) <= width for piece in found)
    assert " ".join(text.split()) == joined(found, width)


def test_words_are_kept_whole() -> None:
    assert ("The item is", "sold out.") == pieces("The item  is\nsold out.", 12, 5)


def test_a_word_that_fills_its_piece_is_told_from_one_that_goes_on() -> None:
    assert ("ABCD", "E") == pieces("ABCDE", 4, 5)
    assert ("ABCD", "", "E") == pieces("ABCD E", 4, 5)


def test_what_is_too_long_is_cut_off() -> None:
    assert ("one", "two") == pieces("one two three", 5, 2)
    assert () == pieces("  ", 5, 2)
