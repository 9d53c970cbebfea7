"""From the bytes that came in to the bytes that go out: what the sender of an interchange is told of it."""

import pytest

from edi.x12.reader import read
from replies.answer import Dialect
from replies.received import received
from replies.syntax import syntax_answer
from replies.x12.functional_acknowledgement import write_997, write_999
from tests.unit.replies.x12.answers import envelope
from tests.unit.replies.x12.standard import violations

GOOD = "ST*850*0001~BEG*00*SA*PO-1**20261120~PO1*1*5*EA~SE*4*0001~"
BAD = "ST*850*0002~BEG*00*SA*PO-2**20261120~PO1*1*5*EA~SE*9*0003~"


def interchange(*sets: str, isa14: str = "0", version: str = "004010") -> bytes:
    parties = "*01*952100001      *ZZ*ORDERMILL      *"
    isa = f"ISA*00*          *00*          {parties}261122*0815*U*00401*000000007*{isa14}*P*>~"
    body = f"GS*PO*952100001*ORDERMILL*20261122*0815*42*X*{version}~{''.join(sets)}GE*{len(sets)}*42~"
    return f"{isa}{body}IEA*1*000000007~".encode()


def answered(content: bytes, *taken: int, dialect: Dialect | None = None) -> bytes:
    (one,) = received(content)
    said = syntax_answer(one, taken)
    assert said is not None
    return write_997(said, envelope(separators=(dialect or one.dialect).separators))


def segments(written: bytes) -> list[str]:
    return [each.text for one in read(written) for each_set in one.sets for each in each_set.segments]


def test_the_bad_set_is_rejected_and_the_good_one_is_not() -> None:
    written = answered(interchange(GOOD, BAD), 0)
    expected = ["AK1*PO*42", "AK2*850*0001", "AK5*A", "AK2*850*0002", "AK5*R*4*3", "AK9*P*2*2*1"]
    assert [] == violations(written)
    assert expected[:4] == segments(written)[:4]
    assert expected[-1] == segments(written)[-1]
    assert {"AK5", "R", "4", "3"} <= set(segments(written)[-2].split("*"))


@pytest.mark.parametrize(("isa14", "expected"), [("0", []), ("1", ["TA1*000000007*261122*0815*A*000"])])
def test_a_ta1_is_told_where_isa14_asks(isa14: str, expected: list[str]) -> None:
    (one,) = read(answered(interchange(GOOD, isa14=isa14), 0))
    assert expected == [segment.text for segment in one.stray]


def test_the_delimiters_are_those_of_the_answered_interchange() -> None:
    written = answered(interchange(GOOD).replace(b"~", b"\n").replace(b"*", b"|"), 0)
    assert written.startswith(b"ISA|00|")
    assert b"\nAK1|PO|42\n" in written


def test_a_segment_that_is_none_is_named_with_its_place_in_the_set() -> None:
    damaged = GOOD.replace("PO1*1*5*EA~", "P!1*1*5*EA~")
    written = answered(interchange(damaged))
    assert [] == violations(written)
    assert "AK3*P1*3**1" in segments(written)


def test_an_acknowledgment_is_not_answered() -> None:
    ours = answered(interchange(GOOD), 0)
    (one,) = received(ours)
    assert syntax_answer(one, ()) is None


def test_a_ta1_is_not_answered_even_where_it_asks() -> None:
    isa, _, _ = interchange(isa14="1").partition(b"GS*")
    assert () == received(isa + b"TA1*000000123*261122*0815*A*000~IEA*0*000000007~")


def test_a_999_is_written_in_its_own_version_whatever_the_order_was_in() -> None:
    (one,) = received(interchange(GOOD, version="004010VICS"))
    said = syntax_answer(one, (0,))
    assert said is not None
    written = write_999(said, envelope("004010VICS"))
    assert b"*005010X231A1~ST*999*0001*005010X231A1~AK1*PO*42*004010VICS~" in written


def test_segments_are_numbered_through_all_interchanges_of_a_file() -> None:
    """As the evidence of the orders that were read from it is."""
    first, second = received(interchange(GOOD) + interchange(GOOD, BAD))
    assert [(3, 6)] == [(part.first, part.last) for part in first.parts]
    assert [(11, 14), (15, 18)] == [(part.first, part.last) for part in second.parts]
