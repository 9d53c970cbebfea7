"""What stands between segments and says nothing: blanks, line ends, and what some systems put at the end of a file."""

import re

from edi.paging import Content

FILL = b" \t\r\n\x00\x1a"

_FILLED = re.compile(rb"[^ \t\r\n\x00\x1a]")


def skip(content: Content, position: int, end: int) -> int:
    """Where something begins that is no filling; `end` if nothing does."""
    found = _FILLED.search(content, position, end)
    return found.start() if found else end
