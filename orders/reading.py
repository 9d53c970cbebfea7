"""What a parser read from a document: an order whose every field carries its evidence, complete or not."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final, Generic, TypeVar

from orders.conditions import DateMeaning, PlaceRole
from orders.evidence import Evidence
from orders.findings import Finding
from orders.partner import AppliedProfile, EnvelopeIdentity
from orders.values import Exact, Value

T = TypeVar("T")

RECOGNISED: Final = "recognised in the image of the page"
"""The doubt of a value that was read from a picture, until a witness takes it away."""


class Confidence(StrEnum):
    """How a value earned its trust: by witnesses, never by a bare percentage."""

    STATED = "stated"
    """The format itself says which field it is: an EDI element, a cell below its header."""
    PROVEN = "proven"
    """Independent witnesses agree; `Read.witnesses` names them."""
    SINGLE = "single"
    """One witness only; good enough where nothing contradicts it."""
    DOUBTFUL = "doubtful"
    """A witness contradicts it, or it was inferred; the order is held."""


class Read(Value, Generic[T]):
    """A value as the document shows it, with where it stood."""

    value: T
    evidence: tuple[Evidence, ...]
    confidence: Confidence = Confidence.STATED
    witnesses: tuple[str, ...] = ()


class OrderKind(StrEnum):
    """What the document asks for."""

    ORDER = "order"
    CHANGE = "change"
    CANCEL = "cancel"

    @property
    def noun(self) -> str:
        """As a sentence names it."""
        return "cancellation" if self is OrderKind.CANCEL else self.value


class LineAction(StrEnum):
    """What a change asks of one line."""

    ADD = "add"
    CHANGE = "change"
    CANCEL = "cancel"
    NONE = "none"


class PartyReading(Value):
    """A party as the document shows it.

    `id_scheme`: GLN, SELLER or BUYER (who assigned the id), DUNS, SAN, else as declared.
    """

    name: Read[str] | None = None
    street: Read[str] | None = None
    city: Read[str] | None = None
    postcode: Read[str] | None = None
    region: Read[str] | None = None
    country: Read[str] | None = None
    id: Read[str] | None = None
    id_scheme: str = ""
    vat_id: Read[str] | None = None


class ContactReading(Value):
    """The buyer's person to ask."""

    name: Read[str] | None = None
    email: Read[str] | None = None
    phone: Read[str] | None = None


class AllowanceReading(Value):
    """An allowance or a charge as the document shows it: of the order, or of all of a line.

    `amount` is without a sign; `code` is of code list 5189 or 7161, or of the sender's own; `reason` is in words.
    """

    is_charge: bool
    amount: Read[Exact] | None = None
    percent: Read[Exact] | None = None
    code: Read[str] | None = None
    reason: Read[str] | None = None

    @property
    def signed(self) -> Decimal:
        """What it adds to the sum; 0 where only a percentage is given."""
        amount = self.amount.value if self.amount else Decimal(0)
        return amount if self.is_charge else -amount


class DeliveryReading(Value):
    """One of several deliveries of a line: how much, when, to whom."""

    quantity: Read[Exact] | None = None
    requested_date: Read[date] | None = None
    ship_to: PartyReading | None = None


class OtherDateReading(Value):
    """A day that is no delivery date: to ship on, to collect on, after which delivery is refused."""

    meaning: DateMeaning
    day: Read[date]


class OtherPlaceReading(Value):
    """A place beside the one that the goods are delivered to."""

    role: PlaceRole
    party: PartyReading


class LineReading(Value):
    """One line. `unit_price` is for `price_basis` units (1 where absent); `line_total` is as printed."""

    line_no: Read[str] | None = None
    buyer_item: Read[str] | None = None
    supplier_item: Read[str] | None = None
    gtin: Read[str] | None = None
    description: Read[str] | None = None
    quantity: Read[Exact] | None = None
    uom: Read[str] | None = None
    unit_price: Read[Exact] | None = None
    price_basis: Read[Exact] | None = None
    price_uom: Read[str] | None = None
    discount_percent: Read[Exact] | None = None
    line_total: Read[Exact] | None = None
    requested_date: Read[date] | None = None
    action: Read[LineAction] | None = None
    action_code: Read[str] | None = None
    """The action as the document writes it, where its codes say more: `QD` of X12 is a change to less."""
    deliveries: tuple[DeliveryReading, ...] = ()
    other_dates: tuple[OtherDateReading, ...] = ()
    allowances: tuple[AllowanceReading, ...] = ()
    """Part of `line_total`, and not of `unit_price`."""
    notes: tuple[Read[str], ...] = ()


class OrderReading(Value):
    """One order of a document. On a change or cancellation `po_number` is the number of the order that is changed."""

    kind: OrderKind
    test: bool = False
    po_number: Read[str] | None = None
    release: Read[str] | None = None
    change_number: Read[str] | None = None
    order_date: Read[date] | None = None
    currency: Read[str] | None = None
    buyer: PartyReading | None = None
    supplier: PartyReading | None = None
    ship_to: PartyReading | None = None
    bill_to: PartyReading | None = None
    buyer_contact: ContactReading | None = None
    requested_delivery_date: Read[date] | None = None
    earliest_delivery_date: Read[date] | None = None
    latest_delivery_date: Read[date] | None = None
    other_dates: tuple[OtherDateReading, ...] = ()
    other_places: tuple[OtherPlaceReading, ...] = ()
    payment_terms: Read[str] | None = None
    delivery_terms: Read[str] | None = None
    contract: Read[str] | None = None
    lines: tuple[LineReading, ...] = ()
    freight: Read[Exact] | None = None
    allowances: tuple[AllowanceReading, ...] = ()
    """Part of `total_net`, beside the lines and the freight, which is not among them."""
    total_net: Read[Exact] | None = None
    total_tax: Read[Exact] | None = None
    total_gross: Read[Exact] | None = None
    notes: tuple[Read[str], ...] = ()
    sender: str = ""
    """Who sent it on the wire: the interchange sender, or the From address. Empty when unknown."""
    identities: tuple[EnvelopeIdentity, ...] = ()
    """The same as it is agreed with partners, the most particular one first; empty for what has no envelope."""
    profile: AppliedProfile | None = None
    """The partner's profile that was applied, if there is one."""
    parser: str = ""
    findings: tuple[Finding, ...] = ()
