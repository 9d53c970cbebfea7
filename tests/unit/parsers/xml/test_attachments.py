"""Which files beside an order may change it, by what they are called."""

import pytest

from parsers.xml.attachments import informs_only


@pytest.mark.parametrize(
    "described",
    ["Drawing", "Timesheet", "Technical data sheet", "Bauzeichnung", "cahier des charges", "PRD_9-specification.pdf",
     "Certificate of origin", "Copy of the purchase order", "delivery-note.pdf", "algemene voorwaarden"],
)  # fmt: skip
def test_papers_that_ask_for_nothing(described: str) -> None:
    assert informs_only(described)


@pytest.mark.parametrize(
    "described",
    ["", "order.pdf", "Delivery schedule", "Amended drawing instead of order", "instructions.pdf", "Annex 2",
     "Drawing, urgent", "layout.pdf", "Lieferplan"],
)  # fmt: skip
def test_papers_that_may_change_the_order(described: str) -> None:
    assert not informs_only(described)
