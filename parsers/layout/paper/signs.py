"""Whether pages show any sign at all that somebody orders something."""

from typing import Final

from parsers.language.phrases import has_phrase
from parsers.language.vocabulary import folded, heading_words
from parsers.language.word_lists import has_word
from parsers.layout.paper.order_pages import OrderPages
from parsers.pages.page import WordSource

_FEWEST_HEADINGS: Final = 3
_LOGO: Final = 10


def shows_order(one: OrderPages) -> bool:
    """True unless there is surely none: no number at all, or no word, sum, heading or phrase of an order.

    What was recognised in a picture may be all that is left of an order, unless it is no more than a logo says.
    """
    words = [word for line in one.lines for word in line.words]
    counted = any(sign.isdigit() for word in words for sign in word.text)
    if any(word.source is WordSource.OCR for word in words):
        return counted or len(words) > _LOGO
    return counted and (bool(one.tables or one.sums) or _has_words(one))


def _has_words(one: OrderPages) -> bool:
    folded_words = [frozenset(folded(word.text) for word in line.words) for line in one.lines]
    if any(has_word("title_order", line) for line in folded_words):
        return True
    if any(len(line & heading_words()) >= _FEWEST_HEADINGS for line in folded_words):
        return True
    return any(has_phrase("line", "asking", line.text) for line in one.lines)
