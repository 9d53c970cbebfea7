"""Orders put together at random from all words of the vocabulary: each is read right, or a person sees it."""

import random
import tomllib
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from importlib.resources import files

from orders.reading import OrderReading
from tests.unit.parsers.spreadsheet.tables import Rows, holds, parsed, plain, saved, workbook, written

WORDS = tomllib.loads(files("parsers.language").joinpath("labels.toml").read_text(encoding="utf-8"))
CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Style:
    """How one customer writes."""

    mark: str
    grouping: str
    dates: str
    typed: bool

    def number(self, value: Decimal, chance: random.Random) -> object:
        if self.typed and chance.random() < 0.9:
            return float(value)
        text = f"{value:,f}" if self.grouping else f"{value:f}"
        return text.replace(",", "\0").replace(".", self.mark).replace("\0", self.grouping)

    def day(self, value: date) -> object:
        return value if self.typed else value.strftime(self.dates)


@dataclass(frozen=True, slots=True)
class Truth:
    """One random order, and the rows that show it."""

    rows: Rows
    typed: bool
    po_number: str
    order_date: date
    lines: list[dict[str, str]]


def label(chance: random.Random, group: str, role: str) -> str:
    """A word of the vocabulary that means nothing else in its group."""
    others = Counter(word for words in WORDS[group].values() for word in words)
    word: str = chance.choice([word for word in WORDS[group][role] if others[word] == 1])
    return chance.choice([word, word.upper(), word.title(), f"{word}:" if group == "header" else word])


def random_order(seed: int) -> Truth:
    chance = random.Random(seed)
    style = Style(
        *chance.choice([(",", "."), (".", ","), (",", ""), (".", ""), (",", " ")]),
        chance.choice(["%d.%m.%Y", "%Y-%m-%d", "%d/%m/%Y", "%m/%d/%Y", "%d %b %Y"]),
        typed=chance.random() < 0.4,
    )
    po_number = chance.choice(["", "PO-", "2026/"]) + str(chance.randrange(10**4, 10**7))
    ordered = date(2026, 1, 1) + timedelta(days=chance.randrange(300))
    head: list[list[object]] = [
        [chance.choice(WORDS["titles"]["order"])],
        [label(chance, "header", "po_number"), po_number],
        [label(chance, "header", "order_date"), style.day(ordered)],
        [],
    ]
    chance.shuffle(head[:3])
    columns = _columns(chance)
    lines = [_line(chance, number) for number in range(1, chance.randrange(2, 9))]
    rows = [[_shown(style, chance, line.get(column, "")) for column in columns] for line in lines]
    total = sum((Decimal(str(line["line_total"])) for line in lines), Decimal(0))
    foot = [["", ""], [*[""] * (len(columns) - 2), chance.choice(WORDS["totals"]["net"]), style.number(total, chance)]]
    headings = [label(chance, "columns", column) for column in columns]
    if chance.random() < 0.15:
        _disturb(chance, rows, columns, lines)
    truth = [{column: str(line[column]) for column in columns if column in line} for line in lines]
    return Truth([*head, headings, *rows, *foot], style.typed, po_number, ordered, truth)


def _columns(chance: random.Random) -> list[str]:
    columns = ["quantity", chance.choice(["supplier_item", "buyer_item"])]
    optional = ["position", "description", "unit", "unit_price", "price_basis", "discount_percent", "line_total"]
    columns += [column for column in optional if chance.random() < 0.7]
    if "unit_price" not in columns:
        columns = [column for column in columns if column not in ("price_basis", "discount_percent")]
    chance.shuffle(columns)
    return columns if len(columns) > 2 else [*columns, "description"]


def _line(chance: random.Random, number: int) -> dict[str, object]:
    quantity = Decimal(chance.choice([1, 2, 5, 20, 250, 1000, 1200, 12500])) / chance.choice([1, 1, 1, 1000])
    price = Decimal(chance.randrange(1, 500_000)) / chance.choice([100, 100, 1000, 10_000])
    basis = Decimal(chance.choice([1, 1, 100]))
    discount = Decimal(chance.choice([0, 0, 5, Decimal("12.5")]))
    total = quantity * price / basis * (1 - discount / 100)
    return {
        "position": str(number * 10),
        "supplier_item": f"A-{chance.randrange(1000)}",
        "buyer_item": f"{chance.randrange(10**6):06}X",
        "description": chance.choice(["Hex bolt", "Sechskantschraube M8", "Joint torique", "Rondella 8,4"]),
        "unit": chance.choice(["pcs", "Stk", "kg", "m"]),
        "quantity": quantity,
        "unit_price": price,
        "price_basis": basis,
        "discount_percent": discount,
        "line_total": total.quantize(CENT),
    }


def _shown(style: Style, chance: random.Random, value: object) -> object:
    return style.number(value, chance) if isinstance(value, Decimal) else value


def _disturb(
    chance: random.Random, rows: list[list[object]], columns: list[str], lines: list[dict[str, object]]
) -> None:
    """What people do to their forms."""
    place, column = chance.randrange(len(lines)), chance.randrange(len(columns))
    match chance.randrange(4):
        case 0:
            rows[place].append("only if in stock")
        case 1:
            rows.insert(place + 1, ["", "as last time, but in red"])
        case 2:
            rows[place][column] = ""
            lines[place].pop(columns[column])
        case _:
            rows[place][column] = "see mail"
            lines[place][columns[column]] = "see mail"


FIELDS = {"unit": "uom", "position": "line_no"}
NUMBERS = {"quantity", "unit_price", "price_basis", "discount_percent", "line_total"}


def differences(reading: OrderReading, truth: Truth) -> list[str]:
    found = []
    if (reading.po_number and reading.po_number.value) != truth.po_number:
        found.append(f"po_number: {reading.po_number and reading.po_number.value} for {truth.po_number}")
    if (reading.order_date and reading.order_date.value) != truth.order_date:
        found.append(f"order_date: {reading.order_date and reading.order_date.value} for {truth.order_date}")
    if len(reading.lines) != len(truth.lines):
        found.append(f"{len(reading.lines)} lines for {len(truth.lines)}")
    for line, expected in zip(reading.lines, truth.lines, strict=False):
        values = plain(line)
        for name, value in expected.items():
            read = values.get(FIELDS.get(name, name), "")
            same = read == value or (name in NUMBERS and bool(read) and Decimal(read) == Decimal(value))
            if not same:
                found.append(f"{name}: {read} for {value}")
    return found


def test_are_read_right_or_held() -> None:
    straight = 0
    for seed in range(200):
        truth = random_order(seed)
        content = saved(workbook(truth.rows)) if truth.typed else written(truth.rows)
        found = parsed(content, kind="" if truth.typed else "text/csv")
        held = not found.readings or any(holds(reading) for reading in found.readings)
        complete = all(line.quantity is not None for reading in found.readings for line in reading.lines)
        if held or not complete:
            continue
        straight += 1
        (reading,) = found.readings
        assert [] == differences(reading, truth), f"seed {seed}: {truth.rows}"
    assert straight > 100
