"""Postcodes as countries write them."""

import re
from dataclasses import dataclass
from typing import Final

# Country by country, the most telling first; the group `code` is the postcode.
_POSTCODES: Final = tuple(
    re.compile(pattern)
    for pattern in (
        r"\b(?P<code>[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2})\b",  # United Kingdom
        r"\b(?:(?P<region>[A-Z]{2}),? )?(?P<code>[A-Z]\d[A-Z][ -]?\d[A-Z]\d)\b",  # Canada
        r"\b(?P<code>[A-Z]\d[\dW] ?[A-Z\d]{4})$",  # Ireland
        r"\b(?P<region>[A-Z]{2})\.?,? (?P<code>\d{5}(?:-\d{4})?)\b",  # United States
        r"\b(?:(?P<country>NL)-)?(?P<code>\d{4} ?[A-Z]{2})\b(?! \d)",  # Netherlands
        r"\b(?:(?P<country>PL)-)?(?P<code>\d{2}-\d{3})\b",  # Poland
        r"\b(?:(?P<country>PT)-)?(?P<code>\d{4}-\d{3})\b",  # Portugal
        r"^(?:(?P<country>[A-Z]{1,3})[- ])?(?P<code>\d{3} \d{2})(?= )",  # Sweden, Czechia
        r"^(?:(?P<country>[A-Z]{1,3})[- ]{1,3})?(?P<code>\d{4,5})(?= |$)",  # most of the continent, before the city
    )
)
_PLATES: Final = {"D": "DE", "A": "AT", "F": "FR", "B": "BE", "E": "ES", "I": "IT", "L": "LU", "S": "SE"}
_TWO: Final = 2


@dataclass(frozen=True, slots=True)
class Found:
    """A postcode and where it stands; `region` and `country` where they are written with it."""

    code: str
    start: int
    end: int
    region: str = ""
    country: str = ""

    def rest(self, text: str) -> str:
        """What the text says beside the postcode."""
        return f"{text[: self.start]} {text[self.end :]}".strip(" ,")


def postcode_in(text: str) -> Found | None:
    """The postcode of a line, None where it has none."""
    for pattern in _POSTCODES:
        if found := pattern.search(text):
            groups = found.groupdict()
            plate = groups.get("country") or ""
            land = _PLATES.get(plate, plate if len(plate) == _TWO else "")
            return Found(found["code"], found.start(), found.end(), groups.get("region") or "", land)
    return None
