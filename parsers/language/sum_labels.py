"""What the label of a sum means, also where no list has it: `Total call-off value excluding VAT`."""

import re
from functools import lru_cache
from typing import Final

from parsers.language.meanings import Total
from parsers.language.vocabulary import folded, total
from parsers.language.word_lists import has_word

_LONGEST: Final = 9
_LONGEST_CHARGE: Final = 4
_BRACKETS: Final = re.compile(r"[()\[\]]")
_RATE: Final = re.compile(r"\d+(?:[.,]\d+)?\s*%")
_PRICE: Final = re.compile(r"(?<![\d.,])\d+[.,]\d{2}(?![\d.,])")


@lru_cache(maxsize=8192)
def sum_label(text: str) -> Total | None:
    """The meaning of a label of a sum; what its brackets say counts too: `Total (ex VAT)`."""
    plain = _RATE.sub(" ", _BRACKETS.sub(" ", text))
    return total(plain) or total(text) or _by_words(plain)


def discounts(text: str) -> bool:
    """Whether a text speaks of so much per cent off: `less 5 % contract discount`; not of one for paying early."""
    words = frozenset(folded(text).split())
    return _RATE.search(text) is not None and has_word("discounting", words) and not has_word("paying", words)


def charges(text: str) -> bool:
    """Whether a short text names a charge or allowance with its rate or amount: `Small order surcharge 25.00`."""
    words = folded(text).split()
    if len(words) > _LONGEST or has_word("paying", frozenset(words)) or not has_word("sum_allowance", frozenset(words)):
        return False
    return _RATE.search(text) is not None or _PRICE.search(text) is not None


def includes_tax(text: str) -> bool:
    """Whether a heading says that its amounts include tax: `Unit price inc VAT`, `Prix TTC`."""
    words = frozenset(folded(text).split())
    taxed = has_word("sum_tax", words) and has_word("sum_gross", words) and not has_word("sum_net", words)
    return taxed or has_word("taxed", words)


def _by_words(text: str) -> Total | None:
    words = frozenset(folded(text).split())
    if not words or len(words) > _LONGEST:
        return None
    if has_word("sum_other", words):
        return Total.HARMLESS if has_word("sum", words) else None
    if not has_word("sum", words):
        return _of_charge(words) if len(words) <= _LONGEST_CHARGE else None
    if has_word("sum_net", words):
        return Total.NET
    if has_word("sum_gross", words):
        return Total.GROSS
    return Total.TAX if has_word("sum_tax", words) else Total.EITHER


def _of_charge(words: frozenset[str]) -> Total | None:
    """`Participation port`, `Mindermengenzuschlag 5 %`."""
    if has_word("sum_tax", words):
        return Total.TAX
    if has_word("sum_allowance", words):
        return Total.ALLOWANCE
    return Total.FREIGHT if has_word("sum_freight", words) else None
