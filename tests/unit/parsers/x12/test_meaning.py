"""What segments mean by their qualifiers and by the loop they stand in."""

from datetime import date
from decimal import Decimal

import pytest

from orders.conditions import DateMeaning, PlaceRole
from orders.findings import FindingCode
from orders.places import goes_to_places
from orders.reading import LineAction, OrderKind
from parsers.x12.other_dates import OTHER_DATES
from tests.unit.parsers.x12.messages import (
    HEAD,
    ONE_LINE,
    change,
    holding,
    interchange,
    noted,
    order,
    parsed,
    reading,
    transaction,
)


class TestPurpose:
    @pytest.mark.parametrize(
        ("code", "kind", "holds"),
        [
            ("00", OrderKind.ORDER, False),
            ("01", OrderKind.CANCEL, False),
            ("04", OrderKind.CHANGE, True),
            ("05", OrderKind.CHANGE, True),
            ("06", OrderKind.ORDER, True),
            ("07", OrderKind.ORDER, True),
            ("ZZ", OrderKind.ORDER, True),
        ],
    )
    def test_the_purpose_decides_what_an_850_is(self, code: str, kind: OrderKind, *, holds: bool) -> None:
        read = reading(f"BEG*{code}*SA*PO-1**20260302", *ONE_LINE)
        assert kind is read.kind
        assert holds == (FindingCode.FUNCTION_NOT_ORIGINAL in [found for found, _ in holding(read)])

    @pytest.mark.parametrize("type_", ["DS", "RO", "RL", "EO", "RE"])
    def test_what_is_ordered_in_another_way_is_noted(self, type_: str) -> None:
        read = reading(f"BEG*00*{type_}*PO-1**20260302", *ONE_LINE)
        assert ([], [FindingCode.MESSAGE_TYPE]) == (holding(read), [finding.code for finding in noted(read)])

    @pytest.mark.parametrize("type_", ["BK", "CN", "CF", "ST", "XX"])
    def test_what_is_no_ordinary_order_holds(self, type_: str) -> None:
        assert [(FindingCode.MESSAGE_TYPE, "")] == holding(reading(f"BEG*00*{type_}*PO-1**20260302", *ONE_LINE))

    def test_a_release_of_a_blanket_order_has_both_numbers(self) -> None:
        read = reading("BEG*00*RL*PO-1*17*20260302*CON-9", *ONE_LINE)
        assert ("PO-1", "17", "CON-9") == (read.po_number.value, read.release.value, read.contract.value)
        assert [] == holding(read)

    def test_what_is_not_production_data_is_a_test(self) -> None:
        (read,) = parsed(interchange(transaction(*HEAD, *ONE_LINE), usage="T")).readings
        assert read.test


class TestHeading:
    def test_parties_are_told_by_their_role_and_keep_who_numbered_them(self) -> None:
        read = order(
            "N1*BY*Brightwater Corp*1*952110010", "N3*1 Mill Road*Unit 4", "N4*Springfield*IL*62701*US",
            "N1*ST*Brightwater DC*92*0042", "N2*Receiving", "N3*9 Depot Way", "N4*Peoria*IL*61602",
            "N1*BT**UL*9521100100014", "N1*SE*Ordermill", *ONE_LINE,
        )  # fmt: skip
        assert ("Brightwater Corp", "1 Mill Road, Unit 4", "Springfield", "IL", "62701", "US", "952110010", "DUNS") == (
            read.buyer.name.value, read.buyer.street.value, read.buyer.city.value, read.buyer.region.value,
            read.buyer.postcode.value, read.buyer.country.value, read.buyer.id.value, read.buyer.id_scheme,
        )  # fmt: skip
        assert ("Brightwater DC, Receiving", "9 Depot Way", "0042", "BUYER") == (
            read.ship_to.name.value, read.ship_to.street.value, read.ship_to.id.value, read.ship_to.id_scheme,
        )  # fmt: skip
        assert ("GLN", "Ordermill") == (read.bill_to.id_scheme, read.supplier.name.value)
        assert [] == holding(read)

    def test_bill_and_ship_to_is_both(self) -> None:
        read = order("N1*BS**11*ABC123451", *ONE_LINE)
        assert read.ship_to == read.bill_to

    def test_a_street_may_stand_among_the_names(self) -> None:
        read = order("N1*ST*Brightwater DC", "N2*9 Depot Way", *ONE_LINE)
        assert ("Brightwater DC", "9 Depot Way") == (read.ship_to.name.value, read.ship_to.street.value)

    @pytest.mark.parametrize(
        "segments",
        [
            ("N1*BY*Buyer*92*1", "N3*1 Mill Road", "N1*ST*DC*92*2", "N4*Springfield*IL*62701", "N3*9 Depot Way"),
            ("N1*BY*Buyer*92*1", "N3*1 Mill Road", "N4*Springfield*IL*62701", "N4*Peoria*IL*61602"),
            ("N1*ST*DC*92*2", "N3*9 Depot Way", "N1*BT*Accounts*92*3", "N4*Peoria*IL*61602"),
        ],
    )
    def test_an_address_out_of_sequence_holds(self, segments: tuple[str, ...]) -> None:
        assert [(FindingCode.AMBIGUOUS_VALUE, "ship_to")] == holding(order(*segments, *ONE_LINE))

    def test_loops_of_one_party_are_merged_and_of_two_hold(self) -> None:
        twice = order("N1*ST*DC*92*2", "N1*ST*DC*92*2", "N4*Peoria*IL*61602", *ONE_LINE)
        assert "61602" == twice.ship_to.postcode.value
        assert [] == holding(twice)
        two = order("N1*ST*DC*92*2", "N1*ST*Store*92*3", *ONE_LINE)
        assert [(FindingCode.AMBIGUOUS_VALUE, "ship_to")] == holding(two)

    @pytest.mark.parametrize(
        ("code", "role"),
        [("Z7", PlaceRole.MARK_FOR), ("MA", PlaceRole.MARK_FOR), ("EN", PlaceRole.FINAL_DESTINATION)],
    )
    def test_a_place_beside_the_ship_to_goes_along_and_is_told(self, code: str, role: PlaceRole) -> None:
        read = order("N1*ST*DC*92*1", f"N1*{code}*Store*92*77", *ONE_LINE)
        assert [(role, "77")] == [(one.role, one.party.id.value) for one in read.other_places]
        assert ("1", []) == (read.ship_to.id.value, holding(read))
        assert "other_places" in [finding.path for finding in noted(read)]

    @pytest.mark.parametrize(
        "parties", [("N1*Z7*Store*92*77",), ("N1*ST*DC*92*1", "N1*Z7*Store*92*77", "N1*EN*Ann Lee*92*78")]
    )
    def test_a_place_without_a_ship_to_holds_and_so_do_several(self, parties: tuple[str, ...]) -> None:
        assert {(FindingCode.AMBIGUOUS_VALUE, "ship_to")} == set(holding(order(*parties, *ONE_LINE)))

    @pytest.mark.parametrize(
        ("sent", "day"),
        [
            ("20260316", date(2026, 3, 16)),
            ("260316", date(2026, 3, 16)),
            ("980316***19", date(1998, 3, 16)),
            ("260316***20", date(2026, 3, 16)),
        ],
    )
    def test_dates_have_four_digits_for_the_year_or_two_and_a_century(self, sent: str, day: date) -> None:
        read = reading(HEAD[0], f"DTM*002*{sent}", *ONE_LINE)
        assert day == read.requested_delivery_date.value

    def test_what_is_no_date_holds(self) -> None:
        read = reading(HEAD[0], "DTM*002*20261316", *ONE_LINE)
        assert [(FindingCode.INVALID_VALUE, "requested_delivery_date")] == holding(read)

    def test_a_window_stays_a_window(self) -> None:
        read = reading(HEAD[0], "DTM*064*20260310", "DTM*063*20260314", *ONE_LINE)
        assert (None, date(2026, 3, 10), date(2026, 3, 14)) == (
            read.requested_delivery_date, read.earliest_delivery_date.value, read.latest_delivery_date.value,
        )  # fmt: skip

    @pytest.mark.parametrize(("qualifier", "meaning"), sorted(OTHER_DATES.items()))
    def test_another_date_goes_along_with_its_meaning_and_is_none_of_delivery(
        self, qualifier: str, meaning: DateMeaning
    ) -> None:
        read = reading(HEAD[0], f"DTM*{qualifier}*20260310", *ONE_LINE)
        assert [(meaning, date(2026, 3, 10))] == [(one.meaning, one.day.value) for one in read.other_dates]
        assert (None, []) == (read.requested_delivery_date, holding(read))
        assert "other_dates" in [finding.path for finding in noted(read)]

    def test_two_dates_of_one_meaning_hold_and_so_does_a_week(self) -> None:
        assert [(FindingCode.AMBIGUOUS_VALUE, "other_dates")] == holding(
            order("DTM*010*20260310", "DTM*010*20260311", *ONE_LINE)
        )
        assert [(FindingCode.AMBIGUOUS_VALUE, "requested_delivery_date")] == holding(
            order("DTM*077*20260310", *ONE_LINE)
        )

    def test_the_window_of_a_line_goes_along_with_it(self) -> None:
        (line,) = order(*ONE_LINE, "DTM*064*20260310", "DTM*063*20260314").lines
        assert [DateMeaning.DELIVERY_NOT_BEFORE, DateMeaning.DELIVERY_NOT_AFTER] == [
            one.meaning for one in line.other_dates
        ]

    def test_another_date_of_a_change_holds(self) -> None:
        read = change("DTM*010*20260310", "POC*1*CA*60**EA*12.50**VN*A-1")
        assert [(FindingCode.AMBIGUOUS_VALUE, "other_dates")] == holding(read)

    @pytest.mark.parametrize(
        ("segment", "text"), [("CSH*SC", "Ship complete (SC)"), ("CSH*P4", "Do not ship early (P4)")]
    )
    def test_a_condition_of_the_sale_is_a_text_of_the_order(self, segment: str, text: str) -> None:
        read = order(segment, *ONE_LINE)
        assert ([text], []) == ([note.value for note in read.notes], holding(read))

    @pytest.mark.parametrize("segment", ["CSH*C", "CSH*ZZ", "CSH*SC*1*50000", "CSH*P4****20260401"])
    def test_a_condition_that_speaks_of_money_or_is_not_known_holds(self, segment: str) -> None:
        assert [(FindingCode.UNREAD_CONTENT, "notes")] == holding(order(segment, *ONE_LINE))

    def test_the_contact_is_the_first_that_says_something(self) -> None:
        read = order("PER*BD*Ann Lee*TE*555 0100*EM*ann@brightwater.example", *ONE_LINE)
        person = read.buyer_contact
        assert ("Ann Lee", "555 0100", "ann@brightwater.example") == (
            person.name.value, person.phone.value, person.email.value,
        )  # fmt: skip

    @pytest.mark.parametrize(
        ("segment", "words"),
        [
            ("ITD*01*3*2**45**46", "2% 45 days, net 46 days"),
            ("ITD*05*2*****90", "net 90 days"),
            ("ITD*01*15**********Net 60 from receipt", "Net 60 from receipt"),
        ],
    )
    def test_terms_of_payment_are_as_people_write_them(self, segment: str, words: str) -> None:
        assert words == order(segment, *ONE_LINE).payment_terms.value

    def test_terms_of_delivery_are_an_incoterm_with_its_place(self) -> None:
        assert "CIF Rotterdam" == order("FOB*PP*OA*Rotterdam*01*CIF", *ONE_LINE).delivery_terms.value
        assert order("FOB*PP*OR", *ONE_LINE).delivery_terms is None

    def test_two_currencies_hold(self) -> None:
        assert "CAD" == order("CUR*BY*CAD", *ONE_LINE).currency.value
        assert [(FindingCode.AMBIGUOUS_VALUE, "currency")] == holding(order("CUR*BY*CAD", "CUR*SE*USD", *ONE_LINE))


class TestLines:
    def test_the_pairs_of_numbers_come_in_any_order_and_with_gaps(self) -> None:
        (line,) = order("PO1*1*1*EA*125*UM*SK*46234***VN*MT644*****UP*952110010015", "PID*F****Mirror").lines
        assert ("46234", "MT644", "952110010015", "Mirror") == (
            line.buyer_item.value, line.supplier_item.value, line.gtin.value, line.description.value,
        )  # fmt: skip

    def test_a_case_code_counts_where_its_check_digit_holds(self) -> None:
        valid, invalid = order("PO1*1*1*CA*5**UA*036000291452", "PO1*2*1*CA*5**UA*036000291453").lines
        assert ("036000291452", None) == (valid.gtin.value, invalid.gtin)

    def test_two_numbers_of_one_meaning_hold(self) -> None:
        assert [(FindingCode.AMBIGUOUS_VALUE, "lines[0].supplier_item")] == holding(
            order("PO1*1*1*EA*5**VN*A-1*VN*A-2")
        )

    def test_lin_names_the_item_too(self) -> None:
        (line,) = order("PO1*1*1*EA*5", "LIN**VN*A-1").lines
        assert "A-1" == line.supplier_item.value

    @pytest.mark.parametrize(
        ("basis", "units"), [("", None), ("PE", None), ("HP", "100"), ("TP", "1000"), ("PD", "12"), ("TC", "100")]
    )
    def test_the_basis_says_for_how_many_the_price_is(self, basis: str, units: str | None) -> None:
        (line,) = order(f"PO1*1*200*EA*12.5*{basis}*VN*A-1").lines
        assert (Decimal("12.5"), units and Decimal(units)) == (
            line.unit_price.value, line.price_basis and line.price_basis.value,
        )  # fmt: skip

    def test_a_price_for_a_pound_has_its_unit(self) -> None:
        (line,) = order("PO1*1*10*CA*2.82*PP*VN*A-1").lines
        assert "LBR" == line.price_uom.value

    @pytest.mark.parametrize("basis", ["SR", "RE", "XX"])
    def test_a_price_that_nobody_is_invoiced_holds(self, basis: str) -> None:
        assert [(FindingCode.AMBIGUOUS_VALUE, "lines[0].unit_price")] == holding(order(f"PO1*1*1*EA*9*{basis}*VN*A-1"))

    def test_a_line_without_a_price_takes_the_one_beside_it_but_never_that_of_the_shop(self) -> None:
        net, retail = order("PO1*1*1*EA***VN*A-1", "CTP*RS*NET*4.5", "PO1*2*1*EA***VN*A-2", "CTP*RS*RTL*9.9").lines
        assert (Decimal("4.5"), None) == (net.unit_price.value, retail.unit_price)

    def test_two_prices_that_differ_hold(self) -> None:
        assert [(FindingCode.AMBIGUOUS_VALUE, "lines[0].unit_price")] == holding(
            order("PO1*1*1*EA*5**VN*A-1", "CTP**CON*4.8")
        )

    def test_a_charge_has_two_implied_decimals_and_holds(self) -> None:
        read = order("SAC*C*D240***2050", *ONE_LINE)
        assert Decimal("20.50") == read.freight.value
        assert [(FindingCode.ALLOWANCE_OR_CHARGE, "freight")] == holding(read)

    @pytest.mark.parametrize("segment", ["SAC*N**ZZ*OHRO", "SAC*A*B280***0", "SAC*C*F050***0**0"])
    def test_a_charge_of_nothing_is_noted(self, segment: str) -> None:
        assert [] == holding(order(segment, *ONE_LINE))

    @pytest.mark.parametrize(
        ("basis", "sent", "percent"),
        [("SR", ".8", "20"), ("SR", ".57", "43"), ("CA", "1", "0"), ("SR", "0.625", "37.5")],
    )
    def test_a_discount_multiplier_says_what_is_left_of_the_shops_price(
        self, basis: str, sent: str, percent: str
    ) -> None:
        read = order(f"PO1*1*2*UN*10.50*{basis}*IB*0306406152", f"CTP******DIS*{sent}")
        (line,) = read.lines
        assert (Decimal("10.50"), Decimal(percent)) == (line.unit_price.value, line.discount_percent.value)
        assert [] == holding(read)

    @pytest.mark.parametrize(("basis", "sent"), [("PE", ".8"), ("SR", "0"), ("SR", "1.2"), ("SR", "80")])
    def test_a_multiplier_that_may_be_in_the_price_or_is_none_holds(self, basis: str, sent: str) -> None:
        held = holding(order(f"PO1*1*2*UN*10.50*{basis}*VN*A-1", f"CTP******DIS*{sent}"))
        assert (FindingCode.AMBIGUOUS_VALUE, "lines[0].discount_percent") in held

    def test_a_line_amount_says_whether_the_price_has_its_allowances_in_it(self) -> None:
        taken_off = order(*ONE_LINE, "SAC*A*C310***500", "AMT*1*40")
        included = order(*ONE_LINE, "SAC*A*C310***500", "AMT*1*45")
        assert ([Decimal("5.00")], []) == (
            [one.amount.value for one in taken_off.lines[0].allowances], holding(taken_off)
        )  # fmt: skip
        assert ((), []) == (included.lines[0].allowances, holding(included))
        assert [(FindingCode.ALLOWANCE_OR_CHARGE, "lines[0]")] == holding(order(*ONE_LINE, "SAC*A*C310***500"))

    def test_charges_that_explain_the_total_go_along(self) -> None:
        read = order("SAC*C*D240***2050", "SAC*A*C310***500", *ONE_LINE, "CTT*1", "AMT*TT*60.50")
        assert (Decimal("20.50"), [Decimal("5.00")]) == (
            read.freight.value,
            [one.amount.value for one in read.allowances],
        )
        assert [] == holding(read)

    def test_what_a_line_includes_is_told(self) -> None:
        assert [] == holding(order(*ONE_LINE, "SLN*1**I*4*EA****VN*A-2"))

    @pytest.mark.parametrize("pair", ["N4*34567890123", "MG*M-77", "MF*M-77"])
    def test_a_makers_number_names_the_item_where_nothing_else_does(self, pair: str) -> None:
        (alone, beside) = order(f"PO1*1*1*EA*9**{pair}", f"PO1*2*1*EA*9**{pair}*VN*A-1").lines
        assert (pair.split("*")[1], "A-1") == (alone.supplier_item.value, beside.supplier_item.value)

    @pytest.mark.parametrize("isbn", ["0306406152", "9780306406157"])
    def test_an_isbn_is_a_gtin(self, isbn: str) -> None:
        (line,) = order(f"PO1*1*1*EA*9**IB*{isbn}").lines
        assert "9780306406157" == line.gtin.value

    def test_an_isbn_that_is_none_names_nothing(self) -> None:
        (line,) = order("PO1*1*1*EA*9**IB*0306406153").lines
        assert (None, None) == (line.gtin, line.supplier_item)

    def test_of_two_numbers_of_the_buyer_the_one_that_all_lines_have_counts(self) -> None:
        first, second = order("PO1*1*1*EA*9**SK*100*VN*A-1", "PO1*2*1*EA*9**IN*2050051923474*SK*200").lines
        assert ("100", "200") == (first.buyer_item.value, second.buyer_item.value)

    @pytest.mark.parametrize(
        "segment", ["SLN*1**A*4*EA", "SLN*1**I*4*EA*2.50", "IT8*Z", "PO3*CS*20260401", "DIS*001*ZZ*3*5"]
    )
    def test_what_may_change_a_line_and_is_not_read_holds(self, segment: str) -> None:
        ((code, path),) = holding(order(*ONE_LINE, segment))
        assert (FindingCode.UNREAD_CONTENT, "lines[0]") == (code, path.removesuffix(".notes"))

    def test_texts_that_belong_together_are_one_and_may_ask_for_something(self) -> None:
        read = order("N9*L1**BUYER MESSAGE", "MSG*Please cancel line", "MSG*4 of the last order", *ONE_LINE)
        assert ["BUYER MESSAGE Please cancel line 4 of the last order"] == [note.value for note in read.notes]
        assert [(FindingCode.FREE_TEXT, "notes")] == holding(read)


class TestDeliveries:
    def test_stores_are_deliveries_of_their_own(self) -> None:
        read = order("PO1*1*75*EA*4.50**VN*A-1", "SDQ*EA*92*0001*25*0002*50")
        (line,) = read.lines
        assert [("0001", Decimal(25)), ("0002", Decimal(50))] == [
            (each.ship_to.id.value, each.quantity.value) for each in line.deliveries
        ]
        assert (True, []) == (goes_to_places(line), holding(read))

    def test_stores_fill_several_segments_and_the_location_behind_them_is_none(self) -> None:
        pairs = "*".join(f"{store:04}*1" for store in range(1, 11))
        (line,) = order("PO1*1*12*EA*4.50**VN*A-1", f"SDQ*EA*92*{pairs}*DOCK", "SDQ*EA*92*0011*2").lines
        assert (11, Decimal(12), True) == (
            len(line.deliveries), sum(one.quantity.value for one in line.deliveries), goes_to_places(line)
        )  # fmt: skip

    def test_stores_in_another_unit_than_the_line_hold(self) -> None:
        read = order("PO1*1*75*CA*4.50**VN*A-1", "SDQ*EA*92*0001*25*0002*50")
        assert [(FindingCode.SPLIT_DELIVERY, "lines[0].deliveries")] == holding(read)

    def test_stores_that_do_not_add_up_make_no_places(self) -> None:
        (line,) = order("PO1*1*3*EA*4.50**VN*A-1", "SDQ*EA*92*0001*25*0002*50").lines
        assert not goes_to_places(line)

    def test_one_delivery_of_everything_is_the_line_with_its_date(self) -> None:
        read = order("PO1*1*10*EA*4.50**VN*A-1", "SCH*10*EA***002*20260320")
        (line,) = read.lines
        assert ((), date(2026, 3, 20)) == (line.deliveries, line.requested_date.value)
        assert [] == holding(read)

    def test_a_place_of_the_line_is_a_delivery(self) -> None:
        lines = ("N1*ST*DC*92*1", "PO1*1*10*EA*4.50**VN*A-1", "N1*ST*Store*92*77", "N4*Peoria*IL*61602")
        read = order(*lines, "PO1*2*5*EA*4.50**VN*A-1")
        (delivery,) = read.lines[0].deliveries
        assert ("77", Decimal(10), []) == (delivery.ship_to.id.value, delivery.quantity.value, holding(read))
        without = order(*lines[1:], "PO1*2*5*EA*4.50**VN*A-1")
        assert [(FindingCode.AMBIGUOUS_VALUE, "ship_to")] == holding(without)

    def test_a_place_that_all_lines_repeat_is_that_of_the_order(self) -> None:
        place = ("N1*ST*Store*92*77", "N4*Peoria*IL*61602")
        read = order("PO1*1*10*EA*4.50**VN*A-1", *place, "PO1*2*5*EA*4.50**VN*A-1", *place)
        assert ("77", [(), ()]) == (read.ship_to.id.value, [line.deliveries for line in read.lines])

    def test_a_ship_to_that_is_only_a_name_holds(self) -> None:
        assert [(FindingCode.AMBIGUOUS_VALUE, "ship_to")] == holding(order("N1*ST*Brightwater", *ONE_LINE))

    @pytest.mark.parametrize("date_", ["002", "010", "064"])
    def test_a_date_of_delivery_behind_a_reference_holds(self, date_: str) -> None:
        held = holding(order("N9*AH*77", f"DTM*{date_}*20260310", *ONE_LINE))
        assert [(FindingCode.AMBIGUOUS_VALUE, "requested_delivery_date")] == held


class TestTotals:
    def test_a_count_of_lines_that_is_too_high_holds_and_one_too_low_is_noted(self) -> None:
        assert [(FindingCode.LINE_COUNT, "lines")] == holding(order(*ONE_LINE, "CTT*2"))
        low = order(*ONE_LINE, "PO1*2*1*EA*5**VN*A-2", "CTT*1")
        assert [] == holding(low)
        assert FindingCode.LINE_COUNT in [finding.code for finding in noted(low)]

    def test_the_sum_of_the_quantities_is_compared(self) -> None:
        assert [] == holding(order(*ONE_LINE, "CTT*1*10"))
        assert [(FindingCode.LINE_COUNT, "lines"), (FindingCode.LINE_COUNT, "")] == holding(
            order(*ONE_LINE, "CTT*2*11")
        )
        wrong_sum = order(*ONE_LINE, "CTT*1*11")
        assert ([], [FindingCode.LINE_COUNT]) == (holding(wrong_sum), [finding.code for finding in noted(wrong_sum)])

    def test_a_line_that_follows_itself_holds_where_no_count_confirms_it(self) -> None:
        assert [(FindingCode.LINE_COUNT, "lines")] == holding(order(*ONE_LINE, *ONE_LINE, "CTT*1"))
        assert [] == holding(order(*ONE_LINE, *ONE_LINE, "CTT*2"))

    def test_an_order_without_totals_at_its_end_holds(self) -> None:
        (read,) = parsed(interchange(transaction(*HEAD, *ONE_LINE, *ONE_LINE, counted=False))).readings
        assert [FindingCode.TRUNCATED, FindingCode.AMBIGUOUS_VALUE] == [code for code, _ in holding(read)]

    @pytest.mark.parametrize("place", ["before", "after"])
    def test_the_total_is_read_wherever_it_stands(self, place: str) -> None:
        amount = "AMT*TT*45"
        segments = (amount, *ONE_LINE, "CTT*1") if place == "before" else (*ONE_LINE, "CTT*1", amount)
        assert Decimal(45) == order(*segments).total_net.value


class TestChanges:
    def test_a_change_names_its_order_and_has_a_number_of_its_own(self) -> None:
        read = change("POC*1*CA*60**EA*12.50**VN*A-1")
        assert (OrderKind.CHANGE, "PO-1", "2", date(2026, 3, 2)) == (
            read.kind, read.po_number.value, read.change_number.value, read.order_date.value,
        )  # fmt: skip

    @pytest.mark.parametrize(
        ("code", "action"),
        [("AI", LineAction.ADD), ("DI", LineAction.CANCEL), ("QD", LineAction.CHANGE), ("NC", LineAction.NONE)],
    )
    def test_each_line_says_what_is_to_be_done(self, code: str, action: LineAction) -> None:
        (line,) = change(f"POC*20*{code}*60*5*EA*12.50**VN*A-1").lines
        assert (action, "20", Decimal(60), "EA", Decimal("12.50")) == (
            line.action.value, line.line_no.value, line.quantity.value, line.uom.value, line.unit_price.value,
        )  # fmt: skip

    @pytest.mark.parametrize(("code", "word"), [("QI", "more"), ("QD", "less")])
    def test_the_quantity_is_taken_for_the_new_one_and_that_is_told(self, code: str, word: str) -> None:
        """670 of some senders says by how much; POC04 is what is still to come, and no quantity ordered."""
        read = change(f"POC*20*{code}*60*5*EA*12.50**VN*A-1")
        assert (Decimal(60), code) == (read.lines[0].quantity.value, read.lines[0].action_code.value)
        (told,) = [finding for finding in noted(read) if finding.path == "lines[0].quantity"]
        assert word in told.message

    def test_an_860_that_calls_itself_original_is_a_change_of_the_line_it_numbers(self) -> None:
        read = reading("BCH*00*DS*PO-1***20260302", "POC*0001*DI******PL*1", type_="860")
        assert (OrderKind.CHANGE, "0001", LineAction.CANCEL) == (
            read.kind, read.lines[0].line_no.value, read.lines[0].action.value
        )  # fmt: skip
        assert FindingCode.FUNCTION_NOT_ORIGINAL in [finding.code for finding in noted(read)]

    def test_a_date_in_the_place_of_the_number_of_the_change_is_none(self) -> None:
        read = reading("BCH*04*SA*PO-1**20260305", "POC*1*CA*60**EA*12.50**VN*A-1", type_="860")
        assert (None, None) == (read.change_number, read.order_date)
        assert "change_number" in [finding.path for finding in noted(read)]

    def test_the_date_of_the_change_is_not_that_of_the_order(self) -> None:
        read = reading("BCH*04*SA*PO-1**1*20260302*****20260309", "POC*1*CA*60**EA*12.50**VN*A-1", type_="860")
        assert date(2026, 3, 2) == read.order_date.value

    def test_a_code_that_is_not_known_holds(self) -> None:
        assert [(FindingCode.AMBIGUOUS_VALUE, "lines[0].action")] == holding(change("POC*1*XX*60**EA*12.50**VN*A-1"))


class TestGrocery:
    def test_an_875_is_an_order(self) -> None:
        read = reading(
            "G50*N*20260302*PO-1", "G62*02*20260316", "N1*ST*Brightwater DC*9*9521100100021",
            "G68*10*CA*4.50*036000291452*VN*A-1", "G69*Oat flakes", "G76*10*CA", type_="875",
        )  # fmt: skip
        (line,) = read.lines
        assert ("PO-1", date(2026, 3, 16)) == (read.po_number.value, read.requested_delivery_date.value)
        assert (Decimal(10), "CA", Decimal("4.50"), "036000291452", "A-1", "Oat flakes") == (
            line.quantity.value, line.uom.value, line.unit_price.value, line.gtin.value, line.supplier_item.value,
            line.description.value,
        )  # fmt: skip

    def test_an_allowance_of_an_875_holds_and_its_total_quantity_is_compared(self) -> None:
        head = ("G50*N*20260302*PO-1", "G62*02*20260316", "G61*BD*Nora Field*TE*555 0142")
        line = "G68*10*CA*4.50*036000291452*VN*A-1"
        read = reading(*head, line, "G72*1*02***.75", "G76*10*CA", type_="875")
        assert [(FindingCode.ALLOWANCE_OR_CHARGE, "lines[0]")] == holding(read)
        assert ("Nora Field", ()) == (read.buyer_contact.name.value, read.notes)
        less = reading(*head, line, "G76*20*CA", type_="875")
        assert [(FindingCode.LINE_COUNT, "lines")] == holding(less)


class TestAccounting:
    def test_what_is_no_order_is_named_and_the_orders_are_read(self) -> None:
        answer = parsed(
            interchange(transaction("BIG*20260302*1", type_="810"), transaction(*HEAD, *ONE_LINE, number="2"))
        )
        assert ["PO-1"] == [read.po_number.value for read in answer.readings]
        assert [(FindingCode.NO_ORDER, "810", False)] == [
            (finding.code, finding.found, finding.holds) for finding in answer.findings
        ]

    def test_a_set_of_a_type_that_is_not_read_holds(self) -> None:
        (finding,) = parsed(interchange(transaction("XXX*1", type_="123"))).findings
        assert (FindingCode.MESSAGE_TYPE, True) == (finding.code, finding.holds)

    @pytest.mark.parametrize("type_", ["830", "836", "853", "862", "864", "876", "940"])
    def test_a_set_that_may_ask_for_goods_or_hold_words_holds(self, type_: str) -> None:
        (finding,) = parsed(interchange(transaction("BFR*00", type_=type_))).findings
        assert (FindingCode.MESSAGE_TYPE, type_, True) == (finding.code, finding.found, finding.holds)

    @pytest.mark.parametrize("type_", ["810", "855", "856", "997", "999"])
    def test_a_set_that_asks_for_nothing_is_noted(self, type_: str) -> None:
        (finding, *_others) = parsed(interchange(transaction("BIG*1", type_=type_))).findings
        assert (FindingCode.NO_ORDER, type_, False) == (finding.code, finding.found, finding.holds)

    def test_segments_that_nothing_reads_are_shown(self) -> None:
        (finding,) = noted(order("TD5*A*92*P3**GROUND", *ONE_LINE))
        assert (FindingCode.UNREAD_CONTENT, "TD5*A*92*P3**GROUND") == (finding.code, finding.found)

    @pytest.mark.parametrize("segment", ["DTM*002*20260320", "N1*ST*DC*92*1", "CUR*BY*USD", "SAC*C*D240***2050"])
    def test_a_segment_of_the_heading_behind_the_lines_holds(self, segment: str) -> None:
        assert (FindingCode.UNREAD_CONTENT, "") in holding(order(*ONE_LINE, "CTT*1", segment))

    def test_parties_of_other_roles_are_shown(self) -> None:
        (finding,) = noted(order("N1*MI*Material control*92*MC1", *ONE_LINE))
        assert "N1*MI*Material control*92*MC1" == finding.found

    @pytest.mark.parametrize("version", ["003010", "003040", "004010", "004010VICS", "005010", "007040"])
    def test_the_version_of_the_group_and_not_of_the_interchange_decides_nothing_else(self, version: str) -> None:
        content = interchange(transaction(*HEAD, *ONE_LINE)).replace(b"*X*004010~", f"*X*{version}~".encode())
        (read,) = parsed(content.replace(b"*U*00401*", b"*U*00200*")).readings
        assert ("PO-1", []) == (read.po_number.value, holding(read))

    def test_a_segment_without_a_place_holds(self) -> None:
        assert (FindingCode.UNREAD_CONTENT, "") in holding(order("HL*1**S", *ONE_LINE))

    def test_releases_of_one_blanket_order_are_orders_of_their_own(self) -> None:
        releases = [transaction(f"BEG*00*RL*PO-1*{n}*20260302", *ONE_LINE, number=f"000{n}") for n in (1, 2)]
        assert [[], []] == [holding(read) for read in parsed(interchange(*releases)).readings]

    def test_the_same_order_twice_is_told(self) -> None:
        twice = parsed(interchange(transaction(*HEAD, *ONE_LINE), transaction(*HEAD, *ONE_LINE, number="0002")))
        assert FindingCode.DUPLICATE_ORDER in [finding.code for finding in twice.readings[1].findings]
