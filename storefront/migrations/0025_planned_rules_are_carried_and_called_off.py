"""A plan of the rules stays when something is published for before it, and can be called off."""

from storefront.migrations import run

COLUMNS = """
ALTER TABLE policy_version ADD COLUMN carries_id INTEGER REFERENCES policy_version (id) ON DELETE RESTRICT;
ALTER TABLE policy_version ADD COLUMN calls_off_id INTEGER REFERENCES policy_version (id) ON DELETE RESTRICT;
CREATE INDEX policy_version_carries_id ON policy_version (carries_id);
CREATE INDEX policy_version_calls_off_id ON policy_version (calls_off_id);
"""


def up(database):
    """What is planned already holds as before."""
    run(database, COLUMNS)
