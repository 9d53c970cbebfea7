"""Where an earlier mail begins below the new text: a dividing line, its headers, or who wrote it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from parsers.language.letters import has_digit
from parsers.language.phrases import begins_with_phrase, has_phrase, is_phrase
from parsers.mail_body.rows import Row

_RULER = re.compile(r"^[\s>*]*[-_=*]{2,}\s*(.*?)\s*[-_=*:]*\s*$")
_LABEL = re.compile(r"^[\s>*]*([^\W\d][\w .-]{0,20}?)\s*\*?:\*?\s?(.*)$")
_ADDRESS = re.compile(r"[^\s<>()\",;:\[\]]+@[^\s<>()\",;:\[\]]+")
_HEADERS: Final = ("from", "sent", "to", "subject")
_MOST_HEADERS: Final = 10


@dataclass(frozen=True, slots=True)
class Earlier:
    """Where an earlier mail begins, and its text below the headers."""

    start: int
    text: int
    is_forwarded: bool = False
    sender: str = ""
    subject: str = ""


def earlier_mail(rows: Sequence[Row]) -> Earlier | None:
    """The first place from which everything is an earlier mail."""
    for place, row in enumerate(rows):
        text = row.plain
        if not text:
            continue
        if ruler := _ruler(text):
            below = _headers(rows, place + 1) or Earlier(place, place + 1)
            return replace(below, start=place, is_forwarded=ruler == "forwarded")
        if found := _headers(rows, place):
            return found
        if not row.quoted and (count := _wrote(rows, place)):
            marks = [one.quoted for one in rows[place + count :] if one.plain]
            if marks and marks[0] and not all(marks):
                # Answers stand between the quoted lines.
                continue
            return Earlier(place, place + count)
    return None


def _ruler(text: str) -> str:
    """`original` or `forwarded` for a line that divides mails."""
    found = _RULER.match(text)
    words = found[1] if found else text.rstrip(": ")
    for kind in ("forwarded", "original"):
        if is_phrase("mail", kind, words) or (found and begins_with_phrase("mail", kind, words)):
            return kind
    return ""


def _headers(rows: Sequence[Row], start: int) -> Earlier | None:
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
    return Earlier(start, last, sender=address[0] if address else "", subject=found.get("subject", ""))


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
        if text.endswith(":") and has_phrase("mail", "wrote", text) and (has_digit(text) or "@" in text):
            return count
        if not row.plain:
            return 0
    return 0
