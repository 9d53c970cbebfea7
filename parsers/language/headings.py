"""What the headings of columns mean: with a currency or a basis in them, stacked, or in two languages."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from orders import units
from parsers.language.letters import has_letter
from parsers.language.meanings import Column, Heading
from parsers.language.spellings import spelled
from parsers.language.vocabulary import BRACKETS, SIGNS, columns_named, currency_in

_BASIS: Final = r"(?:/|\b(?:%(price_per)s|p)\b)\s*(\d{1,6})\b\s*([^\W\d]*)\s*$"
_LONGEST: Final = 80
_PARTS: Final = r"\s*[/|•·]\s*|\s+[-–—]\s+|\s+(?:&|%(and)s)\s+"


@lru_cache(maxsize=8192)
def heading(text: str) -> Heading:
    """The meaning of a column's heading; without columns when nobody knows it."""
    if len(text) > _LONGEST or not (has_letter(text) or text.strip() in SIGNS):
        return Heading(frozenset())
    flat = " ".join(text.split())
    known = columns_named(flat)
    if known:
        # Folding takes signs away: `Price £`, `Price (£)`.
        return Heading(known, currency_in(" ".join(word for word in flat.split() if len(word.strip("()[]")) == 1)))
    inside = BRACKETS.findall(flat)
    # "EUR/100" is a currency and a basis.
    words = BRACKETS.sub(" ", flat).replace("/", " / ").split()
    money = [code for part in (*inside, *words) if (code := currency_in(part))]
    unit = next((part.strip() for part in inside if not currency_in(part) and units.meanings(part)), "")
    rest = " ".join(word for word in words if not currency_in(word))
    basis = ""
    per = next(filter(None, map(spelled(_BASIS).search, (rest, *inside))), None)
    if per is not None:
        basis, unit = per[1], unit or per[2]
        rest = rest[: per.start()] if rest.endswith(per[0]) else rest
    return Heading(columns_named(rest), next(iter(money), ""), basis, unit)


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
