"""Files in UTF-16 are read as any other, with or without the mark that tells it."""

import pytest

from edi.defects import DefectCode
from edi.edifact import reader as edifact
from edi.encoding import decoded
from edi.portions import portions
from edi.x12 import reader as x12
from tests.unit.edi.test_beginning import EDIFACT, X12

CODECS = ["utf-16", "utf-16-le", "utf-16-be"]


@pytest.mark.parametrize("codec", CODECS)
def test_edifact_in_two_bytes_a_character_is_read_with_its_letters(codec: str) -> None:
    content = EDIFACT.decode().replace("PO-1", "PO-Łódź").encode(codec)
    (interchange,) = edifact.read(content)
    assert "PO-Łódź" == interchange.messages[0].segments[0].component(2)
    assert DefectCode.TWO_BYTE_CHARACTERS in [defect.code for defect in interchange.defects]


@pytest.mark.parametrize("codec", CODECS)
def test_so_is_x12(codec: str) -> None:
    (interchange,) = x12.read(X12.decode().encode(codec))
    assert "PO-1" == interchange.sets[0].segments[0].component(3)
    assert DefectCode.TWO_BYTE_CHARACTERS in [defect.code for defect in interchange.ending.defects]


def test_portions_of_it_hold_every_message() -> None:
    inner = "".join(f"UNH+{number}+ORDERS:D:96A:UN'BGM+220+P{number}+9'UNT+3+{number}'" for number in range(9))
    content = f"UNB+UNOC:3+B+S+260105:1015+R1'{inner}UNZ+9+R1'".encode("utf-16")
    found = [each for portion in portions(content, 100, standard="edifact") for each in edifact.read(portion)]
    assert [f"P{number}" for number in range(9)] == [
        message.segments[0].component(2) for each in found for message in each.messages
    ]


@pytest.mark.parametrize("content", [b"", b"\x00", EDIFACT, X12, b"\x00" * 40, b"ab" * 40])
def test_anything_else_stays_as_it_is(content: bytes) -> None:
    assert (content, ()) == decoded(content)


def test_half_a_character_at_the_end_is_kept_in_sight() -> None:
    text, _ = decoded(EDIFACT.decode().encode("utf-16-le") + b"\x27")
    assert bytes(text).endswith(rb"\x27")
