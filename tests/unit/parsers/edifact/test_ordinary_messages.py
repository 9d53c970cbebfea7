"""What ordinary messages of many senders carry: what changes goods or money holds, what only informs does not."""

from datetime import date
from decimal import Decimal

import pytest

from orders.findings import FindingCode
from orders.gtin import gtin_of_isbn
from orders.reading import OrderReading
from tests.unit.parsers.edifact.messages import ONE_LINE, holding, noted, order, reading

LINE = "LIN+1++9520007000106:EN"
SHIP_TO = "NAD+DP+9520001003004::9"
CHANGE = "ORDCHG:D:96A:UN"


class TestInforms:
    @pytest.mark.parametrize(
        "segments",
        [
            ("RFF+PL:3", "RFF+CR:X", "DTM+15:20260401:102", "LOC+18+Tor 3", "NAD+FW+1::9", *ONE_LINE),
            ("TOD+3++CPT", "TDT+20++30+31", "PAT+1++5:3:D:30", "TAX+7+VAT+++:::19", *ONE_LINE),
            ("PAC+4++201", "PCI+33E", "MEA+AAE+G+KGM:300", "EQD+EFP", *ONE_LINE),
            (*ONE_LINE, "ALI+DE"),
            (*ONE_LINE, "ALC+N"),
            (*ONE_LINE, "ALC+C++++FC", "MOA+8:0"),
            (*ONE_LINE, "QTY+59:12:PCE"),
            # EDItEUR: which branch a copy goes to and which fund pays for it
            (*ONE_LINE, "GIR+001+MAIN:LLO+SCI:LFN"),
            ("CUX+2:EUR:9", *ONE_LINE, "CUX+2:EUR:9"),
            ("SCC+1", *ONE_LINE),
            ("CTA+PD+:Someone", "COM+a@example.com:EM", *ONE_LINE),
            # not a date of delivery, where every line has one
            ("DTM+36:20261231:102", *ONE_LINE, "DTM+2:20260320:102"),
            ("DTM+64:20260305:102", "DTM+63:20260306:102", *ONE_LINE, "DTM+64:20260305:102", "DTM+63:20260306:102"),
        ],
        ids=str,
    )
    def test_what_changes_neither_goods_nor_money_holds_nothing(self, segments: tuple[str, ...]) -> None:
        assert [] == holding(order(*segments))

    @pytest.mark.parametrize("name", ["105", "224", "226", "401", "402"])
    def test_orders_by_another_name_are_orders(self, name: str) -> None:
        assert [] == holding(reading(f"BGM+{name}+PO-1+9", *ONE_LINE))


class TestChangesSomething:
    @pytest.mark.parametrize(
        ("segments", "path"),
        [
            ((*ONE_LINE, "ALI+++84E"), "lines[0]"),
            ((*ONE_LINE, "GIR+001+WVWZZZ1:VN"), "lines[0]"),
            ((LINE, "PIA+1+24:PV", "QTY+21:4:PCE"), "lines[0].item"),
            ((LINE, "QTY+21:4:PCE", "QTY+21:4:PCE"), "lines[0].quantity"),
            ((LINE, "QTY+21:4:PCE", "PRI+AAA:1", "PRI+AAA:1"), "lines[0].unit_price"),
            (("LIN+1++9520007000106:EN", "PIA+5+9520007000113:EN", "QTY+21:4:PCE"), "lines[0].gtin"),
            (("PIA+1+S-1:SA", *ONE_LINE), ""),
            (("LOC+7+9520001005008::9", SHIP_TO, *ONE_LINE), "ship_to"),
            (("NAD+DP++Depot:Hafenstr. 1", *ONE_LINE), "ship_to"),
            ((SHIP_TO, "NAD+ST+9520001005008::9", *ONE_LINE), "ship_to"),
            (("SCC+4", *ONE_LINE), ""),
        ],
        ids=str,
    )
    def test_it_holds_where_it_does(self, segments: tuple[str, ...], path: str) -> None:
        assert [path] == [where for _, where in holding(order(*segments))]


class TestCurrency:
    @pytest.mark.parametrize(
        "segments",
        [
            ("CUX+2:EUR:9", *ONE_LINE),
            ("CUX+3:USD:4+2:EUR:9", *ONE_LINE),
            # 6343 says "order currency", 6347 does not
            ("CUX+1:EUR:9", *ONE_LINE),
            (*ONE_LINE, "CUX+2:EUR:9"),
            (*ONE_LINE, "MOA+203:45:EUR", "UNS+S", "MOA+79:45:EUR"),
        ],
        ids=str,
    )
    def test_it_is_the_heading_s_or_what_prices_and_amounts_agree_on(self, segments: tuple[str, ...]) -> None:
        read = order(*segments)
        assert ("EUR", []) == (read.currency.value, holding(read))

    @pytest.mark.parametrize(
        "segments",
        [
            ("CUX+2:EUR:9", "CUX+2:USD:4", *ONE_LINE),
            ("CUX+2:EUR:9", *ONE_LINE, "CUX+2:USD:9"),
            ("CUX+2:EUR:9", *ONE_LINE, "MOA+203:45:USD"),
            (*ONE_LINE, "CUX+2:EUR:9", "LIN+2++9520007000113:EN", "QTY+21:1", "PRI+AAA:2", "CUX+2:USD:9"),
            ("CUX+3:USD:4", *ONE_LINE),
            ("CUX+2:EURO:9", *ONE_LINE),
        ],
        ids=str,
    )
    def test_another_one_anywhere_holds(self, segments: tuple[str, ...]) -> None:
        assert "currency" in [path for _, path in holding(order(*segments))]


class TestParties:
    def test_a_consignee_is_the_delivery_party_where_there_is_no_other(self) -> None:
        read = order("NAD+CN+W7::92++Werk 7++Ulm", *ONE_LINE)
        assert ("W7", "Ulm", []) == (read.ship_to.id.value, read.ship_to.city.value, holding(read))

    def test_who_ordered_is_the_buyer_where_there_is_no_other(self) -> None:
        assert "1" == order("NAD+OB+1::92", *ONE_LINE).buyer.id.value
        assert "2" == order("NAD+OB+1::92", "NAD+BY+2::92", *ONE_LINE).buyer.id.value

    def test_a_place_within_the_delivery_party_contradicts_nothing(self) -> None:
        assert [] == holding(order("LOC+7+RAMP 3::92", SHIP_TO, *ONE_LINE))

    def test_unstructured_text_beside_a_number_is_shown_and_holds_nothing(self) -> None:
        read = order("NAD+DP+9520001003004::9+Depot Nord:Hafenstr. 1", *ONE_LINE)
        assert ([], ["ship_to"]) == (holding(read), [finding.path for finding in noted(read)])


class TestDeliveries:
    WHOLE = (LINE, "QTY+21:100:PCE")

    @pytest.mark.parametrize(
        "segments",
        [
            ("SCC+1", "QTY+21:100:PCE", "DTM+2:20260320:102"),
            ("LOC+7+9520001003004::9", "QTY+11:100:PCE", "DTM+2:20260320:102"),
            ("QTY+11:100:PCE", "DTM+2:20260320:102"),
            ("NAD+DP+9520001003004::9", "DTM+2:20260320:102"),
        ],
        ids=str,
    )
    def test_one_delivery_of_everything_to_the_order_s_place_gives_the_line_its_date(self, segments: object) -> None:
        read = order(SHIP_TO, *self.WHOLE, *segments)
        assert (date(2026, 3, 20), (), []) == (
            read.lines[0].requested_date.value,
            read.lines[0].deliveries,
            holding(read),
        )

    @pytest.mark.parametrize(
        "segments",
        [
            ("SCC+4", "QTY+21:100:PCE", "DTM+2:20260320:102"),
            ("SCC+1", "QTY+21:100:PCE", "DTM+10:20260320:102"),
            ("SCC+1", "QTY+21:60:PCE", "DTM+2:20260320:102"),
            ("SCC+1", "QTY+21:100:CT", "DTM+2:20260320:102"),
            ("LOC+7+9520001005008::9", "QTY+11:100:CT"),
            ("LOC+7+9520001005008::9", "QTY+11:60:PCE"),
            ("LOC+7+9520001005008::9", "QTY+11:100:PCE", "DTM+10:20260320:102"),
            ("LOC+7+9520001005008::9", "QTY+11:60:PCE", "LOC+7+9520001005008::9", "QTY+11:40:PCE"),
            ("LOC+7+9520001003004::9", "QTY+11:60:PCE", "QTY+11:40:PCE"),
        ],
        ids=str,
    )
    def test_anything_else_is_a_delivery_of_its_own(self, segments: object) -> None:
        read = order(SHIP_TO, *self.WHOLE, *segments)
        assert FindingCode.SPLIT_DELIVERY in [code for code, _ in holding(read)]

    @pytest.mark.parametrize(
        "segments",
        [
            ("LOC+7+9520001005008::9", "QTY+11:100:PCE"),
            (
                "LOC+7+9520001005008::9",
                "QTY+11:60:PCE",
                "LOC+7+9520001005015::9",
                "QTY+11:40:PCE",
                "DTM+2:20260320:102",
            ),
            ("NAD+DP+9520001005008::9", "QTY+11:60:PCE", "NAD+DP+9520001005015::9", "QTY+11:40:PCE"),
        ],
        ids=str,
    )
    def test_a_line_that_is_shared_out_to_places_waits_for_nobody(self, segments: tuple[str, ...]) -> None:
        read = order(*self.WHOLE, *segments)
        assert [] == holding(read)
        assert Decimal(100) == sum(one.quantity.value for one in read.lines[0].deliveries if one.quantity)


class TestPlaceInTheMessage:
    """Segments mean the same wherever a sender puts them."""

    @pytest.mark.parametrize("before", [("SCC+1",), ("EQD+EFP",), ("RCS+1",), ("DGS+IMD",), ("TOD+3",)], ids=str)
    def test_a_text_of_the_heading_is_never_lost(self, before: tuple[str, ...]) -> None:
        read = order(*before, "FTX+AAI+++Nur komplett liefern", *ONE_LINE)
        assert ["Nur komplett liefern"] == [note.value for note in read.notes]
        assert (FindingCode.FREE_TEXT, "notes") in holding(read)

    def test_a_text_within_a_group_of_a_line_is_the_line_s(self) -> None:
        read = order(*ONE_LINE, "EQD+EFP", "FTX+AAI+++Nur komplett liefern")
        assert ([], ["Nur komplett liefern"]) == ([*read.notes], [note.value for note in read.lines[0].notes])

    def test_a_delivery_date_behind_a_route_is_the_order_s(self) -> None:
        read = order("TDT+20", "LOC+8+Essen", "DTM+2:20260310:102", *ONE_LINE)
        assert date(2026, 3, 10) == read.requested_delivery_date.value

    @pytest.mark.parametrize("before", ["LOC+27+DE", "NAD+MF+1::92", "TAX+7+VAT+++:::19", "TDT+20", "PAC+2"])
    def test_a_delivery_date_in_a_line_is_the_line_s(self, before: str) -> None:
        read = order(*ONE_LINE, before, "DTM+2:20260310:102")
        assert date(2026, 3, 10) == read.lines[0].requested_date.value

    @pytest.mark.parametrize("before", ["TAX+7+VAT+++:::19", "TDT+20", "TOD+3", "PAC+2"])
    def test_a_place_of_delivery_in_a_line_begins_a_delivery(self, before: str) -> None:
        read = order(*ONE_LINE, before, "LOC+7+9520001005008::9", "QTY+11:10:PCE")
        assert ["9520001005008"] == [delivery.ship_to.id.value for delivery in read.lines[0].deliveries]

    def test_a_share_behind_a_package_is_no_contents_of_it(self) -> None:
        read = order(*ONE_LINE, "PAC+2", "QTY+11:6:PCE", "DTM+2:20260310:102")
        assert [Decimal("6")] == [delivery.quantity.value for delivery in read.lines[0].deliveries]


class TestItemsAndPrices:
    @pytest.mark.parametrize(
        "segments",
        [
            ("LIN+1++9520007000106",),
            ("LIN+1++9520007000106:SRV",),
            ("LIN+1", "PIA+5+9520007000106:EN"),
            ("LIN+1++9520007000106:EN", "PIA+5+09520007000106:EN"),
        ],
        ids=str,
    )
    def test_a_gtin_is_found_wherever_it_stands(self, segments: tuple[str, ...]) -> None:
        read = order(*segments, "QTY+21:1")
        assert ("9520007000106", []) == (read.lines[0].gtin.value, holding(read))

    def test_digits_without_a_qualifier_are_no_gtin_unless_the_check_digit_is_right(self) -> None:
        assert order("LIN+1++9520007000107", "QTY+21:1").lines[0].gtin is None

    def test_an_isbn_may_have_thirteen_digits(self) -> None:
        assert "9780306406157" == gtin_of_isbn("978-0-306-40615-7")
        assert "" == gtin_of_isbn("978-0-306-40615-8")

    @pytest.mark.parametrize(
        ("segments", "expected"),
        [
            (("IMD+F++:::Hazelnuts:roasted:EN",), "Hazelnuts roasted"),
            (("IMD+F++:::Hazelnuts:roasted:and salted",), "Hazelnuts roasted and salted"),
            (("IMD+L+009+:::Curie, M.", "IMD+L+050+:::Radiation"), "Radiation"),
            (("IMD+C++CU::9", "IMD+A++:::Apple juice"), "Apple juice"),
        ],
    )
    def test_the_description_is_the_name_of_the_goods(self, segments: tuple[str, ...], expected: str) -> None:
        assert expected == order(LINE, *segments, "QTY+21:1").lines[0].description.value

    @pytest.mark.parametrize(
        ("segments", "price"),
        [
            (("PRI+NTP:3",), "3"),
            (("PRI+AAB:4", "PRI+INV:3"), "3"),
            (("PRI+AAA:", "PRI+AAB:4"), "4"),
            (("MOA+146:2.5",), "2.5"),
        ],
        ids=str,
    )
    def test_the_price_is_what_is_to_be_billed(self, segments: tuple[str, ...], price: str) -> None:
        read = order(LINE, "QTY+21:1", *segments)
        assert (Decimal(price), []) == (read.lines[0].unit_price.value, holding(read))


class TestTotals:
    LINES = (*ONE_LINE, "MOA+203:45", "UNS+S")

    def test_the_message_total_is_the_net_total_unless_lines_and_tax_add_up_to_it(self) -> None:
        net = order(*self.LINES, "MOA+86:45")
        gross = order(*self.LINES, "MOA+124:8.55", "MOA+86:53.55")
        assert (Decimal("45"), None) == (net.total_net.value, net.total_gross)
        assert (None, Decimal("53.55")) == (gross.total_net, gross.total_gross.value)


class TestNumber:
    def test_a_version_or_an_unreleased_colon_behind_the_number_holds(self) -> None:
        assert [(FindingCode.AMBIGUOUS_VALUE, "po_number")] == holding(reading("BGM+220+4711:2+9", *ONE_LINE))
        assert [] == holding(reading("BGM+220+4711?:2+9", *ONE_LINE))
        assert [] == holding(reading("BGM+220+4711::+9", *ONE_LINE))


class TestChangedOrder:
    def change(self, *references: str) -> OrderReading:
        return reading("BGM+230+CH-1+4", *references, "LIN+1+3+9520007000106:EN", "QTY+21:1", type_=CHANGE)

    def test_a_change_of_no_order_holds(self) -> None:
        assert [(FindingCode.AMBIGUOUS_VALUE, "po_number")] == holding(self.change())

    def test_a_change_of_two_orders_holds(self) -> None:
        assert [(FindingCode.AMBIGUOUS_VALUE, "po_number")] == holding(self.change("RFF+ON:PO-1", "RFF+ON:PO-2"))

    def test_an_order_sent_again_as_cancelled_keeps_its_number(self) -> None:
        read = reading("BGM+220+PO-1+1", LINE, "QTY+21:1")
        assert ("PO-1", []) == (read.po_number.value, holding(read))


class TestTexts:
    @pytest.mark.parametrize(
        "text",
        [
            "Mit freundlichen Grüßen, Einkauf Zentrale",
            "Bitte Bestellnummer auf Lieferschein und Rechnung angeben",
            "Lieferantennummer 4711",
            "LEVERANCIERSNUMMER 1234",
            "Please quote our order number on all invoices and delivery notes",
            "Our order number must be quoted on all papers",
            "Merci de rappeler le numéro de commande sur le bon de livraison",
            "Holding GmbH, Musterstrasse 1",
            "PO No. 4711, vendor no V-12",
            "Our general terms of purchase apply",
        ],
    )
    def test_greetings_and_references_hold_nothing_and_are_shown(self, text: str) -> None:
        read = order(f"FTX+AAI+++{text}", *ONE_LINE)
        assert ([text], []) == ([note.value for note in read.notes], holding(read))

    @pytest.mark.parametrize(
        "text",
        [
            "Bitte nur komplett liefern",
            "Lieferschein beilegen und nicht vor dem 5.3. anliefern",
            "Menge bitte auf 40 erhöhen",
            "Selbstabholung",
            "bitte Ware vorab avisieren",
            "deliver to back door, call before",
            "Please cancel line 2",
            "Price as per our phone call 2,10",
            "Livraison avant 10h",
            "geen deellevering",
            "Urgente, entregar manana",
            "no more than 5 pallets",
            "20 Kartons gesamt",
            "15 % wie besprochen",
            "Rampe 3 am 12.03.2026",
            "Lager KW 14",
            "Magasin jeudi",
            "Tor 2 um 10.30 Uhr",
        ],
    )
    def test_what_may_ask_for_something_holds(self, text: str) -> None:
        assert [(FindingCode.FREE_TEXT, "notes")] == holding(order(f"FTX+AAI+++{text}", *ONE_LINE))

    def test_a_coded_instruction_holds_and_another_code_does_not(self) -> None:
        assert [(FindingCode.FREE_TEXT, "notes")] == holding(order("FTX+DIN++001::91", *ONE_LINE))
        assert [] == holding(order("FTX+ZZZ++001::91", *ONE_LINE))


class TestCharacters:
    def test_letters_that_all_of_western_europe_writes_alike_are_read_under_ascii(self) -> None:
        read = order("NAD+BY+1::92++Müller++Köln", *ONE_LINE)
        assert ("Müller", "Köln", []) == (read.buyer.name.value, read.buyer.city.value, holding(read))
