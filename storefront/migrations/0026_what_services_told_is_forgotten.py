"""What payment services told is forgotten after a while; that they told, and what became of it, stays."""

from storefront.migrations import run

COLUMN = """
ALTER TABLE payment_notice ADD COLUMN words_gone_at {timestamp};
CREATE INDEX payment_notice_kept ON payment_notice (at) WHERE (words_gone_at IS NULL);
"""


def up(database):
    """Nothing was so far."""
    run(database, COLUMN)
