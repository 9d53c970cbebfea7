"""What a backfill came to: how many arrivals, documents and orders stand where, and for which reasons."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

from exceptions_queue.views.reasons import REASONS
from ingest.source import LeftOut
from orders.findings import FindingCode
from orders.stages import DUE, Outcome, Subject
from storage.standing import OfCustomer, Range, Reason
from storage.unit_of_work import UnitOfWork

NOT_READ = frozenset(
    {
        FindingCode.EMPTY_FILE, FindingCode.UNREADABLE, FindingCode.NO_PARSER, FindingCode.SEVERAL_PARSERS,
        FindingCode.ARCHIVE_LIMIT, FindingCode.TIME_LIMIT, FindingCode.ENCRYPTED, FindingCode.INTERNAL_ERROR,
    }
)  # fmt: skip
"""On an arrival or a document: its content never came to be read."""


class Group(StrEnum):
    """What becomes of those that have a reason."""

    HELD = "held"
    UNREADABLE = "unreadable"
    SET_ASIDE = "set aside"


@dataclass(frozen=True, slots=True)
class Counted:
    """How often one reason occurs. `code` is empty where `words` is all there is; `place` is where `example` lies."""

    group: Group
    about: str
    code: str
    words: str
    count: int
    example: str
    place: str = ""


@dataclass(slots=True)
class Tally:
    """Arrivals: how many lie in the range, were taken in now, were known before; and what was left out, with where."""

    expected: int = 0
    new: int = 0
    known: int = 0
    left_out: list[tuple[str, LeftOut]] = field(default_factory=list)

    @property
    def missed(self) -> bool:
        """Whether another run may find more: something could not be read although it may be an order."""
        return any(reason is not LeftOut.TEMPORARY_NAME for _, reason in self.left_out)


@dataclass(frozen=True, slots=True)
class Summary:
    """`documents` is empty after a dry run, which looks at whole arrivals."""

    tally: Tally
    documents: Mapping[str, int]
    orders: Mapping[str, int]
    reasons: tuple[Counted, ...]
    customers: tuple[OfCustomer, ...] = ()
    retrying: int = 0

    def shape(self) -> dict[str, Any]:
        """For scripts."""
        tally = self.tally
        left_out = Counter(reason for _, reason in tally.left_out)
        return {
            "arrivals": {
                "found": tally.expected,
                "taken_in": tally.new,
                "known_before": tally.known,
                "left_out": {reason.name.lower(): count for reason, count in left_out.items()},
            },
            "documents": dict(self.documents),
            "orders": dict(self.orders),
            "retrying": self.retrying,
            "customers": [asdict(customer) for customer in self.customers],
            "reasons": [
                {
                    "group": counted.group.name.lower(),
                    "about": counted.about,
                    "code": counted.code,
                    "words": counted.words,
                    "count": counted.count,
                    "example": {"name": counted.example, "place": counted.place},
                }
                for counted in self.reasons
            ],
        }


def summary_of(uow: UnitOfWork, within: Range, tally: Tally) -> Summary:
    """All arrivals of the range as they stand now, also those that an earlier run took in."""
    counts = uow.standing.counts(within)
    would_post = uow.standing.held_only_for(FindingCode.REVIEW_MODE, within)
    retrying = sum(count for (_, outcome), count in counts.items() if outcome is Outcome.RETRYING)
    reasons = tuple(map(_counted, uow.standing.reasons(within)))
    customers = uow.standing.customers(within)
    return Summary(tally, _documents(counts), _orders(counts, would_post), reasons, customers, retrying)


def group_of(subject: Subject, code: FindingCode) -> Group:
    """Under what a reason is counted."""
    return Group.UNREADABLE if subject is not Subject.ORDER and code in NOT_READ else Group.HELD


def words_of(code: FindingCode) -> str:
    """The reason as the exceptions queue shows it."""
    return REASONS[code][1]


def _documents(counts: Mapping[tuple[Subject, Outcome], int]) -> dict[str, int]:
    of = {outcome: count for (subject, outcome), count in counts.items() if subject is Subject.DOCUMENT}
    return _named(
        read=of.get(Outcome.DONE, 0),
        held=of.get(Outcome.HELD, 0),
        set_aside=of.get(Outcome.SET_ASIDE, 0),
        left=_due(of),
    )


def _orders(counts: Mapping[tuple[Subject, Outcome], int], would_post: int) -> dict[str, int]:
    of = {outcome: count for (subject, outcome), count in counts.items() if subject is Subject.ORDER}
    return _named(
        posted=of.get(Outcome.DONE, 0),
        would_post=would_post,
        held=of.get(Outcome.HELD, 0) - would_post,
        waiting=of.get(Outcome.WAITING, 0),
        duplicate=of.get(Outcome.DUPLICATE, 0),
        set_aside=of.get(Outcome.SET_ASIDE, 0),
        left=_due(of),
    )


def _named(**counts: int) -> dict[str, int]:
    return counts


def _due(counts: Mapping[Outcome, int]) -> int:
    return sum(counts.get(outcome, 0) for outcome in DUE)


def _counted(reason: Reason) -> Counted:
    # A folder's key ends in marks that tell one file there from the next.
    place = reason.example.rpartition("#")[0] or reason.example
    if reason.code is None:
        return Counted(Group.SET_ASIDE, reason.subject.value, "", reason.words, reason.count, reason.name, place)
    group = group_of(reason.subject, reason.code)
    words = words_of(reason.code)
    return Counted(group, reason.subject.value, reason.code.value, words, reason.count, reason.name, place)


def most_frequent(reasons: Iterable[Counted], group: Group) -> list[Counted]:
    """Those of one group, the most frequent first."""
    return sorted((each for each in reasons if each.group is group), key=lambda each: (-each.count, each.words))
