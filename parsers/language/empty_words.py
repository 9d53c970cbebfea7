"""Words that fill a place and say that there is nothing."""

from parsers.language.spellings import is_spelling


def is_empty_word(text: str) -> bool:
    """Whether the text only says that there is nothing."""
    return is_spelling("nothing", text)
