"""EDIFACT purchase orders of the demo company's customer Brightwater, with whatever is to be wrong about them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta


@dataclass(frozen=True, slots=True)
class EdiLine:
    """One line; `item` is the customer's part number."""

    item: str = "BW-5100"
    quantity: int = 10
    price: str = "11.80"
    unit: str = "PCE"


def interchange(
    po_number: str,
    lines: Sequence[EdiLine] = (EdiLine(),),
    *,
    buyer: str = "9521100100014",
    test: bool = False,
    count: int | None = None,
    text: str = "",
) -> bytes:
    """D.96A. `count` is what UNT says of its segments, where that is not the truth; `text` is free text."""
    today = datetime.now(UTC).date()
    body = [
        "UNH+1+ORDERS:D:96A:UN:EAN008",
        f"BGM+220+{po_number}+9",
        f"DTM+137:{today:%Y%m%d}:102",
        f"DTM+2:{today + timedelta(days=14):%Y%m%d}:102",
        *([f"FTX+AAI+++{text}"] if text else []),
        f"NAD+BY+{buyer}::9",
        "NAD+SU+9521000000018::9",
        "NAD+DP+9521100100021::9",
        "CUX+2:EUR:9",
    ]
    for number, line in enumerate(lines, start=1):
        body += [
            f"LIN+{number}",
            f"PIA+1+{line.item}:IN",
            f"QTY+21:{line.quantity}:{line.unit}",
            f"PRI+AAA:{line.price}",
        ]
    body += ["UNS+S", f"CNT+2:{len(lines)}"]
    body.append(f"UNT+{count or len(body) + 1}+1")
    indicator = "++ORDERS++++1" if test else ""
    head = f"UNB+UNOC:3+{buyer}:14+9521000000018:14+{today:%y%m%d}:0800+R{po_number}{indicator}"
    return ("'\n".join(["UNA:+.? ", head, *body, f"UNZ+1+R{po_number}"]) + "'\n").encode("latin-1")
