"""Whatever a file holds, it is read in time that grows with its length, and in memory that does not."""

import tracemalloc
from collections.abc import Callable, Iterable

import pytest

from edi.edifact import reader as edifact
from edi.x12 import reader as x12

UNB, UNH = b"UNB+UNOC:3+A+B+260101:0000+1'", b"UNH+1+ORDERS:D:96A:UN'"
UNOX = b"UNB+UNOX:3+A+B+260101:0000+1'"
ISA = b"ISA*00*          *00*          *01*A              *ZZ*B              *260105*1015*U*00401*000000007*0*P*>~"
GS, ST = b"GS*PO*A*B*20260105*1015*7*X*004010~", b"ST*850*0001~"
SIZE = 100_000
MOST_BYTES = 5_000_000
"""Whatever the size: 20,000 references are remembered, a megabyte is decoded at once, a segment is cut at 100,000."""

EDIFACT: dict[str, Callable[[int], bytes]] = {
    "no terminator": lambda size: UNB + UNH + b"FTX+AAI+++" + b"x" * 5 * size,
    "no terminator in the header": lambda size: b"UNB+UNOC:3+" + b"x" * 5 * size,
    "nothing but terminators": lambda size: UNB + UNH + b"'" * (size // 4),
    "empty lines": lambda size: UNB + UNH + b"\n'" * (size // 4),
    "interchange headers": lambda size: b"".join(b"UNB+UNOC:3+A+B+1+%d'" % at for at in range(size // 100)),
    "group headers": lambda size: UNB + b"".join(b"UNG+ORDERS+A+B+1+%d'" % at for at in range(size // 20)),
    "message headers": lambda size: UNB + b"".join(b"UNH+%d+ORDERS:D:96A:UN'" % at for at in range(size // 25)),
    "message trailers": lambda size: UNB + b"UNT+1+1'BGM+1'" * (size // 14),
    "segments outside messages": lambda size: UNB + b"BGM+220'" * (size // 8),
    "line ends within a segment": lambda size: UNB + UNH + b"FTX+a" + b"\n" * size + b"b'",
    "line ends and blanks": lambda size: UNB + UNH + b"FTX+a" + b"\n " * (size // 4) + b"b'",
    "release characters": lambda size: UNB + UNH + b"FTX+" + b"?" * size + b"'",
    "service strings": lambda size: b"UNA:+.! '" * (size // 9) + UNB,
    "shifts to double bytes": lambda size: UNOX + UNH + b"FTX+" + b"\x1b$B" * (size // 3),
    "terminators in double bytes": lambda size: UNOX + UNH + b"FTX+\x1b$B" + b"''" * (size // 2) + b"\x1b(B'",
    "shifts and terminators": lambda size: UNOX + UNH + b"FTX+" + b"\x1b$B''\x1b(B" * (size // 8) + b"'",
    "trailers within data": lambda size: UNB + UNH + b"FTX+" + b"UNZ" * (size // 3) + b"'",
}
X12: dict[str, Callable[[int], bytes]] = {
    "no terminator": lambda size: ISA + GS + ST + b"MSG*" + b"x" * 5 * size,
    "nothing but terminators": lambda size: ISA + GS + ST + b"~" * (size // 4),
    "interchange headers": lambda size: b"".join(ISA[:-11] + b"%04d*0*P*>~" % at for at in range(size // 106)),
    "group headers": lambda size: ISA + b"".join(b"GS*PO*A*B*1*1*%d*X*004010~" % at for at in range(size // 30)),
    "set headers": lambda size: ISA + GS + b"".join(b"ST*850*%d~" % at for at in range(size // 14)),
    "set trailers": lambda size: ISA + GS + b"SE*1*1~BEG*1~" * (size // 13),
    "segments outside sets": lambda size: ISA + GS + b"BEG*1~" * (size // 6),
    "line ends within a segment": lambda size: ISA + GS + ST + b"MSG*a" + b"\n" * size + b"b~",
    "blanks": lambda size: ISA + GS + b" " * 5 * size,
    "what looks like a header": lambda size: b"ISA*00*" * (size // 7),
}  # fmt: skip


def drained(events: Iterable[object]) -> int:
    return sum(1 for _ in events)


@pytest.mark.parametrize("name", EDIFACT)
def test_hostile_edifact_is_read_in_level_memory(name: str) -> None:
    assert_level(edifact.stream, EDIFACT[name](SIZE))


@pytest.mark.parametrize("name", X12)
def test_hostile_x12_is_read_in_level_memory(name: str) -> None:
    assert_level(x12.stream, X12[name](SIZE))


def assert_level(stream: Callable[[bytes], Iterable[object]], content: bytes) -> None:
    tracemalloc.start()
    try:
        assert drained(stream(content))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < MOST_BYTES
