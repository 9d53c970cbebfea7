"""Strokes of a page: which way they run, and what they divide."""

import pytest

from parsers.pages.page import Stroke

UPRIGHT = Stroke(50_000, 0, 50_500, 100_000)
FLAT = Stroke(0, 50_000, 100_000, 50_500)


def test_a_stroke_is_upright_or_flat_and_a_dot_is_neither() -> None:
    assert (True, False) == (UPRIGHT.is_upright, UPRIGHT.is_flat)
    assert (False, True) == (FLAT.is_upright, FLAT.is_flat)
    dot = Stroke(0, 0, 500, 500)
    assert (False, False) == (dot.is_upright, dot.is_flat)


@pytest.mark.parametrize(
    ("before", "after", "top", "bottom", "divided"),
    [
        (40_000, 60_000, 10_000, 20_000, True),
        # It may touch what it stands beside.
        (50_900, 60_000, 10_000, 20_000, True),
        # Both words are left of it, or it ends above them.
        (20_000, 40_000, 10_000, 20_000, False),
        (40_000, 60_000, 100_000, 110_000, False),
    ],
)
def test_an_upright_stroke_divides_what_stands_on_both_sides(
    before: int, after: int, top: int, bottom: int, *, divided: bool
) -> None:
    assert divided == UPRIGHT.divides(before, after, top, bottom)


def test_a_flat_stroke_divides_no_line_of_print() -> None:
    assert not FLAT.divides(40_000, 60_000, 45_000, 55_000)
