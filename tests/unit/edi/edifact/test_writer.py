"""The writer refuses what the standard does not allow; what it writes, our reader and pydifact read as it was meant."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydifact.control.characters import Characters
from pydifact.parser import Parser
from pydifact.segmentcollection import Interchange as PydifactInterchange
from pydifact.tokenizer import Tokenizer

from edi.edifact.charset import CODECS
from edi.edifact.drafts import Draft, InterchangeDraft, MessageDraft, Station, draft
from edi.edifact.reader import Interchange, read
from edi.edifact.syntax import Separators
from edi.edifact.writer import Inexpressible, Syntax, serialized, write

AT = datetime(2026, 11, 23, 3, 10, tzinfo=UTC)
CONTROL = (
    draft("UCI", "4711", ("BUYER", "14"), ("SELLER", "14"), "7"),
    draft("UCM", "1", ("ORDERS", "D", "96A", "UN"), "7"),
)
CONTRL = MessageDraft("CONTRL", "D", "3", CONTROL)
INTERCHANGE = InterchangeDraft(Station("SELLER", "14"), Station("BUYER", "14", "HUB"), AT, "815", (CONTRL,))

SERVICE = "+:?'*,.!|;/ "
TEXT = st.text(st.sampled_from(SERVICE + "ABCäé019"), max_size=12)
COMPOSITE = st.lists(TEXT, min_size=1, max_size=4).map(tuple)
SEGMENTS = st.lists(
    st.builds(
        lambda tag, elements: draft(tag, *elements),
        st.sampled_from(["BGM", "LIN", "FTX", "QTY"]),
        st.lists(COMPOSITE, min_size=1, max_size=4),
    ).filter(lambda segment: segment.elements),
    min_size=1,
    max_size=5,
)
SEPARATORS = st.sampled_from([":+.?*'", ":+,? '", "|;.!/'", ":*.?|~", ";|,!'+"]).map(
    lambda marks: Separators(*(mark.strip().encode() for mark in marks))
)
# It warns at each segment that the directories are not installed with it.
pytestmark = pytest.mark.filterwarnings("ignore::pydifact.exceptions.MissingImplementationWarning")


def only(content: bytes) -> Interchange:
    (interchange,) = read(content)
    return interchange


def test_envelope_counts_and_references_follow_from_the_messages() -> None:
    twice = replace(INTERCHANGE, messages=(CONTRL, CONTRL), test=True)
    assert (
        b"UNA:+.? '"
        b"UNB+UNOC:3+SELLER:14+BUYER:14:HUB+261123:0310+815++++++1'"
        b"UNH+1+CONTRL:D:3:UN'UCI+4711+BUYER:14+SELLER:14+7'UCM+1+ORDERS:D:96A:UN+7'UNT+4+1'"
        b"UNH+2+CONTRL:D:3:UN'UCI+4711+BUYER:14+SELLER:14+7'UCM+1+ORDERS:D:96A:UN+7'UNT+4+2'"
        b"UNZ+2+815'"
    ) == write(twice, Syntax())


@pytest.mark.parametrize("version", ["1", "2", "3", "4"])
@pytest.mark.parametrize("line_breaks", [False, True])
def test_our_reader_finds_no_defect_in_any_syntax_version(version: str, *, line_breaks: bool) -> None:
    interchange = only(write(INTERCHANGE, Syntax(version=version, line_breaks=line_breaks)))
    assert () == interchange.defects
    assert [()] == [message.defects for message in interchange.messages]
    assert (version, "20261123" if version == "4" else "261123") == (
        interchange.syntax_version,
        interchange.prepared[0],
    )
    assert not interchange.is_test


@given(SEGMENTS, SEPARATORS, st.sampled_from(["2", "4"]))
def test_whatever_is_written_is_read_as_it_was(segments: list[Draft], separators: Separators, version: str) -> None:
    syntax = Syntax("UNOC", version, separators)
    content = serialized([_header(version), *segments], syntax)
    read_back = list(only(content).stray)
    assert [(each.tag, _plain(each)) for each in segments] == [
        (each.tag, tuple(part or ("",) for part in each.elements)) for each in read_back
    ]
    assert not any(each.repeats for each in read_back)


@given(SEGMENTS, SEPARATORS)
def test_pydifact_reads_what_is_written(segments: list[Draft], separators: Separators) -> None:
    content = serialized(segments, Syntax("UNOC", "3", separators)).decode("latin-1")
    characters = Characters.from_str(content[:9])
    # It would take blanks behind a terminator for a line break.
    characters.line_terminators = []
    found = Parser().convert_tokens_to_raw_segments(Tokenizer().get_tokens(content[9:], characters))
    assert [(each.tag, _plain(each)) for each in segments] == [
        (tag, tuple(tuple(part) if isinstance(part, list) else (part,) for part in elements))
        for (tag, *elements) in found
    ]


def test_pydifact_takes_the_interchange() -> None:
    interchange = PydifactInterchange.from_str(write(INTERCHANGE, Syntax()).decode("latin-1"))
    assert ["SELLER", "14"] == interchange.sender
    assert ["UCI", "UCM"] == [segment.tag for message in interchange.get_messages() for segment in message.segments]


def test_numbers_have_the_decimal_mark_of_the_interchange_and_no_exponent() -> None:
    syntax = Syntax(separators=Separators(decimal=b","))
    assert b"UNA:+,? 'QTY+21:1000,50'" == serialized([draft("QTY", ("21", Decimal("1000.50")))], syntax)
    assert b"UNA:+.? 'QTY+21:10000'" == serialized([draft("QTY", ("21", Decimal("1E+4")))], Syntax())
    with pytest.raises(Inexpressible, match="is no number"):
        serialized([draft("QTY", ("21", Decimal("NaN")))], Syntax())


@pytest.mark.parametrize("identifier", sorted(CODECS))
def test_every_repertoire_is_written_in_its_own_bytes(identifier: str) -> None:
    text = {"UNOD": "Łódź", "UNOE": "Київ", "UNOF": "Αθήνα", "UNOX": "東京", "UNOW": "東京", "UNOC": "Köln"}.get(
        identifier, "KOELN 1"
    )
    interchange = replace(INTERCHANGE, sender=Station(text))
    assert text == only(write(interchange, Syntax(identifier))).sender


@pytest.mark.parametrize(
    ("identifier", "reference"),
    [("UNOA", "po1"), ("UNOB", "PO#1"), ("UNOC", "Łódź"), ("UNOC", "A\nB"), ("UNOY", "\x00")],
)
def test_characters_that_the_repertoire_lacks_are_refused(identifier: str, reference: str) -> None:
    with pytest.raises(Inexpressible, match=f"characters that {identifier} lacks"):
        write(replace(INTERCHANGE, reference=reference), Syntax(identifier))


def test_service_characters_are_refused_where_nothing_releases_them() -> None:
    bare = Syntax(separators=Separators(release=b""))
    assert b"UNA:+.  'BGM+A B'" == serialized([draft("BGM", "A B")], bare)
    with pytest.raises(Inexpressible, match="nothing is agreed to release it"):
        serialized([draft("BGM", "A+B")], bare)


@pytest.mark.parametrize(
    "separators",
    [
        Separators(component=b"+"),
        Separators(element=b"A"),
        Separators(element=b"\n"),
        Separators(decimal=b"x"),
        Separators(terminator=b""),
        Separators(component=b"\xe4"),
    ],
)
def test_service_characters_that_cannot_be_told_apart_are_refused(separators: Separators) -> None:
    with pytest.raises(Inexpressible, match="names"):
        Syntax(separators=separators)


@pytest.mark.parametrize(("identifier", "version"), [("UNOZ", "3"), ("UNOC", "5"), ("unoc", "3")])
def test_a_syntax_that_there_is_not_is_refused(identifier: str, version: str) -> None:
    with pytest.raises(Inexpressible, match="is no syntax"):
        Syntax(identifier, version)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"reference": "123456789012345"}, "0020 has at most 14 characters"),
        ({"reference": ""}, "0020 is mandatory"),
        ({"sender": Station("")}, "S002 is mandatory"),
        ({"sender": Station("X" * 36)}, "0004 has at most 35 characters"),
        ({"recipient": Station("X", "14", "R" * 15)}, "0014 has at most 14 characters"),
        ({"messages": ()}, "without messages"),
        ({"messages": (replace(CONTRL, type="UTILMD"),)}, "no tables for UTILMD"),
    ],
)
def test_an_envelope_that_is_not_as_the_standard_has_it_is_refused(change: dict[str, object], said: str) -> None:
    with pytest.raises(Inexpressible, match=said):
        write(replace(INTERCHANGE, **change), Syntax())


def test_a_line_feed_may_end_segments() -> None:
    interchange = only(write(INTERCHANGE, Syntax(separators=Separators(terminator=b"\n"))))
    assert ["UCI", "UCM"] == [segment.tag for segment in interchange.messages[0].segments]


@pytest.mark.parametrize(
    ("segments", "said"),
    [
        ((draft("UCM", "1", ("ORDERS", "D", "96A", "UN"), "7"),), "Segment 1 (UCI): UCI is missing behind it."),
        ((*CONTROL, draft("UCI", "1")), "Segment 4 (UCI): it has no place here, or stands too often."),
        ((draft("UCI", "4711", "A", "B", "SEVEN"),), "Segment 2 (UCI), element 4: 0083 has at most 3 characters"),
    ],
)
def test_a_message_that_is_not_as_its_directory_has_it_is_refused(segments: tuple[Draft, ...], said: str) -> None:
    with pytest.raises(Inexpressible, match=re.escape(said)):
        write(replace(INTERCHANGE, messages=(replace(CONTRL, segments=segments),)), Syntax())


def test_a_segment_has_a_tag_and_something_in_it() -> None:
    with pytest.raises(Inexpressible, match="no segment tag"):
        serialized([draft("bgm", "1")], Syntax())
    with pytest.raises(Inexpressible, match="is empty"):
        serialized([draft("BGM", "", ("", ""))], Syntax())


def _header(version: str) -> Draft:
    return draft("UNB", ("UNOC", version), "S", "R", ("261123", "0310"), "1")


def _plain(segment: Draft) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(map(str, parts)) or ("",) for parts in segment.elements)
