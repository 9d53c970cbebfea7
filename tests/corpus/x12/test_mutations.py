"""Damaged copies of good X12 orders keep their critical fields or are held, whatever the trailers say."""

import re
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from edi.x12.reader import read as read_interchanges
from orders.evidence import Evidence
from orders.evidence import Segment as Place
from parsers.x12 import X12Parser
from parsers.x12.transcript import segments_of
from tests.corpus.mutation import Format, faults, good

FOLDER = Path(__file__).parent
_ENDS = {b"SE": b"ST", b"GE": b"GS", b"IEA": b"ISA"}


def segments(content: bytes) -> list[bytes]:
    """The segments with their terminator, the one behind the sixteenth element of ISA, and line breaks behind it."""
    mark = content[3:4]
    last = content.split(mark, 16)[16] if content.count(mark) > 15 else b"~"
    terminator = re.escape(last[1:2])
    return re.findall(rb"[^" + terminator + rb"]*" + terminator + rb"\s*|.+\Z", content, re.DOTALL)


def recounted(pieces: Sequence[bytes], original: Sequence[bytes]) -> list[bytes]:
    """With trailers where they are missing, and counts that fit."""
    whole = list(pieces)
    for end in _ENDS:
        if not any(_tag(piece) == end for piece in whole):
            whole += [piece for piece in original if _tag(piece) == end][-1:]
    counted: list[bytes] = []
    begun = dict.fromkeys(_ENDS.values(), 0)
    for number, piece in enumerate(whole):
        tag = _tag(piece)
        if tag in begun:
            begun[tag] = number
        elif tag == b"SE":
            piece = _with_count(piece, number - begun[b"ST"] + 1)
        elif tag in _ENDS:
            inner = b"ST" if tag == b"GE" else b"GS"
            piece = _with_count(piece, sum(_tag(one) == inner for one in whole[begun[_ENDS[tag]] : number]))
        counted.append(piece)
    return counted


def recoded(content: bytes) -> list[bytes]:
    """X12 declares no character set; files come in these."""
    text = content.decode("latin-1")
    return [text.encode(other) for other in ("utf-8", "utf-8-sig", "utf-16", "cp500", "cp850") if _fits(text, other)]


def sources(content: bytes) -> Callable[[Evidence], bytes]:
    found: dict[int, bytes] = {}
    for interchange in read_interchanges(content):
        before = max(found, default=0)
        for segment in segments_of(interchange):
            found[before + segment.position.number] = segment.raw.strip()
    return lambda place: found.get(place.position, b"") if isinstance(place, Place) else b""


def _fits(text: str, codec: str) -> bool:
    try:
        text.encode(codec)
    except UnicodeEncodeError:
        return False
    return True


def _tag(piece: bytes) -> bytes:
    found = re.match(rb"\s*([A-Z0-9]{2,3})[^A-Za-z0-9]", piece)
    return found[1] if found else b""


def _with_count(piece: bytes, count: int) -> bytes:
    return re.sub(rb"^(\s*\w{2,3}[^\w])\d*", rb"\g<1>" + str(count).encode(), piece)


FORMAT = Format(X12Parser(), segments, recounted, recoded, sources)
# Where a file ends behind one of several sets, and its counts fit, nothing says that there was another.
MESSAGES = [
    path
    for path in good(FOLDER, "*.x12", FORMAT)
    if [_tag(piece) for piece in segments(path.read_bytes())].count(b"ST") < 2
]


def test_there_are_good_orders() -> None:
    assert 12 < len(MESSAGES)


@pytest.mark.parametrize("path", MESSAGES, ids=lambda path: path.stem)
def test_a_few_damaged_copies_are_told_or_harmless(path: Path) -> None:
    assert [] == faults(path, FORMAT, "few", 20)


@pytest.mark.soak
@pytest.mark.timeout(3600)
@pytest.mark.parametrize(("seed", "count"), [("two thousand", 2_000), ("twenty thousand", 20_000)])
def test_thousands_of_damaged_copies_are_told_or_harmless(seed: str, count: int) -> None:
    share = count // len(MESSAGES) + 1
    assert [] == [found for path in MESSAGES for found in faults(path, FORMAT, seed, share)]
