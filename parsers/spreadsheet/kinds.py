"""What kind of paper a sheet is, by its titles: an order, a change, a cancellation, or no order at all."""

from collections.abc import Iterable
from dataclasses import dataclass

from orders.reading import OrderKind
from parsers.language.meanings import Label, Title
from parsers.language.titles import ASKING, order_kind, titles_in
from parsers.spreadsheet.grid import Cell
from parsers.spreadsheet.pairs import Surroundings


@dataclass(frozen=True, slots=True)
class Kinds:
    """The titles found, with their cells; a name of a sheet or a subject of a mail is a weak title."""

    strong: tuple[tuple[Title, Cell], ...]
    weak: frozenset[Title]
    other_document: bool
    has_po_number: bool

    @property
    def titles(self) -> frozenset[Title]:
        """The kinds that the sheet itself names."""
        return frozenset(found for found, _ in self.strong)

    @property
    def order_kind(self) -> OrderKind:
        return order_kind(self.titles | self.weak)

    @property
    def is_no_order(self) -> bool:
        """Every sign says that this is another paper."""
        if self.titles & ASKING:
            return False
        return Title.NONE in self.titles or self.other_document or (Title.NONE in self.weak and not self.has_po_number)

    @property
    def is_contradictory(self) -> bool:
        """Some signs say order and some another paper."""
        return not self.is_no_order and (Title.NONE in self.titles or self.other_document)


def kinds(around: Surroundings, names: Iterable[str]) -> Kinds:
    """By the titles around the table, and by the weak titles in `names`."""
    strong = tuple((found, cell) for cell in around.texts for found in titles_in(cell.text))
    weak = frozenset(found for name in names for found in titles_in(name))
    has_po_number = bool(around.all(Label.PO_NUMBER))
    quoted = bool(around.all(Label.QUOTATION)) and not has_po_number
    return Kinds(strong, weak, quoted or bool(around.all(Label.OTHER_DOCUMENT)), has_po_number)
