"""Whether two spellings of a street with its house number mean the same. The words of six languages are data."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache

from orders.matching import words
from validation.words.word_lists import words_in

ALIKE = 0.8
"""From this likeness on, of the letters in sequence, two names may be one that is misspelt."""


@dataclass(frozen=True, slots=True)
class _Street:
    name: str
    numbers: tuple[str, ...]


def same_street(one: str, other: str) -> bool:
    """The same name and numbers, in whatever sequence and abbreviation they are written."""
    return _street(one) == _street(other)


def alike_street(one: str, other: str) -> bool:
    """Nearly the same name, whatever the numbers; for a question to a person, never for an assumption."""
    left, right = _street(one), _street(other)
    if not left.name or not right.name:
        return left == right
    return SequenceMatcher(None, left.name, right.name, autojunk=False).ratio() >= ALIKE


def _street(text: str) -> _Street:
    told = _words()
    numbered = _joined(words(text), _adds_to_number)
    parts = [_shortened(told.same.get(part, part)) for part in numbered if part not in told.filling]
    named = list(_joined(parts, lambda before, word: not before[0].isdigit() and word in told.endings))
    numbers = (part for part in named if part[0].isdigit())
    return _Street("".join(part for part in sorted(named) if not part[0].isdigit()), tuple(sorted(numbers)))


def _joined(parts: Iterable[str], belongs: Callable[[str, str], bool]) -> Iterator[str]:
    """The parts, each with those behind it that belong to it: `12 a` as `12a`, `Haupt Str` as `hauptstr`."""
    before = ""
    for part in parts:
        if before and belongs(before, part):
            before += part
            continue
        if before:
            yield before
        before = part
    if before:
        yield before


def _adds_to_number(before: str, word: str) -> bool:
    return before.isdigit() and (word in _words().additions or (len(word) == 1 and word.isalpha()))


def _shortened(word: str) -> str:
    """A name that ends in a kind of street, with that in its one spelling."""
    for long, short in _words().same.items():
        if short in _words().endings and len(word) > len(long) + 2 and word.endswith(long):
            return word.removesuffix(long) + short
    return word


@dataclass(frozen=True, slots=True)
class _Words:
    same: Mapping[str, str]
    filling: frozenset[str]
    endings: frozenset[str]
    additions: frozenset[str]


@cache
def _words() -> _Words:
    table = words_in("streets.toml")
    same = {word: row[0] for row in table["same"] for word in row}
    return _Words(same, frozenset(table["filling"]), frozenset(table["endings"]), frozenset(table["additions"]))
