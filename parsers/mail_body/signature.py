"""Who signed the mail: the person, and the company with its address, from the lines below the closing words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from orders.evidence import MailHeader
from orders.reading import Confidence, ContactReading, PartyReading, Read
from parsers.language.contacts import contact_parts
from parsers.language.legal_forms import has_legal_form
from parsers.language.letters import has_digit
from parsers.language.phrases import is_phrase
from parsers.layout.parties.reader import PartyReader
from parsers.layout.text.lines import text_lines
from parsers.layout.text.words import words_of
from parsers.layout.values.reads import Reads
from parsers.mail_body import body_page
from parsers.mail_body.rows import BodyText
from parsers.mail_body.zones import Zone, Zoned
from parsers.pages.page import Word

_PERSON: Final = re.compile(r"^(?:[^\W\d_][\w.'’-]*\s+){1,4}[^\W\d_][\w.'’-]*$")
_LONGEST_ADDRESS: Final = 4

Line = tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Signature:
    """What it tells; all of it may be missing."""

    buyer: PartyReading | None
    contact: ContactReading | None


def signature(body: BodyText, zoned: Zoned, reads: Reads, sender: str) -> Signature:
    """The signature of the mail that is read: of a forwarded one its own, not that of who passed it on."""
    forwarded = max(zoned.of(Zone.HEADER), default=-1)
    places = frozenset(place for place in zoned.of(Zone.SIGNATURE) if place > forwarded)
    lines = [line.words for line in text_lines(body_page.page(body, places))]
    signed = [line for line in lines if not is_phrase("mail", "closing", _text(line)) and _text(line) != "--"]
    contact = _contact(signed, reads, sender)
    address = _address([line for line in signed if not _tells_contact(line)])
    buyer = PartyReader(reads).of_lines(address, confidence=Confidence.SINGLE) if address else None
    return Signature(buyer, contact)


def _text(line: Sequence[Word]) -> str:
    return " ".join(word.text for word in line)


def _tells_contact(line: Line) -> bool:
    return any(what in ("email", "phone") for what, _ in contact_parts(_text(line)))


def _contact(lines: Sequence[Line], reads: Reads, sender: str) -> ContactReading | None:
    found: dict[str, Read[str]] = {}
    if sender:
        found["email"] = Read[str](value=sender, evidence=(MailHeader(name="From"),))
    for line in lines:
        for what, value in contact_parts(_text(line)):
            if what in ("email", "phone"):
                found.setdefault(what, reads.read(value, words_of(line, value), confidence=Confidence.SINGLE))
    if lines and _PERSON.match(_text(lines[0])) and not has_legal_form(_text(lines[0])):
        found["name"] = reads.read(_text(lines[0]), lines[0], confidence=Confidence.SINGLE)
    return ContactReading.model_validate(found) if found else None


def _address(lines: Sequence[Line]) -> list[Line]:
    """The company with the lines below it; without a legal form it stands right above the first line with a number."""
    formed = [place for place, line in enumerate(lines) if has_legal_form(_text(line))]
    numbered = [place for place, line in enumerate(lines) if has_digit(_text(line))]
    start = formed[0] if formed else (numbered[0] - 1 if numbered and numbered[0] > 0 else None)
    if start is None:
        return []
    below = [line for line in lines[start + 1 : start + _LONGEST_ADDRESS] if not has_legal_form(_text(line))]
    return [lines[start], *below]
