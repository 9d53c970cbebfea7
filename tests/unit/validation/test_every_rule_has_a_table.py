"""Where the decision table of each rule stands: what it is shown, what it says. Each can be read as documentation."""

from importlib import import_module
from operator import attrgetter
from pathlib import Path

import pytest

import validation
from ordermill import registry

READING_ALONE = "test_reading_alone:test_noticed"

TABLES = {
    "bill_to": "test_addresses:test_an_invoice_address_is_noted_with_what_differs_from_the_customers",
    "check_digits": READING_ALONE,
    "closed_days": "test_closed_days:test_closed_days",
    "copies": "test_against_reference:TestCopies.test_a_changed_copy_blocks_and_says_what_differs",
    "credit": "test_credit:test_credit",
    "currency": "test_currency:test_currency",
    "customer": "test_which_customer:test_recognised",
    "dates": READING_ALONE,
    "delivery_places": "test_delivery_places:test_a_place_is_known_or_asked_for",
    "delivery_terms": "test_delivery_terms:test_terms_against_those_agreed",
    "doubtful_values": "test_recognised:test_lines_numbered_in_their_order_are_not_asked_about",
    "expected_total": "test_against_reference:TestNothingOfTheMoneyOrThePlaceIsLeftOut."
    "test_a_total_that_our_prices_do_not_lead_to_is_for_a_person",
    "item": "test_item_ladder:test_the_item_and_by_what_it_was_found",
    "lead_time": "test_lead_time:test_lead_time",
    "line_arithmetic": READING_ALONE,
    "line_numbers": READING_ALONE,
    "line_texts": "test_line_texts:TestCounts.test_a_count_that_nothing_explains_holds",
    "lookalike_sender": "test_mail_senders:TestLookalikes.test_a_domain_that_can_be_taken_for_a_customers_holds",
    "marked_as_test": READING_ALONE,
    "minimum_order_value": "test_minimum_order_value:test_minimum_order_value",
    "minimum_quantity": "test_minimum_quantity:test_minimum_quantity",
    "new_sender": "test_mail_senders:TestFirstOrder.test_of_nobody_or_of_one_who_ordered_before_it_is_none",
    "number_ranges": READING_ALONE,
    "packs": "test_packs:test_packs",
    "payment_terms": "test_payment_terms:test_terms_against_those_agreed",
    "price": "test_price_list:test_the_price_that_holds",
    "replaced_item": "test_replaced_item:test_a_replaced_item_is_held_with_what_follows_it",
    "required_fields": READING_ALONE,
    "review_mode": "test_review_mode:test_mode",
    "rush_to_new_address": "test_mail_senders:TestRush.test_to_an_address_that_is_new_holds",
    "sender_authentication": "test_mail_senders:TestAuthentication.test_as_recorded",
    "ship_to": "test_addresses:test_an_address_is_known_changed_new_or_incomplete",
    "split_deliveries": "test_split_deliveries:test_split_deliveries",
    "stale_reference": "test_stale_reference:test_data_older_than_the_policy_allows_holds",
    "stock": "test_stock_by_date:test_what_there_will_be_on_the_requested_day",
    "total_arithmetic": READING_ALONE,
    "unit": "test_against_reference:TestUnit.test_converted_exactly",
}


MACHINERY = {"__init__", "rule", "validate", "history", "reading_only", "absent"}


def test_each_module_beside_those_that_run_the_rules_is_a_rule() -> None:
    modules = {file.stem for file in Path(str(validation.__file__)).parent.glob("*.py")}
    assert {type(rule).__module__.removeprefix("validation.") for rule in registry.rules()} == modules - MACHINERY


def test_every_rule_has_one() -> None:
    assert {rule.name for rule in registry.rules()} == set(TABLES)


@pytest.mark.parametrize("rule", TABLES)
def test_it_has_rows(rule: str) -> None:
    module, _, name = TABLES[rule].partition(":")
    table = attrgetter(name)(import_module(f"tests.unit.validation.{module}"))
    (rows,) = (mark.args[1] for mark in table.pytestmark if mark.name == "parametrize")
    assert len(rows) > 1
