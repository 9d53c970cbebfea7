"""Currencies of ISO 4217 and their signs."""

from decimal import Decimal

import pytest

from orders.currencies import currency, currency_written, shared_sign, sharing, smallest_amount, unexplained


@pytest.mark.parametrize(("code", "smallest"), [("EUR", "0.01"), ("JPY", "1"), ("KWD", "0.001"), ("CLF", "0.0001")])
def test_the_smallest_amount_follows_from_the_minor_units(code: str, smallest: str) -> None:
    assert Decimal(smallest) == smallest_amount(code)


@pytest.mark.parametrize("code", ["", "eur", "EURO", "XYZ", "$"])
def test_only_codes_are_codes(code: str) -> None:
    assert currency(code) is None


@pytest.mark.parametrize(
    ("text", "code"), [("€", "EUR"), (" Euro ", "EUR"), ("£", "GBP"), ("US$", "USD"), ("chf", "CHF")]
)
def test_a_sign_with_one_meaning_is_understood(text: str, code: str) -> None:
    found = currency_written(text)
    assert found is not None
    assert code == found.code


@pytest.mark.parametrize("text", ["$", "kr", "¥", ""])
def test_a_sign_with_several_meanings_is_not(text: str) -> None:
    assert currency_written(text) is None


@pytest.mark.parametrize(
    ("text", "sign", "code", "other"),
    [("$", "$", "CAD", "GBP"), (" Kr. ", "kr", "SEK", "EUR"), ("¥", "¥", "CNY", "USD")],
)
def test_a_shared_sign_says_what_a_currency_may_be_and_what_it_cannot(
    text: str, sign: str, code: str, other: str
) -> None:
    assert sign == shared_sign(text)
    assert code in sharing(sign)
    assert other not in sharing(sign)


@pytest.mark.parametrize("text", ["€", "US$", "GBP", "", "k"])
def test_what_means_one_currency_or_none_is_no_shared_sign(text: str) -> None:
    assert ("", frozenset()) == (shared_sign(text), sharing(text))


@pytest.mark.parametrize(
    ("names", "left"),
    [
        (["CAD", "$", "CAD"], ("CAD",)),
        (["$", "GBP"], ("$", "GBP")),
        (["$", "$"], ("$",)),
        (["EUR", "USD"], ("EUR", "USD")),
    ],
)
def test_a_shared_sign_is_explained_by_a_currency_that_has_it(names: list[str], left: tuple[str, ...]) -> None:
    assert left == unexplained(names)
