"""What kind of message it is."""

from orders.findings import FindingCode
from orders.stages import Outcome
from tests.integration.company.case import Case
from tests.integration.company.documents import KARST
from tests.integration.company.person import accepts, refuses

KINDS = (
    Case(
        code=FindingCode.TEST_INTERCHANGE,
        story="Karst try their new software (UNB 0035).",
        arrives=KARST.saying("0800+R1", "0800+R1++ORDERS++++1").file(),
        says="The sender marked this as a test. It is never posted; set it aside, or ask for the real message.",
        act=refuses("a test of their new software"),
        ends=Outcome.SET_ASIDE,
        because="a test of their new software",
        sold=(),
    ),
    Case(
        code=FindingCode.FUNCTION_NOT_ORIGINAL,
        story="The message calls itself a copy; no other came before it, and Karst mean it.",
        arrives=KARST.saying("PO-1+9", "PO-1+31").file(),
        says="The message is a copy (1225 31). Decide what is to be done with it.",
        act=accepts(),
    ),
    Case(
        code=FindingCode.MESSAGE_TYPE,
        story="A blanket order, which asks for no delivery yet.",
        arrives=KARST.saying("BGM+220", "BGM+221").file(),
        says="The document is a blanket order ... Accept it as an order, or refuse it.",
        act=refuses("entered as a blanket order by hand"),
        ends=Outcome.SET_ASIDE,
        because="by hand",
        sold=(),
    ),
)
