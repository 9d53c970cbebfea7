"""Whether the quantity can be packed: in multiples of the pack, and no half pieces."""

from collections.abc import Iterator
from fractions import Fraction

from orders import units
from orders.findings import Finding, FindingCode, Fix
from orders.reference import Item
from orders.resolution import Fact
from validation.goods.demand import base_demand, ordered_item, unit_factor
from validation.goods.item_units import exact
from validation.rule import Case, Verdict
from validation.words.wording import fix, fraction, hold, line_name, note, number, with_fixes


class PackMultiples:
    """Notes a quantity that breaks a pack, or holds it where the policy says so; always holds parts of a piece."""

    name = "packs"
    needs = frozenset({Fact.CUSTOMER, Fact.ITEM, Fact.UNIT})
    gives: frozenset[Fact] = frozenset()

    def examine(self, case: Case) -> Verdict:
        return Verdict(findings=tuple(_findings(case)))


def _findings(case: Case) -> Iterator[Finding]:
    for index in range(len(case.reading.lines)):
        item = ordered_item(case, index)
        demand = base_demand(case, index, item) if item else None
        if item is None or demand is None or demand <= 0:
            continue
        if demand.denominator != 1 and not units.is_divisible(item.unit):
            yield _broken(case, index, item, demand, Fraction(1), hard=True)
        elif item.pack_quantity != 1 and demand % Fraction(item.pack_quantity):
            yield _broken(case, index, item, demand, Fraction(item.pack_quantity), hard=case.policy.hold_broken_packs)


def _broken(case: Case, index: int, item: Item, demand: Fraction, multiple: Fraction, *, hard: bool) -> Finding:
    ordered, step = fraction(demand), fraction(multiple)
    weigh = hold if hard else note
    finding = weigh(
        FindingCode.PACK_MULTIPLE,
        f"lines[{index}].quantity",
        f"{line_name(case.reading, index)}: {ordered} {item.unit} of {item.sku} is no multiple of {step}. "
        "Round with the customer's consent, or deliver the quantity ordered.",
        found=ordered,
        expected=f"a multiple of {step}",
    )
    return with_fixes(finding, *_roundings(case, index, item, demand, multiple))


def _roundings(case: Case, index: int, item: Item, demand: Fraction, multiple: Fraction) -> Iterator[Fix]:
    """Up and down, in the unit that the document uses; not offered where that unit was converted."""
    factor = unit_factor(case, index, item)
    if factor is None or case.resolved(f"lines[{index}].quantity"):
        return
    below = demand // multiple
    for count in (below + 1, below):
        quantity = exact(count * multiple / factor)
        if count and quantity is not None:
            yield fix(f"Make it {number(quantity)}", f"lines[{index}].quantity", number(quantity))
