"""What kind of paper pages are, by their titles: an order, a change, a cancellation, or no order at all."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

from parsers.language.meanings import Label, Title
from parsers.language.phrases import has_phrase
from parsers.language.titles import ASKING, Titled, changes_in, names_paper, titles_in
from parsers.layout.labels.pairs import Surroundings
from parsers.layout.labels.pieces import Piece
from parsers.layout.text.lines import TextLine
from parsers.layout.text.words import joined
from parsers.pages.page import Word

_LONGEST_TITLE: Final = 9
_LARGE: Final = 1.15
_MOST_BELOW: Final = 8
"""Texts below a line of a title: where more stand, it is no title."""


@dataclass(frozen=True, slots=True)
class Kinds(Titled[tuple[Word, ...]]):
    """The titles found, with their words; a name of a file or a subject of a mail is a weak title.

    `small` is a text that stands for itself and names another kind of paper, without standing out. `leading` says that
    a title of another paper stands above the lines in the largest letters, `asked` that a sentence orders.
    """

    small: tuple[Word, ...] = ()
    leading: bool = False
    asked: bool = False

    @property
    def is_no_order(self) -> bool:
        """Its titles or numbers say that this is another paper, and nothing says that it is an order."""
        if self.titles & ASKING:
            return False
        named = Title.NONE in self.titles
        led = not self.asked and (self.leading or (bool(self.small) and self.other_document))
        return led or (named and (self.other_document or not self.has_po_number))

    @property
    def is_contradictory(self) -> bool:
        """Some signs say order and some another paper."""
        named = bool(self.small) and not self.titles & ASKING
        return not self.is_no_order and (Title.NONE in self.titles or self.other_document or named)


def kinds(around: Surroundings, words: Sequence[Word], names: Iterable[str], head: Iterable[TextLine] = ()) -> Kinds:
    """By the titles around the table, and by the weak titles in `names`; `head` are the lines above the table."""
    above = tuple(head)
    usual = median([word.height for word in words]) if words else 0
    strong = tuple((found, piece.words) for piece in _headings(around, usual) for found in _titles(piece))
    strong += tuple((found, line.words) for line in above for found in changes_in(line.text))
    strong += tuple(_wrapped(around, usual))
    weak = frozenset(found for name in names for found in titles_in(name))
    quoted = bool(around.all(Label.QUOTATION)) and not around.all(Label.PO_NUMBER)
    other = quoted or bool(around.all(Label.OTHER_DOCUMENT))
    told = (*(line.text for line in above), *(piece.text for piece in around.texts))
    asked = any(has_phrase("line", "ordering", text) for text in told)
    leading = _leads(strong, around, above)
    strong = tuple(one for one in strong if not (leading and _is_reference(*one)))
    return Kinds(strong, weak, other, bool(around.all(Label.PO_NUMBER)), _small(around), leading, asked)


def _is_reference(found: Title, words: Sequence[Word]) -> bool:
    """Whether a title is the label of a number: below the title of another paper, `Order: 4711` only names an order."""
    return found is Title.ORDER and any(word.text.endswith(":") for word in words[:-1])


def _leads(strong: Sequence[tuple[Title, tuple[Word, ...]]], around: Surroundings, above: Sequence[TextLine]) -> bool:
    """Whether a title of another paper stands above the lines, in letters larger than those of the other texts."""
    places = {word.place for line in above for word in line.words}
    named = [
        words for found, words in strong if found is Title.NONE and places.issuperset(word.place for word in words)
    ]
    titles = {word.place for words in named for word in words}
    others = [word.height for piece in around.texts for word in piece.words if word.place not in titles]
    largest = max(others, default=0)
    return any(min(word.height for word in words) > _LARGE * largest for words in named)


def _wrapped(around: Surroundings, usual: float) -> Iterator[tuple[Title, tuple[Word, ...]]]:
    """Titles of another paper in two lines of large print, of which one alone may say order."""
    pieces = [*around.texts, *(pair.piece for pair in (*around.pairs, *around.unknown))]
    large = [piece for piece in pieces if max(word.height for word in piece.words) >= usual * _LARGE]
    placed = sorted(large, key=_place)
    for upper in placed:
        first = bisect_right(placed, (upper.page, upper.top), key=_place)
        for lower in placed[first : first + _MOST_BELOW]:
            if (lower.page, lower.top) < (upper.page, upper.bottom + upper.height):
                words = (*upper.words, *lower.words)
                yield from ((title, words) for title in titles_in(joined(words)) if title is Title.NONE)


def _place(piece: Piece) -> tuple[int, int]:
    return piece.page, piece.top


def _small(around: Surroundings) -> tuple[Word, ...]:
    """The first short text that names another kind of paper, or no kind that anybody knows.

    One that ends in a colon leads to what follows it: "as in our quotation:".
    """
    short = (piece for piece in around.texts if len(piece.words) <= _LONGEST_TITLE)
    plain = (piece for piece in short if not piece.words[-1].text.endswith(":"))
    return next((piece.words for piece in plain if _names_other(piece) or names_paper(piece.text)), ())


def _headings(around: Surroundings, usual: float) -> list[Piece]:
    """Short texts that stand for themselves; a word for another paper must be larger than the text, or in capitals."""
    plain = [piece for piece in around.texts if len(piece.words) <= _LONGEST_TITLE]
    labels = [pair.piece for pair in around.pairs if Label.PO_NUMBER in pair.labels or not pair.piece.value]
    return [piece for piece in (*plain, *labels) if _stands_out(piece, usual) or not _names_other(piece)]


def _names_other(piece: Piece) -> bool:
    return Title.NONE in _titles(piece)


def _stands_out(piece: Piece, usual: float) -> bool:
    text = joined(piece.words)
    large = max(word.height for word in piece.words) >= usual * _LARGE
    return large or text.isupper() or all(word.bold for word in piece.words)


def _titles(piece: Piece) -> list[Title]:
    return list(titles_in(piece.title or piece.text))
