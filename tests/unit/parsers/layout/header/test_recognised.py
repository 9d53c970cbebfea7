"""Headers whose words were recognised in a picture."""

from dataclasses import replace

from orders.reading import Confidence
from parsers.layout.orders import Origin, read_orders
from parsers.pages.page import WordSource
from tests.unit.parsers.layout.drawing import boxes
from tests.unit.parsers.layout.papers import ORDER, pages


def test_a_number_with_letters_stays_in_doubt_however_often_it_was_recognised_alike() -> None:
    again = ("PO number: BN-20771     Page 2 of 2", "", "as agreed")
    scanned = [
        replace(page, words=tuple(replace(word, source=WordSource.OCR) for word in page.words))
        for page in pages(ORDER, again)
    ]
    (reading,) = read_orders(scanned, boxes, Origin("image")).readings
    assert reading.po_number is not None
    assert ("BN-20771", Confidence.DOUBTFUL) == (reading.po_number.value, reading.po_number.confidence)
