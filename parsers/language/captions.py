"""What the headings of columns mean that have several lines or parts: stacked captions, two languages, a money."""

import re
from collections.abc import Sequence
from typing import Final

from parsers.language.meanings import Column, Heading
from parsers.language.spellings import spelled
from parsers.language.vocabulary import currency_in, heading

_PARTS: Final = r"\s*[/|•·]\s*|\s+[-–—]\s+|\s+(?:&|%(and)s)\s+"


def meanings(texts: Sequence[str]) -> tuple[Heading, ...]:
    """What a heading in these lines means: one thing, or one after the other where captions are stacked or joined."""
    if found := _whole(texts):
        return found
    seen: list[Heading] = []
    for text in texts:
        parts = [text] if _meaning(text).columns else spelled(_PARTS).split(text)
        found = tuple(map(_meaning, parts))
        # Two languages say the same twice; one that nobody here reads may stand beside a known one.
        if all(one.columns for one, part in zip(found, parts, strict=True) if part.isascii()):
            seen.extend(one for one in found if all(one.columns.isdisjoint(other.columns) for other in seen))
    return tuple(one for one in seen if one.columns)


def are_known(texts: Sequence[str]) -> bool:
    """Whether the lines mean something together, or each of them does."""
    return bool(_whole(texts)) or all(_meaning(text).columns for text in texts)


def _whole(texts: Sequence[str]) -> tuple[Heading, ...]:
    whole = " ".join(texts)
    found = (_meaning(text) for text in (whole, re.sub(r"[-\u00ad] ", "", whole)))
    return next(((one,) for one in found if one.columns), ())


def _meaning(text: str) -> Heading:
    """As the vocabulary says; but `Unit £` is a price, whatever `Unit` alone is."""
    found = heading(text)
    if found.columns == {Column.UNIT} and (money := found.currency or currency_in(text)):
        return Heading(frozenset({Column.UNIT_PRICE}), money, found.basis, found.unit)
    return found
