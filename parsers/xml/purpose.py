"""What a document is by its codes: whatever is no plain original order, change or cancellation is a finding."""

from orders.findings import FindingCode
from orders.reading import LineAction, OrderKind
from parsers.segments import codes
from parsers.segments.reads import Action
from parsers.xml.reads import Message
from parsers.xml.tree import Node

_CLEAR = {
    OrderKind.ORDER: frozenset[str](),
    OrderKind.CHANGE: frozenset({"4"}),
    OrderKind.CANCEL: frozenset({"1", "3"}),
}
# The words of the UBL code list for the status of a line.
_WORDS = {
    "added": LineAction.ADD,
    "cancelled": LineAction.CANCEL,
    "canceled": LineAction.CANCEL,
    "revised": LineAction.CHANGE,
    "nostatus": LineAction.NONE,
}


def tell_name(message: Message, node: Node | None) -> None:
    """1001: rush orders and the like are noted; what commits nobody, or is unknown, holds."""
    name = message.word(node).upper()
    if name in codes.ORDINARY_NAMES:
        return
    if name in codes.NOTED_NAMES:
        message.note(FindingCode.MESSAGE_TYPE, f"The document is {codes.NOTED_NAMES[name]} (1001 {name}).", "", node)
        return
    meaning = codes.SPECIAL_NAMES.get(name, "of a kind that is not known here")
    sentence = f"The document is {meaning} (1001 {name}). Accept it as an order, or refuse it."
    message.hold(FindingCode.MESSAGE_TYPE, sentence, "", node)


def kind_by_function(message: Message, node: Node | None, plain: OrderKind) -> OrderKind:
    """1225 decides, where it is sent at all; `plain` is what the document calls itself."""
    code = message.word(node)
    if code in codes.ORIGINAL:
        return plain
    function = codes.FUNCTIONS.get(code, codes.Function(plain, "of a function that is not known here"))
    kind = plain if function.kind is OrderKind.ORDER else function.kind
    sentence = f"The message is {function.meaning} (1225 {code})."
    if code in _CLEAR[kind]:
        message.note(FindingCode.FUNCTION_NOT_ORIGINAL, sentence, "", node)
    else:
        message.hold(FindingCode.FUNCTION_NOT_ORIGINAL, f"{sentence} Decide what is to be done with it.", "", node)
    return kind


def tell_copy(message: Message, node: Node | None) -> None:
    """A copy of an order is no second one."""
    if message.word(node).casefold() in ("true", "1"):
        sentence = "The document calls itself a copy. Decide whether the order was received before."
        message.hold(FindingCode.FUNCTION_NOT_ORIGINAL, sentence, "", node)


def line_action(message: Message, node: Node | None, line: Node, kind: OrderKind, path: str) -> Action | None:
    """1229 or the word for it; in an order only what leaves the line ordered passes."""
    code = message.word(node)
    action = codes.LINE_ACTIONS.get(code) or _WORDS.get(code.casefold().replace(" ", ""))
    if kind is OrderKind.ORDER:
        if code and action not in (LineAction.ADD, LineAction.NONE):
            sentence = f"A line of an order has the status “{code}”. Decide whether it is ordered."
            message.hold(FindingCode.AMBIGUOUS_VALUE, sentence, f"{path}.action", node)
        return None
    if not code:
        implied = LineAction.CANCEL if kind is OrderKind.CANCEL else LineAction.CHANGE
        return Action(value=implied, evidence=(line.place,))
    if action is None:
        sentence = f"What is to be done with the line is not clear (status “{code}”). Choose it."
        message.hold(FindingCode.AMBIGUOUS_VALUE, sentence, f"{path}.action", node)
    place = node.place if node else line.place
    return Action(value=action or LineAction.CHANGE, evidence=(place,))
