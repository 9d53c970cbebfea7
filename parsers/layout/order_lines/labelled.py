"""Values that name themselves among the texts of a record: `Vendor P/N: 0127 12`, `Vs. codice LB-0100 - EAN 952...`."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from orders import units
from parsers.language.amounts import amount
from parsers.language.headings import heading
from parsers.language.letters import has_digit
from parsers.language.meanings import Column
from parsers.language.numerals import looks_like_date
from parsers.language.vocabulary import folded
from parsers.layout.text.words import joined
from parsers.pages.page import Word

_LONGEST: Final = 5
_LONGEST_CODE: Final = 3
# In heights of a word: more than one blank.
_OFF: Final = 0.7
_SEPARATORS: Final = frozenset({"-", "–", "—", "|", "/", ";", ",", "·", "•"})
_WHOSE: Final = frozenset({Column.SUPPLIER_ITEM, Column.BUYER_ITEM, Column.GTIN})
_READ: Final = _WHOSE | {Column.ITEM, Column.REQUESTED_DATE, Column.DISCOUNT_PERCENT, Column.HARMLESS}


@dataclass(frozen=True, slots=True)
class Labelled:
    """A value with its label. `open_end` says that its line ends with it, so that it may go on with the next."""

    role: Column
    label: tuple[Word, ...]
    value: tuple[Word, ...]
    open_end: bool = False


def labelled(words: Sequence[Word], *, first: bool) -> tuple[tuple[Labelled, ...], tuple[Word, ...]]:
    """The labelled values in a line of a cell, and the words that are left.

    `first` says that the line is the first of its cell, where a text may begin with a word that is a label elsewhere.
    """
    found = [one for one in (_bracketed(words),) if one is not None]
    rest: list[Word] = []
    place = sum(len(one.value) for one in found)
    while place < len(words):
        label = _label(words, place, first=first)
        if label is None:
            rest.append(words[place])
            place += 1
            continue
        end, role = label
        until = _value_end(words, end, role)
        value = tuple(words[end:until])
        found.append(Labelled(role, tuple(words[place:end]), _stripped(value), until == len(words)))
        place = until + (until < len(words) and words[until].text in _SEPARATORS)
    return tuple(found), tuple(_without_ends(rest))


def _bracketed(words: Sequence[Word]) -> Labelled | None:
    """The code in square brackets before a description: `[FX933-06016] Hex head bolt`."""
    end = next((place for place, word in enumerate(words[:_LONGEST_CODE], start=1) if word.text.endswith("]")), 0)
    text = "".join(word.text for word in words[:end])
    if not text.startswith("[") or not has_digit(text) or end == len(words):
        return None
    value = tuple(replace(word, text=word.text.strip("[]")) for word in words[:end])
    return Labelled(Column.ITEM, (), value)


def _label(words: Sequence[Word], place: int, *, first: bool) -> tuple[int, Column] | None:
    """Where the longest label that begins here ends, and what it announces."""
    before = words[place - 1] if place else None
    parted = before is None or before.text in _SEPARATORS or before.text[-1:] in {",", ";", "("}
    if before is not None and not parted and not _stands_off(before, words[place]):
        return None
    for count in range(min(_LONGEST, len(words) - place), 0, -1):
        end = place + count
        text = joined(words[place:end]).lstrip("(")
        role = _announced(text)
        if role is not None and _is_certain(text, role, words[end:], first=first):
            return end, role
    return None


def _stands_off(before: Word, word: Word) -> bool:
    return word.left - before.right > _OFF * (before.bottom - before.top)


def _announced(text: str) -> Column | None:
    known = heading(text.rstrip(":")).columns & _READ
    for role in (Column.GTIN, Column.SUPPLIER_ITEM, Column.BUYER_ITEM, Column.ITEM):
        if role in known:
            return role
    return next(iter(known)) if len(known) == 1 else None


def _is_certain(text: str, role: Column, rest: Sequence[Word], *, first: bool) -> bool:
    """Whether the words are a label and not the beginning of a description."""
    colon = text.endswith(":") or (bool(rest) and rest[0].text == ":")
    value = next((word.text for word in rest if word.text != ":"), "")
    if role is Column.REQUESTED_DATE:
        return colon or _begins_date(rest)
    if role is Column.DISCOUNT_PERCENT:
        return any("%" in word.text for word in rest[:3]) and has_digit(value)
    if role is Column.HARMLESS:
        return colon
    if role is Column.GTIN:
        return _digits(value) or (colon and not value)
    if colon:
        return not first or role in _WHOSE
    whose = role in _WHOSE and len(folded(text).split()) > 1
    return whose and _is_code(value) and not _is_measure(rest)


def _is_code(text: str) -> bool:
    return has_digit(text) or (text.isupper() and len(text) >= 3)


def _begins_date(rest: Sequence[Word]) -> bool:
    return any(looks_like_date(joined(rest[:count])) for count in (1, 2, 3))


def _is_measure(rest: Sequence[Word]) -> bool:
    """`500 ml` is no code."""
    return len(rest) > 1 and amount(rest[0].text) is not None and bool(units.meanings(rest[1].text))


def _digits(text: str) -> bool:
    plain = text.strip(":.,;()").replace("-", "")
    return plain.isascii() and plain.isdigit() and 8 <= len(plain) <= 14


def _value_end(words: Sequence[Word], begin: int, role: Column) -> int:
    """The value goes on to a separator, to the next label, or to the end of the line; a number of a barcode is one."""
    place = begin + (begin < len(words) and words[begin].text == ":")
    if role is Column.GTIN:
        return min(place + 1, len(words))
    while place < len(words):
        word = words[place]
        if place > begin and (word.text in _SEPARATORS or _label(words, place, first=False) is not None):
            break
        place += 1
        if word.text[-1:] in {",", ";"} and place < len(words):
            break
    return place


def _stripped(words: tuple[Word, ...]) -> tuple[Word, ...]:
    return words[1:] if words and words[0].text == ":" else words


def _without_ends(words: Sequence[Word]) -> Iterator[Word]:
    """The rest without a separator that parts it from what was taken away."""
    last = len(words) - 1
    for number, word in enumerate(words):
        if word.text in _SEPARATORS and number in (0, last):
            continue
        yield word
