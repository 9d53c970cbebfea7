"""Answers in UBL and cXML to look at, each in a file of its own that is compared byte for byte.

`ORDERMILL_WRITE_EXPECTED=1 pytest tests/corpus/answers` writes them anew; read the difference before committing it.
"""

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from orders.reading import OrderKind
from replies.answer import (
    AnsweredLine,
    AnsweredParty,
    AnswerEnvelope,
    AnswerKind,
    Identity,
    LineCode,
    OrderAnswer,
    ReceivedMessage,
    Terms,
)
from replies.cxml.confirmation import write_confirmation
from replies.cxml.response import Status, write_response
from replies.ubl.order_response import write_order_response

HERE = Path(__file__).parent
DAY, LATER = date(2026, 12, 1), date(2026, 12, 15)


def envelope(sender: Identity, recipient: Identity) -> AnswerEnvelope:
    return AnswerEnvelope(
        sender=sender,
        recipient=recipient,
        interchange_number=71,
        group_number=0,
        document_number="000071",
        prepared_at=datetime(2026, 11, 23, 3, 10, tzinfo=UTC),
    )


PEPPOL = envelope(Identity("4012345000009", "0088"), Identity("4006381000012", "0088"))
CXML = envelope(Identity("AN01000000001", "NetworkID"), Identity("942888711", "DUNS"))
ORDERED = Terms(Decimal(10), "C62", Decimal("2.50"), delivery_date=DAY)
LINE = AnsweredLine("1", LineCode.ACCEPTED, ORDERED, ORDERED, supplier_item="A-1", description="Sechskantschraube M8")
NOTHING = replace(ORDERED, quantity=Decimal(0))
LINES = (
    LINE,
    replace(LINE, line_no="2", code=LineCode.QUANTITY_CHANGED, confirmed=replace(ORDERED, quantity=Decimal(8))),
    replace(LINE, line_no="3", code=LineCode.PRICE_CHANGED, confirmed=replace(ORDERED, price=Decimal("2.75"))),
    replace(LINE, line_no="4", code=LineCode.DATE_CHANGED, confirmed=replace(ORDERED, delivery_date=LATER)),
    replace(
        LINE, line_no="5", code=LineCode.BACKORDERED, confirmed=replace(ORDERED, quantity=Decimal(4)),
        backordered=Decimal(6), backorder_date=LATER,
    ),
    replace(LINE, line_no="6", code=LineCode.BACKORDERED, confirmed=replace(ORDERED, quantity=Decimal(4)),
            backordered=Decimal(5)),
    replace(LINE, line_no="7", code=LineCode.SUBSTITUTED, substitute_item="A-2", reason="A-1 wird ersetzt."),
    replace(LINE, line_no="8", code=LineCode.REFUSED, confirmed=NOTHING, reason="Entfällt."),
)  # fmt: skip
ANSWER = OrderAnswer(
    kind=AnswerKind.CHANGED,
    about=OrderKind.ORDER,
    po_number="4500012345",
    order_date=date(2026, 11, 20),
    our_order_number="SO-900123",
    currency="EUR",
    buyer=AnsweredParty("4006381000012", "GLN", "Müller & Söhne GmbH"),
    lines=LINES,
    received=ReceivedMessage(interchange="1763.4500012345@customer.example"),
)
REFUSED = replace(ANSWER, kind=AnswerKind.REFUSED, our_order_number="", reason="Die Preisliste gilt nicht mehr.")
TO_A_CHANGE = replace(ANSWER, about=OrderKind.CHANGE, change_number="4500012345-2", lines=LINES[:2])

EXAMPLES: dict[str, Callable[[], bytes]] = {
    "order_response_every_line_code": lambda: write_order_response(ANSWER, PEPPOL),
    "order_response_accepted": lambda: write_order_response(replace(ANSWER, kind=AnswerKind.ACCEPTED), PEPPOL),
    "order_response_refused": lambda: write_order_response(REFUSED, PEPPOL),
    "order_response_to_a_change": lambda: write_order_response(TO_A_CHANGE, PEPPOL),
    "confirmation_every_line_code": lambda: write_confirmation(ANSWER, CXML),
    "confirmation_accepted": lambda: write_confirmation(replace(ANSWER, kind=AnswerKind.ACCEPTED), CXML),
    "confirmation_refused_after_all": lambda: write_confirmation(replace(REFUSED, supersedes="000070"), CXML),
    "response_not_acceptable": lambda: write_response(
        Status.NOT_ACCEPTABLE, "The request breaks off at line 51.", CXML
    ),
}


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_answer_reads_as_it_stands_here(name: str) -> None:
    file = HERE / f"{name}.xml"
    written = EXAMPLES[name]()
    if os.environ.get("ORDERMILL_WRITE_EXPECTED"):
        file.write_bytes(written)
    assert file.read_bytes() == written


def test_every_file_has_its_example() -> None:
    assert set(EXAMPLES) == {file.stem for file in HERE.glob("*.xml")}
