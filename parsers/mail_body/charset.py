"""The character set that an HTML body declares."""

import re
from typing import Final

_DECLARED = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
_HEAD: Final = 4096
# Character sets that browsers know, under their own names; no codec of Python's that is none.
_KNOWN: Final = re.compile(
    r"^(iso-8859-\d{1,2}|windows-125\d|cp125\d|latin-?\d|koi8-[ru]|macintosh|gb\w+|big5|shift_jis)$"
)


def declared(content: bytes) -> tuple[str, ...]:
    """None or one, of those that browsers know."""
    found = _DECLARED.search(content[:_HEAD])
    name = found[1].decode("ascii").lower() if found else ""
    return (name,) if _KNOWN.match(name) else ()
