"""What is ordered: the pairs of qualifier (data element 235) and number of a PO1, POC or LIN, and the description.

The pairs come in any order, up to ten of them, and some senders leave pairs in between empty.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from edi.segment import Segment
from orders.findings import FindingCode
from orders.gtin import gtin_of_isbn, is_valid
from orders.reading import Confidence
from parsers.segments.groups import Group
from parsers.segments.reads import Message, Text

# Where the pairs begin.
_FIRST_PAIR = {"PO1": 6, "POC": 8, "LIN": 2, "G68": 5}
_BUYER = ("IN", "BP", "SK", "CB", "PI")
_SUPPLIER = ("VN", "VP", "VA", "VC", "VS")
_GTIN = ("UP", "EN", "UK", "UI", "EO", "EM")
# Of the case: that of the item where the case is what is ordered, which its check digit does not tell.
_CASE = ("UA",)
# Of the maker, who may be us: its part number, the numbers of a drug (N4 of NDC 5-4-2, the others of 4-4-2 and 5-3-2).
_MAKER = ("MG", "MF", "MN", "N4", "N3", "N2", "N1", "ND")
_BOOKS = ("IB", "BO")
# The buyer's number of the line, and no number of an item.
_LINE_NUMBER = "PL"
_DESCRIBED = frozenset({"PD", "TP", "DE"})
_GROCERY_UPC = 4
_QUALIFIER_LENGTH = 2
_QUALIFIERS = frozenset({*_BUYER, *_SUPPLIER, *_GTIN, *_CASE, *_MAKER, *_BOOKS})


@dataclass(frozen=True, slots=True)
class Pair:
    """A qualifier and its number, which stands in element `element`."""

    segment: Segment
    qualifier: str
    number: str
    element: int


def pairs_of(segments: Iterable[Segment]) -> tuple[Pair, ...]:
    """Every pair that has a number, in the order of the segments."""
    return tuple(pair for segment in segments for pair in _pairs(segment))


def item(message: Message, line: Group, path: str, usual: Counter[str]) -> dict[str, Text | None]:
    """The numbers of the item and its description. `usual` counts the lines of the order by qualifier."""
    if line.trigger is None:
        return {}
    pairs = pairs_of((line.trigger, *line.all("LIN")))
    if is_early(line.trigger):
        sentence = "The numbers of the item begin where the basis of the price belongs; they are read from there."
        message.note(FindingCode.AMBIGUOUS_VALUE, sentence, f"{path}.item", line.trigger)
    found = {
        "buyer_item": _number(message, pairs, _first_usual(_BUYER, usual), f"{path}.buyer_item"),
        "supplier_item": _number(message, pairs, _first_usual(_SUPPLIER, usual), f"{path}.supplier_item"),
        "gtin": _number(message, pairs, _GTIN, f"{path}.gtin")
        or _grocery(message, line)
        or _case(message, pairs)
        or _isbn(message, pairs),
    }
    if not any(found.values()):
        found["supplier_item"] = _by_the_maker(message, pairs, path) or _case_code(message, line.trigger, path)
    read = {value.value for value in found.values() if value}
    _tell_others(message, [pair for pair in pairs if pair.number not in read], path, named=bool(read))
    return {**found, "description": _description(message, line, pairs)}


def usual_qualifiers(lines: Iterable[Group]) -> Counter[str]:
    """In how many lines each qualifier stands: a sender names all items by the same kind of number."""
    loops = [(line.trigger, *line.all("LIN")) for line in lines if line.trigger]
    return Counter(code for segments in loops for code in {pair.qualifier for pair in pairs_of(segments)})


def _first_usual(qualifiers: Sequence[str], usual: Counter[str]) -> Sequence[str]:
    """The one that most lines have first; of several the one that the standard has for it."""
    return sorted(qualifiers, key=lambda code: -usual[code])


def _pairs(segment: Segment) -> Iterable[Pair]:
    first = _FIRST_PAIR[segment.tag] - is_early(segment)
    for element in range(first, len(segment.elements) + 1, 2):
        number = segment.component(element + 1).strip()
        if number:
            yield Pair(segment, segment.component(element).strip().upper(), number, element + 1)


def is_early(segment: Segment) -> bool:
    """Whether the pairs begin where the basis of the price belongs, which the sender left out altogether."""
    if segment.tag not in ("PO1", "POC"):
        return False
    first = _FIRST_PAIR[segment.tag]
    here, behind = (segment.component(element).strip().upper() for element in (first - 1, first))
    return here in _QUALIFIERS and behind not in _QUALIFIERS and bool(behind)


def _number(message: Message, pairs: Sequence[Pair], qualifiers: Sequence[str], path: str) -> Text | None:
    found = [pair for qualifier in qualifiers for pair in pairs if pair.qualifier == qualifier]
    if len({pair.number for pair in found if pair.qualifier == found[0].qualifier}) > 1:
        sentence = "Two numbers have the same meaning. Choose the one that is meant."
        message.hold(FindingCode.AMBIGUOUS_VALUE, sentence, path, found[1].segment)
    return message.text(found[0].segment, found[0].element) if found else None


def _grocery(message: Message, line: Group) -> Text | None:
    """G68 of the 875 has the UPC of the case in an element of its own."""
    if line.trigger is None or line.trigger.tag != "G68":
        return None
    read = message.text(line.trigger, _GROCERY_UPC)
    return read if read and is_valid(read.value) else None


def _case_code(message: Message, trigger: Segment, path: str) -> Text | None:
    """The UPC case code of an 875 in its old form, twelve digits without a check digit: no GTIN, and a number still."""
    if trigger.tag != "G68" or (read := message.text(trigger, _GROCERY_UPC)) is None:
        return None
    sentence = f"The item is named by the case code {read.value} alone, which is no GTIN."
    message.note(FindingCode.UNREAD_CONTENT, sentence, f"{path}.item", trigger, found=read.value)
    return read


def _case(message: Message, pairs: Sequence[Pair]) -> Text | None:
    for pair in pairs:
        if pair.qualifier in _CASE and is_valid(pair.number):
            return message.text(pair.segment, pair.element)
    return None


def _isbn(message: Message, pairs: Sequence[Pair]) -> Text | None:
    """An ISBN of ten digits is the same book as the GTIN with 978 before it; one of thirteen is a GTIN."""
    for pair in pairs:
        if pair.qualifier in _BOOKS and (gtin := gtin_of_isbn(pair.number)):
            place = message.place(pair.segment, pair.element, 1)
            return Text(value=gtin, evidence=(place,), confidence=Confidence.PROVEN, witnesses=(f"ISBN {pair.number}",))
    return None


def _by_the_maker(message: Message, pairs: Sequence[Pair], path: str) -> Text | None:
    """A line that only the maker's number names, or that of a drug code: our catalogue may have it, else it asks."""
    for pair in pairs:
        if pair.qualifier in _MAKER:
            sentence = f"The item is named by {pair.number} alone, with the qualifier “{pair.qualifier}”."
            message.note(FindingCode.UNREAD_CONTENT, sentence, f"{path}.item", pair.segment, found=pair.number)
            return message.text(pair.segment, pair.element)
    return None


def _description(message: Message, line: Group, pairs: Sequence[Pair]) -> Text | None:
    """PID in free form: that of the product, else any; G69 of the 875; else what a pair says."""
    free = [segment for segment in line.all("PID") if segment.component(1).strip().upper() == "F"]
    product = [segment for segment in free if segment.component(2).strip() in ("", "08")]
    for segment in product or free:
        if read := message.text(segment, 5):
            return read
    for segment in line.all("G69"):
        if read := message.text(segment, 1):
            return read
    for pair in pairs:
        if pair.qualifier in _DESCRIBED:
            return message.text(pair.segment, pair.element)
    return None


def _tell_others(message: Message, pairs: Sequence[Pair], path: str, *, named: bool) -> None:
    """Numbers that go into no field are shown; a qualifier that can be none holds."""
    for pair in pairs:
        if len(pair.qualifier) not in (0, _QUALIFIER_LENGTH):
            sentence = f"“{pair.qualifier}” stands where a qualifier belongs. Compare the numbers of the item."
            message.hold(FindingCode.AMBIGUOUS_VALUE, sentence, f"{path}.item", pair.segment)
            return
    known = {*_BUYER, *_SUPPLIER, *_GTIN, *_DESCRIBED, *_BOOKS, _LINE_NUMBER}
    others = [pair for pair in pairs if pair.qualifier not in known]
    if others and not named:
        meant = others[0]
        sentence = f"The item is named by {meant.number} alone, with the qualifier “{meant.qualifier}”."
        message.note(FindingCode.UNREAD_CONTENT, sentence, f"{path}.item", meant.segment, found=meant.number)
    elif others:
        listed = ", ".join(f"{pair.qualifier} {pair.number}" for pair in others)
        message.note(
            FindingCode.UNREAD_CONTENT, "Some numbers of the item are shown only.", f"{path}.item", others[0].segment,
            found=listed,
        )  # fmt: skip
