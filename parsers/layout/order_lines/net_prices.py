"""A second column of prices, which repeats the first one less the discount of each line."""

from decimal import ROUND_HALF_UP, Decimal

from orders.reading import LineReading
from parsers.language.amounts import amount
from parsers.language.meanings import Column
from parsers.layout.order_lines.codes import Line
from parsers.layout.text.words import joined
from parsers.layout.values.reads import Reads


def repeats_price(reads: Reads, line: LineReading, rival: Column | None, words: Line, path: str) -> bool:
    """Whether the words, in a column that is a rival of the one of prices, are the price less the discount."""
    if rival is not Column.UNIT_PRICE or line.unit_price is None or amount(joined(words)) is None:
        return False
    second = reads.number(words, f"{path}.unit_price")
    rate = line.discount_percent.value if line.discount_percent is not None else Decimal(0)
    net = line.unit_price.value * (1 - rate / 100)
    return second is not None and net.quantize(second.value, ROUND_HALF_UP) == second.value
