"""The state machine as a table: which stage follows which, and which outcomes a subject may have."""

from enum import StrEnum


class Subject(StrEnum):
    """What a row of work is about."""

    ARRIVAL = "arrival"
    DOCUMENT = "document"
    ORDER = "order"
    REPLY = "reply"


class JournalSubject(StrEnum):
    """What the journal tells of besides subjects of work: it passes no stages."""

    KNOWLEDGE = "knowledge"
    PROPOSAL = "proposal"


class Stage(StrEnum):
    """How far a subject has come. Never mixed with how it fares there (`Outcome`)."""

    RECEIVED = "received"
    UNPACKED = "unpacked"
    PASSED_ON = "passed_on"
    PARSED = "parsed"
    VALIDATED = "validated"
    POSTED = "posted"
    CONFIRMED = "confirmed"
    OWED = "owed"
    """Of an answer: it is known what is answered, and nothing is written yet."""
    WRITTEN = "written"
    """Its bytes and its control numbers are stored."""
    SENT = "sent"


class Outcome(StrEnum):
    """How a subject fares at its stage."""

    RUNNING = "running"
    RETRYING = "retrying"
    HELD = "held"
    WAITING = "waiting"
    SET_ASIDE = "set_aside"
    DUPLICATE = "duplicate"
    DONE = "done"


class PostingState(StrEnum):
    """The sub-states of posting, each committed. `UNKNOWN` means: look before anything else."""

    PLANNED = "planned"
    ATTEMPTED = "attempted"
    UNKNOWN = "unknown"
    DRAFT = "draft"
    COMPARED = "compared"
    RELEASED = "released"
    REFUSED = "refused"
    ABANDONED = "abandoned"


FIRST_STAGE = {
    Subject.ARRIVAL: Stage.RECEIVED,
    Subject.DOCUMENT: Stage.UNPACKED,
    Subject.ORDER: Stage.PARSED,
    Subject.REPLY: Stage.OWED,
}
"""The stage that a subject has reached when its row is made."""

TRANSITIONS = {
    (Subject.ARRIVAL, Stage.RECEIVED): Stage.UNPACKED,
    # Only what holds no order goes there: all else is at its end when it is unpacked.
    (Subject.ARRIVAL, Stage.UNPACKED): Stage.PASSED_ON,
    (Subject.DOCUMENT, Stage.UNPACKED): Stage.PARSED,
    (Subject.ORDER, Stage.PARSED): Stage.VALIDATED,
    (Subject.ORDER, Stage.VALIDATED): Stage.POSTED,
    (Subject.ORDER, Stage.POSTED): Stage.CONFIRMED,
    (Subject.REPLY, Stage.OWED): Stage.WRITTEN,
    (Subject.REPLY, Stage.WRITTEN): Stage.SENT,
}
"""From the stage reached to the one that `advance` carries out next. No entry: the subject is at its end."""

DUE = frozenset({Outcome.RUNNING, Outcome.RETRYING})
"""The outcomes that the machine goes on with by itself."""


def next_stage(subject: Subject, reached: Stage) -> Stage | None:
    """The stage to carry out after `reached`, or None at the end."""
    return TRANSITIONS.get((subject, reached))
