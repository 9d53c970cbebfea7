"""What codes and ids of the partner mean."""

from collections.abc import Mapping
from typing import Any

from orders.partner import PartnerProfile
from orders.partner_values import PartyIds
from orders.reading import LineReading, OrderReading, PartyReading, Read
from parsers.profile.given import meant, setting

_PARTIES = ("buyer", "supplier", "ship_to", "bill_to")
_SWAPPED = {"BUYER": "SELLER", "SELLER": "BUYER"}


def with_codes_meant(reading: OrderReading, profile: PartnerProfile) -> OrderReading:
    """The reading with each code as the profile says what it means."""
    codes = profile.codes
    changed: dict[str, Any] = {name: _party(getattr(reading, name), name, profile) for name in _PARTIES}
    changed["currency"] = _mapped(reading.currency, codes.currencies, profile, "codes.currencies")
    changed["payment_terms"] = _mapped(reading.payment_terms, codes.payment_terms, profile, "codes.payment_terms")
    changed["delivery_terms"] = _mapped(reading.delivery_terms, codes.delivery_terms, profile, "codes.delivery_terms")
    changed["lines"] = tuple(_line(line, profile) for line in reading.lines)
    return reading.model_copy(update=changed)


def _line(line: LineReading, profile: PartnerProfile) -> LineReading:
    codes = profile.codes
    line = _items(line, profile)
    return line.model_copy(update={
        "uom": _mapped(line.uom, codes.units, profile, "codes.units"),
        "price_uom": _mapped(line.price_uom, codes.units, profile, "codes.units"),
        "deliveries": tuple(
            delivery.model_copy(update={"ship_to": _party(delivery.ship_to, "ship_to", profile)})
            for delivery in line.deliveries
        ),
    })  # fmt: skip


def _items(line: LineReading, profile: PartnerProfile) -> LineReading:
    """The numbers of the item: whose they are, and which of ours is meant."""
    if profile.item_ids is PartyIds.SWAPPED:
        by = setting(profile, "item_ids")
        buyers, ours = _with(line.supplier_item, by), _with(line.buyer_item, by)
        line = line.model_copy(update={"buyer_item": buyers, "supplier_item": ours})
    if line.buyer_item is None or line.supplier_item is not None:
        return line
    ours = _mapped(line.buyer_item, profile.codes.items, profile, "codes.items")
    return line if ours == line.buyer_item else line.model_copy(update={"supplier_item": ours})


def _party(party: PartyReading | None, name: str, profile: PartnerProfile) -> PartyReading | None:
    if party is None:
        return None
    changed: dict[str, Any] = {"country": _mapped(party.country, profile.codes.countries, profile, "codes.countries")}
    if profile.party_ids is PartyIds.SWAPPED and party.id and party.id_scheme in _SWAPPED:
        changed |= {"id": _with(party.id, setting(profile, "party_ids")), "id_scheme": _SWAPPED[party.id_scheme]}
    place = _mapped(party.id, profile.codes.places, profile, "codes.places") if name == "ship_to" else party.id
    if place != party.id:
        changed |= {"id": place, "id_scheme": "SELLER"}
    return party.model_copy(update=changed)


def _with(read: Read[str] | None, by: Any) -> Read[str] | None:
    return read.model_copy(update={"evidence": (*read.evidence, by)}) if read else None


def _mapped(
    read: Read[str] | None, codes: Mapping[str, str], profile: PartnerProfile, name: str
) -> Read[str] | None:  # fmt: skip
    if read is None or not codes:
        return read
    value = {code.casefold(): sense for code, sense in codes.items()}.get(read.value.strip().casefold())
    return read if value is None else meant(read, value, profile, name)
