"""Units of UN/ECE Recommendation 20, the package codes of Recommendation 21 that orders use, and their spellings.

A spelling may mean several units: `ST` is Stück in German print, sheet in Recommendation 20, set in many catalogues.
So a spelling has a set of meanings, and only the units in which an item is sold decide between them.
"""

import csv
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, lru_cache
from importlib.resources import files

_DIVISIBLE = frozenset({"length", "area", "volume", "mass", "time", "day", "week", "month", "lump"})


@dataclass(frozen=True, slots=True)
class Unit:
    """`factor` units of `dimension` make one of it, exactly. Units that are `like` each other are often mixed up."""

    code: str
    name: str
    dimension: str
    factor: Fraction
    like: str


@lru_cache(maxsize=1_000)
def meanings(spelling: str) -> frozenset[str]:
    """The unit codes that a code, abbreviation or word may mean, if any. Case and dots do not count."""
    return _spellings().get(_plain(spelling), frozenset())


@lru_cache(maxsize=1_000)
def same_unit(one: str, other: str) -> bool:
    """Whether two spellings can mean the same unit. A spelling nobody knows still equals itself."""
    return _plain(one) == _plain(other) != "" or not meanings(one).isdisjoint(meanings(other))


def ratio(one: str, other: str) -> Fraction | None:
    """How many of `other` make one of `one`, exactly: 12 for a dozen in pieces, 1/1000 for grams in kilograms.

    None where neither law nor custom fixes it (a box in pieces), and where the spellings leave it open: `dozen` is
    twelve in English and boxes in Dutch.
    """
    ratios = {_ratio(_units()[a], _units()[b]) for a in meanings(one) for b in meanings(other)}
    return ratios.pop() if len(ratios) == 1 else None


def alike(one: str, other: str) -> bool:
    """Whether people use the two words for the same thing, as with box and carton."""
    kinds = {_units()[code].like for code in meanings(one)} & {_units()[code].like for code in meanings(other)}
    return bool(kinds - {""})


def is_divisible(spelling: str) -> bool:
    """Whether half of it can be delivered, as of a metre or a kilogram. Of an unknown unit it cannot."""
    return any(_units()[code].dimension in _DIVISIBLE for code in meanings(spelling))


def name(spelling: str) -> str:
    """What to call it in a sentence: the spelling, with the name behind it where only one is meant."""
    codes = meanings(spelling)
    if len(codes) != 1:
        return spelling
    (code,) = codes
    known = _units()[code].name
    return spelling if _plain(spelling) == _plain(known) else f"{spelling} ({known})"


def _ratio(one: Unit, other: Unit) -> Fraction | None:
    return one.factor / other.factor if one.dimension == other.dimension else None


def _plain(spelling: str) -> str:
    return " ".join(spelling.upper().replace(".", " ").split())


@cache
def _rows() -> tuple[dict[str, str], ...]:
    table = files("orders").joinpath("units.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(table.splitlines()))


@cache
def _units() -> dict[str, Unit]:
    return {
        row["code"]: Unit(row["code"], row["name"], row["dimension"], Fraction(row["factor"]), row["like"])
        for row in _rows()
    }


@cache
def _spellings() -> dict[str, frozenset[str]]:
    codes: dict[str, set[str]] = {}
    for row in _rows():
        for spelling in (row["code"], *filter(None, row["spellings"].split("|"))):
            codes.setdefault(_plain(spelling), set()).add(row["code"])
    return {spelling: frozenset(meant) for spelling, meant in codes.items()}
