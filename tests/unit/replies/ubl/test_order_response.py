"""OrderResponse: each code, valid by the OASIS schemas and by the rules of Peppol, and back again."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from unicodedata import normalize
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import given
from hypothesis import strategies as st

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
    Unwritable,
)
from replies.reading_back import UnreadableAnswer
from replies.ubl.order_response import AGGREGATES, BASICS, write_order_response
from replies.ubl.reading import read_order_response
from tests.unit.replies.ubl.schema import complaints

DAY, LATER = date(2026, 12, 1), date(2026, 12, 15)
ORDERED = Terms(Decimal(10), "C62", Decimal("2.50"), delivery_date=DAY)
ENVELOPE = AnswerEnvelope(
    sender=Identity("4000001000005", "0088"),
    recipient=Identity("5790000435975", "0088"),
    interchange_number=71,
    group_number=17,
    document_number="A-1",
    prepared_at=datetime(2026, 11, 23, 2, 5, tzinfo=UTC),
)
NAMES = {"cac": AGGREGATES, "cbc": BASICS}


def line(code: LineCode, confirmed: Terms = ORDERED, **changes: object) -> AnsweredLine:
    said = AnsweredLine("1", code, ORDERED, confirmed, buyer_item="B-1", supplier_item="A-1", description="Bolt")
    return replace(said, **changes)  # type: ignore[arg-type] # a test may change any field


def answer(kind: AnswerKind, *lines: AnsweredLine, **changes: object) -> OrderAnswer:
    said = OrderAnswer(
        kind, OrderKind.ORDER, "PO-4711", our_order_number="S-9", currency="EUR",
        buyer=AnsweredParty("5790000435975", "GLN", "Acme"), supplier=AnsweredParty(name="Ordermill"), lines=lines,
    )  # fmt: skip
    return replace(said, **changes)  # type: ignore[arg-type] # a test may change any field


def texts(written: bytes, path: str) -> list[str]:
    root: Element = fromstring(written)
    return [element.text or "" for element in root.iterfind(path, NAMES)]


STATUS = "cac:OrderLine/cac:LineItem/cbc:LineStatusCode"
QUANTITY = "cac:OrderLine/cac:LineItem/cbc:Quantity"
BACKORDER = "cac:OrderLine/cac:LineItem/cbc:MaximumBackorderQuantity"
PRICE = "cac:OrderLine/cac:LineItem/cac:Price/cbc:PriceAmount"
START = "cac:OrderLine/cac:LineItem/cac:Delivery/cac:PromisedDeliveryPeriod/cbc:StartDate"


class TestWhole:
    @pytest.mark.parametrize(
        ("kind", "about", "code", "lines"),
        [
            (AnswerKind.ACCEPTED, OrderKind.ORDER, "AP", 0),
            (AnswerKind.CHANGED, OrderKind.ORDER, "CA", 1),
            (AnswerKind.REFUSED, OrderKind.ORDER, "RE", 0),
            (AnswerKind.CANCELLED, OrderKind.CANCEL, "AP", 0),
            (AnswerKind.CHANGED, OrderKind.CHANGE, "CA", 1),
        ],
    )
    def test_lines_stand_only_where_the_order_is_accepted_with_changes(
        self, kind: AnswerKind, about: OrderKind, code: str, lines: int
    ) -> None:
        said = answer(kind, line(LineCode.QUANTITY_CHANGED), about=about, change_number="C-1")
        written = write_order_response(said, ENVELOPE)
        assert [] == complaints(written)
        assert [code] == texts(written, "cbc:OrderResponseCode")
        assert lines == len(texts(written, "cac:OrderLine"))

    def test_an_order_is_answered_in_ordering_and_a_change_in_advanced_ordering_by_its_number(self) -> None:
        written = write_order_response(answer(AnswerKind.ACCEPTED), ENVELOPE)
        assert ["urn:fdc:peppol.eu:poacc:bis:ordering:3"] == texts(written, "cbc:ProfileID")
        assert [] == texts(written, "cac:OrderChangeDocumentReference/cbc:ID")
        change = answer(AnswerKind.ACCEPTED, about=OrderKind.CHANGE, change_number="C-1")
        written = write_order_response(change, ENVELOPE)
        assert ["urn:fdc:peppol.eu:poacc:bis:advanced_ordering:3"] == texts(written, "cbc:ProfileID")
        assert ["C-1"] == texts(written, "cac:OrderChangeDocumentReference/cbc:ID")
        assert ["PO-4711"] == texts(written, "cac:OrderReference/cbc:ID")

    def test_customization_profile_and_version_may_be_the_partners(self) -> None:
        envelope = replace(ENVELOPE, dialect=Dialect(version="2.3", association="urn:x", profile="urn:y"))
        written = write_order_response(answer(AnswerKind.ACCEPTED), envelope)
        assert [] == complaints(written)
        said = [texts(written, f"cbc:{name}ID") for name in ("UBLVersion", "Customization", "Profile")]
        assert [["2.3"], ["urn:x"], ["urn:y"]] == said

    def test_a_party_without_name_and_id_is_named_by_its_electronic_address(self) -> None:
        said = answer(AnswerKind.ACCEPTED, supplier=AnsweredParty(), buyer=AnsweredParty("77", "SELLER"))
        written = write_order_response(said, ENVELOPE)
        assert [] == complaints(written)
        assert ["4000001000005"] == texts(written, "cac:SellerSupplierParty/cac:Party/cac:PartyIdentification/cbc:ID")
        assert ["77"] == texts(written, "cac:BuyerCustomerParty/cac:Party/cac:PartyIdentification/cbc:ID")

    def test_a_refusal_tells_the_reasons_of_its_lines_when_it_has_none_of_its_own(self) -> None:
        lines = (line(LineCode.REFUSED, reason="Not made any more."), line(LineCode.REFUSED, reason="Too late."))
        written = write_order_response(answer(AnswerKind.REFUSED, *lines), ENVELOPE)
        assert ["Not made any more. Too late."] == texts(written, "cbc:Note")

    @pytest.mark.parametrize(
        ("changes", "message"),
        [
            ({"po_number": ""}, "no number"),
            ({"currency": "", "kind": AnswerKind.CHANGED, "lines": (line(LineCode.ACCEPTED),)}, "no currency"),
            ({"kind": AnswerKind.CHANGED}, "no lines"),
            ({"po_number": "PO\x00"}, "XML does not know"),
        ],
    )
    def test_what_cannot_be_said_is_refused(self, changes: dict[str, object], message: str) -> None:
        with pytest.raises(Unwritable, match=message):
            write_order_response(replace(answer(AnswerKind.ACCEPTED), **changes), ENVELOPE)  # type: ignore[arg-type]

    def test_without_a_currency_and_a_price_none_is_told(self) -> None:
        written = write_order_response(answer(AnswerKind.ACCEPTED, currency=""), ENVELOPE)
        assert [] == complaints(written)
        assert [] == texts(written, "cbc:DocumentCurrencyCode")

    def test_the_schema_refuses_what_is_wrong(self) -> None:
        written = write_order_response(answer(AnswerKind.ACCEPTED), ENVELOPE)
        assert [] != complaints(written.replace(b"cbc:OrderResponseCode", b"cbc:ResponseCode"))
        assert [] != complaints(written.replace(b"2026-11-23", b"23.11.2026"))
        swapped = written.replace(b"SellerSupplierParty", b"X").replace(b"BuyerCustomerParty", b"SellerSupplierParty")
        assert [] != complaints(swapped.replace(b"cac:X", b"cac:BuyerCustomerParty"))


class TestLines:
    @pytest.mark.parametrize("code", list(LineCode))
    def test_every_code_is_valid(self, code: LineCode) -> None:
        changed = Terms(Decimal(8), "C62", Decimal("2.75"), Decimal(100), LATER)
        said = line(code, changed, substitute_item="A-2", substitute_gtin="4006381333931", gtin="4006381333931")
        for later in (Decimal(0), Decimal(2)):
            for day in (None, LATER):
                every = answer(AnswerKind.CHANGED, replace(said, backordered=later, backorder_date=day))
                assert [] == complaints(write_order_response(every, ENVELOPE))

    def test_an_accepted_line_is_told_whole(self) -> None:
        written = write_order_response(answer(AnswerKind.CHANGED, line(LineCode.ACCEPTED)), ENVELOPE)
        assert [["5"], ["10"], ["2.50"], ["2026-12-01"]] == [
            texts(written, path) for path in (STATUS, QUANTITY, PRICE, START)
        ]

    def test_of_a_changed_line_is_told_what_differs(self) -> None:
        said = line(LineCode.PRICE_CHANGED, replace(ORDERED, price=Decimal("2.75")))
        written = write_order_response(answer(AnswerKind.CHANGED, said), ENVELOPE)
        assert [["3"], [], ["2.75"], []] == [texts(written, path) for path in (STATUS, QUANTITY, PRICE, START)]

    def test_a_refused_line_is_told_by_its_code_and_reason(self) -> None:
        written = write_order_response(answer(AnswerKind.CHANGED, line(LineCode.REFUSED, reason="Gone")), ENVELOPE)
        assert [["7"], [], [], []] == [texts(written, path) for path in (STATUS, QUANTITY, PRICE, START)]
        assert ["Gone"] == texts(written, "cac:OrderLine/cac:LineItem/cbc:Note")

    def test_less_without_a_rest_says_that_nothing_comes_later(self) -> None:
        said = line(LineCode.QUANTITY_CHANGED, replace(ORDERED, quantity=Decimal(8)))
        written = write_order_response(answer(AnswerKind.CHANGED, said), ENVELOPE)
        assert [["8"], ["0"]] == [texts(written, path) for path in (QUANTITY, BACKORDER)]

    def test_a_rest_on_an_unknown_day_is_a_backorder(self) -> None:
        said = line(LineCode.BACKORDERED, replace(ORDERED, quantity=Decimal(4)), backordered=Decimal(6))
        written = write_order_response(answer(AnswerKind.CHANGED, said), ENVELOPE)
        assert [["4"], ["6"]] == [texts(written, path) for path in (QUANTITY, BACKORDER)]

    def test_a_rest_on_a_known_day_is_a_second_line_for_the_same_line_of_the_order(self) -> None:
        said = line(
            LineCode.BACKORDERED, replace(ORDERED, quantity=Decimal(4)), backordered=Decimal(6), backorder_date=LATER
        )
        written = write_order_response(answer(AnswerKind.CHANGED, said), ENVELOPE)
        assert ["4", "6"] == texts(written, QUANTITY)
        assert ["1", "2"] == texts(written, "cac:OrderLine/cac:LineItem/cbc:ID")
        assert ["1", "1"] == texts(written, "cac:OrderLine/cac:OrderLineReference/cbc:LineID")
        assert ["2026-12-15"] == texts(written, START)

    def test_a_substitute_stands_beside_the_line(self) -> None:
        said = line(LineCode.SUBSTITUTED, substitute_item="A-2")
        written = write_order_response(answer(AnswerKind.CHANGED, said), ENVELOPE)
        path = "cac:OrderLine/cac:SellerSubstitutedLineItem/cac:Item/cac:SellersItemIdentification/cbc:ID"
        assert ["A-2"] == texts(written, path)

    def test_a_line_without_a_description_is_named_by_its_number(self) -> None:
        said = answer(AnswerKind.CHANGED, line(LineCode.ACCEPTED, description="", supplier_item=""))
        assert ["B-1"] == texts(write_order_response(said, ENVELOPE), "cac:OrderLine/cac:LineItem/cac:Item/cbc:Name")


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=30).map(
    lambda text: normalize("NFC", text)
)
NUMBERS = st.decimals(0, 999_999, places=4)
DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))


@st.composite
def lines(draw: st.DrawFn) -> AnsweredLine:
    """A line as an OrderResponse can say it: of a changed one nothing is known but what differs, which here is all."""
    code = draw(st.sampled_from(list(LineCode)))
    confirmed = {
        LineCode.ACCEPTED: Terms(draw(NUMBERS), "C62", draw(NUMBERS), Decimal(100), draw(DAYS)),
        LineCode.QUANTITY_CHANGED: Terms(draw(NUMBERS), "KGM", draw(NUMBERS), Decimal(1), draw(DAYS)),
        LineCode.PRICE_CHANGED: Terms(None, "", draw(NUMBERS), Decimal(1), draw(DAYS)),
        LineCode.DATE_CHANGED: Terms(delivery_date=draw(DAYS)),
        LineCode.BACKORDERED: Terms(draw(NUMBERS.filter(bool)), "C62"),
        LineCode.SUBSTITUTED: Terms(delivery_date=draw(DAYS)),
        LineCode.REFUSED: Terms(),
    }[code]
    is_later = code is LineCode.BACKORDERED
    return AnsweredLine(
        line_no=draw(WORDS),
        code=code,
        ordered=Terms(),
        confirmed=confirmed,
        buyer_item=draw(st.one_of(st.just(""), WORDS)),
        supplier_item=draw(st.one_of(st.just(""), WORDS)),
        gtin=draw(st.sampled_from(["", "4006381333931"])),
        description=draw(WORDS),
        substitute_item=draw(WORDS) if code is LineCode.SUBSTITUTED else "",
        backordered=draw(NUMBERS.filter(bool)) if is_later else Decimal(0),
        backorder_date=draw(st.one_of(st.none(), DAYS)) if is_later else None,
        reason=draw(st.one_of(st.just(""), WORDS)),
    )


def parties() -> st.SearchStrategy[AnsweredParty]:
    schemes = st.sampled_from(["GLN", "DUNS", "0192", ""])
    return st.builds(lambda id_, scheme, name: AnsweredParty(id_, scheme, name), WORDS, schemes, WORDS)


@st.composite
def answers(draw: st.DrawFn) -> OrderAnswer:
    kind = draw(st.sampled_from(list(AnswerKind)))
    about = draw(st.sampled_from([OrderKind.ORDER, OrderKind.CHANGE]))
    about = OrderKind.CANCEL if kind is AnswerKind.CANCELLED else about
    told = draw(st.lists(lines(), min_size=1, max_size=4, unique_by=lambda each: each.line_no))
    return OrderAnswer(
        kind=kind,
        about=about,
        po_number=draw(WORDS),
        change_number=draw(WORDS) if about is OrderKind.CHANGE else "",
        our_order_number=draw(st.one_of(st.just(""), WORDS)),
        currency=draw(st.sampled_from(["EUR", "NOK"])),
        buyer=draw(parties()),
        supplier=draw(parties()),
        delivery_date=draw(st.one_of(st.none(), DAYS)) if kind is not AnswerKind.REFUSED else None,
        lines=tuple(told) if kind is AnswerKind.CHANGED else (),
        reason=draw(st.one_of(st.just(""), WORDS)),
    )


class TestReadingBack:
    @given(answers())
    def test_what_is_written_says_what_was_meant(self, said: OrderAnswer) -> None:
        written = write_order_response(said, ENVELOPE)
        assert [] == complaints(written)
        assert said == read_order_response(written)

    def test_a_deleted_line_is_accepted_without_terms(self) -> None:
        said = answer(AnswerKind.CHANGED, line(LineCode.ACCEPTED, action=LineAction.CANCEL), about=OrderKind.CHANGE)
        (read,) = read_order_response(write_order_response(said, ENVELOPE)).lines
        assert (LineCode.ACCEPTED, Terms()) == (read.code, read.confirmed)

    @pytest.mark.parametrize(
        ("find", "put", "message"),
        [
            (b"<OrderResponse", b"<OrderRespons", "no XML"),
            (b">AP<", b">AB<", "accepts or refuses"),
            (b">PO-4711<", b"><", "names no order"),
            (b"encoding", b"encodin", "no XML"),
        ],
    )
    def test_what_is_none_is_refused(self, find: bytes, put: bytes, message: str) -> None:
        written = write_order_response(answer(AnswerKind.ACCEPTED), ENVELOPE)
        with pytest.raises(UnreadableAnswer, match=message):
            read_order_response(written.replace(find, put))

    def test_a_document_type_is_refused(self) -> None:
        written = write_order_response(answer(AnswerKind.ACCEPTED), ENVELOPE)
        hostile = written.replace(b"?>\n", b'?>\n<!DOCTYPE x [<!ENTITY a "b">]>\n', 1)
        with pytest.raises(UnreadableAnswer, match="no XML that can be read"):
            read_order_response(hostile)
