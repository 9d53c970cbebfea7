"""Words beside the goods that make a line conditional: free, on loan, in parts. The words are data."""

from collections.abc import Iterator, Sequence
from functools import cache

from orders.matching import words
from validation.words.word_lists import words_in


def conditions(text: str) -> Iterator[str]:
    """The conditions that the text names, wherever they stand in it."""
    whole = f" {' '.join(words(text))} "
    return (phrase for phrase in _phrases("anywhere") if f" {phrase} " in whole)


def is_condition(words: Sequence[str]) -> bool:
    """Whether these words are a condition when nothing but numbers stands beside them."""
    return " ".join(words) in _phrases("alone")


@cache
def _phrases(kind: str) -> frozenset[str]:
    table = words_in("line_conditions.toml")
    return frozenset(phrase for section in table.values() for phrase in section[kind])
