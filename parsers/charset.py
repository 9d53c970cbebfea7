"""Bytes of a text to its signs, whatever program wrote them."""

from typing import Final

_BOMS: Final = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_LAST: Final = "cp1252"
"""What Windows writes: five bytes mean nothing in it, any other text reads."""


def decoded(content: bytes, *declared: str) -> tuple[str, bool]:
    """The text, and whether every sign of it is certain.

    By its byte order mark, as UTF-8 where that is valid, as it declares itself, else as Windows writes.
    """
    for bom, encoding in _BOMS:
        if content.startswith(bom):
            text = content.decode(encoding, "replace")
            return text, "\ufffd" not in text
    for encoding in ("utf-8", *declared, _LAST):
        try:
            return content.decode(encoding), True
        except (UnicodeDecodeError, LookupError):
            continue
    return content.decode(_LAST, "replace"), False
