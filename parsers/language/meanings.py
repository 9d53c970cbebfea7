"""What the words of order forms can mean; `labels.toml` has a list of words for each."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Column(StrEnum):
    """What a column of the table of lines holds."""

    POSITION = "position"
    BUYER_ITEM = "buyer_item"
    SUPPLIER_ITEM = "supplier_item"
    ITEM = "item"
    GTIN = "gtin"
    DESCRIPTION = "description"
    QUANTITY = "quantity"
    UNIT = "unit"
    UNIT_PRICE = "unit_price"
    PRICE_BASIS = "price_basis"
    DISCOUNT_PERCENT = "discount_percent"
    LINE_TOTAL = "line_total"
    REQUESTED_DATE = "requested_date"
    ORDER_NUMBER = "order_number"
    ORDER_DATE = "order_date"
    CURRENCY = "currency"
    ACTION = "action"
    REMARK = "remark"
    SHIP_TO_NAME = "ship_to_name"
    SHIP_TO_STREET = "ship_to_street"
    SHIP_TO_POSTCODE = "ship_to_postcode"
    SHIP_TO_CITY = "ship_to_city"
    SHIP_TO_COUNTRY = "ship_to_country"
    SHIP_TO_ID = "ship_to_id"
    BUYER_NAME = "buyer_name"
    CONTACT_NAME = "contact_name"
    PAYMENT_TERMS = "payment_terms"
    HARMLESS = "harmless"


CODES: Final = frozenset({Column.BUYER_ITEM, Column.SUPPLIER_ITEM, Column.ITEM, Column.GTIN})
"""Columns of numbers by which an item is known."""
MONEY: Final = frozenset({Column.UNIT_PRICE, Column.LINE_TOTAL})
"""Columns of amounts of money."""


class Label(StrEnum):
    """What a label beside or above a value announces."""

    PO_NUMBER = "po_number"
    OWN_NUMBER = "own_number"
    ORDER_DATE = "order_date"
    CURRENCY = "currency"
    REQUESTED_DELIVERY_DATE = "requested_delivery_date"
    SHIP_TO = "ship_to"
    BUYER = "buyer"
    SUPPLIER = "supplier"
    BILL_TO = "bill_to"
    CONTACT = "contact"
    EMAIL = "email"
    PHONE = "phone"
    PAYMENT_TERMS = "payment_terms"
    DELIVERY_TERMS = "delivery_terms"
    CONTRACT = "contract"
    CHANGE_NUMBER = "change_number"
    VENDOR_NUMBER = "vendor_number"
    CUSTOMER_NUMBER = "customer_number"
    VAT_ID = "vat_id"
    QUOTATION = "quotation"
    OTHER_DOCUMENT = "other_document"
    HARMLESS = "harmless"


PARTIES: Final = frozenset({Label.SHIP_TO, Label.BILL_TO, Label.BUYER, Label.SUPPLIER})
"""Labels of a company with its address."""
INCIDENTAL: Final = frozenset({Label.DELIVERY_TERMS, Label.HARMLESS})
"""Labels whose values no order is written with."""
DAYS: Final = frozenset({Label.ORDER_DATE, Label.REQUESTED_DELIVERY_DATE})
"""Labels of a date."""


class Total(StrEnum):
    """What a sum below the lines is."""

    NET = "net"
    TAX = "tax"
    GROSS = "gross"
    EITHER = "either"
    FREIGHT = "freight"
    ALLOWANCE = "allowance"
    HARMLESS = "harmless"


class Title(StrEnum):
    """What kind of paper a title names; `NONE` is no order at all."""

    ORDER = "order"
    CHANGE = "change"
    CANCEL = "cancel"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading with what was said in it beside its meaning: `Unit price (GBP) per 100`."""

    columns: frozenset[Column]
    currency: str = ""
    basis: str = ""
    unit: str = ""
