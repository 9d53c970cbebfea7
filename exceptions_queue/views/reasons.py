"""Findings as a clerk sorts them: families for the tabs of the queue, and one or two words for each reason."""

from collections.abc import Iterable
from enum import StrEnum

from orders.findings import FindingCode as Code
from storage.queue import Reasons


class Family(StrEnum):
    """The tabs of the queue."""

    ITEM = "item"
    PRICE = "price"
    CUSTOMER = "customer"
    QUANTITY = "quantity"
    DUPLICATE = "duplicate"
    ERP = "erp"
    UNREADABLE = "unreadable"
    REVIEW = "review"


FAMILY_LABELS = {
    Family.ITEM: "Item",
    Family.PRICE: "Price",
    Family.CUSTOMER: "Customer & ship-to",
    Family.QUANTITY: "Quantity & stock",
    Family.DUPLICATE: "Duplicate & change",
    Family.ERP: "ERP",
    Family.UNREADABLE: "Unreadable & no order",
    Family.REVIEW: "Review",
}

REASONS: dict[Code, tuple[Family, str]] = {
    Code.EMPTY_FILE: (Family.UNREADABLE, "empty file"),
    Code.UNREADABLE: (Family.UNREADABLE, "unreadable"),
    Code.NO_PARSER: (Family.UNREADABLE, "unknown format"),
    Code.SEVERAL_PARSERS: (Family.UNREADABLE, "several formats"),
    Code.UNDECODABLE_CHARACTERS: (Family.UNREADABLE, "bad characters"),
    Code.TRUNCATED: (Family.UNREADABLE, "cut off"),
    Code.CONTROL_COUNT: (Family.UNREADABLE, "control count"),
    Code.CONTROL_REFERENCE: (Family.UNREADABLE, "control reference"),
    Code.ENVELOPE_DEFECT: (Family.UNREADABLE, "envelope"),
    Code.ARCHIVE_LIMIT: (Family.UNREADABLE, "archive too large"),
    Code.TIME_LIMIT: (Family.UNREADABLE, "took too long"),
    Code.ENCRYPTED: (Family.UNREADABLE, "encrypted"),
    Code.NO_ORDER: (Family.UNREADABLE, "no order"),
    Code.SEVERAL_ORDER_DOCUMENTS: (Family.UNREADABLE, "several documents"),
    Code.TEST_INTERCHANGE: (Family.REVIEW, "test message"),
    Code.FUNCTION_NOT_ORIGINAL: (Family.DUPLICATE, "not an original"),
    Code.MESSAGE_TYPE: (Family.UNREADABLE, "message type"),
    Code.MISSING_FIELD: (Family.REVIEW, "missing"),
    Code.INVALID_VALUE: (Family.REVIEW, "invalid"),
    Code.AMBIGUOUS_VALUE: (Family.REVIEW, "to compare"),
    Code.DUPLICATE_LINE_NUMBER: (Family.REVIEW, "line number twice"),
    Code.UNREAD_CONTENT: (Family.REVIEW, "unread content"),
    Code.FREE_TEXT: (Family.REVIEW, "free text"),
    Code.SPLIT_DELIVERY: (Family.QUANTITY, "split delivery"),
    Code.ALLOWANCE_OR_CHARGE: (Family.PRICE, "allowance or charge"),
    Code.FREE_GOODS: (Family.PRICE, "free goods"),
    Code.CHECK_DIGIT: (Family.ITEM, "check digit"),
    Code.LINE_ARITHMETIC: (Family.PRICE, "line total"),
    Code.TOTAL_ARITHMETIC: (Family.PRICE, "order total"),
    Code.LINE_COUNT: (Family.REVIEW, "line count"),
    Code.DATE_IMPLAUSIBLE: (Family.REVIEW, "date"),
    Code.REFERENCE_MISSING: (Family.REVIEW, "no reference data"),
    Code.NOT_CHECKED: (Family.REVIEW, "not checked"),
    Code.CUSTOMER_UNKNOWN: (Family.CUSTOMER, "unknown customer"),
    Code.CUSTOMER_AMBIGUOUS: (Family.CUSTOMER, "which customer"),
    Code.AUTHENTICATION_FAILED: (Family.CUSTOMER, "sender not genuine"),
    Code.AUTHENTICATION_MISSING: (Family.CUSTOMER, "sender not examined"),
    Code.SENDER_LOOKALIKE: (Family.CUSTOMER, "look-alike sender"),
    Code.SENDER_NEW: (Family.CUSTOMER, "new sender"),
    Code.RUSH_TO_NEW_ADDRESS: (Family.CUSTOMER, "rush to new address"),
    Code.CUSTOMER_BLOCKED: (Family.CUSTOMER, "customer blocked"),
    Code.SHIP_TO_UNKNOWN: (Family.CUSTOMER, "unknown ship-to"),
    Code.SHIP_TO_NEW: (Family.CUSTOMER, "new ship-to"),
    Code.SHIP_TO_CHANGED: (Family.CUSTOMER, "changed ship-to"),
    Code.SHIP_TO_AMBIGUOUS: (Family.CUSTOMER, "which ship-to"),
    Code.ITEM_UNKNOWN: (Family.ITEM, "unknown item"),
    Code.ITEM_AMBIGUOUS: (Family.ITEM, "which item"),
    Code.ITEM_CONTRADICTION: (Family.ITEM, "item contradiction"),
    Code.ITEM_BLOCKED: (Family.ITEM, "item blocked"),
    Code.UNIT_UNKNOWN: (Family.QUANTITY, "unknown unit"),
    Code.UNIT_NOT_SOLD: (Family.QUANTITY, "unit not sold"),
    Code.PACK_MULTIPLE: (Family.QUANTITY, "pack size"),
    Code.PRICE_MISSING: (Family.PRICE, "no price"),
    Code.PRICE_DIFFERS: (Family.PRICE, "price differs"),
    Code.PRICE_UNIT: (Family.PRICE, "price unit"),
    Code.CURRENCY_DIFFERS: (Family.PRICE, "currency"),
    Code.STOCK_SHORT: (Family.QUANTITY, "stock short"),
    Code.REFERENCE_STALE: (Family.REVIEW, "old data"),
    Code.ITEM_REPLACED: (Family.ITEM, "item replaced"),
    Code.MINIMUM_QUANTITY: (Family.QUANTITY, "minimum quantity"),
    Code.MINIMUM_ORDER_VALUE: (Family.PRICE, "minimum order value"),
    Code.PAYMENT_TERMS_DIFFER: (Family.PRICE, "payment terms"),
    Code.DELIVERY_TERMS_DIFFER: (Family.PRICE, "delivery terms"),
    Code.LEAD_TIME: (Family.REVIEW, "lead time"),
    Code.CREDIT_BLOCKED: (Family.CUSTOMER, "credit blocked"),
    Code.CREDIT_LIMIT: (Family.CUSTOMER, "credit limit"),
    Code.CLOSED_DAY: (Family.REVIEW, "closed day"),
    Code.REVIEW_MODE: (Family.REVIEW, "to confirm"),
    Code.DRAWN_FOR_REVIEW: (Family.REVIEW, "drawn for review"),
    Code.SHADOW_MODE: (Family.REVIEW, "shadow mode"),
    Code.DUPLICATE_ORDER: (Family.DUPLICATE, "duplicate"),
    Code.CHANGED_COPY: (Family.DUPLICATE, "changed copy"),
    Code.CHANGE_WITHOUT_ORDER: (Family.DUPLICATE, "change, no order"),
    Code.CHANGE_REQUEST: (Family.DUPLICATE, "change request"),
    Code.CHANGE_WAITING: (Family.DUPLICATE, "change waits"),
    Code.CHANGE_MISMATCH: (Family.DUPLICATE, "change does not fit"),
    Code.CHANGE_OUT_OF_ORDER: (Family.DUPLICATE, "change out of order"),
    Code.ERP_REFUSED: (Family.ERP, "ERP refused"),
    Code.ERP_DIFFERENCE: (Family.ERP, "ERP differs"),
    Code.ERP_FOREIGN_ORDER: (Family.ERP, "already in ERP"),
    Code.ERP_UNKNOWN_OUTCOME: (Family.ERP, "ERP unclear"),
    Code.ERP_PARTIAL: (Family.ERP, "partly in ERP"),
    Code.ANSWER_FAILED: (Family.ERP, "answer not sent"),
    Code.RETRIES_EXHAUSTED: (Family.ERP, "retries exhausted"),
    Code.INTERNAL_ERROR: (Family.UNREADABLE, "internal error"),
}


def reasons_of(family: Family) -> Reasons:
    """What stands under a tab; what waits without a reason stands under Review."""
    codes = frozenset(code for code, (its_family, _) in REASONS.items() if its_family is family)
    return Reasons(codes, or_none=family is Family.REVIEW)


def short_words(codes: Iterable[str]) -> tuple[tuple[str, int], ...]:
    """Each reason in words and how often it occurs, in the order of first occurrence."""
    counts: dict[str, int] = {}
    for code in codes:
        word = REASONS[Code(code)][1]
        counts[word] = counts.get(word, 0) + 1
    return tuple(counts.items())
