"""Bytes of a body to text: UTF-8 where they are valid, else as the HTML declares itself, else as Windows writes."""

import re
from typing import Final

_BOMS: Final = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_DECLARED = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
_HEAD: Final = 4096
# Character sets that browsers know, under their own names; no codec of Python's that is none.
_KNOWN: Final = re.compile(
    r"^(iso-8859-\d{1,2}|windows-125\d|cp125\d|latin-?\d|koi8-[ru]|macintosh|gb\w+|big5|shift_jis)$"
)


def decoded(content: bytes) -> tuple[str, bool]:
    """The text, and whether every sign of it is certain."""
    for bom, encoding in _BOMS:
        if content.startswith(bom):
            text = content.decode(encoding, "replace")
            return text, "\ufffd" not in text
    for encoding in ("utf-8", *_declared(content), "cp1252"):
        try:
            return content.decode(encoding), True
        except (UnicodeDecodeError, LookupError):
            continue
    return content.decode("utf-8", "replace"), False


def _declared(content: bytes) -> tuple[str, ...]:
    found = _DECLARED.search(content[:_HEAD])
    name = found[1].decode("ascii").lower() if found else ""
    return (name,) if _KNOWN.match(name) else ()
