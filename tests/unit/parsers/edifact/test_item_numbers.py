"""Numbers of goods whose qualifier is mistyped or that stand there more than once."""

import pytest

from orders.findings import FindingCode
from tests.unit.parsers.edifact.messages import holding, noted, order

REST = ("QTY+21:10:PCE", "PRI+AAA:4.50")


@pytest.mark.parametrize("number", ["9520007000106", "9520007000107", "95200070", "952000700016"])
def test_digits_of_a_length_of_gtins_with_an_unknown_qualifier_are_one_with_a_note(number: str) -> None:
    read = order(f"LIN+1++{number}:SRX", *REST)
    assert number == (read.lines[0].gtin.value if read.lines[0].gtin else "")
    assert [] == holding(read)
    assert (FindingCode.AMBIGUOUS_VALUE, "lines[0].gtin") in [(one.code, one.path) for one in noted(read)]


@pytest.mark.parametrize("composite", ["9520007000107:MF", "9520007000107:ZZZ", "12345:SRX", "9520007000107"])
def test_other_numbers_are_none(composite: str) -> None:
    assert order(f"LIN+1++{composite}", "PIA+5+A-1:SA", *REST).lines[0].gtin is None


def test_one_book_by_its_old_and_new_number_is_one_item() -> None:
    assert [] == holding(order("LIN+1++9780306406157:EN", "PIA+5+0306406152:EN", *REST))


def test_two_books_are_two_items() -> None:
    read = order("LIN+1++9780306406157:EN", "PIA+5+9783161484100:EN", *REST)
    assert [(FindingCode.AMBIGUOUS_VALUE, "lines[0].gtin")] == holding(read)
