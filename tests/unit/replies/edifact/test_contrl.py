"""CONTRL says what became of an interchange, message by message, at its segment and element; others read it alike."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from pydifact.segmentcollection import Interchange as PydifactInterchange

from edi.edifact.reader import Message, read
from replies.answer import (
    AnsweredGroup,
    AnsweredMessage,
    Dialect,
    Fault,
    GroupHeader,
    Identity,
    Standard,
    SyntaxAnswer,
    SyntaxDefect,
    Unwritable,
    Verdict,
)
from replies.edifact import fault_codes
from replies.edifact.contrl import write_contrl
from replies.edifact.fault_codes import Level
from replies.edifact.reading_syntax import read_contrl, says_received_only
from replies.reading_back import UnreadableAnswer
from replies.received import received
from replies.syntax import syntax_answer
from tests.servers.edifact_reader import EdifactReader
from tests.unit.replies.edifact.answers import THEM, US, envelope, syntax_answers

GOOD = AnsweredMessage("ORDERS", "M1", Verdict.ACCEPTED, "D", "96A", "UN", "EAN008")
BAD = replace(GOOD, reference="M2", verdict=Verdict.REJECTED)
# pydifact warns at each segment that the directories are not installed with it.
pytestmark = pytest.mark.filterwarnings("ignore::pydifact.exceptions.MissingImplementationWarning")


def answer(*messages: AnsweredMessage, verdict: Verdict = Verdict.ACCEPTED) -> SyntaxAnswer:
    groups = (AnsweredGroup(None, verdict, messages),)
    return SyntaxAnswer(Standard.EDIFACT, THEM, US, "4711", verdict, groups)


def only(content: bytes) -> Message:
    (interchange,) = read(content)
    (message,) = interchange.messages
    assert () == interchange.defects
    assert () == message.defects
    return message


def said(content: bytes) -> list[str]:
    return [segment.text for segment in only(content).segments]


@given(syntax_answers())
def test_a_contrl_comes_back_as_it_was_decided(answer: SyntaxAnswer) -> None:
    for version in "1234":
        content = write_contrl(answer, envelope(Dialect(syntax_version=version)))
        assert "CONTRL" == only(content).type
        assert answer == read_contrl(content)


@settings(max_examples=30)
@given(syntax_answers())
def test_pydifact_and_the_npm_package_read_the_same(edifact_reader: EdifactReader, answer: SyntaxAnswer) -> None:
    content = write_contrl(answer, envelope())
    tags = [segment.tag for segment in only(content).segments]
    (message,) = PydifactInterchange.from_str(content.decode("latin-1")).get_messages()
    assert tags == [segment.tag for segment in message.segments]
    assert ["UNB", "UNH", *tags, "UNT", "UNZ"] == [segment[0] for segment in edifact_reader.read(content)]


@pytest.mark.parametrize("fault", list(Fault))
@pytest.mark.parametrize("level", list(Level))
def test_every_fault_is_told_by_a_code_that_its_level_has(
    edifact_reader: EdifactReader, fault: Fault, level: Level
) -> None:
    """What comes back is the fault itself, or another that has the same code there."""
    told = _with(level, fault)
    content = write_contrl(told, envelope())
    back = _defect(read_contrl(content), level)
    if level is not Level.MESSAGE and fault in (Fault.TYPE_NOT_SUPPORTED, Fault.VERSION_NOT_SUPPORTED):
        assert Fault.INVALID_VALUE is back.fault
    else:
        assert fault_codes.code(fault, level) == fault_codes.code(back.fault, level)
    assert edifact_reader.read(content)


def test_the_message_that_is_bad_is_named_at_its_segment_and_element() -> None:
    defects = (
        SyntaxDefect(Fault.ELEMENT_TOO_LONG, "LIN", 5, 3, 1),
        SyntaxDefect(Fault.SEGMENT_UNKNOWN, "XXX", 7),
        SyntaxDefect(Fault.ELEMENT_MISSING, "QTY", 7, 1),
        SyntaxDefect(Fault.SEGMENT_MISSING, "UNS", 9),
    )
    content = write_contrl(answer(GOOD, replace(BAD, defects=defects), verdict=Verdict.PARTLY), envelope())
    assert [
        "UCI+4711+4006381000012:14+4012345000009:14:OM+7",
        "UCM+M1+ORDERS:D:96A:UN:EAN008+7",
        "UCM+M2+ORDERS:D:96A:UN:EAN008+4",
        # 0098 counts the tag as the first element.
        "UCS+5",
        "UCD+39+4:1",
        "UCS+7+15",
        "UCD+13+2",
        # Of a segment that is missing, the one before it is named.
        "UCS+8+13",
    ] == said(content)


def test_one_bad_message_never_fails_its_interchange() -> None:
    """From the bytes that came to the bytes that go: the good message is taken, the bad one named at its segment."""
    (came,) = received(
        b"UNB+UNOC:3+4006381000012:14+4012345000009:14+261123:0310+4711'"
        b"UNH+1+ORDERS:D:96A:UN'BGM+220+PO1+9'LIN+1'QTY+21:5'UNS+S'UNT+6+1'"
        b"UNH+2+ORDERS:D:96A:UN'BGM+220+PO2+9'L*N+1'QTY+21:5'UNS+S'UNT+9+2'"
        b"UNZ+2+4711'"
    )
    decided = syntax_answer(came, taken={0})
    assert decided is not None
    content = write_contrl(decided, envelope())
    assert [
        "UCI+4711+4006381000012:14+4012345000009:14+7",
        "UCM+1+ORDERS:D:96A:UN+7",
        "UCM+2+ORDERS:D:96A:UN+4+29+UNT",
        "UCS+3+15",
    ] == said(content)
    back = read_contrl(content)
    assert (Verdict.PARTLY, [Verdict.ACCEPTED, Verdict.REJECTED]) == (
        back.verdict,
        [message.verdict for message in back.messages],
    )


def test_a_message_that_is_used_in_spite_of_its_defects_is_acknowledged_and_they_are_named() -> None:
    wrong_count = SyntaxDefect(Fault.COUNT_DIFFERS, "UNT")
    used = replace(GOOD, verdict=Verdict.WITH_ERRORS, defects=(wrong_count,))
    content = write_contrl(answer(used, verdict=Verdict.WITH_ERRORS), envelope())
    assert ["UCI+4711+4006381000012:14+4012345000009:14:OM+7", "UCM+M1+ORDERS:D:96A:UN:EAN008+7+29+UNT"] == said(
        content
    )
    assert Verdict.WITH_ERRORS is read_contrl(content).verdict


def test_groups_are_answered_one_by_one() -> None:
    header = GroupHeader("ORDERS", "G1", Identity("BRANCH", "ZZ"), Identity("SALES"), "UN", "D.93A")
    old = replace(BAD, version="", release="", agency="", association="")
    told = replace(
        answer(verdict=Verdict.PARTLY),
        groups=(
            AnsweredGroup(header, Verdict.REJECTED, (old,), defects=(SyntaxDefect(Fault.COUNT_DIFFERS),)),
            AnsweredGroup(replace(header, reference="G2"), Verdict.ACCEPTED, (GOOD,)),
        ),
    )
    assert [
        "UCI+4711+4006381000012:14+4012345000009:14:OM+7",
        "UCF+G1+BRANCH:ZZ+SALES+4+29+UNE",
        # The group says of which directory its messages are.
        "UCM+M2+ORDERS:D:93A:UN+4+18",
        "UCF+G2+BRANCH:ZZ+SALES+7",
        "UCM+M1+ORDERS:D:96A:UN:EAN008+7",
    ] == said(write_contrl(told, envelope()))


def test_a_header_that_is_too_long_does_not_keep_the_others_from_their_answer() -> None:
    odd = replace(BAD, version="D.96A", release="96A", agency="UNECE", association="LONGNAME")
    content = write_contrl(answer(GOOD, odd, verdict=Verdict.PARTLY), envelope(Dialect(version="D.01B")))
    assert ["UCM+M1+ORDERS:D:96A:UN:EAN008+7", "UCM+M2+ORDERS:D:01B:UN+4+18"] == said(content)[1:]


def test_a_rejection_always_gives_an_error() -> None:
    assert ["UCM+M2+ORDERS:D:96A:UN:EAN008+4+18"] == said(write_contrl(answer(BAD), envelope()))[1:]
    rejected = replace(answer(verdict=Verdict.REJECTED), groups=())
    assert ["UCI+4711+4006381000012:14+4012345000009:14:OM+4+18"] == said(write_contrl(rejected, envelope()))
    duplicate = replace(rejected, defects=(SyntaxDefect(Fault.DUPLICATE),))
    assert ["UCI+4711+4006381000012:14+4012345000009:14:OM+4+26+UNB+6"] == said(write_contrl(duplicate, envelope()))


@pytest.mark.parametrize(
    ("version", "identifier"), [("1", "2:2"), ("2", "2:2"), ("3", "D:3"), ("4", "4:1"), ("", "D:3"), ("0", "D:3")]
)
def test_the_version_of_the_message_follows_that_of_the_syntax(version: str, identifier: str) -> None:
    content = write_contrl(answer(GOOD), envelope(Dialect(syntax_version=version, association="EAN008")))
    assert f"UNH+1+CONTRL:{identifier}:UN" == only(content).header.text


def test_it_never_asks_for_an_answer_and_mirrors_the_test_indicator() -> None:
    for test in (False, True):
        (interchange,) = read(write_contrl(answer(GOOD), envelope(test=test)))
        assert not interchange.acknowledgement_requested
        assert test is interchange.is_test
        assert (US.id, THEM.id) == (interchange.sender, interchange.recipient)
        assert test is read_contrl(write_contrl(answer(GOOD), envelope(test=test))).test


def test_a_message_without_a_reference_keeps_no_other_from_being_answered() -> None:
    nameless = replace(BAD, reference="", type="", defects=(SyntaxDefect(Fault.HEADER_INCOMPLETE),))
    told = said(write_contrl(answer(GOOD, nameless, verdict=Verdict.PARTLY), envelope()))
    assert ["UCM+M1+ORDERS:D:96A:UN:EAN008+7", "UCM+0+0:D:96A:UN:EAN008+4+13+UNH"] == told[1:]


def test_a_group_without_a_reference_keeps_no_other_from_being_answered() -> None:
    header = GroupHeader("ORDERS", "", THEM, US)
    groups = (AnsweredGroup(header, Verdict.ACCEPTED, (GOOD,)),)
    told = said(write_contrl(replace(answer(GOOD), groups=groups), envelope()))
    assert [f"UCF+0+{THEM.id}:{THEM.qualifier}+{US.id}:{US.qualifier}+7", "UCM+M1+ORDERS:D:96A:UN:EAN008+7"] == told[1:]


@pytest.mark.parametrize(
    ("named", "received", "agreed", "expected"),
    [
        ("ACME", "UNOA", "", b"UNB+UNOA:3+"),
        ("Acme", "UNOA", "", b"UNB+UNOB:3+"),
        ("our_side", "UNOA", "", b"UNB+UNOC:3+"),
        ("our_side", "UNOB", "", b"UNB+UNOC:3+"),
        ("ACME", "UNOC", "", b"UNB+UNOC:3+"),
        ("ACME", "UNOF", "", b"UNB+UNOF:3+"),
        ("ACME", "UN0A", "", b"UNB+UNOC:3+"),
        ("ACME", "UNOC", "UNOA", b"UNB+UNOA:3+"),
    ],
)
def test_the_charset_is_the_agreed_one_or_the_narrowest_from_the_received_one_on(
    named: str, received: str, agreed: str, expected: bytes
) -> None:
    around = replace(envelope(Dialect(charset=agreed, received_charset=received)), sender=Identity(named))
    assert expected in write_contrl(answer(GOOD), around)


def test_an_agreed_charset_is_not_left() -> None:
    around = replace(envelope(Dialect(charset="UNOA", received_charset="UNOC")), sender=Identity("our_side"))
    with pytest.raises(Unwritable, match="characters that UNOA lacks"):
        write_contrl(answer(GOOD), around)


@pytest.mark.parametrize(
    ("told", "said_of_it"),
    [
        (replace(answer(GOOD), standard=Standard.X12), "EDIFACT only"),
        (replace(answer(GOOD), reference=""), "no CONTRL can name it"),
        (replace(answer(GOOD), sender=Identity("")), "no CONTRL can name it"),
        (answer(replace(GOOD, reference="X" * 15)), "0062 has at most 14 characters"),
    ],
)
def test_what_cannot_be_named_is_for_a_person(told: SyntaxAnswer, said_of_it: str) -> None:
    with pytest.raises(Unwritable, match=said_of_it):
        write_contrl(told, envelope())


def test_as_many_segments_are_named_as_there_is_room_for() -> None:
    defects = tuple(SyntaxDefect(Fault.INVALID_VALUE, "QTY", number, 1) for number in range(2, 1500))
    content = write_contrl(answer(replace(BAD, defects=defects)), envelope())
    assert 999 == sum(text.startswith("UCS") for text in said(content))
    crowded = tuple(SyntaxDefect(Fault.INVALID_VALUE, "QTY", 2, 1, number) for number in range(1, 200))
    content = write_contrl(answer(replace(BAD, defects=crowded)), envelope())
    assert 99 == sum(text.startswith("UCD") for text in said(content))


def test_a_receipt_of_others_is_told_from_an_answer() -> None:
    receipt = b"UNB+UNOA:3+S+R+261123:0310+1'UNH+1+CONTRL:D:3:UN'UCI+4711+A+B+8'UNT+3+1'UNZ+1+1'"
    assert says_received_only(receipt)
    assert not says_received_only(write_contrl(answer(GOOD), envelope()))
    assert "4711" == read_contrl(receipt).reference


@pytest.mark.parametrize(
    "content",
    [
        b"UNB+UNOA:3+S+R+261123:0310+1'UNH+1+ORDERS:D:96A:UN'BGM+220'UNT+3+1'UNZ+1+1'",
        b"UNB+UNOA:3+S+R+261123:0310+1'UNH+1+CONTRL:D:3:UN'UCM+1'UNT+3+1'UNZ+1+1'",
        b"nothing",
    ],
)
def test_what_is_no_contrl_is_refused(content: bytes) -> None:
    with pytest.raises(UnreadableAnswer, match="CONTRL"):
        read_contrl(content)


def _with(level: Level, fault: Fault) -> SyntaxAnswer:
    whole = SyntaxDefect(fault)
    match level:
        case Level.INTERCHANGE:
            return replace(answer(BAD, verdict=Verdict.REJECTED), defects=(whole,))
        case Level.GROUP:
            header = GroupHeader("ORDERS", "G1", Identity("BRANCH"), Identity("SALES"))
            group = AnsweredGroup(header, Verdict.REJECTED, (BAD,), defects=(whole,))
            return replace(answer(verdict=Verdict.REJECTED), groups=(group,))
        case Level.MESSAGE:
            return answer(replace(BAD, defects=(whole,)), verdict=Verdict.REJECTED)
        case Level.SEGMENT:
            return answer(replace(BAD, defects=(SyntaxDefect(fault, "LIN", 5),)), verdict=Verdict.REJECTED)
        case Level.ELEMENT:
            return answer(replace(BAD, defects=(SyntaxDefect(fault, "LIN", 5, 3, 1),)), verdict=Verdict.REJECTED)


def _defect(told: SyntaxAnswer, level: Level) -> SyntaxDefect:
    group = told.groups[0]
    found = {Level.INTERCHANGE: told.defects, Level.GROUP: group.defects}.get(level, group.messages[0].defects)
    (defect,) = found
    return defect
