"""Attributes of OrderRequestHeader and ItemOut: days that are for something else, returns, and what is not known."""

from collections.abc import Iterator

from orders.conditions import DateMeaning
from orders.findings import FindingCode
from orders.reading import OtherDateReading
from parsers.xml.periods import other_date
from parsers.xml.reads import Message
from parsers.xml.tree import Node

_DAYS = {
    "pickUpDate": DateMeaning.COLLECTION,
    "expirationDate": DateMeaning.EXPIRY,
    "requestedShipmentDate": DateMeaning.SHIPMENT,
}
_READ = frozenset({
    "orderID", "orderVersion", "orderDate", "type", "orderType", "requestedDeliveryDate", "agreementID", "shipComplete",
    "releaseRequired", "effectiveDate",
    "quantity", "lineNumber", "parentLineNumber", "itemType", "isReturn",
})  # fmt: skip
_FACTS = frozenset({
    "agreementPayloadID", "parentAgreementID", "parentAgreementPayloadID", "requisitionID", "isInternalVersion",
    "agreementItemNumber", "isAdHoc", "itemClassification", "itemCategory", "compositeItemType",
    "requiresServiceEntry", "returnAuthorizationNumber", "isItemChanged", "lang",
    "confirmationDueDate",
})  # fmt: skip
# What makes a difference only when it is so.
_FLAGS = frozenset({"isKanban", "isDeliveryCompleted", "unlimitedDelivery", "isAllItemsReturnable"})


def other_days(message: Message, node: Node, path: str) -> Iterator[OtherDateReading]:
    """Days that are no delivery dates."""
    for name, meaning in _DAYS.items():
        if found := other_date(message, meaning, message.attribute_day(node, name, path), path, node):
            yield found


def tell_attributes(message: Message, node: Node, path: str = "") -> None:
    """A return holds, and so does what is not known, for it may change the order."""
    if node.attributes.get("isReturn", "").casefold() == "yes":
        sentence = "The line gives goods back. Decide what is to be done with it."
        message.hold(FindingCode.AMBIGUOUS_VALUE, sentence, path, node, found="isReturn yes")
    known = _READ | _FACTS | _DAYS.keys()
    for name, value in node.attributes.items():
        is_off = name in _FLAGS and value.casefold() == "no"
        if value and name not in known and not is_off:
            sentence = f"The attribute {name} of {node.name} is not read. See whether it changes the order."
            message.hold(FindingCode.UNREAD_CONTENT, sentence, path, node, found=f"{name} {value}")
