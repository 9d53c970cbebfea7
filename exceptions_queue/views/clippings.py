"""What a value looks like on its page: the piece of the picture around it, magnified beside what was read."""

from dataclasses import dataclass
from decimal import Decimal

from exceptions_queue.views.anchors import place_at
from exceptions_queue.views.transcript import PageView, SourceView
from orders.evidence import PageBox

_BESIDE, _ABOVE = Decimal(6), Decimal(3)
"""Points shown around the value, so that a sign at its edge that was not read can be seen."""
_WIDEST = Decimal(280)


@dataclass(frozen=True, slots=True)
class Clipping:
    """A piece of a page's picture, in points of the page."""

    page: PageView
    left: Decimal
    top: Decimal
    width: Decimal
    height: Decimal


def clipping(anchors: str, source: SourceView | None) -> Clipping | None:
    """Around the first of the places; None where it is on no page, or on one without a picture."""
    pages = {page.number: page for page in source.pages if page.picture} if source else {}
    boxes = (place for place in map(place_at, anchors.split()) if isinstance(place, PageBox))
    return next((_around(pages[box.page], box) for box in boxes if box.page in pages), None)


def _around(page: PageView, box: PageBox) -> Clipping:
    return Clipping(
        page,
        left=box.left - _BESIDE,
        top=box.top - _ABOVE,
        width=min(box.right - box.left, _WIDEST) + 2 * _BESIDE,
        height=max(box.bottom - box.top, Decimal(6)) + 2 * _ABOVE,
    )
