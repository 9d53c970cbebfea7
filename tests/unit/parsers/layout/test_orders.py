"""What a paper is: an order, a change, another paper, several orders; and what is told of the rest of it."""

from collections.abc import Sequence

import pytest

from orders.findings import FindingCode, Severity
from orders.reading import OrderKind
from tests.unit.parsers.layout.papers import HEAD, LINES, ORDER, PARTIES, SUMS, holds, parsed, read, told

CONDITIONS = (
    "TERMS AND CONDITIONS OF PURCHASE",
    "1. These terms prevail over any other terms. Order 4500000000 is an example and is used in our manual only.",
    "2. Every delivery note and invoice must quote the order number; a fee of 45.00 applies per rejected line.",
    "3. Goods that are rejected are returned at the cost of the supplier within 30 days of delivery to our warehouse.",
    "4. The supplier tells the buyer within 2 working days where a price differs by more than 0.5 % from the order.",
    "5. Late deliveries are charged with 0.5 % of the value of the order for every week, and with no more than 5 %.",
)


def titled(title: str) -> tuple[str, ...]:
    return (*HEAD[:3], title, *HEAD[4:], *PARTIES, *LINES, *SUMS)


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("PURCHASE ORDER", OrderKind.ORDER),
        ("BESTELLUNG", OrderKind.ORDER),
        ("AMENDMENT TO PURCHASE ORDER", OrderKind.CHANGE),
        ("PURCHASE ORDER CHANGE NOTICE", OrderKind.CHANGE),
        ("BESTELLÄNDERUNG", OrderKind.CHANGE),
        ("MODIFICATION DE COMMANDE", OrderKind.CHANGE),
        ("MODIFICA ORDINE", OrderKind.CHANGE),
        ("PURCHASE ORDER CANCELLATION", OrderKind.CANCEL),
        ("ANULACIÓN DE PEDIDO", OrderKind.CANCEL),
        ("STORNO", OrderKind.CANCEL),
        ("1. Änderung zur Bestellung vom 3. Februar", OrderKind.CHANGE),
        ("Annulation de notre commande du 3 février", OrderKind.CANCEL),
    ],
)
def test_the_title_says_what_is_asked(title: str, kind: OrderKind) -> None:
    assert kind is read(titled(title)).kind


@pytest.mark.parametrize(
    "title", ["INVOICE", "QUOTATION", "RECHNUNG", "ANGEBOT", "DEVIS", "ALBARÁN", "PREVENTIVO", "PAKBON", "LIEFERSCHEIN"]
)
def test_another_paper_without_the_number_of_an_order_is_set_aside(title: str) -> None:
    paper = (*HEAD[:3], title, "", "Date: 14 March 2026", "", *LINES, *SUMS)
    assert [(FindingCode.NO_ORDER, Severity.NOTE)] == [(one.code, one.severity) for one in parsed(paper).findings]


def test_an_invoice_that_names_our_order_is_set_aside() -> None:
    paper = (
        "Kettle Works plc",
        "",
        "INVOICE",
        "",
        "Invoice no.: 99120     Your order no.: BN-20771",
        "",
        *LINES,
        *SUMS,
    )
    assert [FindingCode.NO_ORDER] == [one.code for one in parsed(paper).findings]


@pytest.mark.parametrize("title", ["ORDER CONFIRMATION", "QUOTATION", "LIEFERSCHEIN"])
def test_a_paper_that_may_be_an_order_is_never_set_aside(title: str) -> None:
    reading = read((*HEAD[:3], title, "", "Our order no.: BN-20771", "", *LINES, *SUMS))
    assert FindingCode.MESSAGE_TYPE in {one.code for one in holds(reading)}


def test_a_paper_whose_lines_are_not_understood_is_held() -> None:
    (finding,) = parsed((*HEAD, "as discussed, the usual 4 things please")).findings
    assert (FindingCode.UNREAD_CONTENT, Severity.HOLD) == (finding.code, finding.severity)


def test_a_paper_that_shows_no_sign_of_an_order_is_set_aside() -> None:
    (finding,) = parsed(("Holiday closure", "We will be closed from 24 to 31 December 2026.")).findings
    assert FindingCode.NO_ORDER is finding.code


def test_conditions_are_set_aside_by_name_and_their_example_numbers_with_them() -> None:
    reading = read(ORDER, CONDITIONS)
    assert "BN-20771" == (reading.po_number and reading.po_number.value)
    assert [] == told(reading)
    assert any("conditions" in one.message and one.evidence for one in reading.findings)


@pytest.mark.parametrize(("revision", "codes"), [("0", []), ("2", [FindingCode.FUNCTION_NOT_ORIGINAL])])
def test_an_order_with_a_revision_may_have_been_sent_before(revision: str, codes: list[FindingCode]) -> None:
    paper = (*HEAD[:5], f"Revision: {revision}", "", *HEAD[5:], *PARTIES, *LINES, *SUMS)
    assert codes == [one.code for one in holds(read(paper))]


def test_conditions_alone_are_no_order() -> None:
    assert FindingCode.NO_ORDER in {one.code for one in parsed(CONDITIONS).findings}


def test_orders_on_pages_of_their_own_are_read_one_by_one() -> None:
    other = [line.replace("20771", "20780").replace("Vale Park", "Hill Park") for line in ORDER]
    first, second = parsed(ORDER, other).readings
    assert ("BN-20771", "BN-20780") == tuple(one.po_number and one.po_number.value for one in (first, second))
    streets = [one.ship_to and one.ship_to.street and one.ship_to.street.value for one in (first, second)]
    assert ["Unit 3, Vale Park", "Unit 3, Hill Park"] == streets
    assert (2, 2) == (len(first.lines), len(second.lines))


@pytest.mark.parametrize("lost", ["neither", "first", "second"])
def test_orders_on_pages_of_their_own_are_two_where_a_scan_lost_headings(lost: str) -> None:
    """Narrow columns are what recognition loses first; each order still has its number and its sum."""
    first, second = ORDER, tuple(line.replace("BN-20771", "BN-20772") for line in ORDER)
    found = parsed(
        _without_quantities(first) if lost == "first" else first,
        _without_quantities(second) if lost == "second" else second,
    )
    assert ["BN-20771", "BN-20772"] == [reading.po_number.value for reading in found.readings if reading.po_number]


def _without_quantities(order: Sequence[str]) -> list[str]:
    return [line[:45] + line[56:] if line.startswith(("Line", "1  ", "2  ")) else line for line in order]


def test_another_number_between_the_sums_of_a_page_begins_no_other_order() -> None:
    foot = ("Brightwater Nurseries Ltd", "", *SUMS, "", "PO number: BN-10000", "", *SUMS)
    assert 1 == len(parsed((*HEAD, *PARTIES, *LINES, *SUMS), foot).readings)


def test_orders_one_below_the_other_are_read_one_by_one() -> None:
    second = (
        "",
        "",
        "PURCHASE ORDER",
        "",
        "PO number: BN-20772        Date: 15 March 2026",
        "",
        *PARTIES,
        *LINES,
        *SUMS,
    )
    readings = parsed((*ORDER, *second)).readings
    assert ["BN-20771", "BN-20772"] == [one.po_number and one.po_number.value for one in readings]
    assert [2, 2] == [len(one.lines) for one in readings]
    assert readings[1].buyer == readings[0].buyer


def test_an_order_that_goes_on_is_one() -> None:
    following = ("Brightwater Nurseries Ltd", "PO number: BN-20771        Page 2 of 2", "", *LINES, *SUMS)
    (reading,) = parsed((*HEAD, *PARTIES, *LINES), following).readings
    assert 4 == len(reading.lines)


@pytest.mark.parametrize(
    "text",
    [
        "Please change line 2 to 40 pieces.",
        "Please cancel item 1.",
        "A small order charge of £25.00 is accepted.",
        "CONFIRMATION OF TELEPHONE ORDER - DO NOT DUPLICATE",
        "COPY",
        "CANCELLED",
        "This order supersedes our order BN-20770.",
        "Deliver line 2 on 9 June 2026 only.",
    ],
)
def test_a_text_that_may_change_the_order_holds_it(text: str) -> None:
    assert FindingCode.FREE_TEXT in {one.code for one in holds(read((*ORDER, "", text)))}


@pytest.mark.parametrize(
    "text",
    [
        "Please quote our order number on all papers.",
        "Please confirm receipt within 2 working days.",
        "Deliveries are accepted Monday to Friday from 8:00 to 12:00.",
        "Registered in England no. 4711. VAT GB 499 7208 51",
    ],
)
def test_courtesies_and_small_print_hold_nothing(text: str) -> None:
    assert [] == told(read((*ORDER, "", text)))
