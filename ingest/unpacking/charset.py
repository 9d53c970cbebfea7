"""Decoding text by the character set that its sender declared."""

import codecs

_NO_CHARACTER_SETS = frozenset(
    {"utf-7", "idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs"}
)


def decoded_with(content: bytes, charset: str) -> str | None:
    """The text, or None where the character set is unknown, no character set at all, or contradicted by the bytes."""
    try:
        codec = codecs.lookup(charset.strip().strip("\"'"))
        if codec.name in _NO_CHARACTER_SETS:
            return None
        return content.decode(codec.name)
    except (LookupError, ValueError, TypeError):
        return None
