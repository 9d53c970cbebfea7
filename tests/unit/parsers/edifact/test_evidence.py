"""Every value of every message in the corpus can be found where its evidence says."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import BaseModel

from orders.evidence import Segment
from orders.reading import Read
from tests.unit.parsers.edifact.messages import HEAD, interchange, message, order, parsed

CORPUS = sorted((Path(__file__).parents[3] / "corpus" / "edifact").glob("*.edi"))


def reads(value: object) -> Iterator[Read[object]]:
    if isinstance(value, Read):
        yield value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from reads(getattr(value, name))
    elif isinstance(value, tuple):
        for member in value:
            yield from reads(member)


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_each_value_names_the_segment_it_stood_in(path: Path) -> None:
    result = parsed(path.read_bytes())
    assert result.transcript is not None
    rows = {row.number: row for row in result.transcript.rows}
    assert len(rows) == len(result.transcript.rows)
    for read in (read for reading in result.readings for read in reads(reading)):
        assert read.evidence
        for place in read.evidence:
            assert isinstance(place, Segment)
            assert place.tag == rows[place.position].cells[0]
            if place.element and not read.witnesses:
                assert rows[place.position].cells[place.element]


def test_a_value_names_its_element_and_component() -> None:
    quantity = order("LIN+1++9520007000106:EN", "QTY+21:10:PCE").lines[0].quantity
    assert quantity is not None
    assert (Segment(position=6, tag="QTY", element=1, component=2),) == quantity.evidence


def test_positions_go_on_through_the_interchanges_of_a_document() -> None:
    one = interchange(message(*HEAD, "LIN+1++9520007000106:EN", "QTY+21:10:PCE"))
    first, second = parsed(one + one.replace(b"PO-1", b"PO-2")).readings
    places = [place for read in (first, second) if read.po_number for place in read.po_number.evidence]
    assert [3, 12] == [place.position for place in places if isinstance(place, Segment)]


def test_the_transcript_has_the_segments_as_they_came() -> None:
    result = parsed(interchange(message(*HEAD, "LIN+1++9520007000106:EN", "QTY+21:10:PCE")))
    assert result.transcript is not None
    assert ("QTY", "21:10:PCE") == result.transcript.rows[5].cells
