"""What each row of a mail is: new text, an earlier mail, a signature, small print.

An order that is quoted below an answer was sent before; one in a mail that is forwarded is sent now.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from parsers.language.numerals import looks_like_number
from parsers.language.phrases import begins_with_phrase, has_phrase, is_phrase
from parsers.language.vocabulary import folded
from parsers.layout.prose_entries import quantity_at
from parsers.mail_body.rows import Row

_RULER = re.compile(r"^[\s>*]*[-_=*]{2,}\s*(.*?)\s*[-_=*:]*\s*$")
_LABEL = re.compile(r"^[\s>*]*([^\W\d][\w .-]{0,20}?)\s*\*?:\*?\s?(.*)$")
_ADDRESS = re.compile(r"[^\s<>()\",;:\[\]]+@[^\s<>()\",;:\[\]]+")
_PREFIX = re.compile(r"^\s*\[?([^\W\d_]{1,14}(?: [^\W\d_]{1,6})?)\]?\s?(?:\[\d{1,2}\])?:\s*")
_REQUESTS: Final = ("cancelling", "changing")
_HEADERS: Final = ("from", "sent", "to", "subject")
_MOST_HEADERS: Final = 10
_LONGEST_CLOSING: Final = 7
_LONGEST_SIGNED: Final = 9
_PHONE = re.compile(r"^(?:[^\W\d_]{1,9}[.:]*\s*){0,2}\(?\+?\d[\d ()/.-]{6,}$")
_LONGEST_SUBJECT_PREFIXES: Final = 10
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


def is_forward(subject: str) -> bool:
    """Whether the first sign before the subject is that of a forwarded mail."""
    found = _PREFIX.match(subject)
    return found is not None and is_phrase("mail", "forward", found[1])


def is_reply(subject: str) -> bool:
    """Whether the first sign before the subject is that of an answer."""
    found = _PREFIX.match(subject)
    return found is not None and is_phrase("mail", "reply", found[1])


def bare_subject(subject: str) -> str:
    """The subject without `RE:`, `FW:` and the like."""
    for _ in range(_LONGEST_SUBJECT_PREFIXES):
        found = _PREFIX.match(subject)
        if found is None or not (is_phrase("mail", "forward", found[1]) or is_phrase("mail", "reply", found[1])):
            break
        subject = subject[found.end() :]
    return subject.strip()


def zoned(rows: Sequence[Row], subject: str, sender: str = "") -> Zoned:
    """The zones of these rows, which came under this subject from this address."""
    earlier = _earlier(rows)
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


@dataclass(frozen=True, slots=True)
class _Earlier:
    """Where an earlier mail begins, and its text below the headers."""

    start: int
    text: int
    is_forwarded: bool = False
    sender: str = ""
    subject: str = ""


def _earlier(rows: Sequence[Row]) -> _Earlier | None:
    """The first place from which everything is an earlier mail."""
    for place, row in enumerate(rows):
        text = row.plain
        if not text:
            continue
        if ruler := _ruler(text):
            below = _headers(rows, place + 1) or _Earlier(place, place + 1)
            return replace(below, start=place, is_forwarded=ruler == "forwarded")
        if found := _headers(rows, place):
            return found
        if not row.quoted and (count := _wrote(rows, place)):
            marks = [one.quoted for one in rows[place + count :] if one.plain]
            if marks and marks[0] and not all(marks):
                # Answers stand between the quoted lines.
                continue
            return _Earlier(place, place + count)
    return None


def _ruler(text: str) -> str:
    """`original` or `forwarded` for a line that divides mails."""
    found = _RULER.match(text)
    words = found[1] if found else text.rstrip(": ")
    for kind in ("forwarded", "original"):
        if is_phrase("mail", kind, words) or (found and begins_with_phrase("mail", kind, words)):
            return kind
    return ""


def _headers(rows: Sequence[Row], start: int) -> _Earlier | None:
    """The headers of an earlier mail, where they begin at or right below this row."""
    found: dict[str, str] = {}
    last = start
    for place in range(start, min(start + _MOST_HEADERS, len(rows))):
        text = rows[place].plain
        if not text or _RULER.match(text):
            if found and len(found) >= 3:
                break
            continue
        kind, value = _header(text)
        if not kind:
            if not found or len(found) >= 3:
                break
            continue
        found.setdefault(kind, value)
        last = place + 1
    if "from" not in found or len(found) < 3:
        return None
    address = _ADDRESS.search(found["from"].replace("mailto:", ""))
    return _Earlier(start, last, sender=address[0] if address else "", subject=found.get("subject", ""))


def _header(text: str) -> tuple[str, str]:
    matched = _LABEL.match(text)
    if matched is None:
        return "", ""
    return next(((kind, matched[2]) for kind in _HEADERS if is_phrase("mail", kind, matched[1])), ("", ""))


def _wrote(rows: Sequence[Row], place: int) -> int:
    """How many rows say who wrote the earlier mail: `On 12 Nov 2025 Sales wrote:`; 0 where they do not."""
    text = ""
    for count, row in enumerate(rows[place : place + 3], start=1):
        text = f"{text} {row.plain}".strip()
        if text.endswith(":") and has_phrase("mail", "wrote", text) and (any(map(str.isdigit, text)) or "@" in text):
            return count
        if not row.plain:
            return 0
    return 0


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
    if any(len(row.pieces) > _LONGEST_SIGNED or _is_text_again(row) for row in rows):
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
    listed = len(row.pieces) > 2 and not looks_like_number(row.pieces[0].text)
    counted = quantity_at(row.pieces, 0) or (quantity_at(row.pieces, 1) if listed else None)
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
    pieces = [piece for place in paragraph for piece in rows[place].pieces]
    if _asks(" ".join(piece.text for piece in pieces)) or any(quantity_at(pieces, at) for at in range(len(pieces))):
        return False
    new = [place for place, zone in enumerate(zones) if zone is Zone.NEW and rows[place].plain]
    return paragraph[-1] == new[-1] or paragraph[0] == new[0]
