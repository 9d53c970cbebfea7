"""Text in the letters that a partner's charset has: what it lacks is written in plain letters, or as a `?`."""

import unicodedata
from collections.abc import Callable

_PLAIN = str.maketrans({
    "ß": "ss", "ẞ": "SS", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D",
    "ł": "l", "Ł": "L", "ı": "i", "þ": "th", "Þ": "Th", "ð": "d", "Ð": "D", "€": "EUR", "£": "GBP", "×": "x",
    "–": "-", "—": "-", "‘": "'", "’": "'", "‚": ",", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "•": "-",
    "…": "...",
})  # fmt: skip


def in_letters(text: str, can_be_written: Callable[[str], bool]) -> str:
    """The text on one line, each character as it is where `can_be_written` has it, else the nearest one that it has."""
    characters = (_nearest(character, can_be_written) for character in unicodedata.normalize("NFC", text))
    return " ".join("".join(characters).split())


def encodable(codec: str) -> Callable[[str], bool]:
    """Whether a character is printable and of this codec. Raises `LookupError` when there is no such codec."""
    "".encode(codec)
    return lambda character: character.isprintable() and bool(character.encode(codec, errors="ignore"))


def _nearest(character: str, can_be_written: Callable[[str], bool]) -> str:
    if can_be_written(character):
        return character
    plain = "".join(
        letter
        for letter in unicodedata.normalize("NFKD", character.translate(_PLAIN))
        if not unicodedata.combining(letter)
    )
    if character.isspace() or not character.isprintable():
        return " "
    return plain if plain and all(map(can_be_written, plain)) else "?"
