"""What decisions taught, as links to the pages that say so."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from orders.decision import Decision
from orders.lesson_words import key_words
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Link:
    """A few words, and where they lead."""

    text: str
    href: str


def learned(uow: UnitOfWork, decisions: Sequence[Decision]) -> Mapping[str, tuple[Link, ...]]:
    """By decision what it taught, and what it proposed for everyone."""
    links: defaultdict[str, list[Link]] = defaultdict(list)
    ids = [decision.id for decision in decisions]
    for taught in uow.knowledge.of_decisions(ids) if ids else ():
        words = f"Learned: {key_words(taught.kind, taught.key)} means {taught.value}, revision {taught.revision}"
        links[taught.decision_id].append(Link(words, f"/knowledge/{taught.id}#revision-{taught.revision}"))
    for proposal in uow.proposals.of_decisions(ids) if ids else ():
        standing = proposal.standing.answer.value if proposal.standing else "waits for another person"
        links[proposal.decision_id].append(Link(f"Proposed for everyone: {standing}", "/knowledge"))
    return {decision: tuple(made) for decision, made in links.items()}
