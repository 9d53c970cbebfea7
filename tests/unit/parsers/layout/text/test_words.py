"""Words beside each other: in runs, and with wide and narrow gaps between them."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from parsers.layout.text.words import is_stretched, is_wide, parted, words_of
from parsers.pages.page import Word


def word(text: str, left: int, width: int = 10_000) -> Word:
    return Word(1, 0, text, left, 0, left + width, 10_000)


@given(st.lists(st.integers(0, 99)), st.integers(1, 50))
def test_runs_are_the_whole_row_and_part_only_where_neighbours_stand_apart(row: list[int], far: int) -> None:
    def apart(before: int, after: int) -> bool:
        return abs(after - before) > far

    runs = list(parted(row, apart))
    assert row == [one for run in runs for one in run]
    assert not any(apart(before, after) for run in runs for before, after in pairwise(run))
    assert all(apart(before[-1], after[0]) for before, after in pairwise(runs))
    assert all(runs)


def test_a_gap_wider_than_a_letter_stretches_a_text_before_it_parts_it() -> None:
    first = word("12345", 0)
    assert not is_stretched(first, word("6", 12_000))
    assert is_stretched(first, word("6", 14_000))
    assert not is_wide(first, word("6", 20_000))
    assert is_wide(first, word("6", 20_001))


def test_the_words_of_a_value_are_those_that_hold_it_else_all() -> None:
    words = (word("Customer", 0), word("no:", 20_000), word("(4711)", 40_000))
    assert words[2:] == words_of(words, "4711")
    assert words == words_of(words, "4812")
