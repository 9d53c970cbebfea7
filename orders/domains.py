"""Domains that a reader takes for another one: a letter off, or written with letters that look alike."""

import unicodedata
from collections.abc import Iterator
from string import ascii_lowercase, digits
from typing import Final

LONGEST: Final = 80
"""Longer domains are not looked at: nobody tells them apart by reading."""
_SHORTEST_NAME: Final = 4
"""Of shorter names too many are a letter apart by chance; letters that look alike are looked at all the same."""
_LETTERS: Final = ascii_lowercase + digits + "-."
_ALIKE: Final = (
    ("rn", "m"), ("nn", "m"), ("vv", "w"), ("cl", "d"), ("0", "o"), ("1", "l"), ("1", "i"), ("l", "i"), ("5", "s"),
    ("8", "b"), ("2", "z"), ("3", "e"), ("6", "b"), ("9", "g"), ("u", "v"), ("q", "g"),
)  # fmt: skip
_FOREIGN: Final = {
    foreign: letter
    for letter, alike in {
        "a": (0x0430, 0x03B1),
        "d": (0x0501, 0x0111),
        "e": (0x0435, 0x03B5),
        "g": (0x0261,),
        "h": (0x04BB, 0x043D, 0x0127),
        "i": (0x0456, 0x03B9, 0x0131, 0x0269),
        "j": (0x0458,),
        "k": (0x043A, 0x03BA),
        "l": (0x04CF, 0x0142),
        "m": (0x043C,),
        "n": (0x043F, 0x03B7),
        "o": (0x043E, 0x03BF, 0x00F8),
        "p": (0x0440, 0x03C1),
        "q": (0x051B,),
        "r": (0x0433,),
        "s": (0x0455,),
        "c": (0x0441,),
        "t": (0x0442, 0x03C4, 0x0167),
        "u": (0x03C5,),
        "v": (0x03BD,),
        "w": (0x051D, 0x03C9),
        "x": (0x0445, 0x03C7),
        "y": (0x0443, 0x03B3),
    }.items()
    for foreign in alike
}
"""Of Unicode's confusables (UTS 39) those of the alphabets that registries of domains admit beside the Latin one."""


def lookalikes(domain: str) -> frozenset[str]:
    """All that `domain`, which is in lower case and may have `xn--` in it, could be taken for, but itself."""
    if not domain or len(domain) > LONGEST:
        return frozenset()
    plain = in_plain_letters(domain)
    found = {plain, *_mistaken(plain)}
    if len(max(plain.split("."), key=len)) >= _SHORTEST_NAME:
        found |= set(_one_edit(plain))
    return frozenset(found - {domain})


def in_plain_letters(domain: str) -> str:
    """The domain in the letters of ASCII that it looks like."""
    shown = ".".join(_shown(label) for label in domain.split("."))
    parts = unicodedata.normalize("NFKD", shown.translate(_FOREIGN))
    return "".join(letter for letter in parts.translate(_FOREIGN) if letter.isascii())


def _shown(label: str) -> str:
    try:
        return label.encode("ascii").decode("idna") if label.startswith("xn--") else label
    except UnicodeError:
        return label


def _mistaken(domain: str) -> Iterator[str]:
    """With letters in place of those that look alike: everywhere, or at one place."""
    for pair in _ALIKE:
        for one, other in (pair, pair[::-1]):
            yield domain.replace(one, other)
            places = (at for at in range(len(domain)) if domain.startswith(one, at))
            yield from (domain[:at] + other + domain[at + len(one) :] for at in places)
    yield domain.translate(str.maketrans("0153", "olse"))


def _one_edit(domain: str) -> Iterator[str]:
    """One letter more, less or other, or two changed about (Damerau)."""
    for at in range(len(domain) + 1):
        before, after = domain[:at], domain[at:]
        yield from (before + letter + after for letter in _LETTERS)
        yield from (before + letter + after[1:] for letter in _LETTERS if after)
        yield before + after[1:]
        yield before + after[1:2] + after[:1] + after[2:]
