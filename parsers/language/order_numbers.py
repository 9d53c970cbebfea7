"""Numbers of orders with the date that stands in the same place: `4711 vom 12.03.2026`, `4711 / 12.03.2026`."""

import re
from typing import Final

from parsers.language.numerals import looks_like_date

_NUMBER_WORD: Final = re.compile(r"^(?:n[°º.]|no\.?|nr\.?|num\.?|numero|number)\s+", re.IGNORECASE)
_DATED: Final = re.compile(
    r"^(\S+|[A-Z]{1,4} \d\S*)\s*(?:,|/|\||\s-\s|\b(?:vom|dated|date|of|du|del|de|van|d\.\s?d\.)\s)\s*(.+)$",
    re.IGNORECASE,
)


def number_and_date(text: str) -> tuple[str, str]:
    """The number and the date, which is empty where there is none."""
    plain = _NUMBER_WORD.sub("", " ".join(text.split()).lstrip("'#"))
    dated = _DATED.match(plain)
    if dated and looks_like_date(dated[2]):
        return dated[1].rstrip(","), dated[2]
    return plain, ""
