"""Letters that were lost or mixed up before the text reached us: no charset explains what stands there."""

import re
from collections.abc import Iterable

from edi.segment import Segment
from orders.findings import FindingCode
from parsers.segments.reads import Message, Text

_LOST = "\ufffd"
# Quotation marks, daggers and the like between letters: that is where code pages of DOS have their umlauts.
_INSIDE_WORDS = re.compile(r"[^\W\d_][“”†‡ˆ‰•™€ƒ‹›¤][^\W\d_]|[^\W\d_][„‚]")
# Names of goods and persons, and texts that are shown as they are: nothing is delivered or billed by them.
_WORDS_ONLY = frozenset({"IMD", "FTX", "CTA", "COM", "PID", "MSG", "NTE", "MTX", "PER"})


def is_garbled(text: str) -> bool:
    """Whether a character was lost, was written in UTF-8 twice, or is one that no word has inside."""
    if text.isascii():
        return False
    return _LOST in text or _is_encoded_twice(text) or bool(_INSIDE_WORDS.search(text))


def tell_garbled(message: Message, segments: Iterable[Segment]) -> None:
    """Holds for names, addresses and numbers; notes it of descriptions and texts."""
    for segment in segments:
        if is_garbled(segment.text):
            tell = message.note if segment.tag in _WORDS_ONLY else message.hold
            sentence = f"Letters of the segment {segment.tag} seem lost or mixed up by the sender. Type what is meant."
            tell(FindingCode.UNDECODABLE_CHARACTERS, sentence, "", segment)


def tell_letters_in_numbers(message: Message, numbers: Iterable[tuple[str, Text | None]]) -> None:
    """Holds for numbers and codes with a character beyond ASCII, where nothing declares a charset."""
    for path, number in numbers:
        if number is not None and not number.value.isascii():
            sentence = f"“{number.value}” has a character that numbers and codes seldom have. Type what is meant."
            message.hold(FindingCode.UNDECODABLE_CHARACTERS, sentence, path, found=number.value)


def _is_encoded_twice(text: str) -> bool:
    """`Ã©` is what is left of an é whose two bytes were taken for two letters."""
    for codec in ("latin-1", "cp1252"):
        try:
            text.encode(codec).decode("utf-8")
        except UnicodeError:
            continue
        return True
    return False
