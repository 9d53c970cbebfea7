"""What is found in the words of a line, and what stands between them."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from parsers.language.amounts import Amount
from parsers.language.meanings import Column
from parsers.pages.page import Word

CLOSING: Final = (",", ";", ":")
DIVIDERS: Final = frozenset({"-", "–", "—", "/", "|", ":", "=", "•"})
_WIDE: Final = 1.1


class Boundary(StrEnum):
    """What stands between two words."""

    NONE = "none"
    COMMA = "comma"
    WIDE = "wide"


@dataclass(frozen=True, slots=True)
class Found:
    """A role with its words; `text` is the value, `amount` that of a price or sum, `unit` that of a quantity."""

    role: Column
    words: tuple[Word, ...]
    text: str
    unit: str = ""
    amount: Amount | None = None
    labelled: bool = False


def boundary(before: Word, word: Word) -> Boundary:
    """Wide gaps and signs that stand alone divide more than commas do."""
    height = min(before.height or before.bottom - before.top, word.height or word.bottom - word.top)
    same_line = before.page == word.page and word.top < before.bottom and before.top < word.bottom
    gap = same_line and word.left - before.right > height * _WIDE
    if gap or before.text in DIVIDERS or word.text in DIVIDERS or before.text.endswith(":"):
        return Boundary.WIDE
    return Boundary.COMMA if before.text.endswith(CLOSING) else Boundary.NONE
