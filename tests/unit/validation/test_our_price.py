"""Taking our price settles the line and the printed totals at once: 200 bolts of the trial, agreed at 16.90 for 100."""

from decimal import Decimal

import pytest

from orders.findings import FindingCode
from tests.fakes.readings import line, reading
from tests.fakes.trial import Trial, found


@pytest.mark.parametrize(
    ("printed", "changes"),
    [
        # 37.18 for the bolts at 18.59: the line becomes 33.80, and the net total as much less
        ({}, {}),
        ({"total_net": "37.18"}, {"total_net": "33.80"}),
        # With freight in it, or another line
        ({"total_net": "47.18"}, {"total_net": "43.80"}),
        # Tax and gross followed from the net total
        ({"total_net": "37.18", "total_tax": "7.06", "total_gross": "44.24"},
         {"total_net": "33.80", "total_tax": "", "total_gross": ""}),
        # A gross total alone is compared loosely, and stays
        ({"total_gross": "44.24"}, {}),
        # Nothing is computed with what nobody can have meant
        ({"total_net": "1E+999999"}, {}),
    ],
)  # fmt: skip
def test_our_price_moves_the_totals(trial: Trial, printed: dict[str, str], changes: dict[str, str]) -> None:
    totals = {name: Decimal(value) for name, value in printed.items()}
    validation = trial(reading(lines=(line(unit_price=Decimal("18.59")),), **totals))
    (differs,) = found(validation, FindingCode.PRICE_DIFFERS)
    made = {change.path: change.value for change in differs.fixes[0].changes}
    assert {"lines[0].unit_price": "16.9", **changes} == made
