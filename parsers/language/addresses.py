"""Addresses in one cell or several, taken apart by their postcode."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from parsers.language.vocabulary import country

_SEPARATORS: Final = re.compile(r"[,;\n|]+")
# Only where nothing else divides: a dash is part of many names.
_DASHES: Final = re.compile(r"\s+[-–·•]\s+")
_REGION: Final = re.compile(r"\s*\(?\b([A-Z]{2})\b\)?$")
# Country by country, the most telling first; the group `code` is the postcode.
_POSTCODES: Final = tuple(
    re.compile(pattern)
    for pattern in (
        r"\b(?P<code>[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2})\b",  # United Kingdom
        r"\b(?P<code>[A-Z]\d[A-Z] ?\d[A-Z]\d)\b",  # Canada
        r"\b(?P<region>[A-Z]{2}) (?P<code>\d{5}(?:-\d{4})?)\b",  # United States
        r"\b(?:NL-)?(?P<code>\d{4} ?[A-Z]{2})\b",  # Netherlands
        r"\b(?:PL-)?(?P<code>\d{2}-\d{3})\b",  # Poland
        r"\b(?:PT-)?(?P<code>\d{4}-\d{3})\b",  # Portugal
        r"^(?:[A-Z]{1,3}[- ])?(?P<code>\d{3} \d{2})(?= )",  # Sweden, Czechia
        r"^(?:[A-Z]{1,3}[- ])?(?P<code>\d{4,5})(?= |$)",  # most of the continent, before the city
    )
)


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
    segments = [part.strip() for text in texts for part in _SEPARATORS.split(text) if part.strip()]
    if len(segments) == 1:
        segments = [part.strip() for part in _DASHES.split(segments[0])]
    land = country(segments[-1]) if len(segments) > 1 else ""
    if land:
        segments = segments[:-1]
    for place in range(len(segments) - 1, 0, -1):
        for pattern in _POSTCODES:
            if found := pattern.search(segments[place]):
                return _around(segments, place, found, land)
    name, *rest = segments or [""]
    return Address(name=name, street=", ".join(rest), country=land)


def _around(segments: list[str], place: int, found: "re.Match[str]", land: str) -> Address:
    groups = found.groupdict()
    segment = segments[place]
    city = f"{segment[: found.start()]} {segment[found.end() :]}".strip(" ,")
    before = segments[1:place]
    region = groups.get("region") or ""
    if not city and before:
        # Britain and America write the city before the postcode.
        city, before = before[-1], before[:-1]
    elif not region and found["code"].isdigit() and (tail := _REGION.search(city)):
        region, city = tail[1], city[: tail.start()]
    street = ", ".join([*before, *segments[place + 1 :]])
    return Address(segments[0], street, found["code"], city, region, land, whole=bool(city))
