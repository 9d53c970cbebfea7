"""The characters of an XML document: byte order mark first, then its declaration, else UTF-8 (XML 1.0, appendix F)."""

import codecs
import re
from collections.abc import Iterator
from typing import Final

from orders.findings import Finding, FindingCode, Severity
from parsers.xml.tree import Node

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WITHOUT_BOM: Final = ((b"<\x00", "utf-16-le"), (b"\x00<", "utf-16-be"))
_DECLARED = re.compile(rb"""\A\s*<\?xml\b[^>]{0,200}?\bencoding\s*=\s*["']([A-Za-z][\w.:-]{0,40})["']""")
# Nobody sends orders in any other; a codec that unpacks or executes must never be named by a document.
_FAMILIES: Final = ("utf-8", "utf-16", "iso8859", "latin", "cp125", "ascii", "cp437", "cp85", "koi8", "gb", "big5",
                    "shift_jis", "euc", "mac-")  # fmt: skip
_FALLBACK: Final = "cp1252"
# A letter of UTF-8 whose bytes were taken for characters of Windows-1252 and encoded again.
_DOUBLED = re.compile("[\u00c2-\u00f4](?:[\u0080-\u00bf\u20ac\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160"
                      "\u2039\u0152\u017d\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153"
                      "\u017e\u0178]){1,3}")  # fmt: skip
# Nobody writes them; in single-byte sets of DOS and Windows they are letters.
_CONTROLS = re.compile("[\x80-\x84\x86-\x9f]")
_ADDRESSES: Final = ("Party", "Address", "Location", "ShipTo", "BillTo")
_SHOWN: Final = 5


def decoded(content: bytes) -> tuple[str, tuple[Finding, ...]]:
    """The text without its byte order mark, and a finding where the bytes are not what the document says."""
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return _as(content[len(mark) :], encoding)
    for start, encoding in _WITHOUT_BOM:
        if content.startswith(start):
            return _as(content, encoding)
    declared = _DECLARED.match(content)
    return _as(content, declared[1].decode("ascii").lower() if declared else "utf-8")


def _as(content: bytes, encoding: str) -> tuple[str, tuple[Finding, ...]]:
    known = _known(encoding)
    if known is None:
        text = content.decode(_FALLBACK, "replace")
        return text, (_finding(f"The character set “{encoding}” is not known.", encoding),)
    if known == "utf-16":
        # Declared in a document that is not written in it: the declaration could be read as single bytes.
        known = "utf-8"
    try:
        text = content.decode(known)
    except UnicodeDecodeError as error:
        return _fallen_back(content, encoding, error)
    if not known.startswith("utf") and not content.isascii() and _is_utf_8(content):
        sentence = f"The document says that it is written in {encoding}, and it is in UTF-8."
        return content.decode("utf-8"), (_finding(sentence, encoding, "utf-8"),)
    if control := _CONTROLS.search(text):
        sentence = f"Character {control.start() + 1} is a control character, so the text is hardly in {encoding}."
        return text, (_finding(sentence, encoding),)
    return text, ()


def _known(encoding: str) -> str | None:
    """The name of the codec, None for an unknown one."""
    try:
        name = codecs.lookup(encoding).name
    except LookupError:
        return None
    return name if name.startswith(_FAMILIES) else None


def _fallen_back(content: bytes, encoding: str, error: UnicodeDecodeError) -> tuple[str, tuple[Finding, ...]]:
    sentence = f"Byte {error.start + 1} is no character of {encoding}, in which the document says that it is written."
    replaced = encoding if encoding.startswith("utf-16") else _FALLBACK
    return content.decode(replaced, "replace"), (_finding(sentence, encoding),)


def _is_utf_8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _finding(sentence: str, found: str, expected: str = "") -> Finding:
    return Finding(
        code=FindingCode.UNDECODABLE_CHARACTERS,
        severity=Severity.HOLD,
        message=f"{sentence} Compare names and addresses with the document, or ask the sender to send it again.",
        found=found,
        expected=expected,
    )


def double_encoded(root: Node) -> Iterator[Finding]:
    """One finding for text that was encoded in UTF-8 twice; it holds where a name or an address is hit."""
    hits = [(node, hit) for node in root.walk() for hit in _hits(node)]
    if not hits:
        return
    holds = any(word in node.path for node, _ in hits for word in _ADDRESSES)
    pairs = dict.fromkeys(hit for _, hit in hits)
    yield Finding(
        code=FindingCode.UNDECODABLE_CHARACTERS,
        severity=Severity.HOLD if holds else Severity.NOTE,
        message="Some letters were encoded twice on their way. Compare names and addresses before the order goes on.",
        found=", ".join(list(pairs)[:_SHOWN]),
        expected=", ".join([_repaired(pair) for pair in pairs][:_SHOWN]),
        evidence=(hits[0][0].place,),
    )


def _hits(node: Node) -> Iterator[str]:
    if not node.text.isascii():
        yield from (found for found in _DOUBLED.findall(node.text) if _repaired(found))


def _repaired(text: str) -> str:
    """The letter that was meant, empty where the characters are no UTF-8 at all."""
    try:
        return _bytes(text).decode("utf-8")
    except UnicodeError:
        return ""


def _bytes(text: str) -> bytes:
    """Windows-1252 leaves five bytes undefined, which pass as the control characters of Latin-1."""
    return b"".join(bytes((ord(one),)) if ord(one) < 0x100 else one.encode("cp1252") for one in text)
