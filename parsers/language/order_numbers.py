"""Numbers of orders with the date that stands in the same place: `4711 vom 12.03.2026`, `4711 / 12.03.2026`."""

from typing import Final

from parsers.language.numerals import looks_like_date
from parsers.language.spellings import spelled

_NUMBER_SIGN: Final = r"^%(number_sign)s\.?\s+"
_DATED: Final = r"^(\S+|[A-Z]{1,4} \d\S*)\s*(?:,|/|\||\s-\s|\b%(dated)s\s)\s*(.+)$"


def number_and_date(text: str) -> tuple[str, str]:
    """The number and the date, which is empty where there is none."""
    plain = spelled(_NUMBER_SIGN).sub("", " ".join(text.split()).lstrip("'#"))
    dated = spelled(_DATED).match(plain)
    if dated and looks_like_date(dated[2]):
        return dated[1].rstrip(","), dated[2]
    return plain, ""
