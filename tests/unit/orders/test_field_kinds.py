"""Each path of a reading has its kind; what names no read value is a text."""

import pytest

from orders.field_kinds import FieldKind, kind_at


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("po_number", FieldKind.TEXT),
        ("order_date", FieldKind.DATE),
        ("total_net", FieldKind.NUMBER),
        ("buyer.postcode", FieldKind.TEXT),
        ("lines[12].quantity", FieldKind.NUMBER),
        ("lines[0].requested_date", FieldKind.DATE),
        ("lines[0].deliveries[1].quantity", FieldKind.NUMBER),
        ("lines[0].deliveries[1].ship_to.city", FieldKind.TEXT),
        ("lines[0].action", FieldKind.TEXT),
        ("lines[0].item", FieldKind.TEXT),
        ("customer", FieldKind.TEXT),
        ("lines", FieldKind.TEXT),
        ("", FieldKind.TEXT),
        ("no.such[3].thing", FieldKind.TEXT),
    ],
)
def test_kinds(path: str, kind: FieldKind) -> None:
    assert kind is kind_at(path)
