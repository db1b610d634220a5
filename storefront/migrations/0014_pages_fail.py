"""Pages that failed, for the operator."""

from storefront.migrations import run

TABLES = """
CREATE TABLE page_fault (
    id {bigserial} NOT NULL PRIMARY KEY,
    at {timestamp} NOT NULL,
    endpoint VARCHAR(80) NOT NULL,
    reference VARCHAR(8) NOT NULL,
    error VARCHAR(500) NOT NULL
);
CREATE INDEX page_fault_reference ON page_fault (reference);
"""


def up(database):
    """Make them."""
    run(database, TABLES)
