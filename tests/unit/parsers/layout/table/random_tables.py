"""Random tables of order lines, drawn as a customer's program might: any order of columns, gaps, edges and numbers."""

import random
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from orders.gtin import check_digit
from tests.unit.parsers.layout.drawing import Drawing

HEADINGS = {
    "position": ("Line", "Pos.", "#", "Pos", "Riga", "Regel"),
    "buyer_item": (
        "Our part no.",
        "Unsere Artikelnummer",
        "Notre référence",
        "Ns. codice",
        "Nuestra ref.",
        "Onze code",
    ),
    "supplier_item": (
        "Your part no.",
        "Ihre Art.-Nr.",
        "Votre réf.",
        "Vs. codice",
        "Ref. proveedor",
        "Uw artikelnummer",
    ),
    "gtin": ("EAN", "GTIN", "Barcode", "Code EAN"),
    "description": ("Description", "Bezeichnung", "Désignation", "Descrizione", "Descripción", "Omschrijving"),
    "quantity": ("Qty", "Menge", "Quantité", "Quantità", "Cantidad", "Aantal"),
    "unit": ("Unit", "ME", "Unité", "UM", "Ud.", "Eenheid"),
    "unit_price": ("Unit price", "Einzelpreis", "P.U. HT", "Prezzo", "Precio", "Stukprijs"),
    "discount_percent": ("Disc. %", "Rabatt %", "Remise %", "Sc. %", "Dto. %", "Korting %"),
    "line_total": ("Amount", "Betrag", "Montant HT", "Importo", "Importe", "Bedrag"),
    "requested_date": ("Due date", "Liefertermin", "Date de livraison", "Data consegna", "Fecha entrega", "Leverdatum"),
}
_WORDS = ("hex", "bolt", "DIN", "933", "M8x40", "A2", "zinc", "plated", "washer", "125 ml", "cable", "tie", "4.8 x 300")
_RIGHT = frozenset({"quantity", "unit_price", "discount_percent", "line_total"})
_CENT = Decimal("0.01")


@dataclass(frozen=True)
class Truth:
    """What one line says, of the columns that the table has."""

    values: dict[str, object]


@dataclass(frozen=True)
class RandomTable:
    drawing: Drawing
    lines: list[Truth]


def random_table(seed: int) -> RandomTable:
    """A table, and what it says."""
    chance = random.Random(seed)
    columns = _columns(chance)
    style = chance.choice(((",", "."), ("", "."), (".", ","), (" ", ",")))
    lines = [_line(chance, number) for number in range(1, chance.choice((1, 2, 3, 8, 30)) + 1)]
    texts = [_printed(line, style) for line in lines]
    drawing = _Draw(chance, columns).table(texts)
    return RandomTable(drawing, [Truth({name: line[name] for name in columns if line[name]}) for line in lines])


def _columns(chance: random.Random) -> list[str]:
    always = {"description", "quantity", "unit_price", "line_total", chance.choice(("buyer_item", "supplier_item"))}
    columns = [name for name in HEADINGS if name in always or chance.random() < 0.45]
    if chance.random() < 0.3:
        chance.shuffle(columns)
    return columns


def _line(chance: random.Random, number: int) -> dict[str, object]:
    quantity = Decimal(chance.choice((1, 2, 5, 10, 100, 250, 1000, 2500)))
    price = Decimal(chance.randrange(1, 300_000)).scaleb(-2)
    discount = Decimal(chance.choice(("0", "0", "5.0", "12.5")))
    total = (quantity * price * (1 - discount / 100)).quantize(_CENT, ROUND_HALF_UP)
    digits = f"952{chance.randrange(10**9):09d}"
    return {
        "position": str(number * 10),
        "buyer_item": f"MAT-{chance.randrange(10**6):06d}",
        "supplier_item": f"{chance.choice(('BR', 'FX', 'CT'))}-{chance.randrange(100, 99999)}",
        "gtin": digits + check_digit(digits),
        "description": " ".join(chance.choice(_WORDS) for _ in range(chance.randrange(2, 10))),
        "quantity": quantity,
        "unit": chance.choice(("ST", "KG", "M", "pcs")),
        "unit_price": price,
        "discount_percent": discount,
        "line_total": total,
        "requested_date": date(2026, chance.randrange(1, 13), chance.randrange(13, 29)),
    }


def _printed(line: dict[str, object], style: tuple[str, str]) -> dict[str, str]:
    found = {}
    for name, value in line.items():
        if isinstance(value, Decimal):
            found[name] = _numeral(value, style) if value else ""
        elif isinstance(value, date):
            found[name] = value.strftime("%d/%m/%Y")
        else:
            found[name] = str(value)
    return found


def _numeral(value: Decimal, style: tuple[str, str]) -> str:
    whole, _, decimals = str(value).partition(".")
    grouped = f"{int(whole):,}".replace(",", style[0])
    return f"{grouped}{style[1]}{decimals}" if decimals else grouped


class _Draw:
    """Lays a table out: widths and edges of columns, wrapped descriptions, page ends."""

    def __init__(self, chance: random.Random, columns: list[str]) -> None:
        self.chance, self.columns = chance, columns
        self.drawing = Drawing(letter=chance.choice((450, 500, 550)), blank=chance.choice((250, 280, 320)))
        self.size = 7 if len(columns) > 8 else chance.choice((8, 9))
        self.pitch = self.size * 1000 + chance.choice((1500, 2500, 4000))
        self.apart = chance.choice((2500, 4000, 8000))
        language = chance.randrange(6)
        self.headings = {name: HEADINGS[name][language % len(HEADINGS[name])] for name in columns}
        self.rights = {name for name in columns if name in _RIGHT and chance.random() < 0.9}

    def table(self, texts: list[dict[str, str]]) -> Drawing:
        self._measure(texts)
        page, top = 1, 120_000
        self.drawing.text(1, 30_000, 60_000, "Purchase order 4711")
        top = self._headings(page, top)
        for line in texts:
            wrapped = self._wrapped(line["description"])
            if top + len(wrapped) * self.pitch > 760_000:
                page, top = page + 1, self._headings(page + 1, 80_000)
            for name in self.columns:
                self._put(page, name, top, line[name] if name != "description" else wrapped[0])
            for number, text in enumerate(wrapped[1:], start=1):
                self._put(page, "description", top + number * self.pitch, text)
            top += len(wrapped) * self.pitch + self.apart
        self.drawing.text(page, 30_000, top + 40_000, "Kindly confirm this order within two days.", size=self.size)
        return self.drawing

    def _measure(self, texts: list[dict[str, str]]) -> None:
        self.room = self.chance.choice((110_000, 150_000, 200_000))
        gap = self.chance.choice((5000, 8000, 12_000))
        place, self.lefts, self.widths = 30_000, {}, {}
        for name in self.columns:
            shown = [text for line in texts for text in self._shown(name, line)]
            self.widths[name] = max(self.drawing.width(text, self.size) for text in (*shown, self.headings[name]))
            self.lefts[name] = place
            place += self.widths[name] + gap

    def _shown(self, name: str, line: dict[str, str]) -> list[str]:
        return self._wrapped(line[name]) if name == "description" else [line[name] or "-"]

    def _wrapped(self, text: str) -> list[str]:
        lines = [""]
        for word in text.split():
            longer = f"{lines[-1]} {word}".strip()
            if lines[-1] and self.drawing.width(longer, self.size) > self.room:
                lines.append(word)
            else:
                lines[-1] = longer
        return lines

    def _headings(self, page: int, top: int) -> int:
        for name in self.columns:
            self._put(page, name, top, self.headings[name])
        return top + self.pitch + self.apart

    def _put(self, page: int, name: str, top: int, text: str) -> None:
        if not text:
            return
        left = self.lefts[name]
        if name in self.rights:
            self.drawing.right(page, left + self.widths[name], top, text, size=self.size)
        else:
            self.drawing.text(page, left, top, text, size=self.size)
