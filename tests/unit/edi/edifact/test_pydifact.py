"""pydifact's objects, made of what this house reads, say what pydifact reads wherever pydifact reads rightly.

What it is known to read wrongly, message by message, stands in `tests/corpus/edifact/test_gaps.py`.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydifact.segmentcollection import Interchange as PydifactInterchange
from pydifact.segments import Segment as PydifactSegment

from edi.edifact.pydifact import NotForPydifact, characters_of, interchange_of, pydifact_interchanges, segment_of
from edi.edifact.reader import Interchange, read
from edi.edifact.syntax import Separators, from_una

# It warns at each segment that the directories are not installed with it.
pytestmark = pytest.mark.filterwarnings("ignore::pydifact.exceptions.MissingImplementationWarning")

MARKS = (":+.? '", "|^,! ~", "/*.\\ ;", "\x1f\x1d,? \x1c")
CHARACTERS = "AZaz09 .,-/()\u00e9\u00df"
HEADER = ("UNB", ["UNOC", "3"], ["A", "14"], "B", ["260105", "1015"], "REF7", "", "ORDERS")


def one(text: str) -> Interchange:
    (interchange,) = read(text.encode("latin-1"))
    return interchange


@st.composite
def interchanges(draw: st.DrawFn) -> str:
    """Whole interchanges as a careful sender writes them, with any service characters, some of them released."""
    marks = draw(st.sampled_from(MARKS))
    part = st.text(st.sampled_from(CHARACTERS + marks[0] + marks[1] + marks[3] + marks[5]), max_size=8)
    elements = st.lists(st.one_of(part, st.lists(part, min_size=1, max_size=4)), min_size=1, max_size=5)
    segments = st.lists(st.tuples(st.sampled_from(("BGM", "DTM", "LIN", "QTY", "FTX")), elements), max_size=5)
    messages = draw(st.lists(segments, min_size=1, max_size=3))
    breaks = draw(st.sampled_from(("", "\n", "\r\n")))
    written = [HEADER]
    for number, body in enumerate(messages, start=1):
        written.append(("UNH", str(number), ["ORDERS", "D", "96A", "UN"]))
        written += [(tag, *of_segment) for tag, of_segment in body]
        written.append(("UNT", str(len(body) + 2), str(number)))
    written.append(("UNZ", str(len(messages)), "REF7"))
    return f"UNA{marks}" + "".join(text_of(segment, marks) + breaks for segment in written)


def text_of(segment: tuple[str | list[str], ...], marks: str) -> str:
    component, element, _, _, _, terminator = marks
    parts = (part if isinstance(part, list) else [part] for part in segment)
    return element.join(component.join(released(text, marks) for text in part) for part in parts) + terminator


def released(text: str, marks: str) -> str:
    special = marks[0] + marks[1] + marks[3] + marks[5]
    return "".join(marks[3] + character if character in special else character for character in text)


@given(interchanges())
def test_an_interchange_says_what_pydifact_reads(text: str) -> None:
    interchange = one(text)
    theirs, ours = PydifactInterchange.from_str(text), interchange_of(interchange)
    assert () == interchange.defects
    assert theirs.segments == ours.segments
    assert theirs.get_header_segment() == ours.get_header_segment()
    assert theirs.characters == ours.characters
    assert [message.type for message in theirs.get_messages()] == [message.type for message in ours.get_messages()]


@given(interchanges())
def test_what_pydifact_writes_of_it_reads_the_same_again(text: str) -> None:
    ours = interchange_of(one(text))
    ours.has_una_segment = True
    (again,) = pydifact_interchanges(ours.serialize().encode("latin-1"))
    assert ours.segments == again.segments


def test_a_group_is_left_out_and_its_messages_are_kept() -> None:
    text = (
        "UNB+UNOC:3+A+B+260105:1015+7'UNG+ORDERS+A+B+260105:1015+5+UN+D:96A'"
        "UNH+1+ORDERS:D:96A:UN'BGM+220'UNT+3+1'UNE+1+5'UNZ+1+7'"
    )
    (message,) = interchange_of(one(text)).get_messages()
    assert [PydifactSegment("BGM", "220")] == message.segments


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("UNH+1+ORDERS:D:96A:UN'BGM+220'UNT+3+1'", "no UNB"),
        ("UNB+UNOC:3+A+B+2601:1015+7'UNH+1+ORDERS:D:96A:UN'BGM+220'UNT+3+1'UNZ+1+7'", "date"),
        ("UNB+UNOC:3+A+B+269905:1015+7'UNH+1+ORDERS:D:96A:UN'BGM+220'UNT+3+1'UNZ+1+7'", "date"),
        ("UNB+UNOC:X+A+B+260105:1015+7'UNH+1+ORDERS:D:96A:UN'BGM+220'UNT+3+1'UNZ+1+7'", "version"),
        ("UNB+UNOC:4+A+B+20260105:1015+7'UNH+1+ORDERS:D:96A:UN'COM+1:TE*2:FX'UNT+3+1'UNZ+1+7'", "repeats"),
        ("UNB+UNOC:3+A+B+260105:1015+7'UNH+1+ORDERS:D:96A:UN'BGM+220'UNZ+1+7'", "UNT"),
        ("UNB+UNOC:3+A+B+260105:1015+7'UNH+1+ORDERS:D:96A:UN'BGM+220'UNT+3+1'UNZ+2+7'", "2 messages"),
    ],
)
def test_what_pydifact_has_no_place_for_is_said(text: str, why: str) -> None:
    with pytest.raises(NotForPydifact, match=why):
        interchange_of(one(text))


def test_a_segment_can_be_had_without_its_interchange() -> None:
    line = one("UNH+1+ORDERS:D:96A:UN'LIN+1++4399901000119:EN'UNT+3+1'").messages[0].segments[0]
    assert PydifactSegment("LIN", "1", "", ["4399901000119", "EN"]) == segment_of(line)


def test_service_characters_are_the_same() -> None:
    assert "UNA:+.? '" == characters_of(Separators()).service_string_advice
    assert "UNA|^,! ~" == characters_of(from_una(b"UNA|^,! ~")).service_string_advice
