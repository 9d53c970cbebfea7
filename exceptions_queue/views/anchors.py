"""Places of a document as keys without blanks, the same on the page, in a form and in the marks that scripts draw.

`s5.2` is an element of a segment (`s5.2.1` its component), `cSheet!3.2` a cell, `x10-25` a span of text, and
`p1:72,100.5,120,112` a box on a page, in points. An XPath stands for itself. `h-subject` stands above the document,
where its mail is named.
"""

import re
from decimal import Decimal

from orders.evidence import Cell, Evidence, MailHeader, PageBox, Segment, TextSpan, XmlPath

_SEGMENT = re.compile(r"s(\d{1,9})\.(\d{1,4})(?:\.(\d{1,4}))?")
_CELL = re.compile(r"c(.{0,200})!(\d{1,9})\.(\d{1,6})")
_SPAN = re.compile(r"x(\d{1,9})-(\d{1,9})")
_BOX = re.compile(r"p(\d{1,6}):" + ",".join([r"(-?\d{1,6}(?:\.\d{1,6})?)"] * 4))

_HEADERS = {"subject": "h-subject", "from": "h-sender"}


def anchor_of(evidence: Evidence) -> str:
    """The key of the place; empty for evidence that is not in the document as it is shown."""
    match evidence:
        case Segment():
            return f"s{evidence.position}" + (f".{evidence.element}" if evidence.element else "")
        case Cell():
            return f"c{sheet_key(evidence.sheet)}!{evidence.row}.{evidence.column}"
        case TextSpan():
            return f"x{evidence.start}-{evidence.end}"
        case PageBox():
            sides = (evidence.left, evidence.top, evidence.right, evidence.bottom)
            return f"p{evidence.page}:" + ",".join(map(_plain, sides))
        case XmlPath():
            return "".join(evidence.path.split())
        case MailHeader():
            return _HEADERS.get(evidence.name.casefold(), "h-name")
        case _:
            return ""


def place_at(anchor: str) -> Segment | Cell | TextSpan | PageBox | None:
    """The inverse: a place as somebody points at it, which the document may not have. A cell's sheet is its key."""
    if segment := _SEGMENT.fullmatch(anchor):
        return Segment(position=int(segment[1]), tag="", element=int(segment[2]), component=int(segment[3] or 0))
    if cell := _CELL.fullmatch(anchor):
        return Cell(sheet=cell[1], row=int(cell[2]), column=int(cell[3]))
    if span := _SPAN.fullmatch(anchor):
        return TextSpan(start=int(span[1]), end=int(span[2]))
    if box := _BOX.fullmatch(anchor):
        left, top, right, bottom = map(Decimal, box.groups()[1:])
        return PageBox(page=int(box[1]), left=left, top=top, right=right, bottom=bottom)
    return None


def sheet_key(name: str) -> str:
    """A sheet's name without blanks, which separate anchors."""
    return re.sub(r"\s", "_", name)


def _plain(length: Decimal) -> str:
    return f"{length.normalize():f}"
