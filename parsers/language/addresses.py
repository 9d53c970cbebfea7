"""Addresses in one line or several, taken apart by their postcode."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from orders.matching import words
from parsers.language.postcodes import Found, postcode_in
from parsers.language.spellings import spelled
from parsers.language.word_lists import country

_SEPARATORS: Final = re.compile(r"[,;\n|]+")
# Only where nothing else divides, or before a postcode: a dash is part of many names.
_DASHES: Final = re.compile(r"\s+[-–—·•|]\s+")
_REGION: Final = re.compile(r"\s*\((?P<inside>[^()]{2,30})\)$|\s+(?P<code>[A-Z]{2})$")
_BEHIND: Final = r"(?:^|[\s,;·•|–—-]+)%(behind_address)s\b[.: ].*$"
_ATTENTION: Final = r"^%(attention)s\b\.?"
_LEGAL_FORM: Final = r"\b%(legal_form)s(?!\w)\.?"
_MAIL: Final = re.compile(r"\S+@\S+|https?://\S+|www\.\S+")
_STREET: Final = r"%(street_ending)s\b|\b%(street)s\b"
_NUMBERED: Final = re.compile(r"^\d+[A-Za-z]?(?:[-/]\d+)?\s+\D|\s\d+\s?[A-Za-z]?(?:\s?[-/]\s?\d+\s?[A-Za-z]?)?$")


@dataclass(frozen=True, slots=True)
class Address:
    """`whole` says that a postcode was found, so that street and city are told apart."""

    name: str = ""
    street: str = ""
    postcode: str = ""
    city: str = ""
    region: str = ""
    country: str = ""
    whole: bool = False


def address(texts: Sequence[str]) -> Address:
    """The address in these lines, which begin with the name."""
    segments = [part for text in texts for part in _split(text)]
    if len(segments) == 1:
        segments = [part.strip() for part in _DASHES.split(segments[0])]
    return _taken_apart(segments)


def printed_address(texts: Sequence[str]) -> Address:
    """The address in lines of print: the first is the name as a whole, unless it holds the street as well.

    What letterheads say behind an address (telephone, VAT number) is left out, and so are lines below the town.
    """
    lines = [
        line for text in texts if (line := _bare(text)) and not (len(texts) > 1 and spelled(_ATTENTION).match(line))
    ]
    if not lines:
        return Address()
    if len(lines) == 1 or _is_wrapped(texts[0]):
        joined = _bare(" ".join(texts))
        parts = _split(joined)
        return _taken_apart(_dashed(parts) if len(parts) < 3 else parts)
    head, *rest = lines[1:] if len(lines) > 2 and _is_mark(lines[0], lines[1]) else lines
    segments = [head, *(part for line in rest for part in _dashed(_split(line)) if part != head)]
    return _taken_apart(_until_town(segments))


def looks_like_street(text: str) -> bool:
    """Whether a line is a street rather than a name: it has a house number, and most often a word for a street."""
    return bool(_NUMBERED.search(text)) and (bool(spelled(_STREET).search(text)) or text[:1].isdigit())


def _behind_legal_form(text: str) -> tuple[str, str]:
    """The name of a company up to its legal form, and the street that one line of print has right behind it."""
    ends = [found.end() for found in spelled(_LEGAL_FORM).finditer(text)]
    rest = text[ends[-1] :].strip() if ends else ""
    return (text[: ends[-1]], rest) if len(rest.split()) > 1 and rest[0].isalnum() else (text, "")


def _is_mark(first: str, name: str) -> bool:
    """Whether the first line is the lettering of a logo, which the name below it says in full."""
    mark = {word for word in words(first) if len(word) > 1}
    full = words(name)
    return bool(mark) and mark < set(full) and len(mark) < len(full) and not looks_like_street(name)


def _bare(text: str) -> str:
    return " ".join(spelled(_BEHIND).sub("", _MAIL.sub(" ", text)).split()).strip(" ,;·•|")


def _is_wrapped(first: str) -> bool:
    """Whether the first of several lines goes on in the next, since it was too long for its place."""
    return first.rstrip().endswith((",", "-", "·")) or first.count(",") >= 2


def _split(text: str) -> list[str]:
    return [part.strip() for part in _SEPARATORS.split(text) if part.strip()]


def _dashed(parts: Sequence[str]) -> list[str]:
    """Parted at dashes and dots too, where a postcode stands behind one of them."""
    divided = [[piece.strip() for piece in _DASHES.split(part) if piece.strip()] for part in parts]
    return [
        piece
        for part, pieces in zip(parts, divided, strict=True)
        for piece in (pieces if any(postcode_in(one) for one in pieces[1:]) else [part])
    ]


def _until_town(segments: list[str]) -> list[str]:
    """Without what stands below the town, but for the country."""
    places = [place for place, segment in enumerate(segments) if place and postcode_in(segment)]
    if not places:
        return segments
    last = places[-1]
    behind = [segment for segment in segments[last + 1 :] if country(segment)]
    found = postcode_in(segments[last])
    alone = found is not None and not found.rest(segments[last])
    after_alone = segments[last + 1 : last + 2] if alone and last == 1 and not behind else []
    return [*segments[: last + 1], *after_alone, *behind[:1]]


def _taken_apart(segments: list[str]) -> Address:
    land = country(segments[-1]) if len(segments) > 1 else ""
    if land:
        segments = segments[:-1]
    for place in range(len(segments) - 1, -1, -1):
        found = postcode_in(segments[place])
        if found is not None and (place > 0 or len(segments) == 1):
            return _around(segments, place, found, land) if place else Address(name=segments[0], country=land)
    name, *rest = segments or [""]
    return Address(name=name, street=", ".join(rest), country=land)


def _around(segments: list[str], place: int, found: Found, land: str) -> Address:
    city = found.rest(segments[place])
    before = segments[1:place]
    region = found.region
    if not city and before:
        # Britain and America write the city before the postcode.
        city, before = before[-1], before[:-1]
    elif not region and found.code.isdigit() and (tail := _REGION.search(city)):
        region, city = tail["inside"] or tail["code"], city[: tail.start()]
    street = ", ".join([*before, *segments[place + 1 :]])
    name, street = (segments[0], street) if street else _behind_legal_form(segments[0])
    if not street and any(looks_like_street(part.strip()) for part in name.split(",")):
        name, street = "", name
    return Address(name, street, found.code, city.strip(" .,;"), region, land or found.country, whole=bool(city))
