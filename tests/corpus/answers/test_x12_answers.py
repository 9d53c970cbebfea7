"""Answers in X12 to look at, each in a file of its own that is compared byte for byte.

`ORDERMILL_WRITE_EXPECTED=1 pytest tests/corpus/answers` writes them anew; read the difference before committing it.
"""

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

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
    Terms,
)
from replies.received import received
from replies.syntax import syntax_answer
from replies.x12.functional_acknowledgement import write_997, write_999
from replies.x12.order_acknowledgement import write_855, write_865

HERE = Path(__file__).parent
DAY, LATER = date(2026, 12, 1), date(2026, 12, 15)

# Two orders, of which the second announces more segments than it has; the sender asks for a TA1.
GOOD_AND_BAD = (
    b"ISA*00*          *00*          *01*952100001      *ZZ*ORDERMILL      *261122*0815*U*00401*000000007*1*P*>~"
    b"GS*PO*952100001*ORDERMILL*20261122*0815*42*X*004010~"
    b"ST*850*0001~BEG*00*SA*PO-1**20261120~PO1*1*5*EA*2.5**VN*A-1~CTT*1~SE*5*0001~"
    b"ST*850*0002~BEG*00*SA*PO-2**20261120~PO1*1*7*EA*2.5**VN*A-1~CTT*1~SE*9*0002~"
    b"GE*2*42~IEA*1*000000007~"
)


def envelope(dialect: Dialect = Dialect(), *, test: bool = False) -> AnswerEnvelope:  # noqa: B008 # it is frozen
    return AnswerEnvelope(
        sender=Identity("ORDERMILL", "ZZ"),
        recipient=Identity("952100001", "01"),
        interchange_number=71,
        group_number=17,
        document_number="000071",
        prepared_at=datetime(2026, 11, 23, 3, 10, tzinfo=UTC),
        test=test,
        dialect=replace(dialect, line_breaks=True),
    )


def syntax(write: Callable[..., bytes]) -> bytes:
    (one,) = received(GOOD_AND_BAD)
    said = syntax_answer(one, (0,))
    assert said is not None
    return write(said, envelope())


ORDERED = Terms(Decimal(10), "EA", Decimal("2.50"), delivery_date=DAY)
LINE = AnsweredLine("1", LineCode.ACCEPTED, ORDERED, ORDERED, supplier_item="A-1", description="Hex bolt M8")
LINES = (
    LINE,
    replace(LINE, line_no="2", code=LineCode.QUANTITY_CHANGED, confirmed=replace(ORDERED, quantity=Decimal(8))),
    replace(LINE, line_no="3", code=LineCode.PRICE_CHANGED, confirmed=replace(ORDERED, price=Decimal("2.75"))),
    replace(LINE, line_no="4", code=LineCode.DATE_CHANGED, confirmed=replace(ORDERED, delivery_date=LATER)),
    replace(
        LINE, line_no="5", code=LineCode.BACKORDERED, confirmed=replace(ORDERED, quantity=Decimal(4)),
        backordered=Decimal(6), backorder_date=LATER,
    ),
    replace(LINE, line_no="6", code=LineCode.SUBSTITUTED, substitute_item="A-2", reason="A-1 is not made any more."),
    replace(LINE, line_no="7", code=LineCode.REFUSED, confirmed=replace(ORDERED, quantity=Decimal(0)), reason="Gone."),
)  # fmt: skip
ANSWER = OrderAnswer(
    kind=AnswerKind.CHANGED,
    about=OrderKind.ORDER,
    po_number="PO-4711",
    order_date=date(2026, 11, 20),
    our_order_number="SO-900123",
    currency="USD",
    buyer=AnsweredParty("952100001", "DUNS", "Acme Tools, Inc."),
    ship_to=AnsweredParty("0077", "BUYER", "Acme DC 77", "1 Depot Road", "60601", "Chicago", "IL", "US"),
    lines=LINES,
)
CHANGE = replace(
    ANSWER, about=OrderKind.CHANGE, change_number="2",
    lines=(
        replace(LINE, action=LineAction.CHANGE),
        replace(LINE, line_no="2", action=LineAction.CANCEL, confirmed=replace(ORDERED, quantity=Decimal(0))),
        replace(LINE, line_no="8", action=LineAction.ADD, code=LineCode.REFUSED, reason="Not in our range."),
    ),
)  # fmt: skip

EXAMPLES: dict[str, Callable[[], bytes]] = {
    "997_one_good_one_bad_with_ta1": lambda: syntax(write_997),
    "999_one_good_one_bad_with_ta1": lambda: syntax(write_999),
    "855_every_line_code": lambda: write_855(ANSWER, envelope()),
    "855_in_003040": lambda: write_855(ANSWER, envelope(Dialect(version="003040"))),
    "855_in_005010_with_other_delimiters": lambda: write_855(
        ANSWER, envelope(Dialect(version="005010", separators="|:^!", charset="utf-8"))
    ),
    "855_accepted_test": lambda: write_855(replace(ANSWER, kind=AnswerKind.ACCEPTED, lines=()), envelope(test=True)),
    "855_refused": lambda: write_855(
        replace(ANSWER, kind=AnswerKind.REFUSED, lines=(), our_order_number="", reason="The price list has expired."),
        envelope(),
    ),
    "865_every_action": lambda: write_865(CHANGE, envelope()),
}


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_answer_reads_as_it_stands_here(name: str) -> None:
    file = HERE / f"{name}.x12"
    written = EXAMPLES[name]()
    if os.environ.get("ORDERMILL_WRITE_EXPECTED"):
        file.write_bytes(written)
    assert file.read_bytes() == written


def test_every_file_has_its_example() -> None:
    assert set(EXAMPLES) == {file.stem for file in HERE.glob("*.x12")}
