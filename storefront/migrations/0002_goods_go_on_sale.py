"""Goods, the index that search reads, and stock."""

from storefront.migrations import on_sqlite, run

TABLES = """
CREATE TABLE product (
    id {serial} NOT NULL PRIMARY KEY,
    shop_id INTEGER NOT NULL,
    code VARCHAR(8) NOT NULL,
    name VARCHAR(120) NOT NULL,
    words TEXT NOT NULL,
    state VARCHAR(10) NOT NULL CHECK (state IN ('draft', 'on_sale', 'off_sale', 'hidden', 'deleted')),
    state_reason TEXT NOT NULL,
    price_minor {bigint} NOT NULL CHECK (price_minor BETWEEN 0 AND 100000000000),
    was_minor {bigint},
    has_choices {boolean} NOT NULL,
    options TEXT NOT NULL,
    needs_delivery {boolean} NOT NULL,
    tax_category VARCHAR(10) NOT NULL CHECK (tax_category IN ('standard','reduced','zero')),
    no_return VARCHAR(14) NOT NULL CHECK (no_return IN ('','made_to_order','perishable','hygiene')),
    cover_id INTEGER,
    left_count INTEGER,
    sold_count INTEGER NOT NULL,
    reviews_count INTEGER NOT NULL,
    stars_sum INTEGER NOT NULL,
    favourite {boolean} NOT NULL,
    position INTEGER NOT NULL,
    buy_code VARCHAR(10) NOT NULL,
    price_varies {boolean} NOT NULL,
    on_sale_at {timestamp},
    search_text TEXT NOT NULL,
    created_at {timestamp} NOT NULL,
    updated_at {timestamp} NOT NULL,
    FOREIGN KEY (shop_id) REFERENCES shop (id) ON DELETE RESTRICT,
    FOREIGN KEY (cover_id) REFERENCES picture (id) ON DELETE RESTRICT,
    CHECK (reviews_count >= 0 AND stars_sum BETWEEN reviews_count AND 5 * reviews_count)
);
CREATE INDEX product_cover_id ON product (cover_id);
CREATE UNIQUE INDEX product_shop_id_code ON product (shop_id, code);
CREATE INDEX product_shop_id_state_position_id ON product (shop_id, state, position, id);
CREATE INDEX product_shop_id_state_price_minor_id ON product (shop_id, state, price_minor, id);
CREATE INDEX product_shop_id_state_sold_count_id ON product (shop_id, state, sold_count, id);
CREATE INDEX product_shop_id_position ON product (shop_id, position);
CREATE INDEX product_shop_id_left_count_position ON product (shop_id, left_count, position);

CREATE TABLE variant (
    id {serial} NOT NULL PRIMARY KEY,
    shop_id INTEGER NOT NULL,
    product_id INTEGER NOT NULL,
    code VARCHAR(10) NOT NULL,
    choices TEXT NOT NULL,
    price_minor {bigint} NOT NULL CHECK (price_minor BETWEEN 0 AND 100000000000),
    picture_id INTEGER,
    position INTEGER NOT NULL,
    active {boolean} NOT NULL,
    FOREIGN KEY (shop_id) REFERENCES shop (id) ON DELETE RESTRICT,
    FOREIGN KEY (product_id) REFERENCES product (id) ON DELETE RESTRICT,
    FOREIGN KEY (picture_id) REFERENCES picture (id) ON DELETE RESTRICT
);
CREATE INDEX variant_picture_id ON variant (picture_id);
CREATE UNIQUE INDEX variant_shop_id_code ON variant (shop_id, code);
CREATE INDEX variant_product_id_position ON variant (product_id, position);

CREATE TABLE collection (
    id {serial} NOT NULL PRIMARY KEY,
    shop_id INTEGER NOT NULL,
    slug VARCHAR(60) NOT NULL,
    name VARCHAR(60) NOT NULL,
    position INTEGER NOT NULL,
    items_count INTEGER NOT NULL,
    deleted_at {timestamp},
    FOREIGN KEY (shop_id) REFERENCES shop (id) ON DELETE RESTRICT
);
CREATE UNIQUE INDEX collection_shop_id_slug ON collection (shop_id, slug);
CREATE INDEX collection_shop_id_position ON collection (shop_id, position);

CREATE TABLE collection_item (
    id {serial} NOT NULL PRIMARY KEY,
    shop_id INTEGER NOT NULL,
    collection_id INTEGER NOT NULL,
    product_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    FOREIGN KEY (shop_id) REFERENCES shop (id) ON DELETE RESTRICT,
    FOREIGN KEY (collection_id) REFERENCES collection (id) ON DELETE CASCADE,
    FOREIGN KEY (product_id) REFERENCES product (id) ON DELETE CASCADE
);
CREATE INDEX collection_item_shop_id ON collection_item (shop_id);
CREATE UNIQUE INDEX collection_item_collection_id_product_id ON collection_item (collection_id, product_id);
CREATE INDEX collection_item_collection_id_position_id ON collection_item (collection_id, position, id);
CREATE INDEX collection_item_product_id ON collection_item (product_id);

CREATE TABLE product_picture (
    id {serial} NOT NULL PRIMARY KEY,
    shop_id INTEGER NOT NULL,
    product_id INTEGER NOT NULL,
    picture_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    FOREIGN KEY (shop_id) REFERENCES shop (id) ON DELETE RESTRICT,
    FOREIGN KEY (product_id) REFERENCES product (id) ON DELETE CASCADE,
    FOREIGN KEY (picture_id) REFERENCES picture (id) ON DELETE RESTRICT
);
CREATE INDEX product_picture_shop_id ON product_picture (shop_id);
CREATE INDEX product_picture_picture_id ON product_picture (picture_id);
CREATE UNIQUE INDEX product_picture_product_id_picture_id ON product_picture (product_id, picture_id);
CREATE INDEX product_picture_product_id_position ON product_picture (product_id, position);

CREATE TABLE stock_hold (
    id {bigserial} NOT NULL PRIMARY KEY,
    shop_id INTEGER NOT NULL,
    reference VARCHAR(40) NOT NULL,
    variant_id INTEGER NOT NULL,
    quantity INTEGER NOT NULL CHECK (quantity > 0),
    counted {boolean} NOT NULL,
    state VARCHAR(10) NOT NULL CHECK (state IN ('held', 'released', 'sold', 'returned')),
    FOREIGN KEY (shop_id) REFERENCES shop (id) ON DELETE RESTRICT,
    FOREIGN KEY (variant_id) REFERENCES variant (id) ON DELETE RESTRICT
);
CREATE INDEX stock_hold_shop_id ON stock_hold (shop_id);
CREATE UNIQUE INDEX stock_hold_reference_variant_id ON stock_hold (reference, variant_id);
CREATE INDEX stock_hold_variant_id_state ON stock_hold (variant_id, state);

CREATE TABLE stock_level (
    variant_id INTEGER NOT NULL PRIMARY KEY,
    shop_id INTEGER NOT NULL,
    counted {boolean} NOT NULL,
    on_hand INTEGER NOT NULL CHECK (on_hand >= 0),
    held INTEGER NOT NULL CHECK (held >= 0),
    FOREIGN KEY (variant_id) REFERENCES variant (id) ON DELETE RESTRICT,
    FOREIGN KEY (shop_id) REFERENCES shop (id) ON DELETE RESTRICT,
    CHECK (held <= on_hand)
);
CREATE INDEX stock_level_shop_id ON stock_level (shop_id);

CREATE TABLE stock_move (
    id {bigserial} NOT NULL PRIMARY KEY,
    shop_id INTEGER NOT NULL,
    variant_id INTEGER NOT NULL,
    kind VARCHAR(10) NOT NULL CHECK (kind IN ('count','sold','returned')),
    quantity INTEGER NOT NULL,
    reference VARCHAR(40) NOT NULL,
    at {timestamp} NOT NULL,
    FOREIGN KEY (shop_id) REFERENCES shop (id) ON DELETE RESTRICT,
    FOREIGN KEY (variant_id) REFERENCES variant (id) ON DELETE RESTRICT
);
CREATE INDEX stock_move_shop_id ON stock_move (shop_id);
CREATE INDEX stock_move_variant_id_id ON stock_move (variant_id, id);
"""


# Search inside a shop. SQLite keeps an index of its own that stores no text; PostgreSQL reads the product's column.
SQLITE = """
CREATE VIRTUAL TABLE product_search USING fts5(
    words, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 0'
);
"""
POSTGRES = """
CREATE INDEX product_search ON product USING gin (
    to_tsvector('simple', search_text)
);
"""


def up(database):
    """Make them."""
    run(database, TABLES)
    run(database, SQLITE if on_sqlite(database) else POSTGRES)
