"""The fields of an order beside its lines: from labels, and from columns that repeat them on each row."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from orders.currencies import currency_written, shared_sign, unexplained
from orders.findings import FindingCode
from orders.reading import ContactReading, PartyReading, Read
from parsers.language.amounts import amount
from parsers.language.empty_words import is_empty_word
from parsers.language.meanings import Column, Label
from parsers.language.order_numbers import number_and_date
from parsers.language.spellings import spelled
from parsers.language.titles import without_title
from parsers.language.values import Text
from parsers.language.vocabulary import currency_in
from parsers.spreadsheet.layout import Layout
from parsers.spreadsheet.parties import PartyReader, from_columns
from parsers.spreadsheet.reads import Reads
from parsers.spreadsheet.sheets import Cell
from parsers.spreadsheet.sums import SheetSums

# A name has a word in it, and is no number of some kind.
_NAME: Final = re.compile(r"[^\W\d_]{2,}")
_CODE: Final = re.compile(r"^\S*\d\S*$")
_SHIP_TO: Final = {
    Column.SHIP_TO_NAME: "name",
    Column.SHIP_TO_STREET: "street",
    Column.SHIP_TO_CITY: "city",
    Column.SHIP_TO_POSTCODE: "postcode",
    Column.SHIP_TO_COUNTRY: "country",
    Column.SHIP_TO_ID: "id",
}


@dataclass(frozen=True, slots=True)
class HeaderReader:
    """Reads the header of one order; `lines` are the cells of its own rows."""

    reads: Reads
    layout: Layout
    lines: Sequence[Mapping[Column, Cell]]

    def po_number(self) -> Text | None:
        found: list[Text] = []
        for pair in self.layout.around.all(Label.PO_NUMBER):
            read = self.reads.code(pair.cells[0], "po_number")
            if read is not None:
                number, _ = number_and_date(pair.texts[0])
                found.append(read.model_copy(update={"value": number}))
        return self.reads.one_of([*found, *self._texts(Column.ORDER_NUMBER, "po_number")])

    def order_date(self) -> Read[date] | None:
        days = [*self._labelled_days(Label.ORDER_DATE, "order_date"), *self._days(Column.ORDER_DATE, "order_date")]
        for pair in self.layout.around.all(Label.PO_NUMBER):
            _, written = number_and_date(pair.texts[0])
            day = self.reads.day(pair.cells[0], "order_date", text=written) if written else None
            days += [day] if day is not None else []
        return self.reads.one_of(days)

    def requested_delivery_date(self) -> Read[date] | None:
        path = "requested_delivery_date"
        return self.reads.one_of(list(self._labelled_days(Label.REQUESTED_DELIVERY_DATE, path)))

    def text(self, wanted: Label, path: str, column: Column | None = None) -> Text | None:
        """The value of a label, or of a column of that meaning."""
        found: list[Text] = []
        for pair in self.layout.around.all(wanted):
            read = self.reads.text(pair.cells[0], path, value=" ".join(pair.texts))
            found += [read] if read is not None else []
        return self.reads.one_of([*found, *(self._texts(column, path) if column else [])])

    def payment_terms(self) -> Text | None:
        return self.text(Label.PAYMENT_TERMS, "payment_terms", Column.PAYMENT_TERMS)

    def currency(self, totals: SheetSums) -> Text | None:
        """The currency that labels, headings, cells and sums agree on.

        A sign that several currencies share is given where nothing else is, or where it is none of the currency's.
        """
        found: list[Text] = []
        named = [(pair.texts[0], pair.cells[0]) for pair in self.layout.around.all(Label.CURRENCY)]
        named += [(line[Column.CURRENCY].text, line[Column.CURRENCY]) for line in self.lines if Column.CURRENCY in line]
        for text, cell in named:
            known = currency_written(text)
            if known is not None or shared_sign(text):
                found.append(self.reads.read(known.code if known else shared_sign(text), cell))
            elif not is_empty_word(text):
                message = (
                    f"The currency in {self.reads.sheet.place(cell)} is none that is known. Type its ISO 4217 code."
                )
                self.reads.remarks.hold(FindingCode.INVALID_VALUE, message, self.reads.sheet, cell, path="currency")
        beside = [*self._headings(), *totals.currencies, *self._beside_amounts(), *self._told_of_prices()]
        found += [self.reads.read(code, cell) for code, cell in beside]
        kept = unexplained(read.value for read in found)
        return self.reads.one_of([read for read in found if read.value in kept])

    def ship_to(self) -> PartyReading | None:
        cells: dict[str, Text] = {}
        for role, name in _SHIP_TO.items():
            read = self.reads.one_of(self._texts(role, f"ship_to.{name}"))
            if read is not None:
                cells[name] = read
        labelled = PartyReader(self.reads).party(self.layout.around.all(Label.SHIP_TO))
        if labelled is not None and cells:
            shown = ", ".join(read.value for read in cells.values())
            message = f"Lines name {shown} as where to deliver, beside the address of the order. Which is meant?"
            self.reads.remarks.hold(FindingCode.AMBIGUOUS_VALUE, message, path="ship_to", found=shown)
        return from_columns(cells) if labelled is None else labelled

    def buyer(self) -> PartyReading | None:
        """From its label, from its column, or from the line with the title, which names who writes."""
        parties = PartyReader(self.reads)
        labelled = parties.party(self.layout.around.all(Label.BUYER), name_only=True)
        if labelled is not None:
            return labelled
        read = self.reads.one_of(self._texts(Column.BUYER_NAME, "buyer.name"))
        if read is not None:
            return PartyReading(name=read)
        for cell in self.layout.around.texts:
            name = without_title(cell.text)
            if cell.row < self.layout.table.first_row and _NAME.search(name) and not _CODE.match(name):
                return parties.named(name, cell)
        return None

    def contact(self) -> ContactReading | None:
        pairs = [pair for label in (Label.CONTACT, Label.EMAIL, Label.PHONE) for pair in self.layout.around.all(label)]
        beside = [cell for pair in self.layout.around.all(Label.BUYER) for cell in pair.cells[1:]]
        own = [cell for cell in beside if any(cell.row == pair.cells[0].row for pair in self.layout.around.pairs)]
        cells = [line[Column.CONTACT_NAME] for line in self.lines[:1] if Column.CONTACT_NAME in line]
        return PartyReader(self.reads).contact(pairs, [*own, *cells])

    def _labelled_days(self, wanted: Label, path: str) -> Iterator[Read[date]]:
        for pair in self.layout.around.all(wanted):
            cell, text = pair.cells[0], pair.texts[0]
            day = self.reads.day(cell, path, text=None if cell.day is not None else text)
            if day is not None:
                yield day

    def _days(self, role: Column, path: str) -> Iterator[Read[date]]:
        for line in self.lines:
            day = self.reads.day(line[role], path) if role in line else None
            if day is not None:
                yield day

    def _texts(self, role: Column, path: str) -> list[Text]:
        found = (self.reads.code(line[role], path) for line in self.lines if role in line)
        return [read for read in found if read is not None]

    def _headings(self) -> Iterator[tuple[str, Cell]]:
        row = self.layout.sheet.row(self.layout.table.first_row)
        for column, heading in self.layout.table.headings.items():
            if heading.currency and column in row:
                yield heading.currency, row[column]

    def _told_of_prices(self) -> Iterator[tuple[str, Cell]]:
        """Texts that say in which currency the prices are."""
        valued = [cell for pair in self.layout.around.pairs for cell in pair.cells]
        for cell in (*self.layout.around.texts, *valued):
            code = currency_in(cell.text)
            if code and spelled(r"\b%(prices)s\b").search(cell.text):
                yield code, cell

    def _beside_amounts(self) -> Iterator[tuple[str, Cell]]:
        for line in self.lines:
            for role in (Column.UNIT_PRICE, Column.LINE_TOTAL):
                cell = line.get(role)
                found = amount(cell.text) if cell is not None and cell.number is None else None
                if cell is not None and found is not None and found.currency:
                    yield found.currency, cell
