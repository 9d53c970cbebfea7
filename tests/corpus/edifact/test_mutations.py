"""Damaged copies of good EDIFACT orders keep their critical fields or are held, whatever the trailers say."""

import re
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from edi.edifact.reader import read as read_interchanges
from orders.evidence import Evidence
from orders.evidence import Segment as Place
from parsers.edifact import EdifactParser
from parsers.edifact.transcript import segments_of
from tests.corpus.mutation import Format, faults, good

FOLDER = Path(__file__).parent
_CODECS = {b"UNOC": "latin-1", b"UNOD": "iso8859-2", b"UNOE": "iso8859-5", b"UNOF": "iso8859-7", b"UNOY": "utf-8"}


def segments(content: bytes) -> list[bytes]:
    """The segments with their apostrophes and the line breaks behind them."""
    return re.findall(rb"(?:\?.|[^'?])*'\s*|.+\Z", content, re.DOTALL)


def recounted(pieces: Sequence[bytes], original: Sequence[bytes]) -> list[bytes]:
    """With trailers where they are missing, and counts that fit."""
    whole = list(pieces)
    for tag in (b"UNT", b"UNZ"):
        trailers = [piece for piece in original if piece[:3] == tag]
        if not any(piece[:3] == tag for piece in whole):
            whole += trailers[-1:]
    counted: list[bytes] = []
    begun = messages = 0
    for piece in whole:
        match piece[:3]:
            case b"UNH":
                begun, messages = len(counted), messages + 1
            case b"UNT":
                piece = _with_count(piece, len(counted) - begun + 1)
            case b"UNZ":
                piece, messages = _with_count(piece, messages), 0
        counted.append(piece)
    return counted


def recoded(content: bytes) -> list[bytes]:
    """In other character sets than UNB says."""
    declared = re.search(rb"UNB.(UNO\w)", content)
    for codec in ("utf-8", _CODECS.get(declared[1] if declared else b"", "ascii")):
        try:
            text = content.decode(codec)
        except UnicodeDecodeError:
            continue
        break
    else:
        return []
    copies = []
    for other in ("utf-8", "latin-1", "cp1252", "cp850", "utf-16", "cp500"):
        try:
            copies.append(text.encode(other))
        except UnicodeEncodeError:
            continue
    return copies


def sources(content: bytes) -> Callable[[Evidence], bytes]:
    found: dict[int, bytes] = {}
    for interchange in read_interchanges(content):
        before = max(found, default=0)
        for segment in segments_of(interchange):
            found[before + segment.position.number] = segment.raw.strip()
    return lambda place: found.get(place.position, b"").removesuffix(b"'") + b"'" if isinstance(place, Place) else b""


def _with_count(piece: bytes, count: int) -> bytes:
    return re.sub(rb"^(\w{3}\+)\d*", rb"\g<1>" + str(count).encode(), piece)


FORMAT = Format(EdifactParser(), segments, recounted, recoded, sources)
# Where a file ends behind one of several interchanges, nothing says that there was another.
MESSAGES = [
    path
    for path in good(FOLDER, "*.edi", FORMAT)
    if path.read_bytes().count(b"UNB") < 2 and len(segments(path.read_bytes())) > 5
]


def test_there_are_good_messages() -> None:
    assert 20 < len(MESSAGES)


@pytest.mark.parametrize("path", MESSAGES, ids=lambda path: path.stem)
def test_a_few_damaged_copies_are_told_or_harmless(path: Path) -> None:
    assert [] == faults(path, FORMAT, "few", 8)


@pytest.mark.soak
@pytest.mark.timeout(3600)
@pytest.mark.parametrize(("seed", "count"), [("two thousand", 2_000), ("twenty thousand", 20_000)])
def test_thousands_of_damaged_copies_are_told_or_harmless(seed: str, count: int) -> None:
    share = count // len(MESSAGES) + 1
    assert [] == [found for path in MESSAGES for found in faults(path, FORMAT, seed, share)]
