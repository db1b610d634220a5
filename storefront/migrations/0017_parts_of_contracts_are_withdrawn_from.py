"""A contract can be withdrawn from in parts: which pieces, which of them are never sent, and which are on the shelf again."""

from storefront.migrations import run

COLUMNS = """
ALTER TABLE order_line ADD COLUMN withdrawn_count INTEGER NOT NULL DEFAULT 0
    CHECK (withdrawn_count >= 0 AND withdrawn_count <= quantity);
ALTER TABLE order_line ADD COLUMN cancelled_count INTEGER NOT NULL DEFAULT 0
    CHECK (cancelled_count >= 0 AND cancelled_count <= withdrawn_count)
    CHECK (shipped_count + cancelled_count <= quantity);
ALTER TABLE stock_hold ADD COLUMN returned_count INTEGER NOT NULL DEFAULT 0
    CHECK (returned_count >= 0 AND returned_count <= quantity);
"""

TABLES = """
DROP INDEX aftersales_withdrawal_order_id;
CREATE INDEX aftersales_withdrawal_order_id ON aftersales_withdrawal (order_id);

CREATE TABLE aftersales_withdrawn (
    id {serial} NOT NULL PRIMARY KEY,
    shop_id INTEGER NOT NULL,
    withdrawal_id INTEGER NOT NULL,
    line_id INTEGER NOT NULL,
    quantity INTEGER NOT NULL CHECK (quantity > 0),
    amount_minor {bigint} NOT NULL CHECK (amount_minor >= 0),
    FOREIGN KEY (shop_id) REFERENCES shop (id) ON DELETE RESTRICT,
    FOREIGN KEY (withdrawal_id) REFERENCES aftersales_withdrawal (id) ON DELETE RESTRICT,
    FOREIGN KEY (line_id) REFERENCES order_line (id) ON DELETE RESTRICT
);
CREATE INDEX aftersales_withdrawn_shop_id ON aftersales_withdrawn (shop_id);
CREATE UNIQUE INDEX aftersales_withdrawn_withdrawal_id_line_id ON aftersales_withdrawn (withdrawal_id, line_id);
CREATE INDEX aftersales_withdrawn_line_id ON aftersales_withdrawn (line_id);
"""

# Until now a withdrawal was about the whole order: all of it where nothing had left, else without what is exempt for good.
EARLIER = """
INSERT INTO aftersales_withdrawn (shop_id, withdrawal_id, line_id, quantity, amount_minor)
SELECT made.shop_id, made.id, line.id, line.quantity, line.price_minor * line.quantity
FROM aftersales_withdrawal AS made
JOIN order_line AS line ON line.order_id = made.order_id
LEFT JOIN aftersales_case AS question ON question.id = made.case_id
WHERE question.id IS NULL OR question.outcome = 'withdrawal' OR line.no_return NOT IN ('made_to_order', 'perishable');
UPDATE order_line SET withdrawn_count = quantity WHERE id IN (SELECT line_id FROM aftersales_withdrawn);
"""


def up(database):
    """Write them down, also for what was withdrawn from before."""
    run(database, COLUMNS)
    run(database, TABLES)
    run(database, EARLIER)
