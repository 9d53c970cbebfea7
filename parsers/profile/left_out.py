"""What is meant where the document says nothing."""

from typing import Any

from orders.findings import Finding, FindingCode, Severity
from orders.partner import PartnerProfile
from orders.partner_values import ShipTo
from orders.reading import OrderKind, OrderReading, PartyReading, Read
from parsers.profile.given import given, setting


def with_absent_meant(reading: OrderReading, profile: PartnerProfile) -> OrderReading:
    """The reading with what the profile has for what is not there; what is there, but doubtful, is not left out."""
    changed: dict[str, Any] = {}
    if reading.currency is None and profile.absent.currency and not _doubted(reading, "currency"):
        changed["currency"] = given(profile.absent.currency, profile, "absent.currency")
    if profile.absent.unit:
        changed["lines"] = tuple(
            line.model_copy(update={"uom": given(profile.absent.unit, profile, "absent.unit")})
            if line.uom is None and line.quantity is not None and not _doubted(reading, f"lines[{index}].uom")
            else line
            for index, line in enumerate(reading.lines)
        )
    if reading.ship_to is None and reading.kind is OrderKind.ORDER and not _doubted(reading, "ship_to"):
        changed |= _place(reading, profile)
    return reading.model_copy(update=changed)


def _place(reading: OrderReading, profile: PartnerProfile) -> dict[str, Any]:
    if profile.absent.place:
        number = given(profile.absent.place, profile, "absent.place")
        return {"ship_to": PartyReading(id=number, id_scheme="SELLER")}
    match profile.absent.ship_to:
        case ShipTo.HOLD:
            return {"findings": (*reading.findings, _unsaid(profile))}
        case ShipTo.BUYER:
            return {"ship_to": _as_ship_to(reading.buyer, profile)}
        case ShipTo.BILL_TO:
            return {"ship_to": _as_ship_to(reading.bill_to, profile)}
        case _:
            return {}


def _as_ship_to(party: PartyReading | None, profile: PartnerProfile) -> PartyReading | None:
    if party is None:
        return None
    by = setting(profile, "absent.ship_to")
    reads = {name: getattr(party, name) for name in PartyReading.model_fields}
    return party.model_copy(update={
        name: read.model_copy(update={"evidence": (*read.evidence, by)})
        for name, read in reads.items()
        if isinstance(read, Read)
    })  # fmt: skip


def _doubted(reading: OrderReading, path: str) -> bool:
    """Whether the document has it, but nobody could say what it means."""
    return any(
        finding.holds and finding.path == path and finding.code is not FindingCode.MISSING_FIELD
        for finding in reading.findings
    )


def _unsaid(profile: PartnerProfile) -> Finding:
    return Finding(
        code=FindingCode.MISSING_FIELD,
        severity=Severity.HOLD,
        message=f"The order names no place to deliver to, and the profile {profile.name} has it asked. Choose one.",
        path="ship_to",
        expected="a place",
    )
