"""Which of the first two numbers of a date is the day, by where the paper was written."""

import re
from collections.abc import Iterable
from typing import Final

from parsers.language.numerals import DateOrder
from parsers.language.vocabulary import folded
from parsers.language.word_lists import has_word

_UNITED_STATES: Final = re.compile(r"\b[A-Z]{2}\.?,? \d{5}(?:-\d{4})?\b|\bUSA\b|\bUnited States\b")
_BRITISH_ISLES: Final = re.compile(
    r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b|\b[A-Z]\d[\dW] [A-Z\d]{4}\b|£|\bGBP\b|\bVAT\b"
)
_FEWEST: Final = 3


def usual_date_order(texts: Iterable[str]) -> DateOrder | None:
    """The order that all of the place write in; None where the paper does not say where it is from.

    Only Americans put the month first; on the continent of Europe and on the British Isles nobody does.
    """
    lines = list(texts)
    american = any(_UNITED_STATES.search(line) for line in lines)
    british = any(_BRITISH_ISLES.search(line) for line in lines)
    words = [word for line in lines for word in folded(line).split()]
    continental = sum(has_word("continental", frozenset({word})) for word in words)
    english = sum(has_word("english", frozenset({word})) for word in words)
    if continental >= _FEWEST and continental > 2 * english:
        return DateOrder.DAY_FIRST
    if english <= continental or american == british:
        return None
    return DateOrder.MONTH_FIRST if american else DateOrder.DAY_FIRST
