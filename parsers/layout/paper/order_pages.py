"""The lines of one order taken apart: its table, its sums, the labels around them, and the texts that are left."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from parsers.language.label_shapes import date_at_start
from parsers.language.meanings import Label
from parsers.language.numerals import Conventions
from parsers.language.order_numbers import number_and_date
from parsers.language.places import usual_date_order
from parsers.language.sentences import sentences
from parsers.layout.labels.pairs import Surroundings, surroundings
from parsers.layout.labels.pieces import Piece, pieces
from parsers.layout.labels.totals import Sum, sums_in
from parsers.layout.paper.kinds import Kinds, kinds
from parsers.layout.prose.lines import prose_numerals
from parsers.layout.table.conventions import conventions
from parsers.layout.table.tables import LineTable, line_tables
from parsers.layout.text.lines import Run, TextLine
from parsers.pages.page import Page, Stroke, Word


@dataclass(frozen=True, slots=True)
class OrderPages:
    """Everything of one order, each word in its place. `rest` are the lines outside of the tables."""

    lines: tuple[TextLine, ...]
    pages: tuple[Page, ...]
    tables: tuple[LineTable, ...]
    rest: tuple[TextLine, ...]
    sums: tuple[Sum, ...]
    around: Surroundings
    kinds: Kinds
    strokes: Mapping[int, Sequence[Stroke]]

    @property
    def table(self) -> LineTable | None:
        """The table with most records."""
        return max(self.tables, key=lambda table: len(table.records), default=None)

    @property
    def sentences(self) -> list[tuple[Word, ...]]:
        """The sentences around the lines, over the ends of lines of print."""
        return list(block_sentences(self.around.texts))

    @property
    def is_prose(self) -> bool:
        """Whether no table was found: then lines may be written as sentences."""
        return not self.tables

    def conventions(self) -> Conventions:
        """How this order writes numbers and dates."""
        numerals = [one.amount.numeral for one in self.sums]
        if self.is_prose:
            numerals += prose_numerals(self.rest)
        ordered, requested = self._days(Label.ORDER_DATE, Label.PO_NUMBER), self._days(Label.REQUESTED_DELIVERY_DATE)
        found = conventions(self.table, [*numerals, *ordered, *requested], order_dates=ordered, requested=requested)
        if found.date_order is not None:
            return found
        return replace(found, date_order=usual_date_order(line.text for line in self.lines))

    def _days(self, *labels: Label) -> list[str]:
        return [
            day
            for pair in self.around.all(*labels)
            if (day := date_at_start(number_and_date(pair.text)[1] or pair.text))
        ]

    def without_words(self, places: Collection[int]) -> "OrderPages":
        """The same without words that were read as lines."""
        rest = tuple(without(self.rest, places))
        summed = {word.place for one in self.sums for word in one.words}
        return replace(self, rest=rest, around=surroundings(pieces(tuple(without(rest, summed))), self.strokes))


_HEAD: Final = 12


def block_sentences(texts: Sequence[Piece]) -> Iterator[tuple[Word, ...]]:
    """The sentences of each block of text, over the ends of its lines."""
    block: list[Piece] = []
    for piece in texts:
        if block and not _continues(block[-1], piece):
            yield from sentences(word for one in block for word in one.words)
            block = []
        block.append(piece)
    yield from sentences(word for one in block for word in one.words)


def _continues(last: Piece, piece: Piece) -> bool:
    return piece.page == last.page and 0 < piece.top - last.top < 2 * last.height and abs(piece.left - last.left) < 4000


def order_pages(
    lines: Sequence[TextLine], pages: Sequence[Page], strokes: Mapping[int, Sequence[Stroke]], names: Sequence[str]
) -> OrderPages:
    """Take the lines of one order apart; `names`, of the file and the subject of the mail, are weak titles."""
    tables = line_tables(lines, strokes)
    rest = tuple(without(lines, {place for table in tables for place in table.words}))
    sums = tuple(sums_in(rest))
    summed = {word.place for one in sums for word in one.words}
    around = surroundings(pieces(tuple(without(rest, summed))), strokes)
    words = [word for line in lines for word in line.words]
    numbers = {line.page for line in lines}
    own = tuple(page for page in pages if page.number in numbers)
    return OrderPages(
        tuple(lines), own, tables, rest, sums, around, kinds(around, words, names, _above(rest, tables)), strokes
    )


def _above(lines: Sequence[TextLine], tables: Sequence[LineTable]) -> list[TextLine]:
    """The lines above the first table; without a table the first ones."""
    if not tables:
        return list(lines[:_HEAD])
    page = min(tables[0].top)
    return [line for line in lines if line.page < page or (line.page == page and line.top < tables[0].top[page])]


def without(lines: Sequence[TextLine], places: Collection[int]) -> Iterator[TextLine]:
    """The lines without the words at these places; a run falls apart where words are gone."""
    for line in lines:
        if all(word.place not in places for word in line.words):
            yield line
            continue
        runs = tuple(Run(words) for run in line.runs for words in _kept(run.words, places))
        if runs:
            yield replace(line, runs=runs)


def _kept(words: Sequence[Word], places: Collection[int]) -> Iterator[tuple[Word, ...]]:
    run: list[Word] = []
    for word in words:
        if word.place not in places:
            run.append(word)
        elif run:
            yield tuple(run)
            run = []
    if run:
        yield tuple(run)
