"""The price of each line against the contract, else the list."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from orders.completion import price_scale
from orders.evidence import ReferenceRow
from orders.findings import Finding, FindingCode, Fix
from orders.reading import LineReading
from orders.reference import Item
from orders.resolution import Fact, Resolution
from validation.goods.demand import base_demand, ordered_item, unit_factor
from validation.goods.item_units import times
from validation.money.arithmetic import in_range, rounding
from validation.money.order_tolerance import beyond_order_tolerance
from validation.money.price_difference import Difference, price_differs, priced, with_price
from validation.money.price_list import Expected, expected_prices, is_named
from validation.money.prices_paid import with_prices_paid
from validation.rule import Case, Verdict
from validation.words.wording import block, hold, line_name, note, number, with_fixes

ROUNDING_LIMIT = Fraction(1, 100)
"""How far, in parts of the price, the rounding of a printed price may explain a difference."""


class PriceAgreed:
    """Holds a line whose price is neither ours nor within the policy's tolerance of it.

    Gives the expected price in the line's unit; it is posted only where the document states none.
    """

    name = "price"
    needs = frozenset({Fact.CUSTOMER, Fact.ITEM, Fact.UNIT, Fact.CURRENCY})
    gives = frozenset({Fact.PRICE})

    def examine(self, case: Case) -> Verdict:
        if not case.reference.has("prices"):
            message = "Prices were not checked: none are loaded. Import them in catalogue.csv or customer_items.csv."
            return Verdict(findings=(note(FindingCode.NOT_CHECKED, "lines", message, found="prices"),))
        if not case.resolved("customer"):
            # The customer's contract is not known, and another rule says why.
            return Verdict()
        weighed = [_examine(case, index, line) for index, line in enumerate(case.reading.lines)]
        findings = [finding for verdict, _ in weighed for finding in verdict.findings]
        tolerated = [difference for _, difference in weighed if difference]
        return Verdict(
            tuple(resolution for verdict, _ in weighed for resolution in verdict.resolutions),
            with_prices_paid(case, (*findings, *beyond_order_tolerance(case, tolerated))),
        )


def _examine(case: Case, index: int, line: LineReading) -> tuple[Verdict, Difference | None]:
    """What is to be said of one line; and the difference of its price, where the tolerances admit one."""
    item = ordered_item(case, index)
    factor = unit_factor(case, index, item) if item else None
    if item is None or factor is None or not case.resolved("currency"):
        return Verdict(), None
    expected = expected_prices(case, index, item)
    if not expected:
        return Verdict(findings=(_no_price(case, index, line, item),)), None
    stated = _each(case, index, line, factor)
    if line.unit_price is not None and stated is None:
        return Verdict(), None
    if stated is None:
        return Verdict(
            _resolutions(case, index, expected[0], factor), (_absent(case, index, line, item, expected[0]),)
        ), None
    differences = [Difference(index, item, stated, one, base_demand(case, index, item)) for one in expected]
    ours = [one for one in differences if _is_ours(case, line, one)]
    admitted = ours or [one for one in differences if _is_tolerated(case, one)]
    best = (admitted or differences)[0]
    found = () if admitted else (price_differs(case, best),)
    return Verdict(_resolutions(case, index, best.expected, factor), found), best if admitted and not ours else None


def _each(case: Case, index: int, line: LineReading, factor: Fraction) -> Fraction | None:
    """The stated price of one base unit, after the discount."""
    if line.unit_price is None:
        return None
    basis = line.price_basis.value if line.price_basis else Decimal(1)
    discount = line.discount_percent.value if line.discount_percent else Decimal(0)
    if basis <= 0 or not all(map(in_range, (line.unit_price.value, basis, discount))):
        return None
    price = Fraction(line.unit_price.value)
    if discount:
        price *= 1 - Fraction(discount) / 100
    units = price_scale(case.resolutions.get(f"lines[{index}].price_uom")) * factor
    return price if basis == 1 and units == 1 else price / (Fraction(basis) * units)


def _is_ours(case: Case, line: LineReading, one: Difference) -> bool:
    """Whether it is the expected price, or what printing makes of it."""
    difference, each = abs(one.each), one.expected.each
    if not difference:
        return True
    return difference <= min(_rounding(case, one.index, line, one.item, one.expected), each * ROUNDING_LIMIT)


def _is_tolerated(case: Case, one: Difference) -> bool:
    if abs(one.each) <= one.expected.each * Fraction(case.policy.price_tolerance_percent) / 100:
        return True
    return one.money is not None and abs(one.money) <= Fraction(case.policy.price_tolerance_amount)


def _rounding(case: Case, index: int, line: LineReading, item: Item, expected: Expected) -> Fraction:
    """What the last printed digits hide, for one base unit.

    A price with a discount was computed from a rounded one, and one stated for fewer units than ours was divided; ours
    is exact where it is computed from a list price.
    """
    factor = unit_factor(case, index, item)
    if line.unit_price is None or factor is None:
        return Fraction(0)
    basis = Fraction(line.price_basis.value if line.price_basis else 1)
    units = basis * factor * price_scale(case.resolutions.get(f"lines[{index}].price_uom"))
    ours = Fraction(expected.price.basis) * expected.price_unit
    printed = _half_digit(line.unit_price.value) / units
    if line.discount_percent is not None and line.discount_percent.value:
        return printed + _half_digit(expected.price.amount) / ours
    computed = expected.price.discount_percent or units < ours
    return printed if computed else Fraction(0)


def _half_digit(value: Decimal) -> Fraction:
    # Zeros at the end say how a form is filled in, not how a price was rounded; no price is rounded below cents.
    exponent = value.normalize().as_tuple().exponent
    decimals = max(2, -exponent) if isinstance(exponent, int) else 2
    return Fraction(1, 2 * 10**decimals)


def _resolutions(case: Case, index: int, expected: Expected, factor: Fraction) -> tuple[Resolution, ...]:
    """The expected price in the line's unit, as an amount and a basis that are both exact."""
    amount = times(expected.price.amount, factor)
    basis = times(expected.price.basis, expected.price_unit)
    if amount is None or basis is None:
        return ()
    table, label = expected.price.origin, priced(expected.price)
    row = ReferenceRow(table=f"{table}_prices", key=expected.price.row, snapshot=case.reference.snapshot)
    return tuple(
        Resolution(fact=Fact.PRICE, path=f"lines[{index}].{name}", value=f"{value:f}", label=text, evidence=(row,))
        for name, value, text in (("unit_price", amount, f"{table} price {label}"), ("price_basis", basis, ""))
    )


def _no_price(case: Case, index: int, line: LineReading, item: Item) -> Finding:
    name, money = line_name(case.reading, index), case.resolved("currency")
    path = f"lines[{index}].unit_price"
    if line.unit_price is None:
        message = f"{name} states no price, and we have none for {item.sku} in {money}. Type the price."
        return block(FindingCode.PRICE_MISSING, path, message)
    message = f"{name}: we have no price for {item.sku} in {money} to compare with. Confirm the price of the order."
    return hold(FindingCode.NOT_CHECKED, path, message, found=number(line.unit_price.value))


def _absent(case: Case, index: int, line: LineReading, item: Item, expected: Expected) -> Finding:
    """A contract says what an order without prices means; a list price is only an offer."""
    price = expected.price
    ours = f"{priced(price)} for {number(price.basis)}"
    opening = f"{line_name(case.reading, index)} states no price"
    path = f"lines[{index}].unit_price"
    if against := _stated_otherwise(case, index, line, item, expected):
        message = (
            f"{opening}, but {against}, to which the {price.origin} price of {ours} does not lead. Type the price."
        )
        doubt = hold(FindingCode.PRICE_MISSING, path, message, found=against, expected=number(price.amount))
        return with_fixes(doubt, *_take(case, index, line, item, expected))
    if price.origin == "contract" or (price.origin == "quote" and is_named(price, case.reading.contract)):
        message = f"{opening}; the {price.origin} price of {ours} is taken."
        return note(FindingCode.PRICE_MISSING, path, message, expected=number(price.amount))
    lacking = "names no quote" if price.origin == "quote" else "there is no contract"
    message = f"{opening} and {lacking}. Confirm the {price.origin} price of {ours}, or type another."
    doubt = hold(FindingCode.PRICE_MISSING, path, message, expected=number(price.amount))
    return with_fixes(doubt, *_take(case, index, line, item, expected))


def _take(case: Case, index: int, line: LineReading, item: Item, expected: Expected) -> Iterator[Fix]:
    amount = times(expected.price.amount, unit_factor(case, index, item) or Fraction(1))
    basis = times(expected.price.basis, expected.price_unit)
    if amount is not None and basis is not None:
        label = f"Take the {expected.price.origin} price of {priced(expected.price)}"
        yield Fix(label=label, changes=tuple(with_price(index, line, amount, basis)))


def _stated_otherwise(case: Case, index: int, line: LineReading, item: Item, expected: Expected) -> str:
    """What a line without a price says of its money, where our price is not what it says; else nothing."""
    if line.discount_percent is not None and line.discount_percent.value:
        return f"a discount of {number(line.discount_percent.value)} %"
    demand = base_demand(case, index, item)
    if line.line_total is None or demand is None or not in_range(line.line_total.value):
        return ""
    allowed = Fraction(rounding(case.policy, case.reading, line.line_total.value))
    differs = abs(expected.each * demand - Fraction(line.line_total.value)) > allowed
    return f"a total of {number(line.line_total.value)}" if differs else ""
