"""Who writes, where no label says so: letterheads, footers and return addresses, weighed by what they agree with."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from orders.matching import name_key, number_key, words
from orders.reading import PartyReading
from parsers.language.addresses import Address
from parsers.language.letters import has_digit
from parsers.language.phrases import begins_with_phrase
from parsers.language.postcodes import postcode_in
from parsers.language.titles import without_title
from parsers.layout.labels.pieces import Piece
from parsers.layout.parties.blocks import TextBlock, addresses, blocks
from parsers.pages.page import Page, Word

_DOMAIN: Final = re.compile(r"@([\w-]+)\.")
_TOP, _BOTTOM = 14, 88
_SHORTEST_TOKEN: Final = 4
_HEAD: Final = 12
_LONGEST: Final = 8
_OUTER: Final = 2


@dataclass(frozen=True, slots=True)
class Letterhead:
    """An address that may be the writer's, and where it stands."""

    parts: Address
    lines: tuple[tuple[Word, ...], ...]
    weight: int


def letterhead(
    texts: Sequence[Piece],
    pages: Sequence[Page],
    known: Sequence[PartyReading],
    others: Sequence[PartyReading],
    mailed: Iterable[str] = (),
) -> Letterhead | None:
    """The writer's own address among these texts; None where none or several could be it.

    `known` are parties that are most often the buyer's own (ship-to, bill-to); `others` are surely not the buyer.
    `mailed` are texts with e-mail addresses, whose domains often tell the name.
    """
    domains = {found.casefold() for text in mailed for found in _DOMAIN.findall(text)}
    weighed = [
        Letterhead(parts, lines, _weight(parts, block, pages, known, domains) + (block.pieces[0] is texts[0]))
        for block in blocks(_outer(texts))
        for parts, lines in addresses(block)
        if parts.whole and not any(same(parts, party) for party in others)
    ]
    best = max(weighed, key=lambda one: one.weight, default=None)
    if best is None or best.weight <= 0:
        return None
    rivals = [one for one in weighed if one.weight == best.weight and one.parts.postcode != best.parts.postcode]
    return None if rivals else _fullest(weighed, best)


def _outer(texts: Sequence[Piece]) -> list[Piece]:
    """Those of the first and last two pages: no writer names itself only in the middle."""
    numbers = sorted({piece.page for piece in texts})
    outer = {*numbers[:_OUTER], *numbers[-_OUTER:]}
    return [piece for piece in texts if piece.page in outer]


def named_alone(texts: Sequence[Piece], known: Sequence[PartyReading]) -> tuple[Address, tuple[Word, ...]] | None:
    """The name in the largest letters at the top of the first page; else none."""
    first = [piece for piece in texts if piece.page == texts[0].page][:_HEAD] if texts else []
    names = [piece for piece in first if _may_be_name(without_title(piece.text))]
    if not names:
        return None
    best = max(names, key=lambda piece: (_is_known(piece, known), max(word.height for word in piece.words), -piece.top))
    return Address(name=without_title(best.text)), best.value


def _may_be_name(text: str) -> bool:
    if begins_with_phrase("mail", "greeting", text):
        return False
    if postcode_in(text) is not None or any(postcode_in(part.strip()) for part in text.split(",")):
        return False
    letters = sum(sign.isalpha() for sign in text)
    return letters >= 3 and 2 * letters > len(text) and not text.endswith((":", ".,")) and len(text.split()) <= _LONGEST


def _is_known(piece: Piece, known: Sequence[PartyReading]) -> bool:
    return any(same(Address(name=without_title(piece.text)), party) for party in known)


def _fullest(weighed: Sequence[Letterhead], best: Letterhead) -> Letterhead:
    """Of several prints of the same address the one with a name."""
    equal = [one for one in weighed if one.parts.postcode == best.parts.postcode and one.parts.name]
    return best if best.parts.name or not equal else max(equal, key=lambda one: one.weight)


def _weight(
    parts: Address, block: TextBlock, pages: Sequence[Page], known: Sequence[PartyReading], domains: set[str]
) -> int:
    height = next((page.height for page in pages if page.number == block.pieces[0].page), 1)
    top, bottom = 100 * block.pieces[0].top // height, 100 * block.pieces[-1].bottom // height
    weight = 1 if parts.name else 0
    weight -= 3 if has_digit(parts.city) else 0
    weight += 2 if top <= _TOP else 0
    weight += 3 if bottom >= _BOTTOM else 0
    weight += 2 if len(block.pieces) == 1 or (parts.name in block.texts[0] and "," not in parts.name) else 0
    weight += 3 if any(same(parts, party) for party in known) else 0
    weight += 2 if _is_related(parts.name, known) else 0
    weight += 3 if _in_domain(parts.name, domains) else 0
    return weight - (3 if _TOP < top < _BOTTOM and len(block.pieces) > 2 else 0)


def same(parts: Address, party: PartyReading) -> bool:
    """The same company: its name, or its postcode and street."""
    name = party.name.value if party.name else ""
    one, other = name_key(parts.name), name_key(name)
    if one and other and (other.startswith(one) or one.startswith(other)):
        return True
    postcode = party.postcode.value if party.postcode else ""
    street = party.street.value if party.street else ""
    same_street = bool(street) and name_key(street) == name_key(parts.street)
    return same_street and bool(postcode) and number_key(postcode) == number_key(parts.postcode)


def _is_related(name: str, known: Sequence[PartyReading]) -> bool:
    """Whether a delivery or invoice address begins with the same name: `Hollin - Workshop 2`."""
    first = _first_token(name)
    return bool(first) and first in {_first_token(party.name.value) for party in known if party.name is not None}


def _first_token(name: str) -> str:
    return next((word for word in words(name) if len(word) >= _SHORTEST_TOKEN), "")


def _in_domain(name: str, domains: set[str]) -> bool:
    tokens = {token for token in words(name) if len(token) >= _SHORTEST_TOKEN}
    return any(token in domain for domain in domains for token in tokens)
