"""HTML tables on the grid of characters: columns as wide as their widest cell, spans and nested tables included."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from parsers.mail_body.html.flow import Block, Line, Print
from parsers.mail_body.html.tree import Element
from parsers.mail_body.rows import BodyWord, CellEdge

_GAP: Final = 3
"""Characters between columns, wide enough to divide runs of words."""
_MOST_COLUMNS: Final = 200
_MOST_SPAN: Final = 50
_MOST_RULED_CELLS: Final = 20_000
_PARTS: Final = frozenset({"thead", "tbody", "tfoot"})

Render = Callable[[Element, Print], Block]


@dataclass(frozen=True, slots=True)
class _Cell:
    row: int
    column: int
    height: int
    width: int
    block: Block
    is_right: bool


def laid_out(table: Element, how: Print, render: Render) -> Block:
    """The table as lines. One that holds data, not the layout of a page, has the edges of its cells as edges."""
    caption = [render(part, how) for part in table.elements() if part.tag == "caption"]
    cells, count = _cells(table, how, render)
    columns = _columns(cells)
    heights = _heights(cells, count)
    block = _lines(cells, columns, heights)
    if _holds_data(table, cells):
        block.edges += _edges(cells, columns, heights)
    whole = Block()
    for part in (*caption, block):
        whole.put(part)
    return whole


def _rows(table: Element) -> Iterator[Element]:
    for child in table.elements():
        if child.tag == "tr":
            yield child
        elif child.tag in _PARTS:
            yield from (row for row in child.elements() if row.tag == "tr")


def _cells(table: Element, how: Print, render: Render) -> tuple[list[_Cell], int]:
    """The cells with their places, and how many rows there are."""
    cells: list[_Cell] = []
    taken: set[tuple[int, int]] = set()
    count = 0
    for number, row in enumerate(_rows(table)):
        count = number + 1
        column = 0
        for element in row.elements():
            if element.tag not in ("td", "th"):
                continue
            while (number, column) in taken:
                column += 1
            if column >= _MOST_COLUMNS:
                break
            cell = _cell(element, number, column, render(element, how), row)
            cells.append(cell)
            places = range(column, column + cell.width)
            taken.update((below, place) for below in range(number, number + cell.height) for place in places)
            column += cell.width
    return [_within(cell, count) for cell in cells], count


def _cell(element: Element, row: int, column: int, block: Block, around: Element) -> _Cell:
    while block.lines and not block.lines[-1].words:
        block.lines.pop()
    height, width = _span(element, "rowspan"), _span(element, "colspan")
    return _Cell(row, column, height, width, block, _aligned(element) or _aligned(around))


def _within(cell: _Cell, count: int) -> _Cell:
    if cell.row + cell.height <= count:
        return cell
    return _Cell(cell.row, cell.column, count - cell.row, cell.width, cell.block, cell.is_right)


def _span(element: Element, name: str) -> int:
    text = element.attributes.get(name, "").strip()
    return min(int(text), _MOST_SPAN) or 1 if text.isascii() and text.isdigit() and len(text) < 6 else 1


def _aligned(element: Element) -> bool:
    style = element.style.replace(" ", "")
    return element.attributes.get("align", "").lower() == "right" or "text-align:right" in style


def _columns(cells: Sequence[_Cell]) -> list[tuple[int, int]]:
    """Where each column begins, and its width."""
    count = max((cell.column + cell.width for cell in cells), default=0)
    widths = [0] * count
    for cell in cells:
        if cell.width == 1:
            widths[cell.column] = max(widths[cell.column], cell.block.width)
    for cell in sorted(cells, key=lambda cell: cell.width):
        own = range(cell.column, cell.column + cell.width)
        lacking = cell.block.width - sum(widths[place] for place in own) - _GAP * (cell.width - 1)
        widths[own[-1]] += max(0, lacking)
    starts = [0]
    for width in widths:
        # A column of nothing, such as one of padding, takes no room.
        starts.append(starts[-1] + (width + _GAP if width else 0))
    return list(zip(starts, widths, strict=False))


def _heights(cells: Sequence[_Cell], count: int) -> list[tuple[int, int]]:
    """Where each row begins, and how many lines it has."""
    heights = [0] * count
    for cell in sorted(cells, key=lambda cell: cell.height):
        own = range(cell.row, cell.row + cell.height)
        lacking = len(cell.block.lines) - sum(heights[place] for place in own)
        heights[own[-1]] += max(0, lacking)
    starts = [0]
    for height in heights:
        starts.append(starts[-1] + height)
    return list(zip(starts, heights, strict=False))


def _lines(cells: Sequence[_Cell], columns: Sequence[tuple[int, int]], heights: Sequence[tuple[int, int]]) -> Block:
    total = heights[-1][0] + heights[-1][1] if heights else 0
    words: list[list[BodyWord]] = [[] for _ in range(total)]
    quoted = [True] * total
    edges: list[CellEdge] = []
    for cell in cells:
        left, top = columns[cell.column][0], heights[cell.row][0]
        start, width = columns[cell.column + cell.width - 1]
        room = start + width - left
        for number, line in enumerate(cell.block.lines, start=top):
            across = left + (max(0, room - line.width) if cell.is_right else 0)
            words[number] += [BodyWord(word.column + across, word.text, word.bold, word.struck) for word in line.words]
            quoted[number] = quoted[number] and (line.quoted or not line.words)
        edges += [
            CellEdge(one.left + left, one.top + top, one.right + left, one.bottom + top) for one in cell.block.edges
        ]
    lines = [Line(tuple(found), is_quoted and bool(found)) for found, is_quoted in zip(words, quoted, strict=True)]
    return Block(lines, edges)


def _holds_data(table: Element, cells: Sequence[_Cell]) -> bool:
    filled = [cell for cell in cells if cell.block.lines]
    rows = {cell.row for cell in filled}
    columns = {cell.column for cell in filled}
    nested = any(_has_table(row) for row in _rows(table))
    return len(rows) > 1 and len(columns) > 1 and not nested and len(cells) <= _MOST_RULED_CELLS


def _has_table(element: Element) -> bool:
    return any(child.tag == "table" or _has_table(child) for child in element.elements())


def _edges(
    cells: Sequence[_Cell], columns: Sequence[tuple[int, int]], heights: Sequence[tuple[int, int]]
) -> Iterator[CellEdge]:
    """The upper and the left edge of each cell, and the lower right ones of the table."""
    right = columns[-1][0] + columns[-1][1] + 1
    bottom = heights[-1][0] + heights[-1][1]
    for cell in cells:
        left, top = columns[cell.column][0], heights[cell.row][0]
        last, width = columns[cell.column + cell.width - 1]
        lowest, height = heights[cell.row + cell.height - 1]
        yield CellEdge(left - 2, top, last + width + 1, top)
        yield CellEdge(left - 2, top, left - 2, lowest + height)
    yield CellEdge(-2, bottom, right, bottom)
    yield CellEdge(right, 0, right, bottom)
