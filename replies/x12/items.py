"""Items as pairs of qualifier (data element 235) and number, and back; prices with their basis (639)."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from edi.segment import Segment
from replies.answer import Terms
from replies.prices import of_one
from replies.x12.dialect import X12Dialect

BUYER_ITEM, SUPPLIER_ITEM = "BP", "VN"
GTIN = {8: "EO", 12: "UP", 13: "EN", 14: "UK"}
"""EAN-8, UPC, EAN-13 and the 14 digits of a case, by length."""
_PER = {Decimal(1): "", Decimal(10): "PN", Decimal(12): "PD", Decimal(100): "HP", Decimal(1000): "TP"}
_BASES = {code: per for per, code in _PER.items()} | {"PE": Decimal(1)}


def pairs(dialect: X12Dialect, *, buyer: str = "", supplier: str = "", gtin: str = "") -> tuple[str, ...]:
    """Qualifier and number of each that there is."""
    longest = 48 if dialect.since_4010 else 30
    numbers = [(BUYER_ITEM, buyer), (SUPPLIER_ITEM, supplier), (GTIN.get(len(gtin), "UP"), gtin)]
    return tuple(
        part
        for qualifier, number in numbers
        if number
        for part in (qualifier, dialect.id(number, longest, "item number"))
    )


def numbers_of(segment: Segment, first: int) -> dict[str, str]:
    """The numbers by qualifier of the pairs that begin with element `first`."""
    return dict(_pairs(segment, first))


def gtin_of(numbers: dict[str, str]) -> str:
    """The GTIN among them, empty when there is none."""
    return next((numbers[qualifier] for qualifier in GTIN.values() if qualifier in numbers), "")


def price(terms: Terms, dialect: X12Dialect) -> tuple[str, str]:
    """The price and its basis; one for another number of units is written for one of them, where that is exact."""
    if terms.price is None:
        return "", ""
    longest = 17 if dialect.since_4010 else 14
    per = _PER.get(terms.price_basis)
    if per is not None:
        return dialect.number(terms.price, longest, "price"), per
    each = of_one(terms, "X12, but for a few numbers,")
    return dialect.number(each, longest, "price") if each is not None else "", ""


def read_price(segment: Segment, element: int) -> tuple[Decimal | None, Decimal]:
    """The price, and how many units it is for."""
    text = segment.component(element)
    return (Decimal(text) if text else None), _BASES.get(segment.component(element + 1), Decimal(1))


def _pairs(segment: Segment, first: int) -> Iterator[tuple[str, str]]:
    elements: Sequence[int] = range(first, len(segment.elements), 2)
    for element in elements:
        if number := segment.component(element + 1):
            yield segment.component(element), number
