"""What one order costs: a number of queries that does not grow with its lines."""

from collections.abc import Iterator

import pytest

from ordermill import registry
from orders.findings import FindingCode
from orders.reading import OrderReading
from storage.database import Store
from storage.reference.look_ups import SqlReference
from tests.fakes.readings import line, reading
from tests.fakes.statements import statements_of
from tests.fakes.trial import Trial, found
from validation.validate import Validation


@pytest.fixture
def counted(company: Store) -> Iterator[list[str]]:
    """The statements that the company's database runs."""
    with statements_of(company) as statements:
        yield statements


def validated(company: Store, order: OrderReading) -> Validation:
    with company.read() as uow:
        return Trial(SqlReference(uow.connection), registry.rules())(order)


def test_queries_do_not_grow_with_the_lines(company: Store, counted: list[str]) -> None:
    costs = []
    for lines in (2, 40):
        counted.clear()
        numbers = ("4711", "4712", "08-15", "unheard of our number")
        validated(
            company,
            reading(
                lines=tuple(
                    line(line_no=str(n), buyer_item=numbers[n % 3], gtin="9520000000059", uom="EA")
                    for n in range(lines)
                )
            ),
        )
        costs.append(len(counted))
    assert costs[0] == costs[1]
    assert costs[0] <= 14


def test_numbers_that_differ_in_punctuation_cost_no_query_of_their_own(company: Store, counted: list[str]) -> None:
    costs = []
    for ours, theirs in (("BOLT-08", "4711"), ("BOLT08", "47-11")):
        counted.clear()
        lines = (line(buyer_item=theirs), line(buyer_item=None, supplier_item=ours))
        resolutions = validated(company, reading(lines=lines)).resolutions
        assert ["BOLT-08"] * 2 == [resolutions[f"lines[{index}].item"].value for index in range(2)]
        costs.append(len(counted))
    assert costs[0] == costs[1]


def test_more_numbers_than_a_query_has_parameters_are_looked_up(company: Store) -> None:
    numbers = {f"B{number}" for number in range(40_000)}
    with company.read() as uow:
        reference = SqlReference(uow.connection)
        reference.read_ahead("0100", skus=numbers, gtins=(), buyer_items=numbers | {"4711"})
        assert ["BOLT-08"] == [item.sku for item in reference.items_of_customer("0100", "4711")]


def test_an_order_of_unknown_items_asks_for_similar_ones_only_so_often(company: Store, counted: list[str]) -> None:
    lines = tuple(line(line_no=str(n), buyer_item=f"B{n}") for n in range(300))
    assert 300 == len(found(validated(company, reading(lines=lines)), FindingCode.ITEM_UNKNOWN))
    assert len(counted) < 50
