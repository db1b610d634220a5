"""A direct seller may take back that a refund was paid back, and its buyer says whether it arrived."""

from storefront.migrations import run

COLUMNS = """
ALTER TABLE refund ADD COLUMN arrived_at {timestamp};
ALTER TABLE refund ADD COLUMN missed_at {timestamp};
ALTER TABLE aftersales_case ADD COLUMN taken_back_at {timestamp};
"""


def up(database):
    """None was so far."""
    run(database, COLUMNS)
