"""Short ways to write a UBL order in a test."""

from orders.findings import FindingCode
from orders.reading import OrderReading
from parsers.parser import Blob, ParseContext, Parsed
from parsers.ubl import UblParser

_UBL = "urn:oasis:names:specification:ubl:schema:xsd:"
ITEM = "<Item><Name>Lamp</Name><SellersItemIdentification><ID>A-100</ID></SellersItemIdentification></Item>"
PRICE = '<Price><PriceAmount currencyID="EUR">4.50</PriceAmount></Price>'


def parsed(body: str, root: str = "Order") -> Parsed:
    content = f'<{root} xmlns="{_UBL}{root}-2">{body}</{root}>'
    return UblParser().parse(Blob(content.encode(), "order.xml", "application/xml"), ParseContext())


def reading(body: str, root: str = "Order") -> OrderReading:
    (read,) = parsed(body, root).readings
    return read


def line(inside: str = "", price: str = PRICE, item: str = ITEM) -> str:
    quantity = '<ID>1</ID><Quantity unitCode="EA">10</Quantity>'
    return f"<OrderLine><LineItem>{quantity}{inside}{price}{item}</LineItem></OrderLine>"


def order(*parts: str) -> OrderReading:
    """An order of 2 March 2026, wanted on the 16th, with these parts."""
    period = "<StartDate>2026-03-16</StartDate><EndDate>2026-03-16</EndDate>"
    delivery = f"<Delivery><RequestedDeliveryPeriod>{period}</RequestedDeliveryPeriod></Delivery>"
    return reading(f"<ID>PO-1</ID><IssueDate>2026-03-02</IssueDate>{delivery}{''.join(parts)}")


def told(read: OrderReading) -> set[tuple[FindingCode, bool]]:
    """The findings' codes, and whether each holds."""
    return {(finding.code, finding.holds) for finding in read.findings}
