"""GTIN and GLN: the check digit, and what counts as the same number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orders import gtin

DIGITS = st.sampled_from([7, 11, 12, 13]).flatmap(lambda size: st.text("0123456789", min_size=size, max_size=size))


# From the GS1 General Specifications and from goods on a shelf.
@pytest.mark.parametrize("number", ["96385074", "614141000036", "4006381333931", "10614141000415", "400638-1333931"])
def test_valid(number: str) -> None:
    assert gtin.is_valid(number)


@pytest.mark.parametrize("number", ["", "4006381333932", "406381333931", "40063813339", "abc", "٤٠٠٦٣٨١٣٣٣٩٣١"])
def test_invalid(number: str) -> None:
    assert not gtin.is_valid(number)


@given(DIGITS)
def test_a_number_with_its_check_digit_is_valid_and_with_any_other_is_not(digits: str) -> None:
    right = gtin.check_digit(digits)
    assert {right} == {digit for digit in "0123456789" if gtin.is_valid(digits + digit)}


@given(DIGITS, st.integers(0, 9))
def test_the_last_digit_can_be_mended(digits: str, last: int) -> None:
    assert gtin.is_valid(gtin.with_check_digit(f"{digits}{last}"))


@given(DIGITS)
def test_leading_zeros_do_not_make_another_item(digits: str) -> None:
    number = digits + gtin.check_digit(digits)
    assert gtin.comparable(number) == gtin.comparable(number.zfill(14))


def test_what_is_no_gtin_equals_only_itself() -> None:
    assert "0007" == gtin.comparable("0007")


def test_a_gln_has_thirteen_digits() -> None:
    assert gtin.is_valid_gln("9520000000011")
    assert not gtin.is_valid_gln("96385074")
