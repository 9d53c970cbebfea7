"""What measures the readers runs, and measures reading that is right; how fast it is, `make bench` tells."""

import pytest
from pydifact.segmentcollection import Interchange as PydifactInterchange

from bench import edi_interchanges, edi_reading
from edi.edifact.pydifact import pydifact_interchanges

SIZE = 4_000


@pytest.mark.filterwarnings("ignore::pydifact.exceptions.MissingImplementationWarning")
def test_speeds_are_told_beside_pydifact_and_split() -> None:
    found = edi_reading.speeds(SIZE, rounds=1)
    lines = list(edi_reading.ratios(found))
    assert {"pydifact", "edifact", "x12", "edifact, every element", "x12, every element", "bytes.split"} < set(found)
    assert all(" times pydifact, " in line and " of bytes.split" in line for line in lines)


@pytest.mark.filterwarnings("ignore::pydifact.exceptions.MissingImplementationWarning")
def test_what_is_measured_reads_as_pydifact_reads_it() -> None:
    content = b"".join(edi_interchanges.edifact(SIZE))
    assert b"??'" in content
    (ours,) = pydifact_interchanges(content)
    assert PydifactInterchange.from_str(content.decode("latin-1")).segments == ours.segments


@pytest.mark.parametrize("standard", ["edifact", "x12"])
def test_memory_is_measured(standard: str) -> None:
    assert {"before", "above", "seconds"} == set(edi_reading.memory(standard, 1))
