"""Purchase orders for tests of posting."""

from datetime import date
from decimal import Decimal

from orders.order import Line, Money, Party, PurchaseOrder, Quantity


def order_line(number: int, *, currency: str = "EUR") -> Line:
    """A line whose every field is filled, with exact decimals that a float would bend."""
    return Line(
        line_no=str(number * 10),
        item=f"SKU-{number:04}",
        quantity=Quantity(value=Decimal("12.500"), unit="KGM"),
        unit_price=Money(amount=Decimal("0.10") + number, currency=currency),
        price_basis=Decimal(100),
        discount_percent=Decimal("2.5"),
        requested_date=date(2026, 3, number % 28 + 1),
        buyer_item=f"B-{number}",
        description=f"Schraube M{number} ⌀ 3,5 mm",
    )


def purchase_order(
    *, customer: str = "C-1001", po_number: str = "4500017", release: str = "", lines: int = 2
) -> PurchaseOrder:
    """A complete order of so many lines."""
    return PurchaseOrder(
        customer=customer,
        po_number=po_number,
        release=release,
        currency="EUR",
        buyer=Party(account=customer, name="Muster & Söhne GmbH", country="DE"),
        ship_to=Party(account="S-7", name="Lager Süd", street="Hafenstraße 3", postcode="80331", city="München"),
        order_date=date(2026, 2, 27),
        requested_delivery_date=date(2026, 3, 9),
        payment_terms="30 days net",
        notes=("Bitte avisieren",),
        lines=tuple(order_line(number + 1) for number in range(lines)),
    )
