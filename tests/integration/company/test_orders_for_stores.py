"""An X12 order of a chain for two of its stores, from its bytes to a sales order for each, on both databases."""

from decimal import Decimal

import pytest

from orders.findings import FindingCode
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


def file(*segments: str) -> File:
    return File("order.x12", interchange(transaction(*segments)))


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
        (("N1*ST*Centre*92*0900", "N3*1 Depot Way", "N4*Plymouth**PL1 9ZZ", *BOLTS), FindingCode.SPLIT_DELIVERY),
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


def test_without_the_setting_a_store_number_is_nobodys_address(office: Office) -> None:
    (order,) = office.orders([office.take_in(file(*HEAD, *BOLTS))])
    assert {"0001", "0002"} == {one.found for one in order.findings if one.code is FindingCode.SHIP_TO_UNKNOWN}
    assert [] == posted(office)
