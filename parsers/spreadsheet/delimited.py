"""CSV and its relatives (RFC 4180, and what programs write in its place): delimiter, cells."""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from typing import Final, Literal

from parsers.spreadsheet.sheets import Cell, Sheet, Unreadable, sheet_of, shown

DELIMITERS: Final = (";", "\t", ",", "|")
_MOST_CELLS: Final = 1_000_000


def delimiters(text: str) -> tuple[str, ...]:
    """The delimiters that divide most lines into equally many fields, best first; empty where none divides any."""
    declared = text.lstrip("\ufeff")[:6].lower()
    if declared.startswith("sep=") and declared[4] in DELIMITERS:
        return (declared[4],)
    lines = [line for line in text.splitlines() if line.strip()][:200]
    scores = {delimiter: _consistency(lines, delimiter) for delimiter in DELIMITERS}
    return tuple(sorted((sign for sign in scores if scores[sign] > 0), key=lambda sign: -scores[sign]))


def _consistency(lines: list[str], delimiter: str) -> int:
    counts = Counter(line.count(delimiter) for line in lines)
    counts.pop(0, None)
    return max((count * often for count, often in counts.items()), default=0)


def sheet(text: str, delimiter: str) -> Sheet:
    """All cells that are not blank. Raises Unreadable for a quotation mark that swallows the rest."""
    return sheet_of("", _cells(text, delimiter))


def _cells(text: str, delimiter: str) -> Iterator[Cell]:
    quoting: Literal[0, 3] = csv.QUOTE_MINIMAL if is_quoted_evenly(text) else csv.QUOTE_NONE
    count = 0
    try:
        for number, fields in _rows(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, quoting=quoting)):
            for column, value in enumerate(fields, start=1):
                count += 1
                if value.strip():
                    yield Cell(number, column, shown(value))
            if count > _MOST_CELLS:
                raise Unreadable(f"the table has more than {_MOST_CELLS} cells")
    except csv.Error as error:
        raise Unreadable(f"the table breaks off: {error}") from error


def _rows(reader: Iterator[list[str]]) -> Iterator[tuple[int, list[str]]]:
    for number, fields in enumerate(reader, start=1):
        if number == 1 and fields and fields[0].lower().lstrip("\ufeff").startswith("sep="):
            continue
        yield number, fields


def is_quoted_evenly(text: str) -> bool:
    """Whether quotation marks come in pairs; where not, they are taken as inches and the like."""
    return text.count('"') % 2 == 0
