"""A shop says once which column of its bank's table is which; the next file of the same shape is read so at once."""

from storefront.migrations import run

TABLES = """
CREATE TABLE own_columns (
    id {serial} NOT NULL PRIMARY KEY,
    shop_id INTEGER NOT NULL,
    shape VARCHAR(64) NOT NULL,
    options TEXT NOT NULL,
    said_at {timestamp} NOT NULL,
    FOREIGN KEY (shop_id) REFERENCES shop (id) ON DELETE RESTRICT
);
CREATE UNIQUE INDEX own_columns_shop_id_shape ON own_columns (shop_id, shape);
"""


def up(database):
    """Nobody has said any so far."""
    run(database, TABLES)
