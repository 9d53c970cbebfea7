"""What the flow works with, put together once by the composition root."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from importlib.metadata import version
from random import random as random_share

from erp_adapters.adapter import OrderPosting
from ingest.forwarding import Forwarding
from ingest.source import FilesMails
from ingest.unpacking.unpack import Unpacked, UnpackLimits, unpack
from orders.errors import Misconfigured
from orders.mail_origin import AuthResult
from orders.partner import NO_PARTNERS, PartnerProfiles
from orders.policy import Policies
from parsers.parser import Blob, ParseContext, Parsed, Parser
from parsers.profile.applied import read as read_with_profile
from pipeline.answering.answering import Answering
from pipeline.boundaries import Checkpoint, pass_by
from pipeline.claims import Claims
from pipeline.dispatch import Dispatcher
from pipeline.retries import RetryPolicy
from storage.database import Store
from storage.unit_of_work import UnitOfWork
from validation.rule import Rule

Unpack = Callable[[bytes, str, str], Unpacked]
"""Content, name and media type of an arrival (empty when the source does not know it) to its parts."""

Verify = Callable[[bytes, str, datetime], tuple[AuthResult, ...]]
"""What comes of the signatures of a mail from this address, received at this time; nothing where that is not asked."""

Read = Callable[[Parser, Blob, ParseContext], Parsed]
"""Has a parser read a blob, in this process or in a child that can be killed."""


Acting = Callable[[UnitOfWork, Policies], Policies]
"""The policies as written to those that act: what needs a second person's consent acts only with it."""


def as_written(_uow: UnitOfWork, policies: Policies) -> Policies:
    """Nothing needs consent."""
    return policies


def unpack_here(limits: UnpackLimits) -> Unpack:
    """Unpacking in this process."""
    return partial(_unpacked, limits)


def leave_unverified(_content: bytes, _sender: str, _received_at: datetime) -> tuple[AuthResult, ...]:
    """Signatures that nobody asked to have verified."""
    return ()


def read_here(parser: Parser, blob: Blob, context: ParseContext) -> Parsed:
    """Parsing in this process."""
    return read_with_profile(parser, blob, context)


@dataclass(frozen=True, slots=True)
class Destinations:
    """Where mails without an order can go: the sources that file their own, by name, and whoever sends them on."""

    sources: Mapping[str, FilesMails] = field(default_factory=dict)
    forwarding: Forwarding | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """The collaborators of `advance`. `clock` gives aware UTC times, `random` numbers from 0 to 1.

    Raises Misconfigured where a call to the ERP may outlast the lease: another worker would then call at the same time.
    """

    store: Store
    claims: Claims
    parsers: Sequence[Parser]
    rules: Sequence[Rule]
    adapter: OrderPosting
    policies: Policies
    """As they were written; `acting` makes of them what holds at the moment."""
    dispatcher: Dispatcher
    clock: Callable[[], datetime]
    unpack: Unpack = field(default_factory=lambda: unpack_here(UnpackLimits()))
    read: Read = read_here
    verify: Verify = leave_unverified
    acting: Acting = as_written
    partners: PartnerProfiles = NO_PARTNERS
    """What is agreed with those who send EDI."""
    destinations: Destinations = field(default_factory=Destinations)
    answering: Answering = field(default_factory=Answering)
    retries: RetryPolicy = field(default_factory=RetryPolicy)
    program: str = field(default_factory=lambda: version("ordermill"))
    random: Callable[[], float] = random_share
    checkpoint: Checkpoint = pass_by

    def policies_now(self, uow: UnitOfWork, *, historic: bool) -> Policies:
        """Those that an order is validated with at the moment; `historic`: one of the past."""
        return self.policies.for_history() if historic else self.acting(uow, self.policies)

    def __post_init__(self) -> None:
        deadline, lease = self.adapter.capabilities.deadline, self.claims.lease.length
        if deadline >= lease:
            raise Misconfigured(
                f"A call to the ERP ({self.adapter.name}) may take {deadline}, a claim lasts only {lease}. "
                "Make the lease longer or the adapter's deadline shorter."
            )


def _unpacked(limits: UnpackLimits, content: bytes, name: str, media_type: str) -> Unpacked:
    return unpack(content, name=name, media_type=media_type, limits=limits)
