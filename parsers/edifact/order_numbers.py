"""The numbers of a message: BGM 1004, and what RFF of the heading refers to.

1153: ON the order, CT a contract, BO a blanket order.
"""

from edi.segment import Segment
from orders.findings import FindingCode
from orders.reading import OrderKind
from parsers.segments.groups import Group
from parsers.segments.reads import Message, Text


def order_numbers(message: Message, root: Group, kind: OrderKind, type_: str) -> dict[str, Text | None]:
    """The order's number, a change's own, and the contract's."""
    beginning = next(iter(root.all("BGM")), None)
    number = message.text(beginning, 2) if beginning else None
    _tell_version(message, beginning)
    contract = _reference(message, root, "CT") or _reference(message, root, "BO")
    ordered = _reference(message, root, "ON")
    if kind is OrderKind.ORDER:
        if number and ordered and number.value != ordered.value:
            message.note(
                FindingCode.AMBIGUOUS_VALUE,
                f"A reference names the order {ordered.value}; BGM names it {number.value}, which is used.",
                "po_number",
                beginning,
            )
        return {"po_number": number, "contract": contract}
    if ordered or type_ == "ORDCHG":
        _tell_changed_order(message, root, beginning, ordered)
    # A change names the order that it changes by reference; its own number is another. An order message that is sent
    # again to cancel or replace the order keeps its number.
    return {"po_number": ordered or number, "change_number": number, "contract": contract}


def _tell_version(message: Message, beginning: Segment | None) -> None:
    """C106 1056 and 1060; or a colon in the number that the sender did not release."""
    version = ":".join(beginning.composite(2)[1:]).strip(": ") if beginning else ""
    if version:
        sentence = f"Behind the number stands “{version}”, a version or the rest of the number. Type the whole number."
        message.hold(FindingCode.AMBIGUOUS_VALUE, sentence, "po_number", beginning)


def _tell_changed_order(message: Message, root: Group, beginning: Segment | None, ordered: Text | None) -> None:
    named = {group.trigger.component(1, 2).strip() for group in _references(root, "ON") if group.trigger}
    if ordered is None:
        sentence = "The change names no order (RFF+ON); its own number stands in its place. Type the order's number."
        message.hold(FindingCode.AMBIGUOUS_VALUE, sentence, "po_number", beginning)
    elif len(named) > 1:
        listed = ", ".join(sorted(named))
        sentence = f"The change names several orders: {listed}. Choose the one that is to be changed."
        message.hold(FindingCode.AMBIGUOUS_VALUE, sentence, "po_number", beginning)


def _reference(message: Message, root: Group, qualifier: str) -> Text | None:
    for group in _references(root, qualifier):
        if group.trigger:
            return message.text(group.trigger, 1, 2)
    return None


def _references(root: Group, qualifier: str) -> list[Group]:
    return [group for group in root.under("RFF") if group.trigger and group.trigger.component(1) == qualifier]
