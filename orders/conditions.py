"""What an order may state beside its own fields: days that are no delivery date, and further places.

They go to the ERP as the customer states them and change no field of the order.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class DateMeaning(StrEnum):
    """What a day binds. A day for shipping is never made into one for delivery: that would need the lead time."""

    SHIPMENT = "shipment"
    SHIPMENT_NOT_BEFORE = "shipment_not_before"
    SHIPMENT_NOT_AFTER = "shipment_not_after"
    DELIVERY_NOT_BEFORE = "delivery_not_before"
    """Of a line; the order has fields for its own window."""
    DELIVERY_NOT_AFTER = "delivery_not_after"
    DELIVERY_SCHEDULED = "delivery_scheduled"
    DELIVERY_PROMISED = "delivery_promised"
    DELIVERY_ESTIMATED = "delivery_estimated"
    REQUIRED_BY = "required_by"
    CANCEL_AFTER = "cancel_after"
    CANCEL_UNLESS_SHIPPED_BY = "cancel_unless_shipped_by"
    COLLECTION = "collection"
    COLLECTION_NOT_BEFORE = "collection_not_before"
    COLLECTION_NOT_AFTER = "collection_not_after"
    BEST_BEFORE_AT_LEAST = "best_before_at_least"
    EXPIRY = "expiry"
    PROMOTION_BEGINS = "promotion_begins"
    PROMOTION_ENDS = "promotion_ends"


DATE_WORDS: Mapping[DateMeaning, str] = MappingProxyType(
    {
        DateMeaning.SHIPMENT: "Ship on",
        DateMeaning.SHIPMENT_NOT_BEFORE: "Ship not before",
        DateMeaning.SHIPMENT_NOT_AFTER: "Ship not after",
        DateMeaning.DELIVERY_NOT_BEFORE: "Deliver not before",
        DateMeaning.DELIVERY_NOT_AFTER: "Deliver not after",
        DateMeaning.DELIVERY_SCHEDULED: "Delivery scheduled for",
        DateMeaning.DELIVERY_PROMISED: "Delivery promised for",
        DateMeaning.DELIVERY_ESTIMATED: "Delivery expected on",
        DateMeaning.REQUIRED_BY: "Required by",
        DateMeaning.CANCEL_AFTER: "Refused if delivered after",
        DateMeaning.CANCEL_UNLESS_SHIPPED_BY: "Cancelled unless shipped by",
        DateMeaning.COLLECTION: "Collected on",
        DateMeaning.COLLECTION_NOT_BEFORE: "Collected not before",
        DateMeaning.COLLECTION_NOT_AFTER: "Collected not after",
        DateMeaning.BEST_BEFORE_AT_LEAST: "Best before at least",
        DateMeaning.EXPIRY: "Expires on",
        DateMeaning.PROMOTION_BEGINS: "Promotion from",
        DateMeaning.PROMOTION_ENDS: "Promotion until",
    }
)


class PlaceRole(StrEnum):
    """What a place is that is not where the goods are delivered."""

    FINAL_DESTINATION = "final_destination"
    """The store behind a cross-docking centre."""
    MARK_FOR = "mark_for"
    """Whom the packages are labelled for."""
    CONSIGNEE = "consignee"
    DESPATCH = "despatch"
    """Where they are collected."""


PLACE_WORDS: Mapping[PlaceRole, str] = MappingProxyType(
    {
        PlaceRole.FINAL_DESTINATION: "For the store",
        PlaceRole.MARK_FOR: "Marked for",
        PlaceRole.CONSIGNEE: "Consignee",
        PlaceRole.DESPATCH: "Collected from",
    }
)
