"""What each row of a mail is: new text, an earlier mail, a signature, small print.

An order that is quoted below an answer was sent before; one in a mail that is forwarded is sent now.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from parsers.language.numerals import looks_like_number
from parsers.language.phrases import has_phrase, is_phrase
from parsers.language.vocabulary import folded
from parsers.layout.prose.quantities import quantity_at
from parsers.mail_body.earlier import earlier_mail
from parsers.mail_body.rows import Row
from parsers.mail_body.subjects import is_forward

_REQUESTS: Final = ("cancelling", "changing")
_LONGEST_CLOSING: Final = 7
_LONGEST_SIGNED: Final = 9
_PHONE = re.compile(r"^(?:[^\W\d_]{1,9}[.:]*\s*){0,2}\(?\+?\d[\d ()/.-]{6,}$")
_POSTSCRIPT = re.compile(r"^(?:p\.?\s?s\.?|n\.?b\.?)\b[:.\s]", re.IGNORECASE)


class Zone(StrEnum):
    """What a row is."""

    NEW = "new"
    EARLIER = "earlier"
    HEADER = "header"
    """Headers of a mail that is forwarded, and what divides it from the comment above."""
    SIGNATURE = "signature"
    SMALL_PRINT = "small print"


@dataclass(frozen=True, slots=True)
class Zoned:
    """The zone of each row; and the sender and the subject of the mail that is forwarded, empty where none is."""

    zones: tuple[Zone, ...]
    sender: str = ""
    subject: str = ""

    def of(self, *wanted: Zone) -> tuple[int, ...]:
        """The places of these rows."""
        return tuple(place for place, zone in enumerate(self.zones) if zone in wanted)


def zoned(rows: Sequence[Row], subject: str, sender: str = "") -> Zoned:
    """The zones of these rows, which came under this subject from this address."""
    earlier = earlier_mail(rows)
    if earlier is None:
        return Zoned(tuple(_signed(rows, [_above(row, subject) for row in rows], sender)))
    above = _signed(rows[: earlier.start], [_above(row, subject) for row in rows[: earlier.start]], sender)
    if not (earlier.is_forwarded or is_forward(subject)):
        return Zoned((*above, *(Zone.EARLIER for _ in rows[earlier.start :])))
    head = [Zone.HEADER] * (earlier.text - earlier.start)
    inner = zoned([replace(row, quoted=False) for row in rows[earlier.text :]], earlier.subject, earlier.sender)
    return Zoned((*above, *head, *inner.zones), inner.sender or earlier.sender, inner.subject or earlier.subject)


def _above(row: Row, subject: str) -> Zone:
    return Zone.EARLIER if row.quoted and not is_forward(subject) else Zone.NEW


def _signed(rows: Sequence[Row], zones: Sequence[Zone], sender: str) -> list[Zone]:
    """The new text divided: from the closing words on it is a signature, and small print below that."""
    result = list(zones)
    _sign(rows, result)
    for paragraph in _paragraphs(rows, result):
        text = " ".join(rows[place].plain for place in paragraph)
        if has_phrase("mail", "disclaimer", text) and _is_aside(rows, result, paragraph):
            _mark(result, paragraph, Zone.SMALL_PRINT)
    last = next((one for one in reversed(_paragraphs(rows, result)) if result[one[0]] is not Zone.SMALL_PRINT), [])
    if last and result[last[0]] is Zone.NEW and _is_signature([rows[place] for place in last], sender):
        _mark(result, last, Zone.SIGNATURE)
    return result


def _mark(zones: list[Zone], places: Sequence[int], zone: Zone) -> None:
    for place in places:
        zones[place] = zone


def _is_signature(rows: Sequence[Row], sender: str) -> bool:
    """Whether short lines, of which the first is the sender's name or one a telephone number, end the text."""
    if any(len(row.words) > _LONGEST_SIGNED or _is_text_again(row) for row in rows):
        return False
    words = folded(rows[0].plain).split()
    named = len(words) > 1 and all(word in folded(sender.partition("@")[0]).split() for word in words)
    return named or (len(rows) > 1 and any(_PHONE.match(row.plain) for row in rows))


def _sign(rows: Sequence[Row], result: list[Zone]) -> None:
    signing = False
    for place, row in enumerate(rows):
        if result[place] is not Zone.NEW or not row.plain:
            continue
        if _closes(row.plain):
            signing = True
        elif signing and _is_text_again(row):
            signing = False
        if signing:
            result[place] = Zone.SIGNATURE


def _closes(text: str) -> bool:
    if text in ("--", "-- "):
        return True
    words = folded(text)
    return len(words.split()) <= _LONGEST_CLOSING and is_phrase("mail", "closing", words)


def _is_text_again(row: Row) -> bool:
    """Below the closing words: a postscript, or a line that asks for something."""
    if _POSTSCRIPT.match(row.plain):
        return True
    listed = len(row.words) > 2 and not looks_like_number(row.words[0].text)
    counted = quantity_at(row.words, 0) or (quantity_at(row.words, 1) if listed else None)
    return counted is not None or _asks(row.plain)


def _asks(text: str) -> bool:
    """Whether somebody asks for goods, or for a change."""
    return has_phrase("line", "asking", text) or any(has_phrase("mail", kind, text) for kind in _REQUESTS)


def _paragraphs(rows: Sequence[Row], zones: Sequence[Zone]) -> list[list[int]]:
    found: list[list[int]] = [[]]
    for place, row in enumerate(rows):
        if not row.plain or (found[-1] and zones[place] is not zones[found[-1][-1]]):
            found.append([])
        if row.plain:
            found[-1].append(place)
    return [one for one in found if one]


def _is_aside(rows: Sequence[Row], zones: Sequence[Zone], paragraph: Sequence[int]) -> bool:
    """Whether the paragraph stands below a signature, or is the first or last of the text."""
    if zones[paragraph[0]] is Zone.SIGNATURE:
        return True
    if zones[paragraph[0]] is not Zone.NEW:
        return False
    words = [word for place in paragraph for word in rows[place].words]
    if _asks(" ".join(word.text for word in words)) or any(quantity_at(words, at) for at in range(len(words))):
        return False
    new = [place for place, zone in enumerate(zones) if zone is Zone.NEW and rows[place].plain]
    return paragraph[-1] == new[-1] or paragraph[0] == new[0]
