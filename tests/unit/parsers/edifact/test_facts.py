"""Facts of the standard and of what senders make of it, one by one, that stand in no other test."""

from datetime import date
from decimal import Decimal

import pytest

from orders.conditions import DateMeaning, PlaceRole
from orders.findings import FindingCode
from orders.reading import OrderKind
from tests.unit.parsers.edifact.messages import (
    HEAD,
    ONE_LINE,
    holding,
    interchange,
    message,
    noted,
    order,
    parsed,
    reading,
)  # fmt: skip

LINE = "LIN+1++9520007000106:EN"


class TestEnvelope:
    def test_the_release_of_the_message_wins_over_that_of_its_group(self) -> None:
        unb, unz = "UNB+UNOC:3+B:14+S:14+260302:0915+R1'", "UNZ+1+R1'"
        unh = message(*HEAD, *ONE_LINE, type_="ORDERS:D:96B:UN")
        (read,) = parsed(f"{unb}UNG+ORDERS+B+S+260302:0915+G1+UN+D:96A'{unh}UNE+1+G1'{unz}".encode()).readings
        assert ("PO-1", []) == (read.po_number.value if read.po_number else "", holding(read))

    @pytest.mark.parametrize(
        "type_", ["ORDERS:D:93A:UN", "ORDERS:D:97A:UN", "ORDERS:D:01B:UN:EAN010", "ORDERS:D:11A:UN"]
    )
    def test_every_directory_is_read_by_one_structure(self, type_: str) -> None:
        assert [] == holding(reading(*HEAD, *ONE_LINE, type_=type_))

    def test_the_same_order_sent_again_in_another_interchange_is_a_copy_and_another_content_a_conflict(self) -> None:
        first, other = interchange(message(*HEAD, *ONE_LINE)), interchange(message(*HEAD, LINE, "QTY+21:11:PCE"))
        again = first.replace(b"R1", b"R2")
        assert [FindingCode.DUPLICATE_ORDER] == [one.code for one in parsed(first + again).readings[1].findings]
        assert [FindingCode.CHANGED_COPY] == [code for code, _ in holding(parsed(first + other).readings[1])]


class TestDates:
    def test_of_a_window_the_lower_qualifier_is_the_later_day(self) -> None:
        read = order("DTM+63:20260313:102", "DTM+64:20260309:102", *ONE_LINE)
        assert (date(2026, 3, 9), date(2026, 3, 13)) == (
            read.earliest_delivery_date.value, read.latest_delivery_date.value
        )  # fmt: skip

    @pytest.mark.parametrize(("qualifiers", "ends"), [(("71", "74"), (9, 13)), (("64", "63"), (9, 13))])
    def test_after_and_until_are_a_window_too(self, qualifiers: tuple[str, str], ends: tuple[int, int]) -> None:
        read = order(f"DTM+{qualifiers[0]}:20260309:102", f"DTM+{qualifiers[1]}:20260313:102", *ONE_LINE)
        assert ends == (read.earliest_delivery_date.value.day, read.latest_delivery_date.value.day)

    def test_midnight_is_no_time(self) -> None:
        assert date(2015, 8, 3) == order("DTM+2:201508030000:203", *ONE_LINE).requested_delivery_date.value

    def test_a_line_s_day_goes_before_the_order_s(self) -> None:
        read = order("DTM+2:20260310:102", *ONE_LINE, "DTM+2:20260312:102")
        assert (10, 12) == (read.requested_delivery_date.value.day, read.lines[0].requested_date.value.day)

    def test_delivery_on_the_day_of_the_order_is_noted_as_a_likely_default(self) -> None:
        read = order("DTM+2:20260302:102", *ONE_LINE)
        assert (date(2026, 3, 2), []) == (read.requested_delivery_date.value, holding(read))
        assert ["requested_delivery_date"] == [finding.path for finding in noted(read)]

    @pytest.mark.parametrize("before", ["RFF+CT:1", "CUX+2:EUR:9", "PAT+1", "TDT+20"])
    def test_a_date_of_something_else_is_not_the_order_s(self, before: str) -> None:
        read = order(before, "DTM+134:20260101:102", *ONE_LINE)
        assert (date(2026, 3, 2), (), []) == (read.order_date.value, read.other_dates, holding(read))

    def test_days_until_payment_are_terms(self) -> None:
        assert "45 days net" == order("PAT+1", "DTM+13:00045:804", *ONE_LINE).payment_terms.value
        paid = order("PAT+22", "DTM+12:10:804", "PCD+12:2", "PAT+1", "DTM+13:30:804", *ONE_LINE).payment_terms
        assert "2 % 10 days, 30 days net" == paid.value

    def test_a_window_of_shipment_has_two_ends(self) -> None:
        read = order("DTM+10:2026030920260313:718", *ONE_LINE)
        assert [(DateMeaning.SHIPMENT_NOT_BEFORE, 9), (DateMeaning.SHIPMENT_NOT_AFTER, 13)] == [
            (one.meaning, one.day.value.day) for one in read.other_dates
        ]


class TestPlaces:
    STORE = "NAD+UC+9520001005008::9"

    def test_one_store_behind_the_ship_to_goes_along(self) -> None:
        read = order("NAD+DP+9520001003004::9", self.STORE, *ONE_LINE)
        assert [(PlaceRole.FINAL_DESTINATION, "9520001005008")] == [
            (one.role, one.party.id.value) for one in read.other_places if one.party.id
        ]
        assert ("9520001003004", []) == (read.ship_to.id.value, holding(read))

    @pytest.mark.parametrize("places", [(STORE,), ("NAD+DP+9520001003004::9", STORE, "NAD+UC+9520001005015::9")])
    def test_a_store_without_a_ship_to_and_several_stores_hold(self, places: tuple[str, ...]) -> None:
        assert "ship_to" in [path for _, path in holding(order(*places, *ONE_LINE))]


class TestItemsAndQuantities:
    def test_five_numbers_stand_in_one_pia(self) -> None:
        line = order("LIN+1", "PIA+5+B-1:BP+S-1:VN+M-1:MF+9520007000106:EN+X:EC", "QTY+21:1").lines[0]
        assert ("B-1", "S-1", "9520007000106") == (line.buyer_item.value, line.supplier_item.value, line.gtin.value)

    def test_numbers_that_agree_are_one(self) -> None:
        assert [] == holding(order("LIN+1", "PIA+5+S-1:SA", "PIA+5+S-1:SA", "QTY+21:1"))

    def test_the_isbn_of_another_book_holds(self) -> None:
        same, other = "PIA+5+9900000110:IB", "PIA+5+0835201031:IB"
        assert [] == holding(order("LIN+1++9789900000112:EN", same, "QTY+21:1"))
        assert [(FindingCode.AMBIGUOUS_VALUE, "lines[0].gtin")] == holding(
            order("LIN+1++9789900000112:EN", other, "QTY+21:1")
        )

    @pytest.mark.parametrize("other", ["QTY+12:9", "QTY+113:9", "QTY+59:6", "QTY+52:6"])
    def test_another_quantity_is_never_the_one_ordered(self, other: str) -> None:
        read = order(LINE, other, "QTY+21:10:PCE")
        assert (Decimal(10), []) == (read.lines[0].quantity.value, holding(read))

    def test_a_unit_is_never_added(self) -> None:
        assert order(LINE, "QTY+21:10").lines[0].uom is None

    def test_a_line_of_a_set_holds(self) -> None:
        read = order(*ONE_LINE, "LIN+2++9520007000113:EN+1:1", "QTY+21:40:PCE")
        assert "lines[1]" in [path for _, path in holding(read)]

    def test_characteristics_of_the_goods_hold(self) -> None:
        read = order(*ONE_LINE, "CCI+++COL", "CAV+RED")
        assert [(FindingCode.UNREAD_CONTENT, "lines[0]")] == holding(read)


class TestPricesAndAmounts:
    @pytest.mark.parametrize("qualifier", ["AAA", "INV", "CAL", "AAB"])
    def test_any_price_that_may_be_billed_is_the_price(self, qualifier: str) -> None:
        assert Decimal(3) == order(LINE, "QTY+21:1", f"PRI+{qualifier}:3").lines[0].unit_price.value

    def test_the_letters_of_the_price_type_are_no_qualifier(self) -> None:
        line = order(LINE, "QTY+21:1:KGM", "PRI+AAA:14.58:CT:AAE:1:KGM").lines[0]
        assert (Decimal("14.58"), "KGM") == (line.unit_price.value, line.price_uom.value)

    @pytest.mark.parametrize("amount", ["MOA+8:5", "MOA+23:5", "MOA+204:5"])
    def test_amounts_of_an_allowance_are_not_the_line_s(self, amount: str) -> None:
        assert Decimal(45) == order(*ONE_LINE, "MOA+203:45", "ALC+A", amount).lines[0].line_total.value

    def test_of_the_currencies_the_order_s_is_read(self) -> None:
        read = order("CUX+2:USD:9+3:EUR:4+0.92", *ONE_LINE)
        assert ("USD", []) == (read.currency.value, holding(read))


class TestChanges:
    CHANGE = ("BGM+230+C-1+4", "DTM+137:20260303:102", "RFF+ON:PO-1")

    def test_another_day_in_a_change_holds_since_nothing_carries_it_over(self) -> None:
        read = reading(*self.CHANGE, "DTM+61:20260401:102", *ONE_LINE, type_="ORDCHG:D:96A:UN")
        assert (OrderKind.CHANGE, [(FindingCode.AMBIGUOUS_VALUE, "other_dates")]) == (read.kind, holding(read)[:1])
