"""What segments mean by their qualifiers and by the group they stand in."""

from datetime import date
from decimal import Decimal

import pytest

from orders.conditions import DateMeaning
from orders.findings import FindingCode
from orders.gtin import gtin_of_isbn
from orders.reading import Confidence, LineAction, OrderKind
from parsers.segments.reads import decimal, grouping_possible, joined
from tests.unit.parsers.edifact.messages import ONE_LINE, holding, noted, order, reading

LINE = "LIN+1++9520007000106:EN"


class TestFunctions:
    @pytest.mark.parametrize(
        ("code", "kind", "holds"),
        [
            ("", OrderKind.ORDER, False),
            ("9", OrderKind.ORDER, False),
            ("1", OrderKind.CANCEL, False),
            ("4", OrderKind.CHANGE, True),
            ("5", OrderKind.CHANGE, True),
            ("7", OrderKind.ORDER, True),
            ("16", OrderKind.ORDER, True),
            ("17", OrderKind.CANCEL, True),
            ("20", OrderKind.CHANGE, True),
            ("31", OrderKind.ORDER, True),
            ("46", OrderKind.ORDER, True),
            ("99", OrderKind.ORDER, True),
        ],
    )
    def test_the_function_decides_what_an_orders_message_is(self, code: str, kind: OrderKind, *, holds: bool) -> None:
        read = reading(f"BGM+220+PO-1+{code}", LINE, "QTY+21:1")
        assert kind is read.kind
        assert holds == (FindingCode.FUNCTION_NOT_ORIGINAL in [found for found, _ in holding(read)])

    @pytest.mark.parametrize("name", ["221", "227", "22E", "999"])
    def test_a_document_that_is_no_ordinary_order_holds(self, name: str) -> None:
        assert [(FindingCode.MESSAGE_TYPE, "")] == holding(reading(f"BGM+{name}+PO-1+9", *ONE_LINE))

    def test_the_document_name_may_be_a_composite(self) -> None:
        assert [] == holding(reading("BGM+220::9:ORDERS+PO-1+9", *ONE_LINE))


class TestChanges:
    SEGMENTS = ("BGM+230+CH-1+9", "RFF+ON:PO-7")

    def change(self, *segments: str):
        return reading(*self.SEGMENTS, *segments, type_="ORDCHG:D:96A:UN")

    def test_a_change_names_the_order_by_reference(self) -> None:
        read = self.change("LIN+1+3+9520007000106:EN", "QTY+21:12:PCE")
        assert ("PO-7", "CH-1") == (read.po_number.value, read.change_number.value)

    @pytest.mark.parametrize(
        ("code", "action"),
        [("1", LineAction.ADD), ("2", LineAction.CANCEL), ("3", LineAction.CHANGE), ("5", LineAction.NONE)],
    )
    def test_each_line_says_what_is_to_be_done(self, code: str, action: LineAction) -> None:
        (line,) = self.change(f"LIN+1+{code}+9520007000106:EN", "QTY+21:12:PCE").lines
        assert action is line.action.value

    def test_not_accepted_with_nothing_ordered_is_a_doubtful_cancellation(self) -> None:
        read = self.change("LIN+1+7+9520007000106:EN", "QTY+21:0:PCE")
        assert (LineAction.CANCEL, Confidence.DOUBTFUL) == (read.lines[0].action.value, read.lines[0].action.confidence)
        assert (FindingCode.AMBIGUOUS_VALUE, "lines[0].action") in holding(read)

    def test_the_line_is_the_one_referred_to_not_the_count(self) -> None:
        first, second = self.change("LIN+1+3", "RFF+ON:PO-7:40", "LIN+2+3", "RFF+LI:50").lines
        assert ("40", "50") == (first.line_no.value, second.line_no.value)

    def test_a_line_of_another_order_holds(self) -> None:
        read = self.change("LIN+1+3", "RFF+ON:PO-8:40")
        assert [(FindingCode.AMBIGUOUS_VALUE, "lines[0].line_no")] == holding(read)


class TestContext:
    def test_a_date_behind_a_reference_is_the_reference_s(self) -> None:
        assert order("RFF+CT:C-1", "DTM+171:20250101:102", *ONE_LINE).requested_delivery_date is None

    def test_a_delivery_date_is_the_order_s_wherever_it_stands_in_the_heading(self) -> None:
        read = order("RFF+CT:C-1", "DTM+2:20260310:102", *ONE_LINE)
        assert date(2026, 3, 10) == read.requested_delivery_date.value

    def test_references_of_a_party_are_not_the_order_s(self) -> None:
        read = reading("BGM+230+CH-1+9", "NAD+SU+1::9", "RFF+ON:THEIRS", type_="ORDCHG:D:96A:UN")
        assert "CH-1" == read.po_number.value

    def test_totals_without_a_section_control_are_not_the_last_line_s(self) -> None:
        read = order(*ONE_LINE, "MOA+203:45.00", "MOA+79:45.00", "CNT+2:1")
        assert (Decimal("45.00"), Decimal("45.00")) == (read.lines[0].line_total.value, read.total_net.value)

    def test_a_line_amount_behind_an_allowance_is_still_the_line_s(self) -> None:
        read = order(*ONE_LINE, "ALC+A", "PCD+1:5", "MOA+8:2.00", "MOA+203:45.00")
        assert Decimal("45.00") == read.lines[0].line_total.value

    def test_a_window_stays_a_window(self) -> None:
        read = order("DTM+64:20260309:102", "DTM+63:20260313:102", *ONE_LINE)
        assert read.requested_delivery_date is None
        assert (date(2026, 3, 9), date(2026, 3, 13)) == (
            read.earliest_delivery_date.value,
            read.latest_delivery_date.value,
        )

    def test_the_order_date_is_never_a_delivery_date(self) -> None:
        assert reading("BGM+220+PO-1+9", "DTM+2:20260310:102", *ONE_LINE).order_date is None

    @pytest.mark.parametrize(
        ("sent", "expected"),
        [
            ("20260302:102", date(2026, 3, 2)),
            ("260302:101", date(2026, 3, 2)),
            ("202603021430:203", date(2026, 3, 2)),
            ("20260302143000:204", date(2026, 3, 2)),
            ("202603021430+01:303", date(2026, 3, 2)),
            ("20260302", date(2026, 3, 2)),
            ("2026030220260302:718", date(2026, 3, 2)),
        ],
    )
    def test_dates_are_read_by_their_format(self, sent: str, expected: date) -> None:
        released = sent.replace("+", "?+")
        assert expected == reading("BGM+220+PO-1+9", f"DTM+137:{released}", *ONE_LINE).order_date.value

    @pytest.mark.parametrize(
        "sent",
        ["202154:616", "202613:610", "2026:602", "20260231:102", "260302", "x:102", "261112:102", "20101202:101"],
    )
    def test_what_is_no_day_is_no_date_and_holds(self, sent: str) -> None:
        read = order(f"DTM+2:{sent}", *ONE_LINE)
        assert read.requested_delivery_date is None
        assert [(FindingCode.INVALID_VALUE, "requested_delivery_date")] == holding(read)

    @pytest.mark.parametrize("sent", [":102", "00000000:102", "1000:401"])
    def test_no_day_at_all_is_none(self, sent: str) -> None:
        read = order(f"DTM+2:{sent}", *ONE_LINE)
        assert (None, []) == (read.requested_delivery_date, holding(read))

    def test_a_time_of_day_beside_the_date_is_no_second_date(self) -> None:
        read = order("DTM+2:20260310:102", "DTM+2:1000:401", *ONE_LINE)
        assert date(2026, 3, 10) == read.requested_delivery_date.value
        assert [] == holding(read)

    @pytest.mark.parametrize(
        ("sent", "first", "last"),
        [
            ("202611:616", (2026, 3, 9), (2026, 3, 15)),
            ("2611:615", (2026, 3, 9), (2026, 3, 15)),
            ("202602:610", (2026, 2, 1), (2026, 2, 28)),
            ("2026030920260313:718", (2026, 3, 9), (2026, 3, 13)),
            ("20260309-20260313:718", (2026, 3, 9), (2026, 3, 13)),
            ("202603090800202603131600:719", (2026, 3, 9), (2026, 3, 13)),
        ],
    )
    def test_a_requested_period_is_the_window_of_the_delivery(
        self, sent: str, first: tuple[int, int, int], last: tuple[int, int, int]
    ) -> None:
        read = order(f"DTM+2:{sent}", *ONE_LINE)
        assert (date(*first), date(*last)) == (
            read.earliest_delivery_date.value, read.latest_delivery_date.value
        )  # fmt: skip
        assert (None, []) == (read.requested_delivery_date, holding(read))

    def test_a_requested_period_of_a_line_is_its_own_window(self) -> None:
        read = order(LINE, "QTY+21:5:PCE", "DTM+2:202611:616")
        assert [
            (DateMeaning.DELIVERY_NOT_BEFORE, date(2026, 3, 9)), (DateMeaning.DELIVERY_NOT_AFTER, date(2026, 3, 15)),
        ] == [(one.meaning, one.day.value) for one in read.lines[0].other_dates]  # fmt: skip
        assert (None, []) == (read.lines[0].requested_date, holding(read))

    @pytest.mark.parametrize(
        ("qualifier", "meaning"),
        [
            ("10", DateMeaning.SHIPMENT), ("37", DateMeaning.SHIPMENT_NOT_BEFORE), ("61", DateMeaning.CANCEL_AFTER),
            ("69", DateMeaning.DELIVERY_PROMISED), ("76", DateMeaning.DELIVERY_SCHEDULED),
            ("200", DateMeaning.COLLECTION), ("383", DateMeaning.CANCEL_UNLESS_SHIPPED_BY),
        ],
    )  # fmt: skip
    def test_another_kind_of_date_keeps_its_meaning(self, qualifier: str, meaning: DateMeaning) -> None:
        read = order(f"DTM+{qualifier}:20260310:102", *ONE_LINE)
        assert [(meaning, date(2026, 3, 10))] == [(one.meaning, one.day.value) for one in read.other_dates]
        assert (None, []) == (read.requested_delivery_date, holding(read))

    def test_two_days_of_one_meaning_hold(self) -> None:
        read = order("DTM+61:20260310:102", "DTM+61:20260312:102", *ONE_LINE)
        assert [(FindingCode.AMBIGUOUS_VALUE, "other_dates")] == holding(read)


class TestItems:
    def test_ids_go_by_their_qualifier(self) -> None:
        (line,) = order(LINE, "PIA+5+B-1:IN+S-1:SA", "QTY+21:1").lines
        assert ("9520007000106", "B-1", "S-1") == (line.gtin.value, line.buyer_item.value, line.supplier_item.value)

    def test_an_agency_stands_in_for_a_missing_qualifier(self) -> None:
        (line,) = order("LIN+1", "PIA+5+B-1:::92+S-1:::91", "QTY+21:1").lines
        assert ("B-1", "S-1") == (line.buyer_item.value, line.supplier_item.value)

    def test_a_product_id_comes_before_an_additional_one(self) -> None:
        (line,) = order("LIN+1", "PIA+1+S-2:SA", "PIA+5+S-1:SA", "QTY+21:1").lines
        assert "S-1" == line.supplier_item.value

    def test_a_substitute_is_never_the_item(self) -> None:
        read = order("LIN+1", "PIA+3+S-2:SA", "QTY+21:1")
        assert read.lines[0].supplier_item is None
        assert (FindingCode.UNREAD_CONTENT, "lines[0].item") in holding(read)

    def test_two_numbers_of_one_kind_hold(self) -> None:
        assert (FindingCode.AMBIGUOUS_VALUE, "lines[0].supplier_item") in holding(
            order("LIN+1", "PIA+5+S-1:SA", "PIA+5+S-2:SA", "QTY+21:1")
        )

    def test_an_isbn_of_ten_digits_becomes_its_gtin(self) -> None:
        assert "9780306406157" == gtin_of_isbn("0-306-40615-2")
        assert "9780804429573" == gtin_of_isbn("080442957X")
        assert "" == gtin_of_isbn("0306406153")

    def test_a_misspelt_qualifier_on_a_gtin_is_forgiven(self) -> None:
        assert "9520007000106" == order("LIN+1++9520007000106:SRS", "QTY+21:1").lines[0].gtin.value
        assert order("LIN+1++952000700010:SR", "QTY+21:1").lines[0].gtin is not None
        assert order("LIN+1++95200070001:SRS", "QTY+21:1").lines[0].gtin is None

    def test_a_description_is_joined_without_a_blank_only_where_the_piece_is_full(self) -> None:
        assert f"{'x' * 35}y z" == joined(("x" * 35, "y", "z"), 35)
        assert "Article" == order(LINE, "IMD+F+ANM+:::Article", "QTY+21:1").lines[0].description.value


class TestQuantitiesAndPrices:
    def test_the_contents_of_a_pack_are_not_the_quantity(self) -> None:
        line = order(LINE, "QTY+59:12:PCE", "QTY+21:4:CT").lines[0]
        assert (Decimal(4), "CT") == (line.quantity.value, line.uom.value)
        assert order(LINE, "QTY+59:12:PCE").lines[0].quantity is None

    @pytest.mark.parametrize("segment", ["QTY+192:1", "QTY+193:1", "ALC+A++++FG"])
    def test_free_goods_hold(self, segment: str) -> None:
        assert FindingCode.FREE_GOODS in [code for code, _ in holding(order(*ONE_LINE, segment))]

    def test_a_net_price_comes_before_a_gross_one_and_holds_its_allowances(self) -> None:
        read = order(LINE, "QTY+21:10:PCE", "PRI+AAB:5.00", "PRI+AAA:4.00", "ALC+A", "PCD+1:20")
        assert Decimal("4.00") == read.lines[0].unit_price.value
        assert [] == holding(read)
        assert [FindingCode.ALLOWANCE_OR_CHARGE] == [finding.code for finding in noted(read)]

    @pytest.mark.parametrize("amount", ["", "MOA+203:40.00"])
    def test_an_allowance_on_a_net_price_only_informs(self, amount: str) -> None:
        read = order(LINE, "QTY+21:10:PCE", "PRI+AAA:4.00", "ALC+A", "PCD+1:20", *filter(None, [amount]))
        assert ([], None, ()) == (holding(read), read.lines[0].discount_percent, read.lines[0].allowances)

    def test_an_allowance_that_the_line_amount_has_beside_a_net_price_goes_along(self) -> None:
        read = order(LINE, "QTY+21:10:PCE", "MOA+203:38.00", "PRI+AAA:4.00", "ALC+A++++DI:::Discount", "MOA+204:2.00")
        (allowance,) = read.lines[0].allowances
        assert (False, Decimal("2.00"), "DI", "Discount") == (
            allowance.is_charge, allowance.amount.value, allowance.code.value, allowance.reason.value
        )  # fmt: skip
        assert [] == holding(read)

    def test_an_allowance_that_explains_no_amount_holds(self) -> None:
        read = order(LINE, "QTY+21:10:PCE", "MOA+203:38.00", "PRI+AAA:4.00", "ALC+A", "MOA+204:3.00")
        assert [(FindingCode.ALLOWANCE_OR_CHARGE, "lines[0]")] == holding(read)

    def test_the_one_discount_of_a_gross_price_goes_with_it(self) -> None:
        read = order(LINE, "QTY+21:10:PCE", "PRI+AAB:5.00::SRP", "ALC+A", "PCD+1:20")
        assert (Decimal("5.00"), Decimal(20)) == (
            read.lines[0].unit_price.value, read.lines[0].discount_percent.value
        )  # fmt: skip
        assert [] == holding(read)

    @pytest.mark.parametrize(
        "alc", [("ALC+C", "PCD+2:5"), ("ALC+A", "PCD+1:20", "ALC+A", "PCD+1:5"), ("ALC+A", "MOA+204:2"), ("ALC+A",)]
    )
    def test_what_changes_a_gross_price_otherwise_holds(self, alc: tuple[str, ...]) -> None:
        read = order(LINE, "QTY+21:10:PCE", "PRI+AAB:5.00", *alc)
        assert (FindingCode.ALLOWANCE_OR_CHARGE, "lines[0]") in holding(read)

    def test_a_discount_of_no_price_holds(self) -> None:
        read = order(LINE, "QTY+21:10:PCE", "ALC+A", "PCD+1:20")
        assert [(FindingCode.ALLOWANCE_OR_CHARGE, "lines[0]")] == holding(read)

    def test_allowances_of_the_order_go_along_where_its_total_has_them(self) -> None:
        alc = ("ALC+C++++FC", "MOA+23:9", "ALC+A++++DI", "MOA+204:4")
        read = order(*alc, *ONE_LINE, "MOA+203:45", "UNS+S", "MOA+79:45", "MOA+125:50")
        assert (Decimal(9), [Decimal(4)]) == (read.freight.value, [one.amount.value for one in read.allowances])
        assert (Decimal(50), []) == (read.total_net.value, holding(read))

    def test_a_price_per_hundred_keeps_its_basis(self) -> None:
        line = order(LINE, "QTY+21:500:PCE", "PRI+AAA:13.31:::100").lines[0]
        assert (Decimal("13.31"), Decimal(100)) == (line.unit_price.value, line.price_basis.value)

    def test_a_basis_of_zero_is_none(self) -> None:
        assert order(LINE, "QTY+21:5:PCE", "PRI+AAA:1:::0").lines[0].price_basis is None

    @pytest.mark.parametrize(("unit", "holds"), [("KGM", True), ("PCE", False), ("C62", False), ("EA", False)])
    def test_a_price_for_another_unit_holds(self, unit: str, *, holds: bool) -> None:
        read = order(LINE, "QTY+21:48:PCE", f"PRI+AAA:14.58:CT:AAE:1:{unit}")
        assert holds == (FindingCode.PRICE_UNIT in [code for code, _ in holding(read)])

    @pytest.mark.parametrize("price", ["AAE:2.00", "AAF:2.00", "INF:2.00", "AAB:2.00::SRP", "QQQ:2.00"])
    def test_a_price_that_is_not_to_be_billed_holds(self, price: str) -> None:
        assert [(FindingCode.AMBIGUOUS_VALUE, "lines[0].unit_price")] == holding(
            order(LINE, "QTY+21:1", f"PRI+{price}")
        )

    def test_two_different_net_prices_hold(self) -> None:
        read = order(LINE, "QTY+21:1", "PRI+AAA:2.00", "PRI+AAA:1.80")
        assert [(FindingCode.AMBIGUOUS_VALUE, "lines[0].unit_price")] == holding(read)

    @pytest.mark.parametrize(
        ("sent", "expected"),
        [("1.5", "1.5"), ("1,5", "1.5"), ("-3", "-3"), ("3-", "-3"), ("+4", "4"), (".5", "0.5"), ("007", "7")],
    )
    def test_numbers_take_either_decimal_mark_and_a_sign_on_either_side(self, sent: str, expected: str) -> None:
        assert Decimal(expected) == decimal(sent)

    @pytest.mark.parametrize("sent", ["", "1.2.3", "1,234.5", "1e9", "NaN", "Infinity", "--1", "-1-", "12 000", "٣"])
    def test_what_is_no_number_is_none(self, sent: str) -> None:
        assert decimal(sent) is None

    def test_a_mark_that_may_group_thousands_is_doubtful(self) -> None:
        assert grouping_possible("1,500", ".")
        assert not grouping_possible("1.500", ".")
        assert not grouping_possible("0,500", ".")
        assert not grouping_possible("1,50", ".")


class TestParties:
    def test_goods_go_to_the_delivery_party_and_never_by_default_to_the_buyer(self) -> None:
        assert "D" == order("NAD+BY+B::9", "NAD+ST+S::9", "NAD+DP+D::9", *ONE_LINE).ship_to.id.value
        assert "S" == order("NAD+BY+B::9", "NAD+ST+S::9", *ONE_LINE).ship_to.id.value
        assert order("NAD+BY+B::9", *ONE_LINE).ship_to is None

    def test_ids_of_different_agencies_are_aliases_of_one_party(self) -> None:
        read = order("NAD+BY+B::91", "NAD+BY+9520000001001::9++Name GmbH", *ONE_LINE)
        assert ("B", "SELLER", "Name GmbH") == (read.buyer.id.value, read.buyer.id_scheme, read.buyer.name.value)
        assert [] == holding(read)

    def test_a_delivery_place_stands_in_for_a_party_that_is_not_named(self) -> None:
        place = order("NAD+BY+B::9", "LOC+7+P::9", *ONE_LINE).ship_to
        assert ("P", "GLN") == (place.id.value, place.id_scheme)
        assert "D" == order("NAD+BY+B::9", "LOC+7+P::9", "NAD+DP+D::9", *ONE_LINE).ship_to.id.value

    def test_a_line_with_a_place_of_its_own_holds_and_one_with_the_order_s_place_does_not(self) -> None:
        heading = "NAD+DP+D::9"
        assert [] == holding(order(heading, *ONE_LINE, "NAD+DP+D::9"))
        assert [(FindingCode.SPLIT_DELIVERY, "lines[0].deliveries")] == holding(
            order(heading, *ONE_LINE, "NAD+DP+E::9")
        )

    def test_a_zero_charge_is_shown_and_does_not_hold(self) -> None:
        assert [] == holding(order("ALC+C++++FC", "MOA+23:0", *ONE_LINE))
        assert [(FindingCode.ALLOWANCE_OR_CHARGE, "freight")] == holding(order("ALC+C++++FC", "MOA+23:9", *ONE_LINE))


class TestTexts:
    @pytest.mark.parametrize(
        ("segment", "holds"),
        [
            ("FTX+AAI+++SIB?: G4325010", False),
            ("FTX+AFM+1++The Art of Delivery", False),
            ("FTX+ZZZ++21::92", False),
            ("FTX+AAI+++Line 2 cancelled", True),
            ("FTX+GEN+++Bitte nicht vor Montag", True),
            ("FTX+DIN+++Ramp 3", True),
        ],
    )
    def test_texts_that_may_instruct_hold_and_all_are_shown(self, segment: str, *, holds: bool) -> None:
        read = order(segment, *ONE_LINE)
        assert 1 == len(read.notes)
        assert holds == bool(holding(read))

    def test_the_control_total_of_lines_is_checked(self) -> None:
        assert [] == holding(order(*ONE_LINE, "UNS+S", "CNT+2:1", "CNT+1:10"))
        assert [(FindingCode.LINE_COUNT, "lines")] == holding(order(*ONE_LINE, "UNS+S", "CNT+2:2"))


@pytest.mark.parametrize(
    ("segments", "read"),
    [
        (["TOD+3++DDP"], "DDP"),
        (["TOD+6++FCA", "LOC+1+NLRTM::6:Rotterdam"], "FCA Rotterdam"),
        (["TOD+6++DAP", "LOC+1+9520000000042::9"], "DAP 9520000000042"),
        (["TOD+6++:::frei Haus"], "frei Haus"),
        # A function without terms says nothing of them; the place of another function is none of theirs
        (["TOD+6"], None),
        (["TOD+6", "TOD+3++CIP", "LOC+5+DEHAM"], "CIP"),
    ],
)
def test_terms_of_delivery_are_read_with_their_place(segments: list[str], read: str | None) -> None:
    terms = order(*segments, *ONE_LINE).delivery_terms
    assert read == (terms and terms.value)


@pytest.mark.parametrize(
    ("segments", "read"),
    [
        # Words come before codes
        (["PAT+1+6:::30 Tage netto+5:3:D:45"], "30 Tage netto"),
        (["PAT+1++5:3:D:30"], "30 days net"),
        (["PAT+3++5:3:M:1"], "1 month net"),
        (["PAT+22++5:3:D:10", "PCD+12:2", "PAT+1++5:3:D:30"], "2 % 10 days, 30 days net"),
        (["PAT+1++5:3:D:30", "PAT+22++5:3:D:10", "PCD+12:2.5"], "2.5 % 10 days, 30 days net"),
        # From another day, in working days, without a number, or beside something that is not understood
        (["PAT+1++66:3:D:30"], None),
        (["PAT+1++5:3:WD:30"], None),
        (["PAT+1++5:3:D:x"], None),
        (["PAT+22++5:3:D:10"], None),
        (["PAT+3++5:3:D:10", "PCD+12:2"], "2 % 10 days"),
        (["PAT+1++5:3:D:30", "PAT+20"], None),
    ],
)
def test_terms_of_payment_are_read_as_words_or_codes(segments: list[str], read: str | None) -> None:
    terms = order(*segments, *ONE_LINE).payment_terms
    assert read == (terms and terms.value)


def test_what_goes_into_no_field_is_listed_and_does_not_hold() -> None:
    read = order("RFF+PD:50515", "TOD+3", *ONE_LINE, "PAC+2++CT")
    assert [] == holding(read)
    assert ["RFF+PD:50515, TOD+3, PAC+2++CT"] == [finding.found for finding in noted(read)]


def test_a_plain_order_has_no_findings_at_all() -> None:
    assert () == order(*ONE_LINE, "UNS+S", "CNT+2:1").findings
