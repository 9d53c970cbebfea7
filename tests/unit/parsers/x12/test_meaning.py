"""What the heading says by its qualifiers, dates, parties and conditions."""

from datetime import date

import pytest

from orders.conditions import DateMeaning, PlaceRole
from orders.findings import FindingCode
from orders.reading import OrderKind
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

    @pytest.mark.parametrize("type_", ["DS", "RO", "RL", "EO", "RE", "DR", "US", "RA"])
    def test_what_is_ordered_in_another_way_is_noted(self, type_: str) -> None:
        read = reading(f"BEG*00*{type_}*PO-1**20260302", *ONE_LINE)
        assert ([], [FindingCode.MESSAGE_TYPE]) == (holding(read), [finding.code for finding in noted(read)])

    @pytest.mark.parametrize("type_", ["BK", "CN", "CF", "ST", "XX", "IN", "SW", "BH"])
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
        assert {(FindingCode.AMBIGUOUS_VALUE, "ship_to")} == set(holding(order(*segments, *ONE_LINE)))

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
        ("segment", "text"),
        [
            ("CSH*SC", "Ship complete (SC)"),
            ("CSH*P4", "Do not ship early (P4)"),
            ("CSH********B0", "No substitution (B0)"),
        ],
    )
    def test_a_condition_of_the_sale_is_a_text_of_the_order(self, segment: str, text: str) -> None:
        read = order(segment, *ONE_LINE)
        assert ([text], []) == ([note.value for note in read.notes], holding(read))

    @pytest.mark.parametrize(
        "segment", ["CSH*C", "CSH*ZZ", "CSH*SC*1*50000", "CSH*P4****20260401", "CSH********ZZ", "CSH"]
    )
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

    @pytest.mark.parametrize("role", ["BY", "SE", "ZZ", ""])
    def test_the_currency_is_read_whoever_it_is_said_of(self, role: str) -> None:
        assert "CAD" == order(f"CUR*{role}*CAD", *ONE_LINE).currency.value

    def test_two_currencies_hold(self) -> None:
        assert "CAD" == order("CUR*BY*CAD", *ONE_LINE).currency.value
        assert [(FindingCode.AMBIGUOUS_VALUE, "currency")] == holding(order("CUR*BY*CAD", "CUR*SE*USD", *ONE_LINE))
