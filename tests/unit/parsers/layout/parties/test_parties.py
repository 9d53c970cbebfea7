"""Buyer, supplier, delivery and invoice address, and the person to ask."""

import pytest

from orders.reading import PartyReading
from tests.unit.parsers.layout.papers import HEAD, LINES, PARTIES, SUMS, holds, read, told

Parts = tuple[str, str, str, str]


def parts(party: PartyReading | None) -> Parts:
    """Name, street, postcode and city; empty where they are not shown."""
    assert party is not None
    fields = (party.name, party.street, party.postcode, party.city)
    name, street, postcode, city = (field.value if field else "" for field in fields)
    return name, street, postcode, city


VALE = ("Brightwater Nurseries Ltd", "Unit 3, Vale Park", "WR11 1GF", "Evesham")
KETTLE = ("Kettle Works plc", "9 Forge Road", "B97 6HH", "Redditch")
OWN = ("Brightwater Nurseries Ltd", "4 Glasshouse Lane", "WR11 4PQ", "Evesham")


def test_parties_that_stand_side_by_side_are_told_apart() -> None:
    reading = read((*HEAD, *PARTIES, *LINES, *SUMS))
    assert (OWN, KETTLE, VALE) == (parts(reading.buyer), parts(reading.supplier), parts(reading.ship_to))


@pytest.mark.parametrize(
    "block",
    [
        ("Deliver to: Brightwater Nurseries Ltd, Unit 3, Vale Park, Evesham, WR11 1GF",),
        ("Deliver to:     Brightwater Nurseries Ltd", "                Unit 3, Vale Park",
         "                Evesham WR11 1GF"),
        ("DELIVERY ADDRESS", "Brightwater Nurseries Ltd", "Unit 3, Vale Park", "Evesham", "WR11 1GF"),
        ("Supplier:       Kettle Works plc", "Deliver to:     Brightwater Nurseries Ltd, Unit 3, Vale Park,",
         "                Evesham WR11 1GF", "", "Ordered by:     Jo Blake"),
    ],
)  # fmt: skip
def test_an_address_is_read_in_one_line_or_several(block: tuple[str, ...]) -> None:
    reading = read((*HEAD, *block, "", *LINES, *SUMS))
    assert VALE == parts(reading.ship_to)
    assert [] == told(reading)


@pytest.mark.parametrize(
    ("label", "lines", "expected"),
    [
        ("Lieferanschrift:", ("Gärtnerei Sommer GmbH, Halle 2", "Am Anger 5", "D-99089 Erfurt"),
         ("Gärtnerei Sommer GmbH, Halle 2", "Am Anger 5", "99089", "Erfurt")),
        ("Adresse de livraison", ("Pépinières du Val", "14 bis rue des Saules", "49000 ANGERS CEDEX 1"),
         ("Pépinières du Val", "14 bis rue des Saules", "49000", "ANGERS CEDEX 1")),
        ("Entregar en", ("Viveros del Sur S.L.", "Ctra. de Utrera km 4", "41013 Sevilla (SE)"),
         ("Viveros del Sur S.L.", "Ctra. de Utrera km 4", "41013", "Sevilla")),
        ("Luogo di consegna", ("Vivai Toscani - Magazzino B", "Via del Colle 7/A", "51100 Pistoia PT", "Italia"),
         ("Vivai Toscani - Magazzino B", "Via del Colle 7/A", "51100", "Pistoia")),
        ("Afleveradres", ("Kwekerij De Linde B.V.", "Lindelaan 3", "2771 AB Boskoop"),
         ("Kwekerij De Linde B.V.", "Lindelaan 3", "2771 AB", "Boskoop")),
        ("Ship to", ("Prairie Growers Inc. - Dock 4", "88 Elevator Rd", "Fargo, ND 58102-1234", "USA"),
         ("Prairie Growers Inc. - Dock 4", "88 Elevator Rd", "58102-1234", "Fargo")),
        ("Deliver to", ("Maple Growers", "12 Concession Road", "Guelph, ON N1G 2W1", "Canada"),
         ("Maple Growers", "12 Concession Road", "N1G 2W1", "Guelph")),
        ("Lieferadresse", ("Alpengarten AG", "Seestrasse 9", "CH-6003 Luzern"),
         ("Alpengarten AG", "Seestrasse 9", "6003", "Luzern")),
        ("Deliver to", ("Zahradnictví Novák s.r.o.", "Polní 14", "602 00 Brno"),
         ("Zahradnictví Novák s.r.o.", "Polní 14", "602 00", "Brno")),
        ("Deliver to", ("Trädgården AB", "Box 88", "SE-412 50 Göteborg"),
         ("Trädgården AB", "Box 88", "412 50", "Göteborg")),
        ("Deliver to", ("Ogrody Polskie sp. z o.o.", "ul. Lipowa 3", "30-702 Kraków"),
         ("Ogrody Polskie sp. z o.o.", "ul. Lipowa 3", "30-702", "Kraków")),
    ],
)  # fmt: skip
def test_addresses_of_many_countries_are_taken_apart(label: str, lines: tuple[str, ...], expected: Parts) -> None:
    reading = read((*HEAD, label, *lines, "", *LINES, *SUMS))
    assert expected == parts(reading.ship_to)


@pytest.mark.parametrize(
    "words", ["Ship to: same as above", "Please deliver to the above address.", "Lieferanschrift: wie oben"]
)
def test_words_that_point_to_the_letterhead_mean_its_address(words: str) -> None:
    assert OWN == parts(read((*HEAD, words, "", *LINES, *SUMS)).ship_to)


def test_no_delivery_address_is_made_up() -> None:
    assert read((*HEAD, *LINES, *SUMS)).ship_to is None


def test_two_delivery_addresses_are_doubted() -> None:
    other = ("Deliver to: Kiosk, 1 Market Square, Evesham WR11 9ZZ",)
    reading = read((*HEAD, *PARTIES, *LINES, *SUMS, "", *other))
    assert reading.ship_to is not None
    assert reading.ship_to.street is not None
    assert "doubtful" == reading.ship_to.street.confidence.value


def test_a_footer_names_the_buyer_where_the_page_begins_with_the_supplier() -> None:
    paper = ("Kettle Works plc", "9 Forge Road", "Redditch B97 6HH", "", *HEAD[3:], *LINES, *SUMS)
    footer = "Brightwater Nurseries Ltd | 4 Glasshouse Lane | Evesham WR11 4PQ | VAT GB 499 7208 51"
    reading = read((*paper, *("" for _ in range(36)), "Contact: Jo Blake jo@brightwater.example", footer))
    assert OWN == parts(reading.buyer)


def test_a_buyer_who_is_a_person_is_the_one_to_ask() -> None:
    reading = read((*HEAD, "Buyer: Jo Blake     Phone: +44 1526 320000     Email: jo@brightwater.example", "", *LINES))
    contact = reading.buyer_contact
    assert contact is not None
    assert ("Jo Blake", "+44 1526 320000", "jo@brightwater.example") == tuple(
        read and read.value for read in (contact.name, contact.phone, contact.email)
    )
    assert "Brightwater Nurseries Ltd" == parts(reading.buyer)[0]


def test_an_address_that_was_broken_at_a_hyphen_is_whole_again() -> None:
    reading = read((*HEAD, "Email: orders@bright-", "       water.example", "", *LINES))
    assert reading.buyer_contact is not None
    assert reading.buyer_contact.email is not None
    assert "orders@bright-water.example" == reading.buyer_contact.email.value


def test_an_address_of_which_nobody_says_whose_it_is_holds_an_order_without_a_delivery_address() -> None:
    supplier = PARTIES[0].split("  ")[0], "Kettle Works plc", "9 Forge Road", "Redditch B97 6HH", ""
    reading = read((*HEAD, *supplier, "Unloading bay: Kiosk, 1 Market Square, Evesham WR11 9ZZ", "", *LINES, *SUMS))
    assert reading.ship_to is None
    assert ["ship_to"] == [one.path for one in holds(reading)]


def test_the_one_block_without_a_label_is_whom_a_letter_goes_to() -> None:
    reading = read((*HEAD[:3], "Kettle Works plc", "9 Forge Road", "Redditch B97 6HH", "", *HEAD[3:], *LINES, *SUMS))
    assert (OWN, KETTLE) == (parts(reading.buyer), parts(reading.supplier))
    assert [] == told(reading)


def test_a_label_whose_address_is_not_understood_holds_the_order() -> None:
    reading = read((*HEAD, "Deliver to", "", "", "", *LINES, *SUMS))
    assert reading.ship_to is None
    assert ["ship_to"] == [one.path for one in holds(reading)]


def test_a_line_for_the_attention_of_somebody_is_no_part_of_the_address() -> None:
    block = ("Deliver to", "Attn: Receiving", "Brightwater Nurseries Ltd", "Unit 3, Vale Park", "Evesham WR11 1GF")
    assert VALE == parts(read((*HEAD, *block, "", *LINES, *SUMS)).ship_to)


def test_a_location_number_stands_for_an_address_or_beside_it() -> None:
    for block in (["Deliver to: GLN 9520101173898"], ["Deliver to", "GLN 9520101173898"]):
        place = read((*HEAD, *block, "", *LINES, *SUMS)).ship_to
        assert place is not None
        assert ("9520101173898", "GLN") == (place.id and place.id.value, place.id_scheme)


def test_the_invoice_goes_to_the_buyer_where_no_letterhead_says_who_writes() -> None:
    paper = (
        "PURCHASE ORDER",
        "",
        "Order no.: BN-20771        Date: 14 March 2026        Required by: 2 April 2026",
        "",
        "Vendor                          Deliver to                      Invoice to",
        "Kettle Works plc                Brightwater - Goods In          Brightwater Nurseries Ltd",
        "9 Forge Road                    Unit 3, Vale Park               4 Glasshouse Lane",
        "Redditch B97 6HH                Evesham WR11 1GF                Evesham WR11 4PQ",
        "",
    )
    buyer = read((*paper, *LINES, *SUMS)).buyer or PartyReading()
    assert "Brightwater Nurseries Ltd" == (buyer.name and buyer.name.value)
    assert "WR11 4PQ" == (buyer.postcode and buyer.postcode.value)


def test_a_line_that_points_to_the_address_of_the_order_names_no_other() -> None:
    below = "       Ship to: Use the ship-to address at the top of page 1"
    reading = read((*HEAD, *PARTIES, *LINES[:2], below, LINES[2], below, "", *SUMS))
    assert [] == told(reading)
