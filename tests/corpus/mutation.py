"""Damaged copies of good orders, in any format that is written as a list of segments, and what may become of them.

A copy has segments dropped, doubled or swapped with the next one, is cut off, or is in another character set than it
says. In half of the copies the counts in the trailers fit again, so that only the meaning can tell. Every copy keeps
the critical fields of the order, or a finding holds it; nothing is lost, and nothing breaks the parser.

Two things no reader of one document can tell, and both are allowed. A value of a dropped segment is not there any more
where the order may do without it: of a heading (a date, the currency), of one of two lines, of a kind that several
lines lack. A line that alone of three or more lacks a price, a unit or a date must be held. And behind a
whole message, where a document is cut off, there was another one: the flow holds the last order for that.
"""

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from pathlib import Path

from ordermill.parse.one_file import Judgement, judged
from ordermill.registry import rules
from orders.evidence import Evidence
from orders.reading import LineReading, OrderKind, OrderReading, Read
from parsers.parser import Blob, ParseContext, Parser
from tests.unit.parsers.edifact.messages import TODAY
from validation.absent import NoHistory, NoReference, NothingTaught
from validation.reading_only import reading_rules

HEADING = (
    "kind", "po_number", "currency", "requested_delivery_date", "earliest_delivery_date", "latest_delivery_date",
)  # fmt: skip
SHIP_TO = ("id", "street", "city", "postcode")
LINE = ("gtin", "buyer_item", "supplier_item", "quantity", "uom", "requested_date")
_SISTERS = 3
_PRICE = ("unit_price", "price_basis", "discount_percent")
_JUDGEMENT = Judgement(reading_rules(rules()), NoReference(), NothingTaught(), NoHistory(), TODAY)


class Damage(StrEnum):
    DROPPED = "dropped"
    DOUBLED = "doubled"
    SWAPPED = "swapped"
    TRUNCATED = "truncated"
    CHARSET = "another character set"


@dataclass(frozen=True, slots=True)
class Format:
    """How a format is taken apart and put together again.

    `segments` gives the pieces of a document, each with its terminator. `recounted` makes the counts of the trailers
    fit the pieces, with the trailers of the document (its second argument) where they were cut off. `recoded` are
    copies of the document in other character sets. `sources` gives the piece in which a place of evidence lies, as
    bytes to compare with the dropped ones.
    """

    parser: Parser
    segments: Callable[[bytes], list[bytes]]
    recounted: Callable[[Sequence[bytes], Sequence[bytes]], list[bytes]]
    recoded: Callable[[bytes], Sequence[bytes]]
    sources: Callable[[bytes], Callable[[Evidence], bytes]]


@dataclass(frozen=True, slots=True)
class Mutation:
    """A damaged copy; `touched` are the pieces that were dropped."""

    damage: Damage
    content: bytes
    recounted: bool
    said: str
    dropped: frozenset[bytes] = frozenset()

    def __str__(self) -> str:
        return f"{self.damage}{' and recounted' * self.recounted}: {self.said}"


@dataclass(frozen=True, slots=True)
class Fact:
    """A value and the pieces that it stood in."""

    value: object
    sources: frozenset[bytes]


Facts = Mapping[str, Fact]


@dataclass(frozen=True, slots=True)
class Outcome:
    """The critical facts of every order, whether it would be posted, and whether anything holds at all."""

    orders: tuple[Facts, ...]
    clean: tuple[bool, ...]
    told: bool


def mutations(content: bytes, format_: Format, seed: str, count: int) -> Iterator[Mutation]:
    """As many copies, the same ones for the same seed."""
    chance = random.Random(seed)
    pieces = format_.segments(content)
    recoded = [copy for copy in format_.recoded(content) if copy != content]
    kinds = [kind for kind in Damage if kind is not Damage.CHARSET or recoded]
    for _ in range(count):
        kind = chance.choice(kinds)
        if kind is Damage.CHARSET:
            copy = chance.choice(recoded)
            yield Mutation(kind, copy, recounted=False, said=repr(copy[:40]))
        else:
            yield _structural(kind, pieces, format_, chance)


def fault(base: Outcome, mutation: Mutation, changed: Outcome) -> str:
    """What is silently wrong with the reading of a copy; empty when nothing is."""
    if (
        len(changed.orders) < len(base.orders)
        and not changed.told
        and not _ends_behind_a_message(base, mutation, changed)
    ):
        return f"{mutation}: an order is lost"
    for number, clean in enumerate(changed.clean):
        if not clean:
            continue
        order = changed.orders[number]
        found = min(
            (_unexplained(known, order, mutation) | _alone(known, order) for known in base.orders),
            key=len,
            default={"order"},
        )
        if found:
            shown = ", ".join(f"{path} is {order[path].value if path in order else None}" for path in sorted(found))
            return f"{mutation}: {shown}"
    return ""


def _alone(known: Facts, order: Facts) -> set[str]:
    """What one line of three or more has lost that all the others have, and all had."""
    lines = order["lines"].value
    if not isinstance(lines, int) or lines < _SISTERS or known["lines"].value != lines:
        return set()
    found = set()
    for name in ("price", "uom", "requested_date"):
        paths = [f"lines[{number}].{name}" for number in range(lines)]
        missing = [path for path in paths if path not in order]
        if len(missing) == 1 and all(path in known for path in paths):
            found.add(missing[0])
    return found


def _ends_behind_a_message(base: Outcome, mutation: Mutation, changed: Outcome) -> bool:
    kept = all(any(not _unexplained(known, order, mutation) for known in base.orders) for order in changed.orders)
    return mutation.damage is Damage.TRUNCATED and kept


def outcome(content: bytes, format_: Format) -> Outcome:
    """What becomes of a document that is read on its own; one that no parser takes is held."""
    blob = Blob(content, "order", "")
    if format_.parser.recognise(blob) is None:
        return Outcome((), (), told=True)
    parsed = format_.parser.parse(blob, ParseContext())
    orders = [judged(_JUDGEMENT, reading) for reading in parsed.readings]
    source = format_.sources(content)
    clean = tuple(not order.holding and order.reading.kind is OrderKind.ORDER for order in orders)
    told = any(finding.holds for finding in parsed.findings) or any(order.holding for order in orders)
    return Outcome(tuple(_facts(order.reading, source) for order in orders), clean, told)


def good(folder: Path, pattern: str, format_: Format) -> list[Path]:
    """The documents of a folder of which every order would be posted."""
    found = []
    for path in sorted(folder.glob(pattern)):
        clean = outcome(path.read_bytes(), format_).clean
        if clean and all(clean):
            found.append(path)
    return found


def faults(path: Path, format_: Format, seed: str, count: int) -> list[str]:
    """All that is silently wrong with so many copies of a document."""
    content = path.read_bytes()
    base = outcome(content, format_)
    copies = mutations(content, format_, f"{seed} {path.name}", count)
    return [found for copy in copies if (found := fault(base, copy, outcome(copy.content, format_)))]


def _structural(kind: Damage, pieces: Sequence[bytes], format_: Format, chance: random.Random) -> Mutation:
    at = chance.randrange(len(pieces) - (kind is Damage.SWAPPED))
    before, here, after = list(pieces[:at]), pieces[at], list(pieces[at + 1 :])
    said, dropped = here.decode("latin-1").strip(), frozenset[bytes]()
    match kind:
        case Damage.DROPPED:
            copy, dropped = [*before, *after], frozenset({here.strip()})
        case Damage.DOUBLED:
            copy = [*before, here, here, *after]
        case Damage.SWAPPED:
            copy, said = [*before, after[0], here, *after[1:]], f"{said} | {after[0].decode('latin-1').strip()}"
        case _:
            copy = before
    recounted = chance.random() < 0.5
    if recounted:
        copy = format_.recounted(copy, pieces)
    elif kind is Damage.TRUNCATED:
        copy = [*copy, here[: chance.randrange(len(here))]]
    return Mutation(kind, b"".join(copy), recounted, said, dropped)


def _unexplained(known: Facts, order: Facts, mutation: Mutation) -> set[str]:
    changed = {path for path in {*known, *order} if not _is_kept(known.get(path), order.get(path), mutation)}
    return {path for path in changed if not _has_gone_with_its_party(path, known, order, mutation)}


def _has_gone_with_its_party(path: str, known: Facts, order: Facts, mutation: Mutation) -> bool:
    """Where an address stands in other segments than the party: without the party nothing says whose it is, and the
    order names no place; and a place that is still named by its number is that place.
    """
    if not path.startswith("ship_to.") or path in order:
        return False
    if "ship_to.id" in order:
        return order["ship_to.id"].value == known["ship_to.id"].value if "ship_to.id" in known else False
    named = [fact for name, fact in known.items() if name.startswith("ship_to.") and fact.sources]
    return any(fact.sources <= mutation.dropped for fact in named) and not any(
        name.startswith("ship_to.") for name in order
    )


def _is_kept(before: Fact | None, now: Fact | None, mutation: Mutation) -> bool:
    if before is not None and now is not None:
        return before.value == now.value
    return now is None and before is not None and bool(before.sources) and before.sources <= mutation.dropped


def _facts(reading: OrderReading, source: Callable[[Evidence], bytes]) -> Facts:
    parts: list[tuple[str, object, tuple[str, ...]]] = [("", reading, HEADING), ("ship_to.", reading.ship_to, SHIP_TO)]
    parts += [(f"lines[{number}].", line, LINE) for number, line in enumerate(reading.lines)]
    found = {"lines": Fact(len(reading.lines), frozenset())}
    for prefix, part, names in parts:
        for name in names:
            value = getattr(part, name, None)
            if value is not None:
                found[prefix + name] = _fact(value, source)
    for number, line in enumerate(reading.lines):
        if (price := _price(line, source)) is not None:
            found[f"lines[{number}].price"] = price
    return found


def _price(line: LineReading, source: Callable[[Evidence], bytes]) -> Fact | None:
    """What the line costs to the cent, or one unit of it: a gross price less its discount is the net price."""
    reads = [read for name in _PRICE if isinstance(read := getattr(line, name), Read)]
    if line.unit_price is None:
        return None
    basis = line.price_basis.value if line.price_basis else Decimal(1)
    less = Decimal(100) - (line.discount_percent.value if line.discount_percent else 0)
    quantity = line.quantity.value if line.quantity else Decimal(1)
    cost = quantity * line.unit_price.value * less / 100 / basis if basis else line.unit_price.value
    sources = frozenset(source(place) for read in reads for place in read.evidence)
    return Fact(round(cost, 2), sources)


def _fact(value: object, source: Callable[[Evidence], bytes]) -> Fact:
    if not isinstance(value, Read):
        return Fact(value, frozenset())
    return Fact(value.value, frozenset(source(place) for place in value.evidence))
