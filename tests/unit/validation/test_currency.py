"""Which currency an order is in: EUR is agreed with customer 0100, GBP with 0200, nothing with 0500."""

import pytest

from orders.findings import FindingCode
from tests.fakes.readings import party, reading
from tests.fakes.trial import AUTO, Trial

KARST = party(id="9520000000011", id_scheme="GLN")
WEXCOMBE = party(id="9520000000028", id_scheme="GLN")
VELTA = party(vat_id="LV40003000000", name="Velta SIA")
TOLD = (FindingCode.CURRENCY_DIFFERS, FindingCode.INVALID_VALUE, FindingCode.MISSING_FIELD)


@pytest.mark.parametrize(
    ("buyer", "written", "setting", "currency", "told"),
    [
        # The agreed one, by code, in small letters, by its sign, as a word
        (KARST, "EUR", "", "EUR", ""),
        (KARST, "eur", "", "EUR", ""),
        (KARST, "€", "", "EUR", ""),
        (KARST, "Euro", "", "EUR", ""),
        (WEXCOMBE, "GBP", "", "GBP", ""),
        # Another than the agreed one
        (KARST, "USD", "", "USD", "hold currency-differs"),
        (WEXCOMBE, "EUR", "", "EUR", "hold currency-differs"),
        # With nothing agreed, whatever is written holds nothing
        (VELTA, "SEK", "", "SEK", ""),
        # A sign of several currencies is the agreed one, or that of the policy, if it has the sign
        (WEXCOMBE, "£", "", "GBP", ""),
        (VELTA, "$", "USD", "USD", ""),
        (KARST, "$", "", None, "block invalid-value"),
        # None at all, and none that is one
        (KARST, None, "", "EUR", "note missing-field"),
        (VELTA, None, "EUR", "EUR", "note missing-field"),
        (VELTA, None, "", None, "block missing-field"),
        (KARST, "XYZ", "", None, "block invalid-value"),
    ],
)
def test_currency(
    trial: Trial, buyer: object, written: str | None, setting: str, currency: str | None, told: str
) -> None:
    policy = AUTO.model_copy(update={"currency_when_absent": setting})
    validation = trial(reading(buyer=buyer, currency=written, ship_to=None), policy=policy)
    found = [f"{one.severity.value} {one.code.value}" for one in validation.findings if one.code in TOLD]
    about = [one for one in validation.findings if one.code in TOLD and one.path == "currency"]
    resolution = validation.resolutions.get("currency")
    assert currency == (resolution.value if resolution else None), found
    assert told == "".join(f"{one.severity.value} {one.code.value}" for one in about)
