"""What is said to an order: in the customer's own units, one code for each line, the first that is true."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orders.evidence import Segment
from orders.order import Line, Money, Quantity
from orders.reading import LineAction, LineReading, OrderKind, OrderReading, Read
from replies.answer import AnswerKind, LineCode
from replies.decide import Facts, accepted, refused
from replies.lines import TakenLine

SHOWN = (Segment(position=1, tag="LIN"),)
SOON, LATER = date(2026, 3, 9), date(2026, 3, 16)


def text(value: str) -> Read[str]:
    return Read[str](value=value, evidence=SHOWN)


def number(value: str) -> Read[Decimal]:
    return Read(value=Decimal(value), evidence=SHOWN)


def line(
    quantity: str = "10", price: str | None = "1.50", *, unit: str = "PCE", day: date | None = SOON, basis: str = "",
    action: LineAction | None = None, discount: str = "",
) -> LineReading:  # fmt: skip
    """As the customer sent it."""
    return LineReading(
        line_no=text("1"),
        buyer_item=text("B-1"),
        supplier_item=text("S-1"),
        gtin=text("4012345000009"),
        quantity=number(quantity) if quantity else None,
        uom=text(unit),
        unit_price=number(price) if price else None,
        price_basis=number(basis) if basis else None,
        discount_percent=number(discount) if discount else None,
        requested_date=Read(value=day, evidence=SHOWN) if day else None,
        action=Read(value=action, evidence=SHOWN) if action else None,
    )


def erp(
    quantity: str = "10", price: str = "1.50", *, item: str = "S-1", unit: str = "C62", day: date | None = SOON,
    basis: str = "1", discount: str = "0",
) -> Line:  # fmt: skip
    """As it was posted, or as the ERP has it."""
    return Line(
        line_no="1",
        item=item,
        quantity=Quantity(value=Decimal(quantity), unit=unit),
        unit_price=Money(amount=Decimal(price), currency="EUR"),
        price_basis=Decimal(basis),
        discount_percent=Decimal(discount),
        requested_date=day,
    )


def order(*lines: LineReading, kind: OrderKind = OrderKind.ORDER) -> OrderReading:
    return OrderReading(kind=kind, po_number=text("PO-1"), currency=text("EUR"), lines=lines)


def taken(sent: LineReading, posted: Line | None = None, *in_erp: Line, edited: LineReading | None = None) -> TakenLine:
    """Posted and in the ERP as it was sent, where nothing else is said."""
    there = posted or erp()
    return TakenLine(sent, edited or sent, (there,), in_erp or (there,))


def only(one: TakenLine) -> tuple[LineCode, str, str]:
    """Its code, and what of it is confirmed."""
    sent = order(*([one.ordered] if one.ordered else []))
    (answered,) = accepted(sent, [one], Facts()).lines
    return answered.code, str(answered.confirmed.quantity), str(answered.confirmed.price)


def code(one: TakenLine) -> LineCode:
    return only(one)[0]


class TestCodes:
    def test_what_the_erp_has_as_it_was_sent_is_accepted(self) -> None:
        assert (LineCode.ACCEPTED, "10", "1.50") == only(taken(line()))

    def test_fewer_in_the_erp_are_a_changed_quantity(self) -> None:
        assert (LineCode.QUANTITY_CHANGED, "8", "1.50") == only(taken(line(), erp(), erp("8")))

    def test_another_price_in_the_erp_is_a_changed_price(self) -> None:
        assert (LineCode.PRICE_CHANGED, "10", "1.6") == only(taken(line(), erp(), erp(price="1.60")))

    def test_another_day_in_the_erp_is_a_changed_day(self) -> None:
        assert LineCode.DATE_CHANGED is code(taken(line(), erp(), erp(day=LATER)))

    def test_a_day_where_the_customer_named_none_changes_nothing(self) -> None:
        assert LineCode.ACCEPTED is code(taken(line(day=None), erp(day=None), erp(day=LATER)))

    def test_a_price_where_the_customer_named_none_is_told_and_changes_nothing(self) -> None:
        assert (LineCode.ACCEPTED, "10", "1.5") == only(taken(line(price=None)))

    def test_other_goods_in_the_erp_are_a_substitute_that_is_named(self) -> None:
        one = taken(line(), erp(), erp(item="S-2"))
        (answered,) = accepted(order(line()), [one], Facts()).lines
        assert (LineCode.SUBSTITUTED, "S-2", "S-1") == (
            answered.code, answered.substitute_item, answered.supplier_item,
        )  # fmt: skip

    def test_a_rest_that_comes_later_is_backordered_with_its_day(self) -> None:
        one = taken(line(), erp(), erp("6"), erp("4", day=LATER))
        (answered,) = accepted(order(line()), [one], Facts()).lines
        assert (LineCode.BACKORDERED, Decimal(6), Decimal(4), LATER) == (
            answered.code, answered.confirmed.quantity, answered.backordered, answered.backorder_date,
        )  # fmt: skip

    def test_all_of_it_later_is_another_day_and_no_rest(self) -> None:
        one = taken(line(), erp(), erp("6", day=LATER), erp("4", day=LATER))
        assert (LineCode.DATE_CHANGED, "10", "1.50") == only(one)

    def test_deliveries_on_the_days_that_were_asked_for_are_no_rest(self) -> None:
        both = (erp("6"), erp("4", day=LATER))
        assert LineCode.ACCEPTED is code(TakenLine(line(), line(), both, both))

    def test_of_a_line_for_two_places_the_one_that_was_refused_is_missing(self) -> None:
        one = TakenLine(line(), line(), (erp("6"),), (erp("6"),), whole=erp("10"))
        assert (LineCode.QUANTITY_CHANGED, "6", "1.50") == only(one)

    def test_a_line_that_is_not_delivered_is_refused_with_nothing_confirmed(self) -> None:
        assert (LineCode.REFUSED, "0", "1.50") == only(TakenLine(line(), None))

    def test_nothing_left_in_the_erp_is_refused(self) -> None:
        assert LineCode.REFUSED is code(taken(line(), erp(), erp("0")))

    def test_a_line_that_a_person_added_is_a_changed_quantity(self) -> None:
        assert (LineCode.QUANTITY_CHANGED, "10", "1.5") == only(TakenLine(None, line(), (erp(),), (erp(),)))

    @pytest.mark.parametrize(
        ("in_erp", "expected"),
        [
            # Each row has everything that the rows below it have, and one thing that goes before.
            ((erp("0", "1.60", item="S-2", day=LATER),), LineCode.REFUSED),
            ((erp("3", "1.60", item="S-2"), erp("4", "1.60", item="S-2", day=LATER)), LineCode.SUBSTITUTED),
            ((erp("3", "1.60"), erp("4", "1.60", day=LATER)), LineCode.BACKORDERED),
            ((erp("3", "1.60", day=LATER),), LineCode.QUANTITY_CHANGED),
            ((erp("10", "1.60", day=LATER),), LineCode.PRICE_CHANGED),
            ((erp("10", day=LATER),), LineCode.DATE_CHANGED),
            ((erp("10"),), LineCode.ACCEPTED),
        ],
    )
    def test_the_first_that_is_true_is_told(self, in_erp: Sequence[Line], expected: LineCode) -> None:
        assert expected is code(taken(line(), erp(), *in_erp))


class TestUnits:
    def test_it_is_told_in_the_unit_that_the_customer_ordered(self) -> None:
        """Ten boxes at 18.00, posted as 120 pieces at 1.50."""
        one = taken(line("10", "18.00", unit="BX"), erp("120", "1.50"), erp("108", "1.50"))
        (answered,) = accepted(order(line()), [one], Facts()).lines
        assert (LineCode.QUANTITY_CHANGED, Decimal(9), "BX", Decimal("18.00")) == (
            answered.code, answered.confirmed.quantity, answered.confirmed.unit, answered.confirmed.price,
        )  # fmt: skip

    def test_a_price_that_a_conversion_rounded_is_no_other_price(self) -> None:
        """Ten for a box of three is 3.3333 a piece, which is 9.9999 a box."""
        assert (LineCode.ACCEPTED, "2", "10.00") == only(taken(line("2", "10.00"), erp("6", "3.3333")))

    def test_a_price_for_a_hundred_is_told_for_a_hundred(self) -> None:
        one = taken(line("500", "12.50", basis="100"), erp("500", "0.125"), erp("500", "13.00", basis="100"))
        assert (LineCode.PRICE_CHANGED, "500", "13") == only(one)

    def test_a_discount_that_the_customer_stated_is_part_of_the_price(self) -> None:
        assert LineCode.ACCEPTED is code(taken(line(price="2.00", discount="25"), erp(price="1.50")))
        assert LineCode.ACCEPTED is code(taken(line(price="2.00", discount="25"), erp(price="2.00", discount="25")))
        assert LineCode.PRICE_CHANGED is code(taken(line(price="2.00", discount="25"), erp(price="2.00")))

    @given(
        ordered=st.integers(1, 10_000), pack=st.integers(1, 144), cents=st.integers(1, 1_000_000),
    )  # fmt: skip
    def test_whatever_the_pack_what_was_ordered_is_accepted(self, ordered: int, pack: int, cents: int) -> None:
        price = Decimal(cents) / 100
        posted = erp(str(ordered * pack), str(price), basis=str(pack))
        assert LineCode.ACCEPTED is code(taken(line(str(ordered), str(price)), posted))

    @given(ordered=st.integers(1, 500), came=st.integers(0, 500), pack=st.integers(1, 144))
    def test_what_comes_is_never_told_as_accepted_when_it_is_not_what_was_ordered(
        self, ordered: int, came: int, pack: int
    ) -> None:
        one = taken(line(str(ordered)), erp(str(ordered * pack)), erp(str(came * pack)))
        assert (LineCode.ACCEPTED is code(one)) is (ordered == came) or code(one) is LineCode.PRICE_CHANGED


class TestOrders:
    def test_all_as_sent_is_accepted(self) -> None:
        assert AnswerKind.ACCEPTED is accepted(order(line()), [taken(line())], Facts()).kind

    def test_one_line_otherwise_is_changed(self) -> None:
        lines = [taken(line()), TakenLine(line(), None)]
        assert AnswerKind.CHANGED is accepted(order(line(), line()), lines, Facts()).kind

    def test_no_line_left_is_refused(self) -> None:
        assert AnswerKind.REFUSED is accepted(order(line()), [TakenLine(line(), None)], Facts()).kind

    def test_a_refusal_refuses_each_line(self) -> None:
        found = refused(order(line(), line()), Facts())
        assert (AnswerKind.REFUSED, [LineCode.REFUSED] * 2) == (found.kind, [one.code for one in found.lines])

    def test_one_day_for_all_is_the_day_of_the_order(self) -> None:
        assert SOON == accepted(order(line()), [taken(line())], Facts()).delivery_date
        both = [taken(line()), taken(line(), erp(), erp(day=LATER))]
        assert accepted(order(line(), line()), both, Facts()).delivery_date is None

    def test_a_cancellation_that_was_carried_out_is_cancelled(self) -> None:
        assert AnswerKind.CANCELLED is accepted(order(kind=OrderKind.CANCEL), [], Facts()).kind


class TestChanges:
    def test_a_line_that_was_to_go_and_is_gone_is_accepted(self) -> None:
        gone = TakenLine(line(action=LineAction.CANCEL), line(action=LineAction.CANCEL), (erp(),), ())
        assert (LineCode.ACCEPTED, "0", "1.50") == only(gone)

    def test_a_line_that_was_to_go_and_is_still_there_is_refused(self) -> None:
        there = TakenLine(line(action=LineAction.CANCEL), line(action=LineAction.CANCEL), (erp(),), (erp(),))
        assert LineCode.REFUSED is code(there)

    def test_what_was_carried_out_on_the_waiting_order_is_accepted_as_asked(self) -> None:
        asked = line("7", action=LineAction.CHANGE)
        assert (LineCode.ACCEPTED, "7", "1.50") == only(TakenLine(asked, asked))

    def test_a_quantity_that_the_change_did_not_name_changes_nothing(self) -> None:
        asked = line("", "1.60", action=LineAction.CHANGE)
        assert LineCode.ACCEPTED is code(TakenLine(asked, asked, (erp(price="1.60"),), (erp(price="1.60"),)))
