"""What the new text of a mail is about: an order, a change of one, a covering text, or something else for sure."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from parsers.language.letters import has_digit
from parsers.language.meanings import Title
from parsers.language.phrases import begins_with_phrase, has_phrase, without_phrases
from parsers.language.sentences import is_courteous, is_harmless
from parsers.language.titles import titles_in
from parsers.language.vocabulary import folded
from parsers.mail_body.subjects import bare_subject, is_reply


class BodyKind(StrEnum):
    """What it asks for. `UNSURE`: it may ask for something, so a person reads it."""

    ASKS = "asks"
    CANCELS = "cancels"
    CHANGES = "changes"
    COVERS = "covers"
    OTHER = "other"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class About:
    """The kind, and what a person is told of another paper; one of a machine needs no answer."""

    kind: BodyKind
    reason: str = ""
    is_machine: bool = False


_MACHINES: Final = frozenset({"absence", "returned"})
_ABOUT: Final = {
    "absence": "says that somebody is away",
    "returned": "returns a mail that could not be delivered",
    "question": "asks about an order that was sent before",
    "complaint": "complains about a delivery",
    "enquiry": "asks for prices and orders nothing",
    "billing": "brings an invoice or a statement",
    "announcement": "announces something",
    "reporting": "tells what was delivered or received",
    "promise": "answers a quotation and orders nothing yet",
}
"""By the lists of `phrases.toml`: what mails say that order nothing."""


def about(sentences: Sequence[str], subject: str, sender: str, *, has_lines: bool) -> About:
    """`has_lines`: goods with quantities were found in the text. Mails that order nothing must say so themselves."""
    text = " ".join(sentences)
    if _is_automatic(subject, sender) and not has_lines:
        reason = "is the answer of a machine, such as a note of absence or a returned mail"
        return About(BodyKind.OTHER, reason, is_machine=True)
    asks = has_phrase("line", "asking", without_phrases("mail", "promise", text))
    asked = text if is_reply(subject) else f"{text} . {subject}"
    for kind, words in ((BodyKind.CANCELS, "cancelling"), (BodyKind.CHANGES, "changing")):
        if has_phrase("mail", words, asked) and not (has_lines and asks):
            return About(kind)
    found = _other(text, subject)
    if found and not asks and (_is_titled(subject) or _says_no_more(sentences, found, has_lines=has_lines)):
        return About(BodyKind.OTHER, _ABOUT[found], is_machine=found in _MACHINES)
    if _is_advertising(text, subject) and not asks:
        return About(BodyKind.OTHER, "is advertising that goes to many", is_machine=True)
    if has_lines and not found and (asks or _names_order(text, subject)):
        return About(BodyKind.ASKS)
    if not has_lines and not found and all(is_harmless(one) for one in sentences):
        return About(BodyKind.COVERS)
    return About(BodyKind.UNSURE, _ABOUT.get(found, ""))


def other_than_order(sentences: Sequence[str]) -> tuple[str, ...]:
    """The sentences that may change an order which stands somewhere else."""
    return tuple(one for one in sentences if not is_harmless(one))


def refers(sentences: Sequence[str]) -> bool:
    """Whether the text says that the order is in another part of the mail."""
    return any(is_courteous(one) for one in sentences)


def _names_order(text: str, subject: str) -> bool:
    """Whether the text or its subject is about an order, and the subject about no other paper."""
    titles = frozenset() if is_reply(subject) else frozenset(titles_in(bare_subject(subject)))
    named = has_phrase("line", "naming", f"{text} . {subject}") or Title.ORDER in titles
    return named and titles != {Title.NONE}


def _is_titled(subject: str) -> bool:
    """Whether the subject is the title of another paper, such as an invoice, and no answer to one."""
    return not is_reply(subject) and set(titles_in(bare_subject(subject))) == {Title.NONE}


def _is_automatic(subject: str, sender: str) -> bool:
    local = folded(sender.partition("@")[0])
    return begins_with_phrase("mail", "automatic", bare_subject(subject)) or has_phrase("mail", "postmaster", local)


def _says_no_more(sentences: Sequence[str], kind: str, *, has_lines: bool) -> bool:
    """Whether no number stands in another sentence, so that nothing can be ordered beside what the mail is about."""
    if kind == "enquiry":
        return True
    if has_lines or (kind != "billing" and any(has_phrase("mail", "attached", one) for one in sentences)):
        return False
    suspect = (one for one in sentences if has_digit(one) and not is_harmless(one))
    return all(has_phrase("mail", kind, one) for one in suspect)


def _other(text: str, subject: str) -> str:
    """The one list with a phrase in the text; of enquiries the subject alone is enough."""
    found = [kind for kind in _ABOUT if has_phrase("mail", kind, text)]
    if not found and begins_with_phrase("mail", "enquiry_subject", bare_subject(subject)):
        return "enquiry"
    return found[0] if found else ""


def _is_advertising(text: str, subject: str) -> bool:
    """Who unsubscribes was sent it unasked; an offer must stand beside it."""
    offered = has_phrase("mail", "advertising", text) or has_phrase("mail", "advertising", subject)
    return offered and has_phrase("mail", "bulk", text)
