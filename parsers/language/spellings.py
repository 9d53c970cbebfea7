"""Words of print within patterns, and words alone. They are data (`spellings.toml`), as they are printed."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def spelled(template: str) -> "re.Pattern[str]":
    """The pattern, in which `%(kind)s` stands for any spelling of this kind; case is ignored. KeyError for no kind."""
    return re.compile(template % _groups(), re.IGNORECASE)


def is_spelling(kind: str, text: str) -> bool:
    """Whether the whole text is one of the spellings of this kind."""
    return text.strip().casefold() in _casefolded(kind)


def begins_with_spelling(kind: str, text: str) -> bool:
    return text.casefold().startswith(tuple(_casefolded(kind)))


@cache
def _spellings() -> Mapping[str, list[str]]:
    return tomllib.loads(files("parsers.language").joinpath("spellings.toml").read_text(encoding="utf-8"))


@cache
def _casefolded(kind: str) -> frozenset[str]:
    return frozenset(one.casefold() for one in _spellings()[kind])


@cache
def _groups() -> Mapping[str, str]:
    # The longest first: of two that begin alike a pattern takes the one that comes first.
    ordered = {kind: sorted(spellings, key=len, reverse=True) for kind, spellings in _spellings().items()}
    return {kind: f"(?:{'|'.join(map(re.escape, spellings))})" for kind, spellings in ordered.items()}
