"""Exports and erasures."""

from storefront.migrations import run

TABLES = """
CREATE TABLE data_erasure (
    id {serial} NOT NULL PRIMARY KEY,
    person_id INTEGER,
    contact TEXT,
    contact_index VARCHAR(32),
    state VARCHAR(10) NOT NULL CHECK (state IN ('waiting', 'called_off', 'refused', 'done')),
    language VARCHAR(10) NOT NULL,
    why TEXT NOT NULL,
    asked_at {timestamp} NOT NULL,
    due_at {timestamp} NOT NULL,
    ended_at {timestamp},
    FOREIGN KEY (person_id) REFERENCES person (id) ON DELETE RESTRICT,
    CHECK ((state = 'waiting') = (ended_at IS NULL)),
    CHECK (state <> 'done' OR (contact IS NULL AND contact_index IS NULL))
);
CREATE INDEX data_erasure_person_id_id ON data_erasure (person_id, id);
CREATE INDEX data_erasure_contact_index_id ON data_erasure (contact_index, id);
CREATE INDEX data_erasure_state_due_at ON data_erasure (state, due_at);
CREATE UNIQUE INDEX data_erasure_one ON data_erasure (person_id) WHERE (state = 'waiting');
CREATE UNIQUE INDEX data_erasure_one_guest ON data_erasure (contact_index) WHERE (state = 'waiting');

CREATE TABLE data_export (
    id {serial} NOT NULL PRIMARY KEY,
    code VARCHAR(22) NOT NULL,
    person_id INTEGER,
    contact TEXT,
    contact_index VARCHAR(32),
    state VARCHAR(10) NOT NULL CHECK (state IN ('asked', 'making', 'ready', 'failed', 'ended')),
    steps_done INTEGER NOT NULL,
    steps_count INTEGER NOT NULL CHECK (steps_count > 0),
    tries INTEGER NOT NULL,
    content TEXT,
    asked_at {timestamp} NOT NULL,
    begun_at {timestamp},
    made_at {timestamp},
    ends_at {timestamp},
    taken_count INTEGER NOT NULL,
    FOREIGN KEY (person_id) REFERENCES person (id) ON DELETE RESTRICT,
    CHECK (steps_done >= 0 AND steps_done <= steps_count),
    CHECK ((state = 'ready') = (content IS NOT NULL))
);
CREATE UNIQUE INDEX data_export_code ON data_export (code);
CREATE INDEX data_export_person_id_id ON data_export (person_id, id);
CREATE INDEX data_export_contact_index_id ON data_export (contact_index, id);
CREATE INDEX data_export_state_ends_at ON data_export (state, ends_at);
"""


def up(database):
    """Make them."""
    run(database, TABLES)
