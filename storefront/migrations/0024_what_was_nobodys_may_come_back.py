"""Money that was nobody's may come back after it was sent back: each attempt is kept, the next one goes by another key or another way."""

from storefront.migrations import run

TABLES = """
ALTER TABLE suspense_decision ADD COLUMN bounced_count INTEGER NOT NULL DEFAULT 0;
ALTER TABLE suspense_decision ADD COLUMN other_way TEXT;
ALTER TABLE suspense_decision ADD COLUMN other_way_by_id INTEGER REFERENCES person (id) ON DELETE RESTRICT;
ALTER TABLE suspense_decision ADD COLUMN other_way_at {timestamp};
CREATE INDEX suspense_decision_other_way_by_id ON suspense_decision (other_way_by_id);

CREATE TABLE suspense_bounce (
    id {serial} NOT NULL PRIMARY KEY,
    decision_id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    done_at {timestamp},
    problem VARCHAR(300) NOT NULL,
    at {timestamp} NOT NULL,
    FOREIGN KEY (decision_id) REFERENCES suspense_decision (id) ON DELETE RESTRICT
);
CREATE UNIQUE INDEX suspense_bounce_decision_id_number ON suspense_bounce (decision_id, number);
CREATE INDEX suspense_bounce_at ON suspense_bounce (at);
"""


def up(database):
    """None was paid another way so far, and none is known to have come back."""
    run(database, TABLES)
