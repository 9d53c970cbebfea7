"""What kind of paper a sheet is, by its titles: an order, a change, a cancellation, or no order at all."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from orders.reading import OrderKind
from parsers.language.meanings import Label, Title
from parsers.language.vocabulary import title
from parsers.spreadsheet.grid import Cell
from parsers.spreadsheet.pairs import Surroundings

_PARTS: Final = re.compile(r"\s+[-–—|:·]\s+|[:\n|]")
_TRAILING_CODE: Final = re.compile(r"(?:\s+|^)(?:no\.?|nr\.?|n°|nº|#|num\.?)?\s*[^\s]*\d[^\s]*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Kinds:
    """The titles found, with their cells; a name of a sheet or a subject of a mail is a weak title."""

    strong: tuple[tuple[Title, Cell], ...]
    weak: frozenset[Title]
    other_document: bool
    has_po_number: bool

    @property
    def order_kind(self) -> OrderKind:
        """A change or cancellation where any title says so, since it must never pass for an order."""
        titles = {found for found, _ in self.strong} | self.weak
        if Title.CANCEL in titles:
            return OrderKind.CANCEL
        return OrderKind.CHANGE if Title.CHANGE in titles else OrderKind.ORDER

    @property
    def is_no_order(self) -> bool:
        """Every sign says that this is another paper."""
        titles = {found for found, _ in self.strong}
        asks = bool(titles & {Title.ORDER, Title.CHANGE, Title.CANCEL})
        if asks:
            return False
        return Title.NONE in titles or self.other_document or (Title.NONE in self.weak and not self.has_po_number)

    @property
    def is_contradictory(self) -> bool:
        """Some signs say order and some another paper."""
        titles = {found for found, _ in self.strong}
        return not self.is_no_order and (Title.NONE in titles or self.other_document)


def kinds(around: Surroundings, names: Iterable[str]) -> Kinds:
    """By the titles around the table, and by the weak titles in `names`."""
    strong = tuple((found, cell) for cell in around.texts for found in titles_in(cell.text))
    weak = frozenset(found for name in names for found in titles_in(name))
    has_po_number = bool(around.all(Label.PO_NUMBER))
    quoted = bool(around.all(Label.QUOTATION)) and not has_po_number
    return Kinds(strong, weak, quoted or bool(around.all(Label.OTHER_DOCUMENT)), has_po_number)


def titles_in(text: str) -> Iterator[Title]:
    """The titles that stand alone in the text or in a part of it, with or without a number behind."""
    for part in (text, *_PARTS.split(text)):
        found = title(part) or title(_TRAILING_CODE.sub("", part.strip()))
        if found is not None:
            yield found
            return


def without_title(text: str) -> str:
    """What a title line says beside its title, which is mostly the company's name."""
    rest = [part.strip() for part in _PARTS.split(text) if part.strip() and not any(titles_in(part))]
    return " - ".join(rest)
