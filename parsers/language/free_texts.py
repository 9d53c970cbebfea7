"""What a text around the lines asks for: whether it may change goods, dates or money."""

from collections.abc import Sequence
from typing import Final

from parsers.language.amounts import amount
from parsers.language.deliveries import directs_delivery
from parsers.language.label_shapes import date_at_start
from parsers.language.letters import has_digit
from parsers.language.numerals import looks_like_date
from parsers.language.phrases import has_phrase, is_phrase
from parsers.language.postcodes import postcode_in
from parsers.language.sentences import is_courteous
from parsers.language.spellings import spelled
from parsers.language.sum_labels import charges, discounts
from parsers.language.vocabulary import folded
from parsers.language.word_lists import has_word, instructs, is_marked

_LONGEST_AMOUNT: Final = 3
# "C = per 100" explains a sign.
_BASIS: Final = r"(?<!=)(?<!=\s)\b%(per)s\s+10{1,3}\b"
_LINE: Final = r"\b%(line)s\.?\s*(?:%(number_sign)s\.?)?\s*\d+\b"


def may_change(text: str, known: frozenset[str] = frozenset()) -> bool:
    """Whether a text may change goods, dates or money: it names a line, a price or a quantity, or asks for a change.

    `known` are dates and sums that were read, folded: to name them again changes nothing.
    """
    if sets_conditions(text) or directs_delivery(text, known):
        return True
    if is_courteous(text):
        return False
    words = [word.strip(".,;:()*") for word in text.split()]
    if _names_amount(words, known) or spelled(_LINE).search(text) or spelled(_BASIS).search(text):
        return True
    if has_phrase("line", "adding", text) and has_digit(text):
        return True
    if any(postcode_in(part.strip()) for part in text.split(",")) and _delivers(words):
        return True
    asks = instructs(text) or has_phrase("mail", "contrary", text)
    return asks and _names_other_day(words, known)


def sets_conditions(text: str) -> bool:
    """Whether a text marks the paper, asks for a change or an offer, reserves something, or takes off or adds money."""
    if is_marked(text) or asks_for_change(text) or has_phrase("mail", "reserving", text):
        return True
    return is_phrase("mail", "enquiry", text) or discounts(text) or charges(text)


def asks_for_change(text: str) -> bool:
    """Whether a text asks to change or cancel an order."""
    return has_phrase("mail", "cancelling", text) or has_phrase("mail", "changing", text)


def sets_aside(text: str) -> bool:
    """Whether a line with this text beside it is not wanted as it stands."""
    return has_phrase("line", "setting_aside", text)


def marks_line(text: str) -> bool:
    """Whether a word beside a line says that it is a sample, free of charge, or not wanted as it stands."""
    return is_marked(text) or sets_aside(text) or has_phrase("mail", "reserving", text)


def _names_amount(words: Sequence[str], known: frozenset[str]) -> bool:
    """An amount of money, or a number with a unit beside a word that asks for it."""
    for place in range(len(words)):
        for end in range(place + 1, min(place + _LONGEST_AMOUNT, len(words)) + 1):
            found = amount(" ".join(words[place:end]))
            dated = any(date_at_start(" ".join(words[later : later + _LONGEST_AMOUNT])) for later in range(place, end))
            if found is not None and found.currency and folded(found.numeral) not in known and not dated:
                return True
    return False


def _names_other_day(words: Sequence[str], known: frozenset[str]) -> bool:
    runs = (" ".join(words[place : place + 3]) for place in range(len(words)))
    days = [run for run in (*words, *runs) if looks_like_date(run) and folded(run) not in known]
    return bool(days) and _delivers(words)


def _delivers(words: Sequence[str]) -> bool:
    return has_word("delivering", frozenset(word.casefold() for word in words))
