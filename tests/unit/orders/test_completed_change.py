"""Of a change only what it states must be understood."""

from decimal import Decimal

import pytest

from orders.completion import completed
from orders.order import OrderChange
from orders.reading import LineAction, OrderReading, Read
from orders.resolution import Fact, Resolution
from tests.fakes.readings import line, reading

RESOLVED = {"customer": "0100", "currency": "EUR", "lines[0].item": "BOLT-08", "lines[0].unit": "EA"}


def change(action: LineAction, *, silent: tuple[str, ...] = (), missing: tuple[str, ...] = ()) -> OrderChange | None:
    read = line().model_copy(update={"action": Read(value=action, evidence=()), **dict.fromkeys(silent)})
    asked: OrderReading = reading(kind="change", ship_to=None, lines=(read,))
    known = {path: value for path, value in RESOLVED.items() if path not in missing}
    found = completed(asked, {p: Resolution(fact=Fact.ITEM, path=p, value=value) for p, value in known.items()})
    assert found is None or isinstance(found, OrderChange)
    return found


@pytest.mark.parametrize("action", [LineAction.CHANGE, LineAction.CANCEL, LineAction.NONE])
def test_a_line_needs_no_quantity_and_no_price_to_be_changed(action: LineAction) -> None:
    found = change(action, silent=("quantity", "uom", "unit_price"))
    assert found is not None
    assert {"quantity", "unit", "unit_price"} <= set(found.lines[0].unstated)


def test_a_line_to_be_added_is_whole_or_there_is_no_change() -> None:
    assert change(LineAction.ADD) is not None
    assert change(LineAction.ADD, silent=("quantity",)) is None


@pytest.mark.parametrize("missing", ["lines[0].item", "lines[0].unit", "currency"])
def test_what_a_changed_line_states_must_be_understood(missing: str) -> None:
    assert change(LineAction.CHANGE, missing=(missing,)) is None


def test_a_line_is_cancelled_whatever_its_unit_is_called() -> None:
    assert change(LineAction.CANCEL, missing=("lines[0].unit",)) is not None


def test_a_change_without_an_address_leaves_that_of_the_order() -> None:
    found = change(LineAction.CHANGE)
    assert found is not None
    assert ("ship_to",) == tuple(name for name in found.unstated if name == "ship_to")
    assert Decimal(0) < found.lines[0].line.quantity.value
