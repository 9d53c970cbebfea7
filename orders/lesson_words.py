"""What was taught, as a person would say it: the words of the customer, and for whom they count."""

from orders.knowledge import FOR_EVERYONE, KnowledgeKind
from orders.lessons import NO_UNIT

KIND_WORDS = {
    KnowledgeKind.ITEM: "item",
    KnowledgeKind.UNIT: "unit",
    KnowledgeKind.SENDER: "customer",
    KnowledgeKind.SHIP_TO: "delivery address",
}
"""What a lesson of each kind says."""

_NUMBERS = {
    "buyer": "the customer's number",
    "supplier": "our number",
    "sender": "sender",
    "id": "place",
}


def key_words(kind: KnowledgeKind, key: str) -> str:
    """The words under which it is found."""
    name, _, rest = key.partition(":")
    match kind:
        case KnowledgeKind.ITEM if name == "gtin":
            # It is kept with zeros before it, so that a GTIN-12 and its GTIN-13 are the same.
            return f"GTIN {rest.lstrip('0')}"
        case KnowledgeKind.UNIT:
            return "no unit" if key == NO_UNIT else key
        case KnowledgeKind.SHIP_TO if name in ("address", "shown"):
            return ", ".join(part for part in rest.split("|") if part)
        case KnowledgeKind.SHIP_TO if not rest:
            return "no address named"
        case KnowledgeKind.SENDER if name == "id":
            scheme, _, number = rest.partition(":")
            return f"{scheme} {number}".strip()
        case _:
            return f"{_NUMBERS.get(name, name)} {rest}".strip()


def counts_for(kind: KnowledgeKind, customer: str) -> str:
    """The customer's number, or for whom it counts where that is nobody's own."""
    if customer != FOR_EVERYONE:
        return customer
    return "whoever sends so" if kind is KnowledgeKind.SENDER else "everyone"
