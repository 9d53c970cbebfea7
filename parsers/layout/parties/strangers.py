"""Whole addresses on the pages that belong to no party that was found: the addressee, or a place nobody asked about."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from orders.matching import number_key
from orders.reading import PartyReading
from parsers.language.addresses import Address, printed_address
from parsers.layout.paper.order_pages import OrderPages
from parsers.layout.parties.blocks import TextBlock, addresses, blocks
from parsers.layout.parties.letterhead import same
from parsers.pages.page import Word

_UPPER: Final = 45


@dataclass(frozen=True, slots=True)
class Stranger:
    """An address, its lines, and whether it stands where letters have whom they go to."""

    parts: Address
    lines: tuple[tuple[Word, ...], ...]
    addressed: bool

    @property
    def words(self) -> tuple[Word, ...]:
        return tuple(word for line in self.lines for word in line)


def strangers(pages: OrderPages, known: Sequence[PartyReading]) -> list[Stranger]:
    """Each address once that is none of these parties'."""
    found: dict[str, Stranger] = {}
    for one in _all(pages):
        if one.parts.whole and one.parts.street and not any(same(one.parts, party) for party in known):
            found.setdefault(number_key(one.parts.postcode), one)
    return list(found.values())


def _all(pages: OrderPages) -> Iterator[Stranger]:
    for block in blocks(pages.around.texts):
        addressed = len(block.pieces) > 1 and _is_above(pages, block)
        yield from (Stranger(parts, lines, addressed) for parts, lines in addresses(block))
    for pair in pages.around.unknown:
        yield Stranger(printed_address(pair.texts), pair.lines, addressed=False)


def _is_above(pages: OrderPages, block: TextBlock) -> bool:
    first = block.pieces[0]
    height = next((page.height for page in pages.pages if page.number == first.page), 1)
    return 100 * first.top <= _UPPER * height
