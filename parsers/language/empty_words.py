"""Words that fill a place and say that there is nothing."""

from typing import Final

_EMPTY_WORDS: Final = frozenset({"n/a", "na", "-", "--", "---", "—", "–", "none", "nil", "./.", "k.a."})


def is_empty_word(text: str) -> bool:
    """Whether the text only says that there is nothing."""
    return text.strip().casefold() in _EMPTY_WORDS
