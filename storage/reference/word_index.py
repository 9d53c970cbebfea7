"""The words of items on SQLite, in an FTS5 index of their own; PostgreSQL keeps its index with the rows."""

from sqlalchemy import TextClause, text

from storage.database import Store

_CHUNK = 20_000
"""Items whose words are indexed in one transaction, between which others write."""
_LAST_OF_CHUNK = text(
    "SELECT sku FROM reference_items WHERE layer = :layer AND sku > :after ORDER BY sku LIMIT 1 OFFSET :most"
)
_REMEMBER = text(
    "INSERT INTO search_index_items (words, layer, sku) SELECT words, 'layer' || layer, sku FROM reference_items "
    "WHERE layer = :layer AND sku > :after AND (:until IS NULL OR sku <= :until)"
)


def remember(store: Store, number: int) -> None:
    """On SQLite: index the words of a new layer of items. PostgreSQL does it with the rows.

    A trigger would do it too, a hundred times slower: FTS5 writes its index out at each statement that has one.
    """
    after: str | None = ""
    while after is not None:
        with store.begin() as uow:
            if uow.connection.dialect.name != "sqlite":
                return
            bounds = {"layer": number, "after": after}
            after = uow.connection.execute(_LAST_OF_CHUNK, {**bounds, "most": _CHUNK - 1}).scalar_one_or_none()
            uow.connection.execute(_REMEMBER, {**bounds, "until": after})


def forget(number: int) -> TextClause:
    """On SQLite: remove the words of a layer from the index. PostgreSQL does it with the rows."""
    match = text("DELETE FROM search_index_items WHERE search_index_items MATCH :layer")
    return match.bindparams(layer=f"layer : layer{number}")
