"""The compressed streams of a PDF, before PDFium sees them: whether they are whole, and how large they grow.

PDFium reads what it can of a damaged stream and says nothing, and unpacks a bomb to the end. Each stream is unpacked
here in small pieces that are thrown away.
"""

import zlib
from collections.abc import Iterator
from typing import Final

from pypdf import PdfReader
from pypdf.errors import LimitReachedError, PyPdfError
from pypdf.filters import ASCII85Decode, ASCIIHexDecode
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject

FAULTS: Final = (
    PyPdfError,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    ArithmeticError,
    AssertionError,
    RecursionError,
    NotImplementedError,
    OSError,
)
"""What pypdf raises for a malformed file: its own errors, and whatever Python raises at the place."""

_STREAM_BYTES: Final = 75_000_000
_IMAGE_BYTES: Final = 300_000_000
_ALL_BYTES: Final = 1_500_000_000
_PIECE: Final = 1 << 20
_IMAGE_PIXELS: Final = 200_000_000
_MOST_OBJECTS: Final = 50_000
_BINARY: Final = {"/ASCII85Decode": ASCII85Decode.decode, "/ASCIIHexDecode": ASCIIHexDecode.decode}
_FLATE: Final = "/FlateDecode"
# Pictures that PDFium decodes by other means; their sizes are told beside them.
_PICTURES: Final = frozenset({"/DCTDecode", "/JPXDecode", "/JBIG2Decode", "/CCITTFaxDecode"})


class Grows(Exception):
    """A stream unpacks to more than any document needs."""


def damaged_streams(reader: PdfReader) -> int:
    """How many streams end early or are corrupt. Raises Grows."""
    damaged, left = 0, _ALL_BYTES
    for stream in _streams(reader):
        try:
            left -= _unpacked(stream)
        except (zlib.error, *FAULTS):
            damaged += 1
        if left < 0:
            raise Grows(f"its streams unpack to more than {_ALL_BYTES // 1_000_000} MB")
    return damaged


def _streams(reader: PdfReader) -> Iterator[StreamObject]:
    identifiers = [(number, generation) for generation, places in reader.xref.items() for number in places]
    if len(identifiers) > _MOST_OBJECTS:
        raise Grows(f"it consists of {len(identifiers)} objects")
    for number, generation in identifiers:
        try:
            found = reader.get_object(IndirectObject(number, generation, reader))
        except FAULTS:
            continue
        if isinstance(found, StreamObject):
            yield found


def _unpacked(stream: StreamObject) -> int:
    """How many bytes it is, unpacked. Raises zlib.error where it is damaged."""
    is_image = stream.get("/Subtype") == "/Image"
    if is_image and _pixels(stream) > _IMAGE_PIXELS:
        raise Grows(f"a picture in it has {_pixels(stream) // 1_000_000} million pixels")
    filters = _filters(stream)
    limit = _IMAGE_BYTES if is_image else _STREAM_BYTES
    # pypdf gives no way to the packed bytes but this.
    packed: bytes = stream._data
    while filters and filters[0] in _BINARY:
        packed = _BINARY[filters.pop(0)](packed)
    if filters == [_FLATE]:
        return _inflated(packed, limit)
    if not filters or filters[-1] in _PICTURES:
        return len(packed)
    try:
        return len(stream.get_data())
    except LimitReachedError as error:
        raise Grows("a stream in it unpacks to more than is allowed") from error


def _inflated(packed: bytes, limit: int) -> int:
    unpacking, size, rest = zlib.decompressobj(), 0, packed
    while rest and not unpacking.eof:
        size += len(unpacking.decompress(rest, _PIECE))
        rest = unpacking.unconsumed_tail
        if size > limit:
            raise Grows(f"a stream in it unpacks to more than {limit // 1_000_000} MB")
    if packed and not unpacking.eof:
        size += len(unpacking.flush())
        raise zlib.error("the stream ends early")
    return size


def _filters(stream: StreamObject) -> list[str]:
    told = stream.get("/Filter")
    told = told.get_object() if told is not None else []
    return [str(one) for one in told] if isinstance(told, ArrayObject) else [str(told)] if told else []


def _pixels(stream: DictionaryObject) -> int:
    return int(stream.get("/Width", 0)) * int(stream.get("/Height", 0))
