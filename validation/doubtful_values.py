"""Values that the parser itself doubts: a person confirms what goods or money hang on."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from orders.findings import Finding, FindingCode
from orders.matching import name_key
from orders.reading import RECOGNISED, Confidence, LineReading, OrderReading, PartyReading, Read
from orders.reference import Customer, ShipTo
from orders.resolution import Fact
from orders.values import Value
from validation.parties.places import same_name, same_place
from validation.rule import Case, Verdict
from validation.words.wording import hold, note

_WITHOUT_CONSEQUENCE = frozenset(
    {"description", "buyer_contact", "supplier", "bill_to", "notes", "payment_terms", "delivery_terms"}
)
"""Fields on which neither goods nor money hang; a doubt there is only shown."""
_STEPS = {"1": 1, "5": 5, "10": 10, "100": 100}
"""By which lines are numbered: 1, 2, 3 or 10, 20, 30."""


class DoubtfulValues:
    """Holds an order with a doubtful value until a person confirms or mends it, or something else proves it."""

    name = "doubtful_values"
    needs = frozenset({Fact.CUSTOMER})
    gives: frozenset[Fact] = frozenset()

    def examine(self, case: Case) -> Verdict:
        # Where the parser says itself what it doubts, it says it better.
        said = {finding.path for finding in case.reading.findings if finding.code is FindingCode.AMBIGUOUS_VALUE}
        doubtful = [(path, read) for path, read in _doubtful(case.reading, "") if path not in said]
        proven = _proven_otherwise(case) if doubtful else frozenset()
        findings = (_finding(path, read) for path, read in doubtful if not (path in proven and _only_recognised(read)))
        return Verdict(findings=tuple(findings))


def _doubtful(value: object, path: str) -> Iterator[tuple[str, Read[object]]]:
    if isinstance(value, Read):
        if value.confidence is Confidence.DOUBTFUL:
            yield path, value
    elif isinstance(value, Value):
        for name, member in vars(value).items():
            # Most fields of most lines are empty, and the rest is read with certainty.
            if member and not _is_certain(member):
                yield from _doubtful(member, f"{path}.{name}" if path else name)
    elif isinstance(value, tuple):
        for number, member in enumerate(value):
            yield from _doubtful(member, f"{path}[{number}]")


def _is_certain(member: object) -> bool:
    return isinstance(member, Read) and member.confidence is not Confidence.DOUBTFUL


def _finding(path: str, read: Read[object]) -> Finding:
    weigh = note if _WITHOUT_CONSEQUENCE & set(path.replace("[", ".").split(".")) else hold
    reason = f" ({'; '.join(read.witnesses)})" if read.witnesses else ""
    found = weigh(
        FindingCode.AMBIGUOUS_VALUE,
        path,
        f"{path} was read as {read.value}, but not with certainty{reason}. Compare it with the document.",
        found=str(read.value),
    )
    return found.model_copy(update={"evidence": read.evidence})


def _only_recognised(read: Read[object]) -> bool:
    """Whether a value is doubted for nothing else than that it was recognised in a picture."""
    return read.confidence is Confidence.DOUBTFUL and read.witnesses == (RECOGNISED,)


def _proven_otherwise(case: Case) -> frozenset[str]:
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
