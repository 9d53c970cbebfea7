"""Whatever stands on a page, reading it gives an order or a finding, and never fails."""

from hypothesis import given, settings
from hypothesis import strategies as st

from parsers.layout.orders import Origin, read_orders
from tests.unit.parsers.layout.drawing import Drawing, boxes

PRINT = (
    "PURCHASE ORDER No. PO 4711 : Date: 12.03.2026 Deliver to: Ship To Unit 3, WR11 4PQ Evesham Supplier",
    "Total net € 1.234,50 VAT 20 % Qty Price Item Description AB-100 pcs Change order INVOICE 2",
    "Tel # - Terms and conditions Bestellnummer/Datum \ufffd ١٢ Währung EUR Firma KW 9/2026 / ( as above Same 1",
    "Revision: jo@mill.example GLN 9520101173898",
    "Account no.: Contact: @ :: Kd.-Nr. VENDOR 79681 Attn: Bill z.B. 1.000,000 17. April GBP £ 5.00- (ex VAT)",
)
WORDS = [word for line in PRINT for word in line.split()]
PLACED = st.tuples(
    st.integers(1, 2), st.integers(0, 10), st.integers(0, 40), st.lists(st.sampled_from(WORDS), min_size=1, max_size=6)
)


@given(st.lists(PLACED, min_size=1, max_size=60))
@settings(max_examples=60, deadline=None)
def test_any_words_anywhere_give_an_order_or_a_finding(placed: list[tuple[int, int, int, list[str]]]) -> None:
    drawing = Drawing()
    for page, column, row, words in placed:
        drawing.text(page, 20_000 + column * 50_000, 30_000 + row * 13_000, " ".join(words))
    found = read_orders(drawing.pages(), boxes, Origin("pdf", "PO_.pdf", "Order #"))
    assert found.readings or found.findings
