"""Damaged copies of valid messages, each with the segments that were touched.

Structural damage (segments dropped, doubled, exchanged, text cut off) changes no segment's own words: nothing of it may
read clean and different. Literal damage (another qualifier, another character, a separator too many or too few) changes
what a segment says: only that segment's values may differ.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Damage(StrEnum):
    DROPPED = "dropped"
    DOUBLED = "doubled"
    EXCHANGED = "exchanged"
    CUT_OFF = "cut off"
    QUALIFIER = "another qualifier"
    CHARACTER = "another character"
    SHIFTED = "shifted"


STRUCTURAL = frozenset({Damage.DROPPED, Damage.DOUBLED, Damage.EXCHANGED, Damage.CUT_OFF})

# Codes that senders confuse, and some that mean nothing; the first component of a segment is replaced by each.
_QUALIFIERS = {
    "QTY": ("21", "1", "11", "12", "52", "59", "192", "ZZZ"),
    "PRI": ("AAA", "AAB", "AAE", "INV", "INF", "ZZZ"),
    "DTM": ("2", "4", "10", "63", "64", "69", "137", "171", "ZZZ"),
    "NAD": ("BY", "SU", "DP", "ST", "UC", "IV", "CN", "ZZZ"),
    "MOA": ("203", "79", "86", "77", "124", "146", "ZZZ"),
    "RFF": ("ON", "CT", "LI", "VN", "ZZZ"),
    "CUX": ("2", "3", "ZZZ"),
    "PIA": ("1", "2", "3", "5"),
    "LOC": ("7", "18"),
    "BGM": ("220", "221", "230", "351"),
    "CNT": ("1", "2"),
}
_CHARACTERS = b"0aZ+:'?.,-* \x00\xe4"


@dataclass(frozen=True, slots=True)
class Mutant:
    """`touched` are the segments, as written without their terminator, before and after the damage."""

    damage: Damage
    content: bytes
    touched: tuple[bytes, ...]

    @property
    def joins_values(self) -> bool:
        """Whether a separator between two values of BGM or NAD was taken out, so that they became one."""
        before, after = self.touched
        return before[:3] in (b"BGM", b"NAD") and len(after) < len(before) and _joined(before, after)

    def __str__(self) -> str:
        return f"{self.damage}: {' | '.join(part.decode('latin-1') for part in self.touched)}"


def _joined(before: bytes, after: bytes) -> bool:
    place = next((at for at, byte in enumerate(after) if byte != before[at]), len(after))
    beside = before[max(place - 1, 0) : place] + before[place + 1 : place + 2]
    return len(beside) == 2 and not set(beside) & set(b"+:")


def mutants(content: bytes) -> Iterator[Mutant]:
    """Every mutant of a message that ends its segments with an apostrophe."""
    segments = re.findall(rb"(?:\?.|[^'?])*'|.+\Z", content, re.DOTALL)
    yield from _structural(segments)
    yield from (Mutant(Damage.CUT_OFF, content[:end], ()) for end in range(len(content)))
    for number, segment in enumerate(segments):
        before, after = b"".join(segments[:number]), b"".join(segments[number + 1 :])
        for damage, changed in _literal(segment):
            yield Mutant(damage, before + changed + after, (_words(segment), _words(changed)))


def _structural(segments: list[bytes]) -> Iterator[Mutant]:
    for number, segment in enumerate(segments):
        before, after = b"".join(segments[:number]), b"".join(segments[number + 1 :])
        yield Mutant(Damage.DROPPED, before + after, (_words(segment),))
        yield Mutant(Damage.DOUBLED, before + segment + segment + after, (_words(segment),))
        if number + 1 < len(segments):
            following = segments[number + 1]
            content = before + following + segment + b"".join(segments[number + 2 :])
            yield Mutant(Damage.EXCHANGED, content, (_words(segment), _words(following)))


def _literal(segment: bytes) -> Iterator[tuple[Damage, bytes]]:
    tag = segment.strip()[:3].decode("latin-1")
    for code in _QUALIFIERS.get(tag, ()):
        changed = re.sub(rb"^(\s*\w{3}\+)[^+:']*", rb"\g<1>" + code.encode(), segment, count=1)
        if changed != segment:
            yield Damage.QUALIFIER, changed
    for place in range(len(segment)):
        for character in _CHARACTERS:
            if segment[place] != character:
                yield Damage.CHARACTER, segment[:place] + bytes([character]) + segment[place + 1 :]
        if segment[place] in b"+:":
            yield Damage.SHIFTED, segment[:place] + segment[place : place + 1] + segment[place:]
            yield Damage.SHIFTED, segment[:place] + segment[place + 1 :]


def _words(segment: bytes) -> bytes:
    return segment.strip().removesuffix(b"'")
