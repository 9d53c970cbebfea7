"""The texts of a line between wide gaps, and whether one of them is the name of a sum."""

from collections.abc import Iterator, Sequence

from parsers.language.letters import has_letter
from parsers.language.sum_labels import sum_label
from parsers.layout.text.words import is_stretched, joined, parted
from parsers.pages.page import Word


def has_sum(words: Sequence[Word]) -> bool:
    """Whether a piece of the line is the name of a sum."""
    return any(names_sum(piece) for piece in pieces(words))


def names_sum(piece: str) -> bool:
    return has_letter(piece) and (sum_label(piece.partition(":")[0]) is not None or sum_label(piece) is not None)


def pieces(words: Sequence[Word]) -> Iterator[str]:
    """The texts of a line between wide gaps."""
    return map(joined, parted(words, is_stretched))
