"""Properties that hold for any data and any bytes."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edi.defects import Defect, DefectCode
from edi.edifact.reader import Interchange, read
from edi.edifact.syntax import Separators
from edi.edifact.tokens import Tokenizer
from edi.segment import Segment
from tests.unit.edi.damage import damaged, unaccounted

SPECIAL = "?+:'*"
DATA = st.text(
    st.one_of(st.sampled_from(SPECIAL), st.characters(codec="utf-8", exclude_categories=("C", "Z"))), max_size=12
)
ELEMENTS = st.lists(st.lists(DATA, min_size=1, max_size=4), min_size=1, max_size=5)
PIECES = (
    b"UNA:+.? '", b"UNB+UNOC:3+A+B+260101:0000+1'", b"UNH+1+ORDERS:D:96A:UN'", b"UNT+2+1'", b"UNZ+1+1'", b"'", b"?",
    b"UNB", b"UNA", b"+", b":", b"\r\n", b"UNG+X'", b"UNE+1+1'", b"UNB+UNOX:4+\x1b$B", b"LIN+1'", b"\xff", b"*",
)  # fmt: skip
FRAGMENTS = st.lists(st.one_of(st.sampled_from(PIECES), st.binary(max_size=9)), max_size=30).map(b"".join)

GOOD = (
    b"UNA:+.? '\r\nUNB+UNOC:3+A:14+B:14+260105:1015+R1'\r\nUNG+ORDERS+A+B+260105:1015+5+UN+D:96A'\r\n"
    b"UNH+1+ORDERS:D:96A:UN'\r\nBGM+220+PO-1+9'\r\nFTX+PUR+++Ring ?'A?' at 5?+6, ja??'\r\nLIN+1++4399901000119:EN'\r\n"
    b"QTY+21:5:PCE'\r\nUNT+6+1'\r\nUNH+2+ORDERS:D:96A:UN'\r\nBGM+220+PO-2+9'\r\nLIN+1'\r\nUNT+4+2'\r\nUNE+2+5'\r\n"
    b"UNZ+1+R1'\r\nUNB+UNOC:3+A:14+B:14+260105:1016+R2'UNH+3+ORDERS:D:96A:UN'BGM+220+PO-3+9'UNT+3+3'UNZ+1+R2'"
)


def released(text: str) -> str:
    return "".join(f"?{character}" if character in SPECIAL else character for character in text)


def trimmed(components: list[str]) -> tuple[str, ...]:
    while len(components) > 1 and not components[-1]:
        components = components[:-1]
    return tuple(components)


@given(ELEMENTS)
def test_data_survives_release_and_reading(elements: list[list[str]]) -> None:
    text = "+".join(["FTX", *(":".join(map(released, components)) for components in elements)])
    content = f"UNB+UNOW:4+A+B+260101:0000+1'UNH+1+ORDERS:D:96A:UN'{text}'UNT+3+1'UNZ+1+1'".encode()
    (interchange,) = read(content)
    (segment,) = interchange.messages[0].segments
    assert tuple(map(trimmed, elements)) == segment.elements
    assert (text + "'").encode() == segment.raw
    assert () == interchange.defects


@given(FRAGMENTS)
def test_any_bytes_are_read_without_raising_and_every_segment_keeps_its_place(content: bytes) -> None:
    interchanges = list(read(content))
    assert interchanges
    for interchange in interchanges:
        for segment in segments(interchange):
            begin = segment.position.offset
            assert content[begin : begin + len(segment.raw)] == segment.raw
        assert interchange.messages or interchange.defects
        assert all(defect.sentence for defect in interchange.defects)


@given(st.binary(max_size=200), st.binary(min_size=6, max_size=6))
def test_any_service_characters_are_survived(data: bytes, service: bytes) -> None:
    assert list(read(b"UNA" + service + b"UNB+UNOC:3+A+B'UNH+1+ORDERS:D:96A:UN'" + data))


@given(DATA.filter(bool))
def test_the_tokenizer_seam_takes_one_segment_of_text(value: str) -> None:
    tokenizer = Tokenizer(Separators(repetition=b"*"))
    assert ((("FTX",), ("", value)), ((1, ("b",)),)) == tokenizer.split_with_tag(f"FTX+:{released(value)}*b")


@pytest.mark.parametrize("seed", range(150))
def test_every_byte_of_a_damaged_interchange_is_in_one_segment_or_told(seed: int) -> None:
    assert_accounted(seed)


@pytest.mark.soak
def test_every_byte_of_very_many_damaged_interchanges_is_in_one_segment_or_told() -> None:
    for seed in range(150, 20_000):
        assert_accounted(seed)


def assert_accounted(seed: int) -> None:
    content = damaged(GOOD, seed, b"'+:?*\r\n\xff UN")
    interchanges = list(read(content))
    strings = [each.offset for each in interchanges if has_service_string(content, each)]
    defects = [defect for each in interchanges for defect in all_defects(each)]
    assert b"" == unaccounted(content, (each for whole in interchanges for each in segments(whole)), strings, defects)
    assert all(0 <= defect.offset <= len(content) and defect.sentence for defect in defects)


def has_service_string(content: bytes, interchange: Interchange) -> bool:
    unusable = any(defect.code is DefectCode.UNA_UNUSABLE for defect in interchange.defects)
    return content[interchange.offset : interchange.offset + 3] == b"UNA" and not unusable


def all_defects(interchange: Interchange) -> Iterator[Defect]:
    yield from interchange.defects
    for message in interchange.messages:
        yield from message.defects


def segments(interchange: Interchange) -> Iterator[Segment]:
    yield from (segment for segment in (interchange.header, interchange.trailer) if segment)
    yield from (*interchange.groups, *interchange.stray)
    for message in interchange.messages:
        yield message.header
        yield from message.segments
        if message.trailer:
            yield message.trailer


@pytest.mark.parametrize(
    "content",
    [
        b"UNB+UNOC:3+A+B+260101:0000+1'" + b"UNH+1+ORDERS:D:96A:UN\nBGM+220'" * 20_000,
        b"UNB+UNOC:3+A+B+260101:0000+1'" + b"FTX+" + b"?'" * 200_000,
        b"UNB+UNOC:3+A+B+260101:0000+1'" * 10_000,
        b"UNA:+.? '" * 40_000,
        b" " * 400_000 + b"'" * 100_000,
        b"UNB+UNOX:3+A+B'" + b"\x1b$B" * 100_000,
    ],
    ids=["missing terminators", "released terminators", "headers", "service strings", "blanks", "shifts"],
)
def test_hostile_bytes_take_time_in_proportion_to_their_length(content: bytes) -> None:
    """Half a megabyte each: anything quadratic would run into the time limit."""
    assert list(read(content))
