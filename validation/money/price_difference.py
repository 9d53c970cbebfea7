"""What is said of a price that is not the expected one, with the facts that a person needs to decide."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from orders.completion import price_scale
from orders.findings import Change, Detail, Finding, FindingCode, Fix
from orders.reading import LineReading
from orders.reference import Item, Price
from validation.goods.demand import unit_factor
from validation.goods.item_units import exact
from validation.money.arithmetic import in_range
from validation.money.price_list import Expected
from validation.rule import Case
from validation.words.wording import hold, in_money, line_name, number, with_fixes


@dataclass(frozen=True, slots=True)
class Difference:
    """The price that a line states for one base unit, after the discount, beside an expected one."""

    index: int
    item: Item
    stated: Fraction
    expected: Expected
    demand: Fraction | None
    """In base units; None while it is not known."""

    @property
    def each(self) -> Fraction:
        """On one base unit; above zero where the customer would pay more than we ask."""
        return self.stated - self.expected.each

    @property
    def money(self) -> Fraction | None:
        """On the whole line."""
        return None if self.demand is None else self.each * self.demand


def price_differs(case: Case, difference: Difference) -> Finding:
    """Ordered, expected and where that comes from, and what it makes on the line."""
    index, line, expected = difference.index, case.reading.lines[difference.index], difference.expected
    units, money = _units(case, difference), case.resolved("currency")
    shown, ours = rounded(difference.stated * units, money), rounded(expected.each * units, money)
    effect = "" if difference.money is None else f"{rounded(difference.money, money, places=2)} {money}"
    basis = number(_basis(line))
    message = (
        f"{line_name(case.reading, index)}: the price of {shown} {money} for {basis} differs from the "
        f"{_kind(expected.price)} of {ours}{f'; on the line that is {effect}' if effect else ''}. "
        "Take our price, or accept the customer's."
    )
    differs = hold(FindingCode.PRICE_DIFFERS, f"lines[{index}].unit_price", message, found=shown, expected=ours)
    details = (
        Detail(name="Ordered", text=f"{shown} {money} for {basis}"),
        Detail(name="Expected", text=f"{ours} {money} for {basis}"),
        *_source(expected.price),
        *((Detail(name="On the line", text=effect),) if effect else ()),
    )
    return with_fixes(differs, *_our_price(case, difference)).model_copy(update={"details": details})


def our_price(case: Case, difference: Difference) -> Sequence[Change]:
    """The edits that put the expected price into the line; none where its digits never end."""
    line, amount = case.reading.lines[difference.index], exact(difference.expected.each * _units(case, difference))
    return () if amount is None else with_price(difference.index, line, amount)


def with_price(index: int, line: LineReading, amount: Decimal, basis: Decimal | None = None) -> Sequence[Change]:
    """The edits that give a line this net price, and take away what would contradict it."""
    stated = {"unit_price": number(amount)} | ({"price_basis": number(basis)} if basis else {})
    contradicting = [name for name in ("discount_percent", "line_total") if getattr(line, name) is not None]
    values = stated | dict.fromkeys(contradicting, "")
    return tuple(Change(path=f"lines[{index}].{name}", value=value) for name, value in values.items())


def priced(price: Price) -> str:
    """The amount with its currency."""
    return f"{in_money(price.amount, price.currency)} {price.currency}"


def rounded(value: Fraction, currency: str, places: int = 6) -> str:
    """For a sentence; nothing is computed with it."""
    return in_money(Decimal(round(value * 10**places)).scaleb(-places), currency)


def _units(case: Case, difference: Difference) -> Fraction:
    """How many base units the line's price is for."""
    index = difference.index
    factor = unit_factor(case, index, difference.item) or Fraction(1)
    scale = price_scale(case.resolutions.get(f"lines[{index}].price_uom"))
    return Fraction(_basis(case.reading.lines[index])) * factor * scale


def _basis(line: LineReading) -> Decimal:
    return line.price_basis.value if line.price_basis else Decimal(1)


def _our_price(case: Case, difference: Difference) -> Iterator[Fix]:
    if changes := our_price(case, difference):
        ours = rounded(difference.expected.each * _units(case, difference), case.resolved("currency"))
        yield Fix(label=f"Take our price of {ours}", changes=(*changes, *_totals(case, difference)))


def _totals(case: Case, difference: Difference) -> Iterator[Change]:
    """The printed net total moves with the line, so that it still proves the others; tax and gross followed from it."""
    net, money = case.reading.total_net, difference.money
    if net is None or money is None or not in_range(net.value):
        return
    moved = Fraction(net.value) - money
    yield Change(path="total_net", value=rounded(moved, case.resolved("currency"), places=2))
    for name in ("total_tax", "total_gross"):
        if getattr(case.reading, name) is not None:
            yield Change(path=name, value="")


def _source(price: Price) -> Iterator[Detail]:
    yield Detail(name="Source", text=f"{_kind(price)}, row {price.row}")
    if price.valid_from or price.valid_until:
        since = f"from {price.valid_from} " if price.valid_from else ""
        until = f"until {price.valid_until}" if price.valid_until else ""
        yield Detail(name="Valid", text=f"{since}{until}".strip())


def _kind(price: Price) -> str:
    breaking = f" from {number(price.from_quantity)} on" if price.from_quantity else ""
    return f"{price.origin} price{breaking}"
