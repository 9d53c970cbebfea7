"""Findings: what a parser or rule noticed, in a closed catalogue whose codes are the anchors of the documentation."""

from enum import StrEnum

from orders.evidence import Evidence
from orders.values import Value


class Severity(StrEnum):
    """What a finding does to its order."""

    BLOCK = "block"
    """The order cannot be posted until the value is mended; nobody can wave it through."""
    HOLD = "hold"
    """A person decides; who accepts it lets the order go on as it is."""
    NOTE = "note"
    """Shown beside the value; holds nothing."""


class FindingCode(StrEnum):
    """Every reason there is. `docs/reference/findings.md` has a heading for each."""

    # The bytes and the envelope
    EMPTY_FILE = "empty-file"
    UNREADABLE = "unreadable"
    NO_PARSER = "no-parser"
    SEVERAL_PARSERS = "several-parsers"
    UNDECODABLE_CHARACTERS = "undecodable-characters"
    TRUNCATED = "truncated"
    CONTROL_COUNT = "control-count"
    CONTROL_REFERENCE = "control-reference"
    ENVELOPE_DEFECT = "envelope-defect"
    ARCHIVE_LIMIT = "archive-limit"
    TIME_LIMIT = "time-limit"
    ENCRYPTED = "encrypted"
    NO_ORDER = "no-order"
    SEVERAL_ORDER_DOCUMENTS = "several-order-documents"
    # What kind of message it is
    TEST_INTERCHANGE = "test-interchange"
    FUNCTION_NOT_ORIGINAL = "function-not-original"
    MESSAGE_TYPE = "message-type"
    # The reading
    MISSING_FIELD = "missing-field"
    INVALID_VALUE = "invalid-value"
    AMBIGUOUS_VALUE = "ambiguous-value"
    DUPLICATE_LINE_NUMBER = "duplicate-line-number"
    UNREAD_CONTENT = "unread-content"
    FREE_TEXT = "free-text"
    SPLIT_DELIVERY = "split-delivery"
    ALLOWANCE_OR_CHARGE = "allowance-or-charge"
    FREE_GOODS = "free-goods"
    CHECK_DIGIT = "check-digit"
    LINE_ARITHMETIC = "line-arithmetic"
    TOTAL_ARITHMETIC = "total-arithmetic"
    LINE_COUNT = "line-count"
    DATE_IMPLAUSIBLE = "date-implausible"
    # Reference data and policy
    REFERENCE_MISSING = "reference-missing"
    REFERENCE_STALE = "reference-stale"
    NOT_CHECKED = "not-checked"
    CUSTOMER_UNKNOWN = "customer-unknown"
    CUSTOMER_AMBIGUOUS = "customer-ambiguous"
    CUSTOMER_BLOCKED = "customer-blocked"
    AUTHENTICATION_FAILED = "authentication-failed"
    AUTHENTICATION_MISSING = "authentication-missing"
    SENDER_LOOKALIKE = "sender-lookalike"
    SENDER_NEW = "sender-new"
    SHIP_TO_UNKNOWN = "ship-to-unknown"
    SHIP_TO_NEW = "ship-to-new"
    SHIP_TO_CHANGED = "ship-to-changed"
    SHIP_TO_AMBIGUOUS = "ship-to-ambiguous"
    RUSH_TO_NEW_ADDRESS = "rush-to-new-address"
    ITEM_UNKNOWN = "item-unknown"
    ITEM_AMBIGUOUS = "item-ambiguous"
    ITEM_CONTRADICTION = "item-contradiction"
    ITEM_BLOCKED = "item-blocked"
    ITEM_REPLACED = "item-replaced"
    UNIT_UNKNOWN = "unit-unknown"
    UNIT_NOT_SOLD = "unit-not-sold"
    PACK_MULTIPLE = "pack-multiple"
    MINIMUM_QUANTITY = "minimum-quantity"
    MINIMUM_ORDER_VALUE = "minimum-order-value"
    PRICE_MISSING = "price-missing"
    PRICE_DIFFERS = "price-differs"
    PRICE_UNIT = "price-unit"
    CURRENCY_DIFFERS = "currency-differs"
    PAYMENT_TERMS_DIFFER = "payment-terms-differ"
    DELIVERY_TERMS_DIFFER = "delivery-terms-differ"
    STOCK_SHORT = "stock-short"
    LEAD_TIME = "lead-time"
    CREDIT_BLOCKED = "credit-blocked"
    CREDIT_LIMIT = "credit-limit"
    CLOSED_DAY = "closed-day"
    REVIEW_MODE = "review-mode"
    DRAWN_FOR_REVIEW = "drawn-for-review"
    SHADOW_MODE = "shadow-mode"
    # Against what came before
    DUPLICATE_ORDER = "duplicate-order"
    CHANGED_COPY = "changed-copy"
    CHANGE_WITHOUT_ORDER = "change-without-order"
    CHANGE_REQUEST = "change-request"
    CHANGE_WAITING = "change-waiting"
    CHANGE_MISMATCH = "change-mismatch"
    CHANGE_OUT_OF_ORDER = "change-out-of-order"
    # The ERP
    ERP_REFUSED = "erp-refused"
    ERP_DIFFERENCE = "erp-difference"
    ERP_FOREIGN_ORDER = "erp-foreign-order"
    ERP_UNKNOWN_OUTCOME = "erp-unknown-outcome"
    ERP_PARTIAL = "erp-partial"
    # Answers
    ANSWER_FAILED = "answer-failed"
    # Ourselves
    RETRIES_EXHAUSTED = "retries-exhausted"
    INTERNAL_ERROR = "internal-error"


class Change(Value):
    """One edit of a reading: the field's path and its new text. An empty value clears the field.

    `evidence` is where a person saw the value in the document, where they pointed at it.
    """

    path: str
    value: str
    evidence: Evidence | None = None


class Fix(Value):
    """A suggested remedy that a person can take with one key: the edits it makes, and whether it is worth learning."""

    label: str
    changes: tuple[Change, ...] = ()
    teaches: bool = False


class Detail(Value):
    """A fact beside the sentence of a finding; `beside` is what `text` is to be compared with, where it is."""

    name: str
    text: str
    beside: str = ""


class Finding(Value):
    """One thing noticed. `path` names the field (`lines[3].quantity`, zero-based; empty for the whole order)."""

    code: FindingCode
    severity: Severity
    message: str
    path: str = ""
    found: str = ""
    expected: str = ""
    fixes: tuple[Fix, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    details: tuple[Detail, ...] = ()
    defect: str = ""
    """The defect of the wire's syntax that it tells, by its code (`edi.defects.DefectCode`), empty for any other."""

    @property
    def holds(self) -> bool:
        """Whether the order waits for a person because of it."""
        return self.severity is not Severity.NOTE

    @property
    def fingerprint(self) -> str:
        """What a person accepts: the same finding on the same values. A changed value makes it a new one."""
        return f"{self.code.value}|{self.path}|{self.found}|{self.expected}"
