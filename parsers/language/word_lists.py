"""Single words and short phrases that say something wherever they stand: lists of `[words]` in `labels.toml`."""

from collections.abc import Set
from functools import cache

from parsers.language.letters import has_digit
from parsers.language.vocabulary import folded, listed


def instructs(text: str) -> bool:
    """Whether a free text has a word by which it may change the order."""
    return not _words("instructing").isdisjoint(folded(text).split())


def urges(text: str) -> bool:
    """Whether a free text asks for haste."""
    return not _words("urgent").isdisjoint(folded(text).split())


def continues(text: str) -> bool:
    """Whether a line only says that the table goes on with the next page, or carries a sum over to it."""
    plain = " ".join(word for word in folded(text).split() if not has_digit(word))
    return plain in _words("continued")


def has_word(kind: str, words: Set[str]) -> bool:
    """Whether one of these folded words is in the list of `[words]` with this name."""
    return not _words(kind).isdisjoint(words)


def names_conditions(text: str) -> bool:
    """Whether a heading names conditions of purchase."""
    plain = f" {folded(text)} "
    return any(f" {phrase} " in plain for phrase in _words("conditions"))


def is_same_address(text: str) -> bool:
    """Whether a delivery address says no more than that it is printed elsewhere."""
    return folded(text) in _words("same_address")


def points_to_address(text: str) -> bool:
    """Whether a sentence names an address that is printed elsewhere."""
    plain = f" {folded(text)} "
    return any(" " in phrase and f" {phrase} " in plain for phrase in _words("same_address"))


def is_addressee(text: str) -> bool:
    """Whether a word alone announces to whom a letter goes."""
    return folded(text) in _words("addressee")


def is_marked(text: str) -> bool:
    """Whether a text says that the paper is no new order as it stands: a copy, a draft, ordered before."""
    plain = folded(text)
    marks = _words("marked")
    return plain in marks or any(" " in mark and f" {mark} " in f" {plain} " for mark in marks)


def is_address_form(text: str) -> bool:
    """Whether a word before a name says that a letter goes there: `Messrs`, `Spett.le`."""
    return folded(text) in _words("address_form")


def asks_for(text: str) -> str:
    """Of a line of a change: `add`, `change`, `cancel` or `none`; empty where no word or several say so."""
    plain = folded(text)
    found = {kind for kind in ("add", "change", "cancel", "none") if plain in _words(kind)}
    return found.pop() if len(found) == 1 else ""


def country(text: str) -> str:
    """The ISO 3166 code of a country's name, empty where it is none."""
    return _countries().get(folded(text), "")


@cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(folded(word) for word in listed()["words"][kind])


@cache
def _countries() -> dict[str, str]:
    return {folded(word): code for code, words in listed()["countries"].items() for word in words}
