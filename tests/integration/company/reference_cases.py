"""Reference data and policy: whether it is this customer's, known, sold so, at this price, there, and allowed."""

from collections.abc import Callable
from decimal import Decimal

from orders.findings import FindingCode
from orders.policy import Mode, Policy
from orders.stages import Outcome
from tests.fakes.faults import Fault, Operation
from tests.integration.company.case import BOLTS, Case
from tests.integration.company.documents import KARST, PAPER, WEXCOMBE, mail, paper, sheet
from tests.integration.company.erp_cases import failing
from tests.integration.company.office import ANNA, BERT, Office
from tests.integration.company.person import accepts, retries, takes, types


def auto(**settings: object) -> Callable[[Office], None]:
    """Clean orders post by themselves, under these settings."""
    return lambda office: office.under(Policy.model_validate({"mode": Mode.AUTO, **settings}))


def with_old_stock(office: Office) -> None:
    auto(oldest_reference_days={"stock": 1})(office)
    office.world.clock.move(days=3)


def in_shadow(office: Office) -> None:
    office.under(Policy(mode=Mode.SHADOW))
    failing(Operation.FIND, Fault.CLERK_BEFORE)(office)


def owing(limit: str, balance: str, blocked: str = "") -> Callable[[Office], None]:
    """What accounting says of Karst this morning."""
    rows = f"customer_no,credit_limit,open_balance,currency,blocked\n0100,{limit},{balance},EUR,{blocked}\n"
    return lambda office: office.import_again(credit=rows)


TO_WERK_3 = KARST.saying("NAD+DP+9520000000011::9", "NAD+DP+++Werk 3")
FERREIRA = (
    KARST.saying("9520000000011:14", "9520000000035:14")
    .saying("NAD+BY+9520000000011", "NAD+BY+9520000000035")
    .saying("NAD+DP+9520000000011", "NAD+DP+9520000000035")
    .ordering("GLUE-1:SA", "5:BO", "7.50")
)
AT_ITS_DOOR = "NAD+DP+9520000000042::9++Wexcombe Boats Ltd+9 Harbour Street+Plymouth++PL1 3RP+GB"

REFERENCE = (
    Case(
        code=FindingCode.REFERENCE_MISSING,
        story="Nothing was ever imported; it is now.",
        given=Office.lose_the_reference_data,
        arrives=KARST.file(),
        at="customer",
        says="The customer was not checked: none are loaded. Import customers.csv; no order is complete without.",
        beside=FindingCode.MISSING_FIELD,
        act=retries(Office.import_again),
    ),
    Case(
        code=FindingCode.REFERENCE_STALE,
        story="The stock is of three days ago, and one is allowed; a newer export is imported.",
        given=with_old_stock,
        arrives=KARST.file(),
        says="What is known of stock is of 2026-03-02, more than 1 day ... Import a newer export, and validate again.",
        act=retries(Office.import_again),
    ),
    Case(
        code=FindingCode.NOT_CHECKED,
        story="We have no price of our own for the sample card.",
        arrives=KARST.ordering("FREE-0:SA", "10:PCE", "1.00").file(),
        at="lines[0].unit_price",
        says="Line 1: we have no price for FREE-0 in EUR to compare with. Confirm the price of the order.",
        act=accepts(),
        sold=("10 EA FREE-0 at 1.00 EUR",),
    ),
    Case(
        code=FindingCode.CUSTOMER_UNKNOWN,
        story="Karst order under the GLN of a new branch.",
        arrives=KARST.saying("9520000000011:14", "9520000005016:14")
        .saying("NAD+BY+9520000000011", "NAD+BY+9520000005016")
        .file(),
        at="customer",
        says="No customer fits what the order shows: 9520000005016. Choose the customer, or set it up in the ERP",
        act=types({"customer": "0100"}),
    ),
    Case(
        code=FindingCode.CUSTOMER_AMBIGUOUS,
        story="Two customers have one name, and the paper shows no address. There is no list in pounds: the price is "
        "confirmed.",
        arrives=paper(
            "Wexcombe Boats Ltd", *PAPER[1:3], PAPER[4], PAPER[5].replace("4711   ", "BOLT-08"), "Total net 33.80 GBP"
        ),
        at="customer",
        says="More than one customer may have ordered: the name Wexcombe Boats Ltd fits 0200, 0400. Choose one.",
        act=takes("It is Wexcombe Boats Ltd (0400)"),
        then=accepts(),
        sold=("200 EA BOLT-08 at 16.90 GBP for 100",),
    ),
    Case(
        code=FindingCode.CUSTOMER_BLOCKED,
        story="Ferreira are blocked; accounting agree all the same.",
        arrives=FERREIRA.file(),
        at="customer",
        says="Ferreira Lda (0300) is blocked. Ask accounting before you let the order pass.",
        act=accepts(),
        sold=("5 BO GLUE-1 at 7.50 EUR",),
    ),
    Case(
        code=FindingCode.SHIP_TO_UNKNOWN,
        story="The goods go to a name without an address.",
        arrives=TO_WERK_3.file(),
        at="ship_to",
        says="The delivery address 'Werk 3' is no known one, and is not complete. Choose one or complete it.",
        act=takes("Deliver to Karst & Söhne Maschinenbau GmbH, Lindenstraße 4, 30159 Hannover"),
    ),
    Case(
        code=FindingCode.SHIP_TO_AMBIGUOUS,
        story="The number is that of the slipway, the street that of the house.",
        arrives=WEXCOMBE.saying("NAD+DP+9520000000042::9", AT_ITS_DOOR).file(),
        at="ship_to",
        says="Its number and its address differ: Wexcombe Boats Ltd, 9 Harbour Street ... Choose the delivery address.",
        act=takes("Deliver to Wexcombe Boats Ltd Slipway, Unit 3 Dock Road, PL4 0ST Plymouth"),
        sold=("200 EA BOLT-08 at 15.10 GBP for 100",),
    ),
    Case(
        code=FindingCode.SHIP_TO_NEW,
        story="A building site in a town to which Karst never had goods sent; two people confirm it.",
        arrives=KARST.saying("NAD+DP+9520000000011::9", "NAD+DP+++Karst Baustelle+Am Kanal 12+Celle++29221+DE").file(),
        at="ship_to",
        says="The customer has never had goods sent to Karst Baustelle, Am Kanal 12, 29221, Celle. Choose ... confirm",
        act=accepts(ANNA, BERT),
    ),
    Case(
        code=FindingCode.SHIP_TO_CHANGED,
        story="The street is the known one with another number, a slip of the pen.",
        arrives=KARST.saying("NAD+DP+9520000000011::9", "NAD+DP+++Karst+Lindenstraße 14+Hannover++30159+DE").file(),
        at="ship_to",
        says="Karst, Lindenstraße 14, 30159, Hannover is a known one but for its name and street. Choose",
        act=takes("Deliver to Karst & Söhne Maschinenbau GmbH, Lindenstraße 4, 30159 Hannover"),
    ),
    Case(
        code=FindingCode.ITEM_UNKNOWN,
        story="Karst have a new number for the bolt.",
        arrives=KARST.saying("4711", "9999").file(),
        at="lines[0].item",
        says="Line 1: no item has the customer's number 9999. Choose the item.",
        act=types({"lines[0].item": "BOLT-08"}),
    ),
    Case(
        code=FindingCode.ITEM_AMBIGUOUS,
        story="Karst have one number for two items.",
        arrives=KARST.saying("4711", "77").file(),
        at="lines[0].item",
        says="Line 1: several items have the customer's number 77. Choose the item.",
        act=takes("It is BOLT-08 Hex bolt M8 x 20 zinc plated"),
    ),
    Case(
        code=FindingCode.ITEM_CONTRADICTION,
        story="The part number is that of the M8, the GTIN that of the M10.",
        arrives=KARST.saying("LIN+1", "LIN+1++9520000000066:EN").file(),
        at="lines[0].item",
        says="Line 1: its numbers contradict each other: the customer's number 4711 means BOLT-08; GTIN 9520000000066 "
        "means BOLT-10. Choose the item.",
        act=takes("It is BOLT-08 Hex bolt M8 x 20 zinc plated"),
    ),
    Case(
        code=FindingCode.ITEM_BLOCKED,
        story="A bracket that is not sold any more; there are five left.",
        arrives=KARST.ordering("OLD-1:SA", "5:PCE", "3.00").file(),
        at="lines[0].item",
        says="Line 1: OLD-1 Discontinued bracket is blocked for sale. Offer another item.",
        act=accepts(),
        sold=("5 EA OLD-1 at 3.00 EUR",),
    ),
    Case(
        code=FindingCode.ITEM_REPLACED,
        story="The tape of last year, which another one follows.",
        arrives=KARST.ordering("OLD-2:SA", "5:BX", "11.00").file(),
        at="lines[0].item",
        says="Line 1: OLD-2 is no longer sold since 2026-01-01; TAPE-5 ... follows it. Take that one ... or accept",
        act=takes("Take TAPE-5 Masking tape box of 24"),
        then=takes("Take our price of 12.00"),
        sold=("5 BX TAPE-5 at 12.00 EUR",),
    ),
    Case(
        code=FindingCode.UNIT_UNKNOWN,
        story="The line is in a unit that nobody knows.",
        arrives=KARST.ordering("4711:IN", "200:KOL", "16.90:::100").file(),
        at="lines[0].unit",
        says="Line 1: the unit 'KOL' is not known. It is sold in EA (piece); choose what is meant, and mind",
        act=takes("It is EA (piece)"),
    ),
    Case(
        code=FindingCode.UNIT_NOT_SOLD,
        story="Two kilograms of a bolt that is sold by the piece; Karst say that they are 200.",
        arrives=KARST.ordering("4711:IN", "2:KGM", "16.90:::100").file(),
        at="lines[0].unit",
        says="Line 1: BOLT-08 is not sold in KGM (kilogram). It is sold in EA (piece); choose what is meant",
        act=types({"lines[0].unit": "EA", "lines[0].quantity": "200"}),
    ),
    Case(
        code=FindingCode.PACK_MULTIPLE,
        story="250 bolts in packs of 100.",
        arrives=KARST.saying("QTY+21:200", "QTY+21:250").file(),
        at="lines[0].quantity",
        says="Line 1: 250 EA of BOLT-08 is no multiple of 100. Round with the customer's consent, or deliver",
        sold=(BOLTS.replace("200", "250"),),
    ),
    Case(
        code=FindingCode.MINIMUM_QUANTITY,
        story="20 boxes of nails, which are sold from 50 on; Karst take 50.",
        arrives=KARST.ordering("NAIL-2:SA", "20:PCE", "4.00").file(),
        at="lines[0].quantity",
        says="Line 1: 20 EA of NAIL-2 ordered, and it is sold from 50 on. Raise the quantity",
        act=takes("Make it 50"),
        sold=("50 EA NAIL-2 at 4.00 EUR",),
    ),
    Case(
        code=FindingCode.PRICE_MISSING,
        story="A list in a workbook without prices; there is no contract for the cable.",
        arrives=mail(
            "Our order is attached.",
            sheet(
                "Order number,PO-1,,",
                "Customer,Karst & Söhne Maschinenbau GmbH,,",
                "Item,Description,Quantity,Unit",
                "CABLE-3,Cable 3 x 1.5,10,m",
            ),
        ),
        at="lines[0].unit_price",
        says="states no price and there is no contract. Confirm the list price of 1.15 EUR for 1, or type another.",
        act=accepts(),
        sold=("10 M CABLE-3 at 1.15 EUR",),
    ),
    Case(
        code=FindingCode.PRICE_DIFFERS,
        story="The price on paper is not that of the contract; Karst agree to ours.",
        arrives=paper(*(line.replace("16.90", "18.59").replace("33.80", "37.18") for line in PAPER)),
        at="lines[0].unit_price",
        says="Line 1: the price of 18.59 EUR for 100 differs from the contract price of 16.90; on the line that is "
        "3.38 EUR. Take our price, or accept the customer's.",
        act=takes("Take our price of 16.90"),
    ),
    Case(
        code=FindingCode.PRICE_UNIT,
        story="Pieces at a price for kilograms.",
        arrives=KARST.saying(":100:PCE", ":100:KGM").file(),
        at="lines[0].price_uom",
        says="Line 1: the price is for KGM (kilogram), the quantity in PCE (piece) ... Correct the unit of the price.",
        act=takes("The price is for PCE (piece)"),
    ),
    Case(
        code=FindingCode.CURRENCY_DIFFERS,
        story="Pounds, where euros are agreed.",
        arrives=KARST.saying("CUX+2:EUR", "CUX+2:GBP").file(),
        at="currency",
        says="The order is in GBP, but EUR is agreed with the customer. Confirm the currency.",
        act=takes("It is EUR"),
    ),
    Case(
        code=FindingCode.STOCK_SHORT,
        story="36 bottles of glue, where there are 30 and more come next week; Karst can wait.",
        arrives=KARST.ordering("08-15:IN", "36:BO", "6.80").file(),
        at="lines[0].quantity",
        says="Line 1: 36 BO of GLUE-1 ordered, ... 30 available ... All of it can be there on 2026-03-23. Agree",
        act=takes("Deliver it on 2026-03-23"),
        sold=("36 BO GLUE-1 at 6.80 EUR",),
    ),
    Case(
        code=FindingCode.CREDIT_BLOCKED,
        story="Accounting blocked Karst this morning, and lift the block when the money is there.",
        given=owing("10000", "9500", "yes"),
        arrives=KARST.file(),
        at="customer",
        says="The account of customer 0100 is blocked. Ask accounting before anything is delivered.",
        act=retries(owing("10000", "0")),
    ),
    Case(
        code=FindingCode.CREDIT_LIMIT,
        story="With this order Karst would owe more than they may; accounting agree.",
        given=owing("10000", "9980"),
        arrives=KARST.file(),
        at="customer",
        says="Customer 0100 owes 9980.00 EUR; with this order it would be 10013.80, and the limit is 10000.00. "
        "Ask accounting, or agree on a prepayment.",
        act=accepts(),
    ),
    Case(
        code=FindingCode.CLOSED_DAY,
        story="Delivery is wanted on Good Friday; the Tuesday after Easter will do.",
        arrives=KARST.saying("DTM+2:20260316", "DTM+2:20260403").file(),
        at="requested_delivery_date",
        says="The requested delivery date 2026-04-03 is a day without delivery (Good Friday). Agree on another day",
        act=takes("Make it 2026-04-07"),
    ),
    Case(
        code=FindingCode.REVIEW_MODE,
        story="A person confirms every order of this customer.",
        given=lambda office: office.under(Policy()),
        arrives=KARST.file(),
        says="Orders of this customer are confirmed by a person. Look it through and approve it.",
        act=accepts(),
    ),
    Case(
        code=FindingCode.DRAWN_FOR_REVIEW,
        story="Nothing is doubtful, and chance drew the order.",
        given=auto(review_share_percent=Decimal(100)),
        arrives=KARST.file(),
        says="Nothing is doubtful; the order was drawn by chance for a person to look through. Approve it, or mend it.",
        act=accepts(),
    ),
    Case(
        code=FindingCode.SHADOW_MODE,
        story="Nothing is posted; a clerk enters the order as before, and the two are compared.",
        given=in_shadow,
        arrives=KARST.file(),
        says="Orders of this customer are not posted, only compared with what was entered in the ERP.",
        ends=Outcome.SET_ASIDE,
        because="the ERP has it as SO-000001, and it is the same.",
    ),
)
