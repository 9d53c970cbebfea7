"""Policies from the settings: what differs for a customer differs, and the rest is as for all."""

from decimal import Decimal

import pytest

from ordermill.bootstrap import policies
from orders.errors import Misconfigured
from orders.policy import Mode


def test_a_customer_has_the_defaults_but_for_what_its_table_says() -> None:
    found = policies(
        {"price_tolerance_percent": Decimal(2), "hold_short_stock": False, "customers": {"K1": {"mode": "auto"}}}
    )
    assert (Mode.AUTO, Decimal(2), False) == (
        found.of("K1").mode,
        found.of("K1").price_tolerance_percent,
        found.of("K1").hold_short_stock,
    )
    assert Mode.REVIEW is found.of("K2").mode


def test_nothing_said_means_a_person_confirms_each_order() -> None:
    assert Mode.REVIEW is policies({}).of("anybody").mode


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ({"mode": "fast"}, r"\[policy\] has settings that cannot be used:\n  mode"),
        ({"customers": {"K1": {"modus": "auto"}}}, r"\[policy\.customers\.K1\].*\n  modus: there is no such setting"),
        ({"customers": {"K1": "auto"}}, r"\[policy\.customers\.K1\] has to be a table"),
        ({"customers": "K1"}, "a table of its own"),
        ({"price_tolerance_percent": 0.1}, "price_tolerance_percent: .*not a float"),
    ],
)
def test_a_wrong_policy_is_named(table: dict[str, object], said: str) -> None:
    with pytest.raises(Misconfigured, match=said):
        policies(table)
