"""Readings against the invented company: what is established, and what a careful administrator would notice."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from orders.evidence import Learned, PolicyDefault, ReferenceRow
from orders.findings import FindingCode, Severity
from orders.ids import OrderId
from orders.knowledge import KnowledgeKind
from orders.order import Party, PurchaseOrder, order_identity
from orders.partner import AppliedProfile
from orders.policy import Mode, Policy
from orders.reading import Confidence, DeliveryReading, OrderReading
from orders.reference import KnownOrder
from orders.stages import Outcome, Stage
from tests.fakes.readings import line, party, read, reading
from tests.fakes.trial import AUTO, Trial, found, only
from validation.validate import Validation, holding

D = Decimal


def resolved(validation: Validation, path: str) -> str | None:
    resolution = validation.resolutions.get(path)
    return resolution.value if resolution else None


def held_for(validation: Validation) -> set[FindingCode]:
    return {finding.code for finding in holding(validation.findings, frozenset())}


def test_a_sound_order_is_completed_in_our_terms_and_nothing_holds_it(trial: Trial) -> None:
    validation = trial(reading())
    assert set() == held_for(validation)
    order = validation.order
    assert isinstance(order, PurchaseOrder)
    assert ("0100", "0100/1", "EUR") == (order.customer, order.ship_to.account, order.currency)
    assert ("BOLT-08", D(200), "EA") == (
        order.lines[0].item,
        order.lines[0].quantity.value,
        order.lines[0].quantity.unit,
    )
    assert D("33.80") == order.value


def test_every_resolution_names_the_row_and_the_snapshot_it_came_from(trial: Trial) -> None:
    for resolution in trial(reading()).resolutions.values():
        rows = [evidence for evidence in resolution.evidence if isinstance(evidence, ReferenceRow)]
        assert resolution.path == "currency" or rows[0].snapshot == trial.reference.snapshot


def test_validation_is_the_same_every_time(trial: Trial) -> None:
    order = reading(lines=(line(buyer_item="nothing"), line(uom="VE")))
    assert trial(order) == trial(order)


class TestCustomer:
    @pytest.mark.parametrize(
        ("shown", "customer"),
        [
            ({"buyer": party(id="9520000000028", id_scheme="GLN")}, "0200"),
            ({"buyer": party(id="0200", id_scheme="SELLER")}, "0200"),
            ({"buyer": party(id="KARSTEDI", id_scheme="ZZ")}, "0100"),
            ({"buyer": party(vat_id="DE811222333")}, "0100"),
            ({"buyer": party(name="KARST und SÖHNE Maschinenbau G.m.b.H.", postcode="30159")}, "0100"),
            # Two firms of one name, told apart by the postcode.
            ({"buyer": party(name="Wexcombe Boats Limited", postcode="FK1 5PU")}, "0400"),
            ({"buyer": None, "sender": "KARSTEDI:ZZ"}, "0100"),
            ({"buyer": None, "sender": "9520000000028"}, "0200"),
            # The buyer in the document goes before who sent the interchange: a group sends for its branches.
            ({"buyer": party(id="9520000000028", id_scheme="GLN"), "sender": "KARSTEDI"}, "0200"),
            # Two hints agree.
            ({"buyer": party(name="Karst & Söhne Maschinenbau GmbH"), "sender": "a@karst.example"}, "0100"),
        ],
    )
    def test_recognised_without_doubt(self, trial: Trial, shown: dict[str, Any], customer: str) -> None:
        validation = trial(reading(**shown))
        assert customer == resolved(validation, "customer")
        assert not found(validation, FindingCode.CUSTOMER_AMBIGUOUS)

    def test_unknown_blocks(self, trial: Trial) -> None:
        finding = only(trial(reading(buyer=party(name="Nobody Ltd"))), FindingCode.CUSTOMER_UNKNOWN)
        assert (Severity.BLOCK, "Nobody Ltd") == (finding.severity, finding.found)

    def test_one_name_of_two_firms_lists_both(self, trial: Trial) -> None:
        validation = trial(reading(buyer=party(name="Wexcombe Boats Ltd")))
        finding = only(validation, FindingCode.CUSTOMER_AMBIGUOUS)
        assert {"0200", "0400"} == {fix.changes[0].value for fix in finding.fixes}
        assert (None, Severity.BLOCK) == (resolved(validation, "customer"), finding.severity)

    def test_identifiers_of_two_customers_contradict_each_other(self, trial: Trial) -> None:
        validation = trial(reading(buyer=party(id="9520000000028", id_scheme="GLN", vat_id="DE811222333")))
        assert Severity.BLOCK is only(validation, FindingCode.CUSTOMER_AMBIGUOUS).severity

    def test_a_from_address_alone_holds(self, trial: Trial) -> None:
        order = reading(buyer=None, ship_to=None, sender="orders@karst.example", lines=(line(buyer_item="nothing"),))
        validation = trial(order)
        assert "0100" == resolved(validation, "customer")
        assert Severity.HOLD is only(validation, FindingCode.CUSTOMER_AMBIGUOUS).severity

    def test_a_from_address_is_enough_beside_the_customers_own_part_numbers(self, trial: Trial) -> None:
        validation = trial(reading(buyer=None, ship_to=None, sender="orders@karst.example"))
        assert Severity.NOTE is only(validation, FindingCode.CUSTOMER_AMBIGUOUS).severity

    def test_a_from_address_stays_one_hint_when_it_was_taught(self, trial: Trial) -> None:
        order = reading(buyer=None, ship_to=None, sender="x@elsewhere.example", lines=(line(buyer_item="nothing"),))
        validation = trial(order, taught={(KnowledgeKind.SENDER, "", "sender:x@elsewhere.example"): "0100"})
        assert "0100" == resolved(validation, "customer")
        assert Severity.HOLD is only(validation, FindingCode.CUSTOMER_AMBIGUOUS).severity

    def test_mail_from_another_customers_domain_holds(self, trial: Trial) -> None:
        finding = only(trial(reading(sender="x@wexcombe.example")), FindingCode.CUSTOMER_AMBIGUOUS)
        assert (Severity.HOLD, "0200", "0100") == (finding.severity, finding.found, finding.expected)

    def test_a_taught_id_is_recognised_and_named_as_learned(self, trial: Trial) -> None:
        order = reading(buyer=party(id="B-9", id_scheme="BUYER"))
        validation = trial(order, taught={(KnowledgeKind.SENDER, "", "id:BUYER:B-9"): "0100"})
        evidence = validation.resolutions["customer"].evidence
        assert Learned(knowledge_id="k1", revision=3) in evidence
        assert set() == held_for(validation)

    def test_a_partners_profile_names_the_customer_and_is_named_for_it(self, trial: Trial) -> None:
        profile = AppliedProfile(name="karst", revision="1", customer="0100")
        order = reading(buyer=None, ship_to=None).model_copy(update={"profile": profile})
        validation = trial(order)
        assert "0100" == resolved(validation, "customer")
        assert PolicyDefault(setting="partner karst, customer") in validation.resolutions["customer"].evidence
        assert FindingCode.CUSTOMER_AMBIGUOUS not in held_for(validation)

    def test_an_order_of_another_customer_than_the_profile_says_holds(self, trial: Trial) -> None:
        profile = AppliedProfile(name="wexcombe", revision="1", customer="0200")
        finding = only(trial(reading().model_copy(update={"profile": profile})), FindingCode.CUSTOMER_AMBIGUOUS)
        assert (Severity.HOLD, "0200", "0100") == (finding.severity, finding.found, finding.expected)

    def test_a_number_that_nobody_is_said_to_have_given_may_be_the_buyers_own(self, trial: Trial) -> None:
        order = reading(buyer=party(id="0100"), ship_to=None, lines=(line(buyer_item="nothing"),))
        assert Severity.HOLD is only(trial(order), FindingCode.CUSTOMER_AMBIGUOUS).severity
        assert set() == held_for(trial(reading(buyer=party(id="0100"))))

    def test_a_blocked_customer_holds(self, trial: Trial) -> None:
        order = reading(buyer=party(id="9520000000035", id_scheme="GLN"))
        assert Severity.HOLD is only(trial(order), FindingCode.CUSTOMER_BLOCKED).severity

    def test_a_persons_choice_is_not_overruled(self, trial: Trial) -> None:
        assert "0200" == resolved(trial(reading(), chosen={"customer": "0200"}), "customer")

    def test_a_choice_that_does_not_exist_blocks(self, trial: Trial) -> None:
        assert FindingCode.CUSTOMER_UNKNOWN in held_for(trial(reading(), chosen={"customer": "9999"}))


BOATS = {"buyer": party(id="9520000000028", id_scheme="GLN"), "currency": "GBP"}
BOATS_LINE = line(buyer_item="WX-1", unit_price=D("15.10"))


class TestShipTo:
    @pytest.mark.parametrize(
        ("shown", "place"),
        [
            (party(id="9520000000042", id_scheme="GLN"), "0200/2"),
            # The customer's own GLN is that of its own address.
            (party(id="9520000000028", id_scheme="GLN"), "0200/1"),
            (party(id="2", id_scheme="SELLER"), "0200/2"),
            (party(street="Dock Rd., Unit 3", postcode="pl4 0st"), "0200/2"),
            (party(name="WEXCOMBE BOATS LIMITED Slipway", postcode="PL4 0ST"), "0200/2"),
        ],
    )
    def test_recognised(self, trial: Trial, shown: Any, place: str) -> None:
        validation = trial(reading(**BOATS, ship_to=shown, lines=(BOATS_LINE,)))
        assert place == resolved(validation, "ship_to")
        assert set() == held_for(validation)

    def test_a_new_address_holds_and_goes_there_when_accepted(self, trial: Trial) -> None:
        new = party(name="Wexcombe Boats Ltd", street="77 Elsewhere", postcode="PL4 0ST", city="Plymouth")
        validation = trial(reading(**BOATS, ship_to=new, lines=(BOATS_LINE,)))
        finding = only(validation, FindingCode.SHIP_TO_NEW)
        assert (Severity.HOLD, "0200/2") == (finding.severity, finding.fixes[0].changes[0].value)
        assert isinstance(validation.order, PurchaseOrder)
        assert ("", "77 Elsewhere") == (validation.order.ship_to.account, validation.order.ship_to.street)

    def test_an_address_without_a_street_cannot_be_waved_through(self, trial: Trial) -> None:
        validation = trial(reading(**BOATS, ship_to=party(city="Plymouth"), lines=(BOATS_LINE,)))
        assert Severity.BLOCK is only(validation, FindingCode.SHIP_TO_UNKNOWN).severity
        assert validation.order is None

    def test_number_and_address_of_two_places_block(self, trial: Trial) -> None:
        both = party(id="9520000000042", id_scheme="GLN", street="9 Harbour Street", postcode="PL1 3RP")
        validation = trial(reading(**BOATS, ship_to=both, lines=(BOATS_LINE,)))
        assert Severity.BLOCK is only(validation, FindingCode.SHIP_TO_AMBIGUOUS).severity

    def test_none_named_goes_to_the_only_one(self, trial: Trial) -> None:
        validation = trial(reading(ship_to=None))
        assert "0100/1" == resolved(validation, "ship_to")
        assert Severity.NOTE is only(validation, FindingCode.MISSING_FIELD).severity

    def test_none_named_of_several_is_a_persons_choice_where_the_policy_says_so(self, trial: Trial) -> None:
        policy = Policy(mode=Mode.AUTO, ship_to_buyer_when_absent=False)
        validation = trial(reading(**BOATS, ship_to=None, lines=(BOATS_LINE,)), policy=policy)
        finding = only(validation, FindingCode.MISSING_FIELD)
        assert (Severity.BLOCK, 2) == (finding.severity, len(finding.fixes))

    def test_none_named_goes_to_the_buyers_address_on_the_order_where_goods_go_there(self, trial: Trial) -> None:
        printed = party(id="0200", id_scheme="SELLER", street="9 Harbour Street", postcode="PL1 3RP")
        validation = trial(reading(buyer=printed, ship_to=None, lines=(BOATS_LINE,)))
        assert "9 Harbour Street" in validation.resolutions["ship_to"].label
        assert Severity.NOTE is only(validation, FindingCode.MISSING_FIELD).severity

    def test_none_named_goes_not_to_a_buyers_address_that_gets_no_goods(self, trial: Trial) -> None:
        printed = party(id="0200", id_scheme="SELLER", street="1 Office Park", postcode="PL9 9ZZ")
        validation = trial(reading(buyer=printed, ship_to=None, lines=(BOATS_LINE,)))
        assert Severity.BLOCK is only(validation, FindingCode.MISSING_FIELD).severity

    def test_no_address_at_all_goes_to_the_customers_own_where_goods_are_known_to_go(self, trial: Trial) -> None:
        validation = trial(reading(**BOATS, ship_to=None, lines=(BOATS_LINE,)))
        assert "0200/1" == resolved(validation, "ship_to")
        assert Severity.NOTE is only(validation, FindingCode.MISSING_FIELD).severity
        assert PolicyDefault(setting="ship_to_buyer_when_absent") in validation.resolutions["ship_to"].evidence

    def test_none_named_goes_where_a_person_once_sent_it(self, trial: Trial) -> None:
        taught = {(KnowledgeKind.SHIP_TO, "0200", "-"): "0200/2"}
        validation = trial(reading(**BOATS, ship_to=None, lines=(BOATS_LINE,)), taught=taught)
        assert ("0200/2", set()) == (resolved(validation, "ship_to"), held_for(validation))


class TestItem:
    @pytest.mark.parametrize(
        ("numbers", "sku"),
        [
            ({"buyer_item": "4711"}, "BOLT-08"),
            ({"buyer_item": None, "supplier_item": "BOLT-08"}, "BOLT-08"),
            ({"buyer_item": None, "gtin": "9520000000059"}, "BOLT-08"),
            ({"buyer_item": "4711", "supplier_item": "BOLT-08", "gtin": "9520000000059"}, "BOLT-08"),
            # That we do not have all of a customer's numbers is usual.
            ({"buyer_item": "unheard of", "supplier_item": "BOLT-08"}, "BOLT-08"),
            # One number of two items, told apart by another.
            ({"buyer_item": "77", "supplier_item": "BOLT-08"}, "BOLT-08"),
        ],
    )
    def test_recognised(self, trial: Trial, numbers: dict[str, Any], sku: str) -> None:
        validation = trial(reading(lines=(line(**numbers),)))
        assert (sku, set()) == (resolved(validation, "lines[0].item"), held_for(validation))

    @pytest.mark.parametrize("number", ["BOLT-08", "4711"])
    def test_a_number_that_may_be_anyones_is_looked_for_among_ours_and_the_customers(
        self, trial: Trial, number: str
    ) -> None:
        anyones = read(number, Confidence.SINGLE)
        validation = trial(reading(lines=(line(buyer_item=None, supplier_item=anyones),)))
        assert ("BOLT-08", set()) == (resolved(validation, "lines[0].item"), held_for(validation))

    def test_a_number_that_is_said_to_be_ours_is_not_looked_for_among_the_customers(self, trial: Trial) -> None:
        validation = trial(reading(lines=(line(buyer_item=None, supplier_item="4711"),)))
        assert {FindingCode.ITEM_UNKNOWN} == held_for(validation)

    @pytest.mark.parametrize(
        ("numbers", "code", "severity"),
        [
            ({"buyer_item": "4711", "supplier_item": "BOLT-10"}, FindingCode.ITEM_CONTRADICTION, Severity.BLOCK),
            ({"buyer_item": "4711", "gtin": "9520000000066"}, FindingCode.ITEM_CONTRADICTION, Severity.BLOCK),
            ({"buyer_item": "4711", "supplier_item": "GONE"}, FindingCode.ITEM_CONTRADICTION, Severity.HOLD),
            ({"buyer_item": "4711", "gtin": "9520000000127"}, FindingCode.ITEM_CONTRADICTION, Severity.HOLD),
            ({"buyer_item": "77"}, FindingCode.ITEM_AMBIGUOUS, Severity.BLOCK),
            ({"buyer_item": "unheard of"}, FindingCode.ITEM_UNKNOWN, Severity.BLOCK),
            # Leading zeros make another number.
            ({"buyer_item": "04711"}, FindingCode.ITEM_UNKNOWN, Severity.BLOCK),
            ({"buyer_item": None, "supplier_item": "OLD-1"}, FindingCode.ITEM_BLOCKED, Severity.HOLD),
        ],
    )
    def test_doubted(self, trial: Trial, numbers: dict[str, Any], code: FindingCode, severity: Severity) -> None:
        assert severity is only(trial(reading(lines=(line(**numbers),))), code).severity

    def test_a_misprinted_gtin_beside_a_good_number_is_only_noted(self, trial: Trial) -> None:
        validation = trial(reading(lines=(line(gtin="9520000000050"),)))
        assert (set(), "BOLT-08") == (held_for(validation), resolved(validation, "lines[0].item"))

    def test_an_unknown_item_suggests_similar_ones_and_teaches(self, trial: Trial) -> None:
        order = reading(lines=(line(buyer_item="B8", description="hex bolt M8"),))
        finding = only(trial(order), FindingCode.ITEM_UNKNOWN)
        assert ("lines[0].item", "BOLT-08") == (finding.fixes[0].changes[0].path, finding.fixes[0].changes[0].value)
        assert finding.fixes[0].teaches

    def test_our_own_number_in_the_customers_field_is_suggested_and_never_assumed(self, trial: Trial) -> None:
        validation = trial(reading(lines=(line(buyer_item="GLUE-1"),)))
        assert "GLUE-1" == only(validation, FindingCode.ITEM_UNKNOWN).fixes[0].changes[0].value
        assert resolved(validation, "lines[0].item") is None

    def test_the_customers_number_in_our_field_is_suggested_and_never_assumed(self, trial: Trial) -> None:
        validation = trial(reading(lines=(line(buyer_item=None, supplier_item="4711"),)))
        assert "BOLT-08" == only(validation, FindingCode.ITEM_UNKNOWN).fixes[0].changes[0].value
        assert resolved(validation, "lines[0].item") is None

    def test_what_was_taught_is_used_and_named(self, trial: Trial) -> None:
        taught = {(KnowledgeKind.ITEM, "0100", "buyer:B8"): "BOLT-08"}
        validation = trial(reading(lines=(line(buyer_item="B8"),)), taught=taught)
        assert Learned(knowledge_id="k1", revision=3) in validation.resolutions["lines[0].item"].evidence
        assert set() == held_for(validation)

    def test_a_lesson_of_one_customer_is_none_for_another(self, trial: Trial) -> None:
        taught = {(KnowledgeKind.ITEM, "0200", "buyer:B8"): "BOLT-08"}
        assert FindingCode.ITEM_UNKNOWN in held_for(trial(reading(lines=(line(buyer_item="B8"),)), taught=taught))

    def test_a_persons_choice_is_not_overruled(self, trial: Trial) -> None:
        validation = trial(reading(), chosen={"lines[0].item": "BOLT-10"})
        assert "BOLT-10" == resolved(validation, "lines[0].item")
        assert not found(validation, FindingCode.ITEM_CONTRADICTION)


def glue(**fields: Any) -> Any:
    return line(**({"buyer_item": "08-15", "uom": "BO", "unit_price": D("6.80"), "price_basis": None} | fields))


class TestUnit:
    @pytest.mark.parametrize(
        ("ordered", "quantity", "unit", "amount"),
        [
            (line(uom="Stk."), D(200), "EA", D("33.80")),
            (glue(quantity=D(24), uom="Flasche"), D(24), "BO", D("163.20")),
            (glue(quantity=D(2), uom="CS", unit_price=D("81.60")), D(2), "CS", D("163.20")),
            # The price is for a bottle, the quantity in cases: 2 x 12 x 6.80.
            (glue(quantity=D(2), uom="CS", price_uom="BO"), D(2), "CS", D("163.20")),
            (glue(quantity=D(24), uom="BO", unit_price=D("81.60"), price_uom="CS"), D(24), "BO", D("163.20")),
            # A dozen is twelve everywhere.
            (line(quantity=D(20), uom="DZN", unit_price=D("16.90"), price_uom="EA"), D(240), "EA", D("40.56")),
            (
                line(quantity=D(25), uom="DZN", unit_price=D("2.028"), price_basis=None),
                D(300),
                "EA",
                D("50.70"),
            ),
            # Sold in boxes only, ordered in cartons.
            (
                line(
                    buyer_item=None,
                    supplier_item="TAPE-5",
                    quantity=D(3),
                    uom="Karton",
                    unit_price=D(12),
                    price_basis=None,
                ),
                D(3),
                "BX",
                D(36),
            ),
            (
                line(
                    buyer_item=None,
                    supplier_item="CABLE-3",
                    quantity=D(1250),
                    uom="CMT",
                    unit_price=D("1.15"),
                    price_basis=None,
                    price_uom="m",
                ),
                D("12.5"),
                "M",
                D("14.375"),
            ),
        ],
    )
    def test_converted_exactly(self, trial: Trial, ordered: Any, quantity: Decimal, unit: str, amount: Decimal) -> None:
        validation = trial(reading(lines=(ordered,)))
        assert set() == held_for(validation)
        assert isinstance(validation.order, PurchaseOrder)
        (posted,) = validation.order.lines
        assert (quantity, unit, amount) == (posted.quantity.value, posted.quantity.unit, posted.amount)

    @pytest.mark.parametrize(
        ("ordered", "code"),
        [
            (line(uom="Kolli"), FindingCode.UNIT_UNKNOWN),
            (line(uom=None), FindingCode.UNIT_UNKNOWN),
            (line(uom="KGM"), FindingCode.UNIT_NOT_SOLD),
            (line(uom="BX"), FindingCode.UNIT_NOT_SOLD),
            # Twelve in English, boxes in Dutch.
            (line(uom="dozen"), FindingCode.UNIT_NOT_SOLD),
            # The GTIN of the case, the quantity in bottles.
            (glue(gtin="9520000000103"), FindingCode.AMBIGUOUS_VALUE),
            (line(price_uom="KGM"), FindingCode.PRICE_UNIT),
        ],
    )
    def test_never_guessed(self, trial: Trial, ordered: Any, code: FindingCode) -> None:
        assert Severity.BLOCK is only(trial(reading(lines=(ordered,))), code).severity

    def test_unknown_to_everybody_is_told_before_the_item_is_known(self, trial: Trial) -> None:
        nobody_knows = reading(lines=(line(buyer_item="NO-SUCH", uom="Kolli"),))
        finding = only(trial(nobody_knows), FindingCode.UNIT_UNKNOWN)
        assert (Severity.BLOCK, "lines[0].unit", "Kolli") == (finding.severity, finding.path, finding.found)

    @pytest.mark.parametrize(
        ("uom", "taught"), [("KGM", {}), (None, {}), ("Kolli", {(KnowledgeKind.UNIT, "0100", "KOLLI"): "CS"})]
    )
    def test_known_to_anybody_waits_for_the_item(self, trial: Trial, uom: str | None, taught: Any) -> None:
        validation = trial(reading(lines=(line(buyer_item="NO-SUCH", uom=uom),)), taught=taught)
        assert {FindingCode.ITEM_UNKNOWN} == {f.code for f in validation.findings if f.path.startswith("lines[0]")}

    def test_absent_is_what_the_policy_says(self, trial: Trial) -> None:
        policy = Policy(mode=Mode.AUTO, unit_when_absent="EA")
        validation = trial(reading(lines=(line(uom=None),)), policy=policy)
        assert ("EA", set()) == (resolved(validation, "lines[0].unit"), held_for(validation))

    def test_absent_is_the_pack_whose_gtin_is_stated(self, trial: Trial) -> None:
        validation = trial(reading(lines=(glue(uom=None, gtin="9520000000103", unit_price=D("81.60"), quantity=D(2)),)))
        assert ("CS", set()) == (resolved(validation, "lines[0].unit"), held_for(validation))

    def test_a_taught_spelling_is_used(self, trial: Trial) -> None:
        taught = {(KnowledgeKind.UNIT, "0100", "KOLLI"): "CS"}
        validation = trial(reading(lines=(glue(uom="Kolli", quantity=D(2), unit_price=D("81.60")),)), taught=taught)
        assert ("CS", set()) == (resolved(validation, "lines[0].unit"), held_for(validation))

    def test_broken_packs_are_noted_or_held_by_policy(self, trial: Trial) -> None:
        order = reading(lines=(line(quantity=D(250)),))
        assert Severity.NOTE is only(trial(order), FindingCode.PACK_MULTIPLE).severity
        strict = only(
            trial(order, policy=AUTO.model_copy(update={"hold_broken_packs": True})), FindingCode.PACK_MULTIPLE
        )
        assert (Severity.HOLD, ["300", "200"]) == (strict.severity, [fix.changes[0].value for fix in strict.fixes])

    def test_half_a_piece_holds_and_half_a_metre_does_not(self, trial: Trial) -> None:
        assert FindingCode.PACK_MULTIPLE in held_for(trial(reading(lines=(line(quantity=D("0.5")),))))
        half = line(
            buyer_item=None,
            supplier_item="CABLE-3",
            uom="m",
            quantity=D("0.5"),
            unit_price=D("1.15"),
            price_basis=None,
        )
        assert not found(trial(reading(lines=(half,))), FindingCode.PACK_MULTIPLE)


class TestPrice:
    @pytest.mark.parametrize(
        ("stated", "policy"),
        [
            (line(), AUTO),
            (line(unit_price=D("0.169"), price_basis=None), AUTO),
            # Printed with two decimals for one piece: 0.169 and 0.17 are 0.6 % apart.
            (line(unit_price=D("0.17"), price_basis=None), AUTO),
            # 18.78 less 10 % is 16.902.
            (line(unit_price=D("18.78"), discount_percent=D(10)), AUTO),
            # A form with four decimals makes neither more exact.
            (line(unit_price=D("0.1700"), price_basis=None), AUTO),
            (line(unit_price=D("18.7800"), discount_percent=D(10)), AUTO),
            (line(unit_price=D("17.20")), Policy(mode=Mode.AUTO, price_tolerance_percent=D(2))),
            (line(unit_price=D("18.40")), Policy(mode=Mode.AUTO, price_tolerance_amount=D(3))),
        ],
    )
    def test_passes(self, trial: Trial, stated: Any, policy: Policy) -> None:
        assert set() == held_for(trial(reading(lines=(stated,)), policy=policy))

    @pytest.mark.parametrize(
        "stated",
        [
            line(unit_price=D("18.59")),
            line(unit_price=D("16.91")),
            line(unit_price=D("16.90"), price_basis=D(1000)),
            line(unit_price=D("16.90"), discount_percent=D(5)),
            # Rounding explains no difference of six per cent.
            line(unit_price=D("0.18"), price_basis=None),
        ],
    )
    def test_differs(self, trial: Trial, stated: Any) -> None:
        assert Severity.HOLD is only(trial(reading(lines=(stated,))), FindingCode.PRICE_DIFFERS).severity

    def test_a_tolerance_is_inclusive(self, trial: Trial) -> None:
        ten_percent = Policy(mode=Mode.AUTO, price_tolerance_percent=D(10))
        assert set() == held_for(trial(reading(lines=(line(unit_price=D("18.59")),)), policy=ten_percent))

    def test_a_difference_shows_its_money_and_offers_our_price(self, trial: Trial) -> None:
        finding = only(trial(reading(lines=(line(unit_price=D("18.59")),))), FindingCode.PRICE_DIFFERS)
        assert ("18.59", "16.90") == (finding.found, finding.expected)
        assert "3.38 EUR" in finding.message
        assert "16.9" == finding.fixes[0].changes[0].value

    def test_the_list_price_holds_where_there_is_no_contract(self, trial: Trial) -> None:
        listed = line(
            buyer_item=None, supplier_item="CABLE-3", uom="m", quantity=D(5), unit_price=D("1.15"), price_basis=None
        )
        assert set() == held_for(trial(reading(lines=(listed,))))

    @pytest.mark.parametrize(
        ("ordered", "severity", "amount"),
        [
            (line(unit_price=None, price_basis=None), Severity.NOTE, D("33.80")),
            (
                line(
                    buyer_item=None, supplier_item="CABLE-3", uom="m", quantity=D(4), unit_price=None, price_basis=None
                ),
                Severity.HOLD,
                D("4.60"),
            ),
        ],
    )
    def test_absent_is_ours_and_a_list_price_is_confirmed(
        self, trial: Trial, ordered: Any, severity: Severity, amount: Decimal
    ) -> None:
        validation = trial(reading(lines=(ordered,)))
        assert severity is only(validation, FindingCode.PRICE_MISSING).severity
        assert isinstance(validation.order, PurchaseOrder)
        assert amount == validation.order.value

    def test_absent_and_unknown_blocks(self, trial: Trial) -> None:
        ordered = line(buyer_item=None, supplier_item="FREE-0", unit_price=None, price_basis=None)
        assert Severity.BLOCK is only(trial(reading(lines=(ordered,))), FindingCode.PRICE_MISSING).severity

    def test_a_price_that_cannot_be_compared_in_its_currency_is_confirmed(self, trial: Trial) -> None:
        order = reading(**BOATS, lines=(line(buyer_item=None, supplier_item="BOLT-10", uom="EA", quantity=D(50)),))
        assert [Severity.HOLD] == [
            finding.severity for finding in found(trial(order), FindingCode.NOT_CHECKED) if "price" in finding.path
        ]


class TestCurrency:
    def test_another_than_agreed_holds(self, trial: Trial) -> None:
        assert FindingCode.CURRENCY_DIFFERS in held_for(trial(reading(currency="USD")))

    @pytest.mark.parametrize("written", ["$", "EURO?", "XYZ"])
    def test_an_unclear_one_blocks(self, trial: Trial, written: str) -> None:
        assert Severity.BLOCK is only(trial(reading(currency=written)), FindingCode.INVALID_VALUE).severity

    @pytest.mark.parametrize("written", ["EUR", "eur", "€", "Euro"])
    def test_a_sign_or_word_with_one_meaning_is_understood(self, trial: Trial, written: str) -> None:
        assert "EUR" == resolved(trial(reading(currency=written)), "currency")

    def test_a_sign_of_several_currencies_means_the_agreed_one_if_it_has_the_sign(self, trial: Trial) -> None:
        in_dollars = AUTO.model_copy(update={"currency_when_absent": "CAD"})
        assert "CAD" == resolved(trial(reading(currency="$"), policy=in_dollars), "currency")
        assert resolved(trial(reading(currency="kr"), policy=in_dollars), "currency") is None

    def test_absent_is_the_customers_and_noted(self, trial: Trial) -> None:
        validation = trial(reading(currency=None))
        assert ("EUR", set()) == (resolved(validation, "currency"), held_for(validation))

    def test_absent_and_unknown_blocks(self, trial: Trial) -> None:
        order = reading(currency=None, buyer=party(vat_id="LV40003000000"))
        assert "currency" in {finding.path for finding in found(trial(order), FindingCode.MISSING_FIELD)}


class TestStock:
    def test_all_lines_of_an_item_count_together(self, trial: Trial) -> None:
        order = reading(lines=(line(quantity=D(3000)), line(line_no="20", quantity=D(2100))))
        finding = only(trial(order), FindingCode.STOCK_SHORT)
        assert ("lines[1].quantity", "2100", "2000") == (finding.path, finding.found, finding.expected)

    def test_packs_count_in_base_units(self, trial: Trial) -> None:
        order = reading(lines=(glue(quantity=D(3), uom="CS", unit_price=D("81.60")),))
        assert ("36", "30") == (
            only(trial(order), FindingCode.STOCK_SHORT).found,
            only(trial(order), FindingCode.STOCK_SHORT).expected,
        )

    def test_short_stock_is_only_noted_where_the_policy_says_so(self, trial: Trial) -> None:
        order = reading(lines=(line(quantity=D(6000)),))
        lenient = AUTO.model_copy(update={"hold_short_stock": False})
        assert Severity.NOTE is only(trial(order, policy=lenient), FindingCode.STOCK_SHORT).severity

    def test_unknown_stock_of_an_item_is_said_to_be_unchecked(self, trial: Trial) -> None:
        ordered = line(
            buyer_item=None, supplier_item="TAPE-5", quantity=D(3), uom="BX", unit_price=D(12), price_basis=None
        )
        assert Severity.NOTE is only(trial(reading(lines=(ordered,))), FindingCode.NOT_CHECKED).severity


class TestCopies:
    def known(self, order: Any) -> dict[str, tuple[KnownOrder, ...]]:
        known = KnownOrder(
            id=OrderId("earlier"), stage=Stage.POSTED, outcome=Outcome.DONE, order=order, erp_reference="S-1"
        )
        return {order_identity("0100", "PO-1", ""): (known,)}

    def test_an_equal_copy_through_another_channel_is_a_duplicate(self, trial: Trial) -> None:
        mail = reading(lines=(line(buyer_item=None, supplier_item="BOLT-08", uom="Stück", line_no="1"),))
        finding = only(trial(mail, live=self.known(trial(reading()).order)), FindingCode.DUPLICATE_ORDER)
        assert (Severity.BLOCK, "earlier") == (finding.severity, finding.found)

    @pytest.mark.parametrize(
        ("copy", "path"),
        [
            (reading(lines=(line(quantity=D(300)),)), "lines[0].quantity"),
            (reading(lines=(line(), line(line_no="20", buyer_item="4712", unit_price=D(25)))), "lines[1].item"),
            (reading(requested_delivery_date=date(2026, 4, 1)), "lines[0].requested_date"),
        ],
    )
    def test_a_changed_copy_blocks_and_says_what_differs(self, trial: Trial, copy: OrderReading, path: str) -> None:
        finding = only(trial(copy, live=self.known(trial(reading()).order)), FindingCode.CHANGED_COPY)
        assert Severity.BLOCK is finding.severity
        assert path in finding.message

    def test_a_live_order_that_is_incomplete_cannot_be_compared(self, trial: Trial) -> None:
        assert FindingCode.CHANGED_COPY in held_for(trial(reading(), live=self.known(None)))

    def test_another_release_is_another_order(self, trial: Trial) -> None:
        assert set() == held_for(trial(reading(release="2"), live=self.known(trial(reading()).order)))

    def test_a_change_of_nothing_says_so(self, trial: Trial) -> None:
        assert 1 == len(found(trial(reading(kind="change")), FindingCode.CHANGE_WITHOUT_ORDER))
        live = self.known(trial(reading()).order)
        assert not found(trial(reading(kind="change"), live=live), FindingCode.CHANGE_WITHOUT_ORDER)


def test_review_mode_holds_until_accepted(trial: Trial) -> None:
    validation = trial(reading(), policy=Policy())
    finding = only(validation, FindingCode.REVIEW_MODE)
    assert (finding,) == holding(validation.findings, frozenset())
    assert () == holding(validation.findings, frozenset({finding.fingerprint}))


def test_deliveries_in_parts_hold_and_must_add_up(trial: Trial) -> None:
    parts = tuple(DeliveryReading(quantity=read(D(number))) for number in (100, 50))
    findings = found(trial(reading(lines=(line(deliveries=parts),))), FindingCode.SPLIT_DELIVERY)
    assert ["lines[0].deliveries", "lines[0].quantity"] == [finding.path for finding in findings]


PRICELESS = line(unit_price=None, price_basis=None)


class TestNothingOfTheMoneyOrThePlaceIsLeftOut:
    @pytest.mark.parametrize("stated", [{"discount_percent": D(50)}, {"line_total": D("5.00")}])
    def test_a_contract_price_is_not_taken_where_the_line_says_otherwise(
        self, trial: Trial, stated: dict[str, Decimal]
    ) -> None:
        priceless = line(unit_price=None, price_basis=None, **stated)
        assert {FindingCode.PRICE_MISSING} == held_for(trial(reading(lines=(priceless,))))

    def test_a_contract_price_is_taken_where_it_leads_to_the_total(self, trial: Trial) -> None:
        priceless = line(unit_price=None, price_basis=None, line_total=D("33.80"))
        assert set() == held_for(trial(reading(lines=(priceless,))))

    @pytest.mark.parametrize(
        "printed",
        [{"total_net": D("5.00")}, {"total_net": D("5.00"), "freight": D(3)}, {"total_gross": D("5.00")}],
    )
    def test_a_total_that_our_prices_do_not_lead_to_is_for_a_person(
        self, trial: Trial, printed: dict[str, Decimal]
    ) -> None:
        validation = trial(reading(lines=(PRICELESS,), **printed))
        finding = only(validation, FindingCode.TOTAL_ARITHMETIC)
        assert {FindingCode.TOTAL_ARITHMETIC} == held_for(validation)
        assert ("5", "36.8" if "freight" in printed else "33.8") == (finding.found, finding.expected)

    @pytest.mark.parametrize(
        "printed",
        [
            {},
            {"total_net": D("33.80")},
            {"total_net": D("33.81")},
            {"total_net": D("36.80"), "freight": D(3)},
            {"total_gross": D("40.22")},
            {"total_net": D("1E+999999"), "po_number": None},
        ],
    )
    def test_a_total_that_our_prices_lead_to_is_not_remarked_upon(
        self, trial: Trial, printed: dict[str, Decimal | None]
    ) -> None:
        assert [] == found(trial(reading(lines=(PRICELESS,), **printed)), FindingCode.TOTAL_ARITHMETIC)

    def test_a_total_is_that_of_all_lines_whether_they_state_a_price_or_not(self, trial: Trial) -> None:
        both = (line(), PRICELESS.model_copy(update={"line_no": read("20")}))
        assert [] == found(trial(reading(lines=both, total_net=D("67.60"))), FindingCode.TOTAL_ARITHMETIC)
        assert FindingCode.TOTAL_ARITHMETIC in held_for(trial(reading(lines=both, total_net=D("33.80"))))

    @pytest.mark.parametrize("chosen", [{}, {"ship_to": "0200/2"}])
    def test_goods_for_a_known_account_go_to_its_address_and_not_to_the_documents(
        self, trial: Trial, chosen: dict[str, str]
    ) -> None:
        gln = {} if chosen else {"id": "9520000000042", "id_scheme": "GLN"}
        shown = party(name="Someone else", street="77 Elsewhere", postcode="PL4 0ST", city="Plymouth", **gln)
        validation = trial(reading(**BOATS, ship_to=shown, lines=(BOATS_LINE,)), chosen=chosen)
        assert isinstance(validation.order, PurchaseOrder)
        known = Party(
            account="0200/2",
            name="Wexcombe Boats Ltd Slipway",
            street="Unit 3 Dock Road",
            postcode="PL4 0ST",
            city="Plymouth",
            country="GB",
            gln="9520000000042",
        )
        assert (known, set()) == (validation.order.ship_to, held_for(validation))
        # And a person can see that it is not the document's.
        assert Severity.NOTE is only(validation, FindingCode.SHIP_TO_AMBIGUOUS).severity

    def test_a_known_number_beside_an_address_elsewhere_is_for_a_person(self, trial: Trial) -> None:
        moved = party(id="9520000000011", id_scheme="GLN", street="Neue Str. 99", postcode="10115", city="Berlin")
        assert FindingCode.SHIP_TO_AMBIGUOUS in held_for(trial(reading(ship_to=moved)))

    @pytest.mark.parametrize(
        "window",
        [{"latest_delivery_date": date(2026, 4, 1)}, {"earliest_delivery_date": date(2026, 4, 20)}],
    )
    def test_a_day_outside_of_the_delivery_window_is_for_a_person(self, trial: Trial, window: dict[str, date]) -> None:
        order = reading(requested_delivery_date=date(2026, 4, 10), **window)
        assert {FindingCode.DATE_IMPLAUSIBLE} == held_for(trial(order))

    @pytest.mark.parametrize("action", ["cancel", "none"])
    def test_a_line_that_a_change_took_away_is_not_ordered_when_it_is_taken_for_an_order(
        self, trial: Trial, action: str
    ) -> None:
        validation = trial(reading(lines=(line(), line(line_no="20", action=action))))
        finding = only(validation, FindingCode.AMBIGUOUS_VALUE)
        assert (Severity.BLOCK, "lines[1].action") == (finding.severity, finding.path)
