"""A refund that cannot go back the way it came is paid by the market's bank: how, who recorded it, and when."""

from storefront.migrations import run

COLUMNS = """
ALTER TABLE refund ADD COLUMN other_way TEXT;
ALTER TABLE refund ADD COLUMN other_way_by_id INTEGER REFERENCES person (id) ON DELETE RESTRICT;
ALTER TABLE refund ADD COLUMN other_way_at {timestamp};
CREATE INDEX refund_other_way_by_id ON refund (other_way_by_id);
"""


def up(database):
    """None was so far."""
    run(database, COLUMNS)
