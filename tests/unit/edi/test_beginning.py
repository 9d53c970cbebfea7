"""Which standard a file is of: never both, whatever the data of one looks like."""

import pytest

from edi.beginning import begins_like_edifact, begins_like_x12

ISA = b"ISA*00*          *00*          *01*952100001      *ZZ*ORDERMILL      *260105*1015*U*00401*000000007*0*P*>~"
X12 = ISA + b"GS*PO*A*B*20260105*1015*7*X*004010~ST*850*0001~BEG*00*SA*PO-1**20260105~SE*3*0001~GE*1*7~IEA*1*7~"
UNB = b"UNB+UNOC:3+BUYER:14+SELLER:14+260105:1015+R1'"
EDIFACT = UNB + b"UNH+1+ORDERS:D:96A:UN'BGM+220+PO-1+9'UNT+3+1'UNZ+1+R1'"


def standards(content: bytes) -> list[str]:
    claims = {"edifact": begins_like_edifact(content), "x12": begins_like_x12(content)}
    return [name for name, claimed in claims.items() if claimed]


@pytest.mark.parametrize(
    "content",
    [
        EDIFACT,
        b"\xef\xbb\xbf" + EDIFACT,
        EDIFACT.removeprefix(UNB),
        b"UNA:+.? '" + EDIFACT.removeprefix(UNB),
        b"UNA>*.? ~" + EDIFACT.translate(bytes.maketrans(b":+'", b">*~")),
        b"UNB+KECA:1+BUYER+SELLER+260105:1015+R1'" + EDIFACT.removeprefix(UNB),
        EDIFACT.replace(b"BGM", b"NAD+ST+3025980038016::92'BGM"),
        EDIFACT.replace(b"BGM", b"PIA+1+TA21/83:GS'BGM"),
        EDIFACT.replace(b"BGM", b"FTX+ZZZ+++" + ISA + b"'BGM"),
        b"Sent by the VAN, GS:PO of ST-850\r\n" + EDIFACT,
        EDIFACT + X12,
        EDIFACT.decode().encode("utf-16"),
    ],
)
def test_what_begins_as_edifact_is_edifact_only(content: bytes) -> None:
    assert ["edifact"] == standards(content)


@pytest.mark.parametrize(
    "content",
    [
        X12,
        b"\xef\xbb\xbf" + X12,
        X12.removeprefix(ISA),
        X12[X12.index(b"ST*") :],
        X12.replace(b"BEG", b"MSG*" + EDIFACT + b"~BEG"),
        b"//STX12// sent instead of UNB\r\n" + X12,
        X12 + EDIFACT,
        X12.decode().encode("utf-16-be"),
    ],
)
def test_what_begins_as_x12_is_x12_only(content: bytes) -> None:
    assert ["x12"] == standards(content)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"UNA",
        b"ISA",
        b"Unanimous: the ISA, GS and ST-850 of UNB and UNH are explained in our guide.",
        b"<Order>UNIT ISABELLA</Order>",
        "UNB is no header".encode("utf-16"),
    ],
)
def test_other_texts_are_neither(content: bytes) -> None:
    assert [] == standards(content)
