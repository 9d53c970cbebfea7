"""What a person points at is looked up in the stored transcript, and comes back as evidence with its printed text."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exceptions_queue.capturing import captured
from exceptions_queue.pointing import Pointed, Printed
from exceptions_queue.views.anchors import anchor_of, place_at
from orders.evidence import Cell, Evidence, PageBox, Segment, TextSpan
from orders.ids import DocumentId
from orders.reading import LineReading, OrderKind, OrderReading, Read
from orders.transcript import Transcript, TranscriptKind, TranscriptRow, TranscriptWord


@dataclass(frozen=True, slots=True)
class Kept:
    """One document, in memory."""

    kept: Transcript
    on_first_page: tuple[TranscriptWord, ...] = ()

    def transcript(self, document_id: DocumentId) -> Transcript | None:
        return self.kept

    def words(self, document_id: DocumentId, page: int) -> tuple[TranscriptWord, ...]:
        return self.on_first_page if page == 1 else ()


def word(text: str, left: int, top: int) -> TranscriptWord:
    sides = {"left": left, "top": top, "right": left + 6 * len(text), "bottom": top + 10}
    return TranscriptWord.model_validate({"text": text, **sides})


def box(left: int, top: int, right: int, bottom: int) -> PageBox:
    return PageBox(page=1, left=Decimal(left), top=Decimal(top), right=Decimal(right), bottom=Decimal(bottom))


WORDS = (
    word("Total", 10, 100),
    word("1.250,00", 50, 100),
    word("EUR", 110, 100),
    word("2.500", 50, 120),
    word("03/04/2026", 50, 140),
    word("14/04/2026", 50, 160),
)
PAGE = Printed(Kept(Transcript(kind=TranscriptKind.PAGES), WORDS), DocumentId("d"))


def printed(kind: TranscriptKind, *rows: TranscriptRow) -> Printed:
    return Printed(Kept(Transcript(kind=kind, rows=rows)), DocumentId("d"))


def reading(**line: Any) -> OrderReading:
    return OrderReading(kind=OrderKind.ORDER, lines=(LineReading(**line),))


def amount(value: str, *evidence: Evidence) -> Read[Decimal]:
    return Read(value=Decimal(value), evidence=evidence)


class TestOnPages:
    @pytest.mark.parametrize(
        ("anchor", "text", "around"),
        [
            ("p1:60,105,60,105", "1.250,00", box(50, 100, 98, 110)),
            ("p1:48,98,130,112", "1.250,00 EUR", box(50, 100, 128, 110)),
            ("p1:99,105,99,105", "1.250,00", box(50, 100, 98, 110)),
            ("p1:0,95,200,128", "Total 1.250,00 EUR 2.500", box(10, 100, 128, 130)),
        ],
        ids=["a click", "a rectangle", "a click that misses by a point", "two lines of print"],
    )
    def test_a_place_is_that_of_its_words(self, anchor: str, text: str, around: PageBox) -> None:
        assert Pointed(around, text) == PAGE.at(anchor)

    @pytest.mark.parametrize("anchor", ["p1:300,300,300,300", "p2:60,105,60,105", "p1:60,105", "", "p1:a,b,c,d"])
    def test_nothing_printed_is_nothing(self, anchor: str) -> None:
        assert PAGE.at(anchor) is None

    @given(st.text(max_size=40) | st.from_regex(r"[pcsx]\d{1,12}[:!.-].{0,20}", fullmatch=True))
    def test_no_anchor_is_too_odd(self, anchor: str) -> None:
        found = PAGE.at(anchor)
        assert found is None or found.text


class TestInRows:
    def test_an_element_of_a_segment_and_its_component(self) -> None:
        edi = printed(TranscriptKind.SEGMENTS, TranscriptRow(number=9, cells=("QTY", "21:10:PCE")))
        whole, part = edi.at("s9.1"), edi.at("s9.1.2")
        assert Pointed(Segment(position=9, tag="QTY", element=1), "21:10:PCE") == whole
        assert Pointed(Segment(position=9, tag="QTY", element=1, component=2), "10") == part
        assert [None] * 4 == [edi.at(anchor) for anchor in ("s9.1.7", "s9.2", "s8.1", "x0-3")]

    def test_a_cell_by_the_key_of_its_sheet(self) -> None:
        sheet = printed(TranscriptKind.CELLS, TranscriptRow(number=2, cells=("A", " 5 "), sheet="My order"))
        assert Pointed(Cell(sheet="My order", row=2, column=2), "5") == sheet.at("cMy_order!2.2")
        assert [None] * 3 == [sheet.at(anchor) for anchor in ("cMy_order!2.3", "cMy_order!3.1", "cother!2.1")]

    def test_a_span_of_text_without_the_blanks_around_it(self) -> None:
        rows = [TranscriptRow(number=number, cells=(text,)) for number, text in enumerate(("Dear all,", "  10 pcs"))]
        mail = printed(TranscriptKind.TEXT, *rows)
        assert Pointed(TextSpan(start=12, end=18), "10 pcs") == mail.at("x10-18")
        assert Pointed(TextSpan(start=5, end=14), "all, 10") == mail.at("x5-14")
        assert [None, None] == [mail.at("x9-12"), mail.at("x90-99")]

    def test_anchors_name_the_places_they_were_made_from(self) -> None:
        places: tuple[Evidence, ...] = (
            Segment(position=4, tag="", element=2),
            Cell(sheet="S", row=2, column=3),
            TextSpan(start=3, end=9),
            PageBox(page=2, left=Decimal("-1.5"), top=Decimal(0), right=Decimal("10.125"), bottom=Decimal(20)),
        )
        assert list(places) == [place_at(anchor_of(place)) for place in places]


class TestFilling:
    def test_a_text_is_taken_as_it_is_printed(self) -> None:
        found = captured(PAGE, reading(), "payment_terms", "p1:48,98,130,112")
        assert (("1.250,00 EUR",), "p1:50,100,128,110") == (found.values, found.anchor)

    def test_a_number_is_written_with_a_dot(self) -> None:
        assert ("1250.00",) == captured(PAGE, reading(), "total_net", "p1:48,98,130,112").values

    def test_a_number_of_two_meanings_leaves_the_choice(self) -> None:
        assert ("2.500", "2500") == captured(PAGE, reading(), "lines[0].quantity", "p1:60,125,60,125").values

    def test_what_was_read_already_tells_how_the_document_writes(self) -> None:
        known = reading(line_total=amount("1250.00", box(50, 100, 98, 110)))
        assert ("2500",) == captured(PAGE, known, "lines[0].quantity", "p1:60,125,60,125").values

    def test_a_date_is_written_as_a_field_takes_it(self) -> None:
        open_, anchor = reading(), "p1:60,145,60,145"
        assert ("2026-04-03", "2026-03-04") == captured(PAGE, open_, "order_date", anchor).values
        known = reading(requested_date=Read(value=date(2026, 4, 14), evidence=(box(50, 160, 110, 170),)))
        assert ("2026-04-03",) == captured(PAGE, known, "order_date", anchor).values

    def test_what_is_no_number_comes_as_it_is_for_the_person_to_see(self) -> None:
        assert ("Total",) == captured(PAGE, reading(), "lines[0].quantity", "p1:20,105,20,105").values

    def test_an_empty_place_fills_nothing(self) -> None:
        assert () == captured(PAGE, reading(), "po_number", "p1:300,300,300,300").values

    def test_a_component_keeps_its_own_place(self) -> None:
        edi = printed(TranscriptKind.SEGMENTS, TranscriptRow(number=9, cells=("QTY", "21:10:PCE")))
        found = captured(edi, reading(), "lines[0].quantity", "s9.1.2")
        assert (("10",), "s9.1.2") == (found.values, found.anchor)
