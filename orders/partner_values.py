"""The closed sets and small values that a partner's profile is written in."""

import re
from enum import StrEnum
from functools import cache
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


ACCEPTABLE = frozenset(
    {
        FindingCode.UNDECODABLE_CHARACTERS,
        FindingCode.TRUNCATED,
        FindingCode.CONTROL_COUNT,
        FindingCode.CONTROL_REFERENCE,
        FindingCode.ENVELOPE_DEFECT,
        FindingCode.FUNCTION_NOT_ORIGINAL,
        FindingCode.MESSAGE_TYPE,
        FindingCode.MISSING_FIELD,
        FindingCode.INVALID_VALUE,
        FindingCode.AMBIGUOUS_VALUE,
        FindingCode.DUPLICATE_LINE_NUMBER,
        FindingCode.UNREAD_CONTENT,
        FindingCode.FREE_TEXT,
        FindingCode.SPLIT_DELIVERY,
        FindingCode.ALLOWANCE_OR_CHARGE,
        FindingCode.LINE_COUNT,
        FindingCode.TOTAL_ARITHMETIC,
        FindingCode.CHECK_DIGIT,
    }
)
"""What reading a document finds, and a person may know to be usual for a partner. Arithmetic of a line is not among
them, since it is the witness of what is ordered; nor is anything about money owed, addresses or copies."""

_BY_PLACE = ACCEPTABLE - {FindingCode.CONTROL_COUNT, FindingCode.CONTROL_REFERENCE, FindingCode.ENVELOPE_DEFECT}


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
    """The field that it is about: `currency`, `lines.uom`."""
    found: str = ""
    """What stands there, exactly. Left out: whatever stands there."""
    because: Words
    """Why it changes nothing: shown to whoever looks at the order."""

    @model_validator(mode="after")
    def _placed(self) -> Self:
        if self.code in _BY_PLACE and not (self.defect or self.segment or self.field or self.found):
            raise ValueError(
                f"{self.code.value} may stand for many things: say which is usual, by defect, segment, field or found"
            )
        return self


@cache
def boilerplate(pattern: str) -> re.Pattern[str]:
    """The text with one number for each `#`; blanks were squeezed in what it is compared with."""
    squeezed = re.escape(" ".join(pattern.split()))
    return re.compile(squeezed.replace(r"\#", r"\d[\d.,/-]*"), re.IGNORECASE)
