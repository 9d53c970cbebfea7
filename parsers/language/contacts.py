"""A person to ask: name, e-mail address and telephone number, taken apart where they stand together."""

import re
from typing import Final

from parsers.language.spellings import spelled

_EMAIL: Final = re.compile(r"[^\s<>()\[\],;:|]+@[^\s<>()\[\],;:|]+\.[^\s<>()\[\],;:|]+")
_PHONE: Final = re.compile(r"\+?\(?\d[\d\s()/.-]{5,}\d")
_PERSON: Final = re.compile(r"^[^\d@/]{3,60}$")
_AROUND: Final = r"[<>()\[\]|]|\b%(contact)s\b\.?:?"


def is_person(text: str) -> bool:
    """Whether a text can be a person's name."""
    return bool(_PERSON.match(text))


def contact_parts(text: str) -> list[tuple[str, str]]:
    """`name`, `email` and `phone` of a text, as far as it has them."""
    parts: list[tuple[str, str]] = []
    rest = text
    for what, pattern in (("email", _EMAIL), ("phone", _PHONE)):
        if match := pattern.search(rest):
            parts.append((what, match[0].strip().rstrip(".")))
            rest = rest.replace(match[0], " ")
    name = " ".join(spelled(_AROUND).sub(" ", rest).split()).strip(" ,;-/")
    return [("name", name), *parts] if is_person(name) else parts
