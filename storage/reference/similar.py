"""Items that are like a text, for a person to choose from."""

from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Any

from sqlalchemy import Row, or_

from orders.matching import number_key, words
from storage.reference import queries
from storage.reference.layers import Layers
from storage.reference.tables import items

MOST_CANDIDATES = 200


def similar(layers: Layers, text: str, limit: int) -> Sequence[Row[Any]]:
    """The items whose number or description shares a beginning or a word with the text, best first."""
    key, asked = number_key(text), words(text)
    parts = [items.c.words.contains(word, autoescape=True) for word in sorted(asked, key=len)[-3:] if len(word) > 2]
    if len(key) > 2:
        parts.append(items.c.sku_key.startswith(key[: max(3, len(key) * 2 // 3)], autoescape=True))
    if not parts or not limit:
        return ()
    rows = layers.rows(queries.of(items, "items", or_(*parts)).order_by(items.c.sku).limit(MOST_CANDIDATES))
    return sorted(rows, key=lambda row: -_likeness(key, asked, row))[:limit]


def _likeness(key: str, asked: tuple[str, ...], row: Row[Any]) -> float:
    """From 0 to 2: how like the number is, and how much of what was asked for stands in the description."""
    present = set(row.words.split())
    shared = sum(word in present for word in asked) / len(asked) if asked else 0.0
    return SequenceMatcher(None, key, row.sku_key).ratio() + shared
