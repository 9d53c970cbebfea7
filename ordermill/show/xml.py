"""An XML order as a person reads it: names of elements and codes in words, indented as they are nested."""

import re
from collections.abc import Iterator

from edi.names.directory import edifact
from edi.paging import Content
from ordermill.show.lines import Line, Style, heading, safe
from orders.errors import NeedsAttention
from orders.findings import Finding, FindingCode, Severity
from parsers.xml.charset import decoded
from parsers.xml.transcript import is_secret
from parsers.xml.tree import Node, Unreadable, read_tree

_NAME_WIDTH = 34
_CODES = {
    "OrderTypeCode": "1001", "TypeCode": "1001", "PurposeCode": "1225", "DocumentStatusCode": "1225",
    "unitCode": "6411", "UnitOfMeasure": "6411", "AllowanceChargeReasonCode": "5189", "LineStatusCode": "1229",
}  # fmt: skip
"""Elements and attributes whose values are codes of a data element of UN/EDIFACT."""
_SCHEMES = {
    "0007": "Swedish organisation number", "0037": "Finnish OVT", "0060": "DUNS", "0088": "GLN",
    "0096": "Danish P number", "0106": "Dutch KVK", "0160": "GTIN", "0184": "Danish CVR", "0190": "Dutch OIN",
    "0192": "Norwegian organisation number", "0204": "German Leitweg-ID", "0208": "Belgian enterprise number",
    "0210": "Italian codice fiscale", "0211": "Italian VAT number", "9930": "German VAT number",
    "9957": "French VAT number",
}  # fmt: skip
"""Schemes of ISO/IEC 6523 that Peppol uses most."""


def lines(content: Content, _only: int | None) -> Iterator[Line]:
    """The lines of the document. Raises `NeedsAttention` where it is no XML that can be read."""
    text, _ = decoded(bytes(content[:]))
    try:
        root = read_tree(text)
    except Unreadable as fault:
        told = Finding(code=FindingCode.UNREADABLE, severity=Severity.BLOCK, message=str(fault))
        raise NeedsAttention([told]) from fault
    yield from heading(f"{_words(root.name)}, {root.namespace or 'without a namespace'}")
    waiting = [(root, 0)]
    while waiting:
        node, depth = waiting.pop()
        yield _element(node, depth)
        waiting.extend((child, depth + 1) for child in reversed(node.children))


def _element(node: Node, depth: int) -> Line:
    name = f"{node.line:>6}  {'  ' * depth}{_words(node.name)}"
    value = "(left out)" if node.text and is_secret(node) else safe(node.text)
    told = [_meaning(node.name, node.text)]
    told += [
        f"{_words(each)} {safe(value)}" + (f", {meaning}" if (meaning := _meaning(each, value)) else "")
        for each, value in node.attributes.items()
    ]
    meaning = "; ".join(filter(None, told))
    if not value:
        return (safe(name), Style.TAG), (f"  {meaning}" if meaning else "", Style.QUIET)
    return (f"{safe(name):<{_NAME_WIDTH + 8}} ", Style.QUIET), (value, Style.PLAIN), (f"  {meaning}", Style.MEANING)


def _meaning(name: str, value: str) -> str:
    if name == "schemeID":
        return _SCHEMES.get(value, "")
    return edifact().meaning(_CODES[name], value) if name in _CODES else ""


def _words(name: str) -> str:
    """`BuyerCustomerParty` as `Buyer customer party`."""
    apart = re.sub(r"(?<=[a-zA-Z0-9][a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", name)
    first, *others = [word if word.isupper() or word == name else word.lower() for word in apart.split()] or [name]
    return " ".join((first if first == name else f"{first[:1].upper()}{first[1:]}", *others))
