"""Phrases of letters and mails. The words are data (`phrases.toml`); here is how they are found in a text."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final

from parsers.language.vocabulary import folded

_REMEMBERED: Final = 4096


def is_phrase(section: str, kind: str, text: str) -> bool:
    """Whether the whole text is one of these phrases."""
    return _key(text) in _phrases(section, kind)


def has_phrase(section: str, kind: str, text: str) -> bool:
    """Whether one of these phrases stands in the text, as whole words."""
    return _pattern(section, kind).search(_words(text)) is not None


def begins_with_phrase(section: str, kind: str, text: str) -> bool:
    """Whether the text begins with one of these phrases."""
    return _pattern(section, kind).match(_words(text)) is not None


def without_phrases(section: str, kind: str, text: str) -> str:
    """The words of the text, folded, without these phrases."""
    return _pattern(section, kind).sub("", _words(text)).strip()


def longest(section: str, kind: str) -> int:
    """How many words the longest of these phrases has."""
    return max(len(phrase.split()) for phrase in _phrases(section, kind))


@lru_cache(maxsize=_REMEMBERED)
def _key(text: str) -> str:
    # A phrase may be a sign alone, which folding would take away.
    return folded(text) or text.strip()


@lru_cache(maxsize=_REMEMBERED)
def _words(text: str) -> str:
    return f" {folded(text)} "


@cache
def _data() -> Mapping[str, Mapping[str, list[str]]]:
    return tomllib.loads(files("parsers.language").joinpath("phrases.toml").read_text(encoding="utf-8"))


@cache
def _phrases(section: str, kind: str) -> frozenset[str]:
    return frozenset(_key(phrase) for phrase in _data()[section][kind])


@cache
def _pattern(section: str, kind: str) -> "re.Pattern[str]":
    ordered = sorted((re.escape(phrase) for phrase in _phrases(section, kind)), key=lambda one: (-len(one), one))
    return re.compile(rf" (?:{'|'.join(ordered)})(?= )")
