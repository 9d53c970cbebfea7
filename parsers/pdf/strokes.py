"""Strokes that continue each other: many programs draw the border of each table cell by itself."""

from collections.abc import Iterable
from typing import Final

from parsers.pages.page import Stroke

_SHORTEST: Final = 4_000
_TOUCHING: Final = 1_500


def joined(strokes: Iterable[Stroke]) -> list[Stroke]:
    """Strokes that continue each other made one; short ones that continue nothing left out."""
    flat: list[Stroke] = []
    upright: list[Stroke] = []
    for stroke in strokes:
        (flat if stroke.right - stroke.left >= stroke.bottom - stroke.top else upright).append(stroke)
    across = [_across(stroke) for stroke in upright]
    lines = [*_joined(flat), *(_across(stroke) for stroke in _joined(across))]
    return [stroke for stroke in lines if max(stroke.right - stroke.left, stroke.bottom - stroke.top) >= _SHORTEST]


def _across(stroke: Stroke) -> Stroke:
    return Stroke(stroke.top, stroke.left, stroke.bottom, stroke.right)


def _joined(flat: list[Stroke]) -> list[Stroke]:
    done: list[Stroke] = []
    by_height = sorted(flat, key=lambda stroke: ((stroke.top + stroke.bottom) // _TOUCHING, stroke.left, stroke.right))
    for stroke in by_height:
        last = done[-1] if done else None
        if last and stroke.left - last.right <= _TOUCHING and _level(last, stroke):
            done[-1] = Stroke(
                last.left, min(last.top, stroke.top), max(last.right, stroke.right), max(last.bottom, stroke.bottom)
            )
        else:
            done.append(stroke)
    return done


def _level(one: Stroke, other: Stroke) -> bool:
    return abs(one.top + one.bottom - other.top - other.bottom) <= _TOUCHING
