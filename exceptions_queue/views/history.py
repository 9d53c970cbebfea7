"""What happened to a subject: its journal, with what people decided."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType

from exceptions_queue.views.learned import Link
from exceptions_queue.views.paths import worded
from exceptions_queue.views.reasons import REASONS, short_words
from exceptions_queue.views.words import event_words
from orders.decision import Decision, DecisionKind, LearnScope
from orders.findings import FindingCode
from storage.rows import JournalRow


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One thing that happened. `lines` are its particulars in words."""

    at: datetime
    actor: str
    title: str
    lines: tuple[str, ...]
    by_person: bool
    links: tuple[Link, ...] = ()


_DIGEST, _DIGITS = re.compile(r"[0-9a-f]{64}"), 12
"""So many digits of a digest are enough to compare by eye."""

_REMEMBERED = {
    LearnScope.THIS_CUSTOMER: "remembered for this customer",
    LearnScope.EVERYONE: "remembered for this customer, proposed for everyone",
}
_TITLES = {
    DecisionKind.CORRECT: "Corrected",
    DecisionKind.APPROVE: "Approved",
    DecisionKind.REFUSE: "Refused",
    DecisionKind.MARK_DUPLICATE: "Marked as a duplicate",
    DecisionKind.RETRY: "Retried",
    DecisionKind.RECORD_POSTED: "Recorded as posted",
    DecisionKind.APPLY_CHANGE: "Carried out on the order",
    DecisionKind.RECORD_CHANGE: "Recorded as carried out in the ERP",
}


def last_of(entries: Sequence[HistoryEntry]) -> tuple[HistoryEntry, ...]:
    """What somebody needs to know who comes too late: the last that a person did, and the last of all."""
    decided = next((entry for entry in entries if entry.by_person), None)
    return tuple(dict.fromkeys(entry for entry in (decided, *entries[:1]) if entry))


def history(
    journal: Sequence[JournalRow],
    decisions: Sequence[Decision] = (),
    learned: Mapping[str, tuple[Link, ...]] = MappingProxyType({}),
) -> tuple[HistoryEntry, ...]:
    """Newest first. The journal names a decision by its id; what was decided is put in its place.

    `learned` are links to what was taught, by decision.
    """
    made: dict[object, Decision] = {decision.id: decision for decision in decisions}
    entries = (_entry(row, made.get(row.detail.get("decision")), learned) for row in reversed(journal))
    return tuple(entries)


def _entry(row: JournalRow, decision: Decision | None, learned: Mapping[str, tuple[Link, ...]]) -> HistoryEntry:
    if decision is not None:
        return replace(_of_decision(decision), links=learned.get(decision.id, ()))
    told = {name: value for name, value in row.detail.items() if value not in ("", None)}
    lines = tuple(_particular(name, value) for name, value in told.items())
    return HistoryEntry(row.at, row.actor, event_words(row.event), lines, by_person=False)


def _particular(name: str, value: object) -> str:
    text = _plain(value)
    if name == "codes":
        return ", ".join(word for word, _ in short_words(code for code in text.split() if code in set(FindingCode)))
    return f"{name.replace('_', ' ')}: {text[:_DIGITS] if _DIGEST.fullmatch(text) else text}"


def _of_decision(decision: Decision) -> HistoryEntry:
    lines = (
        *(f"{worded(change.path).replace('_', ' ')} → {change.value or '(removed)'}" for change in decision.changes),
        *(f"accepted: {_accepted(fingerprint)}" for fingerprint in decision.accepted),
        *((decision.reason,) if decision.reason else ()),
        *((f"ERP order {decision.erp_reference}",) if decision.erp_reference else ()),
        *((f"of order {decision.duplicate_of}",) if decision.duplicate_of else ()),
        *((_REMEMBERED[decision.learn],) if decision.learn in _REMEMBERED else ()),
    )
    return HistoryEntry(decision.at, decision.actor, _TITLES[decision.kind], lines, by_person=True)


def _accepted(fingerprint: str) -> str:
    code, _, where = fingerprint.partition("|")
    known = code in set(FindingCode)
    return f"{REASONS[FindingCode(code)][1] if known else code} {worded(where.partition('|')[0])}".rstrip()


def _plain(value: object) -> str:
    return str(value) if isinstance(value, str | int) or not isinstance(value, Sequence) else ", ".join(map(str, value))
