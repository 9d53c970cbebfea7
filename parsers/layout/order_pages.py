"""The lines of one order taken apart: its table, its sums, the labels around them, and the texts that are left."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from parsers.language.meanings import Label
from parsers.language.numerals import looks_like_date
from parsers.layout.kinds import Kinds, kinds
from parsers.layout.pairs import Surroundings, surroundings
from parsers.layout.pieces import pieces
from parsers.layout.tables import LineTable, line_tables
from parsers.layout.text_lines import Segment, TextLine
from parsers.layout.totals import Sum, sums_in
from parsers.page import Page, Rule, Word

_DAYS: Final = (Label.ORDER_DATE, Label.REQUESTED_DELIVERY_DATE, Label.PO_NUMBER)


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

    @property
    def table(self) -> LineTable | None:
        """The table with most records."""
        return max(self.tables, key=lambda table: len(table.records), default=None)

    def numbers_and_days(self) -> list[str]:
        """What is printed as a number or a date outside of the table."""
        numerals = [one.amount.numeral for one in self.sums]
        days = [pair.text for pair in self.around.all(*_DAYS) if looks_like_date(pair.text)]
        return [*numerals, *days]


def order_pages(
    lines: Sequence[TextLine], pages: Sequence[Page], rules: Mapping[int, Sequence[Rule]], names: Sequence[str]
) -> OrderPages:
    """Take the lines of one order apart; `names`, of the file and the subject of the mail, are weak titles."""
    tables = line_tables(lines, rules)
    rest = tuple(without(lines, {place for table in tables for place in table.words}))
    sums = tuple(sums_in(rest))
    summed = {word.place for one in sums for word in one.words}
    around = surroundings(pieces(tuple(without(rest, summed))), rules)
    words = [word for line in lines for word in line.words]
    numbers = {line.page for line in lines}
    own = tuple(page for page in pages if page.number in numbers)
    return OrderPages(tuple(lines), own, tables, rest, sums, around, kinds(around, words, names))


def without(lines: Sequence[TextLine], places: Collection[int]) -> Iterator[TextLine]:
    """The lines without the words at these places; a segment falls apart where words are gone."""
    for line in lines:
        if all(word.place not in places for word in line.words):
            yield line
            continue
        segments = tuple(Segment(run) for part in line.segments for run in _runs(part.words, places))
        if segments:
            yield replace(line, segments=segments)


def _runs(words: Sequence[Word], places: Collection[int]) -> Iterator[tuple[Word, ...]]:
    run: list[Word] = []
    for word in words:
        if word.place not in places:
            run.append(word)
        elif run:
            yield tuple(run)
            run = []
    if run:
        yield tuple(run)
