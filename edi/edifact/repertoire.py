"""Which characters an interchange may hold (UNB 0001), and how a text is said in fewer of them.

UNOA and UNOB are the levels A and B of ISO 9735; the others are the ISO 8859 sets, UCS and UTF-8.
"""

import string
import unicodedata

from edi.edifact.charset import CODECS

_LEVEL_A = frozenset(string.ascii_uppercase + string.digits + " .,-()/=!\"%&*;<>'+:?")
_LEVEL_B = _LEVEL_A | frozenset(string.ascii_lowercase)
_NARROW = {"UNOA": _LEVEL_A, "UNOB": _LEVEL_B}
_STAND_IN = "?"

# What taking the accents off does not make of them, in the way their languages write them without.
_WRITTEN_OUT = {
    "ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss", "æ": "ae", "Æ": "Ae", "ø": "oe",
    "Ø": "Oe", "å": "aa", "Å": "Aa", "œ": "oe", "Œ": "Oe", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D",
    "þ": "th", "Þ": "Th", "ı": "i", "–": "-", "—": "-", "‘": "'", "’": "'", "‚": "'", "“": '"', "”": '"', "„": '"',
    "«": '"', "»": '"', "…": "...", "•": "-", "·": ".", "×": "x", "€": "EUR", "£": "GBP", "$": "USD", "@": "(at)",
    "#": "No. ", "_": "-", "[": "(", "]": ")", "{": "(", "}": ")", "|": "/", "\\": "/", "~": "-", "^": " ", "`": "'",
    "°": " deg", "µ": "u", "²": "2", "³": "3", "½": "1/2", "¼": "1/4", "¾": "3/4",
}  # fmt: skip


def strange(text: str, identifier: str) -> str:
    """The characters of a text that the repertoire lacks, each once; control characters belong to none."""
    return "".join(dict.fromkeys(character for character in text if not _known(character, identifier)))


def expressible(text: str, identifier: str) -> str:
    """A text said in the characters of the repertoire: for names and sentences, never for numbers and codes.

    Runs of white space become a blank. What has no stand-in becomes a question mark.
    """
    return "".join(_said(character, identifier) for character in " ".join(text.split()))


def _known(character: str, identifier: str) -> bool:
    if identifier in _NARROW:
        return character in _NARROW[identifier]
    if unicodedata.category(character).startswith("C"):
        return False
    try:
        character.encode(CODECS[identifier])
    except UnicodeEncodeError:
        return False
    return True


def _said(character: str, identifier: str) -> str:
    bare = "".join(part for part in unicodedata.normalize("NFKD", character) if not unicodedata.combining(part))
    for said in (character, _WRITTEN_OUT.get(character, ""), bare, bare.upper()):
        if said and not strange(said, identifier):
            return said
    upper = _WRITTEN_OUT.get(character, "").upper()
    return upper if upper and not strange(upper, identifier) else _STAND_IN
