"""Items by the numbers of their makers, which customers take for ours."""

from collections.abc import Callable

import pytest

from orders.findings import FindingCode
from tests.fakes.readings import line, reading
from tests.fakes.trial import Trial, found

NUMBERS = """manufacturer_item,manufacturer,supplier_item
    HX-8/20,Acme,BOLT-08
    7000,Acme,BOLT-08
    7000,Best,BOLT-10
    GLUE-1,Best,TAPE-5"""


@pytest.mark.parametrize(
    ("number", "item", "codes"),
    [
        # However it is written
        ("HX-8/20", "BOLT-08", []),
        ("hx 820", "BOLT-08", []),
        # Two makers use it for different items
        ("7000", "", ["item-ambiguous"]),
        # Ours comes first
        ("GLUE-1", "GLUE-1", []),
        ("HX-8/21", "", ["item-unknown"]),
    ],
)
def test_the_ladder(trial_with: Callable[..., Trial], number: str, item: str, codes: list[str]) -> None:
    order = reading(lines=(line(supplier_item=number, buyer_item=None),))
    validation = trial_with(manufacturer_items=NUMBERS)(order)
    resolved = validation.resolutions.get("lines[0].item")
    assert item == (resolved.value if resolved else "")
    assert codes == [finding.code.value for finding in validation.findings if finding.code.value.startswith("item-")]


def test_without_them_nothing_is_guessed(trial: Trial) -> None:
    order = reading(lines=(line(supplier_item="HX-8/20", buyer_item=None),))
    assert 1 == len(found(trial(order), FindingCode.ITEM_UNKNOWN))
