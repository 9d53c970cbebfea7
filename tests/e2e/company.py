"""A supplier of springs with two customers, invented for the browser tests, and the orders that reach it."""

from pathlib import Path

ITEMS = (
    "supplier_item,gtin,uom,pack_qty,list_price_eur,price_basis,description_en",
    'SP-100,9521111001005,EA,1,4.00,1,"Compression spring 10 mm, steel"',
    'SP-200,9521111002002,EA,1,6.50,1,"Compression spring 20 mm, steel"',
    'SP-300,9521111003009,EA,1,9.00,1,"Torsion spring 30 mm, stainless"',
    'SP-310,9521111003108,EA,1,9.80,1,"Torsion spring 31 mm, stainless"',
)
CUSTOMER_ITEMS = (
    "customer_no,customer_item,supplier_item,contract_price,currency,price_basis",
    "C100,ND-1,SP-100,3.80,EUR,1",
    "C100,ND-2,SP-200,6.20,EUR,1",
)
CUSTOMERS = (
    "customer_no,name,street,postcode,city,region,country,vat_id,gln,language,currency,payment_terms,email_domain",
    "C100,Nordlicht Drives AG,Hafenring 9,28195,Bremen,,DE,,9521111100005,de,EUR,30 days net,nordlicht.example",
    "C200,Pellow Marine Ltd,3 Slip Way,TR11 3JQ,Falmouth,,GB,,9521111200002,en,EUR,30 days net,pellow.example",
)
SHIP_TO = (
    "customer_no,seq,name,street,postcode,city,region,country,gln",
    "C100,1,Nordlicht Drives AG,Hafenring 9,28195,Bremen,,DE,9521111100005",
    "C100,2,Nordlicht Drives AG - Plant 2,Deichweg 40,27568,Bremerhaven,,DE,9521111100012",
    "C200,1,Pellow Marine Ltd,3 Slip Way,TR11 3JQ,Falmouth,,GB,9521111200002",
)
STOCK = ("supplier_item,available", "SP-100,5000", "SP-200,5000", "SP-300,5000", "SP-310,5000")

NORDLICHT, PELLOW, SUPPLIER = "9521111100005", "9521111200002", "9521111000008"


def write_reference(folder: Path) -> Path:
    """The supplier's own data as CSV."""
    folder.mkdir()
    tables = {
        "catalogue": ITEMS,
        "customer_items": CUSTOMER_ITEMS,
        "customers": CUSTOMERS,
        "ship_to": SHIP_TO,
        "stock": STOCK,
    }
    for name, rows in tables.items():
        (folder / f"{name}.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    return folder


def edifact(po_number: str, *lines: str, buyer: str = NORDLICHT, deliver_to: str = "", reference: str = "1") -> bytes:
    """An ORDERS D.96A. A line is `customer's part, quantity, price`; goods go to the buyer unless said otherwise."""
    body = [segment for number, line in enumerate(lines, start=1) for segment in _line(number, *line.split(", "))]
    message = [
        f"UNH+{reference}+ORDERS:D:96A:UN:EAN008",
        f"BGM+220+{po_number}+9",
        "DTM+137:20260301:102",
        "DTM+2:20260320:102",
        f"NAD+BY+{buyer}::9",
        f"NAD+SU+{SUPPLIER}::9",
        f"NAD+DP+{deliver_to or buyer}::9",
        "CUX+2:EUR:9",
        *body,
        "UNS+S",
        f"CNT+2:{len(lines)}",
    ]
    segments = [
        f"UNB+UNOC:3+{buyer}:14+{SUPPLIER}:14+260301:0800+{reference}",
        *message,
        f"UNT+{len(message) + 1}+{reference}",
        f"UNZ+1+{reference}",
    ]
    return ("UNA:+.? '" + "".join(f"{segment}'\n" for segment in segments)).encode("latin-1")


def edifact_change(po_number: str, number: str, *lines: str) -> bytes:
    """An ORDCHG D.96A with this number: the lines as they are to be now."""
    order = edifact(po_number, *lines, reference=number)
    replaced = {
        "ORDERS:": "ORDCHG:",
        f"BGM+220+{po_number}+9": f"BGM+230+{number}+4",
        "DTM+2:20260320:102": f"RFF+ON:{po_number}",
        **{f"LIN+{line}": f"LIN+{line}+3" for line in range(1, len(lines) + 1)},
    }
    text = order.decode("latin-1")
    for old, new in replaced.items():
        text = text.replace(old, new, 1)
    return text.encode("latin-1")


def _line(number: int, part: str, quantity: str, price: str) -> list[str]:
    return [
        f"LIN+{number}",
        f"PIA+5+{part}:IN",
        f"IMD+F++:::Spring {part}",
        f"QTY+21:{quantity}:PCE",
        f"PRI+AAA:{price}",
    ]


def ubl(po_number: str, *lines: str, buyer: str = NORDLICHT) -> bytes:
    """A UBL 2.1 order. A line is `customer's part, quantity, price`; goods go to the buyer."""
    head = (
        f"<cbc:ID>{po_number}</cbc:ID><cbc:IssueDate>2026-03-01</cbc:IssueDate>"
        "<cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>"
        f"<cac:BuyerCustomerParty>{_ubl_party(buyer)}</cac:BuyerCustomerParty>"
        f"<cac:SellerSupplierParty>{_ubl_party(SUPPLIER)}</cac:SellerSupplierParty>"
        f'<cac:Delivery><cac:DeliveryLocation><cbc:ID schemeID="0088">{buyer}</cbc:ID></cac:DeliveryLocation>'
        "<cac:RequestedDeliveryPeriod><cbc:StartDate>2026-03-20</cbc:StartDate><cbc:EndDate>2026-03-20</cbc:EndDate>"
        "</cac:RequestedDeliveryPeriod></cac:Delivery>"
    )
    body = "".join(_ubl_line(number, *line.split(", ")) for number, line in enumerate(lines, start=1))
    names = "urn:oasis:names:specification:ubl:schema:xsd:"
    return (
        f'<Order xmlns="{names}Order-2" xmlns:cac="{names}CommonAggregateComponents-2" '
        f'xmlns:cbc="{names}CommonBasicComponents-2">{head}{body}</Order>'
    ).encode()


def _ubl_party(gln: str) -> str:
    number = f'<cbc:ID schemeID="0088">{gln}</cbc:ID>'
    return f"<cac:Party><cac:PartyIdentification>{number}</cac:PartyIdentification></cac:Party>"


def _ubl_line(number: int, part: str, quantity: str, price: str) -> str:
    item = f"<cac:BuyersItemIdentification><cbc:ID>{part}</cbc:ID></cac:BuyersItemIdentification>"
    return (
        f'<cac:OrderLine><cac:LineItem><cbc:ID>{number}</cbc:ID><cbc:Quantity unitCode="EA">{quantity}</cbc:Quantity>'
        f'<cac:Price><cbc:PriceAmount currencyID="EUR">{price}</cbc:PriceAmount></cac:Price>'
        f"<cac:Item><cbc:Name>Spring {part}</cbc:Name>{item}</cac:Item></cac:LineItem></cac:OrderLine>"
    )
