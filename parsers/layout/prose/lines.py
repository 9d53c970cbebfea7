"""Lines of an order that are written as sentences or lists, in letters and mails.

Each word of such a line must be explained: a number that is neither quantity, price, date nor part of the goods' name
holds the order.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from orders.findings import FindingCode
from orders.reading import Confidence, LineReading, Read
from parsers.language.meanings import Column
from parsers.language.phrases import is_phrase
from parsers.language.values import Day, Number, Text
from parsers.language.word_lists import instructs
from parsers.layout.prose.entries import Entry, entries
from parsers.layout.prose.found import Boundary, Found, boundary
from parsers.layout.prose.goods import bare, chooses, code_in, has_word, names_goods
from parsers.layout.prose.parts import Parts, parts
from parsers.layout.prose.quantities import quantity_at
from parsers.layout.text.lines import TextLine
from parsers.layout.text.words import joined, words_of
from parsers.layout.values.reads import Reads
from parsers.pages.page import Word

_LONGEST: Final = 120
"""Words of a line: what is longer is a text, in which somebody looks for what it asks."""


@dataclass(frozen=True, slots=True)
class ProseLines:
    """The lines, every word that they account for, and the currencies that stand beside their prices."""

    lines: list[LineReading] = field(default_factory=list)
    words: frozenset[int] = frozenset()
    money: tuple[tuple[str, tuple[Word, ...]], ...] = ()


def prose_numerals(lines: Sequence[TextLine]) -> list[str]:
    """The numbers of such lines as printed, by which the document's way of writing numbers is known."""
    ordered = [parts(entry.words) for entry in _ordered(lines)]
    return [found.text for one in ordered for role in (Column.QUANTITY, Column.UNIT_PRICE) for found in one.of(role)]


def prose_words(lines: Sequence[TextLine]) -> frozenset[int]:
    """The words of such lines; what leads to them in a sentence is not among them."""
    return frozenset(word.place for entry in _ordered(lines) for word in (*entry.marker, *entry.words))


def prose_lines(lines: Sequence[TextLine], reads: Reads) -> ProseLines:
    """The lines in their order; paths of findings count from the first of them."""
    found: list[LineReading] = []
    words: set[int] = set()
    money: list[tuple[str, tuple[Word, ...]]] = []
    for entry in _ordered(lines):
        read = parts(entry.words)
        found.append(_Line(entry, read, reads, f"lines[{len(found)}]").reading())
        words |= {word.place for word in (*entry.marker, *entry.words)}
        money += [(one.amount.currency, one.words) for one in read.found if one.amount and one.amount.currency]
    return ProseLines(found, frozenset(words), tuple(money))


def _ordered(lines: Sequence[TextLine]) -> list[Entry]:
    """The entries with a quantity of something; of a list of them, each."""
    return [entry for entry in entries(lines) if 0 < len(entry.words) <= _LONGEST and _is_line(entry)]


def _is_line(entry: Entry) -> bool:
    """Whether it names a quantity, and goods by a number; in a list, or with a price, by words too."""
    read = parts(entry.words)
    if not read.of(Column.QUANTITY):
        return False
    if any(read.of(role) for role in (Column.SUPPLIER_ITEM, Column.BUYER_ITEM, Column.GTIN, Column.ITEM)):
        return True
    if code_in(read.runs) is not None:
        return True
    return bool(read.runs) and (entry.listed or bool(read.of(Column.UNIT_PRICE)))


@dataclass(frozen=True, slots=True)
class _Line:
    entry: Entry
    parts: Parts
    reads: Reads
    path: str

    def reading(self) -> LineReading:
        unlabelled = not any(self.parts.of(role) for role in (Column.SUPPLIER_ITEM, Column.ITEM))
        code = code_in(self.parts.runs) if unlabelled else None
        self._tell_repeated()
        price, basis, price_unit = self._price()
        quantity = self._one(Column.QUANTITY)
        return LineReading(
            line_no=self.reads.read(self.entry.number, self.entry.marker) if self.entry.number else None,
            supplier_item=self._supplier_item(code),
            buyer_item=self._code(Column.BUYER_ITEM),
            gtin=self._code(Column.GTIN),
            description=self._description(code),
            quantity=self._number(quantity, "quantity"),
            uom=self._unit(quantity),
            unit_price=price,
            price_basis=basis,
            price_uom=price_unit,
            line_total=self._number(self._one(Column.LINE_TOTAL), "line_total"),
            requested_date=self._day(),
        )

    def _one(self, role: Column) -> Found | None:
        return next(iter(self.parts.of(role)), None)

    def _number(self, found: Found | None, field_name: str) -> Number | None:
        if found is None:
            return None
        return self.reads.number(found.words, f"{self.path}.{field_name}", numeral=found.text)

    def _unit(self, found: Found | None) -> Text | None:
        if found is None or not found.unit:
            return None
        return self.reads.read(found.unit, [word for word in found.words if found.unit in word.text])

    def _code(self, role: Column) -> Text | None:
        found = self._one(role)
        return self.reads.read(found.text, words_of(found.words, found.text)) if found else None

    def _supplier_item(self, code: Sequence[Word] | None) -> Text | None:
        labelled = self._code(Column.SUPPLIER_ITEM)
        if labelled is not None:
            return labelled
        plain = self._one(Column.ITEM)
        if plain is not None:
            return self.reads.read(plain.text, plain.words[-1:], confidence=Confidence.SINGLE)
        if not code or self._one(Column.BUYER_ITEM):
            return None
        text = " ".join(bare(word) for word in code)
        return self.reads.read(text, code, confidence=Confidence.SINGLE)

    def _price(self) -> tuple[Number | None, Number | None, Text | None]:
        found = self._one(Column.UNIT_PRICE)
        price = self._number(found, "unit_price")
        if found is None or price is None or found.amount is None or not found.amount.basis:
            return price, None, None
        basis = self.reads.read(Decimal(found.amount.basis), found.words)
        unit: Read[str] | None = self.reads.read(found.amount.unit, found.words) if found.amount.unit else None
        return price, basis, unit

    def _day(self) -> Day | None:
        found = self._one(Column.REQUESTED_DATE)
        return self.reads.day(found.words, f"{self.path}.requested_date", text=found.text) if found else None

    def _description(self, code: Sequence[Word] | None) -> Text | None:
        taken = {word.place for word in code or ()}
        named: list[Word] = []
        for run in self.parts.runs:
            rest = [word for word in run if word.place not in taken]
            while rest and is_phrase("line", "of", rest[0].text) and not named:
                rest = rest[1:]
            aside = run[0].place in taken and code is not None and code[-1].text.endswith(",")
            if rest and not (names_goods(rest, named, aside=aside) or (not named and self._stands_apart(rest))):
                self._tell_unread(rest)
            named += rest
        value = joined(named).strip(",;:. ")
        return self.reads.text(named, f"{self.path}.description", value=value) if value else None

    def _stands_apart(self, run: Sequence[Word]) -> bool:
        """Whether wide gaps or signs stand on both sides of words: then it is a column, and all of it a name."""
        words = self.entry.words
        first, last = words.index(run[0]), words.index(run[-1])
        begins = first == 0 or boundary(words[first - 1], run[0]) is Boundary.WIDE
        ends = last + 1 == len(words) or boundary(run[-1], words[last + 1]) is Boundary.WIDE
        named = has_word(run)
        return begins and ends and named and not (instructs(joined(run)) or chooses(run))

    def _tell_unread(self, words: Sequence[Word]) -> None:
        message = f'"{joined(words)[:80]}" in a line of the order is not understood. Does it change what is ordered?'
        self.reads.remarks.hold(FindingCode.UNREAD_CONTENT, message, words, path=self.path)

    def _tell_repeated(self) -> None:
        quantity = self._one(Column.QUANTITY)
        for role in (Column.UNIT_PRICE, Column.SUPPLIER_ITEM, Column.BUYER_ITEM, Column.ITEM, Column.REQUESTED_DATE):
            values = dict.fromkeys(one.text for one in self.parts.of(role))
            if len(values) > 1:
                self._tell_unread([word for one in self.parts.of(role)[1:] for word in one.words])
        counted_again = quantity is not None and not quantity.unit and self._counts_again(quantity)
        if counted_again or any(word.struck for word in self.entry.words):
            self._tell_unread(self.entry.words)

    def _counts_again(self, quantity: Found) -> bool:
        """`2 x 100 pcs` may be two, or two hundred."""
        place = self.entry.words.index(quantity.words[-1]) + 1
        return place < len(self.entry.words) and quantity_at(self.entry.words, place) is not None
