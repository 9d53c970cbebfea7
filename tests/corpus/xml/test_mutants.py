"""No damaged copy of a valid document reads clean and different, and none is lost or breaks the parser."""

from pathlib import Path

import pytest

from ordermill.parse.one_file import Judgement, judged
from ordermill.registry import rules
from orders.reading import OrderKind, OrderReading
from parsers.cxml import CxmlParser
from parsers.order_x import OrderXParser
from parsers.parser import Blob, ParseContext, Parser
from parsers.ubl import UblParser
from tests.corpus.xml.mutants import mutants
from tests.unit.parsers.edifact.messages import TODAY
from validation.absent import NoHistory, NoReference, NothingTaught
from validation.reading_only import reading_rules

FOLDER = Path(__file__).parent
JUDGEMENT = Judgement(reading_rules(rules()), NoReference(), NothingTaught(), NoHistory(), TODAY)
HEADING = (
    "po_number", "order_date", "currency", "requested_delivery_date", "earliest_delivery_date", "latest_delivery_date",
)  # fmt: skip
SHIP_TO = ("id", "street", "city", "postcode")
LINE = (
    "gtin", "buyer_item", "supplier_item", "quantity", "uom", "unit_price", "price_basis", "requested_date",
)  # fmt: skip
BASES: dict[str, Parser] = {
    "peppol_order": UblParser(),
    "ubl_2_0_with_prefix": UblParser(),
    "sbdh": UblParser(),
    "cxml_new": CxmlParser(),
    "order_x_comfort": OrderXParser(),
}


def values(reading: OrderReading) -> dict[str, object]:
    """What goods and money hang on, by its path."""
    parts: list[tuple[str, object, tuple[str, ...]]] = [("", reading, HEADING), ("ship_to.", reading.ship_to, SHIP_TO)]
    parts += [(f"lines[{number}].", line, LINE) for number, line in enumerate(reading.lines)]
    found: dict[str, object] = {"kind": reading.kind, "lines": len(reading.lines)}
    for prefix, part, names in parts:
        found |= {prefix + name: getattr(part, name).value for name in names if getattr(part, name, None) is not None}
    return found


def fault(parser: Parser, content: bytes, expected: dict[str, object]) -> str:
    """What is wrong with the reading of a mutant; empty when nothing is."""
    parsed = parser.parse(Blob(content, "order.xml", "application/xml"), ParseContext())
    if not parsed.readings:
        return "" if any(finding.holds for finding in parsed.findings) else "the order is lost"
    for reading in parsed.readings:
        order = judged(JUDGEMENT, reading)
        if not order.holding and order.reading.kind is OrderKind.ORDER:
            found = values(order.reading)
            differing = [path for path in {*expected, *found} if expected.get(path) != found.get(path)]
            if differing:
                return ", ".join(sorted(differing))
    return ""


@pytest.mark.parametrize("name", BASES)
def test_a_damaged_document_is_never_clean_and_different(name: str) -> None:
    parser, content = BASES[name], (FOLDER / f"{name}.xml").read_bytes()
    (reading,) = parser.parse(Blob(content, name, "application/xml"), ParseContext()).readings
    assert not judged(JUDGEMENT, reading).holding
    expected = values(reading)
    faults = [
        f"{mutant.element} {mutant.damage}: {found}"
        for mutant in mutants(content)
        if (found := fault(parser, mutant.content, expected))
    ]
    assert [] == faults
