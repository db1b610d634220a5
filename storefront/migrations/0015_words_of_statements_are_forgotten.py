"""What banks wrote beside the lines of a statement goes after a time."""

from storefront.migrations import run

COLUMNS = """
ALTER TABLE statement ADD COLUMN words_gone_at {timestamp};
CREATE INDEX statement_words_gone_at_done_at ON statement (words_gone_at, done_at);
"""


def up(database):
    """Remember of which statements it is gone."""
    run(database, COLUMNS)
