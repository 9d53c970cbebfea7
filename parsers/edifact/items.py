"""What is ordered: the ids of a line in LIN C212 and PIA.

7143 says whose number it is; where it is missing, the agency (3055) does: 91 seller, 92 buyer.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from edi.segment import Segment
from orders.findings import FindingCode
from orders.gtin import gtin_of_isbn, is_number, is_valid
from orders.reading import Confidence
from parsers.edifact.descriptions import description
from parsers.segments.groups import Group
from parsers.segments.reads import Message, Text

# EAN and GTIN are no codes of 7143, and yet leave no doubt.
GTIN_QUALIFIERS = frozenset({"EN", "SRV", "UP", "EU", "GT", "EAN", "GTIN"})
_GTIN_LENGTHS = (13, 14)
_BUYER = frozenset({"IN", "BP"})
_SUPPLIER = frozenset({"SA", "VN", "VP"})
_ISBN = "IB"
# Codes of 7143 for numbers that are no GTIN, whatever they look like: the maker's, models, contracts, prices, sizes.
_OTHER_NUMBERS = frozenset({
    "AB", "AT", "BB", "BO", "CC", "CG", "CR", "CV", "DR", "DW", "EC", "EF", "F", "FS", "GB", "GN", "GS", "HS", "IS",
    "LI", "MA", "MF", "MN", "MP", "NB", "ON", "PD", "PI", "PL", "PN", "PO", "PV", "QS", "RC", "RN", "RU", "RY", "SG",
    "SK", "SN", "SS", "ST", "TG", "TY", "UA", "VS", "VX", "ZZZ",
})  # fmt: skip
# Asks for one batch, piece or edition of an item; an order line cannot express it.
_INDIVIDUAL = {"NB": "batch", "SN": "serial number", "PV": "promotional variant"}


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
        "gtin": _one(message, ids, GTIN_QUALIFIERS, "", f"{path}.gtin")
        or _isbn(message, ids)
        or _unqualified(message, ids, f"{path}.gtin"),
        "buyer_item": _one(message, ids, _BUYER, "92", f"{path}.buyer_item"),
        "supplier_item": _one(message, ids, _SUPPLIER, "91", f"{path}.supplier_item"),
        "description": description(message, line),
    }
    _tell_other_book(message, ids, found["gtin"], f"{path}.gtin")
    _tell_substitutes(message, line, path)
    _tell_others(message, ids, path, named=any(found[name] for name in ("gtin", "buyer_item", "supplier_item")))
    return found


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
    rivals = {each.value for each in found if _is_additional(each) == _is_additional(first)}
    if len({_of_one_item(value) if qualifiers is GTIN_QUALIFIERS else value for value in rivals}) > 1:
        listed = ", ".join(sorted(rivals))
        message.hold(
            FindingCode.AMBIGUOUS_VALUE,
            f"Several numbers of one kind: {listed}. Choose the item that is meant.",
            path,
            first.segment,
        )
    return Text(value=first.value, evidence=(message.place(first.segment, first.element, 1),))


def _of_one_item(value: str) -> str:
    """A GTIN in its longest form; an ISBN of ten digits, which some send as a GTIN, is that of its book."""
    return (gtin_of_isbn(value) or value).zfill(14)


def _is_additional(each: _Id) -> bool:
    """PIA 1 adds numbers, such as that of another package; LIN and PIA 5 name the product."""
    return each.segment.tag == "PIA" and each.segment.component(1) == "1"


def _isbn(message: Message, ids: list[_Id]) -> Text | None:
    """An ISBN of ten digits is the same book as the GTIN with 978 before it; one of thirteen is a GTIN."""
    for each in ids:
        if each.qualifier == _ISBN and (gtin := gtin_of_isbn(each.value)):
            place = message.place(each.segment, each.element, 1)
            return Text(value=gtin, evidence=(place,), confidence=Confidence.PROVEN, witnesses=(f"ISBN {each.value}",))
    return None


def _tell_other_book(message: Message, ids: list[_Id], gtin: Text | None, path: str) -> None:
    for each in ids:
        book = gtin_of_isbn(each.value) if each.qualifier == _ISBN and gtin else ""
        if book and gtin and book.zfill(14) != gtin.value.zfill(14):
            sentence = (
                f"The ISBN {each.value} is that of another book than {gtin.value}. Choose the item that is meant."
            )
            message.hold(FindingCode.AMBIGUOUS_VALUE, sentence, path, each.segment)


def _unqualified(message: Message, ids: list[_Id], path: str) -> Text | None:
    """Digits with an unknown qualifier, or in LIN with none, whose length is right are a GTIN.

    In LIN they are one though the check digit fails, which is said: the number of the goods stands there.
    """
    known = GTIN_QUALIFIERS | _BUYER | _SUPPLIER | {_ISBN, *_INDIVIDUAL}
    for each in ids:
        in_lin = each.segment.tag == "LIN"
        if each.qualifier in known or not (each.qualifier or (in_lin and not each.agency)):
            continue
        holds = is_valid(each.value)
        mistyped = in_lin and bool(each.qualifier) and each.qualifier not in _OTHER_NUMBERS
        if (len(each.value) in _GTIN_LENGTHS and holds) or (mistyped and is_number(each.value)):
            if mistyped:
                wrong = "" if holds else "; its check digit fails"
                sentence = f"The qualifier “{each.qualifier}” is not known; {each.value} is taken for a GTIN{wrong}."
                message.note(FindingCode.AMBIGUOUS_VALUE, sentence, path, each.segment)
            place = message.place(each.segment, each.element, 1)
            return Text(value=each.value, evidence=(place,), confidence=Confidence.SINGLE)
    return None


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
    """Numbers that go into no field are shown; one that asks for a certain piece of many holds."""
    known = GTIN_QUALIFIERS | _BUYER | _SUPPLIER
    for each in ids:
        if each.qualifier in known or (not each.qualifier and each.agency in ("91", "92")):
            continue
        if meaning := _INDIVIDUAL.get(each.qualifier):
            sentence = f"The line asks for a certain {meaning}, which an order cannot express. Tell the warehouse."
            message.hold(FindingCode.UNREAD_CONTENT, sentence, f"{path}.item", each.segment)
        elif not named:
            unclear = f"the qualifier “{each.qualifier}”, which does not say whose it is."
            sentence = f"The item number {each.value} has {unclear}"
            message.note(FindingCode.UNREAD_CONTENT, sentence, f"{path}.item", each.segment)
        elif each.qualifier != _ISBN:
            sentence = f"The number {each.value} with the qualifier “{each.qualifier}” is shown only."
            message.note(FindingCode.UNREAD_CONTENT, sentence, f"{path}.item", each.segment)
