"""Validation is a function of its arguments: neither how often nor in which sequence rules are given changes it."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ordermill import registry
from orders.reading import OrderReading
from tests.fakes.readings import line, party, reading
from tests.fakes.trial import Trial
from validation.rule import Rule
from validation.validate import Validation

RULES = registry.rules()
NUMBERS = st.sampled_from(["4711", "77", "WX-1", "08-15", "0815", "BOLT-10", "nothing", "OLD-1"])
LINES = st.builds(
    line,
    buyer_item=st.none() | NUMBERS,
    supplier_item=st.none() | NUMBERS,
    gtin=st.none() | st.sampled_from(["9520000000059", "9520000000066", "12"]),
    quantity=st.none() | st.decimals(min_value=-1, max_value=10_000, places=2),
    uom=st.none() | st.sampled_from(["PCE", "EA", "CS", "dozen", "Kolli", "BO"]),
    unit_price=st.none() | st.decimals(min_value=-1, max_value=100, places=3),
    price_basis=st.none() | st.sampled_from([Decimal(1), Decimal(100), Decimal(0)]),
    line_total=st.none() | st.decimals(min_value=0, max_value=1_000, places=2),
    requested_date=st.none() | st.dates(min_value=date(2025, 1, 1), max_value=date(2030, 1, 1)),
)
ORDERS = st.builds(
    reading,
    lines=st.lists(LINES, max_size=3).map(tuple),
    currency=st.none() | st.sampled_from(["EUR", "GBP", "$", "no money"]),
    sender=st.sampled_from(["", "orders@karst.example", "orders@wexcombe.example", "x@elsewhere.example"]),
    buyer=st.none()
    | st.builds(party, id=st.sampled_from(["9520000000011", "9520000000028"]), id_scheme=st.just("GLN"))
    | st.builds(party, name=st.just("Wexcombe Boats Ltd")),
    ship_to=st.none()
    | st.builds(party, street=st.sampled_from(["Lindenstr. 4", "Lindenstr. 14"]), postcode=st.just("30159")),
    total_net=st.none() | st.decimals(min_value=0, max_value=1_000, places=2),
)
FEW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def told(validation: Validation) -> object:
    """All of it but the sequence of findings, which is that of the rules."""
    return dict(validation.resolutions), {repr(finding) for finding in validation.findings}, validation.order


@FEW
@given(order=ORDERS)
def test_the_same_order_is_validated_alike(trial: Trial, order: OrderReading) -> None:
    assert trial(order) == trial(order)


@FEW
@given(order=ORDERS, rules=st.permutations(RULES))
def test_the_sequence_of_the_rules_does_not_matter(trial: Trial, order: OrderReading, rules: list[Rule]) -> None:
    assert told(trial(order)) == told(Trial(trial.reference, tuple(rules))(order))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_gives_only_facts_it_declares(trial: Trial, rule: Rule) -> None:
    validation = Trial(trial.reference, (rule,))(reading())
    assert {resolution.fact for resolution in validation.resolutions.values()} <= rule.gives
