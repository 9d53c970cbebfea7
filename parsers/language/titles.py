"""Titles in a text: what kind of paper it says it is, and what else it says."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from orders.reading import OrderKind
from parsers.language.meanings import Title
from parsers.language.spellings import spelled
from parsers.language.vocabulary import folded, title
from parsers.language.word_lists import has_word

Place = TypeVar("Place")

ASKING: Final = frozenset({Title.ORDER, Title.CHANGE, Title.CANCEL})
"""Titles of papers that ask for something."""
CONTRADICTORY: Final = "The document is titled as an order and as another kind of paper. Decide which it is."
_PARTS: Final = re.compile(r"\s+[-–—|:·]\s+|[:\n|]")
_BRACKETED: Final = re.compile(r"\s*\([^()]*\)\s*")
_LONGEST: Final = 5
_LONGEST_LINE: Final = 12
_LONGEST_PAPER: Final = 4
_PAPER: Final = r"%(paper_ending)s$"
_TRAILING_CODE: Final = re.compile(r"(?:\s+|^)(?:no\.?|nr\.?|n°|nº|#|num\.?)?\s*[^\s]*\d[^\s]*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Titled(Generic[Place]):
    """The titles that a paper shows, each with its place; a name of a file or a subject of a mail is a weak title.

    `other_document` says that it has the number of another kind of paper.
    """

    strong: tuple[tuple[Title, Place], ...]
    weak: frozenset[Title]
    other_document: bool
    has_po_number: bool

    @property
    def titles(self) -> frozenset[Title]:
        """The kinds that the paper itself names."""
        return frozenset(found for found, _ in self.strong)

    @property
    def order_kind(self) -> OrderKind:
        """A change or cancellation where any title says so, since it must never pass for an order."""
        titles = self.titles | self.weak
        if Title.CANCEL in titles:
            return OrderKind.CANCEL
        return OrderKind.CHANGE if Title.CHANGE in titles else OrderKind.ORDER


def titles_in(text: str) -> Iterator[Title]:
    """The titles that stand alone in the text or in a part of it, with or without a number behind."""
    for part in (text, *_PARTS.split(text), _BRACKETED.sub(" ", text)):
        bare = _TRAILING_CODE.sub("", part.strip())
        found = title(part) or title(bare) or _by_words(bare)
        if found is not None:
            yield found
            return


def _by_words(text: str) -> Title | None:
    """The kind that single words of a short text make it: `Purchase order change notice`."""
    printed = folded(text).split()
    words = frozenset(printed)
    if not 1 < len(printed) <= _LONGEST or not has_word("title_order", words):
        return None
    for kind in (Title.CANCEL, Title.CHANGE, Title.NONE):
        if has_word(f"title_{kind.value}", words):
            return kind
    return None


def changes_in(text: str) -> Iterator[Title]:
    """A change or cancellation that a short line speaks of: `1. Änderung zur Bestellung 4711 vom 3. Februar`."""
    printed = folded(text).split()
    words = frozenset(printed)
    if len(printed) <= _LONGEST_LINE and has_word("title_order", words):
        yield from (kind for kind in (Title.CANCEL, Title.CHANGE) if has_word(f"title_{kind.value}", words))


def names_paper(text: str) -> bool:
    """Whether a short text begins or ends with a word for a paper: `Return authorization`, `Avis de retour`."""
    words = folded(_TRAILING_CODE.sub("", text.strip())).split()
    if not 0 < len(words) <= _LONGEST_PAPER:
        return False
    return has_word("paper", frozenset({words[0], words[-1]})) or spelled(_PAPER).search(words[-1]) is not None


def without_title(text: str) -> str:
    """What a title line says beside its title, which is mostly the company's name."""
    rest = [part.strip() for part in _PARTS.split(text) if part.strip() and not any(titles_in(part))]
    return " - ".join(rest)
