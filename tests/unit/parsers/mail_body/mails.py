"""Bodies of mails for tests, and what the parser makes of them."""

from orders.findings import Finding
from orders.reading import LineReading, OrderReading
from parsers.mail_body.parser import MailBodyParser
from parsers.parser import Blob, ParseContext, Parsed

PARSER = MailBodyParser()
CUSTOMER = "jane.doe@nordwerk.example"


def parsed(text: str | bytes, *, subject: str = "", sender: str = CUSTOMER, html: bool = False) -> Parsed:
    """The body as it comes out of a mail: UTF-8, without a name."""
    content = text.encode() if isinstance(text, str) else text
    media_type = "text/html" if html else "text/plain"
    return PARSER.parse(Blob(content, "", media_type), ParseContext(sender, subject))


def order(text: str, *, subject: str = "", sender: str = CUSTOMER, html: bool = False) -> OrderReading:
    """The one order of a body."""
    (reading,) = parsed(text, subject=subject, sender=sender, html=html).readings
    return reading


def holding(found: Parsed | OrderReading) -> list[Finding]:
    """What holds."""
    return [finding for finding in found.findings if finding.holds]


def brief(line: LineReading) -> str:
    """Quantity, unit, item and price of a line."""
    item = line.supplier_item or line.buyer_item
    parts = (line.quantity, line.uom, item, line.unit_price)
    return " ".join(str(part.value) if part else "-" for part in parts)
