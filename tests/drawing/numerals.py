"""Numbers and days as each language prints them."""

from datetime import date
from decimal import Decimal

Number = Decimal | str | int


def english(number: Number, places: int = 2) -> str:
    return f"{Decimal(number):,.{places}f}"


def german(number: Number, places: int = 2) -> str:
    """Also Dutch, Italian and Spanish."""
    return english(number, places).translate(str.maketrans(",.", ".,"))


def french(number: Number, places: int = 2) -> str:
    """With the space that does not break."""
    return english(number, places).translate(str.maketrans(",.", "\N{NO-BREAK SPACE},"))


def plain(number: Number, places: int = 2) -> str:
    """A comma and no thousands, as spreadsheets print."""
    return f"{Decimal(number):.{places}f}".replace(".", ",")


def dotted(day: str) -> str:
    """01.12.2026 for 2026-12-01."""
    return f"{date.fromisoformat(day):%d.%m.%Y}"


def slashed(day: str) -> str:
    """01/12/2026 for 2026-12-01."""
    return f"{date.fromisoformat(day):%d/%m/%Y}"


def american(day: str) -> str:
    """12/1/2026 for 2026-12-01."""
    read = date.fromisoformat(day)
    return f"{read.month}/{read.day}/{read.year}"
