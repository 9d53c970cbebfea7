"""Several orders in one file: each begins with a number of its own, after the lines of the one before."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from parsers.language.label_shapes import code_at_start
from parsers.language.meanings import Label
from parsers.language.order_numbers import number_and_date
from parsers.language.vocabulary import folded
from parsers.layout.labels.pairs import Pair, surroundings
from parsers.layout.labels.pieces import pieces
from parsers.layout.labels.totals import sums_in
from parsers.layout.table.headings import heading_row
from parsers.layout.text.lines import TextLine
from parsers.pages.page import Stroke


def parted(lines: Sequence[TextLine], strokes: Mapping[int, Sequence[Stroke]]) -> tuple[tuple[TextLine, ...], ...]:
    """The lines of each order; all together where only one has a number and headings."""
    headed = [place for place in range(len(lines)) if heading_row(lines, place) is not None]
    summed = [place for place, line in enumerate(lines) if any(sums_in([line]))]
    numbered = [(place, number) for place, number in _numbers(lines, strokes) if number]
    starts = list(_starts(lines, headed, summed, numbered))
    edges = [0, *starts, len(lines)]
    return tuple(tuple(lines[first:last]) for first, last in pairwise(edges))


def _numbers(lines: Sequence[TextLine], strokes: Mapping[int, Sequence[Stroke]]) -> Iterator[tuple[int, str]]:
    """The order numbers that labels announce, each with the place of its line."""
    places = {word.place: place for place, line in enumerate(lines) for word in line.words}
    for pair in surroundings(pieces(lines), strokes).all(Label.PO_NUMBER):
        yield places[pair.piece.words[0].place], _number(pair)


def _number(pair: Pair) -> str:
    return folded(code_at_start(number_and_date(pair.text)[0]))


def _starts(
    lines: Sequence[TextLine], headed: Sequence[int], summed: Sequence[int], numbered: Sequence[tuple[int, str]]
) -> Iterator[int]:
    """Places where another order begins: another number, with goods before it and goods of its own behind it."""
    current, begun = "", 0
    for place, number in numbered:
        if number == current:
            continue
        if current and (_between(headed, begun, place) or _between_pages(lines, summed, begun, place)):
            begun = _with_its_head(lines, place, headed)
            yield begun
        current = number


def _between(headed: Sequence[int], begun: int, place: int) -> bool:
    return any(begun <= heading < place for heading in headed) and any(heading >= place for heading in headed)


def _between_pages(lines: Sequence[TextLine], summed: Sequence[int], begun: int, place: int) -> bool:
    """Whether a page before has a sum, and this one begins with the number and has its own sum below.

    That tells two orders apart where a scan lost their headings.
    """
    top = next(one for one, line in enumerate(lines) if line.page == lines[place].page)
    above = any(top <= one < place for one in summed)
    return not above and any(begun <= one < top for one in summed) and any(one > place for one in summed)


def _with_its_head(lines: Sequence[TextLine], place: int, headed: Sequence[int]) -> int:
    """What stands above the number belongs to it: the page from its top, or what no wide gap divides from it."""
    top = place
    while top > 0 and lines[top - 1].page == lines[place].page and top - 1 not in headed:
        gap = lines[top].top - lines[top - 1].bottom
        if gap > 2 * (lines[top].bottom - lines[top].top) and any(
            heading < top and lines[heading].page == lines[place].page for heading in headed
        ):
            break
        top -= 1
    own_page = not any(lines[heading].page == lines[place].page and heading < place for heading in headed)
    return top if own_page or top > max((h for h in headed if h < place), default=-1) + 1 else place
