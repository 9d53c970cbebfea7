"""No damaged copy of a valid order reads clean and different, none is lost, and none breaks the parser.

Damage is of whole segments (dropped, doubled, exchanged with the next) and of the end (cut off at any byte). Half of
the copies have their count of segments put right, so that only the meaning can tell; there a segment that nothing else
in the order vouches for is missed by nobody, and may be.
"""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from ordermill.parse.one_file import Judgement, judged
from ordermill.registry import rules
from orders.reading import OrderKind, OrderReading
from parsers.parser import Blob, ParseContext
from parsers.x12 import X12Parser
from tests.unit.parsers.edifact.messages import TODAY
from validation.absent import NoHistory, NoReference, NothingTaught
from validation.reading_only import reading_rules

ORDER = (Path(__file__).parent / "full_order.x12").read_bytes().split(b"~\n")[:-1]
JUDGEMENT = Judgement(reading_rules(rules()), NoReference(), NothingTaught(), NoHistory(), TODAY)
HEADING = ("kind", "po_number", "currency", "requested_delivery_date", "earliest_delivery_date", "latest_delivery_date")
LINE = ("gtin", "buyer_item", "supplier_item", "quantity", "uom", "unit_price", "price_basis", "requested_date")
UNVOUCHED = (b"CUR", b"DTM", b"N3*9", b"N4*Peoria")
CUTS = 60


@dataclass(frozen=True, slots=True)
class Copy:
    """A damaged order, and what was done to it."""

    content: bytes
    damage: str


def written(segments: list[bytes]) -> bytes:
    return b"".join(segment + b"~\n" for segment in segments)


def recounted(segments: list[bytes]) -> list[bytes]:
    """With a count in SE that fits what is there."""
    ends = [at for at, segment in enumerate(segments) if segment.startswith(b"SE*")]
    begins = [at for at, segment in enumerate(segments) if segment.startswith(b"ST*")]
    if len(ends) != 1 or len(begins) != 1:
        return segments
    count = str(ends[0] - begins[0] + 1).encode()
    return [*segments[: ends[0]], b"SE*" + count + b"*0001", *segments[ends[0] + 1 :]]


def damaged() -> Iterator[Copy]:
    for at, segment in enumerate(ORDER):
        before, after = ORDER[:at], ORDER[at + 1 :]
        variants = {"dropped": [*before, *after], "doubled": [*before, segment, segment, *after]}
        if after:
            variants["exchanged"] = [*before, after[0], segment, *after[1:]]
        for damage, segments in variants.items():
            named = f"{damage} {segment.decode()}"
            yield Copy(written(segments), named)
            if damage != "dropped" or not segment.startswith(UNVOUCHED):
                yield Copy(written(recounted(segments)), f"{named}, recounted")
    whole = written(ORDER)
    for end in random.Random(860).sample(range(len(whole)), CUTS):
        yield Copy(whole[:end], f"cut off at {end}")


def outcome(content: bytes) -> tuple[list[Mapping[str, object]], bool]:
    """The values of each order that would post, and whether anything holds."""
    parsed = X12Parser().parse(Blob(content, "order.x12", ""), ParseContext())
    orders = [judged(JUDGEMENT, reading) for reading in parsed.readings]
    clean = [order for order in orders if not order.holding and order.reading.kind is OrderKind.ORDER]
    told = len(clean) < len(orders) or any(finding.holds for finding in parsed.findings)
    return [values(order.reading) for order in clean], told


def values(reading: OrderReading) -> dict[str, object]:
    place = reading.ship_to
    found: dict[str, object] = {name: plain(getattr(reading, name)) for name in HEADING}
    found |= {name: plain(getattr(place, name, None)) for name in ("id", "street", "city", "postcode")}
    for number, line in enumerate(reading.lines):
        found |= {f"lines[{number}].{name}": plain(getattr(line, name)) for name in LINE}
    return found


def plain(read: object) -> object:
    return getattr(read, "value", read)


BASE = values(X12Parser().parse(Blob(written(ORDER), "order.x12", ""), ParseContext()).readings[0])


def test_the_order_itself_is_clean() -> None:
    assert ([BASE], False) == outcome(written(ORDER))


@pytest.mark.parametrize("copy", list(damaged()), ids=lambda copy: copy.damage)
def test_a_damaged_order_is_right_or_told(copy: Copy) -> None:
    orders, told = outcome(copy.content)
    assert all(BASE == order for order in orders)
    assert orders or told
