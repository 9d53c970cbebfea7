"""A document's content as rows of text, stored when it is parsed, so that no screen ever opens a customer's file."""

from enum import StrEnum

from orders.values import Value


class TranscriptKind(StrEnum):
    """What the rows are."""

    SEGMENTS = "segments"
    CELLS = "cells"
    TEXT = "text"


class TranscriptRow(Value):
    """One segment (`number` = its position, `cells` = tag and elements) or one spreadsheet row (`number` = its row).

    `title` says in words what it is ("Line item"), empty where there is nothing to say; `sheet` is empty for segments.
    """

    number: int
    cells: tuple[str, ...]
    title: str = ""
    sheet: str = ""


class Transcript(Value):
    """All rows of a document, in its order."""

    kind: TranscriptKind
    rows: tuple[TranscriptRow, ...] = ()
