"""Texts that stand right below each other, and the addresses in them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from parsers.language.addresses import Address, printed_address
from parsers.language.legal_forms import has_legal_form
from parsers.language.titles import without_title
from parsers.layout.labels.pieces import Piece
from parsers.pages.page import Word

_DASH: Final = re.compile(r"\s+[—–]\s+")
_ALIGNED: Final = 4000
_APART: Final = 1.0
_APART_FROM_NAME: Final = 2.2
_STARTS: Final = 4
_LARGER: Final = 1.3


@dataclass(frozen=True, slots=True)
class TextBlock:
    """Lines of text right below each other."""

    pieces: tuple[Piece, ...]

    @property
    def lines(self) -> tuple[tuple[Word, ...], ...]:
        return tuple(piece.value for piece in self.pieces)

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(piece.text for piece in self.pieces)


def blocks(texts: Sequence[Piece]) -> Iterator[TextBlock]:
    """The texts that stand right below each other, together."""
    pages: dict[int, list[Piece]] = {}
    for piece in texts:
        pages.setdefault(piece.page, []).append(piece)
    for own in pages.values():
        yield from _blocks_of(own)


def _blocks_of(texts: Sequence[Piece]) -> Iterator[TextBlock]:
    used: set[int] = set()
    for first in texts:
        if id(first) in used:
            continue
        run = [first]
        used.add(id(first))
        while following := _below(run[-1], texts, used, begins=len(run) == 1 and has_legal_form(first.text)):
            run.append(following)
            used.add(id(following))
        yield TextBlock(tuple(run))


def _below(last: Piece, texts: Sequence[Piece], used: set[int], *, begins: bool) -> Piece | None:
    """The text right below; a name of a company that begins a block may stand off from its address."""
    under = [
        piece
        for piece in texts
        if id(piece) not in used
        and piece.top > last.top
        and piece.top - last.bottom <= (_APART_FROM_NAME if begins else _APART) * max(piece.height, last.height)
        and _aligned(last, piece)
    ]
    return min(under, key=lambda piece: piece.top, default=None)


def _aligned(one: Piece, other: Piece) -> bool:
    left, right = abs(one.left - other.left), abs(one.right - other.right)
    middle = abs(one.left + one.right - other.left - other.right) // 2
    # A name in large letters need not begin where the small ones below it do.
    larger = one.height > _LARGER * other.height and min(one.right, other.right) > max(one.left, other.left)
    return min(left, right, middle) <= _ALIGNED or larger


def addresses(block: TextBlock) -> Iterator[tuple[Address, tuple[tuple[Word, ...], ...]]]:
    """The address of the block, and those that stand on one line of it."""
    lines = [without_title(text) or text for text in block.texts]
    for start in range(min(_STARTS, len(lines))):
        yield printed_address(lines[start:]), block.lines[start:]
    for text, line in zip(block.texts, block.lines, strict=True):
        for part in dict.fromkeys((*_DASH.split(text), text)):
            yield printed_address([part]), (line,)
