"""Reports, what was decided about them, and appeals."""

from storefront.migrations import run

TABLES = """
CREATE TABLE measure (
    id {serial} NOT NULL PRIMARY KEY,
    shop_id INTEGER NOT NULL,
    code VARCHAR(8) NOT NULL,
    kind VARCHAR(10) NOT NULL,
    thing_id INTEGER NOT NULL,
    name VARCHAR(160) NOT NULL,
    act VARCHAR(10) NOT NULL CHECK (act IN ('hide', 'suspend')),
    stood VARCHAR(12) NOT NULL,
    state VARCHAR(10) NOT NULL CHECK (state IN ('in_force', 'appealed', 'upheld', 'lifted', 'expired')),
    rule VARCHAR(10) NOT NULL CHECK (rule IN ('danger', 'forbidden', 'fraud', 'copy', 'hate', 'personal', 'adult', 'stolen', 'untrue', 'spam', 'other')),
    reason TEXT NOT NULL,
    remedy TEXT NOT NULL,
    taken_at {timestamp} NOT NULL,
    taken_by_id INTEGER NOT NULL,
    appeal_by {timestamp} NOT NULL,
    ends_at {timestamp},
    appealed_at {timestamp},
    appeal TEXT,
    answer_by {timestamp},
    decided_at {timestamp},
    decided_by_id INTEGER,
    answer TEXT NOT NULL,
    ended_at {timestamp},
    FOREIGN KEY (shop_id) REFERENCES shop (id) ON DELETE RESTRICT,
    FOREIGN KEY (taken_by_id) REFERENCES person (id) ON DELETE RESTRICT,
    FOREIGN KEY (decided_by_id) REFERENCES person (id) ON DELETE RESTRICT,
    CHECK (decided_by_id IS NULL OR decided_by_id <> taken_by_id),
    CHECK ((state IN ('lifted', 'expired')) = (ended_at IS NOT NULL)),
    CHECK (state <> 'appealed' OR (appealed_at IS NOT NULL AND answer_by IS NOT NULL)),
    CHECK (state <> 'upheld' OR decided_by_id IS NOT NULL),
    CHECK (reason <> '' AND remedy <> '')
);
CREATE UNIQUE INDEX measure_code ON measure (code);
CREATE INDEX measure_taken_by_id ON measure (taken_by_id);
CREATE INDEX measure_decided_by_id ON measure (decided_by_id);
CREATE INDEX measure_shop_id_id ON measure (shop_id, id);
CREATE INDEX measure_kind_thing_id_id ON measure (kind, thing_id, id);
CREATE INDEX measure_state_answer_by ON measure (state, answer_by);
CREATE INDEX measure_state_ends_at ON measure (state, ends_at);
CREATE INDEX measure_state_id ON measure (state, id);
CREATE UNIQUE INDEX measure_one_in_force ON measure (kind, thing_id) WHERE (state IN ('in_force', 'appealed', 'upheld'));

CREATE TABLE report (
    id {serial} NOT NULL PRIMARY KEY,
    shop_id INTEGER NOT NULL,
    code VARCHAR(8) NOT NULL,
    kind VARCHAR(10) NOT NULL,
    thing_id INTEGER NOT NULL,
    name VARCHAR(160) NOT NULL,
    state VARCHAR(10) NOT NULL CHECK (state IN ('open', 'dismissed', 'acted')),
    reason VARCHAR(10) NOT NULL CHECK (reason IN ('danger', 'forbidden', 'fraud', 'copy', 'hate', 'personal', 'adult', 'stolen', 'words', 'untrue', 'spam', 'other')),
    people_count INTEGER NOT NULL,
    risk INTEGER NOT NULL,
    opened_at {timestamp} NOT NULL,
    look_by {timestamp} NOT NULL,
    decided_at {timestamp},
    decided_by_id INTEGER,
    measure_id INTEGER,
    answer TEXT NOT NULL,
    FOREIGN KEY (shop_id) REFERENCES shop (id) ON DELETE RESTRICT,
    FOREIGN KEY (decided_by_id) REFERENCES person (id) ON DELETE RESTRICT,
    FOREIGN KEY (measure_id) REFERENCES measure (id) ON DELETE RESTRICT,
    CHECK (people_count >= 0),
    CHECK ((state = 'open') = (decided_at IS NULL)),
    CHECK ((state = 'acted') = (measure_id IS NOT NULL))
);
CREATE UNIQUE INDEX report_code ON report (code);
CREATE INDEX report_decided_by_id ON report (decided_by_id);
CREATE INDEX report_measure_id ON report (measure_id);
CREATE INDEX report_shop_id_kind_thing_id ON report (shop_id, kind, thing_id);
CREATE INDEX report_state_look_by ON report (state, look_by);
CREATE INDEX report_state_id ON report (state, id);
CREATE UNIQUE INDEX report_one_open ON report (kind, thing_id) WHERE (state = 'open');

CREATE TABLE report_voice (
    id {serial} NOT NULL PRIMARY KEY,
    shop_id INTEGER NOT NULL,
    report_id INTEGER NOT NULL,
    who VARCHAR(40) NOT NULL,
    network VARCHAR(32) NOT NULL,
    person_id INTEGER,
    counts {boolean} NOT NULL,
    reason VARCHAR(10) NOT NULL CHECK (reason IN ('danger', 'forbidden', 'fraud', 'copy', 'hate', 'personal', 'adult', 'stolen', 'words', 'untrue', 'spam', 'other')),
    words TEXT NOT NULL,
    contact TEXT,
    contact_index VARCHAR(32),
    language VARCHAR(10) NOT NULL,
    at {timestamp} NOT NULL,
    FOREIGN KEY (shop_id) REFERENCES shop (id) ON DELETE RESTRICT,
    FOREIGN KEY (report_id) REFERENCES report (id) ON DELETE RESTRICT,
    FOREIGN KEY (person_id) REFERENCES person (id) ON DELETE RESTRICT
);
CREATE INDEX report_voice_shop_id ON report_voice (shop_id);
CREATE INDEX report_voice_report_id_id ON report_voice (report_id, id);
CREATE INDEX report_voice_contact_index ON report_voice (contact_index);
CREATE INDEX report_voice_person_id_id ON report_voice (person_id, id);
CREATE UNIQUE INDEX report_voice_once ON report_voice (report_id, who) WHERE counts;
"""


def up(database):
    """Make them."""
    run(database, TABLES)
