"""What kind of paper a sheet is, by its titles: an order, a change, a cancellation, or no order at all."""

from collections.abc import Iterable
from dataclasses import dataclass

from parsers.language.meanings import Label, Title
from parsers.language.titles import ASKING, Titled, titles_in
from parsers.spreadsheet.pairs import Surroundings
from parsers.spreadsheet.sheets import Cell


@dataclass(frozen=True, slots=True)
class Kinds(Titled[Cell]):
    """The titles found, with their cells; a name of a sheet or a subject of a mail is a weak title."""

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
