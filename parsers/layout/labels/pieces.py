"""Runs to pieces: labels with what follows them on the line, amounts, and plain text.

One run of words can hold several labels: `Datum: 02.02.26 Liefertermin: 04.03.26`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from parsers.language.addresses import looks_like_street
from parsers.language.label_shapes import fits_label, labels_in
from parsers.language.meanings import Label
from parsers.language.vocabulary import folded, has_word, is_address_form, is_addressee, total
from parsers.layout.text.lines import TextLine
from parsers.pages.page import Word

_LONGEST: Final = 6
_LONGEST_ADJECTIVE: Final = 2
_SENTENCE: Final = 8
# Words that a word before them makes another label of.
_GENERAL: Final = frozenset({Label.ORDER_DATE, Label.PO_NUMBER, Label.BUYER, Label.SUPPLIER})
_GLUED: Final = re.compile(r"^([^\W\d][^:/]{1,30}:)(?!//)(\S+)$")


@dataclass(frozen=True, slots=True)
class Piece:
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
        return " ".join(word.text for word in self.value)

    @property
    def title(self) -> str:
        """The name as printed."""
        return " ".join(word.text for word in self.name)

    @property
    def left(self) -> int:
        return self.words[0].left

    @property
    def right(self) -> int:
        return max(word.right for word in self.words)

    @property
    def top(self) -> int:
        return min(word.top for word in self.words)

    @property
    def bottom(self) -> int:
        return max(word.bottom for word in self.words)

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
    starts = list(_starts(whole))
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


@dataclass(frozen=True, slots=True)
class _Start:
    start: int
    end: int
    labels: tuple[Label, ...]


def _starts(words: Sequence[Word]) -> Iterator[_Start]:
    place = 0
    while place < len(words):
        found = _label_at(words, place)
        if found is None:
            place += 1
            continue
        yield found
        place = max(found.end, place + 1)


def _label_at(words: Sequence[Word], place: int) -> _Start | None:
    """The longest label that begins here. Without a colon it must be the whole run, or what follows must fit it."""
    for count in range(min(_LONGEST, len(words) - place), 0, -1):
        end = place + count
        text = " ".join(word.text for word in words[place:end])
        colon = text.endswith(":")
        if ":" in text[:-1]:
            continue
        if not colon and place == 0 and is_addressee(text) and (end == len(words) or is_address_form(text)):
            return _Start(place, end, (Label.SUPPLIER,))
        labels = labels_in(text)
        if labels and (
            _stands_alone(words, place, end, labels) if not colon else not _is_compound(words, place, labels)
        ):
            return _Start(place, end, labels)
        if colon and _may_be_name(words, place, end):
            return _Start(place, end, ())
    return None


def _stands_alone(words: Sequence[Word], place: int, end: int, labels: tuple[Label, ...]) -> bool:
    if not labels:
        return False
    if end == len(words):
        return place == 0
    if place and (not _may_begin(words, place, labels) or _is_prose(words)):
        return False
    # `Gate 3, Harbour Way 12` is a street, and part of the address that it stands in.
    if labels[0] is Label.HARMLESS and looks_like_street(" ".join(word.text for word in words)):
        return False
    rest = " ".join(word.text for word in words[end:])
    lettered = words[end - 1].bold and not words[end].bold
    return fits_label(labels[0], rest, first=place == 0, lettered=lettered)


def _is_prose(words: Sequence[Word]) -> bool:
    """Whether a run is a sentence: long, and most of its words small."""
    small = sum(word.text[:1].islower() for word in words)
    return len(words) >= _SENTENCE and 2 * small > len(words)


def _may_begin(words: Sequence[Word], place: int, labels: tuple[Label, ...]) -> bool:
    """Inside of a run a label without a colon begins behind a number or a sign, or is the noun of a title."""
    before = words[place - 1].text
    if words[place].text[:1].islower():
        return False
    if any(sign.isdigit() for sign in before) or not before[-1].isalpha():
        return True
    run = [word.text for word in words[:place]]
    plain = frozenset(folded(text) for text in run)
    return labels[0] is Label.PO_NUMBER and place <= _LONGEST_ADJECTIVE and not has_word("other_order", plain)


def _is_compound(words: Sequence[Word], place: int, labels: tuple[Label, ...]) -> bool:
    """Whether the word before makes another label of it: the `date:` of a `Ship date:`."""
    if not labels or labels[0] not in _GENERAL:
        return False
    before = place - 1
    while before >= 0 and words[before].text.isalpha():
        before -= 1
    between = place - 1 - before
    begins_run = before < 0
    return between > 0 and (begins_run or (between == 1 and any(map(str.isdigit, words[before].text))))


def _may_be_name(words: Sequence[Word], place: int, end: int) -> bool:
    """An unknown word with a colon announces something, unless it ends a sentence, is a sum, or ends with a label."""
    text = " ".join(word.text for word in words[place:end])
    later = [(at, labels_in(" ".join(word.text for word in words[at:end]))) for at in range(place + 1, end)]
    if any(labels and not _is_compound(words[place:], at - place, labels) for at, labels in later):
        return False
    before = words[place - 1].text if place else ""
    counted = any(map(str.isdigit, before)) and not any(map(str.isdigit, text))
    begins = before[-1:] not in {",", "-"} and (place == 0 or " " not in text or counted)
    return begins and text[:1].isupper() and total(text) is None
