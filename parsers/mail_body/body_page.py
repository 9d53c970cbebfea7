"""Rows of a mail as a page of words, its transcript, and where in its text words stand."""

from collections.abc import Callable, Collection, Sequence
from itertools import pairwise
from typing import Final

from orders.evidence import Evidence, TextSpan
from orders.transcript import Transcript, TranscriptKind, TranscriptRow
from parsers.mail_body.rows import BodyText, CellEdge, Row
from parsers.pages.page import Locate, Page, PageKind, Stroke, Word, WordSource

_ACROSS: Final = 6_000
_DOWN: Final = 12_000
_HEIGHT: Final = 10_000
"""A little less than a row: two blanks are wider than it, and divide."""


def page(body: BodyText, places: Collection[int]) -> Page:
    """The rows at `places` as one page; the others leave their room empty. Words count through the whole body."""
    words: list[Word] = []
    count = 0
    for number, row in enumerate(body.rows):
        if number in places:
            words += _words(row, number, count)
        count += len(row.words)
    width = max((word.right for word in words), default=0) + 2 * _ACROSS
    strokes = tuple(_stroke(edge) for edge in body.edges if _is_within(edge, places))
    return Page(1, width, len(body.rows) * _DOWN, PageKind.TEXT if words else PageKind.BLANK, tuple(words), strokes)


def locate(body: BodyText) -> Locate:
    """The characters of the text: one entry for each run of words that follow each other in a row."""
    spans = list(_spans(body.rows))

    def found(words: Sequence[Word]) -> tuple[Evidence, ...]:
        runs: list[list[int]] = []
        ordered = sorted({word.place for word in words})
        for before, place in pairwise([-1, *ordered]):
            if runs and place == before + 1 and spans[place][2] == spans[before][2]:
                runs[-1].append(place)
            else:
                runs.append([place])
        return tuple(TextSpan(start=spans[run[0]][0], end=spans[run[-1]][1]) for run in runs)

    return found


def transcript(body: BodyText, title: Callable[[int], str]) -> Transcript:
    """The whole text, one row a line; `title` says what a row was taken for."""
    rows = tuple(
        TranscriptRow(number=number, cells=(row.text,), title=title(number - 1))
        for number, row in enumerate(body.rows, start=1)
    )
    return Transcript(kind=TranscriptKind.TEXT, rows=rows)


def _words(row: Row, number: int, count: int) -> list[Word]:
    top = number * _DOWN + (_DOWN - _HEIGHT) // 2
    return [
        Word(
            1, place, word.text, (word.column + 1) * _ACROSS, top, (word.column + 1 + len(word.text)) * _ACROSS,
            top + _HEIGHT, _HEIGHT, word.bold, word.struck, WordSource.BODY,
        )
        for place, word in enumerate(row.words, start=count)
    ]  # fmt: skip


def _spans(rows: Sequence[Row]) -> list[tuple[int, int, int]]:
    """Start and end of each word in the text, and its row."""
    found: list[tuple[int, int, int]] = []
    start = 0
    for number, row in enumerate(rows):
        found += [(start + one.column, start + one.column + len(one.text), number) for one in row.words]
        start += len(row.text) + 1
    return found


def _stroke(edge: CellEdge) -> Stroke:
    # Between the columns, half a character away from the nearest word.
    half = _ACROSS // 2
    left, right = (edge.left + 1) * _ACROSS + half, (edge.right + 1) * _ACROSS + half
    return Stroke(max(0, left), edge.top * _DOWN, max(0, right), edge.bottom * _DOWN)


def _is_within(edge: CellEdge, places: Collection[int]) -> bool:
    return (
        all(number in places for number in range(edge.top, edge.bottom))
        if edge.bottom > edge.top
        else (edge.top in places or edge.top - 1 in places)
    )
