"""How much of an item a line asks for, in base units."""

from decimal import Decimal
from fractions import Fraction

from orders.reference import Item
from validation.goods.item_units import ONE, sold_units
from validation.rule import Case


def ordered_item(case: Case, index: int) -> Item | None:
    """The item of a line, once it is resolved."""
    sku = case.resolved(f"lines[{index}].item")
    return case.reference.item(sku) if sku else None


def unit_factor(case: Case, index: int, item: Item) -> Fraction | None:
    """How many base units one of the line's resolved unit is; None while the unit is not resolved."""
    unit = case.resolved(f"lines[{index}].unit")
    if unit == item.unit:
        return ONE
    return next((sold.factor for sold in sold_units(item) if sold.unit == unit), None)


def ordered_quantity(case: Case, index: int) -> Decimal | None:
    """The quantity in the resolved unit."""
    if resolved := case.resolved(f"lines[{index}].quantity"):
        return Decimal(resolved)
    read = case.reading.lines[index].quantity
    return read.value if read else None


def base_demand(case: Case, index: int, item: Item) -> Fraction | None:
    """The quantity in base units; None while unit or quantity are unknown."""
    factor, quantity = unit_factor(case, index, item), ordered_quantity(case, index)
    if factor is None or quantity is None:
        return None
    return Fraction(quantity) if factor is ONE else Fraction(quantity) * factor
