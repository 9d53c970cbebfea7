"""Parts of a run of words that are an amount, with the currency beside it, and the texts between them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from orders.currencies import currency_written, shared_sign, unexplained
from parsers.language.numerals import looks_like_date, looks_like_number
from parsers.layout.text.words import joined
from parsers.pages.page import Word

_NUMERIC: Final = re.compile(r"^[^\w%+-]{0,3}[+-]?[\d.,'’]*\d[\d.,'’]*-?[^\w%]{0,3}$")
_GROUPED: Final = re.compile(r"^-?\d{1,3}(?: \d{3})+(?:[.,]\d+)?-?$")
_SIGNS: Final = "()*:;="


@dataclass(frozen=True, slots=True)
class SumPart:
    """Words of one run that are an amount or a text."""

    words: tuple[Word, ...]
    is_amount: bool

    @property
    def text(self) -> str:
        return joined(self.words)

    @property
    def numeral(self) -> str:
        """The number without its currency."""
        return " ".join(plain for word in self.words if (plain := _bare(word.text)) and looks_like_number(plain))

    @property
    def is_money(self) -> bool:
        """Whether it is one number with a mark or a currency; blanks alone group telephone numbers too."""
        numeral = self.numeral
        if not self.is_amount or not numeral or (" " in numeral and not _GROUPED.match(numeral)):
            return False
        return bool(re.search(r"[.,'’]", numeral)) or any(_is_money(_letters(word.text)) for word in self.words)


def sum_parts(words: Sequence[Word]) -> Iterator[SumPart]:
    """Amounts with the currencies beside them, and the texts between."""
    run: list[Word] = []
    kind = False
    for place, word in enumerate(words):
        following = words[place + 1].text if place + 1 < len(words) else ""
        numeric = _is_numeric(word.text, following) or (_is_money(word.text) and _beside_number(words, place))
        if run and numeric is not kind:
            yield SumPart(tuple(run), kind)
            run = []
        run.append(word)
        kind = numeric
    if run:
        yield SumPart(tuple(run), kind)


def _bare(text: str) -> str:
    """A number without the signs of currencies and brackets around it."""
    return text.strip(_SIGNS).strip("€$£¥").strip()


def _letters(text: str) -> str:
    """What stands with a number: its currency."""
    return re.sub(r"[\d.,'’()+-]", "", text)


def _is_numeric(text: str, following: str) -> bool:
    return bool(_NUMERIC.match(text)) and following[:1] != "%" and not looks_like_date(text.strip(_SIGNS))


def _is_money(text: str) -> bool:
    plain = text.strip(_SIGNS)
    return currency_written(plain) is not None or bool(shared_sign(plain)) or (plain.isupper() and _is_code(plain))


def _is_code(text: str) -> bool:
    return len(text) == 3 and currency_written(text) is not None


def _beside_number(words: Sequence[Word], place: int) -> bool:
    near = [words[index].text for index in (place - 1, place + 1) if 0 <= index < len(words)]
    return any(_NUMERIC.match(text) for text in near)


def currency_of(part: SumPart) -> str:
    """The one currency, or shared sign, that a part names; empty for none or several."""
    texts = [text for word in part.words for text in re.split(r"[\d.,:;()\s/]+", word.text) if text]
    named = unexplained(name for text in texts if (name := _named(text)))
    return named[0] if len(named) == 1 else ""


def _named(text: str) -> str:
    known = currency_written(text) if text.isupper() or not text.isalnum() else None
    return known.code if known else shared_sign(text)
