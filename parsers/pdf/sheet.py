"""A PDF page as displayed: from its own space (points, origin bottom left, before /Rotate and CropBox) to milli-points.

PDFium gives boxes in page space, whatever /Rotate and the CropBox say (ISO 32000-1, 7.7.3.3 and 8.3.2).
"""

from collections.abc import Callable, Iterable
from ctypes import byref
from dataclasses import dataclass
from typing import Final, Self

import pypdfium2 as pdfium
import pypdfium2.raw as raw

Box = tuple[int, int, int, int]
"""Left, top, right, bottom in milli-points of the displayed page."""

_MILLI: Final = 1000


def around(boxes: Iterable[Box]) -> Box:
    """The smallest box that holds all of them."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The visible part of a page in page space, and how many degrees clockwise it is turned to be displayed."""

    left: float
    bottom: float
    right: float
    top: float
    turn: int

    @classmethod
    def of(cls, page: pdfium.PdfPage) -> Self:
        """As the page itself says."""
        box = raw.FS_RECTF()
        raw.FPDF_GetPageBoundingBox(page, byref(box))
        return cls(box.left, box.bottom, box.right, box.top, page.get_rotation())

    @property
    def width(self) -> int:
        across = self.right - self.left if self.turn % 180 == 0 else self.top - self.bottom
        return round(across * _MILLI)

    @property
    def height(self) -> int:
        down = self.top - self.bottom if self.turn % 180 == 0 else self.right - self.left
        return round(down * _MILLI)

    def point(self, x: float, y: float) -> tuple[int, int]:
        """Where a point of page space is displayed."""
        across, down = _TURNS[self.turn](self, x, y)
        return round(across * _MILLI), round(down * _MILLI)

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """Where a box of page space is displayed."""
        one, other = self.point(left, bottom), self.point(right, top)
        return min(one[0], other[0]), min(one[1], other[1]), max(one[0], other[0]), max(one[1], other[1])


_TURNS: Final[dict[int, Callable[[Sheet, float, float], tuple[float, float]]]] = {
    0: lambda sheet, x, y: (x - sheet.left, sheet.top - y),
    90: lambda sheet, x, y: (y - sheet.bottom, x - sheet.left),
    180: lambda sheet, x, y: (sheet.right - x, y - sheet.bottom),
    270: lambda sheet, x, y: (sheet.top - y, sheet.right - x),
}
