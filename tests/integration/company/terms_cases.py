"""What was agreed with the customer beside prices: how much at least, how soon, and at what terms."""

from orders.findings import FindingCode
from tests.integration.company.case import Case
from tests.integration.company.documents import KARST, PAPER, paper
from tests.integration.company.office import Office
from tests.integration.company.person import accepts, takes
from tests.integration.company.reference_cases import auto


def fetched_by_karst(office: Office) -> None:
    """Karst fetch what they buy, and pay within thirty days."""
    row = "0100,Karst & Söhne Maschinenbau GmbH,30159,9520000000011,EUR,30 Tage netto,EXW Hannover"
    office.import_again(customers=f"customer_no,name,postcode,gln,currency,payment_terms,delivery_terms\n{row}\n")


TERMS = (
    Case(
        code=FindingCode.MINIMUM_ORDER_VALUE,
        story="Bolts for 33.80, where orders are taken from 150.00 on; sales let it pass this once.",
        given=auto(minimum_order_value="150"),
        arrives=KARST.file(),
        says="The goods are worth 33.80 EUR, and orders of this customer are taken from 150.00 EUR on: 116.20 EUR are "
        "missing. Ask whether more is wanted, or accept the order as it is.",
        act=accepts(),
    ),
    Case(
        code=FindingCode.PAYMENT_TERMS_DIFFER,
        story="Karst would pay after sixty days, and thirty are agreed; they agree to what they signed.",
        arrives=paper(*PAPER[:4], "Payment terms: 60 days net", *PAPER[4:]),
        at="payment_terms",
        says='The order says "60 days net" for the payment, and "30 Tage netto" is agreed with the customer.',
        act=takes("As agreed: 30 Tage netto"),
    ),
    Case(
        code=FindingCode.DELIVERY_TERMS_DIFFER,
        story="Karst want it delivered, duty and all, though they fetch what they buy; they will send their van.",
        given=fetched_by_karst,
        arrives=KARST.after("CUX", "TOD+6++DDP", "LOC+1+:::Hannover").file(),
        at="delivery_terms",
        says='The order says "DDP Hannover" for the delivery, and "EXW Hannover" is agreed with the customer',
        act=takes("As agreed: EXW Hannover"),
    ),
    Case(
        code=FindingCode.LEAD_TIME,
        story="Tape that is made to order within three weeks, wanted in two; Karst can wait.",
        given=auto(lead_time_days=15),
        arrives=KARST.ordering("TAPE-5:SA", "2:BX", "12.00").file(),
        at="requested_delivery_date",
        says="Line 1: TAPE-5 takes 15 working days and can be there on 2026-03-23 at the earliest; the delivery is "
        "wanted on 2026-03-16. Agree on a date with the customer, or accept the order as it is.",
        act=takes("Deliver on 2026-03-23"),
        sold=("2 BX TAPE-5 at 12.00 EUR",),
    ),
)
