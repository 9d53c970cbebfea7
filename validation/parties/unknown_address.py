"""Delivery addresses that are none of the customer's known ones: new, or nearly one of them, or not complete."""

from collections.abc import Iterable, Sequence

from orders.evidence import Evidence
from orders.findings import Finding, FindingCode, Fix
from orders.reading import PartyReading
from orders.reference import ShipTo
from orders.resolution import Fact, Resolution
from validation.parties.places import differences, has_address, in_one_line, likeness, nearly
from validation.rule import Verdict
from validation.words.wording import block, fix, hold, with_fixes

ONE_OFF = ""
"""The resolution of an address that goes to the ERP as the document shows it, without an account of ours."""


def unknown_address(shown: PartyReading, known: Sequence[ShipTo]) -> Verdict:
    """A new address, or a known one that is written otherwise; it goes there once a person accepts it."""
    similar = sorted(known, key=lambda place: -likeness(shown, place))
    address = in_one_line(shown)
    if not has_address(shown):
        message = f"The delivery address {address!r} is no known one, and is not complete. Choose one or complete it."
        unclear = block(FindingCode.SHIP_TO_UNKNOWN, "ship_to", message, found=address)
        return Verdict(findings=(with_fixes(unclear, *choices(similar)),))
    one_off = Resolution(fact=Fact.SHIP_TO, path="ship_to", value=ONE_OFF, label=address, evidence=evidence_of(shown))
    near = next((place for place in similar if nearly(shown, place)), None)
    if near is None:
        return Verdict(resolutions=(one_off,), findings=(with_fixes(_new(address), *choices(similar)),))
    others = (place for place in similar if place != near)
    return Verdict(resolutions=(one_off,), findings=(with_fixes(_changed(shown, near), *choices((near, *others))),))


def _new(address: str) -> Finding:
    message = f"The customer has never had goods sent to {address}. Choose a known address, or confirm this one."
    return hold(FindingCode.SHIP_TO_NEW, "ship_to", message, found=address)


def _changed(shown: PartyReading, near: ShipTo) -> Finding:
    address, differ = in_one_line(shown), differences(shown, near)
    what = " and ".join(detail.name.casefold() for detail in differ) or "postcode, which it does not state"
    message = (
        f"The delivery address {address} is a known one but for its {what}. Choose the known address "
        f"{in_one_line(near)}, or confirm this one."
    )
    finding = hold(FindingCode.SHIP_TO_CHANGED, "ship_to", message, found=address, expected=in_one_line(near))
    return finding.model_copy(update={"details": differ})


def evidence_of(shown: PartyReading) -> tuple[Evidence, ...]:
    """Where its address stands."""
    return tuple(evidence for read in (shown.street, shown.postcode, shown.city) if read for evidence in read.evidence)


def choices(places: Iterable[ShipTo]) -> Iterable[Fix]:
    """To deliver to one of these instead."""
    return (fix(f"Deliver to {in_one_line(place)}", "ship_to", place.key, teaches=True) for place in places)
