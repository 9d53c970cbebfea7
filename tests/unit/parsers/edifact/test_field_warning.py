"""The regressions that a public importer showed when it was run on a two-message interchange.

It paired LIN, QTY and PRI by their place in the whole interchange: a price landed on another line, two orders became
one, the composite currency never matched, units were dropped, and a cancellation was read as an order.
"""

from decimal import Decimal

from orders.reading import OrderKind, OrderReading
from tests.unit.parsers.edifact.messages import interchange, message, parsed

FIRST = message(
    "BGM+220+A-1+9", "CUX+2:USD:9",
    "LIN+1++9520007000106:EN", "QTY+21:5:CS",
    "LIN+2++9520007000113:EN", "QTY+21:7:PCE", "PRI+AAA:9.50",
    "UNS+S",
)  # fmt: skip
SECOND = message(
    "BGM+220+A-2+1", "CUX+2:EUR:9",
    "LIN+1++9520007000120:EN", "QTY+21:3:PCE", "PRI+AAA:1.25",
    "UNS+S",
    reference="2",
)  # fmt: skip


def both() -> tuple[OrderReading, ...]:
    return parsed(interchange(FIRST, SECOND)).readings


def test_two_messages_are_two_orders_with_their_own_numbers() -> None:
    assert ["A-1", "A-2"] == [order.po_number.value for order in both() if order.po_number]
    assert [2, 1] == [len(order.lines) for order in both()]


def test_a_line_without_a_price_has_none_and_the_next_line_keeps_its_own() -> None:
    first, second = both()[0].lines
    assert first.unit_price is None
    assert second.unit_price is not None
    assert Decimal("9.50") == second.unit_price.value


def test_the_currency_is_read_from_its_composite() -> None:
    assert ["USD", "EUR"] == [order.currency.value for order in both() if order.currency]


def test_units_are_kept_as_sent() -> None:
    assert ["CS", "PCE", "PCE"] == [line.uom.value for order in both() for line in order.lines if line.uom]


def test_a_cancellation_is_no_order() -> None:
    assert [OrderKind.ORDER, OrderKind.CANCEL] == [order.kind for order in both()]
