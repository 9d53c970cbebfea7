"""Sums around the lines."""

from decimal import Decimal

import pytest

from orders.findings import FindingCode
from orders.reading import Confidence, OrderReading, Read
from tests.unit.parsers.layout.papers import HEAD, LINES, ORDER, PARTIES, holds, read, told

Values = dict[str, str]


def sums(reading: OrderReading) -> Values:
    names = ("total_net", "total_tax", "total_gross", "freight")
    return {name: str(value.value) for name in names if (value := getattr(reading, name)) is not None}


def order(*below: str) -> OrderReading:
    return read((*HEAD, *PARTIES, *LINES, *(f"                                  {line}" for line in below)))


ALL = {"total_net": "384.00", "total_tax": "76.80", "total_gross": "460.80"}


@pytest.mark.parametrize(
    ("below", "expected"),
    [
        (("Subtotal          384.00", "VAT @ 20%          76.80", "Total             460.80"), ALL),
        (("Goods total (ex VAT) £384.00",), {"total_net": "384.00"}),
        (("Total £384.00 (ex VAT)",), {"total_net": "384.00"}),
        (("Total order value excluding VAT: GBP 384.00",), {"total_net": "384.00"}),
        (("384.00 £     Net total", "76.80 £     VAT 20 %", "460.80 £     Total incl. VAT"), ALL),
        (("Net total     VAT 20%     Order total", "384.00        76.80       460.80"), ALL),
        (("Total net 384.00", "VAT 5 % 9.20", "VAT 20 % 67.60", "Total gross 460.80"), ALL),
        (("Total net 384.00", "Carriage 16.00", "Grand total 400.00"),
         {"total_net": "384.00", "freight": "16.00", "total_gross": "400.00"}),
    ],
)  # fmt: skip
def test_sums_are_read_beside_and_below_their_labels(below: tuple[str, ...], expected: Values) -> None:
    reading = order(*below)
    assert expected == sums(reading)
    assert [] == told(reading)


@pytest.mark.parametrize(
    ("net", "tax", "gross"),
    [
        ("Nettosumme", "zzgl. 20 % MwSt.", "Gesamtbetrag"),
        ("Total HT", "TVA 20 %", "Total TTC"),
        ("Base imponible", "I.V.A. 20 %", "TOTAL PEDIDO"),
        ("Totale imponibile", "IVA 20%", "Totale ordine"),
        ("Totaal excl. btw:", "Btw 20%:", "Totaal incl. btw:"),
    ],
)
def test_sums_are_read_in_six_languages(net: str, tax: str, gross: str) -> None:
    assert ALL == sums(order(f"{net}     384.00", f"{tax}     76.80", f"{gross}     460.80"))


def test_a_discount_on_the_whole_order_is_held() -> None:
    reading = order("Total net 384.00", "Order discount 5 %     -19.20")
    assert [FindingCode.ALLOWANCE_OR_CHARGE] == [one.code for one in holds(reading)]


def test_payment_terms_are_no_sum() -> None:
    reading = read((*HEAD, "Ship via     Terms      Req. no.", "Road         Net 45     51113", "", *PARTIES, *LINES))
    assert {} == sums(reading)
    assert "Net 45" == (reading.payment_terms and reading.payment_terms.value)


def test_numbers_of_companies_are_no_tax() -> None:
    reading = order("Total net 384.00", "TVA FR 73 611 487 897", "Btw NL638141054B01 +31 85 085 3510")
    assert {"total_net": "384.00"} == sums(reading)


def test_sums_of_something_else_are_none_of_the_order() -> None:
    reading = order("Total net 384.00", "Agreement value £250,000.00", "Total weight 12.500")
    assert {"total_net": "384.00"} == sums(reading)
    assert Decimal("384.00") == (reading.total_net and reading.total_net.value)


def test_a_currency_of_all_prices_that_is_not_that_of_the_headings_is_doubtful() -> None:
    assert Confidence.DOUBTFUL is _currency("All prices are in USD, delivered to our works.").confidence
    assert Confidence.PROVEN is _currency("All prices are in GBP.").confidence


def _currency(below: str) -> Read[str]:
    currency = read((*ORDER, "", below)).currency
    assert currency is not None
    return currency
