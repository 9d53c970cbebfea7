"""Who assigned an identifier: the codes of ISO 6523 (ICD) that Peppol and Order-X use, and words that older UBL has."""

from parsers.segments.reads import Text
from parsers.xml.reads import Message
from parsers.xml.tree import Node

GLN = "GLN"
_SCHEMES = {
    "0088": GLN, "GLN": GLN, "EAN": GLN, "ILN": GLN, "EAN.UCC": GLN, "0060": "DUNS", "DUNS": "DUNS", "0062": "DUNS4",
    "0160": "GTIN", "GTIN": "GTIN", "SRV": "GTIN", "EN": "GTIN",
    "91": "SELLER", "92": "BUYER", "SA": "SELLER", "BY": "BUYER",
}  # fmt: skip
_AGENCIES = {"9": GLN}


def scheme_of(node: Node | None) -> str:
    """GLN, DUNS, GTIN or what the sender declared; empty where nothing is."""
    if node is None:
        return ""
    declared = node.attributes.get("schemeID", "").strip().upper()
    agency = node.attributes.get("schemeAgencyID", "").strip()
    return _SCHEMES.get(declared, declared or _AGENCIES.get(agency, ""))


def identified(message: Message, nodes: list[Node]) -> tuple[Text | None, str]:
    """The most telling of several identifiers of one party, a GLN before any other, with its scheme."""
    filled = [node for node in nodes if node.text]
    chosen = next((node for node in filled if scheme_of(node) == GLN), filled[0] if filled else None)
    return message.text(chosen), scheme_of(chosen)
