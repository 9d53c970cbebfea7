"""The reading: what the document itself leaves open or contradicts."""

from orders.findings import FindingCode
from tests.integration.company.case import Case
from tests.integration.company.documents import KARST, PAPER, mail, paper
from tests.integration.company.person import accepts, enters_and_records, takes, types

NUMBER, DATE, TITLES, LINE, TOTAL = (PAPER.index(line) for line in (PAPER[1], PAPER[2], PAPER[4], PAPER[5], PAPER[6]))


def printed(place: int, text: str) -> tuple[str, ...]:
    """The order on paper with another text at this place."""
    return (*PAPER[:place], text, *PAPER[place + 1 :])


READING = (
    Case(
        code=FindingCode.MISSING_FIELD,
        story="The order on paper has no number; Karst give one.",
        arrives=mail("Our order is attached.", paper(*printed(NUMBER, "PURCHASE ORDER")), subject="New order"),
        at="po_number",
        says="The order has no PO number. Type the one the customer gives",
        act=types({"po_number": "PO-1"}),
    ),
    Case(
        code=FindingCode.INVALID_VALUE,
        story="A quantity of nothing; Karst mean 200.",
        arrives=KARST.saying("QTY+21:200", "QTY+21:0").file(),
        at="lines[0].quantity",
        says="Line 1 orders a quantity of 0; it must be more than 0. Compare it with the document.",
        act=types({"lines[0].quantity": "200"}),
    ),
    Case(
        code=FindingCode.AMBIGUOUS_VALUE,
        story="The GTIN is that of a case of twelve, the quantity is in bottles; the bottles are meant.",
        arrives=KARST.ordering("08-15:IN", "24:BO", "6.80").saying("LIN+1", "LIN+1++9520000000103:EN").file(),
        at="lines[0].unit",
        says="Line 1: the GTIN is that of a CS (case), the quantity is in BO (bottle). Choose the unit that is meant.",
        act=takes("It is BO (bottle)"),
        sold=("24 BO GLUE-1 at 6.80 EUR",),
    ),
    Case(
        code=FindingCode.DUPLICATE_LINE_NUMBER,
        story="A line came twice by copy and paste.",
        arrives=(
            KARST.after("PRI", "LIN+1", "PIA+5+4711:IN", "QTY+21:200:PCE", "PRI+AAA:16.90:::100:PCE")
            .saying("CNT+2:1", "CNT+2:2")
            .file()
        ),
        at="lines[1].line_no",
        says="Line 1 stands twice with the same item and quantity. If it was ordered once, delete one of them.",
        act=takes("Delete the second"),
    ),
    Case(
        code=FindingCode.UNREAD_CONTENT,
        story="The mail beside the order asks for something; the driver is told.",
        arrives=mail("Our order is attached. Please deliver before noon.", KARST.file()),
        says='The text of the mail says: "Please deliver before noon." ... Does it ask for something',
        act=accepts(),
    ),
    Case(
        code=FindingCode.FREE_TEXT,
        story="A sentence at the foot of the paper names a line; the person reads it, and nothing changes.",
        arrives=paper(*PAPER, "Line 1 replaces what we had before."),
        says="The order carries free text that may change it. Read what it asks for.",
        act=accepts(),
    ),
    Case(
        code=FindingCode.SPLIT_DELIVERY,
        story="200 bolts in two weeks, 100 in each; the line is split in the ERP by hand.",
        arrives=KARST.after(
            "PRI", "SCC+1", "QTY+21:100:PCE", "DTM+2:20260316:102", "QTY+21:100:PCE", "DTM+2:20260323:102"
        ).file(),
        at="lines[0].deliveries",
        says="The line asks for 2 deliveries ... Split the line in the ERP and record it, or accept it",
        act=enters_and_records(),
    ),
    Case(
        code=FindingCode.ALLOWANCE_OR_CHARGE,
        story="Two per cent off the whole order, as agreed for early orders.",
        arrives=KARST.after("CUX", "ALC+A+++1+TD", "PCD+3:2").file(),
        says="An allowance or charge changes what is to be paid. Bring the price to what was agreed, or accept.",
        act=accepts(),
    ),
    Case(
        code=FindingCode.FREE_GOODS,
        story="A price of nothing; the person clears it, so that the contract's is taken.",
        arrives=KARST.saying("16.90", "0.00").file(),
        at="lines[0].unit_price",
        says="Line 1 has a price of 0. If the goods are free, accept this; else type the price or clear it.",
        act=types({"lines[0].unit_price": ""}),
    ),
    Case(
        code=FindingCode.CHECK_DIGIT,
        story="Our own GLN is misspelt; nothing hangs on it.",
        arrives=KARST.saying("NAD+SU+9520000005009", "NAD+SU+9520000005000").file(),
        at="supplier.id",
        says="The GLN of supplier 9520000005000 is no valid number: its check digit should be 9.",
    ),
    Case(
        code=FindingCode.LINE_ARITHMETIC,
        story="The amount of a line on paper has a digit too many.",
        arrives=paper(*printed(LINE, PAPER[LINE].replace("33.80", "338.0"))),
        at="lines[0].line_total",
        says="Line 1: quantity times price is 33.8, but the document says 338. One of the three is wrong",
        act=takes("The total is 33.8"),
    ),
    Case(
        code=FindingCode.TOTAL_ARITHMETIC,
        story="The sum at the foot of the paper is not that of its only line.",
        arrives=paper(*printed(TOTAL, "Total net 43.80 EUR")),
        at="total_net",
        says="The lines add up to 33.8, but the net total says 43.8. A line may be missing or misread",
        act=takes("The total is 33.8"),
    ),
    Case(
        code=FindingCode.LINE_COUNT,
        story="The control total announces two lines, one is there; Karst say that one was taken out.",
        arrives=KARST.saying("CNT+2:1", "CNT+2:2").file(),
        at="lines",
        says="The control total announces 2 lines, 1 were found. Compare the lines",
        act=accepts(),
    ),
    Case(
        code=FindingCode.DATE_IMPLAUSIBLE,
        story="Delivery is wanted a year before the order.",
        arrives=KARST.saying("DTM+2:20260316", "DTM+2:20250316").file(),
        at="requested_delivery_date",
        says="The requested delivery date 2025-03-16 lies before the order date 2026-03-02. Compare both",
        act=types({"requested_delivery_date": "2026-03-16"}),
    ),
)
