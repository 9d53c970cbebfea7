"""Items that are like a text, for a person to choose from.

The words of items are indexed: by FTS5 on SQLite, which `word_index.py` fills, and as a tsvector on PostgreSQL.
"""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import cache
from operator import itemgetter
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Row,
    Select,
    bindparam,
    column,
    func,
    literal_column,
    select,
    table,
    union,
)

from orders.matching import number_key, words
from storage.reference.layers import Layers
from storage.reference.queries import only
from storage.reference.tables import items

MOST_TOGETHER = 50
"""Candidates that have all the words; those with one of them are fewer, since they are mostly chance."""
MOST_ALONE = 10
MOST_BEGINNING = 15
MOST_WORDS = 3
_SHORTEST = 3
_BEGINNING = "beginning"

_INDEX = table("search_index_items", column("sku"), column("words"))
_MATCH = literal_column("search_index_items").op("MATCH")
_SIMPLE: ColumnElement[str] = literal_column("'simple'")


def similar(layers: Layers, asked_for: str, limit: int) -> Sequence[str]:
    """Our numbers of the items whose number or description shares a beginning or a word with the text, best first.

    Words that only begin alike are looked for where too few are equal.
    """
    key, asked = number_key(asked_for), words(asked_for)
    searched = [word for word in sorted(asked, key=len)[-MOST_WORDS:] if len(word) >= _SHORTEST]
    if "items" not in layers.parts or not limit:
        return ()
    rows = _candidates(layers, searched, key, ending="")
    if len(rows) < limit and searched:
        rows = _candidates(layers, searched, key, ending="*")
    return _best(rows, key, asked, limit)


def _candidates(layers: Layers, searched: Sequence[str], key: str, *, ending: str) -> Sequence[Row[Any]]:
    is_sqlite = layers.connection.dialect.name == "sqlite"
    terms = _on_sqlite(layers, searched, ending) if is_sqlite else _on_postgresql(searched, ending)
    if len(key) >= _SHORTEST:
        terms[_BEGINNING] = key[: max(_SHORTEST, len(key) * 2 // 3)] + ("*" if is_sqlite else "%")
    return layers.rows(_query(tuple(terms), is_sqlite=is_sqlite), **terms) if terms else ()


@cache
def _query(names: Sequence[str], *, is_sqlite: bool) -> CompoundSelect[Any]:
    """Our number and the words of items with any of these terms, each found by its index."""
    queries = (
        _beginning_with(is_sqlite=is_sqlite) if name == _BEGINNING else _with_words(name, is_sqlite=is_sqlite)
        for name in names
    )
    return union(*queries)


def _on_sqlite(layers: Layers, searched: Sequence[str], ending: str) -> dict[str, str]:
    within = f"layer : layer{layers.parts['items'].number} AND words"
    terms = [f'"{word}" {ending}' for word in searched]
    return {name: f"{within} : ({' AND '.join(some)})" for name, some in _asked(terms)}


def _on_postgresql(searched: Sequence[str], ending: str) -> dict[str, str]:
    terms = [f"'{word}'{':*' if ending else ''}" for word in searched]
    return {name: " & ".join(some) for name, some in _asked(terms)}


def _asked(terms: Sequence[str]) -> Iterator[tuple[str, Sequence[str]]]:
    """By the name of a parameter: all of them together, and each by itself."""
    if len(terms) > 1:
        yield "together", terms
    for at, term in enumerate(terms):
        yield f"alone{at}", (term,)


def _with_words(name: str, *, is_sqlite: bool) -> Select[Any]:
    if is_sqlite:
        found = select(_INDEX.c.sku, _INDEX.c.words).where(_MATCH(bindparam(name)))
    else:
        present = func.to_tsvector(_SIMPLE, items.c.words).op("@@")(func.to_tsquery(_SIMPLE, bindparam(name)))
        found = select(items.c.sku, items.c.words).where(only(items, "items"), present)
    return _limited(found, MOST_TOGETHER if name == "together" else MOST_ALONE)


def _beginning_with(*, is_sqlite: bool) -> Select[Any]:
    # Neither letters nor digits mean anything else to GLOB or LIKE, and the key has no other characters.
    begins = items.c.sku_key.op("GLOB" if is_sqlite else "LIKE")(bindparam(_BEGINNING))
    return _limited(select(items.c.sku, items.c.words).where(only(items, "items"), begins), MOST_BEGINNING)


def _limited(found: Select[Any], most: int) -> Select[Any]:
    some = found.limit(most).subquery()
    return select(some.c.sku, some.c.words)


def _best(rows: Sequence[Row[Any]], key: str, asked: Sequence[str], limit: int) -> Sequence[str]:
    """The numbers of those with the highest likeness: how like the number is, and how much of what was asked for stands
    in the description, each from 0 to 1.

    Comparing numbers takes longer than finding them, so it ends where even the same letters in another order would
    change nothing.
    """
    number = SequenceMatcher(b=key)
    best: list[tuple[float, str]] = []
    for at_most, shared, row in sorted(_bounds(rows, number, asked), key=itemgetter(0)):
        if len(best) == limit and best[-1][0] < at_most:
            break
        number.set_seq1(number_key(row.sku))
        best = sorted([*best, (-shared - number.ratio(), row.sku)])[:limit]
    return [sku for _, sku in best]


def _bounds(
    rows: Sequence[Row[Any]], number: "SequenceMatcher[str]", asked: Sequence[str]
) -> Iterator[tuple[float, float, Row[Any]]]:
    """Each row with a likeness, below zero, that it cannot surpass, and its share of the words."""
    for row in rows:
        present = set(row.words.split())
        shared = sum(word in present for word in asked) / len(asked) if asked else 0.0
        number.set_seq1(number_key(row.sku))
        yield -shared - number.quick_ratio(), shared, row
