"""Where in the line of an element its text and the values of its attributes stand, by their XPath.

A line is what the transcript of an XML document has: `<Quantity unitCode="EA">120</Quantity>`, its title the XPath.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_OPENING = re.compile(r"\s*<([^\s>]+)")
_ATTRIBUTE = re.compile(r' ([^\s="]+)="(.*?)"(?= [^\s="]+="|>)', re.DOTALL)


@dataclass(frozen=True, slots=True)
class XmlPlace:
    """The characters `start` to `end` of a line, which are what stands at `path`."""

    path: str
    start: int
    end: int


def places_of(path: str, line: str) -> Iterator[XmlPlace]:
    """Its attributes, and its text; an element without text is the whole of its line."""
    opening = _OPENING.match(line)
    if opening is None:
        return
    end = opening.end()
    while attribute := _ATTRIBUTE.match(line, end):
        yield XmlPlace(f"{path}/@{attribute[1]}", attribute.start(2), attribute.end(2))
        end = attribute.end()
    closing = f"</{opening[1]}>"
    last = len(line) - len(closing) if line.endswith(closing) else len(line)
    if end + 1 < last:
        yield XmlPlace(path, end + 1, last)
    else:
        yield XmlPlace(path, opening.start(1) - 1, len(line))
