"""Whether a sentence says when, where or in how many parts an order is to be delivered, beside the fields that say so.

What a form prints on every order must not count as asked for: there a rule speaks of deliveries, hours in which goods
are received, or papers that go with them. The words are data (`[delivery]` of `phrases.toml`).
"""

import re
from collections.abc import Iterator
from typing import Final

from parsers.language.numerals import looks_like_date
from parsers.language.phrases import begins_with_phrase, has_phrase, is_phrase, without_phrases
from parsers.language.vocabulary import folded
from parsers.language.word_lists import has_word, points_to_address

_LONGEST_DAY: Final = 3
_MOST_WORDS: Final = 40
# Any year does, to see whether a day and a month make a date; a leap year has all of them.
_YEAR: Final = "2000"
_HOUR: Final = re.compile(
    r"(?<![\d.:/])(?:[01]?\d|2[0-4])(?:[:.][0-5]\d|\s?h(?:[0-5]\d)?|\s?Uhr|\s?[ap]\.?m)\b(?![.:]\d)", re.IGNORECASE
)
_HOURS: Final = re.compile(
    r"\b\d{1,2}(?:[:.h]\d\d)?\s?(?:h|Uhr)?\s?(?:[-–—/]|to|and|bis|und|a|à|et|y|alle|e|tot|en)"
    r"\s?\d{1,2}(?:[:.h]\d\d|\s?h\b|\s?Uhr)",
    re.IGNORECASE,
)


def directs_delivery(text: str, known: frozenset[str] = frozenset()) -> bool:
    """Whether a sentence asks for another day, time or place of delivery, or for parts of the goods or all at once.

    `known` are dates that were read, folded: to name them again asks for nothing.
    """
    plain = without_phrases("delivery", "beside", text)
    if len(text.split()) > _MOST_WORDS or has_phrase("delivery", "ruling", plain):
        return False
    if has_phrase("delivery", "part_deliveries", plain):
        return True
    if _names_other_day(text, known) and _restricts(plain):
        return True
    # "Send the invoice only by mail" brings no goods.
    brings = has_phrase("delivery", "bringing", plain) and not has_phrase("delivery", "papers", text)
    if brings and (_names_place(text, plain) or _is_limited(text, plain)):
        return True
    if not brings and not has_phrase("delivery", "delivery", plain):
        return False
    asks = brings or has_phrase("delivery", "asking", plain)
    return _names_other_day(text, known) or _is_timed(text, plain, asks=asks) or has_phrase("delivery", "parts", plain)


def _restricts(plain: str) -> bool:
    """Whether a day in it is a limit though no delivery is named: `Not before 20 March`, `Closed until 5 May`."""
    return has_phrase("delivery", "closing", plain) or begins_with_phrase("delivery", "limiting", plain)


def _names_place(text: str, plain: str) -> bool:
    """Whether it goes elsewhere; an address that is printed is not, nor is one that this text only announces."""
    announces = text.rstrip().endswith(":")
    return has_phrase("delivery", "places", plain) and not points_to_address(text) and not announces


def _is_limited(text: str, plain: str) -> bool:
    """Whether goods come so and not otherwise; a limit that is a day counts where it is another one."""
    return has_phrase("delivery", "limiting", plain) and not any(_days(text))


def _is_timed(text: str, plain: str, *, asks: bool) -> bool:
    """Whether it names a time. Forms print "Delivery 8 to 13 h", and hardly ever "before noon"."""
    if not asks and _HOURS.search(text):
        return False
    return has_phrase("delivery", "times", plain) or bool(_HOUR.search(text))


def _names_other_day(text: str, known: frozenset[str]) -> bool:
    return any(all(folded(day) not in one for one in known) for day in _days(text))


def _days(text: str) -> Iterator[str]:
    """The dates in a text, without a year too; of those that begin with the same word the longest."""
    words = [word.strip(",;:()!?") for word in text.split()]
    place = 0
    while place < len(words):
        runs = (words[place : place + count] for count in range(_LONGEST_DAY, 0, -1))
        before = words[place - 1] if place else ""
        day = next((run for run in runs if _is_day(run, before)), [])
        if day:
            yield " ".join(day).rstrip(".")
        place += len(day) or 1


def _is_day(words: list[str], before: str) -> bool:
    text = " ".join(words).rstrip(".")
    if looks_like_date(text):
        return True
    if len(words) == 2:
        has_month = any(is_phrase("delivery", "months", word) for word in words)
        return has_month and looks_like_date(f"{text} {_YEAR}")
    # "3.1" may be the kind of a certificate.
    is_announced = has_word("day_words", frozenset({folded(before)}))
    return len(words) == 1 and is_announced and looks_like_date(f"{text}.{_YEAR}" if "." in text else f"{text}/{_YEAR}")
