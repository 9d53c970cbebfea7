"""Damaged copies of a good XML order, made on its tree, since a line that is missing in XML only breaks it.

An element is dropped with all that is in it, doubled, or swapped with the next one; the file is cut off, or is in
another character set than it says. In half of the copies the totals fit the lines again.
"""

import copy
import random
import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path
from xml.etree import ElementTree as Tree

from orders.evidence import Evidence, XmlPath
from parsers.parser import Parser
from parsers.xml.charset import decoded
from parsers.xml.tree import Node, Unreadable, read_tree
from tests.corpus.mutation import Damage, Format, Mutation, fault, outcome

_LINES = frozenset({"OrderLine", "ItemOut", "IncludedSupplyChainTradeLineItem"})
_PIECES = frozenset({"StartDate", "EndDate", "StartDateTime", "EndDateTime", "BuildingNumber", "AdditionalStreetName",
                     "AddressLine", "Line", "Street", "LineTwo", "LineThree", "Order"})  # fmt: skip
_CODECS = ("latin-1", "cp1252", "cp850", "utf-16", "utf-16-le", "utf-8")
# Where each format has the amounts of its lines and their sums.
_AMOUNTS = {
    "OrderLine": ("LineItem", "LineExtensionAmount"),
    "IncludedSupplyChainTradeLineItem": (
        "SpecifiedLineTradeSettlement", "SpecifiedTradeSettlementLineMonetarySummation", "LineTotalAmount",
    ),
}  # fmt: skip
_SUM_OF_LINES = frozenset({"LineExtensionAmount", "LineTotalAmount"})
_SUMS = frozenset({"TaxExclusiveAmount", "TaxInclusiveAmount", "PayableAmount", "TaxBasisTotalAmount",
                   "GrandTotalAmount"})  # fmt: skip
_TOTALS = frozenset({"AnticipatedMonetaryTotal", "SpecifiedTradeSettlementHeaderMonetarySummation"})


def format_of(parser: Parser) -> Format:
    """For what the harness asks of a parser; the copies are made here."""
    return Format(parser, lambda content: [content], lambda pieces, _original: list(pieces), recoded, sources)


def faults(path: Path, parser: Parser, seed: str, count: int) -> list[str]:
    """All that is silently wrong with so many copies of a document."""
    content, made = path.read_bytes(), format_of(parser)
    base = outcome(content, made)
    copies = mutations(content, f"{seed} {path.name}", count)
    return [found for one in copies if (found := fault(base, one, outcome(one.content, made)))]


def mutations(content: bytes, seed: str, count: int) -> Iterator[Mutation]:
    """As many copies, the same ones for the same seed."""
    chance, others = random.Random(seed), recoded(content)
    for _ in range(count):
        kind = chance.choice(list(Damage))
        if kind is Damage.CHARSET and others:
            yield Mutation(kind, chance.choice(others), recounted=False, said="another character set")
        elif kind is Damage.TRUNCATED:
            end = chance.randrange(1, len(content.rstrip()) - 1)
            yield Mutation(kind, content[:end], recounted=False, said=f"after byte {end}")
        elif kind is not Damage.CHARSET:
            yield _on_tree(kind, Tree.fromstring(_without_declaration(content)), chance)


def recoded(content: bytes) -> list[bytes]:
    """In other character sets than the document says, and in UTF-8 twice."""
    text, _told = decoded(content)
    copies = [_encoded(text, codec) for codec in _CODECS]
    copies.append(text.encode().decode("cp1252", "replace").encode())
    return [one for one in dict.fromkeys(copies) if one and one != content]


def sources(content: bytes) -> Callable[[Evidence], bytes]:
    """By the path of evidence the element that it lies in."""
    try:
        nodes = {node.path: node for node in read_tree(decoded(content)[0]).walk()}
    except Unreadable:
        nodes = {}

    def source(place: Evidence) -> bytes:
        path = place.path.partition("/@")[0] if isinstance(place, XmlPath) else ""
        return _shown(nodes[path]) if path in nodes else b""

    return source


def _shown(node: Node) -> bytes:
    return f"{node.name} {sorted(node.attributes.items())} {node.text}".encode()


def _on_tree(kind: Damage, root: Tree.Element, chance: random.Random) -> Mutation:
    parents = {child: parent for parent in root.iter() for child in parent}
    recounted = chance.random() < 0.5
    element = chance.choice([one for one in parents if _name(one) not in _spared(kind, recounted=recounted)])
    parent, dropped = parents[element], frozenset[bytes]()
    place = list(parent).index(element)
    match kind:
        case Damage.DROPPED:
            parent.remove(element)
            dropped = frozenset(map(_written, element.iter()))
        case Damage.DOUBLED:
            parent.insert(place, copy.deepcopy(element))
        case _:
            parent.remove(element)
            parent.insert(place + 1, element)
    if recounted:
        _recount(root)
    said = f"{_name(parent)}/{_name(element)} {(element.text or '').strip()}"
    return Mutation(kind, bytes(Tree.tostring(root, encoding="utf-8")), recounted, said, dropped)


def _spared(kind: Damage, *, recounted: bool) -> frozenset[str]:
    """What no reader can tell, and what changes nothing."""
    match kind:
        case Damage.DROPPED:
            # One end of a period leaves an open one, and a street without its number is one. Totals miss a line.
            return _PIECES | _LINES if recounted else _PIECES
        case Damage.SWAPPED:
            # Lines are known by their numbers.
            return _LINES
        case _:
            return frozenset()


def _written(element: Tree.Element) -> bytes:
    attributes = sorted((key.rpartition("}")[2], value.strip()) for key, value in element.attrib.items())
    return f"{_name(element)} {attributes} {(element.text or '').strip()}".encode()


def _recount(root: Tree.Element) -> None:
    """The sums move by as much as the sum of the lines does."""
    for totals in (one for one in root.iter() if _name(one) in _TOTALS):
        stated = next((one for one in totals if _name(one) in _SUM_OF_LINES), None)
        before, now = _number(stated), _sum(root)
        if stated is None or before is None or now is None:
            continue
        for amount in (one for one in totals if one is stated or _name(one) in _SUMS):
            number = _number(amount)
            amount.text = f"{number + now - before:f}" if number is not None else amount.text


def _sum(root: Tree.Element) -> Decimal | None:
    lines = [one for one in root.iter() if _name(one) in _AMOUNTS]
    amounts = [_number(_at(line, _AMOUNTS[_name(line)])) for line in lines]
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal(0)) if len(known) == len(amounts) else None


def _at(element: Tree.Element, way: Sequence[str]) -> Tree.Element | None:
    found: Tree.Element | None = element
    for name in way:
        found = next((one for one in found if _name(one) == name), None) if found is not None else None
    return found


def _number(element: Tree.Element | None) -> Decimal | None:
    try:
        return Decimal((element.text or "").strip()) if element is not None else None
    except InvalidOperation:
        return None


def _name(element: Tree.Element) -> str:
    return element.tag.rpartition("}")[2]


def _without_declaration(content: bytes) -> str:
    return re.sub(r"\A\s*(?:<\?xml[^>]*>)?", "", decoded(content)[0])


def _encoded(text: str, codec: str) -> bytes:
    plain = re.sub(r"\A\s+", "", text)
    return plain.encode(codec, "xmlcharrefreplace")
