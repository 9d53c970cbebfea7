"""BGM: what the message asks for. 1001 names the document, 1225 its function; the function decides, not the name.

Code lists 1001 and 1225 of UN/EDIFACT D.01B, and the EANCOM codes that retail uses.
"""

from dataclasses import dataclass

from edi.segment import Segment
from orders.findings import FindingCode
from orders.reading import OrderKind
from parsers.segments.reads import Message

_ORDINARY = frozenset({"", "105", "220", "226", "230", "352", "50E"})
_NOTED = {"224": "a rush order", "401": "a transshipment order", "402": "a cross-docking order"}
# Orders in form that commit nobody, or that are delivered or invoiced in another way than an ordinary order.
_SPECIAL = {
    "221": "a blanket order, which asks for no delivery yet",
    "225": "a repair order",
    "227": "a consignment order, in which the goods stay the supplier's",
    "228": "an order of samples",
    "22E": "an order raised by the manufacturer, which the buyer has not confirmed",
    "23E": "a consignment order raised by the manufacturer",
    "258": "a standing order",
    "325": "a pro forma",
}


@dataclass(frozen=True, slots=True)
class _Function:
    kind: OrderKind
    meaning: str


_ORIGINAL = frozenset({"", "9"})
_FUNCTIONS = {
    "1": _Function(OrderKind.CANCEL, "a cancellation"),
    "2": _Function(OrderKind.CHANGE, "an addition to an order"),
    "3": _Function(OrderKind.CANCEL, "a deletion"),
    "4": _Function(OrderKind.CHANGE, "a change"),
    "5": _Function(OrderKind.CHANGE, "a replacement of the whole order: lines that are not listed disappear"),
    "6": _Function(OrderKind.ORDER, "a confirmation of an order given by other means"),
    "7": _Function(OrderKind.ORDER, "a duplicate of a message sent before"),
    "16": _Function(OrderKind.ORDER, "a proposal"),
    "17": _Function(OrderKind.CANCEL, "a cancellation of an order that will be issued again"),
    "20": _Function(OrderKind.CHANGE, "a replacement of the heading only"),
    "21": _Function(OrderKind.CHANGE, "a replacement of the lines only"),
    "22": _Function(OrderKind.ORDER, "a final transmission"),
    "31": _Function(OrderKind.ORDER, "a copy"),
    "46": _Function(OrderKind.ORDER, "provisional"),
}
# What an ORDCHG says of itself without any doubt, and the one clear case of an ORDERS that is none.
_CLEAR = {"ORDCHG": frozenset({"", "9", "4", "1", "3"}), "ORDERS": frozenset({"1", "3"})}


def kind_of(message: Message, type_: str, beginning: Segment | None) -> OrderKind:
    """What the message asks for; whatever is no plain original order, change or cancellation is a finding."""
    plain = OrderKind.CHANGE if type_ == "ORDCHG" else OrderKind.ORDER
    if beginning is None:
        message.note(FindingCode.MISSING_FIELD, "The message has no BGM, which names the order.", "po_number")
        return plain
    _document(message, beginning)
    if beginning.component(1) == "230":
        plain = OrderKind.CHANGE
    return _function(message, type_, plain, beginning)


def _document(message: Message, beginning: Segment) -> None:
    name = beginning.component(1).strip().upper()
    if name in _ORDINARY:
        return
    if name in _NOTED:
        message.note(FindingCode.MESSAGE_TYPE, f"The document is {_NOTED[name]} (1001 {name}).", "", beginning)
        return
    meaning = _SPECIAL.get(name, "of a kind that is not known here")
    message.hold(
        FindingCode.MESSAGE_TYPE,
        f"The document is {meaning} (1001 {name}). Accept it as an order, or refuse it.",
        "",
        beginning,
    )


def _function(message: Message, type_: str, plain: OrderKind, beginning: Segment) -> OrderKind:
    code = beginning.component(3).strip()
    if code in _ORIGINAL:
        if plain is OrderKind.CHANGE and type_ == "ORDERS":
            message.hold(
                FindingCode.MESSAGE_TYPE, "An order message calls itself a change. Decide which it is.", "", beginning
            )
        return plain
    function = _FUNCTIONS.get(code, _Function(plain, "of a function that is not known here"))
    # A change message stays one: a proposal or a copy of a change is still no order.
    kind = plain if function.kind is OrderKind.ORDER else function.kind
    sentence = f"The message is {function.meaning} (1225 {code})."
    if code in _CLEAR[type_]:
        message.note(FindingCode.FUNCTION_NOT_ORIGINAL, sentence, "", beginning)
    else:
        message.hold(FindingCode.FUNCTION_NOT_ORIGINAL, f"{sentence} Decide what is to be done with it.", "", beginning)
    return kind
