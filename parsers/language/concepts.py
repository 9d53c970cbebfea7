"""What a caption means by its words, where no list has it: `Direct unit cost excl. VAT`, `Zeilenrabatt %`.

The words and the captions that they make are data (`concepts.toml`).
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Final

_MOST_WORDS: Final = 7
_SHORTEST_FIRST: Final = 4
_SHORTEST_REST: Final = 2
# Between the parts of one German or Dutch word: "Zeile-n-betrag".
_LINKS: Final = ("", "s", "n", "en")
_PARTICLE: Final = "particle"
_PER: Final = "per"
_Concepts = frozenset[str]


@dataclass(frozen=True, slots=True)
class _Composition:
    """A meaning, and the concepts of which it is made."""

    meaning: str
    needs: tuple[_Concepts, ...]
    allowed: _Concepts

    def fits(self, parts: Sequence[_Concepts]) -> bool:
        met = all(any(need & part for part in parts) for need in self.needs)
        return met and all(_PARTICLE in part or not part.isdisjoint(self.allowed) for part in parts)


@lru_cache(maxsize=8192)
def composed(kind: str, caption: str) -> str:
    """The meaning of a folded caption of this kind, `columns` or `header`; empty where its words make none.

    One word that is no compound means nothing here: such are in the lists of captions.
    """
    words = caption.split()
    if len(words) > _MOST_WORDS:
        return ""
    parts = [part for word in words for part in _parts(word)]
    # "Unit price per" is a price with its basis.
    if frozenset() in parts or (parts and _PER in parts[-1]):
        return ""
    telling = [part for part in parts if part != {_PARTICLE}]
    if len(parts) < 2 or not telling:
        return ""
    return next((one.meaning for one in _compositions(kind) if one.fits(telling)), "")


def is_of_caption(word: str) -> bool:
    """Whether a folded word is one of those that captions are made of."""
    return frozenset() not in _parts(word)


def _parts(word: str) -> tuple[_Concepts, ...]:
    """The concepts of a word, of each of its parts where it is a compound; one empty set where it is not known."""
    known = _concepts().get(word)
    return (known,) if known else next(_divided(word), (frozenset(),))


def _divided(word: str) -> Iterator[tuple[_Concepts, ...]]:
    for end in range(len(word) - _SHORTEST_REST, _SHORTEST_FIRST - 1, -1):
        first = _concepts().get(word[:end])
        for link in _LINKS if first else ():
            rest = word[end:].removeprefix(link)
            following = _parts(rest) if len(rest) >= _SHORTEST_REST else (frozenset(),)
            if first and word[end:].startswith(link) and frozenset() not in following:
                yield (first, *following)


@cache
def _concepts() -> Mapping[str, _Concepts]:
    found: dict[str, _Concepts] = {}
    for concept, words in _data()["concepts"].items():
        for word in words:
            found[word] = found.get(word, frozenset()) | {concept}
    return found


@cache
def _compositions(kind: str) -> tuple[_Composition, ...]:
    return tuple(_composition(one) for one in _data()[kind])


def _composition(entry: Mapping[str, Any]) -> _Composition:
    needs = tuple(frozenset(group) for group in entry["needs"])
    return _Composition(entry["is"], needs, frozenset(entry["may"]).union(*needs))


@cache
def _data() -> Mapping[str, Any]:
    return tomllib.loads(files("parsers.language").joinpath("concepts.toml").read_text(encoding="utf-8"))
