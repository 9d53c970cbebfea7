"""Long texts in the short components that the directories have for them, and back.

Words are kept whole and joined by a blank; a word longer than a component is cut, and then fills its component. So a
component that is full goes on in the next without a blank, and any other with one.
"""

from collections.abc import Sequence


def pieces(text: str, width: int, most: int) -> tuple[str, ...]:
    """The text in at most so many pieces of at most so many characters; what goes beyond is cut off.

    Runs of white space count as a blank.
    """
    found: list[str] = []
    line: str | None = None
    for word in text.split():
        if line and len(line) + 1 + len(word) < width:
            line += f" {word}"
            continue
        if line is not None:
            # An empty one, too: behind a full piece it says that another word begins.
            found.append(line)
        *full, line = _cut(word, width)
        found += full
    return tuple([*found, line][:most]) if line else tuple(found[:most])


def joined(parts: Sequence[str], width: int) -> str:
    """The text that `pieces` was given, up to white space."""
    text = ""
    for index, part in enumerate(parts):
        blank = " " if text and len(parts[index - 1]) != width else ""
        text += blank + part
    return text


def _cut(word: str, width: int) -> list[str]:
    """Full pieces of a word and what is left of it, which is never full, and may be nothing."""
    full = [word[at : at + width] for at in range(0, len(word) - width + 1, width)]
    return [*full, word[len(full) * width :]]
