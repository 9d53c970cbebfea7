"""The units in which an item is sold, and what a unit in a document means among them."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from orders import units
from orders.reference import Item

ONE = Fraction(1)


@dataclass(frozen=True, slots=True)
class SoldUnit:
    """A unit of the catalogue; `factor` base units make one of it."""

    unit: str
    factor: Fraction


@dataclass(frozen=True, slots=True)
class Meant:
    """A unit of a document: `ratio` of the sold unit make one. `loosely` when only the habit of speech says so."""

    sold: SoldUnit
    ratio: Fraction = ONE
    loosely: bool = False

    @property
    def factor(self) -> Fraction:
        """How many base units one of the document's units is."""
        return self.sold.factor * self.ratio


def sold_units(item: Item) -> tuple[SoldUnit, ...]:
    """The base unit first, then the packs."""
    return (SoldUnit(item.unit, ONE), *(SoldUnit(pack.unit, Fraction(pack.factor)) for pack in item.packs))


def meant_by(text: str, item: Item) -> Sequence[Meant]:
    """What the spelling can mean for this item; several when it is ambiguous, nothing when it is not sold so.

    A unit that law or custom converts exactly (a dozen, a kilogram) counts in base units. A word that people confuse
    with the base unit (carton, box) means it only where the item is sold in no other unit.
    """
    sold = sold_units(item)
    named = [Meant(unit) for unit in sold if units.same_unit(text, unit.unit)]
    if named:
        return named
    ratio = units.ratio(text, item.unit)
    if ratio is not None:
        return [Meant(sold[0], ratio)]
    return [Meant(sold[0], loosely=True)] if len(sold) == 1 and units.alike(text, item.unit) else []


def sold_as(code: str, item: Item) -> Sequence[Meant]:
    """The unit that a person, a lesson or a setting names in the catalogue's own code, else what it can mean."""
    named = [Meant(unit) for unit in sold_units(item) if unit.unit == code]
    return named or meant_by(code, item)


def times(value: Decimal, factor: Fraction) -> Decimal | None:
    """The product as a decimal without needless zeros, or None where its digits never end."""
    return value.normalize() if factor == ONE else exact(Fraction(value) * factor)


def exact(value: Fraction) -> Decimal | None:
    """The fraction as a decimal, or None where its digits never end."""
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    return Decimal(value.numerator) / Decimal(value.denominator) if rest == 1 else None
