"""Orders of a few words, with a parser and a rule for them, so that tests of the flow are about the flow.

    ORDER <po number> <customer> [release]      or CHANGE, CANCEL, TEST
    <item> <quantity> <price> [<store>:<quantity> ...]      an item or store that begins with `?` is unknown

`NOTHING` is a document without an order, `BROKEN` one that cannot be read, and `BUG` makes the parser raise. An EDIFACT
order response (`UNB`...) is a message of another kind.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from orders.evidence import PolicyDefault, TextSpan
from orders.findings import Finding, FindingCode, Fix, Severity
from orders.lessons import lesson
from orders.places import place_path, places
from orders.reading import DeliveryReading, LineReading, OrderKind, OrderReading, PartyReading, Read
from orders.resolution import Fact, Resolution
from parsers.parser import Blob, Match, ParseContext, Parsed
from validation.rule import Case, Verdict

_KINDS = {"ORDER": OrderKind.ORDER, "TEST": OrderKind.ORDER, "CHANGE": OrderKind.CHANGE, "CANCEL": OrderKind.CANCEL}
_FAULTS = {
    "NOTHING": (FindingCode.NO_ORDER, Severity.HOLD),
    "BROKEN": (FindingCode.TRUNCATED, Severity.HOLD),
    "UNB+UNOC:3": (FindingCode.NO_ORDER, Severity.NOTE),
}
_SHOWN = (TextSpan(start=0, end=1),)
_SETTING = (PolicyDefault(setting="test"),)


def small_order(po_number: str, customer: str = "C-1", *, lines: Sequence[str] = ("SKU-1 5 1.50",)) -> bytes:
    """The bytes of one order."""
    return "\n".join((f"ORDER {po_number} {customer}", *lines)).encode()


class SmallParser:
    """Reads small orders; several in one document are set apart by an empty line."""

    def __init__(self, name: str = "small", strength: int = 50) -> None:
        self.name = name
        self._strength = strength

    def recognise(self, blob: Blob) -> Match | None:
        first = blob.content.split(maxsplit=1)[:1]
        known = {word.encode() for word in (*_KINDS, *_FAULTS, "BUG")}
        return Match(self.name, self._strength) if first and first[0] in known else None

    def parse(self, blob: Blob, context: ParseContext) -> Parsed:
        text = blob.content.decode()
        word = text.split(maxsplit=1)[0]
        if word == "BUG":
            raise ZeroDivisionError("a bug in the parser")
        if word in _FAULTS:
            code, severity = _FAULTS[word]
            return Parsed((), (Finding(code=code, severity=severity, message=f"This is {word.lower()}."),))
        return Parsed(tuple(_reading(part.split("\n"), context) for part in text.strip().split("\n\n")))


def _reading(rows: list[str], context: ParseContext) -> OrderReading:
    kind, po_number, customer, *release = rows[0].split()
    return OrderReading(
        kind=_KINDS[kind],
        test=kind == "TEST",
        po_number=_shown(po_number),
        release=_shown(release[0]) if release else None,
        buyer=PartyReading(id=_shown(customer), id_scheme="SELLER"),
        lines=tuple(_line(index, row) for index, row in enumerate(rows[1:]) if row.strip()),
        sender=context.sender,
        parser="small",
    )


def _line(index: int, row: str) -> LineReading:
    item, quantity, price, *stores = row.split()
    return LineReading(
        line_no=_shown(str(index + 1)),
        buyer_item=_shown(item),
        quantity=Read(value=Decimal(quantity), evidence=_SHOWN),
        unit_price=Read(value=Decimal(price), evidence=_SHOWN),
        deliveries=tuple(map(_delivery, stores)),
    )


def _delivery(store: str) -> DeliveryReading:
    number, quantity = store.split(":")
    place = PartyReading(id=_shown(number), id_scheme="BUYER")
    return DeliveryReading(quantity=Read(value=Decimal(quantity), evidence=_SHOWN), ship_to=place)


def _shown(text: str) -> Read[str]:
    return Read(value=text, evidence=_SHOWN)


class SmallRule:
    """Believes what the order says, but for items that begin with `?`: those a person must choose, and may teach."""

    name = "small"
    needs: frozenset[Fact] = frozenset()
    gives = frozenset(Fact)

    def examine(self, case: Case) -> Verdict:
        customer = case.reading.buyer.id.value if case.reading.buyer and case.reading.buyer.id else ""
        known = [*_header(customer), *_stores(case, customer)]
        findings = []
        for index, line in enumerate(case.reading.lines):
            item = _item(case, customer, index, line)
            known.append(_resolved(Fact.UNIT, f"lines[{index}].unit", "C62"))
            if item:
                known.append(_resolved(Fact.ITEM, f"lines[{index}].item", item))
            else:
                findings.append(_unknown(index, line))
        return Verdict(tuple(known), tuple(findings))


class HoldingRule:
    """Holds every order until a person accepts it, as mode `review` does."""

    name = "holding"
    needs: frozenset[Fact] = frozenset({Fact.ITEM})
    gives: frozenset[Fact] = frozenset()

    def examine(self, case: Case) -> Verdict:
        return Verdict((), (Finding(code=FindingCode.REVIEW_MODE, severity=Severity.HOLD, message="Confirm it."),))


def _header(customer: str) -> Iterator[Resolution]:
    yield _resolved(Fact.CUSTOMER, "customer", customer)
    yield _resolved(Fact.SHIP_TO, "ship_to", f"{customer}/1")
    yield _resolved(Fact.CURRENCY, "currency", "EUR")


def _stores(case: Case, customer: str) -> Iterator[Resolution]:
    for _path, place in places(case.reading):
        path, number = place_path(place), place.id.value if place.id else ""
        asked = lesson(case.reading, customer, path, "")
        taught = case.knowledge.find(asked.kind, customer, asked.key) if asked else None
        key = case.resolved(path) or (taught.value if taught else "" if number.startswith("?") else number)
        if key:
            yield _resolved(Fact.SHIP_TO, path, key)


def _item(case: Case, customer: str, index: int, line: LineReading) -> str:
    path = f"lines[{index}].item"
    if path in case.resolutions:
        return case.resolutions[path].value
    said = line.buyer_item.value if line.buyer_item else ""
    if said and not said.startswith("?"):
        return said
    asked = lesson(case.reading, customer, path, "")
    taught = case.knowledge.find(asked.kind, customer, asked.key) if asked else None
    return taught.value if taught else ""


def _resolved(fact: Fact, path: str, value: str) -> Resolution:
    return Resolution(fact=fact, path=path, value=value, evidence=_SETTING)


def _unknown(index: int, line: LineReading) -> Finding:
    return Finding(
        code=FindingCode.ITEM_UNKNOWN,
        severity=Severity.BLOCK,
        message="Choose the item.",
        path=f"lines[{index}].item",
        found=line.buyer_item.value if line.buyer_item else "",
        fixes=(Fix(label="Search the catalogue"),),
    )
