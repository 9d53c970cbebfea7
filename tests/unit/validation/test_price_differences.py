"""Prices that differ: how far all of an order may, what a person is shown, and which quote an order refers to."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from orders.findings import Detail, Finding, FindingCode, Severity
from orders.policy import Mode, Policy
from orders.reference import PricePaid
from tests.fakes.readings import line, reading
from tests.fakes.trial import Trial, found, only
from validation.validate import Validation

D = Decimal
GLUE = {"buyer_item": "08-15", "uom": "BO", "price_basis": None}
QUOTES = """quote_no,customer_no,supplier_item,price,currency,from_quantity,valid_from,valid_until
    Q-17,0100,GLUE-1,6.20,EUR,,2026-02-01,2026-03-31
    Q-18,0100,GLUE-1,6.50,EUR,,2026-02-01,2026-03-31
    Q-09,0100,GLUE-1,5.00,EUR,,2026-01-01,2026-01-31"""


def tolerant(**of_order: Any) -> Policy:
    """Each line may cost 10 % more or less."""
    return Policy(mode=Mode.AUTO, price_tolerance_percent=D(10), **of_order)


def bolts_and_glue(bolts: str, glue: str) -> Any:
    """200 bolts for 33.80 and 10 bottles for 68.00, by our prices of 16.90 for 100 and 6.80."""
    wanted = line(line_no="20", **GLUE, quantity=D(10), unit_price=D(glue))
    return reading(lines=(line(unit_price=D(bolts)), wanted))


def of_order(validation: Validation) -> list[Finding]:
    return [finding for finding in found(validation, FindingCode.PRICE_DIFFERS) if not finding.path]


@pytest.mark.parametrize(
    ("bolts", "glue", "limits", "passes"),
    [
        # 1.00 on the bolts, 4.00 on the glue: 5.00 of 101.80, which is 4.91 %
        ("17.40", "7.20", {}, True),
        ("17.40", "7.20", {"order_price_tolerance_amount": D("4.99")}, False),
        ("17.40", "7.20", {"order_price_tolerance_amount": D(5)}, True),
        ("17.40", "7.20", {"order_price_tolerance_percent": D("4.9")}, False),
        ("17.40", "7.20", {"order_price_tolerance_percent": D("4.92")}, True),
        # Either tolerance admits an order
        (
            "17.40",
            "7.20",
            {"order_price_tolerance_percent": D("4.9"), "order_price_tolerance_amount": D(5)},
            True,
        ),
        # Up and down do not make up for each other
        ("17.40", "6.40", {"order_price_tolerance_amount": D("4.99")}, False),
        # Prices that are ours are not counted into the percentage
        ("16.90", "7.20", {"order_price_tolerance_percent": D(5)}, False),
        ("16.90", "6.80", {"order_price_tolerance_percent": D(0)}, True),
    ],
)
def test_prices_within_the_tolerance_of_their_lines_may_be_beyond_that_of_the_order(
    trial: Trial, bolts: str, glue: str, limits: dict[str, Decimal], *, passes: bool
) -> None:
    validation = trial(bolts_and_glue(bolts, glue), policy=tolerant(**limits))
    assert (0 if passes else 1) == len(of_order(validation))


def test_a_line_beyond_its_own_tolerance_is_not_counted_again(trial: Trial) -> None:
    policy = tolerant(order_price_tolerance_amount=D("1.00"))
    validation = trial(bolts_and_glue("17.40", "9.99"), policy=policy)
    assert ["lines[1].unit_price"] == [finding.path for finding in found(validation, FindingCode.PRICE_DIFFERS)]


def test_the_finding_about_the_order_names_its_money_and_takes_all_our_prices(trial: Trial) -> None:
    policy = tolerant(order_price_tolerance_amount=D("4.99"))
    (finding,) = of_order(trial(bolts_and_glue("17.40", "7.20"), policy=policy))
    assert ("5.00 EUR", "at most 4.99") == (finding.found, finding.expected)
    assert [("Line 20", "4.00 EUR"), ("Line 10", "1.00 EUR")] == [(one.name, one.text) for one in finding.details]
    assert [("lines[0].unit_price", "16.9"), ("lines[1].unit_price", "6.8")] == [
        (change.path, change.value) for change in finding.fixes[0].changes
    ]


def test_a_difference_shows_ordered_expected_source_money_and_the_last_prices_paid(trial: Trial) -> None:
    before = PricePaid(
        po_number="PO-0", day=date(2026, 1, 9), amount=D("16.50"), currency="EUR", basis=D(100), unit="EA"
    )
    order = reading(lines=(line(unit_price=D("18.59")),))
    finding = only(trial(order, paid={("0100", "BOLT-08"): (before,)}), FindingCode.PRICE_DIFFERS)
    assert (
        Detail(name="Ordered", text="18.59 EUR for 100"),
        Detail(name="Expected", text="16.90 EUR for 100"),
        Detail(name="Source", text="contract price, row 0100/4711 EUR"),
        Detail(name="On the line", text="3.38 EUR"),
        Detail(name="Paid before", text="16.50 EUR for 100 EA", beside="2026-01-09, order PO-0"),
    ) == finding.details


@pytest.mark.parametrize(
    ("contract", "price", "passes"),
    [
        # Without a reference both quotes and the contract hold
        (None, "6.20", True),
        (None, "6.50", True),
        (None, "6.80", True),
        # A quote that is named is the only price
        ("Q-18", "6.50", True),
        ("your quotation q18 of 2 March", "6.50", True),
        ("Q-18", "6.20", False),
        ("Q-18", "6.80", False),
        # One that is over, or unknown, changes nothing
        ("Q-09", "5.00", False),
        ("frame 4711", "6.80", True),
    ],
)
def test_the_quote_that_the_order_names_wins(
    trial_with: Callable[..., Trial], contract: str | None, price: str, *, passes: bool
) -> None:
    order = reading(contract=contract, lines=(line(**GLUE, quantity=D(5), unit_price=D(price)),))
    validation = trial_with(quotes=QUOTES)(order)
    assert (0 if passes else 1) == len(found(validation, FindingCode.PRICE_DIFFERS))


def test_the_finding_says_until_when_a_quote_holds(trial_with: Callable[..., Trial]) -> None:
    order = reading(contract="Q-18", lines=(line(**GLUE, quantity=D(5), unit_price=D("6.80")),))
    finding = only(trial_with(quotes=QUOTES)(order), FindingCode.PRICE_DIFFERS)
    assert Detail(name="Valid", text="from 2026-02-01 until 2026-03-31") in finding.details


@pytest.mark.parametrize(
    ("contract", "severity", "said"),
    [
        ("Q-18", Severity.NOTE, "the quote price of 6.50 EUR for 1 is taken"),
        (None, Severity.HOLD, "names no quote. Confirm the quote price of 6.20 EUR for 1"),
    ],
)
def test_a_line_without_a_price_takes_that_of_the_quote_that_the_order_names(
    trial_with: Callable[..., Trial], contract: str | None, severity: Severity, said: str
) -> None:
    order = reading(contract=contract, lines=(line(**GLUE, quantity=D(5), unit_price=None),))
    finding = only(trial_with(quotes=QUOTES)(order), FindingCode.PRICE_MISSING)
    assert severity is finding.severity
    assert said in finding.message


def test_a_list_price_to_confirm_is_taken_with_one_key(trial: Trial) -> None:
    priceless = line(
        buyer_item=None, supplier_item="CABLE-3", uom="m", quantity=D(4), unit_price=None, price_basis=None
    )
    doubt = only(trial(reading(lines=(priceless,))), FindingCode.PRICE_MISSING)
    assert [("lines[0].unit_price", "1.15"), ("lines[0].price_basis", "1")] == [
        (change.path, change.value) for change in doubt.fixes[0].changes
    ]
