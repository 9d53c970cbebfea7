"""What headings, labels and titles mean. The words are data (`labels.toml`); here is how they are compared."""

import re
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final

from orders.currencies import currency, currency_written, shared_sign, unexplained
from parsers.language.concepts import composed, is_of_caption
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


@cache
def listed() -> Mapping[str, Mapping[str, list[str]]]:
    """All lists of words by section and kind, as they are written."""
    text = files("parsers.language").joinpath("labels.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def _columns() -> dict[str, frozenset[Column]]:
    found: dict[str, frozenset[Column]] = {}
    for role, words in listed()["columns"].items():
        for word in words:
            key = folded(word)
            found[key] = found.get(key, frozenset()) | {Column(role)}
    return found


@cache
def _labels() -> dict[str, Label]:
    return {folded(word): Label(role) for role, words in listed()["header"].items() for word in words}


@cache
def _totals() -> dict[str, Total]:
    return {folded(word): Total(role) for role, words in listed()["totals"].items() for word in words}


@cache
def _titles() -> dict[str, Title]:
    return {folded(word): Title(role) for role, words in listed()["titles"].items() for word in words}


@cache
def _spaced_titles() -> dict[str, Title]:
    return {name.replace(" ", ""): kind for name, kind in _titles().items()}
