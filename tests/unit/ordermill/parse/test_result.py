"""The result of a file says in codes what its values mean, and what they were read as."""

import pytest

from ordermill.parse.result import ReadOrder, result
from orders.reading import OrderReading
from orders.resolution import Fact, Resolution
from tests.fakes.readings import reading

DOLLARS = Resolution(fact=Fact.CURRENCY, path="currency", value="USD")


def _currency(order: OrderReading, *resolutions: Resolution) -> str | None:
    (shape,) = result([ReadOrder(order, resolutions, (), ())], (), evidence=False).orders
    return shape.currency


@pytest.mark.parametrize(
    ("written", "resolutions", "expected"),
    [
        ("CAD", (), "CAD"),
        ("CAD", (DOLLARS,), "CAD"),
        ("$", (DOLLARS,), "USD"),
        ("$", (), None),
    ],
)
def test_a_sign_of_several_currencies_is_told_as_the_one_it_was_resolved_to(
    written: str, resolutions: tuple[Resolution, ...], expected: str | None
) -> None:
    assert expected == _currency(reading(currency=written), *resolutions)


def test_an_order_without_a_currency_is_told_without_one() -> None:
    assert _currency(reading(currency=None), DOLLARS) is None
