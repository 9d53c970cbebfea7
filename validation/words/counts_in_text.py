"""Counts that a text states: `2 x 50`, `10 Stück`, `box of 20`, `only 3`. Sizes (`M8 x 40`, `20 ml`) are none."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache
from typing import Final

from orders import units
from validation.words.word_lists import one_of


class Means(Enum):
    """What the number of a count stands for."""

    TIMES = auto()
    """So many times so many: `2 x 50`, `5 + 1`."""
    PIECES = auto()
    """So many of a unit: `10 Stück`, `12/box`."""
    CONTENT = auto()
    """What a pack holds: `box of 20`."""
    LIMIT = auto()
    """`only 3`, `approx. 20`."""
    WORD = auto()
    """Words that are numbers: `a dozen`."""


@dataclass(frozen=True, slots=True)
class Count:
    """What a text counts, as printed."""

    text: str
    means: Means
    numbers: tuple[int, ...]


_PACKS: Final = frozenset({"PK", "BX", "CT", "CS", "PU", "DS", "XOU", "BG", "SA", "BE", "CR", "PF", "LO", "SET"})
_OTHER_SENSES: Final = frozenset({"NO", "PA", "BAR"})
"""Spellings of units that say something else beside a number: a contact normally open, polyamide, a pressure."""
_MEASURES: Final = frozenset(
    {"V", "VAC", "VDC", "A", "W", "KW", "HZ", "OHM", "BAR", "MBAR", "PSI", "NM", "N", "K", "DB"}
)
_SIGNS_OF_MEASURE: Final = "°%\"”″'"

_NUMBER: Final = r"(?<![\w.,/+-])(\d{1,6})"
_END: Final = r"(?![\w.,]*\d|[^\W\d_])"
_WORD: Final = r"([^\W\d_]{2,})"
_TIMES: Final = re.compile(rf"(?<![Øø⌀×x*]\s)(?<![Øø⌀#×x*]){_NUMBER}\s?[x×*+]\s?(\d{{1,6}}){_END}(?!\s?[x×*])")
_NEXT: Final = re.compile(rf"\s?([^\W\d_]+|[{_SIGNS_OF_MEASURE}])")


@dataclass(frozen=True, slots=True)
class _Patterns:
    """Of the words, which are data."""

    pieces: re.Pattern[str]
    content: re.Pattern[str]
    limit_first: re.Pattern[str]
    limit_last: re.Pattern[str]
    in_words: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    holding, per, about, only, named = (
        one_of("counts_in_text.toml", kind) for kind in ("holding", "per", "about", "only", "words")
    )
    return _Patterns(
        pieces=re.compile(rf"{_NUMBER}(?:\s{per}\s|er[\s-]|\s?[/-]\s?|\s?){_WORD}"),
        content=re.compile(
            rf"(?<![^\W_]){_WORD}\.?(?:\s{holding}\s|\s?[:=/x×-]\s?|\s)(\d{{1,6}}){_END}(?!\s?[x×*/]\s?\d)"
        ),
        limit_first=re.compile(rf"\b{about}\b\.?\s?(\d{{1,6}}){_END}", re.IGNORECASE),
        limit_last=re.compile(rf"{_NUMBER}\s{only}\b", re.IGNORECASE),
        in_words=re.compile(rf"\b{named}\b", re.IGNORECASE),
    )


def counts(text: str) -> tuple[Count, ...]:
    """Every count in the text. Two may tell of one place."""
    return (*_numbers(text), *(Count(found.group(), Means.WORD, ()) for found in _patterns().in_words.finditer(text)))


def _numbers(text: str) -> Iterator[Count]:
    for pattern, means in (
        (_TIMES, Means.TIMES),
        (_patterns().limit_first, Means.LIMIT),
        (_patterns().limit_last, Means.LIMIT),
    ):
        for found in pattern.finditer(text):
            if not _is_measured(text, found.end()):
                yield Count(found.group(), means, tuple(map(int, found.groups())))
    for found in _patterns().pieces.finditer(text):
        if _is_unit(found.group(2)):
            yield Count(found.group(), Means.PIECES, (int(found.group(1)),))
    for found in _patterns().content.finditer(text):
        if _is_unit(found.group(1)) and units.meanings(found.group(1)) & _PACKS and not _is_measured(text, found.end()):
            yield Count(found.group(), Means.CONTENT, (int(found.group(2)),))


def _is_unit(word: str) -> bool:
    return bool(units.meanings(word)) and not units.is_divisible(word) and word.upper() not in _OTHER_SENSES


def _is_measured(text: str, end: int) -> bool:
    """Whether a measure follows: 20 ml is a size, whatever stands before it."""
    following = _NEXT.match(text, end)
    if following is None:
        return False
    word = following.group(1)
    return word in _SIGNS_OF_MEASURE or word.upper() in _MEASURES or units.is_divisible(word)
