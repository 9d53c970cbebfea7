"""Field paths (`po_number`, `buyer.street`, `lines[3].quantity`): what stands there, and which field shows it."""

import re
from hashlib import sha256
from typing import Any

from orders.reading import OrderReading, Read

_DIGITS_OF_PLACE = 16
_STEP = re.compile(r"([a-z_]+)|\[(\d+)\]")
_LINE = re.compile(r"lines\[(\d+)\]")
_PATH_IN_TEXT = re.compile(r"\blines\[(\d+)\](?:\.([a-z_]+))?")

# What a rule establishes about a line is shown in the cell of what it was established from.
_SHOWN_IN = {"unit": "uom"}


def read_at(reading: OrderReading, path: str) -> Read[Any] | None:
    """The read value at a path, None where the document has none (or the path leads nowhere)."""
    here: object = reading
    for name, index in _STEP.findall(path):
        if here is None:
            return None
        if name:
            here = getattr(here, name, None)
        elif isinstance(here, tuple) and int(index) < len(here):
            here = here[int(index)]
        else:
            return None
    return here if isinstance(here, Read) else None


def line_index(path: str) -> int | None:
    """The zero-based line that a path is about."""
    match = _LINE.match(path)
    return int(match[1]) if match else None


def shown_at(path: str) -> str:
    """The path of the page's field on which a finding at this path is shown."""
    head, dot, last = path.rpartition(".")
    return f"{head}{dot}{_SHOWN_IN.get(last, last)}" if _LINE.match(path) else path


def element_id(path: str) -> str:
    """A path as an HTML id: letters, digits and hyphens only."""
    if path.startswith("place["):
        # What is in the brackets is the document's own, and may differ in capitals or signs alone.
        return f"f-place-{sha256(path.encode()).hexdigest()[:_DIGITS_OF_PLACE]}"
    return "f-" + re.sub(r"[^a-z0-9]+", "-", path).strip("-")


def worded(text: str) -> str:
    """A text in which `lines[0].unit_price` reads as `line 1 unit price`."""
    return _PATH_IN_TEXT.sub(_line_in_words, text)


def _line_in_words(path: re.Match[str]) -> str:
    field = (path[2] or "").replace("_", " ")
    return f"line {int(path[1]) + 1} {field}".rstrip()
