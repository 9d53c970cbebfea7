"""What happened to a subject: its journal, with what people decided."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from exceptions_queue.views.words import event_words
from orders.decision import Decision, DecisionKind, LearnScope
from storage.rows import JournalRow


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One thing that happened. `lines` are its particulars in words."""

    at: datetime
    actor: str
    title: str
    lines: tuple[str, ...]
    by_person: bool


_TITLES = {
    DecisionKind.CORRECT: "Corrected",
    DecisionKind.APPROVE: "Approved",
    DecisionKind.REFUSE: "Refused",
    DecisionKind.MARK_DUPLICATE: "Marked as a duplicate",
    DecisionKind.RETRY: "Retried",
    DecisionKind.RECORD_POSTED: "Recorded as posted",
}


def history(journal: Sequence[JournalRow], decisions: Sequence[Decision] = ()) -> tuple[HistoryEntry, ...]:
    """Newest first."""
    entries = [_of_journal(row) for row in journal] + [_of_decision(decision) for decision in decisions]
    # Within one moment the decision stands below what it caused.
    return tuple(sorted(entries, key=lambda entry: (entry.at, not entry.by_person), reverse=True))


def _of_journal(row: JournalRow) -> HistoryEntry:
    lines = tuple(f"{name.replace('_', ' ')}: {_plain(value)}" for name, value in row.detail.items() if value not in ("", None))
    return HistoryEntry(row.at, row.actor, event_words(row.event), lines, by_person=False)


def _of_decision(decision: Decision) -> HistoryEntry:
    learned = decision.learn is LearnScope.THIS_CUSTOMER
    lines = (
        *(f"{change.path} → {change.value or '(removed)'}" for change in decision.changes),
        *(f"accepted: {fingerprint.replace('|', ' ').strip()}" for fingerprint in decision.accepted),
        *((decision.reason,) if decision.reason else ()),
        *((f"ERP order {decision.erp_reference}",) if decision.erp_reference else ()),
        *((f"of order {decision.duplicate_of}",) if decision.duplicate_of else ()),
        *(("remembered for this customer",) if learned else ()),
    )
    return HistoryEntry(decision.at, decision.actor, _TITLES[decision.kind], lines, by_person=True)


def _plain(value: object) -> str:
    return str(value) if isinstance(value, str | int) or not isinstance(value, Sequence) else ", ".join(map(str, value))
