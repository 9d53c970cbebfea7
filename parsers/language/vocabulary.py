"""What headings, labels and titles mean. The words are data (`labels.toml`); here is how they are compared."""

import re
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence, Set
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final

from orders.currencies import currency, currency_written, shared_sign, unexplained
from parsers.language.concepts import composed, is_of_caption
from parsers.language.letters import has_digit
from parsers.language.meanings import MONEY, Column, Label, Title, Total

_NOT_A_WORD: Final = re.compile(r"[^\w%]+|_+")
BRACKETS: Final = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_LETTERS: Final = str.maketrans({"ß": "ss", "ø": "o", "æ": "ae", "ł": "l", "đ": "d", "œ": "oe"})
# Words repeat from row to row; a text longer than any word of the vocabulary means none of them.
_REMEMBERED: Final = 8192
_LONGEST: Final = 80
_SPACED: Final = 5
SIGNS: Final = frozenset({"#", "+", "-", "="})
"""Alone, these are words."""
_MEASURED: Final = MONEY | {Column.QUANTITY, Column.UNIT}


@lru_cache(maxsize=_REMEMBERED)
def folded(text: str) -> str:
    """Without case, accents and punctuation, one blank between words; a lone sign stays."""
    stripped = text.strip()
    if stripped in SIGNS:
        return stripped
    plain = unicodedata.normalize("NFKD", stripped.casefold().translate(_LETTERS))
    letters = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return " ".join(_NOT_A_WORD.sub(" ", letters).replace("%", " % ").split())


def columns_named(text: str) -> frozenset[Column]:
    """What a heading means, by the lists of headings, else by its words; empty where nobody knows it."""
    plain = folded(text)
    made = "" if plain in _columns() or _are_two(plain.split()) else composed("columns", plain)
    return frozenset({Column(made)}) if made else _columns().get(plain, frozenset())


def _are_two(words: Sequence[str]) -> bool:
    """Whether words are the headings of two columns beside each other: `Precio Importe`."""
    halves = ((" ".join(words[:place]), " ".join(words[place:])) for place in range(1, len(words)))
    known = ((_columns().get(left, frozenset()), _columns().get(right, frozenset())) for left, right in halves)
    return any(left & _MEASURED and right & _MEASURED and left != right for left, right in known)


def _written(word: str) -> str:
    """The currency of a code in capitals or a sign; words such as `all` and `try` are codes too, and none here.

    The sign itself where several currencies share it.
    """
    found = currency(word) if word.isupper() and len(word) == 3 else None
    found = found or (currency_written(word) if len(word) == 1 and not word.isalnum() else None)
    return found.code if found else shared_sign(word)


def currency_in(text: str) -> str:
    """The one currency, or shared sign, that a text names; empty for none or several."""
    found = unexplained(code for word in re.split(r"[\s/,;:()\[\]]+", text) if (code := _written(word)))
    return found[0] if len(found) == 1 else ""


@cache
def heading_words() -> frozenset[str]:
    """All single words of the lists of headings."""
    return frozenset(word for key in _columns() for word in key.split())


def may_be_heading(word: str) -> bool:
    """Whether a printed word can be part of a heading."""
    plain = folded(word).split()
    return not heading_words().isdisjoint(plain) or (bool(plain) and all(map(is_of_caption, plain)))


def label(text: str) -> Label | None:
    """What a label announces, with or without its colon."""
    plain = folded(text)
    made = "" if plain in _labels() else composed("header", plain)
    return Label(made) if made else _labels().get(plain)


@lru_cache(maxsize=_REMEMBERED)
def total(text: str) -> Total | None:
    """What a sum is: `VAT 20 %`, `Net total (GBP)`."""
    if len(text) > _LONGEST:
        return None
    plain = BRACKETS.sub(" ", text)
    words = [word for word in plain.split() if not _written(word.strip(":")) and not re.search(r"\d", word)]
    core = folded(" ".join(words)).replace("%", "").strip()
    return _totals().get(core)


def title(text: str) -> Title | None:
    """The kind of paper, where the whole text names one, in letters set apart too: `O R D I N E`."""
    plain = folded(text)
    found = _titles().get(plain)
    if found is None and len(plain) >= _SPACED and all(len(part) == 1 for part in plain.split()):
        return _spaced_titles().get(plain.replace(" ", ""))
    made = composed("titles", plain) if found is None else ""
    return Title(made) if made else found


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
def _data() -> Mapping[str, Mapping[str, list[str]]]:
    text = files("parsers.language").joinpath("labels.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def _columns() -> dict[str, frozenset[Column]]:
    found: dict[str, frozenset[Column]] = {}
    for role, words in _data()["columns"].items():
        for word in words:
            key = folded(word)
            found[key] = found.get(key, frozenset()) | {Column(role)}
    return found


@cache
def _labels() -> dict[str, Label]:
    return {folded(word): Label(role) for role, words in _data()["header"].items() for word in words}


@cache
def _totals() -> dict[str, Total]:
    return {folded(word): Total(role) for role, words in _data()["totals"].items() for word in words}


@cache
def _titles() -> dict[str, Title]:
    return {folded(word): Title(role) for role, words in _data()["titles"].items() for word in words}


@cache
def _spaced_titles() -> dict[str, Title]:
    return {name.replace(" ", ""): kind for name, kind in _titles().items()}


@cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(folded(word) for word in _data()["words"][kind])


@cache
def _countries() -> dict[str, str]:
    return {folded(word): code for code, words in _data()["countries"].items() for word in words}
