"""Subjects of mails, and the signs of answers and forwarded mails before them."""

import re
from typing import Final

from parsers.language.phrases import is_phrase

_PREFIX = re.compile(r"^\s*\[?([^\W\d_]{1,14}(?: [^\W\d_]{1,6})?)\]?\s?(?:\[\d{1,2}\])?:\s*")
_LONGEST_SUBJECT_PREFIXES: Final = 10


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
