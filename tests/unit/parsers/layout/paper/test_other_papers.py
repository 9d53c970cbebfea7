"""Papers that look like orders and are none, and orders in which a word turns a line or a price into something else."""

import re

import pytest

from orders.findings import FindingCode
from parsers.layout.orders import Origin, read_orders
from tests.unit.parsers.layout.drawing import Drawing, boxes
from tests.unit.parsers.layout.papers import HEAD, LINES, ORDER, PARTIES, SUMS, holds, parsed, read


@pytest.mark.parametrize(
    "title", ["Lieferschein", "Credit note", "Sales order", "Return authorization", "Wareneingangsschein"]
)
def test_a_small_title_of_another_paper_holds_what_has_the_number_of_an_order(title: str) -> None:
    paper = (*HEAD[:3], title, *HEAD[4:], *PARTIES, *LINES, *SUMS)
    assert FindingCode.MESSAGE_TYPE in {one.code for one in parsed(paper).readings[0].findings}


def test_the_number_of_an_order_that_this_one_takes_the_place_of_holds_it() -> None:
    found = holds(read((*HEAD, "Supersedes PO: 4711", *ORDER[len(HEAD) :])))
    assert any("Supersedes PO" in one.message for one in found)


@pytest.mark.parametrize(
    "words", ["(optional)", "Bedarfsposition", "or equivalent brand", "less 5% contract discount", "déjà livré"]
)
def test_words_below_a_description_that_set_its_line_aside_hold_the_order(words: str) -> None:
    below = f"                     {words}"
    found = holds(read((*HEAD, *PARTIES, *LINES[:2], below, *LINES[2:], *SUMS)))
    assert FindingCode.FREE_TEXT in {one.code for one in found}


@pytest.mark.parametrize(
    "sentence",
    [
        "Please deduct 3% trade discount from the above prices.",
        "All quantities are per month for six months.",
        "All prices per 100 pieces.",
        "Also send four copper cans at the usual price.",
        "Please quote your best price before delivery.",
        "DRAFT - not to be processed before approval.",
        "Preise verstehen sich pro 100 Stück.",
        "Graag 5 stuks KW-4490 toevoegen.",
        "Il presente ordine annulla e sostituisce il precedente.",
        "La línea 2 se entregará en marzo.",
        "Order already placed by phone with Sue.",
        "Double the quantities please",
        "Ship partial to Leeds",
        "Valid only if confirmed by 1 March",
        "Repeat monthly",
        "Please quote",
        "Minimum order surcharge 25.00",
        "Zzgl. 5 % Mindermengenzuschlag",
        "Lieferung an Hafenstr. 4, 20457 Hamburg",
    ],
)
def test_a_sentence_that_turns_the_lines_into_something_else_holds_the_order(sentence: str) -> None:
    assert FindingCode.FREE_TEXT in {one.code for one in holds(read((*ORDER, "", sentence)))}


@pytest.mark.parametrize("value", ["Lines: 2 and 3 cancelled", "Terms: 30 days net, free of charge"])
def test_a_value_that_says_more_than_its_label_announces_holds_the_order(value: str) -> None:
    assert FindingCode.FREE_TEXT in {one.code for one in holds(read((*ORDER, "", value)))}


@pytest.mark.parametrize("value", ["Bonus goods: 2 pcs KW-4490", "Status: option only"])
def test_goods_and_conditions_behind_a_label_that_nobody_knows_hold_the_order(value: str) -> None:
    assert {FindingCode.UNREAD_CONTENT} == {one.code for one in holds(read((*ORDER, "", value)))}
    assert [] == holds(read((*ORDER, "", "Heaviest piece: 25 kg")))


def test_a_discount_for_paying_early_is_none_on_the_prices() -> None:
    assert [] == holds(read((*ORDER, "", "A discount of 2% is taken for payment within 10 days.")))


def test_the_meaning_of_a_sign_is_no_basis_of_the_prices() -> None:
    assert [] == holds(read((*ORDER, "", "Price code: E=each C=per 100 M=per 1000.")))


def test_prices_that_include_tax_hold_the_order() -> None:
    heading = "Line   Your code     Description              Qty   Unit   Price (inc VAT)   Amount GBP"
    found = holds(read((*HEAD, *PARTIES, heading, *LINES[1:], *SUMS)))
    assert any("include tax" in one.message for one in found)


def test_lines_that_come_to_the_total_with_tax_hold_the_order() -> None:
    sums = ("Of which VAT 20%                64.00", "Total including VAT            384.00")
    assert any("include" in one.message for one in holds(read((*HEAD, *PARTIES, *LINES, *sums))))


def test_a_title_of_another_paper_in_two_lines_holds_what_its_second_line_calls_an_order() -> None:
    drawing = Drawing()
    for line, text in enumerate(("Brightwater Nurseries Ltd", "N° commande: BN-20771", *LINES, *SUMS)):
        for match in re.finditer(r"\S+", text):
            drawing.text(1, 30_000 + 5_000 * match.start(), 200_000 + 14_000 * line, match[0])
    for line, title in enumerate(("Accusé de réception de", "commande")):
        drawing.text(1, 300_000, 60_000 + 18_000 * line, title, size=16)
    found = read_orders(drawing.pages(), boxes, Origin("pdf", "", "", ""))
    assert FindingCode.MESSAGE_TYPE in {one.code for one in found.readings[0].findings}
