"""BGM: what the message asks for. 1001 names the document, 1225 its function; the function decides, not the name.

Code lists 1001 and 1225 of UN/EDIFACT D.01B, and the EANCOM codes that retail uses.
"""

from edi.names.directory import edifact
from edi.segment import Segment
from orders.findings import FindingCode
from orders.reading import OrderKind
from parsers.segments.codes import FUNCTIONS, NOTED_NAMES, ORDINARY_NAMES, ORIGINAL, SPECIAL_NAMES, Function
from parsers.segments.reads import Message

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
    if name in ORDINARY_NAMES:
        return
    if name in NOTED_NAMES:
        message.note(FindingCode.MESSAGE_TYPE, f"The document is {NOTED_NAMES[name]} (1001 {name}).", "", beginning)
        return
    meaning = SPECIAL_NAMES.get(name) or _by_the_list(name)
    message.hold(
        FindingCode.MESSAGE_TYPE,
        f"The document is {meaning} (1001 {name}). Accept it as an order, or refuse it.",
        "",
        beginning,
    )


def _by_the_list(name: str) -> str:
    meaning = edifact().meaning("1001", name)
    return f"by the code list: {meaning}" if meaning else "of a kind that is not known here"


def _function(message: Message, type_: str, plain: OrderKind, beginning: Segment) -> OrderKind:
    code = beginning.component(3).strip()
    if code in ORIGINAL:
        if plain is OrderKind.CHANGE and type_ == "ORDERS":
            message.hold(
                FindingCode.MESSAGE_TYPE, "An order message calls itself a change. Decide which it is.", "", beginning
            )
        return plain
    function = FUNCTIONS.get(code, Function(plain, "of a function that is not known here"))
    # A change message stays one: a proposal or a copy of a change is still no order.
    kind = plain if function.kind is OrderKind.ORDER else function.kind
    sentence = f"The message is {function.meaning} (1225 {code})."
    if code in _CLEAR[type_]:
        message.note(FindingCode.FUNCTION_NOT_ORIGINAL, sentence, "", beginning)
    else:
        message.hold(FindingCode.FUNCTION_NOT_ORIGINAL, f"{sentence} Decide what is to be done with it.", "", beginning)
    return kind
