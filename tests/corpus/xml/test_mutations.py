"""Damaged copies of good XML orders keep their critical fields or are held, whatever the totals say."""

from pathlib import Path

import pytest

from parsers.cxml import CxmlParser
from parsers.order_x import OrderXParser
from parsers.parser import Blob, Parser
from parsers.ubl import UblParser
from tests.corpus.mutation import good
from tests.corpus.xml.tree_mutations import faults, format_of

FOLDER = Path(__file__).parent
PARSERS: tuple[Parser, ...] = (UblParser(), CxmlParser(), OrderXParser())

# What every line repeats is a value of the order; where one line does not, each has its own.
TAKEN_TOGETHER = frozenset({"window_of_every_line"})


def _orders() -> list[tuple[Path, Parser]]:
    """Documents with orders alone, of which every one would be posted."""
    return [
        (path, parser)
        for parser in PARSERS
        for path in good(FOLDER, "*.xml", format_of(parser))
        if parser.recognise(Blob(path.read_bytes(), path.name, "")) and path.stem not in TAKEN_TOGETHER
    ]


ORDERS = _orders()


def test_there_are_good_orders_in_every_format() -> None:
    assert {parser.name for parser in PARSERS} == {parser.name for _, parser in ORDERS}
    assert 15 < len(ORDERS)


@pytest.mark.parametrize(("path", "parser"), ORDERS, ids=lambda one: getattr(one, "stem", ""))
def test_a_few_damaged_copies_are_told_or_harmless(path: Path, parser: Parser) -> None:
    assert [] == faults(path, parser, "few", 20)


@pytest.mark.soak
@pytest.mark.timeout(3600)
@pytest.mark.parametrize(("seed", "count"), [("two thousand", 2_000), ("twenty thousand", 20_000)])
def test_thousands_of_damaged_copies_are_told_or_harmless(seed: str, count: int) -> None:
    share = count // len(ORDERS) + 1
    assert [] == [found for path, parser in ORDERS for found in faults(path, parser, seed, share)]
