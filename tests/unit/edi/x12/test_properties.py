"""Properties that hold for any data and any bytes."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edi.segment import Segment
from edi.x12.reader import Interchange, read
from tests.unit.edi.damage import damaged, unaccounted

ISA = b"ISA*00*          *00*          *01*A              *ZZ*B              *260105*1015*U*00401*000000007*0*P*>~"
GOOD = (
    ISA + b"\r\nGS*PO*A*B*20260105*1015*7*X*004010~\r\nST*850*0001~\r\nBEG*00*SA*PO-1**20260105~\r\n"
    b"PO1*1*5*EA*2.50**VN*A-1~\r\nCTT*1~\r\nSE*5*0001~\r\nST*850*0002~\r\nBEG*00*SA*PO-2**20260105~\r\nSE*3*0002~\r\n"
    b"GE*2*7~\r\nIEA*1*000000007~\r\n" + ISA.replace(b"000000007", b"000000008") + b"IEA*0*000000008~"
)
PIECES = (
    ISA, b"GS*PO*A*B*20260105*1015*7*X*004010~", b"ST*850*0001~", b"SE*2*0001~", b"GE*1*7~", b"IEA*1*000000007~", b"~",
    b"*", b"\r\n", b"PO1*1*2*EA~", b"ISA*00", b"\xff", b"ST*", b"ISA",
)  # fmt: skip
FRAGMENTS = st.lists(st.one_of(st.sampled_from(PIECES), st.binary(max_size=9)), max_size=30).map(b"".join)
DATA = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z"), exclude_characters="*~"), max_size=12)


@given(st.lists(DATA, min_size=1, max_size=6))
def test_data_survives_reading(elements: list[str]) -> None:
    text = "*".join(["MSG", *elements])
    content = ISA + f"GS*PO*A*B*20260105*1015*7*X*004010~ST*850*1~{text}~SE*3*1~GE*1*7~IEA*1*7~".encode()
    (interchange,) = read(content)
    (segment,) = interchange.sets[0].segments
    assert elements == [components[0] for components in segment.elements]
    assert () == interchange.ending.defects


@given(FRAGMENTS)
def test_any_bytes_are_read_without_raising_and_every_segment_keeps_its_place(content: bytes) -> None:
    interchanges = list(read(content))
    assert interchanges
    for interchange in interchanges:
        for segment in segments(interchange):
            begin = segment.position.offset
            assert content[begin : begin + len(segment.raw)] == segment.raw
        assert interchange.sets or interchange.ending.defects


@given(st.lists(st.sampled_from(PIECES), max_size=20).map(b"".join))
def test_no_segment_is_in_two_places(content: bytes) -> None:
    offsets = [segment.position.offset for interchange in read(content) for segment in segments(interchange)]
    assert len(set(offsets)) == len(offsets)


@pytest.mark.parametrize("seed", range(150))
def test_every_byte_of_a_damaged_interchange_is_in_one_segment_or_told(seed: int) -> None:
    assert_accounted(seed)


@pytest.mark.soak
def test_every_byte_of_very_many_damaged_interchanges_is_in_one_segment_or_told() -> None:
    for seed in range(150, 20_000):
        assert_accounted(seed)


def assert_accounted(seed: int) -> None:
    content = damaged(GOOD, seed, b"~*>\r\n\xff ISTE")
    interchanges = list(read(content))
    defects = [defect for each in interchanges for defect in each.ending.defects]
    defects += [defect for each in interchanges for one in each.sets for defect in one.defects]
    assert b"" == unaccounted(content, (each for whole in interchanges for each in segments(whole)), (), defects)
    assert all(0 <= defect.offset <= len(content) and defect.sentence for defect in defects)


def segments(interchange: Interchange) -> Iterator[Segment]:
    ending = interchange.ending
    yield from (segment for segment in (interchange.beginning.header, ending.trailer) if segment)
    yield from (*interchange.groups, *interchange.stray)
    for each in interchange.sets:
        yield from (each.header, *each.segments, *([each.trailer] if each.trailer else []))
