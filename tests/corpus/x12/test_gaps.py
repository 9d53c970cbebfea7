"""Messages of our own for what X12 readers are known to refuse or to read as nothing, each the same order.

Whatever the envelope looks like, the order is read with the same values, and each defect is told by a finding.
"""

import pytest

from edi.defects import DefectCode
from edi.x12.reader import read
from orders.findings import FindingCode
from orders.reading import OrderReading
from parsers.parser import Blob, ParseContext, Parsed
from parsers.x12 import X12Parser

ISA = "ISA*00*          *00*          *01*952100001      *ZZ*ORDERMILL      *260302*0915*U*00401*000000007*0*P*>~"
GS = "GS*PO*952100001*ORDERMILL*20260302*0915*7*X*004010~"
BODY = "BEG*00*SA*PO-77**20260302~CUR*BY*USD~PO1*1*3*EA*5**UP*952000710602*VN*A-100~PID*F****BOLT M8~CTT*1~"
SET = f"ST*850*0001~{BODY}SE*7*0001~"
GE, IEA = "GE*1*7~", "IEA*1*000000007~"
CLEAN = f"{ISA}{GS}{SET}{GE}{IEA}"
INVOICE = "ST*810*0002~BIG*20260302*77~TDS*100~SE*4*0002~"
SHORT = "ISA*00**00**01*952100001*ZZ*ORDERMILL*260302*0915*U*00401*000000007*0*P*>~"
D = DefectCode

WIRES: dict[str, tuple[str, set[DefectCode]]] = {
    "clean": (CLEAN, set()),
    "CR LF behind the terminator": (CLEAN.replace("~", "~\r\n"), set()),
    "a line feed as terminator": (CLEAN.replace("~", "\n"), set()),
    "CR LF as terminator": (CLEAN.replace("~", "\r\n"), set()),
    "a carriage return as terminator": (CLEAN.replace("~", "\r"), set()),
    "blanks before CR LF": (CLEAN.replace("~", " \r\n"), set()),
    "a file separator as terminator": (CLEAN.replace("~", "\x1c"), set()),
    "a negative acknowledgement as terminator": (CLEAN.replace("~", "\x15"), set()),
    "a tilde as element separator": (CLEAN.replace("~", "\n").replace("*", "~"), set()),
    "a group separator as element separator": (CLEAN.replace("*", "\x1d"), set()),
    "no fixed width": (CLEAN.replace(ISA, SHORT), {D.ISA_NOT_FIXED_WIDTH}),
    "no fixed width, lines": (CLEAN.replace(ISA, SHORT).replace("~", "\n"), {D.ISA_NOT_FIXED_WIDTH}),
    "a repetition separator": (CLEAN.replace("*U*00401", "*^*00501").replace("004010", "005010"), set()),
    "an older version in ISA12 than in GS08": (CLEAN.replace("*00401*", "*00200*"), set()),
    "the version in ST03": (CLEAN.replace("ST*850*0001~", "ST*850*0001*005010~"), set()),
    "padded counts": (CLEAN.replace("SE*7*0001", "SE*0000000007*1").replace("GE*1*7", "GE*0001*000000007"), set()),
    "a byte order mark": ("\xef\xbb\xbf" + CLEAN, {D.BYTE_ORDER_MARK}),
    "junk before": ("From the VAN:\r\n" + CLEAN, {D.JUNK_BEFORE}),
    "wrapped at 80": ("\r\n".join(CLEAN[at : at + 80] for at in range(0, len(CLEAN), 80)), {D.WRAPPED_LINES}),
    "a wrong count in SE": (CLEAN.replace("SE*7", "SE*8"), {D.SE_COUNT}),
    "a wrong count in GE": (CLEAN.replace("GE*1", "GE*2"), {D.GE_COUNT}),
    "a wrong count in IEA": (CLEAN.replace("IEA*1", "IEA*2"), {D.IEA_COUNT}),
    "a wrong number in SE": (CLEAN.replace("SE*7*0001", "SE*7*0002"), {D.SE_REFERENCE}),
    "a wrong number in GE": (CLEAN.replace("GE*1*7", "GE*1*8"), {D.GE_REFERENCE}),
    "a wrong number in IEA": (CLEAN.replace("IEA*1*000000007", "IEA*1*000000008"), {D.IEA_REFERENCE}),
    "no ISA": (CLEAN.replace(ISA, "").replace(IEA, ""), {D.ISA_MISSING}),
    "no ISA and no GS": (SET, {D.ISA_MISSING}),
    "no GS": (f"{ISA}{SET}IEA*0*000000007~", {D.GS_MISSING}),
    "no SE": (CLEAN.replace("SE*7*0001~", ""), {D.SE_MISSING}),
    "no GE": (CLEAN.replace(GE, ""), {D.GE_MISSING}),
    "no IEA": (CLEAN.replace(IEA, ""), {D.IEA_MISSING}),
    "ISA twice": (CLEAN.replace(ISA, ISA + ISA), {D.DOUBLED_SEGMENT}),
    "IEA twice": (CLEAN.replace(IEA, IEA + IEA), {D.DOUBLED_SEGMENT}),
    "no last terminator": (CLEAN[:-1], {D.LAST_TERMINATOR_MISSING}),
    "an empty segment": (CLEAN.replace("~PO1", "~~PO1"), {D.EMPTY_SEGMENT}),
    "a lower-case tag": (CLEAN.replace("~CTT", "~ctt"), {D.LOWER_CASE_TAG}),
    "an invoice beside it": (
        f"{ISA}{GS}{SET}{GE}{GS.replace('GS*PO', 'GS*IN').replace('*7*X', '*8*X')}{INVOICE}GE*1*8~IEA*2*000000007~",
        set(),
    ),
    "two interchanges": (CLEAN + CLEAN.replace("000000007", "000000008"), set()),
    "two interchanges, the first not ended": (
        CLEAN.replace(IEA, "") + CLEAN.replace("000000007", "000000008"), {D.IEA_MISSING},
    ),
}  # fmt: skip


def parsed(content: bytes) -> Parsed:
    return X12Parser().parse(Blob(content, "order.x12", "application/edi-x12"), ParseContext())


def values(reading: OrderReading) -> tuple[object, ...]:
    """What goods and money hang on."""
    (line,) = reading.lines
    found = (
        reading.po_number, reading.order_date, reading.currency, line.gtin, line.supplier_item, line.description,
        line.quantity, line.uom, line.unit_price,
    )  # fmt: skip
    return tuple(value.value if value else None for value in found)


EXPECTED = values(parsed(CLEAN.encode()).readings[0])


@pytest.mark.parametrize("name", WIRES)
def test_the_order_is_read_and_each_defect_is_told(name: str) -> None:
    text, codes = WIRES[name]
    content = text.encode("latin-1")
    defects = [
        defect
        for interchange in read(content)
        for defect in (*interchange.ending.defects, *(each for one in interchange.sets for each in one.defects))
    ]
    outcome = parsed(content)
    findings = [*outcome.findings, *(finding for reading in outcome.readings for finding in reading.findings)]
    assert codes == {defect.code for defect in defects}
    assert all(any(f.message.startswith(d.sentence.removesuffix(".")) for f in findings) for d in defects)
    assert [EXPECTED] * text.count("850") == [values(reading) for reading in outcome.readings]


def test_a_set_of_another_kind_is_named() -> None:
    outcome = parsed(WIRES["an invoice beside it"][0].encode())
    assert [FindingCode.NO_ORDER] == [finding.code for finding in outcome.findings]


def test_a_test_interchange_is_told_by_its_letter() -> None:
    (reading,) = parsed(CLEAN.replace("*0*P*", "*0*T*").encode()).readings
    assert reading.test
