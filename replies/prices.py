"""Prices for standards that name them for one unit only."""

from decimal import Decimal

from replies.answer import Terms, Unwritable


def of_one(terms: Terms, standard: str) -> Decimal | None:
    """The price of one unit. Raises `Unwritable` where it would have to be rounded."""
    if terms.price is None:
        return None
    each = terms.price / terms.price_basis
    if each * terms.price_basis != terms.price:
        told = f"{terms.price:f} for {terms.price_basis:f}"
        raise Unwritable(f"{standard} has prices for one unit only, and {told} gives none that is exact.")
    return each
