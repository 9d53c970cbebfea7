"""Runs to pieces: labels with what follows them on the line, amounts, and plain text.

One run of words can hold several labels: `Datum: 02.02.26 Liefertermin: 04.03.26`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from parsers.language.label_shapes import labels_in
from parsers.language.meanings import Label
from parsers.layout.labels.label_starts import label_starts
from parsers.layout.text.lines import TextLine
from parsers.layout.text.words import WordGroup, joined
from parsers.pages.page import Word

_GLUED: Final = re.compile(r"^([^\W\d][^:/]{1,30}:)(?!//)(\S+)$")


@dataclass(frozen=True, slots=True)
class Piece(WordGroup):
    """Words of a line that belong together. Plain text has no `name`; a name without `labels` is one nobody knows.

    `labels` are several where one name announces several values: `Bestellnummer/Datum`.
    """

    page: int
    name: tuple[Word, ...]
    value: tuple[Word, ...]
    labels: tuple[Label, ...] = ()

    @property
    def words(self) -> tuple[Word, ...]:
        return (*self.name, *self.value)

    @property
    def text(self) -> str:
        return joined(self.value)

    @property
    def title(self) -> str:
        """The name as printed."""
        return joined(self.name)

    @property
    def right(self) -> int:
        return max(word.right for word in self.words)

    @property
    def height(self) -> int:
        return max(self.bottom - self.top, 1)


def pieces(lines: Sequence[TextLine]) -> tuple[Piece, ...]:
    """All pieces of these lines, from top to bottom and left to right."""
    return tuple(piece for line in lines for run in _runs(line) for piece in _of_run(line.page, run))


def _runs(line: TextLine) -> Iterator[Sequence[Word]]:
    """The runs of words of a line. A colon that begins one, as printers align them, belongs to the label before it."""
    runs = [list(run.words) for run in line.runs]
    for before, after in pairwise(runs):
        if after[0].text == ":":
            before.append(after.pop(0))
    return (run for run in runs if run)


def _of_run(page: int, words: Sequence[Word]) -> Iterator[Piece]:
    whole = list(_unglued(words))
    starts = list(label_starts(whole))
    if not starts or starts[0].start > 0:
        until = starts[0].start if starts else len(whole)
        yield Piece(page, (), tuple(whole[:until]))
    for place, begin in enumerate(starts):
        until = starts[place + 1].start if place + 1 < len(starts) else len(whole)
        yield Piece(page, tuple(whole[begin.start : begin.end]), tuple(whole[begin.end : until]), begin.labels)


def _unglued(words: Sequence[Word]) -> Iterator[Word]:
    """`Date:26/05/2026` is two words; both keep the box of the one."""
    for word in words:
        found = _GLUED.match(word.text)
        if found and labels_in(found[1]):
            yield replace(word, text=found[1])
            yield replace(word, text=found[2])
        else:
            yield word
