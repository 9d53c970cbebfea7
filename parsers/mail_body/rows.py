"""The text of a mail as rows on a grid of characters, the same for plain text and for HTML."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from parsers.mail_body.delimited import aligned

MOST_SIGNS: Final = 1_000_000
_MOST_ROWS: Final = 6_000
_MOST_WORDS: Final = 30_000
"""A body beyond these is cut, with a finding that holds."""

WIDEST: Final = 400
"""Longer lines of running text are wrapped, as every mail program does."""

_TAB: Final = 8
_WORD = re.compile(r"\S+")
_BREAKS = re.compile(r"\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
# Control characters, marks of reading direction, and signs without width: nobody sees them.
_UNSEEN = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]")
_QUOTED = re.compile(r"^ ?(?:>[ ]?)+")


@dataclass(frozen=True, slots=True)
class BodyWord:
    """A word of a row; `column` counts characters from 0."""

    column: int
    text: str
    bold: bool = False
    struck: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One line as shown. `quoted` says that the mail marks it as taken from an earlier mail.

    The words are what is to be read: the signs of quotation are in the text alone.
    """

    text: str
    words: tuple[BodyWord, ...]
    quoted: bool = False

    @property
    def plain(self) -> str:
        """The words with single blanks."""
        return " ".join(word.text for word in self.words)


@dataclass(frozen=True, slots=True)
class CellEdge:
    """An edge of a cell: from one character of the grid to another, in characters and rows."""

    left: int
    top: int
    right: int
    bottom: int


@dataclass(frozen=True, slots=True)
class BodyText:
    """All that a reader of the mail sees. `cut` says that it was longer than is read."""

    rows: tuple[Row, ...]
    edges: tuple[CellEdge, ...] = ()
    cut: bool = False

    @property
    def text(self) -> str:
        return "\n".join(row.text for row in self.rows)


def seen(text: str) -> str:
    """The text with plain line ends, without what nobody sees. Lone surrogates become the replacement character."""
    whole = _UNSEEN.sub("", _BREAKS.sub("\n", text))
    return whole.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def plain_rows(text: str) -> BodyText:
    """Plain text, line by line."""
    shown = seen(text)
    lines = aligned(shown[:MOST_SIGNS].split("\n"))
    rows = (_row(part) for line in lines for part in _wrapped(line.expandtabs(_TAB).rstrip()))
    return limited(rows, cut=len(shown) > MOST_SIGNS)


def limited(rows: Iterable[Row], edges: Sequence[CellEdge] = (), *, cut: bool) -> BodyText:
    """As many of these rows as are read; `cut` says that some are missing already."""
    kept: list[Row] = []
    count = 0
    for row in rows:
        count += len(row.words)
        if len(kept) == _MOST_ROWS or count > _MOST_WORDS:
            cut = True
            break
        kept.append(row)
    return BodyText(_trimmed(kept), tuple(edges), cut)


def composed(words: Iterable[BodyWord], *, quoted: bool) -> Row:
    """A row of the words, each in its column."""
    ordered = tuple(sorted(words, key=lambda word: word.column))
    text = ""
    for word in ordered:
        text = text.ljust(word.column) + word.text
    return Row(text, ordered, quoted)


def words_in(text: str, start: int = 0) -> Iterator[BodyWord]:
    """The words of a text from `start` on."""
    for found in _WORD.finditer(text, start):
        yield BodyWord(found.start(), found[0])


def _wrapped(line: str) -> Iterator[str]:
    """The line in parts of at most the widest, divided at blanks where it has any."""
    while len(line) > WIDEST:
        end = line.rfind(" ", 1, WIDEST + 1)
        end = end if end > 0 else WIDEST
        yield line[:end]
        line = line[end:].lstrip(" ")
    yield line


def _row(text: str) -> Row:
    mark = _QUOTED.match(text)
    return Row(text, tuple(words_in(text, mark.end() if mark else 0)), quoted=mark is not None)


def _trimmed(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Without empty rows at the end."""
    last = max((place for place, row in enumerate(rows) if row.words), default=-1)
    return tuple(rows[: last + 1])
