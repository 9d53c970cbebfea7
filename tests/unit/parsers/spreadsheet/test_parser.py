"""Whole files: what is an order, what is none, and what a person has to look at."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.comments import Comment
from openpyxl.styles import Font

from orders.evidence import Cell
from orders.findings import FindingCode
from orders.reading import LineAction, OrderKind
from parsers.parser import Blob
from parsers.spreadsheet.parser import SpreadsheetParser
from tests.unit.parsers.spreadsheet.tables import (
    HEAD,
    HEADINGS,
    LINES,
    codes,
    holds,
    only,
    order,
    parsed,
    plain,
    read,
    saved,
    values,
    workbook,
    written,
)


class TestACleanOrder:
    def test_is_read_whole(self) -> None:
        reading = read(order(["", "", "", "", "", "Net total", "65.00"]))
        assert [] == holds(reading)
        assert (OrderKind.ORDER, "4711") == (reading.kind, reading.po_number and reading.po_number.value)
        assert reading.order_date is not None
        assert date(2026, 3, 12) == reading.order_date.value
        assert reading.currency is not None
        assert "EUR" == reading.currency.value
        assert reading.total_net is not None
        assert Decimal("65.00") == reading.total_net.value
        assert {
            "line_no": "1",
            "supplier_item": "A-100",
            "description": "Hex bolt M8",
            "quantity": "20",
            "uom": "pcs",
            "unit_price": "1.50",
            "line_total": "30.00",
        } == plain(reading.lines[0])

    def test_says_of_each_value_where_it_stood(self) -> None:
        reading = read(order())
        assert reading.lines[1].quantity is not None
        assert (Cell(sheet="", row=8, column=4),) == reading.lines[1].quantity.evidence

    def test_is_the_same_as_a_workbook(self) -> None:
        typed = [[1, "A-100", "Hex bolt M8", 20, "pcs", 1.5, 30], [2, "A-200", "Washer 8", 500, "pcs", 0.07, 35.0]]
        reading = only(parsed(saved(workbook(order(lines=typed)))))
        assert [] == holds(reading)
        assert ["20", "500"] == values(reading, "quantity")
        assert ["1.5", "0.07"] == values(reading, "unit_price")

    @pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
    def test_is_read_with_any_delimiter(self, delimiter: str) -> None:
        assert ["20", "500"] == values(read(order(), delimiter), "quantity")

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
    def test_is_read_in_any_usual_character_set(self, encoding: str) -> None:
        lines = [["1", "A-100", "Schraube für Köln", "20", "pcs", "1.50", "30.00"]]
        assert ["Schraube für Köln"] == values(read(order(lines=lines), encoding=encoding), "description")

    def test_may_begin_with_the_separator_that_excel_is_told(self) -> None:
        content = b"sep=;\r\n" + written(order())
        assert 2 == len(only(parsed(content, kind="text/csv")).lines)

    def test_gives_its_rows_to_the_screens(self) -> None:
        transcript = parsed(written(order(["", "", "", "", "", "Net total", "65.00"])), kind="text/csv").transcript
        assert transcript is not None
        titles = [row.title for row in transcript.rows]
        assert ["", "", "", "", "Headings", "Line 1", "Line 2", "Total"] == titles
        assert ("1", "A-100") == transcript.rows[5].cells[:2]


LANGUAGES = {
    "de": (
        [["Bestellung"], ["Bestell-Nr.:", "4711"], ["Bestelldatum:", "12.03.2026"], ["Währung", "EUR"]],
        [
            "Pos.",
            "Ihre Art.-Nr.",
            "Unsere Art.-Nr.",
            "Bezeichnung",
            "Menge",
            "ME",
            "Einzelpreis",
            "PE",
            "Gesamtpreis",
            "Liefertermin",
        ],
        ["10", "A-100", "K 77", "Schraube", "1.200", "Stk", "12,50", "100", "150,00", "01.04.2026"],
        ["", "", "", "Gesamtsumme netto", "", "", "", "", "150,00"],
    ),
    "fr": (
        [["BON DE COMMANDE"], ["Commande n°", "4711"], ["Date de commande", "12/03/2026"], ["Devise", "EUR"]],
        [
            "Ligne",
            "Réf. fournisseur",
            "Notre référence",
            "Désignation",
            "Qté",
            "Unité",
            "Prix unitaire HT",
            "Par",
            "Montant HT",
            "Date de livraison",
        ],
        ["1", "A-100", "K 77", "Vis", "1 200", "pce", "12,50", "100", "150,00", "15/04/2026"],
        ["", "", "", "Total HT", "", "", "", "", "150,00"],
    ),
    "es": (
        [["PEDIDO DE COMPRA"], ["Nº de pedido", "4711"], ["Fecha", "12/03/2026"], ["Moneda", "EUR"]],
        [
            "Línea",
            "Su referencia",
            "Nuestro código",
            "Descripción",
            "Cantidad",
            "Ud.",
            "Precio unitario",
            "Por",
            "Importe",
            "Fecha de entrega",
        ],
        ["1", "A-100", "K 77", "Tornillo", "1.200", "ud", "12,50", "100", "150,00", "15/04/2026"],
        ["", "", "", "Base imponible", "", "", "", "", "150,00"],
    ),
    "it": (
        [["ORDINE DI ACQUISTO"], ["Ordine n.", "4711"], ["Data ordine", "12/03/2026"], ["Valuta", "EUR"]],
        [
            "Riga",
            "Vs. codice",
            "Ns. codice",
            "Descrizione",
            "Q.tà",
            "U.M.",
            "Prezzo unitario",
            "Ogni",
            "Importo",
            "Data consegna",
        ],
        ["1", "A-100", "K 77", "Vite", "1.200", "pz", "12,50", "100", "150,00", "15/04/2026"],
        ["", "", "", "Totale imponibile", "", "", "", "", "150,00"],
    ),
    "nl": (
        [["INKOOPORDER"], ["Ordernummer", "4711"], ["Besteldatum", "12-03-2026"], ["Valuta", "EUR"]],
        [
            "Regel",
            "Uw artikelnummer",
            "Ons artikelnummer",
            "Omschrijving",
            "Aantal",
            "Eenheid",
            "Prijs",
            "Per",
            "Bedrag",
            "Leverdatum",
        ],
        ["1", "A-100", "K 77", "Bout", "1.200", "st", "12,50", "100", "150,00", "15-04-2026"],
        ["", "", "", "Totaal excl. btw", "", "", "", "", "150,00"],
    ),
    "en": (
        [["Purchase Order"], ["PO #", "4711"], ["Order date", "12 Mar 2026"], ["Currency", "EUR"]],
        [
            "Line",
            "Supplier part no.",
            "Our part no.",
            "Description",
            "Quantity",
            "UoM",
            "Price",
            "Per",
            "Amount",
            "Required date",
        ],
        ["1", "A-100", "K 77", "Bolt", "1,200", "pcs", "12.50", "100", "150.00", "15 Apr 2026"],
        ["", "", "", "Net total", "", "", "", "", "150.00"],
    ),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_order_in_each_language(language: str) -> None:
    head, headings, line, total = LANGUAGES[language]
    reading = read([*head, [], headings, line, total])
    assert [] == holds(reading)
    assert "4711" == (reading.po_number and reading.po_number.value)
    assert date(2026, 3, 12) == (reading.order_date and reading.order_date.value)
    assert Decimal(150) == (reading.total_net and reading.total_net.value)
    found = plain(reading.lines[0])
    assert ("A-100", "K 77", "1200", "12.50", "100", "150.00") == tuple(
        found[name] for name in ("supplier_item", "buyer_item", "quantity", "unit_price", "price_basis", "line_total")
    )
    assert found["requested_date"].startswith("2026-04")


class TestNumbers:
    def test_that_can_mean_two_are_held(self) -> None:
        reading = read(order(headings=["Item code", "Qty", "Unit"], lines=[["A-100", "1.200", "pcs"]]))
        assert ["lines[0].quantity"] == holds(reading)

    def test_are_decided_by_the_arithmetic_of_the_file(self) -> None:
        lines = [["A-100", "1.200", "pcs", "2", "2.400"], ["A-200", "5", "pcs", "3", "15"]]
        reading = read(order(headings=["Item code", "Qty", "Unit", "Price", "Total"], lines=lines))
        assert {"lines[0].quantity", "lines[0].line_total"} <= set(holds(reading)), "both 1200 x 2 and 1.2 x 2 add up"
        lines[0][3:] = ["2,00", "2.400"]
        reading = read(order(headings=["Item code", "Qty", "Unit", "Price", "Total"], lines=lines))
        assert [] == holds(reading)
        assert ["1200", "5"] == values(reading, "quantity")

    def test_with_two_decimals_behind_a_comma_decide_for_all(self) -> None:
        lines = [["A-100", "2,500", "pcs", "1,50"]]
        assert ["2.500"] == values(read(order(headings=["Item code", "Qty", "Unit", "Price"], lines=lines)), "quantity")

    def test_written_in_both_ways_in_one_file_are_held_where_it_matters(self) -> None:
        lines = [["A-100", "1.500", "pcs", "1,50"], ["A-200", "5", "pcs", "2.75"]]
        reading = read(order(headings=["Item code", "Qty", "Unit", "Price"], lines=lines))
        assert "lines[0].quantity" in holds(reading)

    @pytest.mark.parametrize("text", ["ca. 20", "20-30", "twenty", "?", "5 + 1 free"])
    def test_that_are_none_are_held(self, text: str) -> None:
        lines = [["1", "A-100", "Hex bolt", text, "pcs", "1.50", "30.00"]]
        assert FindingCode.INVALID_VALUE.value in holds(read(order(lines=lines)))

    def test_with_their_unit_in_the_same_cell(self) -> None:
        reading = read(order(headings=["Item code", "Qty", "Price"], lines=[["A-100", "20 pcs", "€ 1,50 / 100"]]))
        assert [] == holds(reading)
        assert {"quantity": "20", "uom": "pcs", "unit_price": "1.50", "price_basis": "100"}.items() <= plain(
            reading.lines[0]
        ).items()

    @pytest.mark.parametrize(
        "heading", ["Price GBP per 100", "Price GBP/100", "Price/100 (GBP)", "Price (GBP per 100 pcs)", "Price £ / 100"]
    )
    def test_of_a_heading_count_for_the_column(self, heading: str) -> None:
        reading = read([*HEAD[:3], ["Item code", "Qty (pcs)", heading], ["A-100", "20", "1.50"]])
        assert {"uom": "pcs", "price_basis": "100"}.items() <= plain(reading.lines[0]).items()
        assert "GBP" == (reading.currency and reading.currency.value)

    def test_of_a_price_for_a_unit(self) -> None:
        reading = read(
            order(headings=["Item code", "Qty", "Unit", "Price", "Per"], lines=[["A", "5", "pcs", "1.50", "kg"]])
        )
        assert "kg" == plain(reading.lines[0])["price_uom"]
        assert "price_basis" not in plain(reading.lines[0])

    def test_of_fifteen_digits_and_more_have_lost_their_end(self) -> None:
        rows = order(headings=["Item code", "Qty"], lines=[[1234567890123456, 5]])
        assert ["lines[0].supplier_item"] == holds(only(parsed(saved(workbook(rows)))))

    def test_keep_the_leading_zeros_that_their_format_gives(self) -> None:
        book = workbook(order(headings=["Item code", "Qty"], lines=[[4711, 5]]))
        cell = book.active["A7"]  # type: ignore[index]  # there is a sheet
        cell.number_format = "0000000"
        assert ["0004711"] == values(only(parsed(saved(book))), "supplier_item")

    def test_are_free_of_binary_noise(self) -> None:
        rows = order(headings=["Item code", "Qty", "Price"], lines=[["A", 3, 0.1 + 0.2]])
        assert ["0.3"] == values(only(parsed(saved(workbook(rows)))), "unit_price")


class TestDates:
    @pytest.mark.parametrize(
        ("ordered", "required", "expected"),
        [
            ("2026-03-12", "2026-04-05", date(2026, 4, 5)),
            ("13/03/2026", "05/04/2026", date(2026, 4, 5)),
            ("03/13/2026", "04/05/2026", date(2026, 4, 5)),
            # Only one way is the order before the delivery.
            ("12/03/2026", "10/04/2026", date(2026, 4, 10)),
            ("12. März 2026", "5 avril 2026", date(2026, 4, 5)),
            ("12.03.26", "05.04.26", date(2026, 4, 5)),
        ],
    )
    def test_are_read_where_the_file_decides(self, ordered: str, required: str, expected: date) -> None:
        rows = [["PO number", "4711"], ["Order date", ordered], ["Delivery date", required], HEADINGS, *LINES]
        reading = read(rows)
        assert [] == holds(reading)
        assert expected == (reading.requested_delivery_date and reading.requested_delivery_date.value)

    def test_that_can_mean_two_days_are_held(self) -> None:
        rows = [["PO number", "4711"], ["Order date", "03/04/2026"], ["Delivery date", "05/06/2026"], HEADINGS, *LINES]
        assert {"order_date", "requested_delivery_date"} == set(holds(read(rows)))

    @pytest.mark.parametrize("text", ["asap", "KW 30", "2026-02-30", "next week"])
    def test_that_are_none_are_held(self, text: str) -> None:
        rows = [["PO number", "4711"], ["Delivery date", text], HEADINGS, *LINES]
        assert FindingCode.INVALID_VALUE.value in holds(read(rows))

    def test_of_a_workbook_are_typed(self) -> None:
        rows = [["PO number", "4711"], ["Order date", datetime(2026, 4, 3)], HEADINGS, *LINES]  # noqa: DTZ001 -- as Excel
        reading = only(parsed(saved(workbook(rows))))
        assert date(2026, 4, 3) == (reading.order_date and reading.order_date.value)


class TestHeader:
    @pytest.mark.parametrize(
        "head",
        [
            [["Purchase Order No. 4711"]],
            [["PO: 4711"]],
            [["Order number:", "", "4711"]],
            [["Order number", "Order date"], ["4711", "2026-03-12"]],
            [["Bestellung Nr. 4711 vom 12.03.2026"]],
            [["Bestellung 4711"]],
        ],
    )
    def test_number_in_the_ways_it_is_written(self, head: list[list[object]]) -> None:
        reading = read([*head, [], HEADINGS, *LINES])
        assert [] == holds(reading)
        assert "4711" == (reading.po_number and reading.po_number.value)

    @pytest.mark.parametrize("rows", [[["Purchase order", "Mill Ltd"]], [["Purchase order"], ["Mill Ltd"]]])
    def test_a_title_is_no_label_of_the_name_beside_it(self, rows: list[list[object]]) -> None:
        reading = read([*rows, [], HEADINGS, *LINES])
        assert reading.po_number is None
        assert "Mill Ltd" == (reading.buyer and reading.buyer.name and reading.buyer.name.value)

    def test_numbers_that_differ_are_held(self) -> None:
        assert ["po_number"] == holds(read([["PO number", "4711"], ["Order no.", "4712"], [], HEADINGS, *LINES]))

    @pytest.mark.parametrize(
        "rows",
        [
            [["Ship to", "Mill Ltd, 2 Weavers Row, Metheringham, LN4 8ZP"]],
            [["Ship to:", "Mill Ltd"], ["", "2 Weavers Row"], ["", "Metheringham"], ["", "LN4 8ZP"]],
            [["Delivery address"], ["Mill Ltd"], ["2 Weavers Row"], ["Metheringham LN4 8ZP"]],
            [["Ship to: Mill Ltd"], ["2 Weavers Row"], ["Metheringham"], ["LN4 8ZP"]],
        ],
    )
    def test_ship_to_in_the_ways_it_is_written(self, rows: list[list[object]]) -> None:
        party = read([*HEAD, *rows, [], HEADINGS, *LINES]).ship_to
        assert party is not None
        found = tuple(part and part.value for part in (party.name, party.street, party.postcode, party.city))
        assert ("Mill Ltd", "2 Weavers Row", "LN4 8ZP", "Metheringham") == found

    def test_two_ship_tos_are_held(self) -> None:
        rows = [["Ship to", "A Ltd, 1 Row, Leeds, LS1 1AA"], ["Deliver to", "B Ltd, 2 Row, Leeds, LS1 1AB"]]
        assert "ship_to.street" in holds(read([*HEAD, *rows, [], HEADINGS, *LINES]))

    def test_an_address_without_a_postcode_is_held(self) -> None:
        assert "ship_to.street" in holds(read([*HEAD, ["Ship to", "Mill, Gate 3, Hall 2"], HEADINGS, *LINES]))

    def test_contact_and_terms(self) -> None:
        rows = [
            ["Contact", "Jo Blake <jo@mill.example>"],
            ["Phone", "+44 1526 320000"],
            ["Payment terms", "30 days net"],
            ["Incoterms 2020", "FCA Rotterdam"],
        ]
        reading = read([*HEAD, *rows, [], HEADINGS, *LINES])
        assert [] == holds(reading)
        contact = reading.buyer_contact
        assert contact is not None
        assert ("Jo Blake", "jo@mill.example", "+44 1526 320000") == tuple(
            part and part.value for part in (contact.name, contact.email, contact.phone)
        )
        assert "30 days net" == (reading.payment_terms and reading.payment_terms.value)
        assert "FCA Rotterdam" == (reading.delivery_terms and reading.delivery_terms.value)

    def test_currencies_that_differ_are_held(self) -> None:
        headings = [*HEADINGS[:5], "Unit price (USD)", "Total"]
        assert ["currency"] == holds(read(order(headings=headings)))

    @pytest.mark.parametrize("heading", ["Unit price ($)", "Unit price kr"])
    def test_a_sign_that_the_currency_does_not_have_is_held(self, heading: str) -> None:
        assert ["currency"] == holds(read(order(headings=[*HEADINGS[:5], heading, "Total"])))

    def test_a_label_nobody_knows_is_held(self) -> None:
        assert [FindingCode.UNREAD_CONTENT.value] == holds(
            read([*HEAD, ["Batch rule:", "one lot"], [], HEADINGS, *LINES])
        )


class TestRowsAndColumns:
    def test_a_column_nobody_knows_is_held_where_it_is_filled(self) -> None:
        headings = [*HEADINGS, "Colour"]
        assert [] == holds(read(order(headings=headings, lines=[[*line, ""] for line in LINES])))
        reading = read(order(headings=headings, lines=[[*LINES[0], "red"], LINES[1]]))
        assert [FindingCode.UNREAD_CONTENT.value] == holds(reading)

    def test_a_value_without_a_heading_is_held(self) -> None:
        reading = read(order(lines=[[*LINES[0], "only if in stock"], LINES[1]]))
        assert [FindingCode.UNREAD_CONTENT.value] == holds(reading)

    def test_a_column_of_no_consequence_is_not(self) -> None:
        reading = read(order(headings=[*HEADINGS, "VAT %"], lines=[[*line, "20"] for line in LINES]))
        assert [] == holds(reading)

    def test_a_remark_is_held(self) -> None:
        reading = read(order(headings=[*HEADINGS, "Remarks"], lines=[[*LINES[0], "deliver separately"], LINES[1]]))
        assert [FindingCode.FREE_TEXT.value] == holds(reading)
        assert "deliver separately" == reading.lines[0].notes[0].value

    def test_a_text_between_the_lines_is_held(self) -> None:
        reading = read(order(lines=[LINES[0], ["", "", "as sample, see drawing"], LINES[1]]))
        assert [FindingCode.FREE_TEXT.value] == holds(reading)

    @pytest.mark.parametrize("caption", ["--- stores ---", "*** Plant 2 ***", "Fasteners:"])
    def test_a_caption_is_a_note(self, caption: str) -> None:
        reading = read(order(lines=[["", "", caption], *LINES]))
        assert [] == holds(reading)
        assert caption == reading.notes[0].value

    @pytest.mark.parametrize(
        "text",
        [
            "Please deliver all before Easter",
            "5 pcs of A-300 free of charge",
            "urgent",
            "Pagamento anticipato, 3 % in meno",
            "Mobilier 12 pièces en plus",
            "Tel. +44 1526 320000, and 12 pcs of A-300",
            "VAT 20 % on 3 boxes",
            "Replaces PO 4711",
            "DRAFT",
            "Prices per 100",
            "Double the quantities please",
        ],
    )
    def test_a_text_below_that_may_change_the_order_is_held(self, text: str) -> None:
        assert FindingCode.FREE_TEXT.value in holds(read(order([], [text])))

    @pytest.mark.parametrize("text", ["COPY", "Please quote", "Riga 2 annullata", "Remise 5 %"])
    def test_a_text_above_that_may_change_the_order_is_held(self, text: str) -> None:
        assert FindingCode.FREE_TEXT.value in holds(read([HEAD[0], [text], *order()[1:]]))
        assert FindingCode.FREE_TEXT.value in holds(read([*HEAD[:3], ["Remarks", text], *order()[3:]]))

    def test_a_text_that_says_in_which_currency_the_prices_are_is_believed(self) -> None:
        assert "currency" in holds(read(order([], ["All prices in USD"])))

    def test_an_address_in_a_column_beside_that_of_the_order_is_held(self) -> None:
        lines = [[*LINES[0], "Leeds"], [*LINES[1], ""]]
        rows = [*HEAD, ["Ship to", "Mill Ltd, 4 Mill Lane, LS1 4AB Leeds"], [], [*HEADINGS, "Ship to"], *lines]
        assert [FindingCode.AMBIGUOUS_VALUE.value] == holds(read(rows))

    @pytest.mark.parametrize("text", ["Less discount 5%", "Remise 5 %", "Zuschlag 3 %"])
    def test_a_rate_in_the_label_of_an_allowance_is_held(self, text: str) -> None:
        assert [FindingCode.ALLOWANCE_OR_CHARGE.value] == holds(read(order(["", "", "", "", "", text])))

    @pytest.mark.parametrize(
        "text",
        ["Thank you", "Tel. +44 1526 320000", "Mobil: 0171 / 5550100", "Pag. 1/2", "Page 1 of 1",
         "USt-IdNr. DE811222333", "IBAN DE12 3456 7890 1234 5678 90", "www.mill.example"],
    )  # fmt: skip
    def test_a_text_below_that_asks_for_nothing_is_a_note(self, text: str) -> None:
        assert [] == holds(read(order([], [text])))

    def test_a_subtotal_is_not_the_total(self) -> None:
        lines = [LINES[0], ["", "", "Subtotal", "", "", "", "30.00"], LINES[1]]
        reading = read(order(["", "", "Total", "", "", "", "65.00"], lines=lines))
        assert 2 == len(reading.lines)
        assert Decimal("65.00") == (reading.total_net and reading.total_net.value)

    def test_totals_of_each_kind(self) -> None:
        sums = [("Freight", "5.00"), ("Net total", "70.00"), ("VAT 20 %", "14.00"), ("Total", "84.00")]
        reading = read(order(*(["", "", "", "", "", *one] for one in sums)))
        assert [] == holds(reading)
        found = (reading.freight, reading.total_net, reading.total_tax, reading.total_gross)
        assert ["5.00", "70.00", "14.00", "84.00"] == [str(one.value) for one in found if one]

    def test_an_allowance_is_held(self) -> None:
        assert [FindingCode.ALLOWANCE_OR_CHARGE.value] == holds(read(order(["", "", "", "", "", "Discount", "-5.00"])))

    def test_headings_repeated_on_a_new_page_are_no_line(self) -> None:
        assert 2 == len(read(order(lines=[LINES[0], HEADINGS, LINES[1]])).lines)

    def test_rows_of_a_form_without_a_quantity_are_not_ordered(self) -> None:
        blank = [[str(number), f"B-{number}", "Nut", "", "pcs", "1.00", ""] for number in range(3, 9)]
        reading = read(order(lines=[*LINES, *blank]))
        assert [] == holds(reading)
        assert 2 == len(reading.lines)

    def test_a_single_line_without_a_quantity_is_a_line(self) -> None:
        reading = read(order(lines=[*LINES, ["3", "B-1", "Nut", "", "pcs", "1.00", ""]]))
        assert ["20", "500", ""] == values(reading, "quantity")

    def test_headings_in_two_rows(self) -> None:
        headings = [["Item", "Order", "", "Unit"], ["code", "qty", "Unit", "price"]]
        reading = read([*HEAD, *headings, ["A-100", "20", "pcs", "1.50"]])
        assert {"supplier_item": "A-100", "quantity": "20", "unit_price": "1.50"}.items() <= plain(
            reading.lines[0]
        ).items()

    def test_two_columns_of_one_meaning_are_held_where_they_differ(self) -> None:
        headings = [*HEADINGS, "Quantity"]
        assert FindingCode.UNREAD_CONTENT.value in holds(read(order(headings=headings, lines=[[*LINES[0], "25"]])))
        assert [] == holds(read(order(headings=headings, lines=[[*LINES[0], "20"]])))


class TestSeveralOrders:
    ROWS = (
        [
            "Order number",
            "Order date",
            "Item code",
            "Qty",
            "Unit",
            "Price",
            "Ship to",
            "Delivery street",
            "Delivery postcode",
            "Delivery city",
        ],
        ["4711", "2026-03-12", "A-100", "20", "pcs", "1.50", "Mill", "2 Row", "LN4 8ZP", "Metheringham"],
        ["4711", "2026-03-12", "A-200", "5", "pcs", "2.50", "Mill", "2 Row", "LN4 8ZP", "Metheringham"],
        ["4712", "2026-03-13", "A-100", "7", "pcs", "1.50", "Shop", "9 Lane", "LS1 1AA", "Leeds"],
    )

    def test_in_one_file_are_told_apart_by_their_number(self) -> None:
        first, second = parsed(written(self.ROWS), kind="text/csv").readings
        assert [[], []] == [holds(first), holds(second)]
        assert ("4711", "4712") == tuple(one.po_number and one.po_number.value for one in (first, second))
        assert (["20", "5"], ["7"]) == (values(first, "quantity"), values(second, "quantity"))
        assert second.ship_to is not None
        assert "Leeds" == (second.ship_to.city and second.ship_to.city.value)

    def test_that_contradict_themselves_are_held(self) -> None:
        rows = [list(row) for row in self.ROWS]
        rows[2][7] = "3 Row"
        first, second = parsed(written(rows), kind="text/csv").readings
        assert (["ship_to.street"], []) == (holds(first), holds(second))

    @pytest.mark.parametrize("between", [[[]], [["", "", "", "", "", "Total", "30.00"], [], ["Mill Ltd"]]])
    def test_below_each_other_are_told_apart(self, between: list[list[object]]) -> None:
        rows = [*HEAD, HEADINGS, LINES[0], *between, ["PO number", "4712"], [], HEADINGS, LINES[1]]
        first, second = parsed(written(rows), kind="text/csv").readings
        assert [[], []] == [holds(first), holds(second)]
        assert ("4711", "4712") == tuple(one.po_number and one.po_number.value for one in (first, second))
        assert (["20"], ["500"]) == (values(first, "quantity"), values(second, "quantity"))

    def test_on_a_sheet_each_are_told_apart(self) -> None:
        book = workbook(order())
        second = book.create_sheet("Second")
        for row in [["PO number", "4712"], HEADINGS, LINES[1]]:
            second.append(list(row))
        found = parsed(saved(book)).readings
        assert [[], []] == [holds(one) for one in found]
        assert ["4711", "4712"] == [one.po_number and one.po_number.value for one in found]


class TestKinds:
    @pytest.mark.parametrize(
        "title",
        [
            "Quotation",
            "QUOTATION Q-1234",
            "Angebot",
            "Rechnung Nr. 4711",
            "Facture",
            "Preisliste 2026",
            "Lieferschein",
            "Order confirmation",
            "Bestandsliste",
            "Richiesta di offerta",
            "Albarán",
        ],
    )
    def test_another_paper_is_no_order(self, title: str) -> None:
        found = parsed(written([[title], [], HEADINGS, *LINES]), kind="text/csv")
        assert ((), [FindingCode.NO_ORDER]) == (found.readings, codes(found))

    def test_an_invoice_with_our_order_number_is_no_order(self) -> None:
        rows = [["Invoice number", "R-1"], ["PO number", "4711"], [], HEADINGS, *LINES]
        assert [FindingCode.NO_ORDER] == codes(parsed(written(rows), kind="text/csv"))

    def test_an_order_that_names_its_quotation_is_one(self) -> None:
        assert [] == holds(read([*HEAD, ["Your quotation", "Q-55"], [], HEADINGS, *LINES]))

    def test_titles_that_contradict_each_other_are_held(self) -> None:
        reading = read([["Purchase order"], ["Quotation"], ["PO number", "4711"], [], HEADINGS, *LINES])
        assert FindingCode.MESSAGE_TYPE.value in holds(reading)

    @pytest.mark.parametrize(
        "title", ["Order change", "Bestelländerung", "Modification de commande", "Wijziging bestelling"]
    )
    def test_a_change(self, title: str) -> None:
        rows = [[title], ["PO number", "4711"], [], [*HEADINGS, "Action"], [*LINES[0], "cancel"], [*LINES[1], "new"]]
        reading = read(rows)
        assert OrderKind.CHANGE is reading.kind
        assert [LineAction.CANCEL, LineAction.ADD] == [line.action and line.action.value for line in reading.lines]

    @pytest.mark.parametrize("title", ["Cancellation", "Storno", "Annulation de commande", "Annullamento ordine"])
    def test_a_cancellation(self, title: str) -> None:
        assert OrderKind.CANCEL is read([[title], ["PO number", "4711"], [], HEADINGS, *LINES]).kind

    def test_a_cancelled_line_of_an_order_is_held(self) -> None:
        reading = read(order(headings=[*HEADINGS, "Action"], lines=[[*LINES[0], "cancelled"], LINES[1]]))
        assert FindingCode.FREE_TEXT.value in holds(reading)

    def test_a_table_that_is_not_understood_waits_for_a_person(self) -> None:
        found = parsed(written([["Foo", "Bar"], ["A-100", "20"], ["A-200", "5"]]), kind="text/csv")
        assert [FindingCode.UNREAD_CONTENT] == codes(found)
        assert all(finding.holds for finding in found.findings)


class TestWorkbooks:
    def test_a_hidden_row_is_held(self) -> None:
        book = workbook(order())
        book.active.row_dimensions[8].hidden = True  # type: ignore[union-attr]  # there is a sheet
        assert [FindingCode.AMBIGUOUS_VALUE.value] == holds(only(parsed(saved(book))))

    def test_a_comment_is_held(self) -> None:
        book = workbook(order())
        book.active["D7"].comment = Comment("make it 25", "Jo")  # type: ignore[index]  # there is a sheet
        reading = only(parsed(saved(book)))
        assert [FindingCode.FREE_TEXT.value] == holds(reading)
        assert any("make it 25" in finding.found for finding in reading.findings)

    def test_a_value_struck_out_is_held(self) -> None:
        book = workbook(order())
        book.active["D7"].font = Font(strike=True)  # type: ignore[index]  # there is a sheet
        assert FindingCode.INVALID_VALUE.value in holds(only(parsed(saved(book))))

    def test_a_formula_without_its_result_is_held(self) -> None:
        book = workbook(order())
        book.active["D7"] = "=10+10"  # type: ignore[index]  # there is a sheet
        assert FindingCode.INVALID_VALUE.value in holds(only(parsed(saved(book))))

    def test_an_error_of_the_spreadsheet_is_held(self) -> None:
        book = workbook(order())
        book.active["D7"] = "#REF!"  # type: ignore[index]  # there is a sheet
        assert FindingCode.INVALID_VALUE.value in holds(only(parsed(saved(book))))

    def test_a_stray_cell_far_out_costs_no_time(self) -> None:
        book = workbook(order())
        book.active.cell(1_048_576, 16_384, "x")  # type: ignore[union-attr]  # there is a sheet
        reading = only(parsed(saved(book)))
        assert 2 == len(reading.lines)
        assert [FindingCode.FREE_TEXT] == [finding.code for finding in reading.findings]

    def test_a_list_to_choose_from_is_a_note_and_numbers_elsewhere_are_held(self) -> None:
        book = workbook(order())
        lists = book.create_sheet("Lists")
        lists.append(["pcs"])
        assert [] == holds(only(parsed(saved(book))))
        lists.append(["5 more of A-100"])
        assert [FindingCode.UNREAD_CONTENT.value] == holds(only(parsed(saved(book))))

    def test_lines_on_a_hidden_sheet_are_held(self) -> None:
        book = workbook(order())
        hidden = book.create_sheet("Old")
        for row in order():
            hidden.append(list(row))
        hidden.sheet_state = "hidden"
        assert [FindingCode.UNREAD_CONTENT.value] == holds(only(parsed(saved(book))))

    def test_lines_on_two_sheets_are_held(self) -> None:
        book = workbook(order())
        second = book.create_sheet("More")
        for row in order():
            second.append(list(row))
        found = parsed(saved(book)).readings
        assert 2 == len(found)
        assert all(FindingCode.SEVERAL_ORDER_DOCUMENTS.value in holds(one) for one in found)

    def test_a_percentage_is_what_it_shows(self) -> None:
        book = workbook(order(headings=[*HEADINGS, "Discount"], lines=[[*LINES[0], 0.125]]))
        book.active["H7"].number_format = "0.0%"  # type: ignore[index]  # there is a sheet
        assert ["12.5"] == values(only(parsed(saved(book))), "discount_percent")


class TestBrokenFiles:
    @pytest.mark.parametrize(
        "kind",
        [
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "application/vnd.ms-excel",
            "application/vnd.oasis.opendocument.spreadsheet",
        ],
    )
    def test_end_in_a_finding(self, kind: str) -> None:
        content = saved(workbook(order()))
        for damaged in (b"", b"PK\x03\x04", content[:1000], content[: len(content) // 2], b"\xd0\xcf\x11\xe0" * 500):
            found = parsed(damaged, kind=kind)
            assert [FindingCode.UNREADABLE] == codes(found)
            assert all(finding.holds for finding in found.findings)

    def test_signs_of_no_character_set_are_held(self) -> None:
        content = written(order()).replace(b"Hex bolt", b"Hex \x81\x8d bolt")
        assert FindingCode.UNDECODABLE_CHARACTERS.value in holds(only(parsed(content, kind="text/csv")))

    def test_a_lone_quotation_mark_swallows_nothing(self) -> None:
        lines = [["1", "A-100", "X", "20", "pcs", "1.50", "30.00"], LINES[1]]
        content = written(order(lines=lines)).replace(b";X;", b';Pipe 1/2";')
        reading = only(parsed(content, kind="text/csv"))
        assert ["20", "500"] == values(reading, "quantity")

    @given(
        st.lists(
            st.lists(
                st.sampled_from(
                    [
                        "",
                        "PO number",
                        "4711",
                        "Item",
                        "Qty",
                        "Price",
                        "Total",
                        "1.200",
                        "-5",
                        "A-1",
                        "12/03/2026",
                        "Ship to",
                        "\x00",
                        "Order",
                        "\n",
                        '"',
                        "=1+1",
                        "1e400",
                        "Storno",
                        "9" * 400,
                        "%",
                        "per 0",
                        "0",
                    ]
                ),
                max_size=6,
            ),
            max_size=12,
        )
    )
    def test_any_table_ends_in_a_reading_or_a_finding(self, rows: list[list[str]]) -> None:
        found = parsed("\n".join(";".join(row) for row in rows).encode(), kind="text/csv")
        assert found.readings or found.findings

    @given(st.binary(max_size=300), st.sampled_from(["text/csv", "text/plain", "application/vnd.ms-excel"]))
    def test_any_bytes_end_in_a_reading_or_a_finding(self, content: bytes, kind: str) -> None:
        found = parsed(content, kind=kind)
        assert found.readings or found.findings


class TestRecognition:
    def test_of_workbooks_and_tables(self) -> None:
        parser = SpreadsheetParser()
        assert parser.recognise(
            Blob(saved(workbook(order())), "x", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
        )
        assert parser.recognise(Blob(written(order()), "x", "text/plain"))
        assert parser.recognise(Blob(b"a,b,c\n1,2,3\n", "x", "text/csv"))

    @pytest.mark.parametrize(
        "content", [b"Dear all,\nplease send 5 pieces, thank you, Jo\n", b"%PDF-1.7", b"UNB+UNOC:3"]
    )
    def test_of_nothing_else(self, content: bytes) -> None:
        assert SpreadsheetParser().recognise(Blob(content, "order.csv", "text/plain")) is None


class TestALineThatSaysMore:
    @pytest.mark.parametrize(
        ("quantity", "price"),
        [
            ("20", "1.50 %"),
            ("20 / 40", "1.50"),
        ],
        ids=["a price for a hundred", "two quantities"],
    )
    def test_is_held_though_its_amount_agrees_with_one_meaning(self, quantity: str, price: str) -> None:
        line = ["1", "A-100", "Hex bolt M8", quantity, "pcs", price, "30.00"]
        assert FindingCode.AMBIGUOUS_VALUE in codes(read([*HEAD, HEADINGS, line, LINES[1]]))

    @pytest.mark.parametrize("mark", ["sample", "Muster", "free of charge", "échantillon"])
    def test_is_held_where_it_is_a_sample(self, mark: str) -> None:
        rows = [[*HEADINGS, "Type"], [*LINES[0], "standard"], [*LINES[1], mark]]
        assert [FindingCode.FREE_TEXT] == codes(read([*HEAD, *rows]))

    def test_is_not_held_for_a_type_that_changes_nothing(self) -> None:
        rows = [[*HEADINGS, "Type"], [*LINES[0], "standard"], [*LINES[1], "stock"]]
        assert [] == codes(read([*HEAD, *rows]))


class TestASentenceBesideTheLines:
    @pytest.mark.parametrize(
        "text",
        [
            "Please deliver before noon.",
            "Deliver only after 20 March, we are moving house.",
            "Bitte keine Teillieferungen.",
        ],
    )
    def test_holds_the_order_where_it_directs_the_delivery(self, text: str) -> None:
        assert [FindingCode.FREE_TEXT] == codes(read(order(["", text])))
