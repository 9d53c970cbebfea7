"""What the parts of one arrival mean for each other's orders."""

from decimal import Decimal

import pytest

from orders.findings import Finding, FindingCode, Severity
from orders.reading import DeliveryReading, LineReading, OrderReading, Read
from pipeline.parts.choice import Beside, ReadPart, beside
from tests.fakes.readings import line, party, read, reading

PDF, TEXT = "2", "1"


def _told(code: FindingCode, severity: Severity = Severity.HOLD) -> Finding:
    return Finding(code=code, severity=severity, message="Said.", found="said")


def _parts(of_pdf: OrderReading, of_text: OrderReading) -> list[ReadPart]:
    return [ReadPart(TEXT, "", (of_text,), is_body=True), ReadPart(PDF, "order.pdf", (of_pdf,))]


def _beside(path: str, parts: list[ReadPart]) -> Beside:
    own = next(part for part in parts if part.path == path)
    return beside(path, 0, own.readings[0], parts)


def _delivery(quantity: int) -> DeliveryReading:
    return DeliveryReading(quantity=read(Decimal(quantity)))


def _codes(found: Beside) -> list[FindingCode]:
    assert all(finding.holds for finding in found.findings)
    return [finding.code for finding in found.findings]


def test_an_equal_order_in_the_text_is_a_copy_of_the_attachment() -> None:
    parts = _parts(reading(), reading())
    assert (PDF, 0) == _beside(TEXT, parts).copy_of
    assert Beside() == _beside(PDF, parts)


def test_a_text_that_says_less_is_a_copy() -> None:
    less = reading(order_date=None, ship_to=None, lines=(line(line_no=None, unit_price=None, price_basis=None),))
    parts = _parts(reading(), less)
    assert (PDF, 0) == _beside(TEXT, parts).copy_of
    assert Beside() == _beside(PDF, parts)


def test_an_attachment_that_says_less_is_a_copy_of_the_text() -> None:
    parts = _parts(reading(ship_to=None), reading())
    assert (TEXT, 0) == _beside(PDF, parts).copy_of


@pytest.mark.parametrize(
    "other",
    [
        reading(lines=(line(quantity=Decimal(20)),)),
        reading(lines=(line(buyer_item="4712"),)),
        reading(lines=(line(), line(line_no="20", buyer_item="4712"))),
        reading(lines=(line(unit_price=Decimal("17.90")),)),
        reading(lines=(line(uom="BOX"),)),
        reading(currency="USD"),
        reading(kind="change"),
        reading(po_number=None, lines=(line(quantity=Decimal(20)),)),
        reading(ship_to=party(street="Other Road 1", postcode="30159", city="Hannover")),
    ],
)
def test_two_that_differ_are_both_held(other: OrderReading) -> None:
    parts = _parts(reading(), other)
    for path in (PDF, TEXT):
        found = _beside(path, parts)
        assert found.copy_of is None
        assert [FindingCode.SEVERAL_ORDER_DOCUMENTS] == _codes(found)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (line(notes=(read("in blue"),)), line(notes=(read("in red"),))),
        (line(deliveries=(_delivery(80), _delivery(120))), line(deliveries=(_delivery(100), _delivery(100)))),
    ],
)
def test_lines_that_say_something_else_beside_the_numbers_are_both_held(one: LineReading, other: LineReading) -> None:
    parts = _parts(reading(lines=(one,)), reading(lines=(other,)))
    for path in (PDF, TEXT):
        assert [FindingCode.SEVERAL_ORDER_DOCUMENTS] == _codes(_beside(path, parts))


def test_lines_that_say_the_same_beside_the_numbers_are_one() -> None:
    shown = {"notes": (read("In blue."),), "deliveries": (_delivery(80), _delivery(120))}
    parts = _parts(reading(lines=(line(**shown),)), reading(lines=(line(**shown | {"notes": (read("in blue"),)}),)))
    assert (PDF, 0) == _beside(TEXT, parts).copy_of


def test_orders_with_numbers_of_their_own_are_two_orders() -> None:
    parts = _parts(reading(), reading(po_number="PO-2", lines=(line(quantity=Decimal(20)),)))
    assert [Beside(), Beside()] == [_beside(path, parts) for path in (PDF, TEXT)]


def test_of_three_equal_ones_one_is_left() -> None:
    parts = [*_parts(reading(), reading()), ReadPart("3", "order.xlsx", (reading(),))]
    copies = [_beside(part.path, parts).copy_of for part in parts]
    assert 1 == copies.count(None)
    assert {("3", 0)} == set(copies) - {None}


def test_a_price_per_piece_equals_one_per_hundred() -> None:
    each = line(unit_price=Decimal("0.169"), price_basis=None)
    parts = _parts(reading(), reading(lines=(each,)))
    assert None is not _beside(TEXT, parts).copy_of


@pytest.mark.parametrize("code", [FindingCode.FREE_TEXT, FindingCode.UNREADABLE, FindingCode.NO_ORDER])
def test_what_holds_another_part_holds_the_order(code: FindingCode) -> None:
    parts = [ReadPart(PDF, "order.pdf", (reading(),)), ReadPart(TEXT, "", (), (_told(code),), is_body=True)]
    assert [code] == _codes(_beside(PDF, parts))


def test_what_is_only_noted_of_another_part_holds_nothing() -> None:
    note = _told(FindingCode.NO_ORDER, Severity.NOTE)
    parts = [ReadPart(PDF, "order.pdf", (reading(),)), ReadPart("3", "terms.pdf", (), (note,))]
    assert Beside() == _beside(PDF, parts)


def test_a_part_that_nobody_read_holds_the_order() -> None:
    parts = [ReadPart(PDF, "order.pdf", (reading(),)), ReadPart("3", "more.doc", unread="DOC is not read yet")]
    assert [FindingCode.UNREAD_CONTENT] == _codes(_beside(PDF, parts))


def test_what_was_not_understood_of_a_copy_holds_its_original() -> None:
    doubted = reading().model_copy(update={"findings": (_told(FindingCode.FREE_TEXT),)})
    parts = _parts(reading(), doubted)
    assert (PDF, 0) == _beside(TEXT, parts).copy_of
    assert [FindingCode.FREE_TEXT] == _codes(_beside(PDF, parts))


def test_a_correction_that_makes_two_equal_ends_the_hold() -> None:
    parts = _parts(reading(), reading(lines=(line(quantity=Decimal(20)),)))
    corrected = reading()
    assert (PDF, 0) == beside(TEXT, 0, corrected, parts).copy_of


@pytest.mark.parametrize(
    ("named", "expected"),
    [
        ("PO-7731", []),
        ("7731", []),
        ("7732", [FindingCode.AMBIGUOUS_VALUE]),
        ("7731 8", [FindingCode.AMBIGUOUS_VALUE]),
    ],
)
def test_a_text_that_names_an_order_which_did_not_come_holds(named: str, expected: list[FindingCode]) -> None:
    number = Read[str](value="PO-7731", evidence=())
    noted = _told(FindingCode.FREE_TEXT, Severity.NOTE).model_copy(update={"found": named})
    own = reading().model_copy(update={"po_number": number})
    parts = [ReadPart(PDF, "order.pdf", (own,)), ReadPart(TEXT, "", (), (noted,), is_body=True)]
    assert expected == _codes(_beside(PDF, parts))
