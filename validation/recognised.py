"""Values of a picture that are proven by something other than the picture: own data, amounts, the order of lines."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from orders.matching import name_key
from orders.reading import RECOGNISED, Confidence, LineReading, OrderReading, PartyReading, Read
from orders.reference import Customer, ShipTo
from validation.places import same_name, same_place
from validation.rule import Case

_STEPS = {"1": 1, "5": 5, "10": 10, "100": 100}
"""By which lines are numbered: 1, 2, 3 or 10, 20, 30."""


def only_recognised(read: Read[object]) -> bool:
    """Whether a value is doubted for nothing else than that it was recognised in a picture."""
    return read.confidence is Confidence.DOUBTFUL and read.witnesses == (RECOGNISED,)


def proven_otherwise(case: Case) -> frozenset[str]:
    """The paths of fields whose value something else says too, so that no person need compare it.

    Item numbers and units are not among them: a neighbouring number is an item as well.
    """
    return frozenset((*_by_customer(case), *_by_amounts(case.reading), *_by_sequence(case.reading.lines)))


def _by_customer(case: Case) -> Iterator[str]:
    customer = case.reference.customer(case.resolved("customer"))
    if customer is None:
        return
    if case.reading.currency and case.reading.currency.value == customer.currency:
        yield "currency"
    yield from _by_address("buyer", case.reading.buyer, (customer,))
    yield from _by_address("ship_to", case.reading.ship_to, case.reference.ship_tos(customer.number))


def _by_address(path: str, shown: PartyReading | None, known: Sequence[Customer | ShipTo]) -> Iterator[str]:
    """One address is proven as a whole: its parts alone may belong to several."""
    place = next((one for one in known if shown and same_place(shown, one) and same_name(shown, one)), None)
    if shown is None or place is None:
        return
    yield from (f"{path}.{field}" for field in ("name", "street", "postcode"))
    if shown.city and name_key(shown.city.value) == name_key(place.city):
        yield f"{path}.city"
    if shown.country and shown.country.value == place.country:
        yield f"{path}.country"


def _by_amounts(reading: OrderReading) -> Iterator[str]:
    amounts = [line.line_total for line in reading.lines]
    proven = [amount.value for amount in amounts if amount and amount.confidence is Confidence.PROVEN]
    if reading.total_net and len(proven) == len(amounts) and sum(proven, Decimal(0)) == reading.total_net.value:
        yield "total_net"


def _by_sequence(lines: Sequence[LineReading]) -> Iterator[str]:
    numbers = [line.line_no.value if line.line_no else "" for line in lines]
    step = _STEPS.get(numbers[0]) if numbers else None
    if step and numbers == [str(step * place) for place in range(1, len(lines) + 1)]:
        yield from (f"lines[{index}].line_no" for index in range(len(lines)))
