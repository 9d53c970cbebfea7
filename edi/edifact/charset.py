"""Character repertoires of UN/EDIFACT: syntax identifier (UNB 0001) to Python codec, as data.

ISO 9735-1 annex A and code list 0001. `UNOA` and `UNOB` are subsets of ISO 646, read as ASCII: lower case under `UNOA`
is so common that it is no defect.
"""

import codecs
from dataclasses import dataclass

from edi.paging import Content, pieces

CODECS: dict[str, str] = {
    "UNOA": "ascii",
    "UNOB": "ascii",
    "UNOC": "iso8859-1",
    "UNOD": "iso8859-2",
    "UNOE": "iso8859-5",
    "UNOF": "iso8859-7",
    "UNOG": "iso8859-3",
    "UNOH": "iso8859-4",
    "UNOI": "iso8859-6",
    "UNOJ": "iso8859-8",
    "UNOK": "iso8859-9",
    "UNOW": "utf-8",
    "UNOX": "iso2022_jp_2",
    "UNOY": "utf-8",
}

_WESTERN = ("iso8859-1", "iso8859-2", "iso8859-9", "iso8859-15", "cp1250", "cp1252", "cp1254")
# Letters such as ä, ö, ü, ß, é, which all of these write with the same byte.
_COMMON = frozenset(
    byte
    for byte in range(0xC0, 0x100)
    if len({bytes([byte]).decode(codec) for codec in _WESTERN}) == 1 and bytes([byte]).decode("latin-1").isalpha()
)
_ASCII = bytes(range(0x80))
_C1 = frozenset(range(0x80, 0xA0))
_ESCAPE, _TO_SINGLE_BYTE = b"\x1b", b"\x1b("


@dataclass(frozen=True, slots=True)
class Charset:
    """The codec that an interchange is read with; `declared` is the syntax identifier as sent."""

    declared: str
    codec: str
    known: bool
    as_declared: bool

    def decode(self, raw: bytes) -> tuple[str, bool]:
        r"""The text, and whether every byte belonged to the character set; a stray byte is shown as `\xNN`."""
        try:
            return raw.decode(self.codec), True
        except UnicodeDecodeError:
            return raw.decode(self.codec, errors="backslashreplace"), False


def charset_of(syntax_identifier: str, content: Content, start: int, end: int) -> Charset:
    """The charset of the interchange from `start` to `end`, from its syntax identifier and a look at its bytes.

    Bytes that are valid UTF-8 throughout are read as UTF-8 whatever was declared: a run of them by accident is next to
    impossible, while senders who export UTF-8 under `UNOC` are many. Bytes 80 to 9F, which the ISO 8859 sets do not
    use for letters, mean Windows-1252 under `UNOC`.
    Letters under `UNOA` and `UNOB`, which have none beyond ASCII, are read where every character set of western and
    central Europe agrees on them.
    """
    identifier = syntax_identifier.strip().upper()
    codec = CODECS.get(identifier)
    meant = codec or "ascii"
    high: set[int] = set()
    for piece in pieces(content, start, end):
        high.update(piece.translate(None, _ASCII))
    if codec != "utf-8" and high and _is_utf8(content, start, end):
        return Charset(syntax_identifier, "utf-8", known=codec is not None, as_declared=False)
    if meant == "ascii" and high and high <= _COMMON:
        return Charset(syntax_identifier, "iso8859-1", known=codec is not None, as_declared=False)
    if codec == "iso8859-1" and high & _C1:
        return Charset(syntax_identifier, "cp1252", known=True, as_declared=False)
    return Charset(syntax_identifier, meant, known=codec is not None, as_declared=True)


def is_double_byte(syntax_identifier: str) -> bool:
    """Whether some of its characters are two bytes that may look like service characters."""
    return CODECS.get(syntax_identifier.strip().upper(), "").startswith("iso2022")


def shifted_at(content: Content, start: int, position: int) -> bool:
    """Whether the byte at `position` is of a double-byte character, seen from `start`, where none is."""
    escape = content.rfind(_ESCAPE, start, position)
    return escape >= 0 and content[escape + 1 : escape + 2] == b"$"


def behind_shift(content: Content, position: int, end: int) -> int:
    """One behind the return to single bytes; `end` if there is none."""
    back = content.find(_TO_SINGLE_BYTE, position, end)
    return back + len(_TO_SINGLE_BYTE) + 1 if back >= 0 else end


def _is_utf8(content: Content, start: int, end: int) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for piece in pieces(content, start, end):
            decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True
