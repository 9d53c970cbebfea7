"""A document's content as rows of text or as pages of words, stored when it is parsed, so that no screen ever opens a
customer's file."""

from enum import StrEnum

from orders.ids import Digest
from orders.values import Exact, Value


class TranscriptKind(StrEnum):
    """What is in it: rows of one sort, or pages."""

    SEGMENTS = "segments"
    CELLS = "cells"
    TEXT = "text"
    PAGES = "pages"


class TranscriptRow(Value):
    """One segment (`number` = its position, `cells` = tag and elements) or one spreadsheet row (`number` = its row).

    `title` says in words what it is ("Line item"), empty where there is nothing to say; `sheet` is empty for segments.
    """

    number: int
    cells: tuple[str, ...]
    title: str = ""
    sheet: str = ""


class TranscriptWord(Value):
    """A word on its page, in points from the top left corner of the page as displayed."""

    text: str
    left: Exact
    top: Exact
    right: Exact
    bottom: Exact


class TranscriptPage(Value):
    """A page of a document: its size in points, its words in reading order, and the picture of it in the archive.

    `image` is empty until the picture is archived, and where none could be drawn. `note` says what a person should know
    of the page, such as that its words were recognised in a scan.
    """

    number: int
    width: Exact
    height: Exact
    words: tuple[TranscriptWord, ...] = ()
    image: Digest = Digest("")
    note: str = ""


class Transcript(Value):
    """All rows or pages of a document, in its order."""

    kind: TranscriptKind
    rows: tuple[TranscriptRow, ...] = ()
    pages: tuple[TranscriptPage, ...] = ()
