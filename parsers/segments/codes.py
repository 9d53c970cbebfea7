"""Code lists of UN/EDIFACT that other formats use, too: 1001 names a document, 1225 its function, 1229 is of a line.

Lists 1001, 1225 and 1229 of D.01B, and the EANCOM codes that retail uses.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from orders.reading import LineAction, OrderKind

ORDINARY_NAMES = frozenset({"", "105", "220", "226", "230", "352", "50E"})
NOTED_NAMES = MappingProxyType({"224": "a rush order", "401": "a transshipment order", "402": "a cross-docking order"})
# Orders in form that commit nobody, or that are delivered or invoiced in another way than an ordinary order.
SPECIAL_NAMES = MappingProxyType(
    {
        "221": "a blanket order, which asks for no delivery yet",
        "225": "a repair order",
        "227": "a consignment order, in which the goods stay the supplier's",
        "228": "an order of samples",
        "22E": "an order raised by the manufacturer, which the buyer has not confirmed",
        "23E": "a consignment order raised by the manufacturer",
        "258": "a standing order",
        "325": "a pro forma",
    }
)


@dataclass(frozen=True, slots=True)
class Function:
    """What a function makes of a document, and its name in a sentence."""

    kind: OrderKind
    meaning: str


ORIGINAL = frozenset({"", "9"})
FUNCTIONS: Mapping[str, Function] = MappingProxyType(
    {
        "1": Function(OrderKind.CANCEL, "a cancellation"),
        "2": Function(OrderKind.CHANGE, "an addition to an order"),
        "3": Function(OrderKind.CANCEL, "a deletion"),
        "4": Function(OrderKind.CHANGE, "a change"),
        "5": Function(OrderKind.CHANGE, "a replacement of the whole order: lines that are not listed disappear"),
        "6": Function(OrderKind.ORDER, "a confirmation of an order given by other means"),
        "7": Function(OrderKind.ORDER, "a duplicate of a message sent before"),
        "16": Function(OrderKind.ORDER, "a proposal"),
        "17": Function(OrderKind.CANCEL, "a cancellation of an order that will be issued again"),
        "20": Function(OrderKind.CHANGE, "a replacement of the heading only"),
        "21": Function(OrderKind.CHANGE, "a replacement of the lines only"),
        "22": Function(OrderKind.ORDER, "a final transmission"),
        "31": Function(OrderKind.ORDER, "a copy"),
        "46": Function(OrderKind.ORDER, "provisional"),
    }
)

# 4 leaves the line as it is, as do 5 (accepted) and 11 (not amended).
LINE_ACTIONS: Mapping[str, LineAction] = MappingProxyType(
    {
        "1": LineAction.ADD,
        "2": LineAction.CANCEL,
        "3": LineAction.CHANGE,
        "4": LineAction.NONE,
        "5": LineAction.NONE,
        "11": LineAction.NONE,
    }
)
