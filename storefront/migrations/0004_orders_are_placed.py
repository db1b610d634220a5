"""Share links, customers, bags, orders, parcels and notices."""

from storefront.migrations import run

TABLES = """
CREATE TABLE share_link (
    id {serial} NOT NULL PRIMARY KEY,
    shop_id INTEGER NOT NULL,
    code VARCHAR(10) NOT NULL,
    kind VARCHAR(12) NOT NULL CHECK (kind IN ('shop','product','collection','order')),
    target VARCHAR(60) NOT NULL,
    label VARCHAR(60) NOT NULL,
    visits_count INTEGER NOT NULL,
    orders_count INTEGER NOT NULL,
    revenue_minor {bigint} NOT NULL,
    created_at {timestamp} NOT NULL,
    retired_at {timestamp},
    FOREIGN KEY (shop_id) REFERENCES shop (id) ON DELETE RESTRICT
);
CREATE UNIQUE INDEX share_link_code ON share_link (code);
CREATE INDEX share_link_shop_id_kind_target ON share_link (shop_id, kind, target);
CREATE INDEX share_link_shop_id_id ON share_link (shop_id, id);

CREATE TABLE share_link_day (
    shop_id INTEGER NOT NULL,
    link_id INTEGER NOT NULL,
    day DATE NOT NULL,
    visits_count INTEGER NOT NULL,
    PRIMARY KEY (link_id, day),
    FOREIGN KEY (shop_id) REFERENCES shop (id) ON DELETE RESTRICT,
    FOREIGN KEY (link_id) REFERENCES share_link (id) ON DELETE RESTRICT
);
CREATE INDEX share_link_day_shop_id_day ON share_link_day (shop_id, day);

CREATE TABLE customer (
    id {serial} NOT NULL PRIMARY KEY,
    shop_id INTEGER NOT NULL,
    code VARCHAR(10) NOT NULL,
    phone_index VARCHAR(32) NOT NULL,
    name TEXT NOT NULL,
    phone TEXT NOT NULL,
    note TEXT NOT NULL,
    orders_count INTEGER NOT NULL,
    total_minor {bigint} NOT NULL,
    first_at {timestamp} NOT NULL,
    last_at {timestamp} NOT NULL,
    FOREIGN KEY (shop_id) REFERENCES shop (id) ON DELETE RESTRICT
);
CREATE UNIQUE INDEX customer_shop_id_phone_index ON customer (shop_id, phone_index);
CREATE UNIQUE INDEX customer_shop_id_code ON customer (shop_id, code);
CREATE INDEX customer_shop_id_last_at ON customer (shop_id, last_at);

CREATE TABLE known_phone (
    id {serial} NOT NULL PRIMARY KEY,
    token_hash VARCHAR(64) NOT NULL,
    phone_index VARCHAR(32) NOT NULL,
    name TEXT NOT NULL,
    phone TEXT NOT NULL,
    address TEXT NOT NULL,
    country VARCHAR(2) NOT NULL,
    used_at {timestamp} NOT NULL
);
CREATE UNIQUE INDEX known_phone_token_hash ON known_phone (token_hash);
CREATE INDEX known_phone_phone_index ON known_phone (phone_index);
CREATE INDEX known_phone_used_at ON known_phone (used_at);

CREATE TABLE bag (
    id {serial} NOT NULL PRIMARY KEY,
    token_hash VARCHAR(64) NOT NULL,
    link_code VARCHAR(10),
    updated_at {timestamp} NOT NULL
);
CREATE UNIQUE INDEX bag_token_hash ON bag (token_hash);
CREATE INDEX bag_updated_at ON bag (updated_at);

CREATE TABLE bag_line (
    id {serial} NOT NULL PRIMARY KEY,
    bag_id INTEGER NOT NULL,
    shop_id INTEGER NOT NULL,
    variant_id INTEGER NOT NULL,
    quantity INTEGER NOT NULL CHECK (quantity BETWEEN 1 AND 999),
    price_seen_minor {bigint} NOT NULL,
    added_at {timestamp} NOT NULL,
    FOREIGN KEY (bag_id) REFERENCES bag (id) ON DELETE CASCADE,
    FOREIGN KEY (shop_id) REFERENCES shop (id) ON DELETE RESTRICT,
    FOREIGN KEY (variant_id) REFERENCES variant (id) ON DELETE RESTRICT
);
CREATE INDEX bag_line_shop_id ON bag_line (shop_id);
CREATE INDEX bag_line_variant_id ON bag_line (variant_id);
CREATE UNIQUE INDEX bag_line_bag_id_variant_id ON bag_line (bag_id, variant_id);
CREATE INDEX bag_line_bag_id_shop_id ON bag_line (bag_id, shop_id);

CREATE TABLE "order" (
    id {serial} NOT NULL PRIMARY KEY,
    shop_id INTEGER NOT NULL,
    number VARCHAR(8) NOT NULL,
    token_hash VARCHAR(64) NOT NULL,
    token TEXT NOT NULL,
    state VARCHAR(10) NOT NULL CHECK (state IN ('pending', 'waiting', 'confirmed', 'shipped', 'completed', 'cancelled')),
    mode VARCHAR(10) NOT NULL CHECK (mode IN ('protected','direct')),
    method VARCHAR(20) NOT NULL,
    currency VARCHAR(3) NOT NULL,
    items_minor {bigint} NOT NULL,
    delivery_minor {bigint} NOT NULL,
    discount_minor {bigint} NOT NULL,
    tax_mode VARCHAR(8) NOT NULL CHECK (tax_mode IN ('','included','added')),
    tax_minor {bigint} NOT NULL,
    total_minor {bigint} NOT NULL,
    paid_minor {bigint} NOT NULL,
    refunded_minor {bigint} NOT NULL,
    released_minor {bigint} NOT NULL,
    pieces_count INTEGER NOT NULL,
    delivery_kind VARCHAR(10) NOT NULL,
    delivery_name VARCHAR(80) NOT NULL,
    pickup_code VARCHAR(8),
    terms TEXT NOT NULL,
    link_code VARCHAR(10),
    note TEXT NOT NULL,
    seller_note TEXT NOT NULL,
    language VARCHAR(10) NOT NULL,
    network VARCHAR(64) NOT NULL,
    placed_at {timestamp} NOT NULL,
    expires_at {timestamp},
    confirmed_at {timestamp},
    ship_by {timestamp},
    shipped_at {timestamp},
    delivered_at {timestamp},
    release_at {timestamp},
    extended_at {timestamp},
    completed_at {timestamp},
    withdraw_until {timestamp},
    settle_at {timestamp},
    settled_at {timestamp},
    paused_at {timestamp},
    cancelled_at {timestamp},
    cancel_reason TEXT NOT NULL,
    FOREIGN KEY (shop_id) REFERENCES shop (id) ON DELETE RESTRICT,
    CHECK (total_minor >= 0 AND items_minor >= 0 AND delivery_minor >= 0 AND discount_minor >= 0),
    CHECK (tax_minor >= 0),
    CHECK (refunded_minor >= 0 AND refunded_minor <= paid_minor)
);
CREATE UNIQUE INDEX order_token_hash ON "order" (token_hash);
CREATE UNIQUE INDEX order_shop_id_number ON "order" (shop_id, number);
CREATE INDEX order_shop_id_state_id ON "order" (shop_id, state, id);
CREATE INDEX order_shop_id_id ON "order" (shop_id, id);
CREATE INDEX order_state_expires_at ON "order" (state, expires_at);
CREATE INDEX order_state_release_at ON "order" (state, release_at);
CREATE INDEX order_settle_at ON "order" (settle_at);
CREATE INDEX order_network_state ON "order" (network, state);

CREATE TABLE order_line (
    id {serial} NOT NULL PRIMARY KEY,
    shop_id INTEGER NOT NULL,
    order_id INTEGER NOT NULL,
    product_id INTEGER NOT NULL,
    variant_id INTEGER NOT NULL,
    name VARCHAR(120) NOT NULL,
    choices VARCHAR(200) NOT NULL,
    picture_code VARCHAR(22),
    price_minor {bigint} NOT NULL,
    quantity INTEGER NOT NULL CHECK (quantity > 0),
    shipped_count INTEGER NOT NULL,
    needs_delivery {boolean} NOT NULL,
    no_return VARCHAR(14) NOT NULL,
    FOREIGN KEY (shop_id) REFERENCES shop (id) ON DELETE RESTRICT,
    FOREIGN KEY (order_id) REFERENCES "order" (id) ON DELETE RESTRICT,
    FOREIGN KEY (product_id) REFERENCES product (id) ON DELETE RESTRICT,
    FOREIGN KEY (variant_id) REFERENCES variant (id) ON DELETE RESTRICT,
    CHECK (shipped_count >= 0 AND shipped_count <= quantity)
);
CREATE INDEX order_line_product_id ON order_line (product_id);
CREATE INDEX order_line_variant_id ON order_line (variant_id);
CREATE INDEX order_line_order_id_id ON order_line (order_id, id);
CREATE INDEX order_line_shop_id_product_id ON order_line (shop_id, product_id);

CREATE TABLE order_recipient (
    order_id INTEGER NOT NULL PRIMARY KEY,
    shop_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    phone TEXT NOT NULL,
    phone_index VARCHAR(32),
    email TEXT,
    email_index VARCHAR(32),
    address TEXT NOT NULL,
    country VARCHAR(2) NOT NULL,
    region VARCHAR(60) NOT NULL,
    short_name TEXT NOT NULL,
    erased_at {timestamp},
    FOREIGN KEY (order_id) REFERENCES "order" (id) ON DELETE RESTRICT,
    FOREIGN KEY (shop_id) REFERENCES shop (id) ON DELETE RESTRICT
);
CREATE INDEX order_recipient_shop_id_phone_index ON order_recipient (shop_id, phone_index);
CREATE INDEX order_recipient_phone_index ON order_recipient (phone_index);
CREATE INDEX order_recipient_email_index ON order_recipient (email_index);

CREATE TABLE delivery_option (
    id {serial} NOT NULL PRIMARY KEY,
    shop_id INTEGER NOT NULL,
    kind VARCHAR(10) NOT NULL CHECK (kind IN ('courier','local','pickup','none')),
    name VARCHAR(80) NOT NULL,
    regions TEXT NOT NULL,
    fee_minor {bigint} NOT NULL CHECK (fee_minor >= 0),
    free_over_minor {bigint},
    days_least INTEGER NOT NULL,
    days_most INTEGER NOT NULL,
    place VARCHAR(200) NOT NULL,
    active {boolean} NOT NULL,
    position INTEGER NOT NULL,
    FOREIGN KEY (shop_id) REFERENCES shop (id) ON DELETE RESTRICT
);
CREATE INDEX delivery_option_shop_id_position ON delivery_option (shop_id, position);

CREATE TABLE parcel (
    id {serial} NOT NULL PRIMARY KEY,
    shop_id INTEGER NOT NULL,
    order_id INTEGER NOT NULL,
    carrier VARCHAR(30) NOT NULL,
    number VARCHAR(60) NOT NULL,
    state VARCHAR(10) NOT NULL CHECK (state IN ('sent', 'delivered', 'undone')),
    sent_at {timestamp} NOT NULL,
    delivered_at {timestamp},
    FOREIGN KEY (shop_id) REFERENCES shop (id) ON DELETE RESTRICT,
    FOREIGN KEY (order_id) REFERENCES "order" (id) ON DELETE RESTRICT
);
CREATE INDEX parcel_order_id_id ON parcel (order_id, id);
CREATE INDEX parcel_shop_id_number ON parcel (shop_id, number);

CREATE TABLE parcel_line (
    id {serial} NOT NULL PRIMARY KEY,
    shop_id INTEGER NOT NULL,
    parcel_id INTEGER NOT NULL,
    line_id INTEGER NOT NULL,
    quantity INTEGER NOT NULL CHECK (quantity > 0),
    FOREIGN KEY (shop_id) REFERENCES shop (id) ON DELETE RESTRICT,
    FOREIGN KEY (parcel_id) REFERENCES parcel (id) ON DELETE RESTRICT,
    FOREIGN KEY (line_id) REFERENCES order_line (id) ON DELETE RESTRICT
);
CREATE INDEX parcel_line_shop_id ON parcel_line (shop_id);
CREATE INDEX parcel_line_line_id ON parcel_line (line_id);
CREATE UNIQUE INDEX parcel_line_parcel_id_line_id ON parcel_line (parcel_id, line_id);

CREATE TABLE notice (
    id {bigserial} NOT NULL PRIMARY KEY,
    person_id INTEGER NOT NULL,
    shop_id INTEGER,
    kind VARCHAR(40) NOT NULL,
    data TEXT NOT NULL,
    url TEXT NOT NULL,
    dedupe VARCHAR(100) NOT NULL,
    at {timestamp} NOT NULL,
    read_at {timestamp},
    FOREIGN KEY (person_id) REFERENCES person (id) ON DELETE RESTRICT,
    FOREIGN KEY (shop_id) REFERENCES shop (id) ON DELETE RESTRICT
);
CREATE INDEX notice_shop_id ON notice (shop_id);
CREATE UNIQUE INDEX notice_dedupe ON notice (dedupe);
CREATE INDEX notice_person_id_id ON notice (person_id, id);
CREATE INDEX notice_person_id_read_at ON notice (person_id, read_at);
"""


def up(database):
    """Make them."""
    run(database, TABLES)
