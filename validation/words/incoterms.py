"""Which Incoterms a text can mean. The words are data."""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache

from validation.words.word_lists import words_in

_UPPER = re.compile(r"(?<![^\W_])(?:C[+&]F|[A-Z]{3})(?![^\W_])")
_WORD = re.compile(r"[^\W_]+")


def incoterms(text: str) -> frozenset[str]:
    """The codes that code and words of the text allow together; empty where nothing is known or they exclude each
    other. A code is one in capitals, or the first word: "des" and "cif" are words of some language.
    """
    meant = [*_coded(text), *_worded(text)]
    return frozenset.intersection(*meant) if meant else frozenset()


def _coded(text: str) -> list[frozenset[str]]:
    first = text.split(maxsplit=1)[:1]
    found = [*_UPPER.findall(text), *(word.strip(".,;:()-").upper() for word in first)]
    return [frozenset({_codes()[code]}) for code in found if code in _codes()]


def _worded(text: str) -> list[frozenset[str]]:
    words, known = _folded(text), _phrases()
    longest, at, found = max(map(len, known)), 0, []
    while at < len(words):
        lengths = (length for length in range(longest, 0, -1) if words[at : at + length] in known)
        length = next(lengths, 0)
        found += [known[words[at : at + length]]] if length else []
        at += length or 1
    return found


def _folded(text: str) -> tuple[str, ...]:
    folded = unicodedata.normalize("NFKD", text.casefold())
    return tuple(_WORD.findall("".join(letter for letter in folded if not unicodedata.combining(letter))))


@cache
def _codes() -> Mapping[str, str]:
    table = words_in("incoterms.toml")
    return {written: code for code, all_written in table["codes"].items() for written in all_written}


@cache
def _phrases() -> Mapping[tuple[str, ...], frozenset[str]]:
    table = words_in("incoterms.toml")
    return {tuple(phrase.split()): frozenset(group["mean"]) for group in table["words"] for phrase in group["phrases"]}
