"""Lines of a description that may be no part of it, but ask for something."""

from collections.abc import Iterator

from parsers.language.meanings import Column
from parsers.language.phrases import has_phrase
from parsers.language.sum_labels import discounts
from parsers.language.word_lists import instructs, urges
from parsers.layout.order_lines.codes import Line
from parsers.layout.table.grid import Grid
from parsers.layout.table.records import Record
from parsers.layout.table.rows import live
from parsers.layout.text.words import joined


def asking_lines(record: Record, grid: Grid) -> Iterator[Line]:
    """Lines of a description that may be no part of it: they stand above or below the main line and instruct."""
    place = grid.place(Column.DESCRIPTION)
    main = next((n for n, row in enumerate(record.rows) if grid.fills(row, Column.QUANTITY)), 0)
    for number, row in enumerate(record.rows):
        line = live(row.cells.get(place, ())) if place is not None else ()
        # "Powder-free" tells nobody to do anything.
        words = [word.text for word in line if "-" not in word.text]
        text = joined(line)
        above = number < main and instructs(" ".join(words))
        below = number > main and bool(words) and (instructs(words[0]) or sum(map(instructs, words)) > 1)
        hurried = number != main and urges(text)
        if above or below or hurried or has_phrase("line", "setting_aside", text) or discounts(text):
            yield line
