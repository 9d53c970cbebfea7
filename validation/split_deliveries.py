"""Lines that are to be delivered in parts.

A line of which each delivery goes to a place of its own makes the order one for each place. A sales order line has one
date, so a person splits what is to come on several days.
"""

from collections.abc import Iterator
from decimal import Decimal

from orders.findings import Finding, FindingCode
from orders.partner_values import GoodsForStores
from orders.places import goes_to_places, names_stores_beside_ship_to, places
from orders.reading import LineReading, OrderKind, OrderReading
from orders.resolution import Fact
from validation.money.arithmetic import in_range
from validation.parties.places import in_one_line
from validation.rule import Case, Verdict
from validation.words.wording import hold, line_name, note, number


class SplitDeliveries:
    """Holds a line with several deliveries to one place, or with one that the line does not show; adds them up."""

    name = "split_deliveries"
    needs: frozenset[Fact] = frozenset()
    gives: frozenset[Fact] = frozenset()

    def examine(self, case: Case) -> Verdict:
        in_lines = tuple(
            finding
            for index, line in enumerate(case.reading.lines)
            if line.deliveries
            for finding in _findings(case.reading, index, line)
        )
        return Verdict(findings=(*_beside(case.reading), *in_lines))


def _beside(reading: OrderReading) -> Iterator[Finding]:
    """An address of the whole order beside stores is often that of a centre that passes the goods on to them."""
    if reading.ship_to is None or not names_stores_beside_ship_to(reading):
        return
    count, shown, profile = len(list(places(reading))), in_one_line(reading.ship_to), reading.profile
    message = f"The order has the delivery address {shown}, and its lines are for {count} places. "
    if profile and profile.goods_for_stores is GoodsForStores.STORES:
        message += f"By the profile {profile.name} the goods go to each place, by an order of its own."
        yield note(FindingCode.SPLIT_DELIVERY, "ship_to", message, found=str(count), expected=shown)
    else:
        message += (
            "Accept this to make an order for each place; if all goods go to the one address, enter the order in the "
            "ERP and record it. The partner's profile can say which of both is always meant."
        )
        yield hold(FindingCode.SPLIT_DELIVERY, "ship_to", message, found=str(count), expected=shown)


def _findings(reading: OrderReading, index: int, line: LineReading) -> Iterator[Finding]:
    name, path = line_name(reading, index), f"lines[{index}].deliveries"
    count = len(line.deliveries)
    # Where the parser says so itself, once is enough.
    told = any(one.code is FindingCode.SPLIT_DELIVERY and one.path == path for one in reading.findings)
    if reading.kind is OrderKind.ORDER and goes_to_places(line):
        message = f"{name} goes to {count} place{'s' * (count > 1)}: the order is posted in parts, one for each."
        yield note(FindingCode.SPLIT_DELIVERY, path, message, found=str(count))
    elif not told and (count > 1 or _says_more(line)):
        message = (
            f"{name} asks for {count} deliveries with their own quantity, date or place. "
            "Split the line in the ERP and record it, or accept it as one delivery."
        )
        yield hold(FindingCode.SPLIT_DELIVERY, path, message, found=str(count))
    yield from _not_adding_up(line, index, name)


def _not_adding_up(line: LineReading, index: int, name: str) -> Iterator[Finding]:
    quantities = [delivery.quantity.value for delivery in line.deliveries if delivery.quantity]
    if len(quantities) < len(line.deliveries) or line.quantity is None:
        return
    if not all(map(in_range, (*quantities, line.quantity.value))):
        return
    total = sum(quantities, Decimal(0))
    if total != line.quantity.value:
        message = (
            f"{name}: its deliveries add up to {number(total)}, its quantity is {number(line.quantity.value)}. "
            "Compare them with the document."
        )
        ordered = number(line.quantity.value)
        path = f"lines[{index}].quantity"
        yield hold(FindingCode.SPLIT_DELIVERY, path, message, found=ordered, expected=number(total))


def _says_more(line: LineReading) -> bool:
    """Whether the one delivery has a place, or a date other than the line's."""
    (delivery,) = line.deliveries
    own_date = line.requested_date.value if line.requested_date else None
    date_differs = delivery.requested_date is not None and delivery.requested_date.value != own_date
    return delivery.ship_to is not None or date_differs
