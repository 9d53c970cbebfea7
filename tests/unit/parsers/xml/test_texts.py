"""Which free texts hold: those that may ask for something that the document does not say itself."""

import pytest

from orders.reading import LineAction, OrderKind
from parsers.xml.reads import Message
from parsers.xml.texts import free_texts
from parsers.xml.tree import Node


def holds(text: str, said: OrderKind | LineAction) -> bool:
    message = Message()
    (note,) = free_texts(message, [Node("Note", "", "/Order[1]/Note[1]", 1, {}, text)], "", said)
    assert text == note.value
    (finding,) = message.findings
    return finding.holds


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Changes according to your order response", OrderKind.CHANGE),
        ("Information text for the whole order change", OrderKind.CHANGE),
        ("Bestelländerung gemäß Telefonat", OrderKind.CHANGE),
        ("Modification de la commande", OrderKind.CHANGE),
        ("Line cancelled", LineAction.CANCEL),
        ("Order line to be deleted", LineAction.CANCEL),
        ("No changes to order line", LineAction.NONE),
        ("Cancelled by the project", OrderKind.CANCEL),
        ("sample", OrderKind.ORDER),
        ("These special terms apply to the delivery", OrderKind.ORDER),
        ("Recycling fee of 1.20 EUR per piece is included", OrderKind.ORDER),
        ("inkl. 0,35 EUR Elektroaltgerätegebühr", OrderKind.ORDER),
        ("dont éco-participation 0,12 €", OrderKind.ORDER),
    ],
)
def test_what_says_once_more_what_the_document_is_holds_nothing(text: str, said: OrderKind | LineAction) -> None:
    assert not holds(text, said)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Changes according to your order response", OrderKind.ORDER),
        ("Order change: deliver to gate 5", OrderKind.CHANGE),
        ("Change the colour to red", OrderKind.CHANGE),
        ("Order change, 50 pcs", OrderKind.CHANGE),
        ("Line cancelled, send the rest only", LineAction.CANCEL),
        ("Line cancelled", LineAction.CHANGE),
        ("Send a sample", OrderKind.ORDER),
        ("Recycling fee of 1.20 EUR per piece is not included", OrderKind.ORDER),
        ("Recycling fee of 1.20 EUR per piece to be charged", OrderKind.ORDER),
        ("Freight of 12 EUR included", OrderKind.ORDER),
        ("dont éco-participation 0,12 €, remise 5 %", OrderKind.ORDER),
        ("Special terms apply: deliver on pallets", OrderKind.ORDER),
    ],
)
def test_what_asks_for_more_holds(text: str, said: OrderKind | LineAction) -> None:
    assert holds(text, said)
