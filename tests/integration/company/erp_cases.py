"""The ERP: what it refuses, changes, has already, or does not say."""

from collections.abc import Callable
from datetime import timedelta

from erp_adapters.adapter import Capabilities, ErpOrder, Idempotency
from erp_adapters.memory.adapter import MemoryErp
from orders.findings import FindingCode
from tests.fakes.faults import Fault, Operation, Scripted
from tests.fakes.faulty import Faulty
from tests.integration.company.case import BOLTS, Case
from tests.integration.company.documents import KARST
from tests.integration.company.office import Office
from tests.integration.company.person import accepts, records, retries

BLIND = Capabilities(Idempotency.NONE, drafts=True, deadline=timedelta(seconds=1), settle=timedelta(0))
"""An ERP that cannot be searched."""


def failing(operation: Operation, *faults: Fault, capabilities: Capabilities | None = None) -> Callable[[Office], None]:
    """The first calls of this kind go wrong in these ways."""

    def given(office: Office) -> None:
        plan, clock = Scripted({operation: faults}), office.world.clock
        office.post_through(
            Faulty(office.erp, plan, type_in=office.erp.type_in, clock=clock, capabilities=capabilities)
        )

    return given


def mended(office: Office) -> None:
    """Nothing goes wrong any more."""
    office.post_through(office.erp)


class Tidied(MemoryErp):
    """A clerk cancels every draft that nobody told them of."""

    tidy = True

    def read(self, reference: str) -> ErpOrder:
        if self.tidy:
            self.cancel(reference)
        return super().read(reference)


def tidied(office: Office) -> None:
    office.erp = Tidied()
    mended(office)


def left_alone(office: Office) -> None:
    """The clerk knows now."""
    assert isinstance(office.erp, Tidied)
    office.erp.tidy = False


ERP = (
    Case(
        code=FindingCode.ERP_REFUSED,
        story="The item is not released for sale in the ERP; somebody releases it.",
        given=failing(Operation.CREATE, Fault.REFUSAL),
        arrives=KARST.file(),
        at="lines[0]",
        says="The ERP refused line 1: item BOLT-08 is not released for sale. Release it there.",
        act=retries(mended),
    ),
    Case(
        code=FindingCode.ERP_DIFFERENCE,
        story="The ERP puts a price of its own; the person accepts it.",
        given=failing(Operation.CREATE, Fault.WRONG_PRICE),
        arrives=KARST.file(),
        at="lines[0].unit_price",
        says="The ERP holds 16.91 EUR for 100 as price of line 1; 16.90 EUR for 100 was sent. Correct it in the ERP",
        act=accepts(),
        sold=(BOLTS.replace("16.90", "16.91"),),
    ),
    Case(
        code=FindingCode.ERP_FOREIGN_ORDER,
        story="A clerk had typed the order in already.",
        given=failing(Operation.FIND, Fault.CLERK_BEFORE),
        arrives=KARST.file(),
        at="po_number",
        says="The ERP already has PO PO-1 of customer 0100: SO-000001. Record the one that is right",
        act=records("SO-000001"),
    ),
    Case(
        code=FindingCode.ERP_UNKNOWN_OUTCOME,
        story="An ERP that cannot be searched did not answer; the person finds the draft there and releases it.",
        given=failing(Operation.CREATE, Fault.TIMEOUT_AFTER, capabilities=BLIND),
        arrives=KARST.file(),
        says="It is not known whether the ERP has this order: ... If it is there, record its number ... retry.",
        act=records("SO-000001", after=lambda office: office.erp.release("SO-000001")),
    ),
    Case(
        code=FindingCode.ERP_PARTIAL,
        story="A clerk cancelled the draft before it was released; nobody does any more.",
        given=tidied,
        arrives=KARST.file(),
        says="The ERP's order SO-000001, made for this order, cannot be used: it was cancelled there. Retry",
        act=retries(left_alone),
    ),
)
