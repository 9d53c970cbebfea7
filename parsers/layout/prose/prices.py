"""Prices within the words of a line: `at £5.29 each`, `à 3,50 EUR`, `Preis 12,50 EUR/100`."""

from collections.abc import Sequence
from typing import Final

from orders.currencies import currency_written, shared_sign
from parsers.language.amounts import Amount, amount
from parsers.language.headings import heading
from parsers.language.meanings import Column
from parsers.language.phrases import is_phrase, longest
from parsers.layout.prose.found import CLOSING, Found
from parsers.layout.text.words import joined
from parsers.pages.page import Word

_MOST_PRICE: Final = 7


def price_at(words: Sequence[Word], place: int, *, begins: bool) -> Found | None:
    """An amount of money, or a number behind a word such as `at`."""
    for count in range(min(longest("line", "at"), len(words) - place - 1), 0, -1):
        if is_phrase("line", "at", " ".join(word.text.rstrip(":") for word in words[place : place + count])):
            found = amount_at(words, place + count, needs_money=not _names_price(words[place : place + count]))
            if found is not None:
                lead = tuple(words[place : place + count])
                return Found(Column.UNIT_PRICE, (*lead, *found[0]), found[1].numeral, amount=found[1], labelled=True)
    found = amount_at(words, place, needs_money=True) if begins else None
    return None if found is None else Found(Column.UNIT_PRICE, found[0], found[1].numeral, amount=found[1])


def _names_price(words: Sequence[Word]) -> bool:
    text = joined(words)
    return text == "@" or Column.UNIT_PRICE in heading(text).columns


def amount_at(words: Sequence[Word], place: int, *, needs_money: bool) -> tuple[tuple[Word, ...], Amount] | None:
    """The longest run of words that is an amount, with `each` and the like behind it."""
    for count in range(min(_MOST_PRICE, len(words) - place), 0, -1):
        run = tuple(words[place : place + count])
        if any(word.text.endswith(CLOSING) for word in run[:-1]):
            continue
        whole = joined(run).rstrip(",;.)")
        bare = _without_each(whole)
        text = bare.replace("/", " / ")
        found = amount(text)
        if found is None or (found.unit and not found.basis):
            continue
        # "at 3.00 each" is money without its sign.
        priced = bare != whole and not found.numeral.isdigit()
        if needs_money and not (found.currency or _has_sign(text) or priced):
            continue
        return run, found
    return None


def _has_sign(text: str) -> bool:
    return any(currency_written(sign) is not None or shared_sign(sign) for sign in text)


def _without_each(text: str) -> str:
    words = text.split()
    for count in range(min(longest("line", "each"), len(words) - 1), 0, -1):
        if is_phrase("line", "each", " ".join(words[-count:])):
            return " ".join(words[:-count])
    return text
