"""Changes by EDI of orders that came on paper, and the reverse, from the documents themselves."""

from decimal import Decimal

import pytest

from erp_adapters.adapter import ErpOrder
from exceptions_queue import deciding
from exceptions_queue.deciding import Seen
from orders.findings import FindingCode
from orders.ids import ArrivalId, OrderId
from orders.order import Quantity
from orders.stages import Outcome, Subject
from pipeline.changes.three_way import ChangedBy
from storage.rows import OrderRow
from tests.integration.company.documents import KARST, PAPER, File, mail, paper
from tests.integration.company.office import ANNA, Office

ORDCHG = (
    KARST.saying("ORDERS:D:96A:UN:EAN008", "ORDCHG:D:96A:UN:EAN008")
    .saying("BGM+220+PO-1+9", "BGM+230+CH-1+4'RFF+ON:PO-1")
    .saying("LIN+1", "LIN+1+3")
    .saying("QTY+21:200", "QTY+21:300")
    .file("change.edi")
)
CANCEL = (
    KARST.saying("ORDERS:D:96A:UN:EAN008", "ORDCHG:D:96A:UN:EAN008")
    .saying("BGM+220+PO-1+9", "BGM+230+CH-2+1'RFF+ON:PO-1")
    .file("cancel.edi")
)
_UBL = "urn:oasis:names:specification:ubl:schema:xsd:"
# Lines of UBL changes are named by their number; what the order has there is not said again.
UBL_CHANGE = File(
    "change.xml",
    f"""<OrderChange xmlns="{_UBL}OrderChange-2" xmlns:c="{_UBL}CommonAggregateComponents-2"
    xmlns:b="{_UBL}CommonBasicComponents-2"><b:ID>CH-3</b:ID><b:IssueDate>2026-03-03</b:IssueDate>
    <c:OrderReference><b:ID>PO-1</b:ID></c:OrderReference>
    <c:BuyerCustomerParty><c:Party><c:PartyIdentification><b:ID schemeID="0088">9520000000011</b:ID>
    </c:PartyIdentification></c:Party></c:BuyerCustomerParty>
    <c:OrderLine><c:LineItem><b:ID>1</b:ID><b:LineStatusCode>3</b:LineStatusCode>
    <b:Quantity unitCode="EA">300</b:Quantity><c:Item><b:Name>Bolt</b:Name></c:Item></c:LineItem></c:OrderLine>
    </OrderChange>""".encode(),
)
DATED = (*PAPER[:3], "Delivery date: 16 March 2026", *PAPER[3:])
CHANGED = (line.replace("200  pcs", "300  pcs").replace("33.80", "50.70") for line in (*DATED[:1], *DATED[2:]))
PAPER_CHANGE = paper("PURCHASE ORDER CHANGE NOTICE", "PO number: PO-1", *CHANGED, name="change.pdf")
ON_PAPER = mail("Please find our order attached.", paper(*DATED))
CHANGED_ON_PAPER = mail("See the attachment.", PAPER_CHANGE, subject="Change of PO-1")


def the_order(office: Office, arrival: ArrivalId) -> OrderRow:
    """The one that counts: the mail around a PDF may hold a part without any."""
    (row,) = (
        one for one in office.orders([arrival]) if office.work(Subject.ORDER, one.id).outcome is not Outcome.DUPLICATE
    )
    return row


def seen(office: Office, order: OrderRow) -> Seen:
    return Seen(OrderId(order.id), office.work(Subject.ORDER, order.id).version)


def clerk_changes(office: Office, sold: ErpOrder, quantity: int) -> None:
    (line,) = sold.lines
    new = line.model_copy(update={"quantity": Quantity(value=Decimal(quantity), unit=line.quantity.unit)})
    office.erp.change(sold.reference, (new,))


@pytest.mark.parametrize(
    ("first", "second"),
    [(ON_PAPER, ORDCHG), (KARST.file(), CHANGED_ON_PAPER), (KARST.file(), UBL_CHANGE), (ON_PAPER, UBL_CHANGE)],
    ids=["edi changes paper", "the reverse", "xml changes edi", "xml changes paper"],
)
def test_a_change_finds_its_order_whatever_the_channel(office: Office, first: File, second: File) -> None:
    office.take_in(first)
    (sold,) = office.released()
    change = the_order(office, office.take_in(second))
    assert FindingCode.CHANGE_REQUEST in {finding.code for finding in change.findings}
    found = office.services.difference(change.id)
    assert [("line 1.quantity", "200 EA", "300 EA", "200 EA", ChangedBy.CUSTOMER)] == [
        (row.path, row.posted, row.asked, row.now, row.by) for row in found.rest
    ]
    clerk_changes(office, sold, 300)
    deciding.record_change(office.services, ANNA, seen(office, change), 0, ())
    office.let_run()
    assert Outcome.DONE is office.work(Subject.ORDER, change.id).outcome
    assert 1 == len(office.released())


def test_a_change_that_overtakes_its_order_holds_it_and_is_carried_out_on_it(office: Office) -> None:
    change = the_order(office, office.take_in(ORDCHG))
    order = the_order(office, office.take_in(ON_PAPER))
    assert () == office.released()
    assert {FindingCode.CHANGE_WAITING} <= {finding.code for finding in order.findings}
    deciding.apply_change(office.services, ANNA, seen(office, change), 0)
    office.let_run()
    (sold,) = office.released()
    assert [Decimal(300)] == [line.quantity.value for line in sold.lines]
    assert [Outcome.DONE, Outcome.DONE] == [office.work(Subject.ORDER, one.id).outcome for one in (change, order)]


def test_a_cancellation_by_edi_of_an_order_on_paper(office: Office) -> None:
    office.take_in(ON_PAPER)
    (sold,) = office.released()
    cancellation = the_order(office, office.take_in(CANCEL))
    office.erp.cancel(sold.reference)
    deciding.record_change(office.services, ANNA, seen(office, cancellation), 0, ())
    office.let_run()
    assert () == office.released()
    # The customer orders it anew under the same number: it is no copy of the cancelled one.
    office.take_in(KARST.file())
    assert 1 == len(office.released())
