"""Whatever stands in an answer, its file can be read, or it is not written: no value becomes a segment or element."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edi.x12.reader import read
from orders.reading import LineAction, OrderKind
from replies.answer import (
    AnsweredLine,
    AnsweredParty,
    AnswerEnvelope,
    AnswerKind,
    Dialect,
    Identity,
    LineCode,
    OrderAnswer,
    OrderWriter,
    Terms,
    Unwritable,
)
from replies.cxml.confirmation import write_confirmation
from replies.cxml.reading import read_confirmation
from replies.ubl.order_response import write_order_response
from replies.ubl.reading import read_order_response
from replies.x12.order_acknowledgement import write_855, write_865
from replies.x12.reading_order import read_order_acknowledgement
from tests.unit.replies.cxml.test_confirmation import complaints as cxml_complaints
from tests.unit.replies.ubl.schema import complaints as ubl_complaints

PLAIN = st.text("ABCabc019 -", min_size=1, max_size=12)
ANY = st.sampled_from([PLAIN] * 19 + [st.text(max_size=40)]).flatmap(lambda chosen: chosen)
NUMBERS = st.one_of(st.none(), st.decimals(allow_nan=False, allow_infinity=False, min_value=0, max_value=10**12))
BASES = st.sampled_from([Decimal(1), Decimal(3), Decimal(100)])
DAYS = st.one_of(st.none(), st.dates(date(1950, 1, 1), date(2099, 12, 31)))
TERMS = st.builds(Terms, NUMBERS, ANY, NUMBERS, BASES, DAYS)
PARTIES = st.builds(AnsweredParty, ANY, ANY, ANY, ANY, ANY, ANY, ANY, ANY)
LINES = st.builds(
    AnsweredLine, st.one_of(ANY, st.just("1")), st.sampled_from(LineCode), TERMS, TERMS, st.sampled_from(LineAction),
    ANY, ANY, ANY, ANY, ANY, ANY, st.decimals(0, 1000, places=2), DAYS, ANY,
)  # fmt: skip
ANSWERS = st.builds(
    OrderAnswer, st.sampled_from(AnswerKind), st.sampled_from(OrderKind), ANY, release=ANY, order_date=DAYS,
    change_number=ANY, our_order_number=ANY, currency=st.one_of(ANY, st.just("EUR")), buyer=PARTIES, supplier=PARTIES,
    ship_to=PARTIES, bill_to=PARTIES, delivery_date=DAYS, lines=st.lists(LINES, max_size=3).map(tuple), reason=ANY,
    supersedes=st.sampled_from(["", "A-0"]),
)  # fmt: skip
DIALECTS = st.builds(
    Dialect, version=st.sampled_from(["", "003040", "004010", "005010", "x"]), charset=st.sampled_from(["", "utf-8"]),
    separators=st.one_of(st.just(""), st.text(max_size=5)), line_breaks=st.booleans(),
)  # fmt: skip


def envelope(dialect: Dialect, sender: str = "ORDERMILL") -> AnswerEnvelope:
    return AnswerEnvelope(
        sender=Identity(sender, "ZZ"),
        recipient=Identity("952100001", "01"),
        interchange_number=71,
        group_number=17,
        document_number="A-1",
        prepared_at=datetime(2026, 11, 23, 2, 5, tzinfo=UTC),
        dialect=dialect,
    )


@pytest.mark.parametrize("write", [write_855, write_865])
@given(said=ANSWERS, dialect=DIALECTS)
def test_x12(write: OrderWriter, said: OrderAnswer, dialect: Dialect) -> None:
    try:
        written = write(said, envelope(dialect))
    except Unwritable:
        return
    (interchange,) = read(written)
    assert () == interchange.ending.defects
    assert [()] == [each.defects for each in interchange.sets]
    found = read_order_acknowledgement(written)
    assert (said.po_number.strip(), len(said.lines)) == (found.po_number, len(found.lines))
    assert [line.code for line in said.lines] == [line.code for line in found.lines]


@given(said=ANSWERS)
def test_ubl(said: OrderAnswer) -> None:
    try:
        written = write_order_response(said, envelope(Dialect()))
    except Unwritable:
        return
    assert [] == ubl_complaints(written)
    found = read_order_response(written)
    assert said.po_number.strip() == found.po_number


@given(said=ANSWERS)
def test_cxml(said: OrderAnswer) -> None:
    try:
        written = write_confirmation(said, envelope(Dialect()))
    except Unwritable:
        return
    assert [] == cxml_complaints(written)
    found = read_confirmation(written)
    assert said.po_number.strip() == found.po_number
