"""The links of a thing under one label are numbered, and no number is given twice: who shares first makes the link, once."""

from storefront.migrations import run

COLUMN = """
ALTER TABLE share_link ADD COLUMN number INTEGER NOT NULL DEFAULT 1;
"""
# What was made twice keeps both codes: the older is the first.
EARLIER = """
UPDATE share_link SET number = made.number
    FROM (SELECT id, ROW_NUMBER() OVER (PARTITION BY shop_id, kind, target, label ORDER BY id) AS number FROM share_link) AS made
    WHERE made.id = share_link.id AND made.number > 1;
"""
INDEXES = """
DROP INDEX share_link_shop_id_kind_target;
CREATE UNIQUE INDEX share_link_shop_id_kind_target_label_number ON share_link (shop_id, kind, target, label, number);
"""


def up(database):
    """Number those that are there, and hold the rest to it."""
    run(database, COLUMN + EARLIER + INDEXES)
