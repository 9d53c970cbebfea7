"""An index of the words of items: those like a text are found without reading the whole catalogue."""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

FILL = "INSERT INTO search_index_items (words, layer, sku) SELECT words, 'layer' || layer, sku FROM reference_items"


def upgrade() -> None:
    if op.get_bind().dialect.name != "sqlite":
        op.execute("CREATE INDEX ix_search_items ON reference_items USING gin (to_tsvector('simple', words))")
        # A LIKE uses no index in the database's own collation.
        op.execute("CREATE INDEX ix_search_item_keys ON reference_items (sku_key text_pattern_ops, layer)")
        return
    # FTS5 has no column of numbers: the layer is a word of its own, which a search asks for with the others.
    op.execute(
        "CREATE VIRTUAL TABLE search_index_items USING fts5(words, layer, sku UNINDEXED, "
        "tokenize='unicode61 remove_diacritics 0')"
    )
    op.execute(FILL)
