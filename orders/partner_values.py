"""The closed sets and small values that a partner's profile is written in."""

import re
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import Annotated, Self

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from orders.conditions import DateMeaning
from orders.findings import FindingCode
from orders.values import Value

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Code = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class ShipTo(StrEnum):
    """Where goods go when an order names no place."""

    UNSAID = ""
    """The policy decides (`ship_to_buyer_when_absent`)."""
    HOLD = "hold"
    """A person chooses, whatever the policy says."""
    BUYER = "buyer"
    """To the buyer as the order names it."""
    BILL_TO = "bill_to"
    """To whoever gets the invoice."""


class GoodsForStores(StrEnum):
    """Where the goods go of an order that names stores for its lines, and a delivery address of its own."""

    HOLD = "hold"
    """A person is asked."""
    STORES = "stores"
    """To the stores, by an order for each; the address gets what is for none of them."""
    CENTRE = "centre"
    """All to the address, which passes them on; what is for which store becomes a text of the line."""


class PartyIds(StrEnum):
    """Whether what is said to be the buyer's number is the buyer's."""

    AS_SENT = "as_sent"
    SWAPPED = "swapped"
    """What the document calls the buyer's number is the supplier's, and the other way round."""


class DateField(StrEnum):
    """The dates of an order that bind the delivery."""

    REQUESTED = "requested_delivery_date"
    EARLIEST = "earliest_delivery_date"
    LATEST = "latest_delivery_date"
    INFORMATION = "information"
    """It binds nothing: a note, and no more."""


class Heading(StrEnum):
    """Fields of the heading that can be required."""

    PO_NUMBER = "po_number"
    ORDER_DATE = "order_date"
    CURRENCY = "currency"
    BUYER = "buyer"
    SHIP_TO = "ship_to"
    BILL_TO = "bill_to"
    REQUESTED_DELIVERY_DATE = "requested_delivery_date"
    CONTRACT = "contract"
    RELEASE = "release"
    PAYMENT_TERMS = "payment_terms"
    DELIVERY_TERMS = "delivery_terms"
    TOTAL_NET = "total_net"


class LineField(StrEnum):
    """Fields of a line that can be required."""

    LINE_NO = "line_no"
    BUYER_ITEM = "buyer_item"
    SUPPLIER_ITEM = "supplier_item"
    GTIN = "gtin"
    DESCRIPTION = "description"
    QUANTITY = "quantity"
    UOM = "uom"
    UNIT_PRICE = "unit_price"
    LINE_TOTAL = "line_total"
    REQUESTED_DATE = "requested_date"


class DateUse(Value):
    """What a date of this partner is meant for that by its name is no delivery date."""

    date: DateMeaning
    """What it is called."""
    means: DateField
    """What it is meant for: a date that binds the delivery, or mere information."""
    plus_days: Annotated[int, Field(ge=0, le=60)] = 0
    """Calendar days from the date that is sent to the one that is meant: a day of shipping is not one of delivery."""


_BESIDE_THE_GOODS = frozenset(
    {
        "order_date", "supplier", "bill_to", "buyer_contact", "payment_terms", "delivery_terms", "contract",
        "total_net", "total_tax", "total_gross", "lines.description", "lines.line_no",
    }
)  # fmt: skip
"""Fields of which a usual doubt changes neither goods nor money, place or date."""

_OF_FIELDS = frozenset({FindingCode.MISSING_FIELD, FindingCode.INVALID_VALUE, FindingCode.AMBIGUOUS_VALUE})
_OF_PLACES = frozenset(
    {
        FindingCode.DUPLICATE_LINE_NUMBER,
        FindingCode.UNREAD_CONTENT,
        FindingCode.LINE_COUNT,
        FindingCode.TOTAL_ARITHMETIC,
        FindingCode.CHECK_DIGIT,
    }
)
_OF_ENVELOPES = frozenset({FindingCode.CONTROL_COUNT, FindingCode.CONTROL_REFERENCE, FindingCode.ENVELOPE_DEFECT})
_OF_DEFECTS = MappingProxyType(
    {
        FindingCode.TRUNCATED: frozenset({"unz_missing", "une_missing", "iea_missing", "ge_missing"}),
        FindingCode.UNDECODABLE_CHARACTERS: frozenset({"other_charset"}),
    }
)
"""A missing trailer of the interchange can be usual; that the message itself is cut off cannot."""

_UNREAD_BYTES = frozenset(
    {
        "control_character", "empty_interchange", "invalid_tag", "nothing_found", "outside_message",
        "overlong_segment", "terminator_missing", "una_unusable", "unh_incomplete",
    }
)  # fmt: skip
"""Defects behind which lines of an order, or whole orders, may be that nobody read."""
_OF_WORDS = frozenset({"junk_after"})
"""Defects that can be usual as long as the same words stand there."""

ACCEPTABLE = _OF_FIELDS | _OF_PLACES | _OF_ENVELOPES | frozenset(_OF_DEFECTS) | {FindingCode.MESSAGE_TYPE}
"""What reading a document finds, and a person may know to be usual for a partner.

Free texts are not among them, since the next one may ask for something: those that are known are boilerplate. Nor is
what guards a promise: copies, tests, functions other than original, arithmetic, addresses.
"""

_PREFIX = "*"


def _acceptable(code: FindingCode) -> FindingCode:
    if code not in ACCEPTABLE:
        allowed = ", ".join(sorted(each.value for each in ACCEPTABLE))
        raise ValueError(f"{code.value} cannot be usual for a partner; only these can: {allowed}")
    return code


class Quirk(Value):
    """Something that this partner's messages usually have and that changes nothing of what is ordered.

    A finding with this code, at this place, becomes a note, and names the profile as the reason.
    """

    code: Annotated[FindingCode, AfterValidator(_acceptable)]
    """Of the finding."""
    defect: str = ""
    """Which defect of the envelope: `unt_count`, `byte_order_mark`; left out: any with this code."""
    segment: str = ""
    """The tag of the segment or the name of the XML element in which it stands."""
    field: str = ""
    """The field that it is about: `payment_terms`, `lines.description`."""
    found: str = ""
    """What stands there, or with a star at the end how it begins: `BGM+226+*`. Left out: whatever stands there."""
    because: Words
    """Why it changes nothing: shown to whoever looks at the order."""

    @model_validator(mode="after")
    def _placed(self) -> Self:
        code, defects = self.code, _OF_DEFECTS.get(self.code, frozenset())
        if code in _OF_FIELDS and self.field not in _BESIDE_THE_GOODS:
            allowed = ", ".join(sorted(_BESIDE_THE_GOODS))
            raise ValueError(f"{code.value} can be usual for these fields only; set field to one of: {allowed}")
        if defects and self.defect not in defects:
            raise ValueError(
                f"{code.value} can be usual for these defects only; set one of: {', '.join(sorted(defects))}"
            )
        if code is FindingCode.ENVELOPE_DEFECT and (not self.defect or self.defect in _UNREAD_BYTES):
            raise ValueError(
                f"{code.value} may stand for many things: say by defect which is usual; these cannot be, since lines "
                f"may hide there: {', '.join(sorted(_UNREAD_BYTES))}"
            )
        if self.defect in _OF_WORDS and not self.found.rstrip(_PREFIX):
            raise ValueError(f"{self.defect} may be another order: say by found which text is usual")
        if code is FindingCode.MESSAGE_TYPE and not self.found.rstrip(_PREFIX):
            raise ValueError(f"{code.value} may stand for many things: say by found how the segment begins")
        if code in _OF_PLACES and not (self.segment or self.field or self.found):
            raise ValueError(f"{code.value} may stand for many things: say which is usual, by segment, field or found")
        return self

    def fits(self, found: str) -> bool:
        """Whether this is what usually stands there."""
        usual, there = self.found.strip(), found.strip()
        return there.startswith(usual.removesuffix(_PREFIX)) if usual.endswith(_PREFIX) else usual in ("", there)


@cache
def boilerplate(pattern: str) -> re.Pattern[str]:
    """The text with one number for each `#`; blanks were squeezed in what it is compared with."""
    squeezed = re.escape(" ".join(pattern.split()))
    return re.compile(squeezed.replace(r"\#", r"\d[\d.,/-]*"), re.IGNORECASE)
