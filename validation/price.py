"""The price of each line against the contract, else the list."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from orders.completion import price_scale
from orders.evidence import ReferenceRow
from orders.findings import Change, Finding, FindingCode, Fix
from orders.reading import LineReading
from orders.reference import Item, Price
from orders.resolution import Fact, Resolution
from validation.arithmetic import in_range, rounding
from validation.demand import base_demand, ordered_item, unit_factor
from validation.item_units import exact, times
from validation.price_list import Expected, expected_prices
from validation.rule import Case, Verdict
from validation.wording import block, hold, in_money, line_name, note, number, with_fixes

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
        resolutions: list[Resolution] = []
        findings: list[Finding] = []
        for index, line in enumerate(case.reading.lines):
            verdict = _examine(case, index, line)
            resolutions += verdict.resolutions
            findings += verdict.findings
        return Verdict(tuple(resolutions), tuple(findings))


def _examine(case: Case, index: int, line: LineReading) -> Verdict:
    item = ordered_item(case, index)
    factor = unit_factor(case, index, item) if item else None
    if item is None or factor is None or not case.resolved("currency"):
        return Verdict()
    expected = expected_prices(case, index, item)
    if not expected:
        return Verdict(findings=(_no_price(case, index, line, item),))
    stated = _each(case, index, line, factor)
    if line.unit_price is not None and stated is None:
        return Verdict()
    fitting = [one for one in expected if stated is not None and _agrees(case, index, line, item, stated, one)]
    best = (fitting or expected)[0]
    resolutions = _resolutions(case, index, best, factor)
    if stated is None:
        return Verdict(resolutions, (_absent(case, index, line, item, best),))
    return Verdict(resolutions, () if fitting else (_differs(case, index, line, item, stated, best),))


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


def _agrees(case: Case, index: int, line: LineReading, item: Item, stated: Fraction, expected: Expected) -> bool:
    difference = abs(stated - expected.each)
    if not difference:
        return True
    if difference <= expected.each * Fraction(case.policy.price_tolerance_percent) / 100:
        return True
    demand = base_demand(case, index, item)
    if demand is not None and difference * demand <= Fraction(case.policy.price_tolerance_amount):
        return True
    return difference <= min(_rounding(case, index, line, item, expected), expected.each * ROUNDING_LIMIT)


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
    exponent = value.as_tuple().exponent
    # A price that ends in zeros may have been cut short by the software that wrote it, never below cents.
    decimals = max(2, -exponent) if isinstance(exponent, int) else 2
    return Fraction(1, 2 * 10**decimals)


def _resolutions(case: Case, index: int, expected: Expected, factor: Fraction) -> tuple[Resolution, ...]:
    """The expected price in the line's unit, as an amount and a basis that are both exact."""
    amount = times(expected.price.amount, factor)
    basis = times(expected.price.basis, expected.price_unit)
    if amount is None or basis is None:
        return ()
    table, label = expected.price.origin, _priced(expected.price)
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
    ours = f"{_priced(price)} for {number(price.basis)}"
    opening = f"{line_name(case.reading, index)} states no price"
    path = f"lines[{index}].unit_price"
    if against := _stated_otherwise(case, index, line, item, expected):
        message = (
            f"{opening}, but {against}, to which the {price.origin} price of {ours} does not lead. Type the price."
        )
        return hold(FindingCode.PRICE_MISSING, path, message, found=against, expected=number(price.amount))
    if price.origin == "contract":
        message = f"{opening}; the contract price of {ours} is taken."
        return note(FindingCode.PRICE_MISSING, path, message, expected=number(price.amount))
    message = f"{opening} and there is no contract. Confirm the list price of {ours}, or type another."
    return hold(FindingCode.PRICE_MISSING, path, message, expected=number(price.amount))


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


def _differs(case: Case, index: int, line: LineReading, item: Item, stated: Fraction, expected: Expected) -> Finding:
    basis = line.price_basis.value if line.price_basis else Decimal(1)
    factor = unit_factor(case, index, item) or Fraction(1)
    units = Fraction(basis) * factor * price_scale(case.resolutions.get(f"lines[{index}].price_uom"))
    money, demand = case.resolved("currency"), base_demand(case, index, item)
    shown, ours = _rounded(stated * units, money), _rounded(expected.each * units, money)
    effect = _rounded((stated - expected.each) * demand, money, places=2) if demand is not None else ""
    message = (
        f"{line_name(case.reading, index)}: the price of {shown} {money} for {number(basis)} differs from the "
        f"{_kind(expected.price)} of {ours}{f'; on the line that is {effect} {money}' if effect else ''}. "
        "Take our price, or accept the customer's."
    )
    differs = hold(FindingCode.PRICE_DIFFERS, f"lines[{index}].unit_price", message, found=shown, expected=ours)
    return with_fixes(differs, *_our_price(index, line, expected.each * units, ours))


def _our_price(index: int, line: LineReading, price: Fraction, shown: str) -> Sequence[Fix]:
    amount = exact(price)
    if amount is None:
        return ()
    changes = [Change(path=f"lines[{index}].unit_price", value=number(amount))]
    if line.discount_percent is not None:
        changes.append(Change(path=f"lines[{index}].discount_percent", value=""))
    if line.line_total is not None:
        changes.append(Change(path=f"lines[{index}].line_total", value=""))
    return (Fix(label=f"Take our price of {shown}", changes=tuple(changes)),)


def _kind(price: Price) -> str:
    breaking = f" from {number(price.from_quantity)} on" if price.from_quantity else ""
    return f"{price.origin} price{breaking}"


def _priced(price: Price) -> str:
    return f"{in_money(price.amount, price.currency)} {price.currency}"


def _rounded(value: Fraction, currency: str, places: int = 6) -> str:
    return in_money(Decimal(round(value * 10**places)).scaleb(-places), currency)
