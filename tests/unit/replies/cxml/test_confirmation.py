"""ConfirmationRequest and Response: each code, what cXML allows, and back again.

The DTD of cXML itself is not part of this repository; `used.dtd` says of the elements that we write what it says.
"""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from unicodedata import normalize
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from orders.reading import LineAction, OrderKind
from replies.answer import (
    AnsweredLine,
    AnswerEnvelope,
    AnswerKind,
    Identity,
    LineCode,
    OrderAnswer,
    ReceivedMessage,
    Terms,
    Unwritable,
)
from replies.cxml.confirmation import write_confirmation
from replies.cxml.reading import read_confirmation
from replies.cxml.response import Status, read_response, write_response
from replies.reading_back import UnreadableAnswer

DTD = etree.DTD(str(Path(__file__).with_name("used.dtd")))
DAY, LATER = date(2026, 12, 1), date(2026, 12, 15)
ORDERED = Terms(Decimal(10), "EA", Decimal("2.50"), delivery_date=DAY)
INEXACT = Terms(price=Decimal(1), price_basis=Decimal(3))
ENVELOPE = AnswerEnvelope(
    sender=Identity("AN01000000001", "NetworkID"),
    recipient=Identity("942888711", "DUNS"),
    interchange_number=71,
    group_number=17,
    document_number="A-1",
    prepared_at=datetime(2026, 11, 23, 2, 5, tzinfo=UTC),
)


def complaints(written: bytes) -> list[str]:
    """What cXML does not allow."""
    root = etree.fromstring(written, etree.XMLParser(load_dtd=False, no_network=True, resolve_entities=False))
    DTD.validate(root)
    return [str(error.message) for error in DTD.error_log.filter_from_errors()]


def line(code: LineCode, confirmed: Terms = ORDERED, **changes: object) -> AnsweredLine:
    said = AnsweredLine("1", code, ORDERED, confirmed, supplier_item="A-1", description="Bolt")
    return replace(said, **changes)  # type: ignore[arg-type] # a test may change any field


def answer(kind: AnswerKind, *lines: AnsweredLine, **changes: object) -> OrderAnswer:
    said = OrderAnswer(
        kind, OrderKind.ORDER, "PO-4711", order_date=date(2026, 11, 20), our_order_number="S-9", currency="USD",
        lines=lines, received=ReceivedMessage(interchange="2026.1@customer.example"),
    )  # fmt: skip
    return replace(said, **changes)  # type: ignore[arg-type] # a test may change any field


def statuses(written: bytes) -> list[tuple[str | None, ...]]:
    root: Element = fromstring(written)
    names = ("type", "quantity", "deliveryDate")
    return [tuple(status.get(name) for name in names) for status in root.iter("ConfirmationStatus")]


class TestWhole:
    @pytest.mark.parametrize(
        ("kind", "type_", "items"),
        [
            (AnswerKind.ACCEPTED, "accept", 0),
            (AnswerKind.CHANGED, "detail", 1),
            (AnswerKind.REFUSED, "reject", 0),
            (AnswerKind.CANCELLED, "accept", 0),
        ],
    )
    def test_items_stand_only_where_the_order_is_accepted_with_changes(
        self, kind: AnswerKind, type_: str, items: int
    ) -> None:
        written = write_confirmation(answer(kind, line(LineCode.ACCEPTED)), ENVELOPE)
        root: Element = fromstring(written)
        header = next(root.iter("ConfirmationHeader"))
        assert [] == complaints(written)
        assert (type_, "new", "S-9") == (header.get("type"), header.get("operation"), header.get("confirmID"))
        assert items == len(list(root.iter("ConfirmationItem")))

    def test_it_names_the_document_of_the_order_and_goes_back_to_its_sender(self) -> None:
        root: Element = fromstring(write_confirmation(answer(AnswerKind.ACCEPTED), ENVELOPE))
        order = next(root.iter("OrderReference"))
        assert ("PO-4711", "2026.1@customer.example") == (order.get("orderID"), order[0].get("payloadID"))
        assert "942888711" == root.findtext("Header/To/Credential/Identity")
        assert "AN01000000001" == root.findtext("Header/From/Credential/Identity")

    def test_a_further_answer_updates_the_earlier_document(self) -> None:
        earlier: Element = fromstring(write_confirmation(answer(AnswerKind.ACCEPTED), ENVELOPE))
        envelope = replace(ENVELOPE, document_number="A-2")
        written = write_confirmation(answer(AnswerKind.REFUSED, supersedes="A-1"), envelope)
        header = next(fromstring(written).iter("ConfirmationHeader"))
        assert [] == complaints(written)
        assert "update" == header.get("operation")
        assert earlier.get("payloadID") == header[0].get("payloadID")

    def test_a_test_is_marked_as_one(self) -> None:
        written = write_confirmation(answer(AnswerKind.ACCEPTED), replace(ENVELOPE, test=True))
        assert "test" == fromstring(written)[1].get("deploymentMode")

    @pytest.mark.parametrize(
        ("said", "message"),
        [
            (answer(AnswerKind.ACCEPTED, po_number=""), "no number"),
            (answer(AnswerKind.CHANGED), "no lines"),
            (answer(AnswerKind.CHANGED, line(LineCode.ACCEPTED, line_no="1a")), "no number or no quantity"),
            (answer(AnswerKind.CHANGED, line(LineCode.ACCEPTED, ordered=Terms())), "no number or no quantity"),
            (answer(AnswerKind.CHANGED, line(LineCode.SUBSTITUTED)), "with its price only"),
            (
                answer(AnswerKind.CHANGED, line(LineCode.PRICE_CHANGED, Terms(price=Decimal(3))), currency=""),
                "no currency",
            ),
            (
                answer(AnswerKind.CHANGED, line(LineCode.PRICE_CHANGED, INEXACT)),
                "none that is exact",
            ),
        ],
    )  # fmt: skip
    def test_what_cannot_be_said_is_refused(self, said: OrderAnswer, message: str) -> None:
        with pytest.raises(Unwritable, match=message):
            write_confirmation(said, ENVELOPE)

    def test_an_identity_without_a_domain_is_refused(self) -> None:
        with pytest.raises(Unwritable, match="no domain"):
            write_confirmation(answer(AnswerKind.ACCEPTED), replace(ENVELOPE, sender=Identity("AN1")))

    def test_the_tables_refuse_what_is_wrong(self) -> None:
        written = write_confirmation(answer(AnswerKind.CHANGED, line(LineCode.ACCEPTED)), ENVELOPE)
        assert [] != complaints(written.replace(b'type="accept"', b'type="perhaps"'))
        assert [] != complaints(written.replace(b"<UnitOfMeasure>EA</UnitOfMeasure>", b""))
        assert [] != complaints(written.replace(b"ConfirmationHeader", b"Header"))


class TestLines:
    @pytest.mark.parametrize("code", list(LineCode))
    def test_every_code_is_one_that_cxml_allows(self, code: LineCode) -> None:
        changed = Terms(Decimal(4), "EA", Decimal("2.75"), Decimal(10), LATER)
        said = line(code, changed, substitute_item="A-2", backordered=Decimal(5), reason="Because.")
        assert [] == complaints(write_confirmation(answer(AnswerKind.CHANGED, said), ENVELOPE))

    @pytest.mark.parametrize(
        ("said", "expected"),
        [
            (line(LineCode.ACCEPTED), [("accept", "10", None)]),
            (
                line(LineCode.QUANTITY_CHANGED, replace(ORDERED, quantity=Decimal(8))),
                [("accept", "8", None), ("reject", "2", None)],
            ),
            (line(LineCode.PRICE_CHANGED, replace(ORDERED, price=Decimal(3))), [("detail", "10", None)]),
            (
                line(LineCode.DATE_CHANGED, replace(ORDERED, delivery_date=LATER)),
                [("detail", "10", "2026-12-15T12:00:00+00:00")],
            ),
            (
                line(LineCode.BACKORDERED, replace(ORDERED, quantity=Decimal(4)), backordered=Decimal(5)),
                [("accept", "4", None), ("backordered", "5", None), ("reject", "1", None)],
            ),
            (
                line(
                    LineCode.BACKORDERED, replace(ORDERED, quantity=Decimal(0)), backordered=Decimal(10),
                    backorder_date=LATER,
                ),
                [("backordered", "10", "2026-12-15T12:00:00+00:00")],
            ),
            (line(LineCode.SUBSTITUTED, substitute_item="A-2"), [("detail", "10", None)]),
            (line(LineCode.REFUSED, replace(ORDERED, quantity=Decimal(0))), [("reject", "10", None)]),
        ],
    )  # fmt: skip
    def test_portions_add_up_to_what_was_ordered(
        self, said: AnsweredLine, expected: list[tuple[str | None, ...]]
    ) -> None:
        assert expected == statuses(write_confirmation(answer(AnswerKind.CHANGED, said), ENVELOPE))

    def test_a_price_is_told_for_one(self) -> None:
        said = line(LineCode.PRICE_CHANGED, replace(ORDERED, price=Decimal(275), price_basis=Decimal(100)))
        root: Element = fromstring(write_confirmation(answer(AnswerKind.CHANGED, said), ENVELOPE))
        assert ["2.75"] == [money.text for money in root.iter("Money")]

    def test_a_line_that_the_change_took_out_is_told_no_more(self) -> None:
        lines = (line(LineCode.ACCEPTED, action=LineAction.CANCEL), line(LineCode.PRICE_CHANGED, line_no="2"))
        root: Element = fromstring(write_confirmation(answer(AnswerKind.CHANGED, *lines), ENVELOPE))
        assert ["2"] == [item.get("lineNumber") for item in root.iter("ConfirmationItem")]


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=30).map(
    lambda text: normalize("NFC", text)
)
NUMBERS = st.decimals(Decimal("0.01"), 99_999, places=2)
DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))


@st.composite
def lines(draw: st.DrawFn) -> AnsweredLine:
    """A line as a confirmation can say it: what was ordered has a quantity, and nothing that could differ."""
    code = draw(st.sampled_from(list(LineCode)))
    unit, ordered, some = draw(st.sampled_from(["EA", "C62", "KGM"])), draw(NUMBERS), draw(NUMBERS)
    confirmed = {
        LineCode.ACCEPTED: Terms(ordered, unit, delivery_date=draw(st.one_of(st.none(), DAYS))),
        LineCode.QUANTITY_CHANGED: Terms(ordered + some, unit, draw(st.one_of(st.none(), NUMBERS))),
        LineCode.PRICE_CHANGED: Terms(ordered, unit, draw(NUMBERS), delivery_date=draw(st.one_of(st.none(), DAYS))),
        LineCode.DATE_CHANGED: Terms(ordered, unit, delivery_date=draw(DAYS)),
        LineCode.BACKORDERED: Terms(draw(st.sampled_from([Decimal(0), some])), unit),
        LineCode.SUBSTITUTED: Terms(ordered, unit, draw(NUMBERS)),
        LineCode.REFUSED: Terms(Decimal(0), unit),
    }[code]
    is_later = code is LineCode.BACKORDERED
    return AnsweredLine(
        line_no=str(draw(st.integers(1, 9999))),
        code=code,
        ordered=Terms(ordered, unit),
        confirmed=confirmed,
        substitute_item=draw(WORDS) if code is LineCode.SUBSTITUTED else "",
        backordered=draw(NUMBERS) if is_later else Decimal(0),
        backorder_date=draw(st.one_of(st.none(), DAYS)) if is_later else None,
        reason=draw(st.one_of(st.just(""), WORDS)),
    )


@st.composite
def answers(draw: st.DrawFn) -> OrderAnswer:
    kind = draw(st.sampled_from([AnswerKind.ACCEPTED, AnswerKind.CHANGED, AnswerKind.REFUSED]))
    told = draw(st.lists(lines(), min_size=1, max_size=4)) if kind is AnswerKind.CHANGED else []
    prices = any(each.confirmed.price is not None for each in told)
    return OrderAnswer(
        kind=kind,
        about=OrderKind.ORDER,
        po_number=draw(WORDS),
        our_order_number=draw(WORDS),
        currency="USD" if prices else "",
        lines=tuple(told),
        reason=draw(st.one_of(st.just(""), WORDS)),
        received=ReceivedMessage(interchange=draw(WORDS)),
        supersedes=draw(st.sampled_from(["", "A-0"])),
    )


class TestReadingBack:
    @given(answers())
    def test_what_is_written_says_what_was_meant(self, said: OrderAnswer) -> None:
        written = write_confirmation(said, ENVELOPE)
        assert [] == complaints(written)
        assert said == read_confirmation(written)

    @pytest.mark.parametrize(
        ("find", "put", "message"),
        [
            (b"</cXML>", b"", "no XML"),
            (b'type="detail"', b'type="requestToPay"', "accepts or refuses"),
            (b'type="accept"', b'type="unknown"', "not known"),
        ],
    )
    def test_what_is_none_is_refused(self, find: bytes, put: bytes, message: str) -> None:
        written = write_confirmation(answer(AnswerKind.CHANGED, line(LineCode.ACCEPTED)), ENVELOPE)
        with pytest.raises(UnreadableAnswer, match=message):
            read_confirmation(written.replace(find, put))


class TestResponse:
    @pytest.mark.parametrize("status", list(Status))
    def test_every_status_is_written_and_read(self, status: Status) -> None:
        sentence = "" if status is Status.OK else "The request has no order number."
        written = write_response(status, sentence, ENVELOPE)
        assert [] == complaints(written)
        assert (status, sentence) == read_response(written)

    def test_a_status_is_named_in_words(self) -> None:
        assert b'code="200" text="OK"' in write_response(Status.OK, "", ENVELOPE)
        assert b'code="450" text="Not Implemented"' in write_response(Status.NOT_IMPLEMENTED, "", ENVELOPE)

    @pytest.mark.parametrize("content", [b"<cXML/>", b"<cXML", b'<cXML><Response><Status code="1"/></Response></cXML>'])
    def test_what_is_no_response_is_refused(self, content: bytes) -> None:
        with pytest.raises(UnreadableAnswer, match=r"no cXML Response|no XML"):
            read_response(content)
