"""What the operator sets: fees, caps, periods, words, banners."""

from storefront.migrations import run

TABLES = """
CREATE TABLE policy_version (
    id {serial} NOT NULL PRIMARY KEY,
    published_at {timestamp} NOT NULL,
    effective_at {timestamp} NOT NULL,
    published_by_id INTEGER,
    note VARCHAR(300) NOT NULL,
    data TEXT NOT NULL,
    FOREIGN KEY (published_by_id) REFERENCES person (id) ON DELETE RESTRICT,
    CHECK (effective_at >= published_at)
);
CREATE INDEX policy_version_effective_at ON policy_version (effective_at);
CREATE INDEX policy_version_published_by_id ON policy_version (published_by_id);
"""


def up(database):
    """Make them."""
    run(database, TABLES)
