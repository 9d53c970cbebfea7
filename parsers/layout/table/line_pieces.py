"""The texts of a line between wide gaps, and whether one of them is the name of a sum."""

from collections.abc import Iterator, Sequence

from parsers.language.sum_labels import sum_label
from parsers.layout.text.words import is_stretched
from parsers.pages.page import Word


def has_sum(words: Sequence[Word]) -> bool:
    """Whether a piece of the line is the name of a sum."""
    return any(names_sum(piece) for piece in pieces(words))


def names_sum(piece: str) -> bool:
    named = any(sign.isalpha() for sign in piece)
    return named and (sum_label(piece.partition(":")[0]) is not None or sum_label(piece) is not None)


def pieces(words: Sequence[Word]) -> Iterator[str]:
    """The texts of a line between wide gaps."""
    run: list[Word] = []
    for word in words:
        if run and is_stretched(run[-1], word):
            yield " ".join(one.text for one in run)
            run = []
        run.append(word)
    if run:
        yield " ".join(one.text for one in run)
