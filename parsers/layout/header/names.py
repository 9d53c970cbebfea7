"""The number of an order in the name of its file or the subject of its mail, where no page shows one."""

import re
from collections.abc import Iterator
from typing import Final

from orders.evidence import MailHeader
from orders.reading import Confidence, Read
from parsers.language.label_shapes import code_at_start, labels_in
from parsers.language.meanings import Label
from parsers.layout.paper.origin import Origin

_BREAKS: Final = re.compile(r"[_\s]+")
_LONGEST: Final = 4
_SHORTEST: Final = 4


def named_number(origin: Origin) -> Read[str] | None:
    """The one number that file and subject name; doubted where they name several."""
    found = [
        (number, MailHeader(name=header))
        for header, text in (("Subject", origin.subject), (origin.file_name, origin.stem))
        for number in _numbers(text)
    ]
    if not found:
        return None
    values = list(dict.fromkeys(_key(number) for number, _ in found))
    number, evidence = found[0]
    if len(values) == 1:
        witnesses = ("only a name outside of the document says so",)
        return Read[str](value=number, evidence=(evidence,), confidence=Confidence.SINGLE, witnesses=witnesses)
    doubt = f"names outside of the document also say {', '.join(other for other, _ in found[1:])}"
    return Read[str](value=number, evidence=(evidence,), confidence=Confidence.DOUBTFUL, witnesses=(doubt,))


def _numbers(text: str) -> Iterator[str]:
    """Codes behind a word for an order: `PO_72427`, `Re: Bestellung Nr. 4711`."""
    words = [word for word in _BREAKS.split(text) if word]
    for place in range(len(words)):
        for count in range(min(_LONGEST, len(words) - place - 1), 0, -1):
            name = " ".join(words[place : place + count])
            number = code_at_start(" ".join(words[place + count :]))
            # "Order 2 pumps" counts, and numbers nothing.
            counts = number.isdigit() and len(number) < _SHORTEST and place + count + 1 < len(words)
            if number and not counts and Label.PO_NUMBER in labels_in(name):
                yield number
                break


def _key(number: str) -> str:
    return "".join(sign for sign in number.casefold() if sign.isalnum())
