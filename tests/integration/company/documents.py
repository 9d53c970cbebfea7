"""What customers of the invented company send, in a few words each."""

import io
import zipfile
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Self

from reportlab.pdfgen.canvas import Canvas

from tests.fakes import pdfs


@dataclass(frozen=True, slots=True)
class File:
    """One thing that arrives."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Interchange:
    """An EDIFACT interchange by its segments; `{count}` stands for what UNT counts."""

    segments: tuple[str, ...]
    charset: str = "latin-1"

    def saying(self, old: str, new: str) -> Self:
        """The same, but that these words stand in place of those, at the one place where they stood."""
        text = "'".join(self.segments)
        assert 1 == text.count(old), old
        return type(self)(tuple(text.replace(old, new).split("'")), self.charset)

    def without(self, beginning: str) -> Self:
        """The same without the one segment that begins so."""
        place = self._place(beginning)
        return type(self)((*self.segments[:place], *self.segments[place + 1 :]), self.charset)

    def after(self, beginning: str, *added: str) -> Self:
        """The same with further segments behind the one that begins so."""
        place = self._place(beginning) + 1
        return type(self)((*self.segments[:place], *added, *self.segments[place:]), self.charset)

    def ordering(self, item: str, quantity: str, price: str = "") -> Self:
        """The same with another line: number and its kind, quantity and unit, and the price for so many if any."""
        place = self._place("PIA")
        line = (f"PIA+5+{item}", f"QTY+21:{quantity}", *((f"PRI+AAA:{price}",) if price else ()))
        return type(self)((*self.segments[:place], *line, *self.segments[self._place("UNS") :]), self.charset)

    def file(self, name: str = "order.edi") -> File:
        """As it is transmitted."""
        message = [segment for segment in self.segments if not segment.startswith(("UNB", "UNZ"))]
        text = "'\n".join((*self.segments, "")).format(count=len(message))
        return File(name, text.encode(self.charset))

    def _place(self, beginning: str) -> int:
        (place,) = (number for number, segment in enumerate(self.segments) if segment.startswith(beginning))
        return place


KARST = Interchange((
    "UNB+UNOC:3+9520000000011:14+9520000005009:14+260302:0800+R1",
    "UNH+1+ORDERS:D:96A:UN:EAN008",
    "BGM+220+PO-1+9",
    "DTM+137:20260302:102",
    "DTM+2:20260316:102",
    "NAD+BY+9520000000011::9",
    "NAD+SU+9520000005009::9",
    "NAD+DP+9520000000011::9",
    "CUX+2:EUR:9",
    "LIN+1",
    "PIA+5+4711:IN",
    "QTY+21:200:PCE",
    "PRI+AAA:16.90:::100:PCE",
    "UNS+S",
    "CNT+2:1",
    "UNT+{count}+1",
    "UNZ+1+R1",
))  # fmt: skip
"""Karst & Söhne order 200 bolts at the 16.90 EUR for 100 of their contract. Nothing is wrong with it."""

WEXCOMBE = (
    KARST.saying("9520000000011:14", "9520000000028:14")
    .saying("NAD+BY+9520000000011", "NAD+BY+9520000000028")
    .saying("NAD+DP+9520000000011", "NAD+DP+9520000000042")
    .saying("CUX+2:EUR", "CUX+2:GBP")
    .saying("4711:IN", "WX-1:IN")
    .saying("16.90", "15.10")
)
"""Wexcombe Boats order 200 bolts for their slipway, at their contract price. Nothing is wrong with it either."""

PAPER = (
    "Karst & Söhne Maschinenbau GmbH, Lindenstraße 4, 30159 Hannover",
    "PURCHASE ORDER PO-1",
    "Date: 2 March 2026",
    "Deliver to: Karst & Söhne Maschinenbau GmbH, Lindenstraße 4, 30159 Hannover",
    "Pos   Article   Description                   Quantity  Unit   Price per 100   Amount",
    "1     4711      Hex bolt M8 x 20 zinc plated       200  pcs            16.90    33.80",
    "Total net 33.80 EUR",
)
"""The same order of Karst's as it stands on paper."""


def paper(*lines: str, name: str = "order.pdf") -> File:
    """A PDF of these lines."""

    def page(canvas: Canvas) -> None:
        pdfs.order(canvas, lines)

    return File(name, pdfs.drawn(page))


def sheet(*rows: str, name: str = "order.csv") -> File:
    """A table, a row each."""
    return File(name, "\n".join(rows).encode())


def mail(text: str, *attached: File, sender: str = "einkauf@karst.example", subject: str = "Order PO-1") -> File:
    """A mail with attachments."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, "orders@supplier.example", subject
    message.set_content(text)
    for file in attached:
        message.add_attachment(file.content, maintype="application", subtype="octet-stream", filename=file.name)
    return File("mail.eml", message.as_bytes())


def packed(*files: File, name: str = "orders.zip") -> File:
    """A ZIP archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in files:
            archive.writestr(file.name, file.content)
    return File(name, out.getvalue())
