"""What a choice teaches, under the key by which the next order finds it."""

import pytest

from orders.knowledge import KnowledgeKind
from orders.lessons import Lesson, lesson
from tests.fakes.readings import line, party, reading


@pytest.mark.parametrize(
    ("path", "value", "taught"),
    [
        ("customer", "0100", Lesson(KnowledgeKind.SENDER, "", "id:GLN:9520000000011", "0100")),
        ("lines[0].item", "BOLT-08", Lesson(KnowledgeKind.ITEM, "0100", "buyer:4711", "BOLT-08")),
        ("lines[0].unit", "EA", Lesson(KnowledgeKind.UNIT, "0100", "PCE", "EA")),
        ("ship_to", "0100/1", Lesson(KnowledgeKind.SHIP_TO, "0100", "address:|4 lindenstr|30159", "0100/1")),
        # The place of a value in this order says nothing of the next one.
        ("lines[0].quantity", "7", None),
        ("lines[9].item", "BOLT-08", None),
        ("po_number", "4711", None),
    ],
)
def test_lesson(path: str, value: str, taught: Lesson | None) -> None:
    assert taught == lesson(reading(), "0100", path, value)


def test_the_sender_on_the_wire_is_taught_where_the_buyer_has_no_id() -> None:
    order = reading(buyer=party(name="Karst"), sender="Orders@Karst.example")
    assert Lesson(KnowledgeKind.SENDER, "", "sender:orders@karst.example", "0100") == lesson(
        order, "0100", "customer", "0100"
    )


def test_an_order_that_shows_nothing_teaches_nothing() -> None:
    order = reading(buyer=None, lines=(line(buyer_item=None),))
    assert lesson(order, "", "customer", "0100") is None
    assert lesson(order, "0100", "lines[0].item", "BOLT-08") is None
