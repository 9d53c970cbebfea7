"""Answers in EDIFACT to look at, each in a file of its own that is compared byte for byte.

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
    ReceivedMessage,
    Terms,
)
from replies.edifact.aperak import write_aperak
from replies.edifact.contrl import write_contrl
from replies.edifact.ordrsp import write_ordrsp
from replies.received import received
from replies.syntax import syntax_answer
from tests.servers.edifact_reader import EdifactReader

HERE = Path(__file__).parent
BUYER, SELLER = "4006381000012", "4012345000009"

# Two orders, of which the second has a segment whose tag is none, and announces more segments than it has.
GOOD_AND_BAD = (
    b"UNB+UNOC:3+4006381000012:14+4012345000009:14+261123:0215+4711'"
    b"UNH+1+ORDERS:D:96A:UN:EAN008'BGM+220+4500012345+9'DTM+137:20261123:102'LIN+10++4006381333931:EN'QTY+21:5'UNS+S'"
    b"UNT+7+1'UNH+2+ORDERS:D:96A:UN:EAN008'BGM+220+4500012346+9'DT+137:20261123:102'LIN+10'QTY+21:5'UNS+S'UNT+9+2'"
    b"UNZ+2+4711'"
)
GROUPED = (
    b"UNB+UNOC:3+4006381000012:14+4012345000009:14+261123:0215+4712'UNG+ORDERS+BRANCH1+SALES+261123:0215+1+UN+D:93A'"
    b"UNH+1+ORDERS:D:93A:UN'BGM+220+4500012347+9'UNS+S'UNT+4+1'UNE+1+1'UNZ+1+4712'"
)


def envelope(dialect: Dialect, *, test: bool = False) -> AnswerEnvelope:
    return AnswerEnvelope(
        sender=Identity(SELLER, "14"),
        recipient=Identity(BUYER, "14"),
        interchange_number=71,
        group_number=0,
        document_number="000071",
        prepared_at=datetime(2026, 11, 23, 3, 10, tzinfo=UTC),
        test=test,
        dialect=replace(dialect, line_breaks=True),
    )


def line(number: str, code: LineCode, **said: object) -> AnsweredLine:
    ordered = Terms(Decimal(10), "PCE", Decimal("2.50"), Decimal(1), date(2026, 12, 1))
    item = AnsweredLine(number, code, ordered, ordered, buyer_item=f"B-{number}", supplier_item=f"S-{number}")
    return replace(item, **said)  # type: ignore[arg-type] # a row may set any of its fields


ORDERED = Terms(Decimal(10), "PCE", Decimal("2.50"), Decimal(1), date(2026, 12, 1))
NOTHING = replace(ORDERED, quantity=Decimal(0), delivery_date=None)
NOW, DOZEN = replace(ORDERED, quantity=Decimal(6)), replace(ORDERED, quantity=Decimal(12))
LATER, DEARER = replace(ORDERED, delivery_date=date(2026, 12, 8)), replace(ORDERED, price=Decimal("2.75"))
INSTEAD = {"substitute_item": "S-31", "substitute_gtin": "4006381333948", "reason": "S-30 was replaced."}
REST = {"backordered": Decimal(4), "backorder_date": date(2027, 1, 7)}
EVERY_CODE = (
    line("10", LineCode.ACCEPTED, gtin="4006381333931", description="Highlighter, yellow"),
    line("20", LineCode.REFUSED, confirmed=NOTHING, reason="No longer made."),
    line("30", LineCode.SUBSTITUTED, **INSTEAD),
    line("40", LineCode.BACKORDERED, confirmed=NOW, **REST),
    line("50", LineCode.QUANTITY_CHANGED, confirmed=DOZEN, reason="Packed in dozens."),
    line("60", LineCode.PRICE_CHANGED, confirmed=DEARER),
    line("70", LineCode.DATE_CHANGED, confirmed=LATER),
)
CHANGED = OrderAnswer(
    kind=AnswerKind.CHANGED,
    about=OrderKind.ORDER,
    po_number="4500012345",
    order_date=date(2026, 11, 20),
    our_order_number="SO-2026-0815",
    currency="EUR",
    buyer=AnsweredParty(BUYER, "GLN", "Bürobedarf Müller GmbH", "Am Alten Markt 7", "50667", "Köln", "", "DE"),
    supplier=AnsweredParty("70123", "BUYER"),
    ship_to=AnsweredParty("4006381000029", "GLN"),
    lines=EVERY_CODE,
    reason="Our stock take is from 21 to 23 December.",
    received=ReceivedMessage("ORDERS", "4711", "", "1", "4500012345"),
)
TO_A_CHANGE = replace(
    CHANGED,
    kind=AnswerKind.ACCEPTED,
    about=OrderKind.CHANGE,
    change_number="2",
    supersedes="000071",
    reason="",
    lines=(
        line("10", LineCode.ACCEPTED),
        line("20", LineCode.ACCEPTED, action=LineAction.CANCEL, confirmed=replace(ORDERED, quantity=Decimal(0))),
    ),
)
REFUSED = replace(CHANGED, kind=AnswerKind.REFUSED, lines=(), reason="Please order from our dealer in Paris.")
CANCELLED = replace(
    CHANGED, kind=AnswerKind.CANCELLED, about=OrderKind.CANCEL, lines=(), reason="",
    received=ReceivedMessage(document="STORNO-9"),
)  # fmt: skip


def contrl(content: bytes, taken: set[int], dialect: Dialect, *, test: bool = False) -> bytes:
    (came,) = received(content)
    decided = syntax_answer(came, taken)
    assert decided is not None
    return write_contrl(decided, envelope(dialect, test=test))


ANSWERS: dict[str, Callable[[], bytes]] = {
    "contrl_one_good_one_bad": lambda: contrl(GOOD_AND_BAD, {0}, Dialect()),
    "contrl_accepted_group": lambda: contrl(GROUPED, {0}, Dialect(syntax_version="2", charset="UNOB")),
    "contrl_syntax_4_test": lambda: contrl(GROUPED, {0}, Dialect(syntax_version="4", charset="UNOY"), test=True),
    "ordrsp_d93a": lambda: write_ordrsp(CHANGED, envelope(Dialect(version="D.93A", charset="UNOA"))),
    "ordrsp_d96a_eancom": lambda: write_ordrsp(CHANGED, envelope(Dialect(version="D.96A", association="EAN008"))),
    "ordrsp_d01b": lambda: write_ordrsp(CHANGED, envelope(Dialect(version="D.01B", separators=":+,? '"))),
    "ordrsp_to_a_change": lambda: write_ordrsp(TO_A_CHANGE, envelope(Dialect())),
    "ordrsp_refused": lambda: write_ordrsp(REFUSED, envelope(Dialect(), test=True)),
    "ordrsp_cancelled": lambda: write_ordrsp(CANCELLED, envelope(Dialect())),
    "aperak_d96a": lambda: write_aperak(CHANGED, envelope(Dialect(version="D.96A"))),
    "aperak_d01b_refused": lambda: write_aperak(REFUSED, envelope(Dialect(version="D.01B"))),
}


@pytest.mark.parametrize("name", ANSWERS)
def test_the_answer_is_as_it_was_looked_at(name: str) -> None:
    path = HERE / f"{name}.edi"
    content = ANSWERS[name]()
    if os.environ.get("ORDERMILL_WRITE_EXPECTED"):
        path.write_bytes(content)
    assert path.read_bytes() == content


@pytest.mark.parametrize("name", ANSWERS)
def test_an_independent_reader_takes_it(edifact_reader: EdifactReader, name: str) -> None:
    assert "UNB" == edifact_reader.read((HERE / f"{name}.edi").read_bytes())[0][0]


def test_every_file_is_an_answer() -> None:
    assert set(ANSWERS) == {path.stem for path in HERE.glob("*.edi")}
