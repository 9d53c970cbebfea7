"""What may follow a label that has no colon: `PO 56835` is a label and its value, `PO box closed` is not."""

import re
from functools import lru_cache
from typing import Final

from orders.currencies import currency_written
from parsers.language.letters import has_digit, has_letter
from parsers.language.meanings import DAYS, INCIDENTAL, PARTIES, Label, Title
from parsers.language.numerals import looks_like_date
from parsers.language.spellings import is_spelling, spelled
from parsers.language.titles import titles_in
from parsers.language.vocabulary import folded, label, title
from parsers.language.word_lists import has_word

_CODE: Final = re.compile(r"^#?[^\s:@]*\d[^\s:@]*$")
_LETTER: Final = re.compile(r"^[A-Z]{1,4}$")
_JOINED: Final = r"\s*/\s*|\s+(?:%(and)s|&)\s+"
_PHONE: Final = re.compile(r"^[+(]?\d[\d\s()/.-]{5,}")
_EMAIL: Final = re.compile(r"^<?[^\s@]+@[^\s@]+\.")
_PERSON: Final = re.compile(r"^(?:[A-Z][\w.'’-]+[,\s]*){1,5}(?:$|[^\s@]+@)")
_CODES: Final = frozenset(
    {
        Label.PO_NUMBER,
        Label.OWN_NUMBER,
        Label.CONTRACT,
        Label.QUOTATION,
        Label.OTHER_DOCUMENT,
        Label.CHANGE_NUMBER,
        Label.VENDOR_NUMBER,
        Label.CUSTOMER_NUMBER,
    }
)
_VAT: Final = re.compile(r"^(?:[A-Z]{2,3}\s?)?[A-Z\d](?:[\s.-]?[A-Z\d]){6,16}(?:$|[\s,;·•|])")
_LONGEST_DATE: Final = 5
_LONGEST_CODE: Final = 5


@lru_cache(maxsize=8192)
def labels_in(text: str) -> tuple[Label, ...]:
    """The labels that a text is: one, or several that share a name, as in `Bestellnummer/Datum`."""
    known = label(text) or _of_title(text)
    if known is not None:
        return (known,)
    parts = [part for part in spelled(_JOINED).split(text.rstrip(": ")) if part.strip()]
    found = [label(part) for part in parts]
    if len(found) < 2 or any(one is None for one in found):
        return ()
    return tuple(one for one in found if one is not None)


def _of_title(text: str) -> Label | None:
    """A title announces the number of its paper: `Bestellschein 26/02082`."""
    if label(text) is not None or has_digit(text):
        return None
    known = title(text) or next(titles_in(text), None)
    return {Title.ORDER: Label.PO_NUMBER, Title.CHANGE: Label.CHANGE_NUMBER}.get(known) if known else None


def fits_label(meaning: Label, rest: str, *, first: bool, lettered: bool) -> bool:
    """Whether this can be the value of a label without a colon.

    `first`: the label begins the run of words; `lettered`: it is printed bold and the value is not.
    """
    word = rest.split()[0] if rest.split() else ""
    if meaning in _CODES:
        # "No 5" and "Nr. 7" are parts of many texts.
        return meaning is not Label.OWN_NUMBER and code_at_start(rest) != ""
    if meaning in DAYS:
        return date_at_start(rest) != ""
    if meaning is Label.CURRENCY:
        return currency_written(word.strip(",.;")) is not None
    if meaning is Label.PHONE:
        return bool(_PHONE.match(rest))
    if meaning is Label.EMAIL:
        return bool(_EMAIL.match(rest))
    if meaning is Label.VAT_ID:
        return bool(_VAT.match(rest))
    if meaning is Label.CONTACT:
        return first and (lettered or bool(_PERSON.match(rest)))
    if meaning in PARTIES and code_at_start(rest) == rest.strip():
        return first
    if meaning in INCIDENTAL:
        return first and (lettered or has_digit(word))
    return first and lettered


def code_at_start(text: str) -> str:
    """The number that a text begins with, `A 28523` included; empty where it begins with a word or a date."""
    words = text.replace("№", " ").split()
    while words and is_spelling("number_sign", words[0].strip(".:")):
        words = words[1:]
    if not words:
        return ""
    if _CODE.match(words[0]) and not looks_like_date(words[0].rstrip(",;")):
        return words[0].strip("#,;()").rstrip(".?!")
    if len(words) > 1 and _LETTER.match(words[0]) and words[1].strip(",;.").isdigit():
        return f"{words[0]} {words[1].strip(',;.')}"
    return ""


def date_at_start(text: str) -> str:
    """The date that a text begins with, but for words such as `Tag` or `by Friday`; empty where it does not."""
    words = text.split()
    while words and folded(words[0]) and has_word("day_words", frozenset({folded(words[0])})):
        words = words[1:]
    for count in range(min(_LONGEST_DATE, len(words)), 0, -1):
        found = " ".join(words[:count]).strip(",;.()")
        if looks_like_date(found):
            return found
    return ""


def suits_label(meanings: tuple[Label, ...], text: str) -> bool:
    """Whether a text beside or below can be the value of a label."""
    if not meanings:
        return True
    meaning = meanings[0]
    if meaning in _CODES:
        return code_at_start(text) != "" and len(text.split()) <= _LONGEST_CODE
    if meaning in DAYS:
        return date_at_start(text) != ""
    if meaning is Label.CURRENCY:
        return currency_written(text.strip()) is not None
    if meaning is Label.PHONE:
        return bool(_PHONE.match(text))
    if meaning is Label.EMAIL:
        return "@" in text
    if meaning is Label.VAT_ID:
        return bool(_VAT.match(text))
    return has_letter(text) or meaning is Label.HARMLESS
