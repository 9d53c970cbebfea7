"""One transaction, and the repositories that work in it."""

from collections.abc import Callable
from datetime import datetime
from functools import cached_property

from sqlalchemy import Connection

from orders.ids import SnapshotId
from storage.arrivals import ArrivalRepository
from storage.control_numbers import ControlNumbers
from storage.decisions import DecisionRepository
from storage.documents import DocumentRepository
from storage.findings import FindingRepository
from storage.journal import JournalRepository
from storage.knowledge import KnowledgeRepository
from storage.knowledge_then import KnowledgeThen
from storage.ordered_items import OrderedItems
from storage.orders import OrderRepository
from storage.past_orders import PastOrders
from storage.policies import PolicyRepository
from storage.postings import PostingRepository
from storage.proposals import ProposalRepository
from storage.queue import QueueRepository
from storage.reference.look_ups import SqlReference
from storage.replies import ReplyRepository
from storage.requested_changes import RequestedChanges
from storage.search import SearchIndex
from storage.snapshots import SnapshotRepository
from storage.standing import StandingRepository
from storage.users import SessionRepository, UserRepository
from storage.work import WorkRepository


class UnitOfWork:
    """All or nothing: `Store.begin` commits it at the end of its block, or rolls back when the block raises."""

    def __init__(self, connection: Connection, clock: Callable[[], datetime]) -> None:
        self.connection = connection
        """For `storage` and for a dispatcher that writes its job in the same transaction."""
        self._clock = clock

    @cached_property
    def arrivals(self) -> ArrivalRepository:
        return ArrivalRepository(self.connection, self.search)

    @cached_property
    def documents(self) -> DocumentRepository:
        return DocumentRepository(self.connection, self.search)

    @cached_property
    def orders(self) -> OrderRepository:
        return OrderRepository(self.connection, self.search, self._clock)

    @cached_property
    def requested_changes(self) -> RequestedChanges:
        return RequestedChanges(self.connection)

    @cached_property
    def ordered_items(self) -> OrderedItems:
        return OrderedItems(self.connection)

    @cached_property
    def past_orders(self) -> PastOrders:
        return PastOrders(self.connection)

    @cached_property
    def work(self) -> WorkRepository:
        return WorkRepository(self.connection)

    @cached_property
    def findings(self) -> FindingRepository:
        return FindingRepository(self.connection)

    @cached_property
    def postings(self) -> PostingRepository:
        return PostingRepository(self.connection, self.search, self._clock)

    @cached_property
    def replies(self) -> ReplyRepository:
        return ReplyRepository(self.connection)

    @cached_property
    def control_numbers(self) -> ControlNumbers:
        return ControlNumbers(self.connection)

    @cached_property
    def journal(self) -> JournalRepository:
        return JournalRepository(self.connection)

    @cached_property
    def decisions(self) -> DecisionRepository:
        return DecisionRepository(self.connection)

    @cached_property
    def knowledge(self) -> KnowledgeRepository:
        return KnowledgeRepository(self.connection, self.journal)

    def knowledge_at(self, position: int) -> KnowledgeThen:
        """What people had taught up to this position of the journal."""
        return KnowledgeThen(self.connection, position)

    @cached_property
    def proposals(self) -> ProposalRepository:
        return ProposalRepository(self.connection, self.journal)

    @cached_property
    def policies(self) -> PolicyRepository:
        return PolicyRepository(self.connection)

    @cached_property
    def snapshots(self) -> SnapshotRepository:
        return SnapshotRepository(self.connection)

    def reference(self, snapshot: SnapshotId | None = None) -> SqlReference:
        """The supplier's data for one order: of this snapshot, or of the current one.

        Raises LookupError for a snapshot that never was, or whose rows were pruned.
        """
        return SqlReference(self.connection, snapshot)

    @cached_property
    def search(self) -> SearchIndex:
        return SearchIndex(self.connection)

    @cached_property
    def queue(self) -> QueueRepository:
        return QueueRepository(self.connection)

    @cached_property
    def standing(self) -> StandingRepository:
        return StandingRepository(self.connection)

    @cached_property
    def users(self) -> UserRepository:
        return UserRepository(self.connection, self._clock)

    @cached_property
    def sessions(self) -> SessionRepository:
        return SessionRepository(self.connection)
