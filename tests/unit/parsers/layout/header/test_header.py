"""The header of an order, on papers laid out in ways of our own."""

from datetime import date

import pytest

from orders.findings import FindingCode
from orders.reading import Confidence, OrderReading
from tests.unit.parsers.layout.papers import HEAD, LINES, ORDER, PARTIES, SUMS, holds, read, told

WITHOUT_NUMBER = tuple(line.replace("PO number: BN-20771        ", "") for line in ORDER)


def number(reading: OrderReading) -> tuple[str, Confidence]:
    assert reading.po_number is not None
    return reading.po_number.value, reading.po_number.confidence


def test_a_plain_order_is_read_without_a_doubt() -> None:
    reading = read(ORDER)
    assert [] == told(reading)
    assert ("BN-20771", Confidence.STATED) == number(reading)
    assert date(2026, 3, 14) == (reading.order_date and reading.order_date.value)
    assert date(2026, 4, 2) == (reading.requested_delivery_date and reading.requested_delivery_date.value)
    assert "GBP" == (reading.currency and reading.currency.value)
    assert 2 == len(reading.lines)


@pytest.mark.parametrize(
    "strip",
    [
        ("P.O. Number      Issue Date       Due", "BN-20771         14 Mar 2026      2 Apr 2026"),
        ("Bestellnummer/Datum        Liefertermin", "BN-20771 / 14.03.2026      02.04.2026"),
        ("N° commande      Date             Livraison souhaitée", "BN-20771         14/03/2026       02/04/2026"),
        ("Pedido nº        Fecha pedido     Fecha entrega", "BN-20771         14/03/2026       02/04/2026"),
        ("Numero ordine    Data ordine      Consegna richiesta", "BN-20771         14/03/2026       02/04/2026"),
        ("Inkoopordernr.   Besteldatum      Gewenste leverdatum", "BN-20771         14-03-2026       02-04-2026"),
        ("PO # BN-20771    Date 14/03/2026", "Required by 02/04/2026"),
        ("Order no.        BN-20771", "Order date       14 March 2026", "Deliver by       2 April 2026"),
        ("Bestellung BN-20771 vom 14.03.2026", "Liefertermin: Do 02.04.2026"),
        ("Ordine n. BN-20771 del 14/03/2026        Consegna: 02/04/2026",),
    ],
)
def test_labels_are_read_wherever_their_values_stand(strip: tuple[str, ...]) -> None:
    reading = read((*HEAD[:4], *strip, "", *PARTIES, *LINES, *SUMS))
    assert "BN-20771" == number(reading)[0]
    assert date(2026, 3, 14) == (reading.order_date and reading.order_date.value)
    assert date(2026, 4, 2) == (reading.requested_delivery_date and reading.requested_delivery_date.value)
    assert [] == told(reading)


@pytest.mark.parametrize(
    "title",
    ["Purchase order BN-20771", "Bestellschein BN-20771", "BON DE COMMANDE N° BN-20771", "Inkooporder BN-20771",
     "Stock order BN-20771", "PEDIDO DE COMPRA BN-20771", "Our order BN-20771"],
)  # fmt: skip
def test_a_title_announces_the_number_of_its_paper(title: str) -> None:
    assert "BN-20771" == number(read((title, *WITHOUT_NUMBER)))[0]


def test_other_numbers_are_not_the_number_of_the_order() -> None:
    others = (
        "Vendor no.: 70541     Quotation no.: Q-118     Requisition no.: 5512     VAT no.: GB 499 7208 51",
        "Blanket order no.: BL-9920 dated 3 January 2025     Customer no.: C1001",
    )
    reading = read((*HEAD, *others, "", *PARTIES, *LINES, *SUMS))
    assert ("BN-20771", Confidence.STATED) == number(reading)
    assert "BL-9920" == (reading.contract and reading.contract.value)
    assert date(2026, 3, 14) == (reading.order_date and reading.order_date.value)
    assert reading.buyer is not None
    assert ("C1001", "SELLER") == (reading.buyer.id and reading.buyer.id.value, reading.buyer.id_scheme)
    assert "GB 499 7208 51" == (reading.buyer.vat_id and reading.buyer.vat_id.value)


def test_two_numbers_of_the_order_are_doubted() -> None:
    reading = read((*ORDER, "Our order no.: 999"))
    assert Confidence.DOUBTFUL is number(reading)[1]


def test_a_number_that_only_the_name_of_the_file_has_is_taken_from_there() -> None:
    reading = read(WITHOUT_NUMBER, file_name="PO_BN-20771.pdf")
    assert ("BN-20771", Confidence.SINGLE) == number(reading)


def test_names_that_differ_leave_the_number_in_doubt() -> None:
    reading = read(WITHOUT_NUMBER, file_name="PO_BN-20771.pdf", subject="Purchase order 4711")
    assert Confidence.DOUBTFUL is number(reading)[1]


@pytest.mark.parametrize("name", ["Scan_2026-03-14.pdf", "IMG_5194.pdf", "purchase_order_2026-03-14.pdf", "order.pdf"])
def test_a_name_without_a_number_of_an_order_gives_none(name: str) -> None:
    assert read(WITHOUT_NUMBER, file_name=name).po_number is None


def test_a_delivery_in_a_calendar_week_is_held_and_not_guessed() -> None:
    paper = [line.replace("Required by: 2 April 2026", "Required by: week 14/2026") for line in ORDER]
    reading = read(paper)
    assert reading.requested_delivery_date is None
    assert [(FindingCode.INVALID_VALUE, "requested_delivery_date")] == [(one.code, one.path) for one in holds(reading)]


def test_a_day_that_may_be_a_month_is_doubted_where_nothing_says_where_the_paper_is_from() -> None:
    paper = ("Order no.: 77", "Date: 03/04/2026", "", "Item     Qty    Price EUR", "AB-1     4      2.50")
    reading = read(paper)
    assert reading.order_date is not None
    assert Confidence.DOUBTFUL is reading.order_date.confidence


def test_nobody_on_the_british_isles_puts_the_month_first() -> None:
    paper = [line.replace("14 March 2026", "03/04/2026").replace("2 April 2026", "04/05/2026") for line in ORDER]
    reading = read(paper)
    assert date(2026, 4, 3) == (reading.order_date and reading.order_date.value)


def test_a_letter_tells_number_and_dates_in_its_sentences() -> None:
    letter = (
        "Fenland Kennels",
        "12 Drove Way, March PE15 8AA",
        "",
        "14 March 2026",
        "",
        "Kettle Works plc",
        "9 Forge Road",
        "Redditch B97 6HH",
        "",
        "Dear Sirs,",
        "please supply against our order FK/118, for delivery by 2 April 2026:",
        "",
        "1. 12 pcs Copper watering can, your ref. KW-4410, at £21.50 each",
        "2. 30 pcs Brass rose, your ref. KW-4480, at £4.20 each",
        "",
        "Yours faithfully,",
        "Ann Fen",
    )
    reading = read(letter)
    assert ("FK/118", Confidence.SINGLE) == number(reading)
    assert date(2026, 3, 14) == (reading.order_date and reading.order_date.value)
    assert date(2026, 4, 2) == (reading.requested_delivery_date and reading.requested_delivery_date.value)
    assert 2 == len(reading.lines)


@pytest.mark.parametrize("label", ["Cancel date", "Arrival window opens", "Price valid from"])
def test_a_date_of_which_nobody_knows_what_it_is_holds_the_order(label: str) -> None:
    reading = read((*HEAD, f"{label}: 30 April 2026", "", *PARTIES, *LINES, *SUMS))
    assert date(2026, 3, 14) == (reading.order_date and reading.order_date.value)
    assert [FindingCode.UNREAD_CONTENT] == [one.code for one in holds(reading)]


def test_dates_of_printing_and_of_a_quotation_are_not_the_date_of_the_order() -> None:
    reading = read(
        (*HEAD, "Print date: 20 March 2026     Your quotation Q-118 of 2 March 2026", "", *PARTIES, *LINES, *SUMS)
    )
    assert date(2026, 3, 14) == (reading.order_date and reading.order_date.value)
    assert [] == told(reading)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Price GBP", "  Price $"),
        ("    21.50", "  $ 21.50"),
        ("    126.00", "  $ 126.00"),
        ("Total net                     384.00", "Total net                   $ 384.00"),
    ],
)
def test_a_sign_that_the_currency_does_not_have_puts_it_in_doubt(before: str, after: str) -> None:
    reading = read([line.replace(before, after) for line in ORDER])
    assert reading.currency is not None
    assert (Confidence.DOUBTFUL, {"GBP", "$"}) == (
        reading.currency.confidence,
        {reading.currency.value, reading.currency.witnesses[0].split()[-1]},
    )


def test_a_sign_that_the_currency_has_confirms_it() -> None:
    reading = read([line.replace("Price GBP", "  Price $").replace("Amount GBP", "Amount CAD") for line in ORDER])
    assert ("CAD", []) == (reading.currency and reading.currency.value, told(reading))


def test_a_sign_alone_is_given_as_it_stands() -> None:
    reading = read([line.replace("Price GBP", "  Price $").replace("Amount GBP", "  Amount $") for line in ORDER])
    assert "$" == (reading.currency and reading.currency.value)
