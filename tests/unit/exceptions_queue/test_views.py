"""What the screens say, computed without a browser or a database."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exceptions_queue.views.anchors import anchor_of
from exceptions_queue.views.clippings import clipping
from exceptions_queue.views.conditions import allowance_texts
from exceptions_queue.views.differences import Difference, differences
from exceptions_queue.views.fields import OrderFacts, State, read_field, resolved_field
from exceptions_queue.views.formatting import age, decimal_text, grouped, money, value_text
from exceptions_queue.views.history import HistoryEntry, history, last_of
from exceptions_queue.views.issues import issues, to_accept
from exceptions_queue.views.lines import gap_to_net, line_rows, lines_total
from exceptions_queue.views.origins import origin_of
from exceptions_queue.views.paths import element_id, line_index, read_at, shown_at, worded
from exceptions_queue.views.reasons import FAMILY_LABELS, REASONS, Family, reasons_of, short_words
from exceptions_queue.views.summaries import worth_text
from exceptions_queue.views.transcript import column_letters, source_view
from exceptions_queue.views.xml_places import places_of
from orders.evidence import (
    Cell,
    Evidence,
    Learned,
    MailHeader,
    PageBox,
    Person,
    PolicyDefault,
    ReferenceRow,
    Segment,
    TextSpan,
    XmlPath,
)
from orders.findings import Finding, FindingCode, Severity
from orders.ids import Digest, DocumentId, SnapshotId
from orders.reading import RECOGNISED, AllowanceReading, LineReading, OrderKind, OrderReading, PartyReading, Read
from orders.resolution import Fact, Resolution
from orders.stages import Subject
from orders.transcript import Transcript, TranscriptKind, TranscriptPage, TranscriptRow
from storage.rows import JournalRow
from tests.fakes import readings

DOCUMENT = DocumentId("d")
NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def shown(value: str, position: int = 1) -> Read[str]:
    return Read(value=value, evidence=(Segment(position=position, tag="LIN", element=1),))


def amount(value: str) -> Read[Decimal]:
    return Read(value=Decimal(value), evidence=())


def line(**fields: str) -> LineReading:
    numeric = {"quantity", "unit_price", "line_total", "price_basis", "discount_percent"}
    return LineReading.model_validate(
        {name: amount(value) if name in numeric else shown(value) for name, value in fields.items()}
    )


def order(*lines: LineReading, **fields: object) -> OrderReading:
    return OrderReading.model_validate({"kind": OrderKind.ORDER, "lines": lines, **fields})


def finding(code: FindingCode, path: str = "", severity: Severity = Severity.HOLD) -> Finding:
    return Finding(code=code, severity=severity, message="Look.", path=path)


def facts(
    reading: OrderReading, *findings: Finding, accepted: tuple[str, ...] = (), **chosen: Resolution
) -> OrderFacts:
    return OrderFacts(reading, chosen, findings, frozenset(accepted))


class TestWords:
    def test_every_reason_has_a_family_and_a_word(self) -> None:
        assert set(FindingCode) == set(REASONS)
        assert set(Family) == set(FAMILY_LABELS) == {family for family, _ in REASONS.values()}

    def test_reasons_are_counted_in_the_order_of_their_first_occurrence(self) -> None:
        codes = [FindingCode.ITEM_UNKNOWN, FindingCode.PRICE_DIFFERS, FindingCode.ITEM_UNKNOWN]
        assert (("unknown item", 2), ("price differs", 1)) == short_words(codes)

    def test_each_reason_stands_under_one_tab_and_none_under_review(self) -> None:
        chosen = {family: reasons_of(family) for family in Family}
        assert sorted(FindingCode) == sorted(code for reasons in chosen.values() for code in reasons.codes)
        assert [Family.REVIEW] == [family for family, reasons in chosen.items() if reasons.or_none]

    @pytest.mark.parametrize(
        ("since", "expected"),
        [
            (timedelta(seconds=20), "now"),
            (timedelta(minutes=59), "59 min"),
            (timedelta(hours=47), "47 h"),
            (timedelta(days=9), "9 d"),
            (timedelta(seconds=-5), "now"),
        ],
    )
    def test_ages(self, since: timedelta, expected: str) -> None:
        assert expected == age(NOON - since, NOON)

    @pytest.mark.parametrize(
        ("value", "expected"),
        [
            ("1234567.5", "1\u2009234\u2009567.50"),
            ("-0.125", "-0.125"),
            ("1E+3", "1\u2009000.00"),
            ("0", "0.00"),
        ],
    )
    def test_amounts_are_grouped_and_never_rounded(self, value: str, expected: str) -> None:
        assert expected == grouped(Decimal(value))

    def test_an_order_without_a_value_shows_none(self) -> None:
        assert "" == money(None, "EUR")

    @given(st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**9), max_value=10**9))
    def test_a_decimal_is_shown_with_its_exact_value(self, value: Decimal) -> None:
        assert value == Decimal(decimal_text(value))
        assert value == Decimal(grouped(value).replace("\u2009", ""))

    def test_values_are_shown_as_an_editor_takes_them_back(self) -> None:
        assert ["36.50", "2026-03-02", "x", ""] == [
            value_text(value) for value in (Decimal("36.50"), date(2026, 3, 2), "x", None)
        ]


class TestPaths:
    READING = order(line(quantity="5"), po_number=shown("P-1"), buyer=PartyReading(city=shown("Bremen")))

    @pytest.mark.parametrize(
        ("path", "expected"), [("po_number", "P-1"), ("buyer.city", "Bremen"), ("lines[0].quantity", Decimal(5))]
    )
    def test_a_path_leads_to_what_was_read(self, path: str, expected: object) -> None:
        read = read_at(self.READING, path)
        assert read is not None
        assert expected == read.value

    @pytest.mark.parametrize("path", ["", "lines", "lines[7].quantity", "ship_to.city", "nonsense", "lines[0]", "kind"])
    def test_other_paths_lead_nowhere(self, path: str) -> None:
        assert read_at(self.READING, path) is None

    def test_what_is_said_of_our_unit_is_shown_at_the_unit_as_written(self) -> None:
        assert "lines[3].uom" == shown_at("lines[3].unit")
        assert "unit" == shown_at("unit")

    def test_a_line_is_known_by_its_path(self) -> None:
        assert [3, 0, None] == [line_index(path) for path in ("lines[3].quantity", "lines[0]", "po_number")]

    def test_ids_are_made_of_letters_digits_and_hyphens(self) -> None:
        assert "f-lines-3-unit-price" == element_id("lines[3].unit_price")

    def test_paths_in_sentences_read_as_words(self) -> None:
        assert "line 1 unit price is 3, line 2 is new" == worded("lines[0].unit_price is 3, lines[1] is new")


class TestFields:
    def test_the_worst_finding_decides_the_state(self) -> None:
        path = "lines[0].quantity"
        known = facts(
            order(line(quantity="5")),
            finding(FindingCode.PACK_MULTIPLE, path),
            finding(FindingCode.INVALID_VALUE, path, Severity.BLOCK),
        )
        assert State.BLOCKS is read_field(known, path, "Quantity").state

    def test_a_finding_that_was_accepted_holds_no_more(self) -> None:
        held = finding(FindingCode.PACK_MULTIPLE, "lines[0].quantity")
        known = facts(order(line(quantity="5")), held, accepted=(held.fingerprint,))
        assert State.PASSED is read_field(known, "lines[0].quantity", "Quantity").state

    def test_a_finding_that_blocks_cannot_be_accepted(self) -> None:
        blocks = finding(FindingCode.INVALID_VALUE, "po_number", Severity.BLOCK)
        known = facts(order(po_number=shown("P")), blocks, accepted=(blocks.fingerprint,))
        assert State.BLOCKS is read_field(known, "po_number", "PO number").state

    def test_a_field_points_to_where_its_value_stood(self) -> None:
        field = read_field(facts(order(po_number=shown("P-1", 3))), "po_number", "PO number")
        assert "s3.1" == field.anchors
        assert ["document"] == [origin.glyph for origin in field.origins]

    def test_what_was_established_says_from_what(self) -> None:
        customer = Resolution(
            fact=Fact.CUSTOMER,
            path="customer",
            value="C-1",
            label="C-1 Nordlicht AG",
            evidence=(ReferenceRow(table="customers", key="C-1", snapshot=SnapshotId("s")),),
        )
        field = resolved_field(facts(order(), customer=customer), "customer", "Customer")
        assert ("C-1", "Nordlicht AG", "From reference data: customers C-1") == (
            field.value,
            field.resolved,
            field.sentence,
        )

    def test_our_item_points_to_the_numbers_that_the_line_states(self) -> None:
        (row,) = line_rows(facts(order(line(buyer_item="B-1"))))
        assert "s1.1" == row.item.anchors

    def test_a_price_says_what_it_is_for(self) -> None:
        (row,) = line_rows(facts(order(line(unit_price="16.90", price_basis="100", discount_percent="5"))))
        assert "per 100 · less 5 %" == row.unit_price.resolved

    @pytest.mark.parametrize(("ours", "expected"), [("16.9", ""), ("17.00", "ours 17.00")])
    def test_our_price_is_shown_where_it_differs(self, ours: str, expected: str) -> None:
        path = "lines[0].unit_price"
        price = Resolution(fact=Fact.PRICE, path=path, value=ours)
        known = OrderFacts(order(line(unit_price="16.90")), {path: price}, (), frozenset())
        assert expected == line_rows(known)[0].unit_price.resolved

    def test_a_finding_on_a_hidden_detail_opens_the_details(self) -> None:
        known = facts(order(line(gtin="123")), finding(FindingCode.CHECK_DIGIT, "lines[0].gtin"))
        (row,) = line_rows(known)
        assert row.details_open
        assert State.HOLDS is row.state

    def test_the_lines_are_added_up_as_printed_or_computed(self) -> None:
        lines = (
            line(line_total="10.50"),
            line(quantity="200", unit_price="5", price_basis="100", discount_percent="10"),
        )
        assert Decimal("19.50") == lines_total(order(*lines))
        assert lines_total(order(*lines, line(quantity="1"))) is None


class TestIssues:
    def test_what_blocks_comes_first_and_what_is_about_all_comes_last(self) -> None:
        known = facts(
            order(line(quantity="5")),
            finding(FindingCode.REVIEW_MODE),
            finding(FindingCode.FREE_TEXT, severity=Severity.NOTE),
            finding(FindingCode.STOCK_SHORT, "lines[0].quantity"),
            finding(FindingCode.ITEM_UNKNOWN, "lines[0].item", Severity.BLOCK),
        )
        cards = issues(known)
        assert ["unknown item", "stock short", "to confirm", "free text"] == [card.word for card in cards]
        assert ["stock short", "to confirm"] == [card.word for card in to_accept(cards)]

    def test_the_customer_comes_before_what_hangs_on_it(self) -> None:
        known = facts(
            order(line()),
            finding(FindingCode.ITEM_UNKNOWN, "lines[0].item", Severity.BLOCK),
            finding(FindingCode.CUSTOMER_AMBIGUOUS, "customer"),
        )
        assert ["which customer", "unknown item"] == [card.word for card in issues(known)]

    def test_what_was_not_read_with_certainty_comes_before_what_rules_make_of_it(self) -> None:
        doubted = finding(FindingCode.AMBIGUOUS_VALUE, "lines[0].quantity")
        known = facts(
            order(line(), findings=(doubted,)),
            finding(FindingCode.CUSTOMER_UNKNOWN, "customer", Severity.BLOCK),
            doubted,
        )
        assert ["to compare", "unknown customer"] == [card.word for card in issues(known)]

    def test_an_address_for_an_order_that_names_none_is_offered_for_this_order_only(self) -> None:
        missing = finding(FindingCode.MISSING_FIELD, "ship_to", Severity.BLOCK)
        nameless, named = PartyReading(), PartyReading(id=shown("9521111900018"))
        assert [False, False, True] == [
            issues(facts(order(line(), **party), missing))[0].counts_always
            for party in ({}, {"ship_to": nameless}, {"ship_to": named})
        ]

    def test_any_other_fix_is_offered_as_counting_always(self) -> None:
        known = facts(order(line()), finding(FindingCode.ITEM_UNKNOWN, "lines[0].item", Severity.BLOCK))
        assert issues(known)[0].counts_always

    def test_a_note_about_the_customer_comes_last(self) -> None:
        known = facts(
            order(line()),
            finding(FindingCode.CUSTOMER_AMBIGUOUS, "customer", Severity.NOTE),
            finding(FindingCode.ITEM_UNKNOWN, "lines[0].item", Severity.BLOCK),
        )
        assert ["unknown item", "which customer"] == [card.word for card in issues(known)]

    def test_a_card_names_the_line_as_the_document_does(self) -> None:
        known = facts(order(line(line_no="30")), finding(FindingCode.ITEM_UNKNOWN, "lines[0].item"))
        (card,) = issues(known)
        assert ("Line 30", "f-lines-0-item", True) == (card.place, card.field_id, card.wants_item)

    def test_the_place_is_not_said_twice(self) -> None:
        said = Finding(
            code=FindingCode.ITEM_UNKNOWN, severity=Severity.BLOCK, message="Line 30: no item.", path="lines[0].item"
        )
        (card,) = issues(facts(order(line(line_no="30")), said))
        assert "No item." == card.message


class TestRecognised:
    """Values that only a picture shows."""

    BOX = PageBox(page=1, left=Decimal(100), top=Decimal(50), right=Decimal(140), bottom=Decimal(58))

    def recognised(self, doubt: str = RECOGNISED) -> OrderFacts:
        quantity = Read(value=Decimal("40"), evidence=(self.BOX,), witnesses=(doubt,))
        reading = order(LineReading(quantity=quantity, line_no=shown("10")))
        return facts(reading, finding(FindingCode.AMBIGUOUS_VALUE, "lines[0].quantity"))

    def test_a_card_asks_only_whether_the_picture_says_the_same(self) -> None:
        (card,) = issues(self.recognised())
        assert ("40", "Line 10 · Quantity", "It is right") == (card.recognised, card.place, card.accepting)

    def test_another_doubt_is_told_in_its_sentence(self) -> None:
        (card,) = issues(self.recognised("the document also says 400"))
        assert ("", "Line 10", "Accept as it is") == (card.recognised, card.place, card.accepting)

    def test_the_picture_is_cut_a_little_wider_than_the_value(self) -> None:
        page = TranscriptPage(number=1, width=Decimal(595), height=Decimal(842), image=Digest("ab" * 32))
        source = source_view(Transcript(kind=TranscriptKind.PAGES, pages=(page,)), DOCUMENT)
        (card,) = issues(self.recognised())
        piece = clipping(card.anchors, source)
        assert piece
        assert piece.left < 100 < 140 < piece.left + piece.width
        assert piece.top < 50 < 58 < piece.top + piece.height

    def test_nothing_is_cut_from_a_page_without_a_picture_or_from_text(self) -> None:
        page = TranscriptPage(number=1, width=Decimal(595), height=Decimal(842))
        source = source_view(Transcript(kind=TranscriptKind.PAGES, pages=(page,)), DOCUMENT)
        assert clipping("p1:100,50,140,58", source) is None
        assert clipping("x3-9", source) is None
        assert clipping("p1:100,50,140,58", None) is None


class TestWorth:
    """What stands in the queue for an order that is not complete."""

    def test_it_is_the_net_total_else_the_sum_of_the_lines(self) -> None:
        lines = (line(quantity="2", unit_price="5"), line(line_total="9.50"))
        assert "19.50\u2009EUR" == worth_text(order(*lines, currency=shown("EUR")))
        assert "20.00" == worth_text(order(*lines, total_net=amount("20")))
        assert "" == worth_text(order(line(quantity="1")))

    @pytest.mark.parametrize("monstrous", ["9E+999999", "1E+400", "1E-400"])
    def test_numbers_of_no_order_are_not_calculated_with(self, monstrous: str) -> None:
        assert "" == worth_text(order(line(quantity=monstrous, unit_price=monstrous)))
        assert "" == worth_text(order(line(line_total=monstrous)))
        assert "" == worth_text(order(total_net=amount(monstrous)))


class TestHistory:
    def entry(self, event: str, **detail: str) -> HistoryEntry:
        row = JournalRow(Subject.ORDER, "o", 1, event, "ordermill", detail, NOON, "", Digest("cd" * 32))
        (made,) = history([row])
        return made

    def test_reasons_stand_there_in_words_and_digests_in_short(self) -> None:
        held = self.entry("order.held", codes="item-unknown price-differs", payload="ab" * 32)
        assert ("unknown item, price differs", "payload: abababababab") == held.lines

    def test_who_comes_too_late_is_told_what_a_person_did_and_how_it_stands(self) -> None:
        posted, held = self.entry("order.posted"), self.entry("order.held")
        approved = replace(held, actor="ana", by_person=True)
        assert (approved, posted) == last_of((posted, held, approved, replace(approved, actor="ben")))
        assert (posted,) == last_of((posted, held))
        assert (approved,) == last_of((approved, held))
        assert () == last_of(())


class TestDifferences:
    def test_equal_amounts_in_other_writing_do_not_differ(self) -> None:
        there, here = order(line(line_no="1", quantity="10")), order(line(line_no="01", quantity="10.00"))
        (header,) = [row for row in differences(there, here) if row.label == "Line 1"]
        assert not header.differs

    def test_added_and_removed_lines_stand_alone(self) -> None:
        there = order(line(line_no="1", quantity="10"), line(line_no="2", quantity="5"))
        here = order(line(line_no="1", quantity="10"), line(line_no="3", quantity="7"))
        assert (
            Difference("Line 1", "10", "10", differs=False),
            Difference("Line 2", "5", "", differs=True),
            Difference("Line 3", "", "7", differs=True),
        ) == differences(there, here)


class TestSource:
    @pytest.mark.parametrize(
        ("evidence", "glyph", "anchor"),
        [
            (Segment(position=4, tag="BGM", element=2, component=1), "document", "s4.2"),
            (Segment(position=4, tag="BGM"), "document", "s4"),
            (Cell(sheet="My order", row=2, column=3), "document", "cMy_order!2.3"),
            (TextSpan(start=3, end=9), "document", "x3-9"),
            (
                PageBox(page=3, left=Decimal(0), top=Decimal("1.50"), right=Decimal(100), bottom=Decimal("2e1")),
                "document",
                "p3:0,1.5,100,20",
            ),
            (XmlPath(path="/Order/ID[1]"), "document", "/Order/ID[1]"),
            (MailHeader(name="From"), "document", "h-sender"),
            (MailHeader(name="Subject"), "document", "h-subject"),
            (MailHeader(name="order.pdf"), "document", "h-name"),
            (ReferenceRow(table="items", key="A", snapshot=SnapshotId("s")), "reference", ""),
            (Learned(knowledge_id="k", revision=2), "learned", ""),
            (PolicyDefault(setting="unit_when_absent"), "policy", ""),
            (PolicyDefault(setting="partner north, codes.units"), "policy", ""),
            (Person(name="clara"), "person", ""),
        ],
    )
    def test_every_kind_of_evidence_has_a_glyph_and_words(self, evidence: Evidence, glyph: str, anchor: str) -> None:
        origin = origin_of(evidence)
        assert (glyph, anchor) == (origin.glyph, origin.anchor)
        assert origin.text

    def test_cells_carry_the_anchor_of_their_evidence(self) -> None:
        rows = (TranscriptRow(number=2, cells=("A", "B", "C"), sheet="My order"),)
        (sheet,) = source_view(Transcript(kind=TranscriptKind.CELLS, rows=rows), DOCUMENT).sheets
        cell = Cell(sheet="My order", row=2, column=3)
        assert anchor_of(cell) == sheet.rows[0].parts[2].anchor
        assert ("A", "B", "C") == sheet.columns

    def test_segments_carry_the_anchor_of_their_evidence(self) -> None:
        rows = (TranscriptRow(number=4, cells=("BGM", "220", "P-1")),)
        (sheet,) = source_view(Transcript(kind=TranscriptKind.SEGMENTS, rows=rows), DOCUMENT).sheets
        assert anchor_of(Segment(position=4, tag="BGM", element=2)) == sheet.rows[0].parts[1].anchor

    @pytest.mark.parametrize(("tag", "separator"), [("ISA", "*"), ("ST", "*"), ("UNB", "+"), ("UNH", "+")])
    def test_elements_stand_apart_by_the_usual_sign_of_their_standard(self, tag: str, separator: str) -> None:
        rows = (TranscriptRow(number=1, cells=(tag, "1", "2")),)
        (sheet,) = source_view(Transcript(kind=TranscriptKind.SEGMENTS, rows=rows), DOCUMENT).sheets
        assert [separator] == [row.words.separator for row in sheet.rows if row.words]

    def test_segments_are_told_in_words_with_what_is_wrong_at_their_place(self) -> None:
        rows = (
            TranscriptRow(number=1, cells=("UNH", "1", "ORDERS:D:96A:UN")),
            TranscriptRow(number=2, cells=("LIN", "1", "", "4006381333931:EN")),
            TranscriptRow(number=3, cells=("QTY", "21:10:PCE")),
            TranscriptRow(number=4, cells=("UNT", "9", "1")),
        )
        wrong = Finding(
            code=FindingCode.CONTROL_COUNT, severity=Severity.HOLD, message="UNT announces 9.", defect="unt_count",
            evidence=(Segment(position=4, tag=""),),
        )  # fmt: skip
        (sheet,) = source_view(Transcript(kind=TranscriptKind.SEGMENTS, rows=rows), DOCUMENT, (wrong,)).sheets
        words = [row.words for row in sheet.rows]
        assert ["Message header", "Line item", "Quantity: ordered", "Message trailer"] == [
            row.title for row in sheet.rows
        ]
        assert [0, 1, 2, 0] == [each.depth for each in words if each]
        assert [("Unit", "piece")] == [(each.name, each.meaning) for each in words[2].meanings] if words[2] else False
        assert "Quantity qualifier, Quantity, Unit" == sheet.rows[2].parts[0].name
        (told,) = words[3].wrong if words[3] else ()
        assert ("UNT announces 9.", True) == (told.sentence, told.holds)
        assert "UNT" in told.section

    def test_lines_of_text_know_which_characters_they_hold(self) -> None:
        rows = tuple(
            TranscriptRow(number=number, cells=(text,)) for number, text in enumerate(("Dear", "all"), start=1)
        )
        (sheet,) = source_view(Transcript(kind=TranscriptKind.TEXT, rows=rows), DOCUMENT).sheets
        assert [(0, 4), (5, 8)] == [(row.start, row.end) for row in sheet.rows]

    def test_lines_of_xml_know_where_their_values_stand(self) -> None:
        texts = {"<Order>": "/Order[1]", '  <ID schemeID="A">PO-1</ID>': "/Order[1]/ID[1]", "</Order>": ""}
        rows = tuple(TranscriptRow(number=1, cells=(text,), title=path) for text, path in texts.items())
        (sheet,) = source_view(Transcript(kind=TranscriptKind.TEXT, rows=rows), DOCUMENT).sheets
        assert ["/Order[1]=0-7", "/Order[1]/ID[1]/@schemeID=24-25 /Order[1]/ID[1]=27-31", ""] == [
            row.places for row in sheet.rows
        ]
        assert "PO-1" == "\n".join(texts)[27:31]
        assert anchor_of(XmlPath(path="/Order[1]/ID[1]")) in sheet.rows[1].places

    @pytest.mark.parametrize(
        ("line", "shown"),
        [
            ("<A>x</A>", ["x"]),
            ("<A></A>", ["<A></A>"]),
            ('  <A b="1" c="2"></A>', ["1", "2", '<A b="1" c="2"></A>']),
            ('<A b="a>b" c=""> </A>', ["a>b", "", " "]),
            ("  text beside elements", []),
        ],
    )
    def test_a_line_of_xml_is_told_apart(self, line: str, shown: list[str]) -> None:
        assert shown == [line[place.start : place.end] for place in places_of("/A[1]", line)]

    def test_an_empty_transcript_has_nothing_to_show(self) -> None:
        assert () == source_view(Transcript(kind=TranscriptKind.CELLS), DOCUMENT).sheets

    @pytest.mark.parametrize(("number", "expected"), [(1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ"), (703, "AAA")])
    def test_columns_have_the_letters_of_a_spreadsheet(self, number: int, expected: str) -> None:
        assert expected == column_letters(number)


class TestConditions:
    def test_allowances_and_charges_are_said_in_words(self) -> None:
        percent = AllowanceReading(is_charge=False, percent=readings.read(Decimal("2.50")), code=readings.read("95"))
        assert ("Charge 4.00, Transport documents", "Allowance 2.50%, 95") == allowance_texts(
            (readings.charge("4.00"), percent)
        )

    @pytest.mark.parametrize(
        ("net", "beside", "gap"),
        [
            (None, {}, None),
            ("33.80", {}, "0"),
            ("37.80", {"allowances": (readings.charge("4"),)}, "0"),
            ("43.80", {"allowances": (readings.charge("4"),), "freight": Decimal(6)}, "0"),
            ("37.80", {"allowances": (readings.charge("3"),)}, "-4.00"),
            ("30.00", {}, "3.80"),
            ("1E+999999", {}, None),
        ],
    )
    def test_the_gap_to_the_net_total_is_what_nothing_explains(
        self, net: str | None, beside: dict[str, object], gap: str | None
    ) -> None:
        order = readings.reading(total_net=Decimal(net) if net else None, **beside)
        total = lines_total(order)
        assert total is not None
        found = gap_to_net(order, total)
        assert (Decimal(gap) if gap else None) == found
