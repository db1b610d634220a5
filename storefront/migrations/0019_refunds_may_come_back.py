"""A refund that was reported as done may come back: each attempt that failed is kept, and the next one goes by another key."""

from storefront.migrations import run

TABLES = """
ALTER TABLE refund ADD COLUMN bounced_count INTEGER NOT NULL DEFAULT 0;

CREATE TABLE refund_bounce (
    id {serial} NOT NULL PRIMARY KEY,
    shop_id INTEGER NOT NULL,
    refund_id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    done_at {timestamp},
    problem VARCHAR(300) NOT NULL,
    at {timestamp} NOT NULL,
    FOREIGN KEY (shop_id) REFERENCES shop (id) ON DELETE RESTRICT,
    FOREIGN KEY (refund_id) REFERENCES refund (id) ON DELETE RESTRICT
);
CREATE INDEX refund_bounce_shop_id ON refund_bounce (shop_id);
CREATE UNIQUE INDEX refund_bounce_refund_id_number ON refund_bounce (refund_id, number);
CREATE INDEX refund_bounce_at ON refund_bounce (at);
"""


def up(database):
    """No attempt is known to have come back so far."""
    run(database, TABLES)
