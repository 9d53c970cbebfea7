"""What orders were validated with, brought back from the store for whoever validates them again."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from orders.ids import Digest, SnapshotId
from orders.policy import Policies
from orders.reference import KnowledgeBase, ReferenceData
from pipeline.examination import Conditions
from storage.rows import OrderRow
from storage.unit_of_work import UnitOfWork
from validation.absent import NoReference
from validation.rule import Rule


@dataclass(slots=True)
class PastConditions:
    """Of one unit of work. Orders with the same snapshot or policy share what was read of it."""

    uow: UnitOfWork
    now: Conditions
    pruned: set[SnapshotId] = field(default_factory=set)
    """Snapshots that were asked for and whose rows are gone: the current one takes their place."""
    _references: dict[SnapshotId, ReferenceData] = field(default_factory=dict)
    _policies: dict[Digest, Policies] = field(default_factory=dict)
    _knowledge: dict[int, KnowledgeBase] = field(default_factory=dict)

    def of(self, row: OrderRow) -> Conditions:
        """Those of its last validation, with the rules of today; where they were not noted, what holds now."""
        noted = row.validated_with
        if noted is None:
            return self.now
        return Conditions(
            self.now.rules,
            self._policies_of(noted.policy),
            self.reference(row.snapshot),
            self._knowledge_at(noted.knowledge),
            noted.on,
            noted.knowledge,
        )

    def reference(self, snapshot: SnapshotId) -> ReferenceData:
        """The data of a snapshot, the current one in place of one that was pruned."""
        if snapshot == self.now.reference.snapshot:
            return self.now.reference
        if snapshot not in self._references:
            self._references[snapshot] = self._opened(snapshot)
        return self._references[snapshot]

    def _opened(self, snapshot: SnapshotId) -> ReferenceData:
        if not snapshot:
            return NoReference()
        try:
            return self.uow.reference(snapshot)
        except LookupError:
            self.pruned.add(snapshot)
            return self.now.reference

    def _policies_of(self, digest: Digest) -> Policies:
        if digest not in self._policies:
            self._policies[digest] = self.uow.policies.get(digest)
        return self._policies[digest]

    def _knowledge_at(self, position: int) -> KnowledgeBase:
        if position not in self._knowledge:
            self._knowledge[position] = self.uow.knowledge_at(position)
        return self._knowledge[position]


def conditions_now(uow: UnitOfWork, rules: Sequence[Rule], policies: Policies, today: date) -> Conditions:
    """What an order would be validated with if it came now."""
    return Conditions(rules, policies, uow.reference(), uow.knowledge, today)
