"""A supplier with a catalogue, and clean EDIFACT orders of ten lines for it."""

from collections.abc import Sequence
from pathlib import Path

ITEMS = 200
LINES = 10
GLN_BUYER, GLN_SHIP_TO, GLN_SUPPLIER = "4012345000009", "4012345000016", "4098765000005"


def write_reference(folder: Path) -> None:
    """Customers, addresses, catalogue and contract prices as the reference import reads them."""
    folder.mkdir()
    _table(
        folder / "customers.csv",
        "customer_no,name,street,postcode,city,region,country,vat_id,gln,language,currency,payment_terms,email_domain,"
        "vendor_no_at_customer,contact_name,contact_email,contact_phone",
        [f"C1,Bench GmbH,Weg 1,80331,Muenchen,,DE,,{GLN_BUYER},de,EUR,30 days,bench.example,70001,,,"],
    )
    _table(
        folder / "ship_to.csv",
        "customer_no,seq,name,street,postcode,city,region,country",
        ["C1,1,Bench GmbH,Weg 1,80331,Muenchen,,DE"],
    )
    _table(
        folder / "catalogue.csv",
        "supplier_item,gtin,uom,pack_qty,list_price_eur,price_basis,description_en",
        [f"SKU-{number:04},,PCE,1,{_price(number)},1,Item {number}" for number in range(ITEMS)],
    )
    _table(
        folder / "customer_items.csv",
        "customer_no,customer_item,supplier_item,contract_price,currency,price_basis",
        [f"C1,B-{number:04},SKU-{number:04},{_price(number)},EUR,1" for number in range(ITEMS)],
    )


def interchange(number: int) -> bytes:
    """One order in one interchange."""
    lines = [segment for index in range(LINES) for segment in _line(index, (number * LINES + index) % ITEMS)]
    total = sum(10 * _cents((number * LINES + index) % ITEMS) for index in range(LINES))
    message = [
        "UNH+1+ORDERS:D:96A:UN:EAN008",
        f"BGM+220+PO{number:07}+9",
        "DTM+137:20260302:102",
        "DTM+2:20260316:102",
        f"NAD+BY+{GLN_BUYER}::9++Bench GmbH+Weg 1+Muenchen++80331+DE",
        f"NAD+SU+{GLN_SUPPLIER}::9",
        "NAD+DP+++Bench GmbH+Weg 1+Muenchen++80331+DE",
        "CUX+2:EUR:9",
        *lines,
        "UNS+S",
        f"MOA+79:{total // 100}.{total % 100:02}",
        f"CNT+2:{LINES}",
    ]
    segments = [
        f"UNB+UNOC:3+{GLN_BUYER}:14+{GLN_SUPPLIER}:14+260302:0800+I{number:07}",
        *message,
        f"UNT+{len(message) + 1}+1",
        f"UNZ+1+I{number:07}",
    ]
    return ("'\n".join(segments) + "'\n").encode("latin-1")


def _line(index: int, item: int) -> Sequence[str]:
    cents = 10 * _cents(item)
    return (
        f"LIN+{index + 1}++SKU-{item:04}:SA",
        f"PIA+1+B-{item:04}:IN",
        f"IMD+F++:::Item {item}",
        "QTY+21:10:PCE",
        f"MOA+203:{cents // 100}.{cents % 100:02}",
        f"PRI+AAA:{_price(item)}",
    )


def _cents(item: int) -> int:
    return 125 + 7 * item


def _price(item: int) -> str:
    return f"{_cents(item) // 100}.{_cents(item) % 100:02}"


def _table(path: Path, header: str, rows: Sequence[str]) -> None:
    path.write_text("\n".join((header, *rows)) + "\n", encoding="utf-8")
