"""855 and 865: each code, what they say of an order and of a line, and back again."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edi.x12.reader import read
from orders.reading import LineAction, OrderKind
from replies.answer import (
    AnsweredLine,
    AnsweredParty,
    AnswerKind,
    Dialect,
    Identity,
    LineCode,
    OrderAnswer,
    OrderWriter,
    Terms,
    Unwritable,
)
from replies.reading_back import UnreadableAnswer
from replies.x12.order_acknowledgement import write_855, write_865
from replies.x12.reading_order import read_order_acknowledgement
from tests.unit.replies.x12.answers import envelope, order_answers
from tests.unit.replies.x12.standard import violations

DAY, LATER = date(2026, 12, 1), date(2026, 12, 15)
ORDERED = Terms(Decimal(10), "EA", Decimal("2.50"), delivery_date=DAY)


def line(code: LineCode, confirmed: Terms = ORDERED, **changes: object) -> AnsweredLine:
    said = AnsweredLine("1", code, ORDERED, confirmed, buyer_item="B-1", supplier_item="A-1")
    return replace(said, **changes)  # type: ignore[arg-type] # a test may change any field


def answer(kind: AnswerKind, *lines: AnsweredLine, **changes: object) -> OrderAnswer:
    said = OrderAnswer(
        kind, OrderKind.ORDER, "PO-4711", order_date=date(2026, 11, 20), our_order_number="S-9", currency="USD",
        buyer=AnsweredParty("77", "BUYER", "Acme"), lines=lines,
    )  # fmt: skip
    return replace(said, **changes)  # type: ignore[arg-type] # a test may change any field


def segments(written: bytes, *tags: str) -> list[str]:
    (interchange,) = read(written)
    return [each.text for one in interchange.sets for each in one.segments if not tags or each.tag in tags]


class TestWhole:
    def test_an_855_says_order_lines_and_totals(self) -> None:
        expected = [
            "BAK*00*AD*PO-4711*20261120****S-9*20261123", "CUR*BY*USD", "N1*BY*Acme*92*77",
            "PO1*1*10*EA*2.5**BP*B-1*VN*A-1", "ACK*IA*10*EA*067*20261201", "CTT*1*10",
        ]  # fmt: skip
        assert expected == segments(write_855(answer(AnswerKind.ACCEPTED, line(LineCode.ACCEPTED)), envelope()))

    def test_an_855_stands_in_the_group_pr_and_an_865_in_ca(self) -> None:
        for write, group in ((write_855, "PR"), (write_865, "CA")):
            (interchange,) = read(write(answer(AnswerKind.ACCEPTED), envelope()))
            assert interchange.sets[0].group is not None
            assert group == interchange.sets[0].group.component(1)

    @pytest.mark.parametrize(
        ("kind", "about", "with_line", "code"),
        [
            (AnswerKind.ACCEPTED, OrderKind.ORDER, True, "00*AD"),
            (AnswerKind.ACCEPTED, OrderKind.ORDER, False, "00*AK"),
            (AnswerKind.CHANGED, OrderKind.ORDER, True, "00*AC"),
            (AnswerKind.REFUSED, OrderKind.ORDER, True, "00*RD"),
            (AnswerKind.REFUSED, OrderKind.ORDER, False, "00*RJ"),
            (AnswerKind.ACCEPTED, OrderKind.CHANGE, False, "04*AK"),
            (AnswerKind.REFUSED, OrderKind.CANCEL, False, "01*RJ"),
            (AnswerKind.CANCELLED, OrderKind.CANCEL, False, "01*AK"),
        ],
    )
    @pytest.mark.parametrize("write", [write_855, write_865])
    def test_purpose_and_type_say_what_is_answered_and_how(
        self, write: OrderWriter, kind: AnswerKind, about: OrderKind, *, with_line: bool, code: str
    ) -> None:
        lines = (line(LineCode.ACCEPTED),) if with_line else ()
        (header,) = segments(write(answer(kind, *lines, about=about), envelope()), "BAK", "BCA")
        assert code == header[4:9]

    def test_a_further_answer_replaces_the_earlier_one(self) -> None:
        (header,) = segments(write_855(answer(AnswerKind.CHANGED, supersedes="A-0"), envelope()), "BAK")
        assert header.startswith("BAK*05*AC")

    def test_of_an_order_in_many_parts_as_many_numbers_are_told_as_there_is_room_for(self) -> None:
        said = answer(AnswerKind.ACCEPTED, our_order_number="SO-900123, SO-900124, SO-900125, SO-900126")
        (header,) = segments(write_855(said, envelope()), "BAK")
        assert "BAK*00*AK*PO-4711*20261120****SO-900123, SO-900124*20261123" == header

    def test_a_number_of_ours_that_has_no_room_is_left_out(self) -> None:
        said = answer(AnswerKind.ACCEPTED, our_order_number="84671f38ee5048eb8716e991d0cf7c90")
        (header,) = segments(write_855(said, envelope()), "BAK")
        assert "BAK*00*AK*PO-4711*20261120*****20261123" == header

    def test_an_865_names_the_change(self) -> None:
        said = answer(AnswerKind.ACCEPTED, about=OrderKind.CHANGE, change_number="3", release="R2")
        (header,) = segments(write_865(said, envelope()), "BCA")
        assert "BCA*04*AK*PO-4711*R2*3*20261120***S-9*20261123" == header

    def test_reasons_are_cut_between_words_into_as_many_texts_as_they_take(self) -> None:
        said = answer(AnswerKind.REFUSED, reason="Sorry. " + "word " * 70)
        texts = segments(write_855(said, envelope()), "N9", "MSG")
        assert "N9*L1*REASON" == texts[0]
        assert 2 == len(texts[1:])
        assert texts[2].startswith("MSG*word ")

    def test_before_4010_years_have_two_digits_and_isa_has_its_u(self) -> None:
        written = write_855(answer(AnswerKind.ACCEPTED, line(LineCode.ACCEPTED)), envelope("003060"))
        assert "BAK*00*AD*PO-4711*261120****S-9*261123" == segments(written, "BAK")[0]
        assert b"*U*00306*" in written
        assert [] == violations(written)

    def test_the_address_is_told_and_a_region_that_is_no_code_stands_in_an_element_of_its_own(self) -> None:
        place = AnsweredParty("4000001000005", "GLN", "Store 7", "Main St 1", "10115", "Berlin", "Brandenburg", "DE")
        said = segments(write_855(answer(AnswerKind.ACCEPTED, ship_to=place), envelope()), "N1", "N3", "N4")
        expected = ["N1*ST*Store 7*UL*4000001000005", "N3*Main St 1", "N4*Berlin**10115*DE*SP*Brandenburg"]
        assert expected == said[1:]


class TestLines:
    @pytest.mark.parametrize(
        ("said", "expected"),
        [
            (line(LineCode.ACCEPTED), ["ACK*IA*10*EA*067*20261201"]),
            (line(LineCode.QUANTITY_CHANGED, replace(ORDERED, quantity=Decimal(8))), ["ACK*IQ*8*EA*067*20261201"]),
            (line(LineCode.PRICE_CHANGED, replace(ORDERED, price=Decimal("2.75"))), ["ACK*IP*10*EA*067*20261201"]),
            (line(LineCode.DATE_CHANGED, replace(ORDERED, delivery_date=LATER)), ["ACK*DR*10*EA*067*20261215"]),
            (
                line(LineCode.SUBSTITUTED, substitute_item="A-2", substitute_gtin="4006381333931"),
                ["ACK*IS*10*EA*067*20261201**VN*A-2*EN*4006381333931"],
            ),
            (
                line(
                    LineCode.BACKORDERED, replace(ORDERED, quantity=Decimal(4)), backordered=Decimal(6),
                    backorder_date=LATER,
                ),
                ["ACK*BP*4*EA*067*20261201", "ACK*IB*6*EA*067*20261215"],
            ),
            (
                line(LineCode.BACKORDERED, replace(ORDERED, quantity=Decimal(0)), backordered=Decimal(10)),
                ["ACK*IB*10*EA"],
            ),
            (line(LineCode.REFUSED, replace(ORDERED, quantity=Decimal(0))), ["ACK*IR*10*EA"]),
        ],
    )  # fmt: skip
    def test_the_status_says_what_becomes_of_which_quantity(self, said: AnsweredLine, expected: list[str]) -> None:
        assert expected == segments(write_855(answer(AnswerKind.CHANGED, said), envelope()), "ACK")

    def test_the_confirmed_price_is_told_with_its_basis(self) -> None:
        price = replace(ORDERED, price=Decimal("275.00"), price_basis=Decimal(100))
        said = segments(write_855(answer(AnswerKind.CHANGED, line(LineCode.PRICE_CHANGED, price)), envelope()), "PO1")
        assert ["PO1*1*10*EA*275*HP*BP*B-1*VN*A-1"] == said

    def test_a_basis_that_x12_has_no_code_for_is_told_for_one_where_that_is_exact(self) -> None:
        price = replace(ORDERED, price=Decimal("10"), price_basis=Decimal(4))
        said = segments(write_855(answer(AnswerKind.CHANGED, line(LineCode.PRICE_CHANGED, price)), envelope()), "PO1")
        assert ["PO1*1*10*EA*2.5**BP*B-1*VN*A-1"] == said
        with pytest.raises(Unwritable, match="none that is exact"):
            write_855(
                answer(AnswerKind.CHANGED, line(LineCode.ACCEPTED, replace(price, price_basis=Decimal(3)))), envelope()
            )

    def test_a_price_for_another_unit_is_not_told_as_one_for_this(self) -> None:
        other = replace(ORDERED, unit="CA", quantity=Decimal(1), price=Decimal(25))
        said = segments(
            write_855(answer(AnswerKind.CHANGED, line(LineCode.QUANTITY_CHANGED, other)), envelope()), "PO1", "ACK"
        )
        assert ["PO1*1*10*EA***BP*B-1*VN*A-1", "ACK*IQ*1*CA*067*20261201"] == said

    @pytest.mark.parametrize(
        ("action", "code", "expected"),
        [
            (LineAction.ADD, LineCode.ACCEPTED, ["POC*1*AI*10", "ACK*IA*10"]),
            (LineAction.CHANGE, LineCode.QUANTITY_CHANGED, ["POC*1*CA*10", "ACK*IQ*10"]),
            (LineAction.CANCEL, LineCode.ACCEPTED, ["POC*1*DI*10", "ACK*ID*10"]),
            (LineAction.CANCEL, LineCode.REFUSED, ["POC*1*DI*10", "ACK*IR*10"]),
            (LineAction.NONE, LineCode.ACCEPTED, ["POC*1*NC*10", "ACK*IA*10"]),
        ],
    )
    def test_an_865_says_what_the_change_asked_and_what_became_of_it(
        self, action: LineAction, code: LineCode, expected: list[str]
    ) -> None:
        said = answer(AnswerKind.CHANGED, line(code, action=action), about=OrderKind.CHANGE)
        told = segments(write_865(said, envelope()), "POC", "ACK")
        assert expected == [each[: len(start)] for each, start in zip(told, expected, strict=True)]


class TestRefusals:
    @pytest.mark.parametrize(
        ("changes", "message"),
        [
            ({"po_number": "X" * 23}, "more than the 22 characters"),
            ({"po_number": ""}, "has no number"),
            ({"order_date": None}, "has no date"),
            ({"po_number": "PO*1"}, "delimiter"),
        ],
    )
    @pytest.mark.parametrize("write", [write_855, write_865])
    def test_what_x12_has_no_room_for_is_not_cut(
        self, write: OrderWriter, changes: dict[str, object], message: str
    ) -> None:
        with pytest.raises(Unwritable, match=message):
            write(answer(AnswerKind.ACCEPTED, **changes), envelope())

    def test_a_quantity_that_differs_needs_a_unit(self) -> None:
        without = replace(ORDERED, unit="")
        same = line(LineCode.ACCEPTED, without, ordered=without)
        assert "ACK*IA***067*20261201" == segments(write_855(answer(AnswerKind.ACCEPTED, same), envelope()), "ACK")[0]
        other = replace(same, confirmed=replace(without, quantity=Decimal(8)))
        with pytest.raises(Unwritable, match="no unit"):
            write_855(answer(AnswerKind.CHANGED, other), envelope())

    def test_a_charset_that_is_none_is_refused(self) -> None:
        with pytest.raises(Unwritable, match="no charset"):
            write_855(answer(AnswerKind.ACCEPTED), envelope(charset="klingon"))

    def test_an_identity_without_a_qualifier_is_refused(self) -> None:
        with pytest.raises(Unwritable, match="two characters"):
            write_855(answer(AnswerKind.ACCEPTED), replace(envelope(), sender=Identity("ORDERMILL")))


class TestDialects:
    def test_separators_and_charset_are_the_partners(self) -> None:
        said = answer(AnswerKind.ACCEPTED, line(LineCode.ACCEPTED, description="Größe ~ 4*5 €"))
        written = write_855(said, envelope("005010", separators="|:~\n", charset="latin-1"))
        assert b"ISA|00|" == written[:7]
        assert "PID|F||||Größe 4*5 EUR" in written.decode("latin-1").splitlines()

    @pytest.mark.parametrize(
        "dialect", [{"separators": "*>"}, {"separators": "*>^*"}, {"separators": "*>^é"}, {"version": "4010"}]
    )
    def test_where_the_answered_interchange_had_none_the_usual_ones_are_taken(self, dialect: dict[str, str]) -> None:
        usual = write_855(answer(AnswerKind.ACCEPTED), envelope())
        assert usual == write_855(answer(AnswerKind.ACCEPTED), replace(envelope(), dialect=Dialect(**dialect)))  # type: ignore[arg-type]

    def test_letters_that_the_charset_lacks_are_written_plainly(self) -> None:
        said = answer(AnswerKind.ACCEPTED, line(LineCode.ACCEPTED, description="Größe “M” 4×5 € ☃"))
        assert ['PID*F****Grosse "M" 4x5 EUR ?'] == segments(write_855(said, envelope()), "PID")

    def test_each_segment_may_stand_on_a_line_of_its_own(self) -> None:
        written = write_855(answer(AnswerKind.ACCEPTED), envelope(line_breaks=True))
        assert written.count(b"\n") == written.count(b"~")


class TestReadingBack:
    @settings(max_examples=50)
    @given(order_answers(), st.sampled_from(["003040", "004010", "005010", "007040"]))
    def test_an_855_says_what_was_meant(self, said: OrderAnswer, version: str) -> None:
        written = write_855(said, envelope(version))
        assert said == read_order_acknowledgement(written)
        assert [] == violations(written)

    @settings(max_examples=50)
    @given(order_answers(change=True), st.sampled_from(["003040", "004010", "005010", "007040"]))
    def test_an_865_says_what_was_meant(self, said: OrderAnswer, version: str) -> None:
        written = write_865(said, envelope(version))
        assert said == read_order_acknowledgement(written)
        assert [] == violations(written)

    @pytest.mark.parametrize(
        ("find", "put", "message"),
        [
            (b"ST*855", b"ST*850", "no 855 or 865"),
            (b"BAK*00*AD", b"BAK*00*QQ", "neither accepts nor refuses"),
            (b"BAK*00", b"BXK*00", "has no BAK"),
            (b"ACK*IA", b"ACK*QQ", "unknown status"),
        ],
    )
    def test_what_is_none_is_refused(self, find: bytes, put: bytes, message: str) -> None:
        written = write_855(answer(AnswerKind.ACCEPTED, line(LineCode.ACCEPTED)), envelope())
        with pytest.raises(UnreadableAnswer, match=message):
            read_order_acknowledgement(written.replace(find, put))
