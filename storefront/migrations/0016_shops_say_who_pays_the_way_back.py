"""Who pays the postage of what is sent back for a change of mind: each shop says so."""

from storefront.migrations import run

COLUMNS = """
ALTER TABLE shop ADD COLUMN return_postage VARCHAR(5) NOT NULL DEFAULT 'buyer' CHECK (return_postage IN ('buyer','shop'));
"""


def up(database):
    """The buyer, unless the shop says otherwise."""
    run(database, COLUMNS)
