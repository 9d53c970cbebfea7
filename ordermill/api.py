"""What plug-ins are written against: the protocols, the values that pass through them, and the errors.

A plug-in imports from here only; everything else may change without notice. The built-in parsers, rules, adapters and
sources need nothing more. `docs/howto/write-a-plug-in.md` shows one.
"""

from erp_adapters.adapter import Capabilities, ErpOrder, ErpOrderState, Idempotency, OrderPosting, Posting
from ingest.source import Backfillable, Received, Source, SourceMemory
from orders import currencies, gtin, lessons, matching, units
from orders.completion import LARGEST_AMOUNT, completed, completed_line, price_scale
from orders.document import SourceKey, digest_of
from orders.errors import Misconfigured, NeedsAttention, OrdermillError, Retryable, UnknownOutcome
from orders.evidence import (
    Cell,
    Evidence,
    Learned,
    MailHeader,
    PageBox,
    Person,
    PolicyDefault,
    ReferenceRow,
    Segment,
    TextSpan,
    XmlPath,
)
from orders.findings import Change, Finding, FindingCode, Fix, Severity
from orders.ids import PostingId
from orders.knowledge import KnowledgeKind
from orders.order import (
    AnyOrder,
    Line,
    Money,
    OrderCancellation,
    OrderChange,
    Party,
    PurchaseOrder,
    Quantity,
    order_identity,
)
from orders.policy import Mode, Policies, Policy
from orders.reading import (
    Confidence,
    ContactReading,
    DeliveryReading,
    LineAction,
    LineReading,
    OrderKind,
    OrderReading,
    PartyReading,
    Read,
)
from orders.reference import (
    Customer,
    Item,
    KnowledgeBase,
    KnownOrder,
    OrderHistory,
    Pack,
    Price,
    ReadsAhead,
    ReferenceData,
    ShipTo,
)
from orders.resolution import Fact, Resolution
from orders.transcript import Transcript, TranscriptKind, TranscriptRow
from orders.values import Exact, Instant, Value
from parsers.parser import Blob, Match, ParseContext, Parsed, Parser
from validation.rule import Case, Rule, Verdict

__all__ = [
    "LARGEST_AMOUNT",
    "AnyOrder",
    "Backfillable",
    "Blob",
    "Capabilities",
    "Case",
    "Cell",
    "Change",
    "Confidence",
    "ContactReading",
    "Customer",
    "DeliveryReading",
    "ErpOrder",
    "ErpOrderState",
    "Evidence",
    "Exact",
    "Fact",
    "Finding",
    "FindingCode",
    "Fix",
    "Idempotency",
    "Instant",
    "Item",
    "KnowledgeBase",
    "KnowledgeKind",
    "KnownOrder",
    "Learned",
    "Line",
    "LineAction",
    "LineReading",
    "MailHeader",
    "Match",
    "Misconfigured",
    "Mode",
    "Money",
    "NeedsAttention",
    "OrderCancellation",
    "OrderChange",
    "OrderHistory",
    "OrderKind",
    "OrderPosting",
    "OrderReading",
    "OrdermillError",
    "Pack",
    "PageBox",
    "ParseContext",
    "Parsed",
    "Parser",
    "Party",
    "PartyReading",
    "Person",
    "Policies",
    "Policy",
    "PolicyDefault",
    "Posting",
    "PostingId",
    "Price",
    "PurchaseOrder",
    "Quantity",
    "Read",
    "ReadsAhead",
    "Received",
    "ReferenceData",
    "ReferenceRow",
    "Resolution",
    "Retryable",
    "Rule",
    "Segment",
    "Severity",
    "ShipTo",
    "Source",
    "SourceKey",
    "SourceMemory",
    "TextSpan",
    "Transcript",
    "TranscriptKind",
    "TranscriptRow",
    "UnknownOutcome",
    "Value",
    "Verdict",
    "XmlPath",
    "completed",
    "completed_line",
    "currencies",
    "digest_of",
    "gtin",
    "lessons",
    "matching",
    "order_identity",
    "price_scale",
    "units",
]
