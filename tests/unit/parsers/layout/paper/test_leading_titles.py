"""Papers whose title stands above all else: another paper that names an order is none."""

import pytest

from orders.findings import FindingCode
from parsers.layout.orders import Origin, read_orders
from tests.unit.parsers.layout.drawing import Drawing, boxes

BODY = (
    "Our order no.: BN-20771        Date: 14 March 2026",
    "",
    "Line   Your code     Description              Qty   Unit    Price GBP    Amount GBP",
    "1      KW-4410       Copper watering can       12   each        21.50        258.00",
    "2      KW-4480       Brass rose, fine          30   each         4.20        126.00",
)


def codes(title: str, *sentences: str) -> set[FindingCode]:
    drawing = Drawing()
    drawing.text(1, 40_000, 60_000, title, size=16)
    for number, line in enumerate((*sentences, *BODY)):
        for place, text in _texts(line):
            drawing.text(1, 40_000 + 5_000 * place, 100_000 + 14_000 * number, text)
    found = read_orders(drawing.pages(), boxes, Origin(parser="test", file_name=""))
    return {one.code for reading in found.readings for one in reading.findings} | {one.code for one in found.findings}


def _texts(line: str) -> list[tuple[int, str]]:
    return [(line.index(part), part) for part in line.split("  ") if part.strip()]


@pytest.mark.parametrize(
    "title", ["Delivery reminder", "Advance shipping notice", "Avis d'expédition", "Versandanzeige"]
)
def test_a_large_title_of_another_paper_sets_it_aside_though_it_names_our_order(title: str) -> None:
    assert FindingCode.NO_ORDER in codes(title)


@pytest.mark.parametrize("sentence", ["We order the goods below.", "Hiermit bestellen wir:", "Nous commandons :"])
def test_a_sentence_that_orders_holds_it_for_a_person(sentence: str) -> None:
    assert FindingCode.MESSAGE_TYPE in codes("Delivery reminder", sentence)


def test_the_number_of_an_order_does_not_have_to_say_so_below_the_title_of_one() -> None:
    drawing = Drawing()
    drawing.text(1, 40_000, 60_000, "Purchase order", size=16)
    for number, line in enumerate(("Number: BN-20771        Date: 14 March 2026", *BODY[1:])):
        for place, text in _texts(line):
            drawing.text(1, 40_000 + 5_000 * place, 100_000 + 14_000 * number, text)
    (reading,) = read_orders(drawing.pages(), boxes, Origin(parser="test", file_name="")).readings
    assert "BN-20771" == (reading.po_number and reading.po_number.value)
