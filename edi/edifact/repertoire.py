"""Which characters an interchange may hold (UNB 0001).

UNOA and UNOB are the levels A and B of ISO 9735; the others are the ISO 8859 sets, UCS and UTF-8.
"""

import string
import unicodedata

from edi.edifact.charset import CODECS

_LEVEL_A = frozenset(string.ascii_uppercase + string.digits + " .,-()/=!\"%&*;<>'+:?")
_LEVEL_B = _LEVEL_A | frozenset(string.ascii_lowercase)
_NARROW = {"UNOA": _LEVEL_A, "UNOB": _LEVEL_B}


def strange(text: str, identifier: str) -> str:
    """The characters of a text that the repertoire lacks, each once; control characters belong to none."""
    return "".join(dict.fromkeys(character for character in text if not _known(character, identifier)))


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
