"""Tables that were pasted into a text with signs between their cells, set as columns."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

_SIGNS: Final = ("\t", "|", ";")
_FEWEST: Final = 2
"""Signs in a line of a table, and lines of it."""
_GAP: Final = "   "
_RULER: Final = re.compile(r"^[\s|+=-]*[-=]{3,}[\s|+=-]*$")
_WIDEST: Final = 60


def aligned(lines: Sequence[str]) -> Iterator[str]:
    """The lines; where several that follow each other have as many of one sign, their cells stand below each other."""
    place = 0
    while place < len(lines):
        sign = next((sign for sign in _SIGNS if lines[place].count(sign) >= _FEWEST), "")
        end = _end(lines, place, sign) if sign else place
        if end - place >= _FEWEST:
            yield from _columns(lines[place:end], sign)
            place = end
        else:
            yield lines[place]
            place += 1


def is_all_table(text: str) -> bool:
    """Whether every line has one of the signs that divide cells, as a file of rows has."""
    lines = [line for line in text.splitlines() if line.strip()]
    return len(lines) >= _FEWEST and any(all(sign in line for line in lines) for sign in (*_SIGNS, ","))


def _end(lines: Sequence[str], start: int, sign: str) -> int:
    """Behind the last line of the table that begins here; rulers belong to it."""
    count = _cells(lines[start], sign)
    end = start
    while end < len(lines) and (len(_cells(lines[end], sign)) == len(count) or (sign == "|" and _is_ruler(lines[end]))):
        end += 1
    return end


def _is_ruler(line: str) -> bool:
    return _RULER.match(line) is not None


def _cells(line: str, sign: str) -> list[str]:
    """The cells; a quotation mark before the line stays with the first one, a frame around it goes."""
    text = line.strip() if sign == "|" else line
    if sign == "|" and text.startswith("|") and text.endswith("|"):
        text = text[1:-1]
    return [" ".join(cell.split()) for cell in text.split(sign)]


def _columns(lines: Sequence[str], sign: str) -> Iterator[str]:
    rows = [[] if _is_ruler(line) else _cells(line, sign) for line in lines]
    count = max(map(len, rows))
    widths = [max(len(row[place]) if place < len(row) else 0 for row in rows) for place in range(count)]
    for row in rows:
        yield _GAP.join(cell.ljust(min(width, _WIDEST)) for cell, width in zip(row, widths, strict=False)).rstrip()
