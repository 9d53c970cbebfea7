"""Keys under which two spellings of one name, street or number are equal, and under which people's lessons are kept.

A key is for comparing only: it is never shown. Equal keys are evidence only together with something else, such as the
postcode.
"""

import re
import unicodedata

_WORD = re.compile(r"[^\W_]+")
_STREET_ENDING = re.compile(r"(?<=\w{3})(strasse|straat)$")

_SAME_WORDS = {
    "limited": "ltd",
    "incorporated": "inc",
    "corporation": "corp",
    "company": "co",
    "and": "",
    "und": "",
    "et": "",
    "en": "",
    "y": "",
    "strasse": "str",
    "straat": "str",
    "street": "st",
    "road": "rd",
    "avenue": "ave",
    "av": "ave",
    "avda": "ave",
    "avenida": "ave",
    "lane": "ln",
    "drive": "dr",
    "boulevard": "blvd",
    "bd": "blvd",
    "square": "sq",
    "place": "pl",
    "platz": "pl",
    "calle": "c",
    "no": "",
    "nr": "",
}


def number_key(text: str) -> str:
    """A part number, VAT number or postcode without case, blanks and punctuation. Leading zeros count."""
    return "".join(_words(text)).upper()


def name_key(text: str) -> str:
    """A company's name without case, accents, punctuation and the ways to write its legal form."""
    return "".join(_SAME_WORDS.get(word, word) for word in _words(text))


def street_key(text: str) -> str:
    """A street with its number, in whatever order and abbreviation they are written."""
    words = (_STREET_ENDING.sub("str", word) for word in _words(text))
    return " ".join(sorted(filter(None, (_SAME_WORDS.get(word, word) for word in words))))


def words(text: str) -> tuple[str, ...]:
    """The words of a description, folded, for looking up what is similar."""
    return tuple(_words(text))


def _words(text: str) -> list[str]:
    # Germans write ä as ae where they must; the base letter alone stands for both.
    folded = unicodedata.normalize("NFKD", text.casefold().replace("&", " "))
    plain = "".join(letter for letter in folded if not unicodedata.combining(letter))
    return _WORD.findall(plain.replace("'", "").replace("’", ""))
