"""Whether a text is written in a language at all, by its pairs of letters.

A PDF whose font names its signs wrongly shows "Order" and says "Rughu"; nothing but the letters themselves tells. The
pairs are those of our own vocabulary. Measured per page, print of six languages stays above -2.9 and the same print
with its letters exchanged below -3.8.
"""

import math
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import Final

_WORD = re.compile(r"[^\W\d_]{3,}")
_LEAST: Final = -3.3
_ENOUGH: Final = 80
_LETTERS: Final = 40
_UNSEEN: Final = 0.1


def is_gibberish(text: str) -> bool:
    """Whether there is enough text to tell, and its letters follow each other as in no language that is known."""
    pairs = list(_pairs(text))
    if len(pairs) < _ENOUGH:
        return False
    known, firsts = _known()
    total = sum(math.log((known[pair] + _UNSEEN) / (firsts[pair[0]] + _UNSEEN * _LETTERS)) for pair in pairs)
    return total / len(pairs) < _LEAST


def _pairs(text: str) -> Iterator[str]:
    for word in _WORD.findall(text.lower()):
        yield from (one + other for one, other in pairwise(f"^{word}$"))


@lru_cache(maxsize=1)
def _known() -> tuple[Counter[str], Counter[str]]:
    pairs = Counter(pair for word in _vocabulary() for pair in _pairs(word))
    firsts: Counter[str] = Counter()
    for pair, times in pairs.items():
        firsts[pair[0]] += times
    return pairs, firsts


def _vocabulary() -> frozenset[str]:
    written = tomllib.loads(files("parsers.language").joinpath("labels.toml").read_text(encoding="utf-8"))
    return frozenset(word for phrase in _phrases(written) for word in _WORD.findall(phrase.lower()))


def _phrases(written: object) -> Iterator[str]:
    if isinstance(written, str):
        yield written
    elif isinstance(written, dict):
        for part in written.values():
            yield from _phrases(part)
    elif isinstance(written, list):
        for part in written:
            yield from _phrases(part)
