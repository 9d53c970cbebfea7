"""What is said to an interchange: each message by itself, each defect at its place, answers never."""

import pytest

from edi.defects import DefectCode
from replies.faults import NOT_TOLD, TOLD
from replies.received import received
from replies.syntax import syntax_answer
from replies.syntax_answer import Fault, Standard, SyntaxAnswer, Verdict

ORDER = "UNH+{n}+ORDERS:D:96A:UN:EAN008'BGM+220+PO-{n}+9'UNT+3+{n}'"
UNB = "UNB+UNOC:3+4012345000009:14:ROUTE+9521000000018:14+260302:0815+R1'"


def edifact(*messages: str, unz: str | None = None) -> bytes:
    return (UNB + "".join(messages) + (unz or f"UNZ+{len(messages)}+R1'")).encode()


def x12(*sets: str, ge: str | None = None, usage: str = "P", receiver_group: str = "US") -> bytes:
    parties = "*01*123456789      *ZZ*SUPPLIER       *"
    isa = f"ISA*00*          *00*          {parties}260302*0815*U*00401*000000007*0*{usage}*>~"
    count = ge or f"GE*{len(sets)}*11~"
    return f"{isa}GS*PO*THEM*{receiver_group}*20260302*0815*11*X*004010~{''.join(sets)}{count}IEA*1*000000007~".encode()


def st(number: int, *, count: int = 3, kind: str = "850") -> str:
    return f"ST*{kind}*{number:04d}~BEG*00*SA*PO-{number}**20260302~SE*{count}*{number:04d}~"


def answer(content: bytes, *taken: int) -> SyntaxAnswer:
    (one,) = received(content)
    found = syntax_answer(one, taken)
    assert found is not None
    return found


def test_every_code_of_the_readers_is_told_or_left_out_on_purpose() -> None:
    assert set(DefectCode) == set(TOLD) | NOT_TOLD
    assert not set(TOLD) & NOT_TOLD


def test_the_envelope_is_given_back_as_it_came() -> None:
    found = answer(edifact(ORDER.format(n=1)), 0)
    assert (Standard.EDIFACT, "R1", "2603020815") == (found.standard, found.reference, found.prepared)
    assert ("4012345000009", "14", "ROUTE") == (found.sender.id, found.sender.qualifier, found.sender.routing)
    assert ("9521000000018", "14") == (found.recipient.id, found.recipient.qualifier)
    (message,) = found.messages
    assert ("ORDERS", "D", "96A", "UN", "EAN008", "1") == (
        message.type, message.version, message.release, message.agency, message.association, message.reference,
    )  # fmt: skip


def test_a_clean_interchange_is_accepted() -> None:
    found = answer(edifact(ORDER.format(n=1), ORDER.format(n=2)), 0, 1)
    assert Verdict.ACCEPTED is found.verdict
    assert [Verdict.ACCEPTED] * 2 == [message.verdict for message in found.messages]
    assert () == found.defects


def test_a_message_of_which_nothing_was_taken_is_rejected_alone() -> None:
    found = answer(edifact(ORDER.format(n=1), "UNH+2+INVOIC:D:96A:UN'UNT+2+2'", ORDER.format(n=3)), 0, 2)
    assert Verdict.PARTLY is found.verdict
    assert [Verdict.ACCEPTED, Verdict.REJECTED, Verdict.ACCEPTED] == [message.verdict for message in found.messages]
    assert [Fault.TYPE_NOT_SUPPORTED] == [defect.fault for defect in found.messages[1].defects]


def test_an_order_that_cannot_be_read_says_so() -> None:
    found = answer(edifact(ORDER.format(n=1)))
    assert Verdict.REJECTED is found.verdict
    assert [Fault.UNSPECIFIED] == [defect.fault for defect in found.messages[0].defects]


def test_a_wrong_count_is_told_of_the_message_and_its_order_is_taken() -> None:
    found = answer(edifact(ORDER.format(n=1).replace("UNT+3", "UNT+9")), 0)
    (message,) = found.messages
    assert (Verdict.WITH_ERRORS, Verdict.WITH_ERRORS) == (found.verdict, message.verdict)
    assert [(Fault.COUNT_DIFFERS, "UNT", 0)] == [(one.fault, one.tag, one.segment) for one in message.defects]


def test_a_defect_stands_at_its_segment_counted_in_its_message() -> None:
    bad = ORDER.format(n=2).replace("BGM", "bgm")
    found = answer(edifact(ORDER.format(n=1), bad), 0, 1)
    assert [(Fault.INVALID_CHARACTER, 2)] == [(one.fault, one.segment) for one in found.messages[1].defects]
    assert () == found.messages[0].defects


def test_a_wrong_count_of_messages_is_told_of_the_interchange() -> None:
    found = answer(edifact(ORDER.format(n=1), unz="UNZ+5+R1'"), 0)
    assert [Fault.COUNT_DIFFERS] == [defect.fault for defect in found.defects]
    assert [Verdict.ACCEPTED] == [message.verdict for message in found.messages]


@pytest.mark.parametrize("kind", ["CONTRL:D:3:UN", "APERAK:D:96A:UN", "ORDRSP:D:96A:UN"])
def test_nothing_is_said_to_answers(kind: str) -> None:
    (one,) = received(edifact(f"UNH+1+{kind}'UNT+2+1'"))
    assert syntax_answer(one, ()) is None


def test_an_empty_interchange_is_rejected() -> None:
    found = answer(edifact(unz="UNZ+0+R1'"))
    assert Verdict.REJECTED is found.verdict
    assert Fault.EMPTY in {defect.fault for defect in found.defects}


def test_an_x12_group_has_its_header_its_count_and_its_verdict() -> None:
    found = answer(x12(st(1), st(2, kind="810"), st(3)), 0, 2)
    (group,) = found.groups
    assert group.header is not None
    assert ("PO", "11", "THEM", "US", "004010") == (
        group.header.identifier, group.header.reference, group.header.sender.id, group.header.recipient.id,
        group.header.version,
    )  # fmt: skip
    assert (Verdict.PARTLY, 3, 2) == (group.verdict, group.announced, group.accepted)
    assert ("0002", Verdict.REJECTED) == (group.messages[1].reference, group.messages[1].verdict)


def test_a_wrong_count_of_sets_is_told_of_the_group() -> None:
    found = answer(x12(st(1), ge="GE*4*11~"), 0)
    (group,) = found.groups
    assert [Fault.COUNT_DIFFERS] == [defect.fault for defect in group.defects]
    assert () == found.defects
    assert (4, Verdict.WITH_ERRORS) == (group.announced, group.verdict)


def test_an_x12_test_is_one() -> None:
    (one,) = received(x12(st(1), usage="T"))
    assert one.test
    assert ("*", ">", "~") == (one.dialect.separators[0], one.dialect.separators[1], one.dialect.separators[3])


def test_acknowledgements_beside_orders_are_left_out() -> None:
    (one,) = received(x12(st(1), st(2, kind="997")))
    found = syntax_answer(one, {0})
    assert found is not None
    assert ["0001"] == [message.reference for message in found.messages]


def test_several_interchanges_are_answered_one_by_one() -> None:
    first, second = received(edifact(ORDER.format(n=1)) + edifact(ORDER.format(n=1)).replace(b"R1'", b"R2'"))
    assert ("R1", "R2") == (first.reference, second.reference)


@pytest.mark.parametrize("content", [b"", b"PO-1;item;5", b"<Order/>", b"%PDF-1.7", b"UNH+1+ORDERS:D:96A:UN'"])
def test_what_has_no_envelope_is_not_answered(content: bytes) -> None:
    assert () == received(content)
