"""How much of an item there will be, and when: stock, and what comes in by a day."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from orders.reference import Item, OpenDemand, Supply
from validation.goods.item_units import sold_units
from validation.history import history
from validation.rule import Case


@dataclass(frozen=True, slots=True)
class Availability:
    """Of one item, in base units. `stock` is what the reference data has; None while nobody knows.

    `taken` is what orders ask of it that were posted since then, with the days on which they want it.
    """

    stock: Fraction | None
    incoming: Sequence[Supply]
    taken: Sequence[tuple[date | None, Fraction]] = ()

    def by(self, day: date | None) -> Fraction:
        """What there will be on this day; now, where none is given. What others want later must be left for them, as
        far as it does not come in by then.
        """
        later = {wanted for wanted, _ in self.taken if day and wanted and wanted > day}
        return max(Fraction(0), min(self._left(one) for one in (day, *later)))

    def _left(self, day: date | None) -> Fraction:
        """What has come in by then, less what others want until then."""
        coming = (Fraction(supply.quantity) for supply in self.incoming if day and supply.day <= day)
        gone = (quantity for wanted, quantity in self.taken if not (day and wanted and wanted > day))
        return (self.stock or Fraction(0)) + sum(coming, Fraction(0)) - sum(gone, Fraction(0))

    def enough_on(self, demand: Fraction) -> date | None:
        """The first day of supply on which there is as much; None where supply does not suffice."""
        return next((supply.day for supply in self.incoming if self.by(supply.day) >= demand), None)

    def days_after(self, day: date | None) -> Iterator[tuple[date, Fraction]]:
        """Later days on which more comes in, each with what there will be then."""
        for later in dict.fromkeys(supply.day for supply in self.incoming):
            if day is None or later > day:
                yield later, self.by(later)


def availabilities(case: Case, items: Iterable[Item]) -> Mapping[str, Availability]:
    """By item what the reference data has, less what was posted since the day of the stock: one query for all items.

    What orders ask for that still wait is not taken off: nobody knows yet whether they will be carried out.
    """
    known = {item.sku: item for item in items if case.reference.available_stock(item.sku) is not None}
    loaded = case.reference.loaded().get("stock")
    posted = history(case).posted_demand(known, loaded.as_of) if loaded and known else {}
    return {
        sku: Availability(
            Fraction(case.reference.available_stock(sku) or 0),
            case.reference.incoming(sku),
            tuple(_taken(item, posted.get(sku, ()))),
        )
        for sku, item in known.items()
    }


NOT_KNOWN = Availability(None, ())


def _taken(item: Item, posted: Sequence[OpenDemand]) -> Iterator[tuple[date | None, Fraction]]:
    """In base units; a unit in which the item is not sold any more counts as one of them."""
    factors = {sold.unit: sold.factor for sold in sold_units(item)}
    for one in posted:
        yield one.wanted, Fraction(one.quantity) * factors.get(one.unit, Fraction(1))


def requested(case: Case, index: int) -> date | None:
    """The day on which a line is wanted."""
    read = case.reading.lines[index].requested_date or case.reading.requested_delivery_date
    return read.value if read else None
