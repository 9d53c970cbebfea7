"""Which pieces stand beside and below each other, as the eye sees it."""

from collections.abc import Collection, Mapping, Sequence
from typing import Final

from parsers.language.meanings import Label
from parsers.layout.labels.pieces import Piece
from parsers.pages.page import Stroke

# In heights of a line. Lines of one paragraph are less than a line apart, a wrapped line much less.
_PARAGRAPH: Final = 0.95
_WRAPPED: Final = 0.5
_UNDER: Final = 1.6
_FAR: Final = 28
_ALIGNED: Final = 4000


class Nearby:
    """The pieces of some pages, and which of them are taken."""

    def __init__(self, pieces: Sequence[Piece], strokes: Mapping[int, Sequence[Stroke]]) -> None:
        self._by_page: dict[int, list[Piece]] = {}
        for piece in pieces:
            self._by_page.setdefault(piece.page, []).append(piece)
        self._strokes = strokes
        self._taken: set[int] = set()

    def take(self, piece: Piece) -> None:
        self._taken.add(id(piece))

    def is_taken(self, piece: Piece) -> bool:
        return id(piece) in self._taken

    def right_of(self, piece: Piece) -> Piece | None:
        """The next piece on the same line, where it is plain text and not too far away."""
        beside = [one for one in self._others(piece) if one.left >= piece.right - 500 and _same_line(piece, one)]
        nearest = min(beside, key=lambda one: one.left, default=None)
        if nearest is None or nearest.name or self.is_taken(nearest):
            return None
        return nearest if nearest.left - piece.right <= _FAR * piece.height else None

    def below(self, piece: Piece, *, past: Collection[Label] = ()) -> Piece | None:
        """The next piece underneath, where it is plain text; labels `past` which to look have their own values."""
        under = self._under(piece, _UNDER)
        while under is not None and under.value and under.labels and under.labels[0] in past:
            under = self._under(under, _UNDER)
        return self._plain(under)

    def next_line(self, piece: Piece, lefts: Sequence[int]) -> Piece | None:
        """The next line of the same block, which begins at one of these places; a label too."""
        under = [
            one
            for one in self._others(piece)
            if one.top - piece.top > 0
            and one.top - piece.bottom <= _PARAGRAPH * min(_size(one), _size(piece))
            and any(abs(one.left - left) <= _ALIGNED for left in lefts)
        ]
        following = min(under, key=lambda one: one.top, default=None)
        if following is None or self.is_taken(following) or self._ruled_between(piece, following):
            return None
        return following

    def next_label(self, piece: Piece) -> Piece | None:
        """The next label underneath in the same column of labels."""
        under = [
            one
            for one in self._others(piece)
            if one.name and one.top > piece.top and abs(one.left - piece.left) <= _ALIGNED
        ]
        return min(under, key=lambda one: one.top, default=None)

    def wrapped_above(self, piece: Piece) -> tuple[Piece, ...]:
        """The lines before this one, where the label stands beside the middle or the last of them."""
        found: list[Piece] = []
        last = piece
        while True:
            above = [
                one
                for one in self._others(last)
                if abs(one.left - last.left) <= _ALIGNED
                and one.top < last.top
                and -last.height < last.top - one.bottom <= _WRAPPED * last.height
            ]
            nearest = max(above, key=lambda one: one.top, default=None)
            if nearest is None or nearest.name or self.is_taken(nearest) or self._has_label(nearest):
                return tuple(reversed(found))
            found.append(nearest)
            last = nearest

    def divided(self, one: Piece, other: Piece) -> bool:
        """Whether a drawn line stands between them."""
        return self._ruled_between(one, other) or any(
            stroke.divides(one.right, other.left, one.top, one.bottom) for stroke in self._strokes.get(one.page, ())
        )

    def _has_label(self, piece: Piece) -> bool:
        """Whether a label stands to its left on its own line."""
        return any(one.name and one.right <= piece.left and _same_line(one, piece) for one in self._others(piece))

    def _under(self, piece: Piece, most: float) -> Piece | None:
        under = [
            one
            for one in self._others(piece)
            if one.top >= piece.bottom - piece.height // 3
            and one.top - piece.bottom <= most * piece.height
            and _shares_column(piece, one)
        ]
        return min(under, key=lambda one: (one.top, -_shared(piece, one)), default=None)

    def _plain(self, piece: Piece | None) -> Piece | None:
        return None if piece is None or piece.name or self.is_taken(piece) else piece

    def _others(self, piece: Piece) -> list[Piece]:
        return [one for one in self._by_page.get(piece.page, ()) if one is not piece]

    def _ruled_between(self, upper: Piece, lower: Piece) -> bool:
        middle = (lower.left + min(lower.right, lower.left + 20_000)) // 2
        return any(
            stroke.is_flat
            and stroke.left <= middle <= stroke.right
            and upper.bottom - upper.height // 3 <= stroke.top
            and stroke.bottom <= lower.top + lower.height // 3
            for stroke in self._strokes.get(upper.page, ())
        )


def _size(piece: Piece) -> int:
    """The height of the line, which the print of few letters may not fill."""
    return max(piece.height, *(word.height for word in piece.words))


def _same_line(one: Piece, other: Piece) -> bool:
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    return 2 * shared > min(one.height, other.height)


def _shared(one: Piece, other: Piece) -> int:
    return min(one.right, other.right) - max(one.left, other.left)


def _shares_column(label: Piece, value: Piece) -> bool:
    """Aligned at the left, at the right, or overlapping: centred and right-aligned grids."""
    return (
        abs(label.left - value.left) <= _ALIGNED
        or abs(label.right - value.right) <= _ALIGNED
        or _shared(label, value) > 0
    )
