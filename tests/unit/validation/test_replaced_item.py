"""Items that are no longer sold."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from orders.findings import FindingCode, Severity
from tests.fakes.readings import line, reading
from tests.fakes.trial import Trial, found, only

REPLACED = "supplier_item,replaced_by,since\n"
ORDER = reading(
    lines=(line(supplier_item="TAPE-5", buyer_item=None, uom="BX", quantity=Decimal(1), unit_price=Decimal(12)),)
)


@pytest.mark.parametrize(
    ("row", "expected", "fixes"),
    [
        # No longer sold, and one that follows
        ("TAPE-5,GLUE-1,", "GLUE-1", 1),
        # From today on: the trial is of 2026-03-03
        ("TAPE-5,GLUE-1,2026-03-03", "GLUE-1", 1),
        # Nothing follows, or nothing that is sold, or that is in the catalogue
        ("TAPE-5,,", "", 0),
        ("TAPE-5,OLD-1,", "", 0),
        ("TAPE-5,GONE-1,", "", 0),
    ],
)
def test_a_replaced_item_is_held_with_what_follows_it(
    trial_with: Callable[..., Trial], row: str, expected: str, fixes: int
) -> None:
    finding = only(trial_with(replacements=REPLACED + row)(ORDER), FindingCode.ITEM_REPLACED)
    assert (Severity.HOLD, "TAPE-5", expected, fixes) == (
        finding.severity,
        finding.found,
        finding.expected,
        len(finding.fixes),
    )


@pytest.mark.parametrize("row", ["TAPE-5,GLUE-1,2026-03-04", "CABLE-3,GLUE-1,"])
def test_what_is_still_sold_passes(trial_with: Callable[..., Trial], row: str) -> None:
    assert [] == found(trial_with(replacements=REPLACED + row)(ORDER), FindingCode.ITEM_REPLACED)


def test_the_remedy_is_one_edit_and_the_order_then_passes(trial_with: Callable[..., Trial]) -> None:
    trial = trial_with(replacements=REPLACED + "TAPE-5,GLUE-1,")
    (change,) = only(trial(ORDER), FindingCode.ITEM_REPLACED).fixes[0].changes
    mended = trial(ORDER, chosen={change.path: change.value})
    assert [] == found(mended, FindingCode.ITEM_REPLACED)
    assert "GLUE-1" == mended.resolutions["lines[0].item"].value
