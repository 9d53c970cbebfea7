"""Currencies of ISO 4217: which codes exist, how many decimals their amounts have, and how print writes them."""

import csv
from collections.abc import Iterable
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import NamedTuple


class Currency(NamedTuple):
    """One row of ISO 4217 list one. `minor_units` is None where amounts have none defined (gold, test code)."""

    code: str
    minor_units: int | None
    name: str


def currency(code: str) -> Currency | None:
    """The currency with this three-letter code, in capitals; None when ISO 4217 has no such code."""
    return _currencies().get(code)


def currency_written(text: str) -> Currency | None:
    """The currency that a code, sign or name in print means.

    None for what means several, such as `$` or `kr`: a dollar is not a US dollar until the document says so.
    """
    written = text.strip().upper()
    return _currencies().get(written) or _spellings().get(written)


def shared_sign(text: str) -> str:
    """The sign, as `$` or `kr`, where the text is one that several currencies share; empty for anything else."""
    sign = text.strip().casefold().rstrip(".")
    return sign if sign in _shared_signs() else ""


def sharing(sign: str) -> frozenset[str]:
    """The codes of the currencies that a shared sign may mean."""
    return _shared_signs().get(sign, frozenset())


def unexplained(names: Iterable[str]) -> tuple[str, ...]:
    """Codes and shared signs, each once, without the signs that one of the codes has: `CAD` and `$` are one."""
    each = tuple(dict.fromkeys(names))
    codes = {name for name in each if not sharing(name)}
    return tuple(name for name in each if sharing(name).isdisjoint(codes))


def smallest_amount(code: str) -> Decimal:
    """One unit of the last decimal in which the currency is paid: 0.01 for EUR, 1 for JPY.

    An unknown currency is taken to have two decimals, as nearly all have; its code is another check's concern.
    """
    known = currency(code)
    minor_units = 2 if known is None or known.minor_units is None else known.minor_units
    return Decimal(1).scaleb(-minor_units)


@cache
def _rows() -> tuple[dict[str, str], ...]:
    table = files("orders").joinpath("currencies.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(table.splitlines()))


@cache
def _currencies() -> dict[str, Currency]:
    return {row["code"]: _currency(row) for row in _rows()}


@cache
def _shared_signs() -> dict[str, frozenset[str]]:
    signs = {row["shared_sign"] for row in _rows()} - {""}
    return {sign: frozenset(row["code"] for row in _rows() if row["shared_sign"] == sign) for sign in signs}


@cache
def _spellings() -> dict[str, Currency]:
    return {spelling: _currency(row) for row in _rows() for spelling in row["spellings"].split("|") if spelling}


def _currency(row: dict[str, str]) -> Currency:
    return Currency(row["code"], int(row["minor_units"]) if row["minor_units"] else None, row["name"])
