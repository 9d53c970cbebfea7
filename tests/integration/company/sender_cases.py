"""Who sent the mail: whether he is who he says, is mistaken for a customer, is new, or is in a suspicious hurry."""

from collections.abc import Callable
from dataclasses import replace

from orders.findings import FindingCode
from orders.policy import Mode, Policies, Policy
from orders.stages import Outcome
from tests.integration.company.case import Case
from tests.integration.company.documents import KARST, File, mail
from tests.integration.company.office import Office
from tests.integration.company.person import accepts, refuses, takes

OURS = "mx.supplier.example"


def trusting(**settings: object) -> Callable[[Office], None]:
    """What our mail server records is believed; clean orders post by themselves."""
    default = Policy.model_validate({"mode": Mode.AUTO, **settings})
    policies = Policies(default=default, trusted_mail_servers=(OURS,))

    def given(office: Office) -> None:
        office.world.flow = replace(office.world.flow, policies=policies)

    return given


def recorded(said: str, file: File) -> File:
    """The mail as our server delivered it."""
    return File(file.name, f"Authentication-Results: {OURS}; {said}\n".encode() + file.content)


def ordered(sender: str = "einkauf@karst.example") -> File:
    """Karst's order by mail."""
    return mail("Please see the attachment.", KARST.file(), sender=sender)


TO_A_WAREHOUSE = KARST.saying("NAD+DP+9520000000011::9", "NAD+DP+++Lager 7+Hafenstr. 99+Hamburg++20457+DE").saying(
    "DTM+2:20260316", "DTM+2:20260304"
)

SENDER = (
    Case(
        code=FindingCode.AUTHENTICATION_FAILED,
        story="The mail is not from Karst's server; Anna calls them, and they had changed it.",
        given=trusting(),
        arrives=recorded("dmarc=fail header.from=karst.example", ordered()),
        says="names einkauf@karst.example ... server mx.supplier.example found ... (dmarc=fail). Call the customer",
        act=accepts(),
    ),
    Case(
        code=FindingCode.AUTHENTICATION_MISSING,
        story="Karst's server signs nothing, and the policy asks for it.",
        given=trusting(require_authentication=True),
        arrives=recorded("dkim=none; spf=none", ordered()),
        says="No mail server of ours recorded that the mail is from einkauf@karst.example. Call the customer",
        act=accepts(),
    ),
    Case(
        code=FindingCode.SENDER_LOOKALIKE,
        story="Somebody has registered a domain a letter off Karst's.",
        arrives=ordered("einkauf@karsl.example"),
        says="It comes from karsl.example, which is not karst.example of Karst ... can be taken for it. Call",
        act=refuses("Karst know nothing of it"),
        ends=Outcome.SET_ASIDE,
        because="Karst know nothing of it",
        sold=(),
    ),
    Case(
        code=FindingCode.SENDER_NEW,
        story="Karst's buyer writes for the first time.",
        arrives=ordered(),
        says="This is the first order of the customer from einkauf@karst.example.",
    ),
    Case(
        code=FindingCode.RUSH_TO_NEW_ADDRESS,
        story="The goods are to go to a warehouse that nobody knows, the day after tomorrow; they go to Hannover.",
        given=trusting(),
        arrives=recorded("dmarc=none", mail("Please see the attachment.", TO_A_WAREHOUSE.file())),
        at="ship_to",
        says="wanted by 2026-03-04 at ... Hafenstr. 99 ... first order from einkauf@karst.example ... a known address",
        act=takes("Deliver to Karst & Söhne Maschinenbau GmbH, Lindenstraße 4, 30159 Hannover"),
    ),
)
