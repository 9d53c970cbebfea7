"""Terms of payment as a sequence of what their words and numbers mean. The words are data."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from validation.words.word_lists import words_in

NUMBER = "number"
WORD = "word"
"""One that is not known."""

_TOKEN = re.compile(r"\d+(?:[.,]\d+)?|%|[^\W\d_]+")
# "2/10 n/30", as Americans write it: two per cent within ten days. No discount for early payment is above 15 %.
_NET = re.compile(r"\bn\s?/\s?(?=\d)|\bn(?=\d)")
_SLASHED = re.compile(r"\b(1[0-5]|\d)(?:[.,](\d))?\s?/\s?(\d{1,2})(?=\W*\bnet\b)")


@dataclass(frozen=True, slots=True)
class Meant:
    """One number, or what a phrase means: `kind` is a key of `payment_words.toml`, and `method` how is paid."""

    kind: str
    number: Decimal = Decimal(0)
    method: str = ""


def meanings(text: str) -> tuple[Meant, ...]:
    """Numbers, known phrases, and words that are not known, as they follow each other."""
    tokens = _TOKEN.findall(_SLASHED.sub(_as_percent, _NET.sub("net ", _folded(text))))
    return tuple(_meanings(tokens))


def _meanings(tokens: Sequence[str]) -> Iterator[Meant]:
    at, phrases = 0, _phrases()
    longest = max(map(len, phrases))
    while at < len(tokens):
        if tokens[at][0].isdigit():
            yield Meant(NUMBER, number=Decimal(tokens[at].replace(",", ".")))
            at += 1
            continue
        lengths = (length for length in range(longest, 0, -1) if tuple(tokens[at : at + length]) in phrases)
        length = next(lengths, 0)
        yield phrases[tuple(tokens[at : at + length])] if length else Meant(WORD)
        at += length or 1


def _folded(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in folded if not unicodedata.combining(letter))


def _as_percent(found: re.Match[str]) -> str:
    return f"{found[1]}.{found[2] or 0} % {found[3]} "


@cache
def _phrases() -> Mapping[tuple[str, ...], Meant]:
    table = words_in("payment_words.toml")
    known = {
        tuple(phrase.split()): Meant(kind)
        for section in ("timing", "due")
        for kind, phrases in table[section].items()
        for phrase in phrases
    }
    paid = {
        tuple(phrase.split()): Meant("method", method=method)
        for method, phrases in table["method"].items()
        for phrase in phrases
    }
    return known | paid
