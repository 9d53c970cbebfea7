"""The lines of a value that go on below: addresses under or beside their labels."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from parsers.language.meanings import Label
from parsers.layout.labels.nearby import Nearby
from parsers.layout.labels.pieces import Piece
from parsers.pages.page import Word

# What stands inside an address block without being a part of the address.
_LONGEST_BLOCK: Final = 9
_EVEN: Final = 700
_BESIDE: Final = frozenset(
    {
        Label.CONTACT,
        Label.PHONE,
        Label.EMAIL,
        Label.DELIVERY_TERMS,
        Label.HARMLESS,
        Label.VAT_ID,
        Label.VENDOR_NUMBER,
        Label.CUSTOMER_NUMBER,
    }
)


def block_below(first: Piece, label: Piece, nearby: Nearby) -> list[tuple[Word, ...]]:
    """The lines right below, up to a gap, a stroke or another label."""
    found = _until_next_label(first, label, list(_following(first, label, nearby)), nearby)
    for piece in found:
        nearby.take(piece)
    return [piece.value for piece in found]


def _following(first: Piece, label: Piece, nearby: Nearby) -> Iterator[Piece]:
    last, lefts, count = first, _lefts(first, label), 0
    while count < _LONGEST_BLOCK and (following := nearby.next_line(last, lefts)) is not None:
        if following.name and not (following.labels and following.labels[0] in _BESIDE and following.value):
            return
        if not following.name:
            yield following
        last = following
        count += 1


def _until_next_label(first: Piece, label: Piece, lines: list[Piece], nearby: Nearby) -> list[Piece]:
    """Where labels stand in a column of their own, the value ends at the widest gap before that of the next label."""
    following = nearby.next_label(label)
    if first is label or first.top >= label.bottom or following is None:
        return lines
    beyond = next((place for place, line in enumerate(lines) if line.bottom > following.top), None)
    if beyond is None:
        return lines
    run = [first, *lines[: beyond + 1]]
    gaps = [below.top - above.bottom for above, below in pairwise(run)]
    widest = max(gaps)
    # Of even gaps the last: values begin beside their labels.
    return lines[: max(place for place, gap in enumerate(gaps) if gap >= widest - _EVEN)]


def _lefts(first: Piece, label: Piece) -> tuple[int, ...]:
    """Where the lines of a block may begin: below the value, and below the label where both share a line."""
    value = first.value[0].left if first.value else first.left
    return (value, label.left) if first is label or first.left == label.left else (value,)
