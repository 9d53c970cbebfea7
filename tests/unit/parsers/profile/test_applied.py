"""A profile says what a partner means; each value that it gives, and each finding that it accepts, names it."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from orders.conditions import DateMeaning
from orders.evidence import PolicyDefault, Segment
from orders.findings import Finding, FindingCode, Severity
from orders.partner import NO_PARTNERS, EnvelopeIdentity, PartnerProfile, PartnerProfiles, Standard
from orders.reading import LineReading, OrderKind, OrderReading, OtherDateReading, PartyReading, Read
from parsers.parser import Parsed
from parsers.profile.applied import with_profile, with_profiles

WHO = EnvelopeIdentity(standard=Standard.EDIFACT, id="4012345000009", qualifier="14")
PLACE = Segment(position=7, tag="FTX")


def profile(**said: Any) -> PartnerProfile:
    return PartnerProfile.model_validate({"name": "north", "identities": [WHO], **said})


def reading(**fields: Any) -> OrderReading:
    return OrderReading(kind=OrderKind.ORDER, identities=(WHO,), **fields)


def stated(value: Any, tag: str = "QTY") -> Read[Any]:
    return Read(value=value, evidence=(Segment(position=5, tag=tag),))


def hold(code: FindingCode, **fields: Any) -> Finding:
    return Finding(code=code, severity=Severity.HOLD, message="Something.", **fields)


def by(name: str) -> PolicyDefault:
    return PolicyDefault(setting=f"partner north, {name}")


def test_what_nobody_agreed_on_is_left_as_it_is() -> None:
    parsed = Parsed(readings=(reading(),))
    assert parsed is with_profiles(parsed, NO_PARTNERS)
    stranger = profile(identities=[{"standard": "edifact", "id": "other"}])
    assert parsed == with_profiles(parsed, PartnerProfiles(partners=(stranger,)))


def test_the_reading_records_the_profile_and_its_revision() -> None:
    agreed = profile(customer="C1")
    (read,) = with_profiles(Parsed(readings=(reading(),)), PartnerProfiles(partners=(agreed,))).readings
    assert agreed.applied == read.profile
    assert agreed.revision != profile(customer="C2").revision


class TestCodes:
    def test_a_unit_is_what_the_profile_takes_it_for_and_keeps_its_place(self) -> None:
        line = LineReading(quantity=stated(Decimal(3)), uom=stated("6"), price_uom=stated("GBND"))
        (read,) = with_profile(reading(lines=(line,)), profile(codes={"units": {"6": "PCE"}})).lines
        assert Read(value="PCE", evidence=(Segment(position=5, tag="QTY"), by("codes.units"))) == read.uom
        assert line.price_uom == read.price_uom

    def test_a_place_is_our_own_number_for_it(self) -> None:
        to = PartyReading(id=stated("0815"), id_scheme="BUYER")
        read = with_profile(reading(ship_to=to, buyer=to), profile(codes={"places": {"0815": "C1/2"}}))
        assert read.ship_to
        assert read.ship_to.id
        assert read.buyer
        assert ("C1/2", "SELLER") == (read.ship_to.id.value, read.ship_to.id_scheme)
        assert to.id == read.buyer.id

    def test_swapped_ids_are_put_right_again(self) -> None:
        line = LineReading(buyer_item=stated("ours"), supplier_item=stated("theirs"))
        said = profile(item_ids="swapped", party_ids="swapped")
        read = with_profile(reading(lines=(line,), buyer=PartyReading(id=stated("7"), id_scheme="SELLER")), said)
        assert read.lines[0].buyer_item
        assert read.lines[0].supplier_item
        assert read.buyer
        assert ("theirs", "ours") == (read.lines[0].buyer_item.value, read.lines[0].supplier_item.value)
        assert by("item_ids") in read.lines[0].buyer_item.evidence
        assert "BUYER" == read.buyer.id_scheme

    def test_an_item_number_of_ours_that_is_stated_is_not_overruled(self) -> None:
        said = profile(codes={"items": {"A": "1"}})
        lines = (LineReading(buyer_item=stated("A")), LineReading(buyer_item=stated("A"), supplier_item=stated("2")))
        read = with_profile(reading(lines=lines), said).lines
        assert ["1", "2"] == [line.supplier_item.value for line in read if line.supplier_item]


class TestLeftOut:
    def test_what_is_absent_is_what_the_profile_says(self) -> None:
        said = profile(absent={"currency": "EUR", "unit": "PCE", "ship_to": "buyer"})
        given = reading(buyer=PartyReading(city=stated("Kassel")), lines=(LineReading(quantity=stated(Decimal(1))),))
        read = with_profile(given, said)
        assert read.currency
        assert read.lines[0].uom
        assert read.ship_to
        assert read.ship_to.city
        assert ("EUR", (by("absent.currency"),)) == (read.currency.value, read.currency.evidence)
        assert "PCE" == read.lines[0].uom.value
        assert by("absent.ship_to") in read.ship_to.city.evidence

    def test_what_is_there_and_not_understood_is_not_absent(self) -> None:
        doubt = hold(FindingCode.AMBIGUOUS_VALUE, path="currency")
        read = with_profile(reading(findings=(doubt,)), profile(absent={"currency": "EUR"}))
        assert read.currency is None
        assert (doubt,) == read.findings

    def test_a_stated_value_stays(self) -> None:
        read = with_profile(reading(currency=stated("GBP")), profile(absent={"currency": "EUR"}))
        assert stated("GBP") == read.currency

    def test_a_place_that_is_to_be_asked_for_holds(self) -> None:
        read = with_profile(reading(), profile(absent={"ship_to": "hold"}))
        assert [("ship_to", True)] == [(finding.path, finding.holds) for finding in read.findings]

    def test_a_unit_that_the_profile_knows_is_no_doubt_any_more_and_another_doubt_stays(self) -> None:
        line = LineReading(quantity=stated(Decimal(3)), uom=stated("6"))
        doubts = tuple(hold(FindingCode.AMBIGUOUS_VALUE, path=f"lines[0].{name}") for name in ("uom", "quantity"))
        read = with_profile(reading(lines=(line,), findings=doubts), profile(codes={"units": {"6": "PCE"}}))
        assert [False, True] == [finding.holds for finding in read.findings]

    @pytest.mark.parametrize(
        ("ordered", "priced", "is_held"),
        [("6", "PCE", False), ("BX", "PCE", True), ("PCE", "6", False), ("6", "KGM", True)],
    )
    def test_a_price_per_unit_that_is_the_same_by_the_profile_is_no_doubt_any_more(
        self, ordered: str, priced: str, *, is_held: bool
    ) -> None:
        doubt = hold(FindingCode.PRICE_UNIT, path="lines[0].price_uom", found=priced, expected=ordered)
        one = reading(lines=(LineReading(uom=stated(ordered)),), findings=(doubt,))
        read = with_profile(one, profile(codes={"units": {"6": "PCE"}}))
        assert [is_held] == [finding.holds for finding in read.findings]

    def test_what_is_missed_and_given_is_no_doubt_any_more(self) -> None:
        doubts = (hold(FindingCode.MISSING_FIELD, path="currency"), hold(FindingCode.MISSING_FIELD, path="ship_to"))
        said = profile(absent={"currency": "EUR", "place": "K1/1"})
        assert [False, False] == [finding.holds for finding in with_profile(reading(findings=doubts), said).findings]


class TestDates:
    SHIPMENT = OtherDateReading(meaning=DateMeaning.SHIPMENT, day=stated(date(2026, 12, 1), "DTM"))

    def test_a_day_of_shipping_becomes_one_of_delivery_with_the_days_between(self) -> None:
        use = {"date": "shipment", "means": "requested_delivery_date", "plus_days": 2}
        doubt = hold(FindingCode.AMBIGUOUS_VALUE, evidence=self.SHIPMENT.day.evidence)
        read = with_profile(reading(other_dates=(self.SHIPMENT,), findings=(doubt,)), profile(dates=[use]))
        assert read.requested_delivery_date
        assert date(2026, 12, 3) == read.requested_delivery_date.value
        assert by("dates.shipment") in read.requested_delivery_date.evidence
        assert (self.SHIPMENT,) == read.other_dates
        assert [False] == [finding.holds for finding in read.findings]

    def test_a_delivery_date_that_is_stated_is_not_overruled(self) -> None:
        use = {"date": "shipment", "means": "requested_delivery_date"}
        wanted = stated(date(2026, 12, 24))
        read = with_profile(reading(other_dates=(self.SHIPMENT,), requested_delivery_date=wanted), profile(dates=[use]))
        assert wanted == read.requested_delivery_date

    def test_of_two_such_dates_none_is_taken(self) -> None:
        use = {"date": "shipment", "means": "requested_delivery_date"}
        other = OtherDateReading(meaning=DateMeaning.SHIPMENT, day=stated(date(2026, 12, 9)))
        read = with_profile(reading(other_dates=(self.SHIPMENT, other)), profile(dates=[use]))
        assert read.requested_delivery_date is None


class TestFindings:
    @pytest.mark.parametrize(
        ("quirk", "accepted"),
        [
            ({"code": "control-count"}, False),
            ({"code": "unread-content", "segment": "ftx"}, True),
            ({"code": "unread-content", "segment": "GIR"}, False),
            ({"code": "unread-content", "field": "lines.quantity"}, True),
            ({"code": "unread-content", "field": "lines.uom"}, False),
            ({"code": "unread-content", "found": "Something else"}, False),
            ({"code": "unread-content", "found": "FTX+AAI"}, True),
            ({"code": "unread-content", "defect": "unt_count", "segment": "FTX"}, False),
        ],
    )
    def test_what_is_usual_at_its_place_becomes_a_note(self, quirk: dict[str, str], *, accepted: bool) -> None:
        found = hold(
            FindingCode.UNREAD_CONTENT, path="lines[3].quantity", found="FTX+AAI", evidence=(PLACE,)
        )  # fmt: skip
        said = profile(quirks=[{**quirk, "because": "their system repeats it"}])
        (finding,) = with_profile(reading(findings=(found,)), said).findings
        assert accepted is not finding.holds
        assert accepted is ("By the profile north: their system repeats it." in finding.message)

    def test_what_blocks_stays_so(self) -> None:
        found = Finding(code=FindingCode.CONTROL_COUNT, severity=Severity.BLOCK, message="No.")
        said = profile(quirks=[{"code": "control-count", "because": "never mind"}])
        assert (found,) == with_profile(reading(findings=(found,)), said).findings

    @pytest.mark.parametrize(
        "code",
        ["test-interchange", "duplicate-order", "line-arithmetic", "ship-to-new", "free-text", "function-not-original"],
    )
    def test_a_guard_of_the_promises_cannot_be_usual(self, code: str) -> None:
        with pytest.raises(ValueError, match="cannot be usual"):
            profile(quirks=[{"code": code, "segment": "BGM", "because": "always"}])

    def test_a_quirk_without_a_place_is_refused_where_the_code_may_stand_for_many_things(self) -> None:
        with pytest.raises(ValueError, match="say which is usual"):
            profile(quirks=[{"code": "unread-content", "because": "always"}])

    @pytest.mark.parametrize("field", ["", "lines.quantity", "lines.uom", "currency", "ship_to", "lines.unit_price"])
    def test_a_doubt_about_goods_money_place_or_date_cannot_be_usual(self, field: str) -> None:
        with pytest.raises(ValueError, match="can be usual for these fields only"):
            profile(quirks=[{"code": "ambiguous-value", "field": field, "because": "always"}])

    @pytest.mark.parametrize("quirk", [{"code": "truncated"}, {"code": "truncated", "defect": "unt_missing"}])
    def test_a_message_that_is_cut_off_cannot_be_usual(self, quirk: dict[str, str]) -> None:
        with pytest.raises(ValueError, match="can be usual for these defects only"):
            profile(quirks=[{**quirk, "because": "always"}])

    def test_a_usual_kind_of_document_is_known_by_how_its_segment_begins(self) -> None:
        said = profile(quirks=[{"code": "message-type", "found": "BGM+226+*", "because": "they only call off"}])
        found = [hold(FindingCode.MESSAGE_TYPE, found=text) for text in ("BGM+226+PO-1+9", "BGM+22E+PO-1+9")]
        read = with_profile(reading(findings=tuple(found)), said)
        assert [False, True] == [finding.holds for finding in read.findings]

    def test_a_text_of_every_order_asks_for_nothing_and_any_other_still_does(self) -> None:
        texts = ("Please quote  4711 on ALL papers", "Please quote 4711 on all papers and ship 3 more")
        given = reading(findings=tuple(hold(FindingCode.FREE_TEXT, found=text, path="notes") for text in texts))
        read = with_profile(given, profile(boilerplate=["please quote # on all papers"]))
        assert [False, True] == [finding.holds for finding in read.findings]

    def test_a_finding_of_the_whole_document_is_accepted_with_its_orders(self) -> None:
        found = hold(FindingCode.CONTROL_COUNT)
        said = profile(quirks=[{"code": "control-count", "because": "they count otherwise"}])
        parsed = with_profiles(Parsed((reading(),), (found,)), PartnerProfiles(partners=(said,)))
        assert [False] == [finding.holds for finding in parsed.findings]
        mixed = Parsed((reading(), OrderReading(kind=OrderKind.ORDER)), (found,))
        assert (found,) == with_profiles(mixed, PartnerProfiles(partners=(said,))).findings


def test_what_every_order_of_the_partner_has_is_missed_where_it_is_not_there() -> None:
    said = profile(required={"heading": ["contract"], "lines": ["gtin"]})
    read = with_profile(reading(lines=(LineReading(gtin=stated("1")), LineReading())), said)
    assert ["contract", "lines[1].gtin"] == [finding.path for finding in read.findings if finding.holds]
    change = OrderReading(kind=OrderKind.CHANGE, identities=(WHO,))
    assert () == with_profile(change, said).findings


def test_while_a_partner_tests_all_its_orders_are_tests() -> None:
    assert with_profile(reading(), profile(testing=True)).test
    assert not with_profile(reading(), profile()).test
