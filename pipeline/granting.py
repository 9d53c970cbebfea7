"""Whose clean orders post by themselves: the settings ask for it, a supervisor confirms, and until then it is `review`.

A grant lasts as long as the settings ask for it. Taken out and set again, it is to be confirmed again.
"""

from dataclasses import dataclass
from datetime import datetime

from orders.policy import ALL_CUSTOMERS, Mode, Policies
from orders.proposal import SETTINGS_FILE, Answer, Answered, Proposal, ProposalKind
from pipeline.decisions.proposals import answer
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Granted:
    """The customers whose orders may post by themselves, and those for whom nobody has confirmed it.

    The empty number stands for every customer.
    """

    acting: tuple[str, ...]
    waiting: tuple[str, ...]


def acting(uow: UnitOfWork, policies: Policies) -> Policies:
    """The policies as they act now: `auto` where it was confirmed."""
    return policies.acting(uow.proposals.granted()) if _asks(policies) else policies


def granted(uow: UnitOfWork, policies: Policies) -> Granted:
    """What the settings ask for, by whether it acts."""
    asked, confirmed = policies.asking_for_auto(), uow.proposals.granted()
    return Granted(tuple(sorted(asked & confirmed)), tuple(sorted(asked - confirmed)))


def keep_up(uow: UnitOfWork, policies: Policies, now: datetime) -> Granted:
    """Propose what the settings ask for anew, and let go what they ask for no more."""
    asked = policies.asking_for_auto()
    # Two processes that start at once may each have proposed the same: all of them lapse.
    live = [proposal for proposal in uow.proposals.about_auto() if not _has_lapsed(proposal)]
    for proposal in live:
        if not _still_asked(policies, proposal.customer):
            uow.proposals.answer(proposal, Answered(Answer.LAPSED, SETTINGS_FILE, now))
    for customer in sorted(asked - {proposal.customer for proposal in live}):
        uow.proposals.grant_auto(customer, author=SETTINGS_FILE, at=now)
    return granted(uow, policies)


def grant_asked(uow: UnitOfWork, policies: Policies, *, by: str, now: datetime) -> None:
    """Propose what the settings ask for and have this person confirm it, where a company is set up as a whole."""
    keep_up(uow, policies, now)
    for proposal in uow.proposals.open():
        if proposal.kind is ProposalKind.AUTO:
            answer(uow, proposal.id, Answered(Answer.CONFIRMED, by, now))


def _asks(policies: Policies) -> bool:
    return any(policy.mode is Mode.AUTO for policy in (policies.default, *policies.customers.values()))


def _has_lapsed(proposal: Proposal) -> bool:
    return proposal.standing is not None and proposal.standing.answer is Answer.LAPSED


def _still_asked(policies: Policies, customer: str) -> bool:
    """A customer's own grant outlives that the default becomes `auto` too: it is still what its table says."""
    if customer == ALL_CUSTOMERS:
        return policies.default.mode is Mode.AUTO
    return customer in policies.customers and policies.of(customer).mode is Mode.AUTO
