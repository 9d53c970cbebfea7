"""Files of two bytes a character, as some exports and editors make them: read as if they had been sent in UTF-8.

Everything else of this package looks for the bytes of ASCII, and offsets are then those of the text in UTF-8.
"""

import codecs

from edi.defects import Defect, DefectCode
from edi.paging import Content

_MARKS = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_LOOKED_AT = 32


def decoded(content: Content) -> tuple[Content, tuple[Defect, ...]]:
    r"""The content as it is, or in UTF-8 where it is UTF-16, which is told; what is none is shown as `\xNN`."""
    codec, mark = _codec(content)
    if not codec:
        return content, ()
    text = content[mark:].decode(codec, errors="backslashreplace")
    return text.encode("utf-8", errors="backslashreplace"), (Defect(DefectCode.TWO_BYTE_CHARACTERS, 0),)


def _codec(content: Content) -> tuple[str, int]:
    """The codec, and how long the mark is that names it; without one, headers have a zero in every other byte."""
    head = content[:_LOOKED_AT]
    for mark, codec in _MARKS:
        if head.startswith(mark):
            return codec, len(mark)
    first, second = head[::2], head[1::2]
    if len(head) == _LOOKED_AT:
        if not any(second) and all(first):
            return "utf-16-le", 0
        if not any(first) and all(second):
            return "utf-16-be", 0
    return "", 0
