"""What a decision accepts for good: a new delivery address only when two people accepted it."""

from dataclasses import dataclass

from orders.decision import Decision, LearnScope
from orders.second_person import counting, is_seconded, other_who_accepted, repeated
from storage.rows import OrderRow
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Accepting:
    """`fingerprints` are accepted from now on. `repeated`: whether all that was accepted waits for another person.

    `remembered_by` are those who want an address remembered that is now accepted; empty where anybody does not.
    """

    fingerprints: frozenset[str]
    repeated: bool
    remembered_by: tuple[str, ...] = ()


def accepting(uow: UnitOfWork, order: OrderRow, decision: Decision, *, second_person: bool) -> Accepting:
    """By this decision, after those on the same order that came before."""
    new = frozenset(decision.accepted) - order.accepted
    if not second_person:
        return Accepting(frozenset(decision.accepted), repeated=False, remembered_by=_remembering(new, [decision]))
    earlier = [made for made in uow.decisions.of_order(order.id) if made.id != decision.id]
    counts, again = counting(decision, earlier), repeated(decision, earlier)
    others = [other_who_accepted(fingerprint, decision.actor, earlier) for fingerprint in counts & new]
    both = [*(other for other in others if other), decision]
    return Accepting(counts, bool(again) and new <= again, _remembering(counts & new, both))


def _remembering(accepted: frozenset[str], decisions: list[Decision]) -> tuple[str, ...]:
    """The names of those who accepted an address, where all of them want it remembered."""
    wanted = all(decision.learn is LearnScope.THIS_CUSTOMER for decision in decisions)
    settled = any(map(is_seconded, accepted))
    return tuple(dict.fromkeys(decision.actor for decision in decisions)) if settled and wanted else ()
