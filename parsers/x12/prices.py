"""The price of a line: PO104 or POC06 with its basis (data element 639), else a CTP that names a price to be paid."""

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType

from edi.segment import Segment
from orders.findings import FindingCode
from orders.reading import Confidence
from parsers.segments.groups import Group
from parsers.segments.reads import Message, Number, Text, decimal
from parsers.x12.items import is_early

Fields = dict[str, Number | Text | None]

_PRICE = {"PO1": 4, "POC": 6, "G68": 3}
_BASIS = {"PO1": 5, "POC": 7, "G68": 0}
# 639 by how many of the line's units the price is for. Catalogue, contract and net prices are for one.
_FOR = MappingProxyType(
    dict.fromkeys(("", "PE", "TE", "LE", "QE", "WE", "UM", "NT", "CT", "CA", "QT", "FX", "ST", "WH", "DR"), Decimal(1))
    | dict.fromkeys(("PD", "TD", "LD", "WD"), Decimal(12))
    | {"PN": Decimal(10)}
    | dict.fromkeys(("HP", "TC", "LC", "QH", "WC"), Decimal(100))
    | dict.fromkeys(("TP", "TM", "LM", "QS", "WM"), Decimal(1000))
    | {"TT": Decimal(10_000), "HT": Decimal(100_000)}
)
# 639 that name the unit that the price is for, as Recommendation 20 has it.
_PER_UNIT = MappingProxyType({
    "PP": "LBR", "PK": "KGM", "PG": "GRM", "PO": "ONZ", "PL": "LTR", "ML": "MLT", "PF": "FOT", "PY": "YRD", "PT": "TNE",
    "P7": "MTR",
})  # fmt: skip
_NO_CHARGE = frozenset({"NC"})
_RETAIL = frozenset({"SR", "RE", "RC", "RD", "RM", "RT", "RS"})
# 639 of prices that a discount is taken off: retail, list and catalogue.
_BEFORE_DISCOUNT = frozenset({*_RETAIL, "LE", "CA", "LC", "LD", "LM", "LR", "CT"})
# 236 in CTP: prices that somebody is to pay us, the most telling first.
_BILLABLE = ("NET", "CON", "UCP", "INV", "PRO", "STA", "FCP", "BAS", "CAT", "LPR", "PUR", "")
_ASKED_OF_SHOPPERS = frozenset({"RES", "RTL", "MSR", "SRP", "MAP", "RPP"})


def price(message: Message, line: Group, path: str) -> Fields:
    """The price with its basis and the unit of it."""
    trigger = line.trigger
    if trigger is None:
        return {}
    stated = message.number(trigger, _PRICE[trigger.tag], 1, f"{path}.unit_price")
    informed = _other_prices(line)
    if stated is None:
        return _from_ctp(message, informed, path)
    _tell_contradicted(message, stated, informed, path)
    discount = _discount(message, line, trigger, path)
    return {"unit_price": stated, **discount, **_basis(message, trigger, _BASIS[trigger.tag], stated, path, discount)}


def _discount(message: Message, line: Group, trigger: Segment, path: str) -> Fields:
    """CTP06 `DIS` with CTP07, what is left of one: 0.8 is a discount of 20 % on what the shopper or the list pays.

    A multiplier beside a price of its own (CTP03) is that price's.
    """
    found = [loop.trigger for loop in line.under("CTP") if loop.trigger and _is_discount(loop.trigger)]
    if not found:
        return {}
    left = message.number(found[0], 7, 1, f"{path}.discount_percent")
    before = trigger.component(_BASIS[trigger.tag]).strip().upper() in _BEFORE_DISCOUNT
    if len(found) > 1 or left is None or not 0 < left.value <= 1 or not before:
        if left is None or left.value != 1:
            sentence = "A multiplier is named that may be in the price already. Type the discount, or accept the price."
            message.hold(FindingCode.AMBIGUOUS_VALUE, sentence, f"{path}.discount_percent", found[0])
        return {}
    percent = (1 - left.value) * 100
    sentence = f"The price is before a discount of {percent.normalize():f} %."
    message.note(FindingCode.AMBIGUOUS_VALUE, sentence, f"{path}.unit_price", found[0])
    return {"discount_percent": left.model_copy(update={"value": Decimal(f"{percent.normalize():f}")})}


def _is_discount(segment: Segment) -> bool:
    return segment.component(6).strip().upper() == "DIS" and not segment.component(3).strip()


def _basis(
    message: Message, segment: Segment, element: int, stated: Number, path: str, discount: Fields | None = None
) -> Fields:
    code = segment.component(element).strip().upper() if element and not is_early(segment) else ""
    evidence = (message.place(segment, element, 1),)
    if code in _PER_UNIT:
        sentence = f"The price is for a unit of its own ({code}). Compare it with the unit of the quantity."
        message.note(FindingCode.PRICE_UNIT, sentence, f"{path}.price_uom", segment, found=code)
        return {"price_uom": Text(value=_PER_UNIT[code], evidence=evidence)}
    if code in _NO_CHARGE:
        if stated.value:
            sentence = "The line is marked as free of charge and has a price. Decide which of the two holds."
            message.hold(FindingCode.AMBIGUOUS_VALUE, sentence, f"{path}.unit_price", segment)
        return {}
    if code in _RETAIL and discount:
        return {}
    if code not in _FOR:
        what = "what the shopper pays" if code in _RETAIL else "a price of a kind that is not known here"
        sentence = f"The price is {what} (basis {code}). Type the price to be invoiced."
        message.hold(FindingCode.AMBIGUOUS_VALUE, sentence, f"{path}.unit_price", segment, found=code)
        return {}
    return {} if _FOR[code] == 1 else {"price_basis": Number(value=_FOR[code], evidence=evidence)}


def _other_prices(line: Group) -> Mapping[str, Segment]:
    """CTP by the kind of its price (236); the first of a kind counts."""
    prices: dict[str, Segment] = {}
    for loop in line.under("CTP"):
        if loop.trigger and loop.trigger.component(3).strip():
            prices.setdefault(loop.trigger.component(2).strip().upper(), loop.trigger)
    return prices


def _from_ctp(message: Message, informed: Mapping[str, Segment], path: str) -> Fields:
    for kind in _BILLABLE:
        if kind in informed:
            read = message.number(informed[kind], 3, 1, f"{path}.unit_price")
            doubtful = read and read.model_copy(update={"confidence": Confidence.SINGLE})
            return {"unit_price": doubtful, **(_basis(message, informed[kind], 9, read, path) if read else {})}
    for segment in (informed[kind] for kind in informed if kind in _ASKED_OF_SHOPPERS):
        sentence = "The line gives what the shopper pays, and no price to be invoiced."
        message.note(FindingCode.UNREAD_CONTENT, sentence, f"{path}.unit_price", segment)
    return {}


def _tell_contradicted(message: Message, stated: Number, informed: Mapping[str, Segment], path: str) -> None:
    for kind in ("NET", "CON", "UCP", "INV", "PRO"):
        if kind in informed and decimal(informed[kind].component(3).strip()) != stated.value:
            sentence = "The line has two prices that differ. Choose the one that is meant."
            message.hold(FindingCode.AMBIGUOUS_VALUE, sentence, f"{path}.unit_price", informed[kind])
