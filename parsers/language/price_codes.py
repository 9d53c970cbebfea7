"""Letters for how many units a price is, as American print has them: `C` per hundred, `M` per thousand, `E` each."""

from decimal import Decimal
from typing import Final

_CODES: Final = {
    "E": Decimal(1),
    "EACH": Decimal(1),
    "C": Decimal(100),
    "HUNDRED": Decimal(100),
    "M": Decimal(1000),
    "THOUSAND": Decimal(1000),
}


def coded_basis(text: str) -> Decimal | None:
    """The number that the letter stands for; `M` may be the metre too, which only the line's arithmetic can tell."""
    return _CODES.get(text.strip().strip("/").upper())
