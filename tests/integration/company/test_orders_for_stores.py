"""An X12 order of a chain for two of its stores, from its bytes to a sales order for each, on both databases."""

from dataclasses import replace
from decimal import Decimal

import pytest

from orders.findings import FindingCode
from orders.order import PurchaseOrder
from orders.partner import PartnerProfiles
from orders.policy import Mode, Policy
from orders.stages import Outcome, Subject
from tests.integration.company.documents import File
from tests.integration.company.office import Office
from tests.unit.parsers.x12.messages import interchange, transaction

HEAD = ("BEG*00*SA*WX-900**20260302", "CUR*BY*GBP", "DTM*002*20260316", "N1*BY*Wexcombe Boats Ltd*UL*9520000000028")
BOLTS = ("PO1*1*300*PC*.151**IN*WX-1", "SDQ*PC*92*0001*200*0002*100", "PO1*2*6*BO*5.95**IN*WX-2", "SDQ*BO*92*0002*6")
EACH_STORE = [
    ("0200/1", [("BOLT-08", Decimal(200))]),
    ("0200/2", [("BOLT-08", Decimal(100)), ("GLUE-1", Decimal(6))]),
]


CENTRE = ("N1*ST*Centre*92*0900", "N3*1 Depot Way", "N4*Plymouth**PL1 9ZZ")

KNOWN = ("N1*ST*Wexcombe Boats Ltd Slipway*UL*9520000000042",)


def file(*segments: str) -> File:
    return File("order.x12", interchange(transaction(*segments)))


def agreed(office: Office, meant: str) -> None:
    """The profile of the sender says what stores beside an address mean."""
    office.under(Policy(mode=Mode.AUTO, ship_to_by_buyer_number=True))
    known = {"name": "chain", "identities": [{"standard": "x12", "id": "952100001"}], "goods_for_stores": meant}
    partners = PartnerProfiles.model_validate({"partners": [known]})
    office.world.flow = replace(office.world.flow, partners=partners)


def posted(office: Office) -> list[tuple[str, list[tuple[str, Decimal]]]]:
    return [
        (order.ship_to.account, [(line.item, line.quantity.value) for line in order.lines])
        for order in office.released()
    ]


def test_each_store_gets_an_order_of_its_own(office: Office) -> None:
    office.under(Policy(mode=Mode.AUTO, ship_to_by_buyer_number=True))
    arrival = office.take_in(file(*HEAD, *BOLTS))
    (order,) = office.orders([arrival])
    assert Outcome.DONE is office.work(Subject.ORDER, order.id).outcome, [
        (finding.code, finding.path, finding.message) for finding in order.findings if finding.holds
    ]
    assert EACH_STORE == posted(office)


def test_a_copy_is_known_and_the_same_total_for_other_stores_is_none(office: Office) -> None:
    office.under(Policy(mode=Mode.AUTO, ship_to_by_buyer_number=True))
    office.take_in(file(*HEAD, *BOLTS))
    others = [segment.replace("0001*200*0002*100", "0001*100*0002*200") for segment in BOLTS]
    arrivals = [office.take_in(file(*HEAD, *lines)) for lines in (("REF*DP*7", *BOLTS), others)]
    assert [Outcome.DUPLICATE, Outcome.HELD] == [
        office.work(Subject.ORDER, order.id).outcome for order in office.orders(arrivals)
    ]
    assert EACH_STORE == posted(office)


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ((*CENTRE, *BOLTS), FindingCode.SPLIT_DELIVERY),
        ((*BOLTS[:2], "PO1*2*7*BO*5.95**IN*WX-2", BOLTS[3]), FindingCode.SPLIT_DELIVERY),
        ((*BOLTS[:3], "SDQ*BO*92*0003*6"), FindingCode.SHIP_TO_UNKNOWN),
    ],
)
def test_stores_behind_a_centre_that_do_not_add_up_or_are_not_known_wait(
    office: Office, lines: tuple[str, ...], code: FindingCode
) -> None:
    office.under(Policy(mode=Mode.AUTO, ship_to_by_buyer_number=True))
    (order,) = office.orders([office.take_in(file(*HEAD, *lines))])
    assert Outcome.HELD is office.work(Subject.ORDER, order.id).outcome
    assert code in [finding.code for finding in order.findings if finding.holds]
    assert [] == posted(office)


def test_stores_beside_an_address_each_get_an_order_where_the_partner_means_them(office: Office) -> None:
    """Though the address is not known: nothing goes there."""
    agreed(office, "stores")
    (order,) = office.orders([office.take_in(file(*HEAD, *CENTRE, *BOLTS))])
    assert EACH_STORE == posted(office)
    (told,) = [one for one in order.findings if (one.code, one.path) == (FindingCode.SPLIT_DELIVERY, "ship_to")]
    assert "By the profile chain the goods go to each place" in told.message


def test_an_address_that_a_line_without_stores_goes_to_is_to_be_known(office: Office) -> None:
    agreed(office, "stores")
    (order,) = office.orders([office.take_in(file(*HEAD, *CENTRE, *BOLTS[:2], BOLTS[2]))])
    assert [FindingCode.SHIP_TO_NEW] == [finding.code for finding in order.findings if finding.holds]
    assert [] == posted(office)


def test_all_goods_go_to_the_centre_where_the_partner_means_it_and_each_line_says_for_whom(office: Office) -> None:
    agreed(office, "centre")
    (order,) = office.orders([office.take_in(file(*HEAD, *KNOWN, *BOLTS))])
    assert [("0200/2", [("BOLT-08", Decimal(300)), ("GLUE-1", Decimal(6))])] == posted(office)
    assert isinstance(order.order, PurchaseOrder)
    assert ["For the stores 0001: 200, 0002: 100", "For the stores 0002: 6"] == [
        note for line in order.order.lines for note in line.notes
    ]


def test_a_centre_that_is_not_known_waits(office: Office) -> None:
    agreed(office, "centre")
    (order,) = office.orders([office.take_in(file(*HEAD, *CENTRE, *BOLTS))])
    assert [FindingCode.SHIP_TO_NEW] == [finding.code for finding in order.findings if finding.holds]
    assert [] == posted(office)


def test_shares_that_do_not_add_up_wait_though_the_goods_go_to_the_centre(office: Office) -> None:
    agreed(office, "centre")
    lines = (*BOLTS[:2], "PO1*2*7*BO*5.95**IN*WX-2", "SDQ*BO*92*0001*3*0002*3")
    (order,) = office.orders([office.take_in(file(*HEAD, *KNOWN, *lines))])
    assert FindingCode.SPLIT_DELIVERY in [finding.code for finding in order.findings if finding.holds]
    assert [] == posted(office)


def test_without_the_setting_a_store_number_is_nobodys_address(office: Office) -> None:
    (order,) = office.orders([office.take_in(file(*HEAD, *BOLTS))])
    assert {"0001", "0002"} == {one.found for one in order.findings if one.code is FindingCode.SHIP_TO_UNKNOWN}
    assert [] == posted(office)
