"""The result of a file says in codes what its values mean, and what they were read as."""

import pytest

from ordermill.parse.result import ReadOrder, result
from orders.reading import LineAction, LineReading, OrderReading, Read
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


def test_a_line_shows_the_code_of_its_action_as_sent_and_says_what_it_means() -> None:
    line = LineReading(action=Read(value=LineAction.CANCEL, evidence=()), action_code=Read(value="DI", evidence=()))
    order = reading().model_copy(update={"lines": (line,)})
    (shape,) = result([ReadOrder(order, (), (), ())], (), evidence=False).orders
    assert ("DI", {"lines[0].action": "cancel"}) == (shape.lines[0].action, shape.resolved)
