"""What is ordered: the ids of a line in LIN C212 and PIA, and its description in IMD.

7143 says whose number it is; where it is missing, the agency (3055) does: 91 seller, 92 buyer.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from edi.segment import Segment
from orders.findings import FindingCode
from orders.gtin import check_digit, is_valid
from orders.reading import Confidence
from parsers.edifact.groups import Group
from parsers.edifact.reads import Message, Text, joined

_GTIN = frozenset({"EN", "SRV", "UP", "EU", "GT"})
_BUYER = frozenset({"IN", "BP"})
_SUPPLIER = frozenset({"SA", "VN", "VP"})
_ISBN_10 = "IB"
# Asks for one batch or one piece of an item; an order line cannot express it.
_INDIVIDUAL = {"NB": "batch", "SN": "serial number"}
_DESCRIPTION_WIDTH = 35
# 7081: which descriptions are the name of the goods, best first. Others tell colour, size, package and so on.
_CHARACTERISTICS = ("", "79", "DSC", "ANM", "8")


@dataclass(frozen=True, slots=True)
class _Id:
    segment: Segment
    element: int
    value: str
    qualifier: str
    agency: str


def item(message: Message, line: Group, path: str) -> dict[str, Text | None]:
    """The ids of a line by whose number it is, and its description."""
    ids = list(_ids(line))
    found = {
        "gtin": _one(message, ids, _GTIN, "", f"{path}.gtin") or _isbn(message, ids) or _misspelt(message, ids),
        "buyer_item": _one(message, ids, _BUYER, "92", f"{path}.buyer_item"),
        "supplier_item": _one(message, ids, _SUPPLIER, "91", f"{path}.supplier_item"),
        "description": description(message, line),
    }
    _tell_substitutes(message, line, path)
    _tell_others(message, ids, path, named=any(found[name] for name in ("gtin", "buyer_item", "supplier_item")))
    return found


def description(message: Message, line: Group) -> Text | None:
    """The texts of IMD that name the goods, in their order."""
    texts: dict[str, list[tuple[Segment, str]]] = {}
    for segment in line.all("IMD"):
        text = joined(segment.composite(3)[3:], _DESCRIPTION_WIDTH)
        if text:
            texts.setdefault(segment.component(2).strip().upper(), []).append((segment, text))
    for characteristic in (*_CHARACTERISTICS, *texts):
        if chosen := texts.get(characteristic):
            places = tuple(message.place(segment, 3) for segment, _ in chosen)
            return Text(value=" ".join(text for _, text in chosen), evidence=places)
    return None


def _ids(line: Group) -> Iterator[_Id]:
    """LIN first, then PIA 5 (the product's identification), then PIA 1 (additional)."""
    if line.trigger:
        yield from _composite_ids(line.trigger, (3,))
    for segment in line.qualified("PIA", "5", "1"):
        yield from _composite_ids(segment, range(2, len(segment.elements) + 1))


def _composite_ids(segment: Segment, elements: Iterable[int]) -> Iterator[_Id]:
    for element in elements:
        for parts in segment.occurrences(element):
            value, qualifier, _, agency = (*(part.strip() for part in parts), "", "", "", "")[:4]
            if value:
                yield _Id(segment, element, value, qualifier.upper(), agency)


def _one(message: Message, ids: list[_Id], qualifiers: frozenset[str], agency: str, path: str) -> Text | None:
    found = [
        each
        for each in ids
        if each.qualifier in qualifiers or (not each.qualifier and agency and each.agency == agency)
    ]
    if not found:
        return None
    first = found[0]
    rivals = {each.value for each in found if _rank(each) == _rank(first)}
    if len(rivals) > 1:
        listed = ", ".join(sorted(rivals))
        message.hold(
            FindingCode.AMBIGUOUS_VALUE,
            f"Several numbers of one kind: {listed}. Choose the item that is meant.",
            path,
            first.segment,
        )
    return Text(value=first.value, evidence=(message.place(first.segment, first.element, 1),))


def _rank(each: _Id) -> tuple[str, str]:
    return each.segment.tag, each.segment.component(1) if each.segment.tag == "PIA" else ""


def _isbn(message: Message, ids: list[_Id]) -> Text | None:
    """An ISBN of ten digits is the same book as the GTIN with 978 before it."""
    for each in ids:
        if each.qualifier == _ISBN_10 and (gtin := gtin_of_isbn(each.value)):
            place = message.place(each.segment, each.element, 1)
            return Text(
                value=gtin, evidence=(place,), confidence=Confidence.PROVEN, witnesses=(f"ISBN-10 {each.value}",)
            )
    return None


def _misspelt(message: Message, ids: list[_Id]) -> Text | None:
    """An unknown qualifier on thirteen or fourteen digits whose check digit holds is still a GTIN."""
    known = _GTIN | _BUYER | _SUPPLIER | {"", _ISBN_10, *_INDIVIDUAL}
    for each in ids:
        if each.qualifier not in known and len(each.value) in (13, 14) and is_valid(each.value):
            place = message.place(each.segment, each.element, 1)
            return Text(value=each.value, evidence=(place,), confidence=Confidence.SINGLE)
    return None


def gtin_of_isbn(isbn: str) -> str:
    """The GTIN-13 of a valid ISBN-10, or empty text."""
    digits = isbn.replace("-", "").replace(" ", "").upper()
    if len(digits) != 10 or not (digits[:9].isascii() and digits[:9].isdecimal()) or digits[9] not in "0123456789X":
        return ""
    total = sum((10 - place) * int(digit) for place, digit in enumerate(digits[:9]))
    if (total + (10 if digits[9] == "X" else int(digits[9]))) % 11:
        return ""
    body = "978" + digits[:9]
    return body + check_digit(body)


def _tell_substitutes(message: Message, line: Group, path: str) -> None:
    for segment in line.qualified("PIA", "2", "3", "4"):
        if segment.component(1) == "2":
            message.note(FindingCode.UNREAD_CONTENT, "A possible substitute is named.", f"{path}.item", segment)
        else:
            message.hold(
                FindingCode.UNREAD_CONTENT,
                "The item is to be substituted. Choose the one to deliver.",
                f"{path}.item",
                segment,
            )


def _tell_others(message: Message, ids: list[_Id], path: str, *, named: bool) -> None:
    known = _GTIN | _BUYER | _SUPPLIER
    for each in ids:
        if each.qualifier in known or (not each.qualifier and each.agency in ("91", "92")):
            continue
        if each.qualifier in _INDIVIDUAL:
            meaning = _INDIVIDUAL[each.qualifier]
            message.hold(
                FindingCode.UNREAD_CONTENT,
                f"The line asks for a certain {meaning}, which an order cannot express. Tell the warehouse.",
                f"{path}.item",
                each.segment,
            )
        elif not named:
            message.note(
                FindingCode.UNREAD_CONTENT,
                f"The item number {each.value} has the qualifier “{each.qualifier}”, which does not say whose it is.",
                f"{path}.item",
                each.segment,
            )
