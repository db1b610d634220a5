"""Trust cards, and what buyers say about what they got."""

from storefront.migrations import run

TABLES = """
CREATE TABLE trust_card (
    shop_id INTEGER NOT NULL PRIMARY KEY,
    completed_count INTEGER NOT NULL,
    refunded_count INTEGER NOT NULL,
    shipped_count INTEGER NOT NULL,
    ship_seconds {bigint} NOT NULL,
    answered_count INTEGER NOT NULL,
    answer_seconds {bigint} NOT NULL,
    lost_count INTEGER NOT NULL,
    unfulfilled_count INTEGER NOT NULL,
    FOREIGN KEY (shop_id) REFERENCES shop (id) ON DELETE RESTRICT,
    CHECK (completed_count >= 0 AND refunded_count >= 0 AND refunded_count <= completed_count),
    CHECK (shipped_count >= 0 AND ship_seconds >= 0 AND answered_count >= 0 AND answer_seconds >= 0),
    CHECK (lost_count >= 0 AND unfulfilled_count >= 0)
);

CREATE TABLE review (
    id {serial} NOT NULL PRIMARY KEY,
    shop_id INTEGER NOT NULL,
    code VARCHAR(8) NOT NULL,
    order_id INTEGER NOT NULL,
    product_id INTEGER NOT NULL,
    state VARCHAR(10) NOT NULL CHECK (state IN ('shown', 'hidden')),
    state_reason TEXT NOT NULL,
    stars INTEGER NOT NULL CHECK (stars BETWEEN 1 AND 5),
    words TEXT NOT NULL,
    choices VARCHAR(200) NOT NULL,
    pictured {boolean} NOT NULL,
    refunded {boolean} NOT NULL,
    counts {boolean} NOT NULL,
    written_at {timestamp} NOT NULL,
    edit_until {timestamp} NOT NULL,
    edited_at {timestamp},
    answer TEXT,
    answered_at {timestamp},
    answered_by_id INTEGER,
    FOREIGN KEY (shop_id) REFERENCES shop (id) ON DELETE RESTRICT,
    FOREIGN KEY (order_id) REFERENCES "order" (id) ON DELETE RESTRICT,
    FOREIGN KEY (product_id) REFERENCES product (id) ON DELETE RESTRICT,
    FOREIGN KEY (answered_by_id) REFERENCES person (id) ON DELETE RESTRICT,
    CHECK ((answered_at IS NULL) = (answer IS NULL))
);
CREATE INDEX review_product_id ON review (product_id);
CREATE INDEX review_answered_by_id ON review (answered_by_id);
CREATE UNIQUE INDEX review_shop_id_code ON review (shop_id, code);
CREATE UNIQUE INDEX review_order_id_product_id ON review (order_id, product_id);
CREATE INDEX review_shop_id_product_id_state_stars_id ON review (shop_id, product_id, state, stars, id);
CREATE INDEX review_shop_id_product_id_state_id ON review (shop_id, product_id, state, id);
CREATE INDEX review_shop_id_id ON review (shop_id, id);
CREATE INDEX review_shop_id_answered_at_id ON review (shop_id, answered_at, id);

CREATE TABLE review_shot (
    id {serial} NOT NULL PRIMARY KEY,
    shop_id INTEGER NOT NULL,
    order_id INTEGER NOT NULL,
    review_id INTEGER,
    picture_id INTEGER NOT NULL,
    at {timestamp} NOT NULL,
    FOREIGN KEY (shop_id) REFERENCES shop (id) ON DELETE RESTRICT,
    FOREIGN KEY (order_id) REFERENCES "order" (id) ON DELETE RESTRICT,
    FOREIGN KEY (review_id) REFERENCES review (id) ON DELETE RESTRICT,
    FOREIGN KEY (picture_id) REFERENCES picture (id) ON DELETE RESTRICT
);
CREATE INDEX review_shot_shop_id ON review_shot (shop_id);
CREATE INDEX review_shot_review_id_id ON review_shot (review_id, id);
CREATE INDEX review_shot_order_id_review_id ON review_shot (order_id, review_id);
CREATE UNIQUE INDEX review_shot_picture_id ON review_shot (picture_id);
"""


def up(database):
    """Make them."""
    run(database, TABLES)
