"""How much of an item there will be, and when: stock, and what comes in by a day."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from orders.reference import Supply
from validation.rule import Case


@dataclass(frozen=True, slots=True)
class Availability:
    """Of one item, in base units. `stock` is what can be promised now; None while nobody knows."""

    stock: Fraction | None
    incoming: Sequence[Supply]

    def by(self, day: date | None) -> Fraction:
        """What there will be on this day; now, where none is given."""
        coming = (Fraction(supply.quantity) for supply in self.incoming if day and supply.day <= day)
        return (self.stock or Fraction(0)) + sum(coming, Fraction(0))

    def enough_on(self, demand: Fraction) -> date | None:
        """The first day of supply on which there is as much; None where supply does not suffice."""
        return next((supply.day for supply in self.incoming if self.by(supply.day) >= demand), None)

    def days_after(self, day: date | None) -> Iterator[tuple[date, Fraction]]:
        """Later days on which more comes in, each with what there will be then."""
        for later in dict.fromkeys(supply.day for supply in self.incoming):
            if day is None or later > day:
                yield later, self.by(later)


def availability(case: Case, sku: str) -> Availability:
    """As the reference data has it: what open orders have taken is off the stock already."""
    available = case.reference.available_stock(sku)
    return Availability(None if available is None else Fraction(available), case.reference.incoming(sku))


def requested(case: Case, index: int) -> date | None:
    """The day on which a line is wanted."""
    read = case.reading.lines[index].requested_date or case.reading.requested_delivery_date
    return read.value if read else None
