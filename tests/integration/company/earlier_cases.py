"""Against what came before: copies, changes, cancellations."""

from orders.findings import FindingCode
from orders.stages import Outcome
from tests.integration.company.case import BOLTS, Case
from tests.integration.company.documents import KARST
from tests.integration.company.person import accepts, changes_in_the_erp, marks_as_copy, refuses, takes, types

CANCELLATION = KARST.saying("PO-1+9", "PO-1+1")
CHANGE = KARST.saying("PO-1+9", "PO-1+4").saying("QTY+21:200", "QTY+21:300")

EARLIER = (
    Case(
        code=FindingCode.DUPLICATE_ORDER,
        story="The order comes once more, equal as far as it was understood, with a text that asks for something.",
        earlier=(KARST.file(),),
        arrives=KARST.after("DTM+2", "FTX+DEL+++By the small gate").file(),
        at="po_number",
        says="There is a live order with this customer, PO number and release already, posted as SO-000001. "
        "... Then mark it as a duplicate, or change that order.",
        act=marks_as_copy(),
        ends=Outcome.DUPLICATE,
        because="a copy of",
    ),
    Case(
        code=FindingCode.CHANGED_COPY,
        story="The same number with another quantity; Karst gave the number twice and mean two orders.",
        earlier=(KARST.file(),),
        arrives=KARST.saying("QTY+21:200", "QTY+21:300").file(),
        at="po_number",
        says="a live order ... posted as SO-000001 ... 300 ... 200 ... or correct the PO number",
        act=types({"po_number": "PO-1a"}),
        sold=(BOLTS, BOLTS.replace("200", "300")),
    ),
    Case(
        code=FindingCode.CHANGE_WITHOUT_ORDER,
        story="A cancellation of an order that never came.",
        arrives=CANCELLATION.file(),
        at="po_number",
        says="No live order has the number PO-1, so there is nothing to change. Look for it in the ERP.",
        beside=FindingCode.CHANGE_REQUEST,
        act=refuses("it was never entered"),
        ends=Outcome.SET_ASIDE,
        because="it was never entered",
        sold=(),
    ),
    Case(
        code=FindingCode.CHANGE_REQUEST,
        story="A cancellation of the order before it; the person carries it out in the ERP and records it.",
        earlier=(KARST.file(),),
        arrives=CANCELLATION.file(),
        at="kind",
        says="This is a cancel ... Carry it out ... record ... refuse it.",
        act=changes_in_the_erp(lambda office: office.erp.cancel("SO-000001")),
        because="Carried out in the ERP, on SO-000001.",
        sold=(),
    ),
    Case(
        code=FindingCode.CHANGE_WAITING,
        story="The cancellation overtook its order; the person posts the order all the same.",
        earlier=(CANCELLATION.file(),),
        arrives=KARST.file(),
        at="po_number",
        says="A cancellation of this order waits ... Decide on that one first, or accept",
        act=accepts(),
        then=refuses("it is delivered already"),
    ),
    Case(
        code=FindingCode.CHANGE_MISMATCH,
        story="A change names an item that the order does not have: it is to be added.",
        earlier=(KARST.file(),),
        arrives=CHANGE.saying("LIN+1", "LIN+2").saying("PIA+5+4711", "PIA+5+4712").file(),
        at="lines[0].line_no",
        says="The order has no line with item ... or set the line's action to add.",
        act=takes("It is to be added"),
        then=changes_in_the_erp(),
    ),
    Case(
        code=FindingCode.CHANGE_OUT_OF_ORDER,
        story="A second change comes while the first one waits; the person refuses it.",
        earlier=(KARST.file(), CHANGE.file()),
        arrives=CHANGE.saying("QTY+21:300", "QTY+21:400").file(),
        at="change_number",
        says="change PO-1 of the same order waits. Decide on that one first.",
        act=refuses("the customer withdrew it"),
        then=changes_in_the_erp(),
        ends=Outcome.SET_ASIDE,
        because="the customer withdrew it",
    ),
)
