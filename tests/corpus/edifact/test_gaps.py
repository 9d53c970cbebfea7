"""Messages of our own for all that pydifact 0.2.3 is known to refuse or misread, beside what becomes of them here.

Each is the same order. Whatever the wire did to it, the order is read with the same values, and each defect is told by
a finding. A new pydifact that mends one of these fails its row, which can then go.
"""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from pydifact.exceptions import EDISyntaxError
from pydifact.segmentcollection import Interchange as PydifactInterchange

from edi.defects import DefectCode
from edi.edifact.pydifact import interchange_of
from edi.edifact.reader import Interchange, read
from orders.reading import OrderReading
from parsers.edifact import EdifactParser
from parsers.parser import Blob, ParseContext, Parsed

# It warns at each segment that the directories are not installed with it.
pytestmark = pytest.mark.filterwarnings("ignore::pydifact.exceptions.MissingImplementationWarning")

UNB = "UNB+UNOC:3+9520000001001:14+9520000002008:14+260302:0915+R1'"
BODY = (
    "BGM+220+PO-77+9'DTM+137:20260302:102'NAD+BY+9520000001001::9++Acme Ltd+1 High Street+Leeds++LS1 1AA+GB'"
    "CUX+2:GBP:9'LIN+1++9520007000106:EN'IMD+F++:::Bolt M8 zinc plated'QTY+21:3:PCE'PRI+AAA:5'UNS+S'CNT+2:1'"
)
MESSAGE = f"UNH+1+ORDERS:D:96A:UN'{BODY}UNT+12+1'"
UNZ = "UNZ+1+R1'"
CLEAN = UNB + MESSAGE + UNZ
D = DefectCode


def parsed(content: bytes) -> Parsed:
    return EdifactParser().parse(Blob(content, "order.edi", "application/edifact"), ParseContext())


def values(reading: OrderReading) -> tuple[object, ...]:
    """What goods and money hang on."""
    (line,) = reading.lines
    ship_to = reading.ship_to
    read_values = (
        reading.po_number, reading.order_date, reading.currency, ship_to.street if ship_to else None, line.gtin,
        line.description, line.quantity, line.uom, line.unit_price,
    )  # fmt: skip
    return tuple(value.value if value else None for value in read_values)


EXPECTED = values(parsed(CLEAN.encode()).readings[0])


def defects(interchanges: list[Interchange]) -> set[DefectCode]:
    return {
        defect.code
        for interchange in interchanges
        for defect in (*interchange.defects, *(each for message in interchange.messages for each in message.defects))
    }


def assert_told(content: bytes, codes: set[DefectCode]) -> Parsed:
    """Each defect stands in a finding, and the order's values are the same in every reading."""
    interchanges = list(read(content))
    outcome = parsed(content)
    findings = [*outcome.findings, *(finding for reading in outcome.readings for finding in reading.findings)]
    assert codes == defects(interchanges)
    for interchange in interchanges:
        for defect in (*interchange.defects, *(each for message in interchange.messages for each in message.defects)):
            assert any(finding.message.startswith(defect.sentence.removesuffix(".")) for finding in findings)
    assert outcome.readings
    return outcome


def rewritten(una: str, text: str = CLEAN) -> str:
    """With the service characters of a UNA, which it has; the text must hold none of them as data."""
    component, element, _, _, _, terminator = una
    return f"UNA{una}" + text.translate(str.maketrans(":+'", component + element + terminator))


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        (CLEAN, set()),
        (rewritten(":+.? '"), set()),
        (rewritten("|^,! ~"), set()),
        (rewritten("\x1f\x1d.? \x1c"), set()),
        (CLEAN.replace("'", "'\r\n"), set()),
        (CLEAN.replace("'", "'\n"), set()),
        (CLEAN.replace("'", "'\r\n   "), set()),
        (CLEAN.replace("UNOC", "UNOA").upper(), set()),
        (CLEAN.replace("UNOC", "UNOB"), set()),
        (CLEAN.replace("UNS+S'", "FTX+PUR+++a?+b?:c?'d??'UNS+S'").replace("UNT+12", "UNT+13"), set()),
        (CLEAN.replace("UNS+S'", "FTX+PUR+++Größe und Maß'UNS+S'").replace("UNT+12", "UNT+13"), set()),
    ],
    ids=[
        "no UNA", "UNA", "UNA with other characters", "UNA with information separators", "CR LF", "LF", "indented",
        "UNOA", "UNOB", "released", "UNOC",
    ],
)  # fmt: skip
def test_what_pydifact_reads_rightly_is_read_alike(text: str, codes: set[DefectCode]) -> None:
    content = text.encode("latin-1")
    theirs, (ours,) = PydifactInterchange.from_str(text), read(content)
    assert theirs.segments == interchange_of(ours).segments
    (reading,) = assert_told(content, codes).readings
    assert EXPECTED[0] == values(reading)[0]
    assert EXPECTED[6:] == values(reading)[6:]


@dataclass(frozen=True, slots=True)
class Gap:
    """`theirs` is the error that pydifact raises, or what is wrong with what it reads; `ours` are our defects."""

    content: bytes
    theirs: type[Exception] | Callable[[PydifactInterchange], bool]
    ours: set[DefectCode]


def gap(
    text: str,
    theirs: type[Exception] | Callable[[PydifactInterchange], bool],
    *ours: DefectCode,
    codec: str = "latin-1",
) -> Gap:
    return Gap(text.encode(codec), theirs, set(ours))


def texts(interchange: PydifactInterchange) -> list[str]:
    return [
        text
        for segment in interchange.segments
        for element in segment.elements
        for text in ([element] if isinstance(element, str) else element)
    ]


def accepted(interchange: PydifactInterchange) -> bool:
    """Read without a word."""
    return [("ORDERS", "PO-77")] == [
        (message.type, segment.elements[1])
        for message in interchange.get_messages()
        for segment in message.get_segments("BGM")
    ]


def told(*elements: str) -> str:
    """The order with a text more, and a count that fits."""
    segments = "".join(f"{element}'" for element in elements)
    return CLEAN.replace("UNS+S'", f"{segments}UNS+S'").replace("UNT+12", f"UNT+{12 + len(elements)}")


def in_charset(identifier: str, codec: str, text: str) -> Gap:
    """pydifact takes no notice of the syntax identifier, and reads every file as ISO 8859-1 unless it is told."""
    content = told(f"FTX+PUR+++{text}").replace("UNOC", identifier)
    return gap(content, lambda read: text not in texts(read), codec=codec)


def wrapped(text: str, width: int) -> str:
    return "\r\n".join(text[at : at + width] for at in range(0, len(text), width))


GAPS = {
    "a repetition separator in UNA": gap(
        "UNA:+.?*'" + told("COM+1:TE*2:FX").replace("UNOC:3", "UNOC:4"),
        lambda read: "TE*2" in texts(read),
    ),
    "the repetition separator of version 4": gap(
        told("COM+1:TE*2:FX").replace("UNOC:3", "UNOC:4"), lambda read: "TE*2" in texts(read)
    ),
    "a release character before a line feed": gap(
        told("FTX+PUR+++Ring ?\nA"), EDISyntaxError, D.WRAPPED_LINES
    ),
    "a release character before CR LF": gap(
        told("FTX+PUR+++Ring ?\r\nA"), lambda read: "Ring \r\nA" in texts(read), D.WRAPPED_LINES
    ),
    "UNOD": in_charset("UNOD", "iso8859-2", "Łódź"),
    "UNOE": in_charset("UNOE", "iso8859-5", "Заказ"),
    "UNOF": in_charset("UNOF", "iso8859-7", "Αθήνα"),
    "UNOG": in_charset("UNOG", "iso8859-3", "Ħal"),
    "UNOH": in_charset("UNOH", "iso8859-4", "Ģirts"),
    "UNOI": in_charset("UNOI", "iso8859-6", "طلب"),
    "UNOJ": in_charset("UNOJ", "iso8859-8", "הזמנה"),
    "UNOK": in_charset("UNOK", "iso8859-9", "İzmir"),
    "UNOW": in_charset("UNOW", "utf-8", "数量"),
    "UNOX": in_charset("UNOX", "iso2022_jp", "注文書"),
    "UNOY": in_charset("UNOY", "utf-8", "数量"),
    "groups": gap(
        f"{UNB}UNG+ORDERS+A+B+260302:0915+5+UN+D:96A'{MESSAGE}UNE+1+5'{UNZ}",
        EDISyntaxError,
        D.UNG_PRESENT,
    ),
    "a wrong count in UNT": gap(CLEAN.replace("UNT+12", "UNT+13"), accepted, D.UNT_COUNT),
    "a wrong reference in UNT": gap(CLEAN.replace("UNT+12+1", "UNT+12+2"), accepted, D.UNT_REFERENCE),
    "a wrong count in UNZ": gap(CLEAN.replace("UNZ+1", "UNZ+2"), accepted, D.UNZ_COUNT),
    "a wrong reference in UNZ": gap(CLEAN.replace("UNZ+1+R1", "UNZ+1+R2"), accepted, D.UNZ_REFERENCE),
    "no UNZ": gap(UNB + MESSAGE, accepted, D.UNZ_MISSING),
    "no recipient": gap(CLEAN.replace("9520000002008:14", ""), accepted, D.UNB_INCOMPLETE),
    "a control reference of 15 characters": gap(
        CLEAN.replace("R1'", "R12345678901234'"), accepted, D.UNB_REFERENCE_LONG
    ),
    "no UNT": gap(CLEAN.replace("UNT+12+1'", ""), EDISyntaxError, D.UNT_MISSING),
    "no last terminator": gap(CLEAN[:-1], EDISyntaxError, D.LAST_TERMINATOR_MISSING),
    "two interchanges": gap(
        CLEAN + CLEAN.replace("R1'", "R2'").replace("1001:14+", "3005:14+"),
        lambda read: read.control_reference == "R1" and len(list(read.get_messages())) == 2,
    ),
    "two interchanges with a UNA each": gap(f"UNA:+.? '{CLEAN}UNA:+.? '{CLEAN}", EDISyntaxError),
    "no UNB": gap(MESSAGE, EDISyntaxError, D.UNB_MISSING),
    "a byte order mark": gap("\ufeff" + CLEAN, EDISyntaxError, D.BYTE_ORDER_MARK, codec="utf-8"),
    "a line end before": gap("\r\n" + CLEAN, EDISyntaxError),
    "junk before": gap("### from the VAN ###\r\n" + CLEAN, EDISyntaxError, D.JUNK_BEFORE),
    "wrapped at 80": gap(
        wrapped(CLEAN, 80), lambda read: any("\r\n" in text for text in texts(read)), D.WRAPPED_LINES
    ),
    "an empty segment": gap(CLEAN.replace("'LIN", "''LIN"), EDISyntaxError, D.EMPTY_SEGMENT),
    "a stray character between segments": gap(CLEAN.replace("'LIN", "'~LIN"), EDISyntaxError, D.STRAY_CHARACTERS),
    "a line feed as terminator": gap(CLEAN.replace("'", "\n"), EDISyntaxError),
    "UNH without a composite": gap(CLEAN.replace("ORDERS:D:96A:UN", "ORDERS"), AssertionError),
    "a decimal comma": gap(f"UNA:+,? '{CLEAN}".replace("AAA:5", "AAA:5,00"), lambda read: "5,00" in texts(read)),
    "a lower-case tag": gap(CLEAN.replace("QTY+", "qty+"), ValueError, D.LOWER_CASE_TAG),
    "a date that is none": gap(CLEAN.replace("260302:0915", "261302:0915"), ValueError, D.UNB_DATE),
    "a service string in the data": gap(
        told("FTX+PUR+++Label?'UNA?:?+.?? ?'"), EDISyntaxError
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", GAPS)
def test_the_order_is_read_where_pydifact_misreads_it(name: str) -> None:
    each = GAPS[name]
    text = each.content.decode("latin-1")
    if isinstance(each.theirs, type):
        with pytest.raises(each.theirs):
            list(PydifactInterchange.from_str(text).get_messages())
    else:
        assert each.theirs(PydifactInterchange.from_str(text))
    readings = assert_told(each.content, each.ours).readings
    assert {EXPECTED} == {values(reading) for reading in readings}
    assert each.content.count(b"UNH+") == len(readings)


def test_an_element_has_one_shape_whatever_was_sent() -> None:
    """pydifact has a text for `BGM+220` and a list for `BGM+220::9`."""
    shapes = [next(read(CLEAN.replace("BGM+220", sent).encode())) for sent in ("BGM+220", "BGM+220::9")]
    simple, composite = (interchange.messages[0].segments[0] for interchange in shapes)
    assert ("220", "220") == (simple.component(1), composite.component(1))
    assert ("", "9") == (simple.component(1, 3), composite.component(1, 3))
    assert (str, list) == tuple(type(interchange_of(each).segments[1].elements[0]) for each in shapes)
